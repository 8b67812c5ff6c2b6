// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_ZONE_NET_H
#define V6LAB_TEST_ZONE_NET_H

#include "model/firewall/zone-firewall.h"
#include "test/support/small-net.h"

#include <cstdint>
#include <string>

namespace ns3::v6lab::test
{

/** a ("wan") – r – b ("lan"), with the addresses of BuildPath(). */
class Zones : public SmallNet
{
  public:
    explicit Zones(uint16_t farMtu = 1500)
    {
        BuildPath(farMtu);
        firewall->AddWan(Device("r", "near"));
        firewall->AddLan(Device("r", "far"));
    }

    /** A port that is let in from a zone. */
    void Allow(FirewallZone zone,
               uint16_t port,
               azure::RuleProtocol protocol = azure::RuleProtocol::Udp)
    {
        FirewallRule rule{"rule"};
        rule.match.zone = zone;
        rule.match.protocols = {protocol};
        rule.match.destinationPorts = {{port, port}};
        firewall->AddCollection({"r", 100, true, {rule}});
    }

    void Attach()
    {
        firewall->Attach(At("r"));
    }

    ns3::Ptr<ZoneFirewall> firewall{ns3::CreateObject<ZoneFirewall>()};
};

/** How often r dropped for a reason. */
inline size_t
Drops(const std::string& events, const std::string& reason = "firewall-zone-no-rule")
{
    const std::string drop = "r drop " + reason;
    size_t count = 0;
    for (size_t at = events.find(drop); at != std::string::npos; at = events.find(drop, at + 1))
    {
        ++count;
    }
    return count;
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_ZONE_NET_H
