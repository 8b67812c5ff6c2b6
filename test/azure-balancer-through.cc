// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/balancer-lab.h"

#include <random>
#include <tuple>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::Index;

namespace
{

const std::string ONPREM4 = "10.9.0.1";
const std::string SPOKE4 = "10.2.0.4";

Ends
Turned(const Ends& ends)
{
    return {ends.destination, ends.destinationPort, ends.source, ends.sourcePort};
}

Ends
Flow(uint16_t port)
{
    return {ONPREM4, port, SPOKE4, 443};
}

const std::vector<Row> THROUGH{
    {"a packet routed to the frontend reaches an appliance unchanged",
     "L5",
     [](Verdict& v) {
         BalancerLab lab(ApplianceBalancer());
         for (uint16_t port = 1; port <= 50; ++port)
         {
             const auto balanced = lab.Route(TcpFacts(Flow(port), flag::SYN));
             v.Equal(ToText(balanced), "nic " + std::to_string(balanced.member.nic), "packet");
         }
     }},
    {"flow symmetry: both directions of a flow reach the same appliance, in both IP versions",
     "L5",
     [](Verdict& v) {
         for (const Ends& base :
              {Ends{ONPREM4, 0, SPOKE4, 443}, Ends{"fd00:9::1", 0, "fd00:2::4", 443}})
         {
             BalancerLab lab(ApplianceBalancer());
             std::map<Index, int> seen;
             for (uint16_t port = 1; port <= 300; ++port)
             {
                 Ends ends = base;
                 ends.sourcePort = port;
                 const Index there = lab.Route(TcpFacts(ends, flag::SYN)).member.nic;
                 const auto back = TcpFacts(Turned(ends), flag::SYN | flag::ACK);
                 v.Equal(lab.Route(back).member.nic, there, "answer of " + std::to_string(port));
                 ++seen[there];
             }
             v.Equal(seen.size(), 3u, "appliances in use");
             v.Equal(lab.balancer.GetFlowCount(), 300u, "flows");
         }
     }},
    {"an answer finds the appliance of its flow even if another came up meanwhile",
     "L1, L5",
     [](Verdict& v) {
         BalancerLab lab(ApplianceBalancer());
         lab.SetUp(3, false);
         std::map<uint16_t, Index> there;
         for (uint16_t port = 1; port <= 100; ++port)
         {
             there[port] = lab.Route(TcpFacts(Flow(port), flag::SYN)).member.nic;
         }
         lab.SetUp(3, true);
         for (const auto& [port, nic] : there)
         {
             v.Equal(lab.Route(TcpFacts(Turned(Flow(port)), flag::SYN | flag::ACK)).member.nic,
                     nic,
                     "answer");
         }
     }},
    {"UDP and pings go through as well, other protocols do not",
     "L5",
     [](Verdict& v) {
         BalancerLab lab(ApplianceBalancer());
         v.True(lab.Route(UdpFacts(Flow(5))).reason == Reason::None, "UDP");
         const auto ping = Facts({ONPREM4, 77, SPOKE4, 77}, protocol::ICMPV4);
         const Index there = lab.Route(ping).member.nic;
         v.True(there != azure::NOTHING, "ping");
         v.Equal(lab.Route(Facts({SPOKE4, 77, ONPREM4, 77}, protocol::ICMPV4)).member.nic,
                 there,
                 "its answer");
         v.Equal(ToText(lab.Route(Facts({ONPREM4, 0, SPOKE4, 0}, 47))),
                 "azure-balancer-no-rule",
                 "GRE");
     }},
    {"all fragments of a datagram go to one appliance, though only the first has ports",
     "L5",
     [](Verdict& v) {
         BalancerLab lab(ApplianceBalancer());
         for (uint16_t port = 1; port <= 30; ++port)
         {
             auto first = UdpFacts(Flow(port));
             auto later = UdpFacts({ONPREM4, 0, SPOKE4, 0});
             first.fragment = later.fragment = true;
             v.Equal(lab.Route(later).member.nic, lab.Route(first).member.nic, "fragment");
         }
     }},
    {"an ICMP error about a packet goes through the appliance of its flow",
     "L5",
     [](Verdict& v) {
         BalancerLab lab(ApplianceBalancer());
         for (uint16_t port = 1; port <= 30; ++port)
         {
             const auto packet = UdpFacts(Flow(port));
             const Index there = lab.Route(packet).member.nic;
             const auto error =
                 lab.balancer.DeliverError(azure::NOTHING, Address("10.1.0.100"), packet);
             v.Equal(ToText(error), "nic " + std::to_string(there), "error");
         }
     }},
    {"an appliance whose own route leads back to the frontend does not get its packets again",
     "L7",
     [](Verdict& v) {
         BalancerLab lab(ApplianceBalancer());
         const auto packet = TcpFacts(Flow(1), flag::SYN);
         const Index there = lab.Route(packet).member.nic;
         v.Equal(ToText(lab.balancer.Deliver(there, Address("10.1.0.100"), packet, 0)),
                 "azure-balancer-hairpin",
                 "looping packet");
     }},
    {"through a frontend without HA ports nothing is routed",
     "L5",
     [](Verdict& v) {
         BalancerLab lab;
         v.Equal(ToText(lab.Route(TcpFacts({ONPREM4, 1, SPOKE4, 80}, flag::SYN))),
                 "azure-balancer-no-rule",
                 "port of a rule");
     }},
    {"with HA ports a service on any port of the frontend works, ports unchanged",
     "L5",
     [](Verdict& v) {
         BalancerLab lab(ApplianceBalancer());
         const auto balanced = lab.Send(TcpFacts({ONPREM4, 9, "10.1.0.100", 3389}, flag::SYN));
         const auto& member = balanced.member;
         v.Equal(ToText(balanced),
                 "nic " + std::to_string(member.nic) + " to " + member.address.ToString(),
                 "packet");
         const auto answer = TcpFacts({member.address.ToString(), 3389, ONPREM4, 9}, flag::ACK);
         v.Equal(ToText(lab.balancer.Return(member.nic, answer, 0)), "from 10.1.0.100", "answer");
     }},
    {"a frontend carries packets of its own IP version only",
     "A8, L4",
     [](Verdict& v) {
         BalancerLab lab(ApplianceBalancer());
         const auto six = TcpFacts({"fd00:9::1", 1, "fd00:2::4", 80}, flag::SYN);
         v.Equal(ToText(lab.balancer.Deliver(azure::NOTHING, Address("10.1.0.100"), six, 0)),
                 "azure-balancer-no-rule",
                 "IPv6 through IPv4");
     }},
};

/** Random packets, changes of health and of the pool; what was chosen must stay chosen. */
class Chaos
{
  public:
    Chaos(Verdict& verdict, uint32_t seed)
        : m_verdict(verdict),
          m_random(seed),
          m_lab(WebBalancer())
    {
    }

    void Run()
    {
        for (int i = 0; i < 20000; ++i)
        {
            m_lab.nowNs += static_cast<int64_t>(m_random() % 20) * SECOND / 10;
            m_lab.balancer.Expire(m_lab.nowNs);
            const uint32_t dice = m_random() % 100;
            if (dice < 2)
            {
                m_lab.SetUp(1 + m_random() % 3, m_random() % 2);
            }
            else if (dice < 3)
            {
                ChangePool();
            }
            else
            {
                Packet();
            }
        }
        m_verdict.True(m_kept > 5000, "packets of known flows: " + std::to_string(m_kept));
    }

  private:
    struct Known
    {
        Index nic{azure::NOTHING};
        int64_t lastNs{0};
        bool established{false};
    };

    bool Contains(Index pool, Index nic) const
    {
        for (const auto& member : m_lab.balancer.GetSettings().pools[pool].members)
        {
            if (member.nic == nic)
            {
                return true;
            }
        }
        return false;
    }

    /** Takes an instance out of a pool, or puts it back. */
    void ChangePool()
    {
        const Index pool = m_random() % 2;
        auto members = m_lab.balancer.GetSettings().pools[pool].members;
        const Index nic = 1 + m_random() % 3;
        if (Contains(pool, nic) && members.size() == 3)
        {
            members.erase(members.begin() + (nic - 1));
        }
        else
        {
            members = WebBalancer().pools[pool].members;
        }
        m_lab.balancer.SetMembers(pool, members);
        for (auto& [key, known] : m_known) // who loses its instance may go anywhere
        {
            if (std::get<0>(key) == pool && !Contains(pool, known.nic))
            {
                known.established = false;
            }
        }
    }

    void Packet()
    {
        const Index pool = m_random() % 2;
        const auto port = static_cast<uint16_t>(1 + m_random() % 200);
        const std::string client = pool == 0 ? "10.2.0.9" : "fd00:2::9";
        const std::string front = pool == 0 ? "10.1.0.100" : "fd00:1::100";
        const bool syn = m_random() % 4 == 0;
        const auto balanced =
            m_lab.Send(TcpFacts({client, port, front, 80}, syn ? flag::SYN : flag::ACK));
        Known& known = m_known[{pool, port}];
        if (balanced.reason != Reason::None)
        {
            m_verdict.True(!known.established || m_lab.nowNs - known.lastNs >= 4 * MINUTE,
                           "an established flow was refused");
            known.established = false;
            return;
        }
        m_verdict.True(balanced.member.address.IsV4() == (pool == 0), "an instance of its version");
        m_verdict.True(Contains(pool, balanced.member.nic), "an instance of the pool");
        if (known.established && m_lab.nowNs - known.lastNs < 4 * MINUTE)
        {
            m_verdict.Equal(balanced.member.nic, known.nic, "instance of an established flow");
            ++m_kept;
        }
        else if (known.nic != balanced.member.nic || m_lab.nowNs - known.lastNs >= 4 * MINUTE)
        {
            known.established = false;
        }
        known.nic = balanced.member.nic;
        known.lastNs = m_lab.nowNs;
        known.established = known.established || !syn;
    }

    Verdict& m_verdict;
    std::mt19937 m_random;
    BalancerLab m_lab;
    std::map<std::tuple<Index, uint16_t>, Known> m_known;
    int m_kept{0};
};

const std::vector<Row> PROPERTIES{
    {"no established flow ever changes its instance while that is in the pool; versions never mix",
     "L1, L3, L4, A8",
     [](Verdict& v) {
         for (uint32_t seed = 1; seed <= 5; ++seed)
         {
             Chaos(v, seed).Run();
         }
     }},
    {"a table that overflows keeps its limit, and flows of unchanged pools keep their instances",
     "L1",
     [](Verdict& v) {
         auto settings = WebBalancer();
         settings.flows = 100;
         BalancerLab lab(settings);
         std::map<uint16_t, Index> first;
         for (int round = 0; round < 3; ++round)
         {
             for (uint16_t port = 1; port <= 1000; ++port)
             {
                 const auto nic =
                     lab.Send(TcpFacts({"10.2.0.9", port, "10.1.0.100", 80}, flag::ACK)).member.nic;
                 v.Equal(first.emplace(port, nic).first->second, nic, "instance");
             }
             v.Equal(lab.balancer.GetFlowCount(), 100u, "flows");
         }
     }},
};

std::vector<Row>
All()
{
    std::vector<Row> all = THROUGH;
    all.insert(all.end(), PROPERTIES.begin(), PROPERTIES.end());
    return all;
}

} // namespace

V6LAB_SUITE("v6lab-azure-balancer-through", All());
