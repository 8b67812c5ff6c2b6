// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/profile-choices.h"
#include "model/translation/attribute-text.h"
#include "model/translation/nat64.h"
#include "model/translation/profile-attribute.h"

#include "ns3/boolean.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

TypeId
Nat64::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::Nat64")
            .SetParent<StatefulTranslator>()
            .SetGroupName("V6lab")
            .AddConstructor<Nat64>()
            .AddAttribute("Prefix",
                          "RFC 6052 prefix that stands for the IPv4 internet.",
                          StringValue("64:ff9b::/96"),
                          MakeStringAccessor(&Nat64::m_prefix),
                          MakeStringChecker())
            .AddAttribute("WellKnownDeny",
                          "IPv4 that the well-known prefix must not stand for: default, strict "
                          "(documentation and test ranges too) or off (RFC 6052 3.1); profile: "
                          "default, with Profile jool off.",
                          StringValue(attribute::BY_PROFILE),
                          MakeStringAccessor(&Nat64::m_wellKnownDeny),
                          MakeStringChecker())
            .AddAttribute("PortSelection",
                          "preserve (RFC 6146 3.5.1.1), simple-random, random-retry, hash, "
                          "double-hash, random-increments (RFC 6056 3.3.1 to 3.3.5), blocks or "
                          "deterministic (RFC 7422).",
                          StringValue(attribute::BY_PROFILE),
                          MakeStringAccessor(&Nat64::m_portSelection),
                          MakeStringChecker())
            .AddAttribute("UdpTimeout",
                          "UDP_DEFAULT (RFC 6146 4), at least 2 minutes.",
                          TimeValue(Minutes(5)),
                          MakeTimeAccessor(&Nat64::m_udpTimeout),
                          MakeTimeChecker(Minutes(2)))
            .AddAttribute("TcpEstablishedTimeout",
                          "TCP_EST (RFC 6146 4): then a probe is sent.",
                          TimeValue(Hours(2)),
                          MakeTimeAccessor(&Nat64::m_tcpEstablished),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute("TcpTransitoryTimeout",
                          "TCP_TRANS (RFC 6146 4).",
                          TimeValue(Minutes(4)),
                          MakeTimeAccessor(&Nat64::m_tcpTransitory),
                          MakeTimeChecker(Seconds(1)))
            .AddAttribute("TcpOpeningTimeout",
                          "The same of connections that only open (RFC 7857 2.1); 0: "
                          "TcpTransitoryTimeout.",
                          TimeValue(Seconds(0)),
                          MakeTimeAccessor(&Nat64::m_tcpOpening),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute(
                "TcpIncomingSynTimeout",
                "TCP_INCOMING_SYN (RFC 6146 4): how long a SYN from outside waits; at least "
                "6 s with Profile rfc (RFC 5382 REQ-4).",
                TimeValue(Seconds(6)),
                MakeTimeAccessor(&Nat64::m_tcpIncomingSyn),
                MakeTimeChecker(Seconds(1)))
            .AddAttribute("IcmpTimeout",
                          "ICMP_DEFAULT (RFC 6146 4), at least 60 s (RFC 5508 REQ-2).",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&Nat64::m_icmpTimeout),
                          MakeTimeChecker(Seconds(60)))
            .AddAttribute("FragmentTimeout",
                          "How long fragments wait for the others, at least 2 s (RFC 6146 3.4).",
                          TimeValue(Seconds(2)),
                          MakeTimeAccessor(&Nat64::m_fragmentTimeout),
                          MakeTimeChecker(Seconds(2)))
            .AddAttribute("PortQuarantine",
                          "How long a freed UDP or ICMP port rests (RFC 6888 REQ-8: 120 s).",
                          TimeValue(Seconds(0)),
                          MakeTimeAccessor(&Nat64::m_quarantine),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("MaxBindings",
                          "Bindings per protocol; new ones beyond are refused.",
                          UintegerValue(1000000),
                          MakeUintegerAccessor(&Nat64::m_maxBindings),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxSessions",
                          "Sessions per protocol; new ones beyond are refused.",
                          UintegerValue(2000000),
                          MakeUintegerAccessor(&Nat64::m_maxSessions),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxStoredSyns",
                          "SYNs from outside that may wait at once.",
                          UintegerValue(10),
                          MakeUintegerAccessor(&Nat64::m_maxStoredSyns),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("MaxFragmentBytes",
                          "Bytes of fragments that may wait at once.",
                          UintegerValue(4194304),
                          MakeUintegerAccessor(&Nat64::m_maxFragmentBytes),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("PoolHighWater",
                          "Percent of the pool in use that count as high (RFC 8158 4.5); 0: none.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&Nat64::m_poolHighWater),
                          MakeUintegerChecker<uint32_t>(0, 100))
            .AddAttribute("PoolLowWater",
                          "Percent at which it is low again, at most PoolHighWater.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&Nat64::m_poolLowWater),
                          MakeUintegerChecker<uint32_t>(0, 100))
            .AddAttribute("SubscriberPorts",
                          "Ports per subscriber and protocol (RFC 6888 REQ-4); 0: no limit.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&Nat64::m_subscriberPorts),
                          MakeUintegerChecker<uint32_t>(0, 65535))
            .AddAttribute("SubscriberPrefix",
                          "Bits of the IPv6 source that name a subscriber.",
                          UintegerValue(128),
                          MakeUintegerAccessor(&Nat64::m_subscriberPrefix),
                          MakeUintegerChecker<uint32_t>(1, 128))
            .AddAttribute("SubscriberSessions",
                          "Sessions per subscriber (RFC 6888 REQ-5); 0: no limit.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&Nat64::m_subscriberSessions),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("SubscriberRate",
                          "New sessions, and with them bindings, per subscriber and second (RFC "
                          "6888 REQ-5); 0: no limit.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&Nat64::m_subscriberRate),
                          MakeUintegerChecker<uint32_t>(0, 1000000))
            .AddAttribute(
                "Subscribers",
                "IPv6 prefix of all subscribers, for deterministic ports (RFC 7422 2, I).",
                StringValue(""),
                MakeStringAccessor(&Nat64::m_subscribers),
                MakeStringChecker())
            .AddAttribute("BlockSize",
                          "Ports of a block (RFC 7422 2).",
                          UintegerValue(100),
                          MakeUintegerAccessor(&Nat64::m_blockSize),
                          MakeUintegerChecker<uint32_t>(1, 64512))
            .AddAttribute("DynamicFactor",
                          "Deterministic ports: how many subscribers' worth of them is kept for "
                          "blocks (RFC 7422 2, D).",
                          UintegerValue(2),
                          MakeUintegerAccessor(&Nat64::m_dynamicFactor),
                          MakeUintegerChecker<uint32_t>(0, 65535))
            .AddAttribute("PairedOnly",
                          "A host whose IPv4 address has no port left gets none on another one "
                          "(RFC 6888 REQ-2).",
                          BooleanValue(true),
                          MakeBooleanAccessor(&Nat64::m_pairedOnly),
                          MakeBooleanChecker())
            .AddAttribute("KeepParity",
                          "Even ports stay even, odd ones odd (RFC 6146 3.5.1.1; UDP).",
                          StringValue(attribute::BY_PROFILE),
                          attribute::MakeSwitchAccessor(&Nat64::m_keepParity),
                          attribute::MakeSwitchChecker())
            .AddAttribute("KeepRange",
                          "System ports stay system ports (RFC 6146 3.5.1.1).",
                          StringValue(attribute::BY_PROFILE),
                          attribute::MakeSwitchAccessor(&Nat64::m_keepRange),
                          attribute::MakeSwitchChecker())
            .AddAttribute("AddressDependentFiltering",
                          "Only those whom the inside has sent to may send (RFC 6146 3.5).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Nat64::m_addressDependentFiltering),
                          MakeBooleanChecker())
            .AddAttribute("DropExternalTcp",
                          "Refuse TCP connections from the IPv4 side (RFC 6146 3.5.2.2).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Nat64::m_dropExternalTcp),
                          MakeBooleanChecker())
            .AddAttribute("DropIcmpQueries",
                          "Refuse ICMPv6 queries (RFC 6146 3.5.3).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Nat64::m_dropIcmpQueries),
                          MakeBooleanChecker())
            .AddAttribute("InboundRefreshesUdp",
                          "Packets from outside prolong a UDP session (RFC 6146 3.5.1).",
                          BooleanValue(true),
                          MakeBooleanAccessor(&Nat64::m_inboundRefreshesUdp),
                          MakeBooleanChecker())
            .AddAttribute("AnswerUnbound",
                          "ICMPv4 3/1 for IPv4 packets without a binding (RFC 6146 3.5.1).",
                          StringValue(attribute::BY_PROFILE),
                          attribute::MakeSwitchAccessor(&Nat64::m_answerUnbound),
                          attribute::MakeSwitchChecker())
            .AddAttribute("AnswerFiltered",
                          "ICMPv4 3/13 for what the filter drops (RFC 6146 3.5.1).",
                          StringValue(attribute::BY_PROFILE),
                          attribute::MakeSwitchAccessor(&Nat64::m_answerFiltered),
                          attribute::MakeSwitchChecker())
            .AddAttribute("IcmpErrorSourceBetter",
                          "Translated ICMPv4 errors come from the prefix and their router's own "
                          "address; false: from whom the quoted packet was for (RFC 6146 3.5).",
                          BooleanValue(true),
                          MakeBooleanAccessor(&Nat64::m_routersOwnErrors),
                          MakeBooleanChecker())
            .AddAttribute("RstEndsHalfClosed",
                          "RST behind the first FIN leaves a session TCP_TRANS to live, not "
                          "TCP_EST (RFC 6146 3.5.2.2).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Nat64::m_rstEndsHalfClosed),
                          MakeBooleanChecker())
            .AddAttribute(
                "LenientUOctet",
                "Ignore bits 64 to 71, the prefix' own as well, instead of refusing them (RFC "
                "6052 2.2).",
                StringValue(attribute::BY_PROFILE),
                attribute::MakeSwitchAccessor(&Nat64::m_lenientUOctet),
                attribute::MakeSwitchChecker());
    return tid;
}

Nat64Settings
Nat64::MakeNat64Settings() const
{
    Nat64Settings settings;
    settings.translation = MakeSettings();
    const ProfileChoices chosen = ChoicesOf(settings.translation.profile);
    settings.lenientUOctet = m_lenientUOctet.value_or(chosen.lenientUOctet);
    const auto uOctet = settings.lenientUOctet ? Pref64::UOctet::Any : Pref64::UOctet::Zero;
    const auto prefix = attribute::ReadPref64("Prefix", m_prefix, uOctet);
    settings.prefix = prefix.value_or(Pref64()); // 6146 3.5.4: without one, the well-known prefix
    settings.pool.ranges = m_ranges;
    settings.pool.selection =
        attribute::Choose<PortSelection>("PortSelection",
                                         m_portSelection,
                                         {{attribute::BY_PROFILE, chosen.portSelection},
                                          {"preserve", PortSelection::Preserve},
                                          {"simple-random", PortSelection::SimpleRandom},
                                          {"random-retry", PortSelection::RandomRetry},
                                          {"hash", PortSelection::Hash},
                                          {"double-hash", PortSelection::DoubleHash},
                                          {"random-increments", PortSelection::RandomIncrements},
                                          {"blocks", PortSelection::Blocks},
                                          {"deterministic", PortSelection::Deterministic}});
    settings.pool.keepParity = m_keepParity.value_or(chosen.keepParity);
    settings.pool.keepRange = m_keepRange.value_or(chosen.keepRange);
    settings.pool.quarantineNs = m_quarantine.GetNanoSeconds();
    settings.pool.highWater = static_cast<uint8_t>(m_poolHighWater);
    settings.pool.lowWater = static_cast<uint8_t>(m_poolLowWater);
    settings.pool.subscriberPorts = m_subscriberPorts;
    settings.pool.subscriberPrefix = static_cast<uint8_t>(m_subscriberPrefix);
    settings.pool.subscribers = attribute::ReadPrefix6("Subscribers", m_subscribers);
    settings.pool.blockSize = m_blockSize;
    settings.pool.dynamicFactor = m_dynamicFactor;
    settings.pool.pairedOnly = m_pairedOnly;
    settings.pool.seed = settings.translation.seed;
    settings.wellKnownDeny = attribute::ReadWellKnownDeny(m_wellKnownDeny, chosen.wellKnownDeny);
    settings.neverTranslate = GetNeverTranslated();
    settings.timeouts.udp = m_udpTimeout.GetNanoSeconds();
    settings.timeouts.tcpEstablished = m_tcpEstablished.GetNanoSeconds();
    settings.timeouts.tcpTransitory = m_tcpTransitory.GetNanoSeconds();
    if (m_tcpOpening.IsStrictlyPositive())
    {
        settings.timeouts.tcpOpening = m_tcpOpening.GetNanoSeconds();
    }
    settings.timeouts.tcpIncomingSyn = m_tcpIncomingSyn.GetNanoSeconds();
    settings.timeouts.icmp = m_icmpTimeout.GetNanoSeconds();
    settings.timeouts.fragment = m_fragmentTimeout.GetNanoSeconds();
    settings.limits.bindings = m_maxBindings;
    settings.limits.sessions = m_maxSessions;
    settings.limits.storedSyns = m_maxStoredSyns;
    settings.limits.fragmentBytes = m_maxFragmentBytes;
    settings.limits.subscriberSessions = m_subscriberSessions;
    settings.limits.subscriberRate = m_subscriberRate;
    settings.addressDependentFiltering = m_addressDependentFiltering;
    settings.dropExternalTcp = m_dropExternalTcp;
    settings.dropIcmpQueries = m_dropIcmpQueries;
    settings.inboundRefreshesUdp = m_inboundRefreshesUdp;
    settings.answerUnbound = m_answerUnbound.value_or(chosen.answerUnbound);
    settings.answerFiltered = m_answerFiltered.value_or(chosen.answerFiltered);
    settings.routersOwnErrors = m_routersOwnErrors;
    settings.rstEndsHalfClosed = m_rstEndsHalfClosed;
    return settings;
}

} // namespace ns3::v6lab
