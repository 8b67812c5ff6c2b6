// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/outbound/nat-gateway.h"
#include "model/core/outbound/outbound-rule.h"
#include "model/core/outbound/snat-table.h"
#include "test/support/balancer-lab.h"
#include "test/support/snat-text.h"

#include <random>
#include <set>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::SnatInside;
using azure::SnatMapping;
using azure::SnatTable;
using namespace ns3::v6lab::test::snat;

namespace
{

/** A load balancer's outbound rule. */
struct RuleLab
{
    RuleLab(uint32_t ports, uint32_t instanceCount, size_t frontends)
        : instances(instanceCount),
          rule(Rule(ports, frontends)),
          table(azure::SnatOf(rule, instances))
    {
    }

    static azure::OutboundRuleSettings Rule(uint32_t ports, size_t frontends)
    {
        azure::OutboundRuleSettings rule;
        rule.allocatedOutboundPorts = ports;
        for (size_t i = 0; i < frontends; ++i)
        {
            rule.frontends.push_back(Address(PUBLIC4).Plus(i));
        }
        return rule;
    }

    SnatMapping Out(uint32_t instance, const PacketFacts& packet)
    {
        return table.Outbound(instance, packet, AllotmentOf(rule, instances, instance), 0);
    }

    uint32_t instances;
    azure::OutboundRuleSettings rule;
    SnatTable table;
};

const std::vector<Row> OUTBOUND_RULES{
    {"an instance that used its ports is refused while others still have theirs",
     "R20",
     [](Verdict& v) {
         RuleLab lab(8, 2, 1);
         for (uint16_t port = 1; port <= 8; ++port)
         {
             v.Equal(ToText(lab.Out(0, TcpFacts({"10.1.0.4", port, SERVER, 443}, flag::SYN))),
                     PUBLIC4,
                     "its own");
         }
         v.Equal(ToText(lab.Out(0, TcpFacts({"10.1.0.4", 9, SERVER, 443}, flag::SYN))),
                 EXHAUSTED,
                 "one more");
         v.Equal(ToText(lab.Out(1, TcpFacts({"10.1.0.5", 9, SERVER, 443}, flag::SYN))),
                 PUBLIC4,
                 "of the other instance");
         v.Equal(ToText(lab.Out(0, TcpFacts({"10.1.0.4", 9, SERVER, 444}, flag::SYN))),
                 PUBLIC4,
                 "to another port of the server");
     }},
    {"a TCP port serves one flow per destination port, a UDP port one per destination address",
     "R20",
     [](Verdict& v) {
         RuleLab lab(8, 1, 1);
         for (uint16_t port = 1; port <= 8; ++port)
         {
             lab.Out(0, UdpFacts({"10.1.0.4", port, SERVER, 53}));
         }
         v.Equal(ToText(lab.Out(0, UdpFacts({"10.1.0.4", 9, SERVER, 54}))),
                 EXHAUSTED,
                 "another port of the server");
         v.Equal(ToText(lab.Out(0, UdpFacts({"10.1.0.4", 9, "198.51.100.8", 53}))),
                 PUBLIC4,
                 "another server");
         v.Equal(lab.Out(0, UdpFacts({"10.1.0.4", 1, SERVER, 54})).port,
                 lab.Out(0, UdpFacts({"10.1.0.4", 1, SERVER, 53})).port,
                 "one host's flows to one server share a port");
     }},
    {"frontends are used up one after the other",
     "R20",
     [](Verdict& v) {
         RuleLab lab(64000, 2, 2);
         for (uint16_t port = 1; port <= 50; ++port)
         {
             v.Equal(ToText(lab.Out(0, TcpFacts({"10.1.0.4", port, SERVER, 443}, flag::SYN))),
                     PUBLIC4,
                     "first instance");
         }
     }},
    {"an instance without ports is refused",
     "R20",
     [](Verdict& v) {
         RuleLab lab(8, 1, 1);
         v.Equal(ToText(lab.table.Outbound(7, UdpFacts({"10.1.0.9", 1, SERVER, 53}), {}, 0)),
                 EXHAUSTED,
                 "no allotment");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-azure-outbound-rules", OUTBOUND_RULES);
