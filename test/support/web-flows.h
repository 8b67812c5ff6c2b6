// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_WEB_FLOWS_H
#define V6LAB_TEST_WEB_FLOWS_H

#include "test/support/balancer-lab.h"

/** What two clients send to the frontends of WebBalancer(), and how it is spread. */
namespace ns3::v6lab::test
{

inline const std::string FRONT4 = "10.1.0.100";
inline const std::string FRONT6 = "fd00:1::100";
inline const std::string CLIENT4 = "10.2.0.9";
inline const std::string CLIENT6 = "fd00:2::9";

inline PacketFacts
Syn(uint16_t port, const std::string& client = CLIENT4)
{
    return TcpFacts({client, port, client == CLIENT6 ? FRONT6 : FRONT4, 80}, flag::SYN);
}

inline PacketFacts
Data(uint16_t port, const std::string& client = CLIENT4)
{
    PacketFacts data = Syn(port, client);
    data.tcpFlags = flag::ACK;
    return data;
}

inline PacketFacts
Dns(uint16_t port)
{
    return UdpFacts({CLIENT4, port, FRONT4, 53});
}

/** How many of 1,000 flows each instance gets. */
inline std::map<azure::Index, int>
Spread(BalancerLab& lab, const std::function<PacketFacts(uint16_t)>& packet)
{
    std::map<azure::Index, int> counts;
    for (uint16_t i = 0; i < 1000; ++i)
    {
        ++counts[lab.Send(packet(static_cast<uint16_t>(20000 + i))).member.nic];
    }
    return counts;
}

/** L1 of scenarios: within ±10 points of even. */
inline void
ExpectEven(Verdict& v, const std::map<azure::Index, int>& counts, size_t instances)
{
    v.Equal(counts.size(), instances, "instances that get flows");
    for (const auto& [nic, count] : counts)
    {
        const double points = 100.0 * count / 1000 - 100.0 / static_cast<double>(instances);
        v.True(points > -10 && points < 10,
               "nic " + std::to_string(nic) + " gets " + std::to_string(count));
    }
}

/** The first port from 30000 on whose flow the instance gets. */
inline uint16_t
PortTo(BalancerLab& lab, azure::Index nic, const std::function<PacketFacts(uint16_t)>& packet)
{
    for (uint16_t port = 30000; port < 31000; ++port)
    {
        if (lab.Send(packet(port)).member.nic == nic)
        {
            return port;
        }
    }
    throw std::runtime_error("no flow to the instance in 1,000");
}

inline PacketFacts
Syn4(uint16_t port)
{
    return Syn(port);
}

inline azure::LoadBalancerSettings
With(azure::LoadDistribution distribution)
{
    auto settings = WebBalancer();
    for (auto& rule : settings.rules)
    {
        rule.loadDistribution = distribution;
    }
    return settings;
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_WEB_FLOWS_H
