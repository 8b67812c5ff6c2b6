// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/fabric-lab.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

/** The appliance is in its clients' subnet, whose routes for 10.1.9.0/24 and fd00:1:0:9::/64 and
 * for what does not exist lead to it; a server is in the former two. */
Topology
ApplianceAmongClients()
{
    Topology t;
    t.routeTables = {{"loop",
                      false,
                      {{"server4", "10.1.9.0/24", "VirtualAppliance", "10.1.0.5"},
                       {"server6", "fd00:1:0:9::/64", "VirtualAppliance", "fd00:1::5"},
                       {"nobody", "10.9.0.0/16", "VirtualAppliance", "10.1.0.5"}}}};
    t.virtualNetworks = {Network("a",
                                 {"10.1.0.0/16", "fd00:1::/48"},
                                 {Part("s", {"10.1.0.0/24", "fd00:1::/64"}, "loop"),
                                  Part("t", {"10.1.9.0/24", "fd00:1:0:9::/64"})})};
    AddMachine(t, Nic("app", "a/s", {"", "v6"}));
    AddMachine(t, Nic("nva", "a/s", {"", "v6"}, "", true));
    AddMachine(t, Nic("server", "a/t", {"", "v6"}));
    return t;
}

/** Every hop limit from 64 down is seen at the appliance, which then reports to the client. */
Row
Loops(const std::string& sentence,
      const std::string& source,
      const std::string& appliance,
      const std::string& destination)
{
    return {sentence, "R16", [=](Verdict& v) {
                FabricLab lab(ApplianceAmongClients());
                lab.Send("app", destination, 7);
                lab.Run();
                size_t arrivals = 0;
                for (int ttl = 1; ttl <= 64; ++ttl)
                {
                    const std::string line = "nva " + source + " > " + destination + " ttl " +
                                             std::to_string(ttl) + "\n";
                    arrivals += lab.walk.find(line) != std::string::npos ? 1 : 0;
                }
                v.Equal(arrivals, 64u, "TTLs seen at the appliance");
                v.True(lab.walk.find("app " + appliance + " > " + source) != std::string::npos,
                       "the appliance reports Time Exceeded");
                v.True(lab.walk.find("server") == std::string::npos, "nothing gets through");
            }};
}

const std::vector<Row> ROWS{
    Loops("an appliance in the subnet whose route leads to it loops until the TTL is used up",
          "10.1.0.4",
          "10.1.0.5",
          "10.9.0.1"),
    Loops("so it does towards a host that exists and is sent to over the appliance",
          "10.1.0.4",
          "10.1.0.5",
          "10.1.9.4"),
    Loops("and in IPv6, until the hop limit is used up", "fd00:1::4", "fd00:1::5", "fd00:1:0:9::4"),
};

V6LAB_SUITE("v6lab-azure-loops", ROWS);

} // namespace
