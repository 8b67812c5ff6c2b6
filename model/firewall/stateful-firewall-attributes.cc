// SPDX-License-Identifier: GPL-2.0-only
#include "model/firewall/stateful-firewall.h"
#include "model/translation/attribute-text.h"

#include "ns3/boolean.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(StatefulFirewall);

TypeId
StatefulFirewall::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::StatefulFirewall")
            .SetParent<Object>()
            .SetGroupName("V6lab")
            .AddConstructor<StatefulFirewall>()
            .AddAttribute("DefaultAction",
                          "Of flows that no rule matches: Deny or Allow.",
                          StringValue("Deny"),
                          MakeStringAccessor(&StatefulFirewall::m_defaultAction),
                          MakeStringChecker())
            .AddAttribute(
                "TakesOwn",
                "Packets to the node itself that belong to no flow are its own; else they "
                "are denied.",
                BooleanValue(true),
                MakeBooleanAccessor(&StatefulFirewall::m_takesOwn),
                MakeBooleanChecker())
            .AddAttribute("CarriesIpv6",
                          "False: IPv6 ends here.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&StatefulFirewall::m_carriesIpv6),
                          MakeBooleanChecker())
            .AddAttribute(
                "SnatsDnat",
                "What comes by destination NAT gets a source of the firewall too, so that "
                "the answer comes back here.",
                BooleanValue(false),
                MakeBooleanAccessor(&StatefulFirewall::m_snatsDnat),
                MakeBooleanChecker())
            .AddAttribute("FirstPort",
                          "The lowest port that source NAT takes.",
                          UintegerValue(1024),
                          MakeUintegerAccessor(&StatefulFirewall::m_firstPort),
                          MakeUintegerChecker<uint32_t>(1, 65535))
            .AddAttribute("LastPort",
                          "The highest.",
                          UintegerValue(65535),
                          MakeUintegerAccessor(&StatefulFirewall::m_lastPort),
                          MakeUintegerChecker<uint32_t>(1, 65535))
            .AddAttribute("Flows",
                          "Flows at once; then the one that is idle for longest makes room.",
                          UintegerValue(1000000),
                          MakeUintegerAccessor(&StatefulFirewall::m_flows),
                          MakeUintegerChecker<uint32_t>(1, 100000000))
            .AddAttribute("TcpIdle",
                          "Life of an idle TCP connection (Azure Firewall: four minutes).",
                          TimeValue(Minutes(4)),
                          MakeTimeAccessor(&StatefulFirewall::m_tcpIdle),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("TcpHalfOpen",
                          "Life of a SYN without an answer; Azure does not say, its load balancer "
                          "and NAT gateway take 30 s.",
                          TimeValue(Seconds(30)),
                          MakeTimeAccessor(&StatefulFirewall::m_tcpHalfOpen),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("TcpClosing",
                          "Life of a connection after both FIN or a reset; Azure does not say.",
                          TimeValue(Seconds(30)),
                          MakeTimeAccessor(&StatefulFirewall::m_tcpClosing),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("UdpIdle",
                          "Life of an idle UDP flow; Azure does not say: as TCP. RFC 4787 REQ-5 "
                          "wants two minutes at least.",
                          TimeValue(Minutes(4)),
                          MakeTimeAccessor(&StatefulFirewall::m_udpIdle),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("IcmpIdle",
                          "Life of a ping without another; Azure does not say: 60 s (RFC 5508 "
                          "REQ-2).",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&StatefulFirewall::m_icmpIdle),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("OtherIdle",
                          "Life of an idle flow of another protocol; Azure does not say: as TCP.",
                          TimeValue(Minutes(4)),
                          MakeTimeAccessor(&StatefulFirewall::m_otherIdle),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("FragmentWait",
                          "How long the fragments behind a first one may come (RFC 6146 4: two "
                          "seconds).",
                          TimeValue(Seconds(2)),
                          MakeTimeAccessor(&StatefulFirewall::m_fragmentWait),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("Seed",
                          "Of the ports that source NAT takes.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&StatefulFirewall::m_seed),
                          MakeUintegerChecker<uint64_t>());
    return tid;
}

FirewallSettings
StatefulFirewall::MakeSettings() const
{
    FirewallSettings settings = m_rules;
    if (settings.privateRanges.empty())
    {
        settings.privateRanges = DefaultPrivateRanges();
    }
    settings.allowsByDefault = attribute::Choose<bool>("DefaultAction",
                                                       m_defaultAction,
                                                       {{"Allow", true}, {"Deny", false}});
    settings.takesOwn = m_takesOwn;
    settings.carriesIpv6 = m_carriesIpv6;
    settings.snatsDnat = m_snatsDnat;
    settings.firstPort = static_cast<uint16_t>(m_firstPort);
    settings.lastPort = static_cast<uint16_t>(m_lastPort);
    settings.flows = m_flows;
    settings.seed = m_seed;
    settings.timeouts.tcpIdle = m_tcpIdle.GetNanoSeconds();
    settings.timeouts.tcpHalfOpen = m_tcpHalfOpen.GetNanoSeconds();
    settings.timeouts.tcpClosing = m_tcpClosing.GetNanoSeconds();
    settings.timeouts.udp = m_udpIdle.GetNanoSeconds();
    settings.timeouts.icmp = m_icmpIdle.GetNanoSeconds();
    settings.timeouts.other = m_otherIdle.GetNanoSeconds();
    settings.timeouts.fragment = m_fragmentWait.GetNanoSeconds();
    return settings;
}

} // namespace ns3::v6lab
