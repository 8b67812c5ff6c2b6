// SPDX-License-Identifier: GPL-2.0-only
#include "model/translation/clat.h"

#include "model/advertisement/router-listener.h"
#include "model/core/nat64/profile-choices.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"
#include "model/translation/attribute-names.h"
#include "model/translation/attribute-text.h"
#include "model/translation/node-links.h"
#include "model/translation/profile-attribute.h"

#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <stdexcept>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(Clat);

namespace
{

constexpr uint32_t LOOPBACK = 0;
/** A CLAT serves where a network has no IPv4 (RFC 6877 1): a native default route comes first. */
constexpr uint32_t LAST_RESORT = 0xffffffff;

/** Empty text: none. */
std::optional<IpAddress>
ReadAddress(const std::string& name, const std::string& text, Family family)
{
    const auto address = IpAddress::Parse(text);
    if (!text.empty() && (!address || address->GetFamily() != family))
    {
        throw std::invalid_argument(name + ": \"" + text + "\" is not an " +
                                    (family == Family::V4 ? "IPv4" : "IPv6") + " address");
    }
    return address;
}

/** A link that the address is on, and the length of its prefix there. */
struct OnLink
{
    uint32_t interface;
    uint8_t length;
};

std::optional<OnLink>
FindLink(const Ipv6Stack& stack, const IpAddress& address)
{
    for (uint32_t i = 1; i < stack.GetNInterfaces(); ++i)
    {
        for (uint32_t j = 0; j < stack.GetNAddresses(i); ++j)
        {
            const auto own = stack.GetAddress(i, j);
            const uint8_t length = own.GetPrefix().GetPrefixLength();
            if (length < 128 && Prefix(ToCore(own.GetAddress()), length).Contains(address))
            {
                return OnLink{i, length};
            }
        }
    }
    return std::nullopt;
}

} // namespace

TypeId
Clat::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::Clat")
            .SetParent<Translator>()
            .SetGroupName("V6lab")
            .AddConstructor<Clat>()
            .AddAttribute("PlatPrefix",
                          "RFC 6052 prefix of the provider's translator; empty: not known yet.",
                          StringValue(""),
                          MakeStringAccessor(&Clat::m_platPrefix),
                          MakeStringChecker())
            .AddAttribute("DedicatedPrefix",
                          "An IPv6 /64 or /96 for translation only (RFC 6877 6.3).",
                          StringValue(""),
                          MakeStringAccessor(&Clat::m_dedicatedPrefix),
                          MakeStringChecker())
            .AddAttribute("SharedAddress",
                          "One IPv6 address for all behind it (RFC 6877 6.3).",
                          StringValue(""),
                          MakeStringAccessor(&Clat::m_sharedAddress),
                          MakeStringChecker())
            .AddAttribute("HostAddress",
                          "IPv4 address of the node itself, or between NAT44 and translation.",
                          StringValue("192.0.0.1"),
                          MakeStringAccessor(&Clat::m_hostAddress),
                          MakeStringChecker())
            .AddAttribute("WellKnownDeny",
                          "IPv4 that the well-known prefix must not stand for: default, strict "
                          "(documentation and test ranges too) or off (RFC 6052 3.1); profile: "
                          "default, with Profile jool off.",
                          StringValue(attribute::BY_PROFILE),
                          MakeStringAccessor(&Clat::m_wellKnownDeny),
                          MakeStringChecker())
            .AddAttribute("FirstPort",
                          "Lowest port of the shared address that hosts behind it get.",
                          UintegerValue(1024),
                          MakeUintegerAccessor(&Clat::m_firstPort),
                          MakeUintegerChecker<uint32_t>(1, 65535))
            .AddAttribute(
                "LastPort",
                "Highest port that they get; the dynamic ports of RFC 6335 are the node's own.",
                UintegerValue(49151),
                MakeUintegerAccessor(&Clat::m_lastPort),
                MakeUintegerChecker<uint32_t>(1, 65535))
            .AddAttribute("MaxMappings",
                          "Mappings of the shared address per protocol; new ones beyond are "
                          "refused.",
                          UintegerValue(65536),
                          MakeUintegerAccessor(&Clat::m_maxMappings),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxFragmentedDatagrams",
                          "Datagrams whose first fragment is remembered for the shared address, "
                          "per direction.",
                          UintegerValue(1024),
                          MakeUintegerAccessor(&Clat::m_maxFragmentedDatagrams),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("UdpTimeout",
                          "Of a UDP mapping, at least 2 minutes (RFC 4787 REQ-5).",
                          TimeValue(Minutes(5)),
                          MakeTimeAccessor(&Clat::m_udpTimeout),
                          MakeTimeChecker(Minutes(2)))
            .AddAttribute("TcpEstablishedTimeout",
                          "Of a TCP connection, at least 2 hours and 4 minutes (RFC 5382 REQ-5).",
                          TimeValue(Minutes(124)),
                          MakeTimeAccessor(&Clat::m_tcpEstablished),
                          MakeTimeChecker(Minutes(124)))
            .AddAttribute("TcpTransitoryTimeout",
                          "Of one that opens or closes, at least 4 minutes (RFC 5382 REQ-5).",
                          TimeValue(Minutes(4)),
                          MakeTimeAccessor(&Clat::m_tcpTransitory),
                          MakeTimeChecker(Minutes(4)))
            .AddAttribute("IcmpTimeout",
                          "Of an ICMP query's mapping, at least 60 s (RFC 5508 REQ-2).",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&Clat::m_icmpTimeout),
                          MakeTimeChecker(Seconds(60)))
            .AddAttribute("FragmentTimeout",
                          "How long a first fragment is remembered, at least 2 s (RFC 6146 4).",
                          TimeValue(Seconds(2)),
                          MakeTimeAccessor(&Clat::m_fragmentTimeout),
                          MakeTimeChecker(Seconds(2)));
    return tid;
}

Clat::Clat() = default;
Clat::~Clat() = default;

void
Clat::DoDispose()
{
    m_core.reset();
    Translator::DoDispose();
}

void
Clat::AddNetwork(const Prefix& ipv4)
{
    m_networks.push_back(ipv4);
}

const char*
Clat::GetKind() const
{
    return "clat";
}

ClatSettings
Clat::MakeClatSettings() const
{
    ClatSettings settings;
    settings.translation = MakeSettings();
    settings.platPrefix = attribute::ReadPref64("PlatPrefix", m_platPrefix);
    settings.networks = m_networks;
    settings.dedicated = attribute::ReadPrefix6("DedicatedPrefix", m_dedicatedPrefix);
    settings.shared = ReadAddress("SharedAddress", m_sharedAddress, Family::V6);
    settings.hostAddress =
        ReadAddress("HostAddress", m_hostAddress, Family::V4).value_or(IpAddress());
    settings.wellKnownDeny =
        attribute::ReadWellKnownDeny(m_wellKnownDeny,
                                     ChoicesOf(settings.translation.profile).wellKnownDeny);
    settings.neverTranslate = GetNeverTranslated();
    settings.nat.firstPort = static_cast<uint16_t>(m_firstPort);
    settings.nat.lastPort = static_cast<uint16_t>(m_lastPort);
    settings.nat.mappings = m_maxMappings;
    settings.nat.datagrams = m_maxFragmentedDatagrams;
    settings.nat.timeouts.udp = m_udpTimeout.GetNanoSeconds();
    settings.nat.timeouts.tcpEstablished = m_tcpEstablished.GetNanoSeconds();
    settings.nat.timeouts.tcpTransitory = m_tcpTransitory.GetNanoSeconds();
    settings.nat.timeouts.icmp = m_icmpTimeout.GetNanoSeconds();
    settings.nat.timeouts.fragment = m_fragmentTimeout.GetNanoSeconds();
    settings.nat.seed = settings.translation.seed;
    return settings;
}

void
Clat::Start()
{
    m_settings = attribute::Named([this] { return Completed(MakeClatSettings()); });
    m_core = attribute::Named([this] { return std::make_unique<ClatCore>(m_settings); });
    GetLinks().GetIpv4().GetLpm().AddDetour(Prefix(IpAddress::V4(0), 0), this, LAST_RESORT);
    if (m_settings.shared)
    {
        AssignSharedAddress();
        RouterListener::Of(GetLinks().GetIpv6().GetObject<Node>())
            ->TraceConnectWithoutContext("AddressesChanged",
                                         MakeCallback(&Clat::OnAddresses, this));
        Attract(Prefix(*m_settings.shared, 128));
    }
    else
    {
        Attract(*m_settings.dedicated);
    }
    if (m_settings.IsHost())
    {
        AssignHostAddress();
    }
}

void
Clat::AssignHostAddress()
{
    GetLinks().GetIpv4().AddAddress(
        LOOPBACK,
        Ipv4InterfaceAddress(ToNs3V4(m_settings.hostAddress), Ipv4Mask::GetOnes()));
}

void
Clat::AssignSharedAddress()
{
    Ipv6Stack& stack = GetLinks().GetIpv6();
    const auto link = FindLink(stack, *m_settings.shared);
    const Ipv6Address address = ToNs3V6(*m_settings.shared);
    if (link && !stack.IsOurs(address))
    {
        stack.AddAddress(link->interface, Ipv6InterfaceAddress(address, Ipv6Prefix(link->length)));
    }
}

void
Clat::OnAddresses(uint32_t, const std::vector<IpAddress>&)
{
    AssignSharedAddress();
}

void
Clat::SetPlatPrefix(const std::optional<Pref64>& prefix)
{
    if (m_core)
    {
        m_core->SetPlatPrefix(prefix);
    }
    else
    {
        m_platPrefix = prefix ? prefix->GetPrefix().ToString() : "";
    }
}

std::optional<Pref64>
Clat::GetPlatPrefix() const
{
    return m_core ? m_core->GetPlatPrefix() : attribute::ReadPref64("PlatPrefix", m_platPrefix);
}

uint32_t
Clat::GetMappings(BibKind kind) const
{
    return m_core ? m_core->GetMappings(kind) : 0;
}

Outcome
Clat::Process(const PacketIn& in, const Surroundings& around, int64_t nowNs)
{
    return m_core->Process(in, around, nowNs);
}

std::optional<IpAddress>
Clat::GetSource(const IpAddress& destination) const
{
    return destination.IsV4() && m_settings.IsHost() ? std::optional(m_settings.hostAddress)
                                                     : std::nullopt;
}

} // namespace ns3::v6lab
