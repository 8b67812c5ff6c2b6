// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/translator-install.h"

#include "helper/install/advertisement-install.h"
#include "helper/install/authored-quantity.h"
#include "helper/translator-helper.h"
#include "model/translation/pref64-watch.h"

#include "ns3/boolean.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** What everybody was given by Config::SetDefault() (--ns3::Class::Attribute) wins. */
template <class Base>
class AuthoredHelper : public Base
{
  public:
    void SetAttribute(const std::string& name, const AttributeValue& value)
    {
        TypeId::AttributeInformation info;
        const bool known = this->m_factory.GetTypeId().LookupAttributeByName(name, &info);
        if (!known || info.initialValue == info.originalInitialValue)
        {
            Base::SetAttribute(name, value);
        }
    }
};

/** Each translator of a run draws its own numbers, and other runs other ones. */
uint64_t
SeedOf(size_t place)
{
    return RngSeedManager::GetRun() << 32 ^ uint64_t { RngSeedManager::GetSeed() } << 8 ^ place;
}

/** Empty: left to the profile. */
template <class Helper>
void
SetWord(Helper& helper, const char* attribute, const std::string& word)
{
    if (!word.empty())
    {
        helper.SetAttribute(attribute, StringValue(word));
    }
}

/** Nothing: left to the profile. */
template <class Helper>
void
SetSwitch(Helper& helper, const char* attribute, const std::optional<bool>& thrown)
{
    if (thrown)
    {
        helper.SetAttribute(attribute, BooleanValue(*thrown));
    }
}

template <class Helper>
void
SetCommon(Helper& helper, const TranslatorConfig& config, size_t place)
{
    helper.SetAttribute("Profile", StringValue(config.profile));
    helper.SetAttribute("LowestIpv6Mtu", UintegerValue(config.lowestIpv6Mtu));
    if (!config.plateaus.empty())
    {
        helper.SetAttribute("Plateaus", StringValue(config.plateaus));
    }
    helper.SetAttribute("LargestIcmpv4Error", UintegerValue(config.largestIcmpv4Error));
    helper.SetAttribute("ZeroUdpChecksum", StringValue(config.zeroUdpChecksum));
    helper.SetAttribute("IcmpErrors", StringValue(config.icmpErrors));
    helper.SetAttribute("ClampMss", BooleanValue(config.clampMss));
    helper.SetAttribute("Seed", UintegerValue(SeedOf(place)));
    for (const auto& prefix : config.errorSources)
    {
        helper.AddErrorSource(prefix);
    }
    for (const auto& prefix : config.neverTranslate)
    {
        helper.AddNeverTranslated(prefix);
    }
}

TimeValue
TimeOf(const TranslatorConfig& config, const char* field, const std::string& text)
{
    return TimeValue(ReadDuration(text, "translator of node " + config.node + ": " + field));
}

template <class Helper>
void
SetTimeouts(Helper& helper, const TranslatorConfig& config)
{
    helper.SetAttribute("UdpTimeout", TimeOf(config, "udpTimeout", config.udpTimeout));
    if (!config.tcpEstablishedTimeout.empty())
    {
        helper.SetAttribute("TcpEstablishedTimeout",
                            TimeOf(config, "tcpEstablishedTimeout", config.tcpEstablishedTimeout));
    }
    helper.SetAttribute("TcpTransitoryTimeout",
                        TimeOf(config, "tcpTransitoryTimeout", config.tcpTransitoryTimeout));
    helper.SetAttribute("IcmpTimeout", TimeOf(config, "icmpTimeout", config.icmpTimeout));
}

/** What translators with sessions have in common. */
template <class Helper>
void
SetStateful(Helper& helper, const TranslatorConfig& config)
{
    SetTimeouts(helper, config);
    helper.SetAttribute("MaxBindings", UintegerValue(config.maxBindings));
    helper.SetAttribute("MaxSessions", UintegerValue(config.maxSessions));
}

Nat64Helper
MakeNat64(const TranslatorConfig& config, size_t place)
{
    AuthoredHelper<Nat64Helper> helper;
    SetCommon(helper, config, place);
    if (!config.prefix.empty())
    {
        helper.SetAttribute("Prefix", StringValue(config.prefix));
    }
    SetWord(helper, "WellKnownDeny", config.wellKnownDeny);
    SetWord(helper, "PortSelection", config.portSelection);
    helper.SetAttribute("AddressDependentFiltering",
                        BooleanValue(config.addressDependentFiltering));
    helper.SetAttribute("DropExternalTcp", BooleanValue(config.dropExternalTcp));
    SetSwitch(helper, "AnswerUnbound", config.answerUnbound);
    SetSwitch(helper, "AnswerFiltered", config.answerFiltered);
    SetStateful(helper, config);
    if (!config.tcpOpeningTimeout.empty())
    {
        helper.SetAttribute("TcpOpeningTimeout",
                            TimeOf(config, "tcpOpeningTimeout", config.tcpOpeningTimeout));
    }
    helper.SetAttribute("PoolHighWater", UintegerValue(config.poolHighWater));
    helper.SetAttribute("PoolLowWater", UintegerValue(config.poolLowWater));
    helper.SetAttribute("SubscriberPorts", UintegerValue(config.subscriberPorts));
    helper.SetAttribute("SubscriberPrefix", UintegerValue(config.subscriberPrefix));
    helper.SetAttribute("SubscriberSessions", UintegerValue(config.subscriberSessions));
    helper.SetAttribute("SubscriberRate", UintegerValue(config.subscriberRate));
    helper.SetAttribute("BlockSize", UintegerValue(config.blockSize));
    helper.SetAttribute("Subscribers", StringValue(config.subscribers));
    for (const auto& pool : config.pool)
    {
        helper.AddPool(pool.addresses, pool.ports, pool.protocol);
    }
    for (const auto& binding : config.bindings)
    {
        helper.AddBinding(binding.protocol, binding.inside, binding.outside);
    }
    return helper;
}

SiitHelper
MakeSiit(const TranslatorConfig& config, size_t place)
{
    AuthoredHelper<SiitHelper> helper;
    SetCommon(helper, config, place);
    helper.SetAttribute("Prefix", StringValue(config.prefix));
    helper.SetAttribute("EdgeRelay", BooleanValue(config.role == "edge"));
    helper.SetAttribute("Hairpin", StringValue(config.hairpin));
    SetWord(helper, "WellKnownDeny", config.wellKnownDeny);
    for (const auto& mapping : config.mappings)
    {
        helper.AddMapping(mapping.ipv4, mapping.ipv6);
    }
    for (const auto& prefix : config.ipv4Prefixes)
    {
        helper.AddIpv4Prefix(prefix);
    }
    return helper;
}

ClatHelper
MakeClat(const TranslatorConfig& config, size_t place)
{
    AuthoredHelper<ClatHelper> helper;
    SetCommon(helper, config, place);
    const std::string usual = config.discoverPrefix ? "" : "64:ff9b::/96";
    helper.SetAttribute("PlatPrefix", StringValue(config.prefix.empty() ? usual : config.prefix));
    helper.SetAttribute("DedicatedPrefix", StringValue(config.dedicatedPrefix));
    helper.SetAttribute("SharedAddress", StringValue(config.sharedAddress));
    SetTimeouts(helper, config);
    helper.SetAttribute("MaxMappings", UintegerValue(config.maxMappings));
    SetWord(helper, "WellKnownDeny", config.wellKnownDeny);
    for (const auto& network : config.networks)
    {
        helper.AddNetwork(network);
    }
    return helper;
}

VirtualIp6Helper
MakeVirtualIp6(const TranslatorConfig& config, size_t place)
{
    VirtualIp6Helper helper;
    SetCommon(helper, config, place);
    SetStateful(helper, config);
    helper.SetAttribute("Prefix", StringValue(config.prefix));
    helper.SetAttribute("Inbound", BooleanValue(config.inbound));
    helper.SetAttribute("PerHost", BooleanValue(config.perHost));
    helper.SetAttribute("BindRouters", BooleanValue(config.bindRouters));
    helper.SetAttribute("BindingHold", TimeOf(config, "bindingHold", config.bindingHold));
    helper.SetAttribute("BindingGuard", TimeOf(config, "bindingGuard", config.bindingGuard));
    helper.SetAttribute("Quarantine", TimeOf(config, "quarantine", config.quarantine));
    for (const auto& pool : config.pool)
    {
        helper.AddPool(pool.addresses);
    }
    for (const auto& mapping : config.mappings)
    {
        helper.AddMapping(mapping.ipv4, mapping.ipv6);
    }
    for (const auto& network : config.networks)
    {
        helper.AddNetwork(network);
    }
    for (const auto& peer : config.peers)
    {
        helper.AddPeer(peer.ipv6, peer.ipv4);
    }
    for (const auto& prefix : config.inboundPeers)
    {
        helper.AddInboundPeers(prefix);
    }
    return helper;
}

Ptr<Translator>
InstallOne(const TranslatorConfig& config, size_t place, const Ptr<Node>& node)
{
    if (config.kind == "nat64")
    {
        return MakeNat64(config, place).Install(node);
    }
    if (config.kind == "siit")
    {
        return MakeSiit(config, place).Install(node);
    }
    if (config.kind == "virtual-ipv6")
    {
        return MakeVirtualIp6(config, place).Install(node);
    }
    return MakeClat(config, place).Install(node);
}

} // namespace

void
InstallTranslators(const Topology& topology, Installation& installation)
{
    for (size_t i = 0; i < topology.translators.size(); ++i)
    {
        const TranslatorConfig& config = topology.translators[i];
        try
        {
            const auto node = installation.nodes.at(config.node);
            installation.translators.push_back(InstallOne(config, i, node));
            const auto uplink = AutoconfiguredDevice(topology, installation, config.node);
            if (config.discoverPrefix && uplink)
            {
                Pref64Watch::Of(node)->Drive(uplink,
                                             DynamicCast<Clat>(installation.translators.back()));
            }
        }
        catch (const std::invalid_argument& error)
        {
            throw std::invalid_argument("translator of node " + config.node + ": " + error.what());
        }
    }
}

} // namespace ns3::v6lab
