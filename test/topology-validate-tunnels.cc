// SPDX-License-Identifier: GPL-2.0-only
// Addresses of a tunnel's end, from which a site speaks BGP.
#include "helper/install/gateway-exchange.h"
#include "test/support/fault-rows.h"
#include "test/support/gateway-lab.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

Row
Tunnel(const std::string& text)
{
    return Refused(
        "a tunnel's end cannot have the address \"" + text + "\"",
        "RFC 1122 3.2.1.3",
        "nodes[0].tunnels[0].addresses[0]",
        "",
        [=](Topology& t) { t.nodes[0].tunnels[0].addresses = {text}; },
        [] { return VpnSite(); });
}

const std::vector<Row> ROWS{
    Tunnel("nonsense"),
    Tunnel("172.16.255.1/33"),
    Tunnel("172.16.255.1/"),
    Tunnel("224.0.0.5"),
    Tunnel(""),
    {"the speaker of a site may be written without a prefix length, and speaks all the same",
     "R7",
     [](Verdict& v) {
         for (const char* text : {"10.99.0.1", "10.99.0.1/32", "10.99.0.1/24"})
         {
             Topology t = VpnByBgp();
             t.nodes[0].tunnels[0].addresses = {text};
             for (const auto& fault : Validate(t))
             {
                 v.True(false, ToString(fault));
             }
             v.True(SessionPeer(t, t.connections[0]) == &t.nodes[0],
                    std::string(text) + " has a session");
         }
     }},
};

V6LAB_SUITE("v6lab-topology-validate-tunnels", ROWS);

} // namespace
