// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_BALANCER_LAB_H
#define V6LAB_TEST_BALANCER_LAB_H

#include "model/core/balancer/load-balancer.h"
#include "model/core/time-units.h"
#include "test/support/azure.h"
#include "test/support/table.h"

#include <functional>
#include <map>

/** Load balancers over a few instances, and packets for them. */
namespace ns3::v6lab::test
{

constexpr int64_t MINUTE = 60 * SECOND;

namespace flag
{
constexpr uint8_t FIN = 1;
constexpr uint8_t SYN = 2;
constexpr uint8_t RST = 4;
constexpr uint8_t ACK = 16;
} // namespace flag

struct Ends
{
    std::string source;
    uint16_t sourcePort;
    std::string destination;
    uint16_t destinationPort;
};

inline PacketFacts
Facts(const Ends& ends, uint8_t protocol, uint8_t tcpFlags = 0)
{
    PacketFacts facts;
    facts.source = Address(ends.source);
    facts.destination = Address(ends.destination);
    facts.family = facts.source.GetFamily();
    facts.sourcePort = ends.sourcePort;
    facts.destinationPort = ends.destinationPort;
    facts.protocol = protocol;
    facts.tcpFlags = tcpFlags;
    facts.length = 60;
    return facts;
}

inline PacketFacts
TcpFacts(const Ends& ends, uint8_t flags)
{
    return Facts(ends, protocol::TCP, flags);
}

inline PacketFacts
UdpFacts(const Ends& ends)
{
    return Facts(ends, protocol::UDP);
}

/**
 * A dual-stack internal load balancer over three instances (NICs 1 to 3): rules for TCP 80 to 8080
 * (0 for IPv4, 1 for IPv6) and UDP 53 (2, IPv4), with probe 0.
 */
inline azure::LoadBalancerSettings
WebBalancer()
{
    azure::LoadBalancerSettings settings;
    settings.frontends = {{"fe4", Address("10.1.0.100")}, {"fe6", Address("fd00:1::100")}};
    settings.pools.resize(2);
    settings.pools[0].name = "pool4";
    settings.pools[1].name = "pool6";
    for (azure::Index nic = 1; nic <= 3; ++nic)
    {
        settings.pools[0].members.push_back({nic, Address("10.1.0.3").Plus(nic)});
        settings.pools[1].members.push_back({nic, Address("fd00:1::3").Plus(nic)});
    }
    settings.probes.resize(1);
    settings.rules.resize(3);
    settings.rules[0].name = "web4";
    settings.rules[0].frontendPort = 80;
    settings.rules[0].backendPort = 8080;
    settings.rules[1] = settings.rules[0];
    settings.rules[1].name = "web6";
    settings.rules[1].frontend = settings.rules[1].pool = 1;
    settings.rules[2].name = "dns4";
    settings.rules[2].protocol = azure::BalancedProtocol::Udp;
    settings.rules[2].frontendPort = settings.rules[2].backendPort = 53;
    for (auto& rule : settings.rules)
    {
        rule.probe = 0;
    }
    return settings;
}

/** The pool of WebBalancer() as appliances: rule 0 is for all ports of IPv4, rule 1 of IPv6. */
inline azure::LoadBalancerSettings
ApplianceBalancer()
{
    azure::LoadBalancerSettings settings = WebBalancer();
    settings.rules.resize(2);
    for (auto& rule : settings.rules)
    {
        rule.protocol = azure::BalancedProtocol::All;
        rule.frontendPort = rule.backendPort = 0;
    }
    return settings;
}

/** A load balancer whose instances are all up, and the time. */
struct BalancerLab
{
    explicit BalancerLab(const azure::LoadBalancerSettings& settings = WebBalancer())
        : balancer(settings)
    {
        for (azure::Index nic = 1; nic <= 3; ++nic)
        {
            SetUp(nic, true);
        }
    }

    void SetUp(azure::Index nic, bool up)
    {
        for (const auto& pool : balancer.GetSettings().pools)
        {
            for (const auto& member : pool.members)
            {
                if (member.nic == nic)
                {
                    balancer.SetHealth(0, member.address, up);
                }
            }
        }
    }

    void SetAll(bool up)
    {
        for (azure::Index nic = 1; nic <= 3; ++nic)
        {
            SetUp(nic, up);
        }
    }

    /** Straight to the frontend, from nobody in a pool. */
    azure::Balanced Send(const PacketFacts& packet)
    {
        return balancer.Deliver(azure::NOTHING, packet.destination, packet, nowNs);
    }

    /** Routed to the frontend as next hop. */
    azure::Balanced Route(const PacketFacts& packet)
    {
        return balancer.Deliver(azure::NOTHING,
                                Address(packet.destination.IsV4() ? "10.1.0.100" : "fd00:1::100"),
                                packet,
                                nowNs);
    }

    azure::LoadBalancer balancer;
    int64_t nowNs{0};
};

/** "nic 2 to 10.1.0.5 port 8080", or the word of the reason. */
inline std::string
ToText(const azure::Balanced& balanced)
{
    if (balanced.reason != Reason::None)
    {
        return std::string(Describe(balanced.reason).word);
    }
    std::string text = "nic " + std::to_string(balanced.member.nic);
    if (balanced.rewrite.destination)
    {
        text += " to " + balanced.rewrite.destination->ToString();
    }
    if (balanced.rewrite.destinationPort)
    {
        text += " port " + std::to_string(*balanced.rewrite.destinationPort);
    }
    return text;
}

/** "from 10.1.0.100 port 80", "as it is", "no answer". */
inline std::string
ToText(const std::optional<azure::Rewrite>& rewrite)
{
    if (!rewrite)
    {
        return "no answer";
    }
    if (!rewrite->source)
    {
        return "as it is";
    }
    std::string text = "from " + rewrite->source->ToString();
    return rewrite->sourcePort ? text + " port " + std::to_string(*rewrite->sourcePort) : text;
}

inline const IpAddress&
MemberAddress(const BalancerLab& lab, Family family, azure::Index nic)
{
    return lab.balancer.GetSettings().pools[family == Family::V4 ? 0 : 1].members[nic - 1].address;
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_BALANCER_LAB_H
