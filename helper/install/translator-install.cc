// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/translator-install.h"

#include "helper/install/authored-quantity.h"
#include "helper/translator-helper.h"

#include "ns3/boolean.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** Each translator of a run draws its own numbers, and other runs other ones. */
uint64_t
SeedOf(size_t place)
{
    return RngSeedManager::GetRun() << 32 ^ uint64_t { RngSeedManager::GetSeed() } << 8 ^ place;
}

template <class Helper>
void
SetCommon(Helper& helper, const TranslatorConfig& config, size_t place)
{
    helper.SetAttribute("Profile", StringValue(config.profile));
    helper.SetAttribute("LowestIpv6Mtu", UintegerValue(config.lowestIpv6Mtu));
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

Nat64Helper
MakeNat64(const TranslatorConfig& config, size_t place)
{
    Nat64Helper helper;
    SetCommon(helper, config, place);
    if (!config.prefix.empty())
    {
        helper.SetAttribute("Prefix", StringValue(config.prefix));
    }
    helper.SetAttribute("WellKnownDeny", StringValue(config.wellKnownDeny));
    helper.SetAttribute("PortSelection", StringValue(config.portSelection));
    helper.SetAttribute("AddressDependentFiltering",
                        BooleanValue(config.addressDependentFiltering));
    helper.SetAttribute("DropExternalTcp", BooleanValue(config.dropExternalTcp));
    helper.SetAttribute("AnswerUnbound", BooleanValue(config.answerUnbound));
    helper.SetAttribute("AnswerFiltered", BooleanValue(config.answerFiltered));
    helper.SetAttribute("UdpTimeout", TimeOf(config, "udpTimeout", config.udpTimeout));
    helper.SetAttribute("TcpEstablishedTimeout",
                        TimeOf(config, "tcpEstablishedTimeout", config.tcpEstablishedTimeout));
    helper.SetAttribute("TcpTransitoryTimeout",
                        TimeOf(config, "tcpTransitoryTimeout", config.tcpTransitoryTimeout));
    if (!config.tcpOpeningTimeout.empty())
    {
        helper.SetAttribute("TcpOpeningTimeout",
                            TimeOf(config, "tcpOpeningTimeout", config.tcpOpeningTimeout));
    }
    helper.SetAttribute("IcmpTimeout", TimeOf(config, "icmpTimeout", config.icmpTimeout));
    helper.SetAttribute("MaxBindings", UintegerValue(config.maxBindings));
    helper.SetAttribute("MaxSessions", UintegerValue(config.maxSessions));
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
    SiitHelper helper;
    SetCommon(helper, config, place);
    helper.SetAttribute("Prefix", StringValue(config.prefix));
    helper.SetAttribute("EdgeRelay", BooleanValue(config.role == "edge"));
    helper.SetAttribute("Hairpin", StringValue(config.hairpin));
    helper.SetAttribute("WellKnownDeny", StringValue(config.wellKnownDeny));
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
    ClatHelper helper;
    SetCommon(helper, config, place);
    helper.SetAttribute("PlatPrefix",
                        StringValue(config.prefix.empty() ? "64:ff9b::/96" : config.prefix));
    helper.SetAttribute("DedicatedPrefix", StringValue(config.dedicatedPrefix));
    helper.SetAttribute("SharedAddress", StringValue(config.sharedAddress));
    helper.SetAttribute("WellKnownDeny", StringValue(config.wellKnownDeny));
    for (const auto& network : config.networks)
    {
        helper.AddNetwork(network);
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
            installation.translators.push_back(
                InstallOne(config, i, installation.nodes.at(config.node)));
        }
        catch (const std::invalid_argument& error)
        {
            throw std::invalid_argument("translator of node " + config.node + ": " + error.what());
        }
    }
}

} // namespace ns3::v6lab
