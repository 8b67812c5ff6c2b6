// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/profile-choices.h"
#include "model/translation/attribute-text.h"
#include "model/translation/profile-attribute.h"
#include "model/translation/virtual-ip6.h"

#include "ns3/boolean.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

TypeId
VirtualIp6::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::VirtualIp6")
            .SetParent<StatefulTranslator>()
            .SetGroupName("V6lab")
            .AddConstructor<VirtualIp6>()
            .AddAttribute(
                "Prefix",
                "RFC 6052 prefix of the hosts' virtual IPv6 addresses, the network's own; "
                "empty: explicit mappings only.",
                StringValue(""),
                MakeStringAccessor(&VirtualIp6::m_prefix),
                MakeStringChecker())
            .AddAttribute("UdpTimeout",
                          "Of an idle UDP session (RFC 6146 4), and of packets without ports.",
                          TimeValue(Minutes(5)),
                          MakeTimeAccessor(&VirtualIp6::m_udpTimeout),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute("TcpEstablishedTimeout",
                          "TCP_EST (RFC 6146 4); no probe is sent.",
                          TimeValue(Hours(2)),
                          MakeTimeAccessor(&VirtualIp6::m_tcpEstablished),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute("TcpTransitoryTimeout",
                          "TCP_TRANS (RFC 6146 4).",
                          TimeValue(Minutes(4)),
                          MakeTimeAccessor(&VirtualIp6::m_tcpTransitory),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute("IcmpTimeout",
                          "ICMP_DEFAULT (RFC 6146 4).",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&VirtualIp6::m_icmpTimeout),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute("BindingHold",
                          "How long a binding lives at least that a DNS answer made.",
                          TimeValue(Minutes(2)),
                          MakeTimeAccessor(&VirtualIp6::m_hold),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute("BindingGuard",
                          "How long it lives at least beyond the TTL of the answer.",
                          TimeValue(Seconds(30)),
                          MakeTimeAccessor(&VirtualIp6::m_guard),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("Quarantine",
                          "How long a freed virtual IPv4 address rests; at least the longest TTL "
                          "that an answer had.",
                          TimeValue(Minutes(2)),
                          MakeTimeAccessor(&VirtualIp6::m_quarantine),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("MaxBindings",
                          "New ones beyond are refused.",
                          UintegerValue(1000000),
                          MakeUintegerAccessor(&VirtualIp6::m_maxBindings),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxSessions",
                          "New ones beyond are refused.",
                          UintegerValue(2000000),
                          MakeUintegerAccessor(&VirtualIp6::m_maxSessions),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("Inbound",
                          "Peers may call hosts inside; false: only answer them.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&VirtualIp6::m_inbound),
                          MakeBooleanChecker())
            .AddAttribute(
                "PerHost",
                "Each inside host has the whole pool for itself: one virtual IPv4 address "
                "may stand for different peers.",
                BooleanValue(false),
                MakeBooleanAccessor(&VirtualIp6::m_perHost),
                MakeBooleanChecker())
            .AddAttribute("BindRouters",
                          "Routers that send ICMPv6 errors get a virtual IPv4 address as peers do; "
                          "false: one of the error sources, or the node's own (RFC 6791).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&VirtualIp6::m_bindRouters),
                          MakeBooleanChecker())
            .AddAttribute("LenientUOctet",
                          "Ignore bits 64 to 71 instead of refusing them (RFC 6052 2.2).",
                          StringValue(attribute::BY_PROFILE),
                          attribute::MakeSwitchAccessor(&VirtualIp6::m_lenientUOctet),
                          attribute::MakeSwitchChecker());
    return tid;
}

VirtualIp6Settings
VirtualIp6::MakeVirtualIp6Settings() const
{
    VirtualIp6Settings settings;
    settings.translation = MakeSettings();
    settings.prefix = attribute::ReadPref64("Prefix", m_prefix);
    settings.eams = m_mappings;
    settings.networks = m_networks;
    settings.neverTranslate = GetNeverTranslated();
    settings.pool = m_pool;
    settings.peers = m_peers;
    settings.inboundPeers = m_inboundPeers;
    settings.inbound = m_inbound;
    settings.perHost = m_perHost;
    settings.bindRouters = m_bindRouters;
    settings.lenientUOctet =
        m_lenientUOctet.value_or(ChoicesOf(settings.translation.profile).lenientUOctet);
    settings.timeouts.udp = m_udpTimeout.GetNanoSeconds();
    settings.timeouts.tcpEstablished = m_tcpEstablished.GetNanoSeconds();
    settings.timeouts.tcpTransitory = m_tcpTransitory.GetNanoSeconds();
    settings.timeouts.icmp = m_icmpTimeout.GetNanoSeconds();
    settings.timeouts.hold = m_hold.GetNanoSeconds();
    settings.timeouts.guard = m_guard.GetNanoSeconds();
    settings.timeouts.quarantine = m_quarantine.GetNanoSeconds();
    settings.limits.bindings = m_maxBindings;
    settings.limits.sessions = m_maxSessions;
    return settings;
}

} // namespace ns3::v6lab
