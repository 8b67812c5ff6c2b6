// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/effective-security.h"
#include "test/support/security.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

constexpr auto IN = RuleDirection::Inbound;
constexpr auto OUT = RuleDirection::Outbound;

/** The tag VirtualNetwork for the subnet of spoke 1. */
Row
Expanded(const std::string& sentence,
         const std::string& clause,
         const WorldChange& change,
         const std::string& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                World world;
                change(world);
                v.Equal(azure::JoinPrefixes(azure::VirtualNetworkTag(world.estate, world.subnet1)),
                        expected,
                        "VirtualNetwork");
            }};
}

/** Whether a rule for a tag, as the only one that denies, stops a packet. */
Row
Stops(const std::string& sentence,
      const std::string& clause,
      const std::string& tag,
      const WorldChange& change,
      const std::string& destination,
      bool expected)
{
    const auto rules = OnSubnet({Out(100, Access::Deny, {}, End(tag)), Out(200, Access::Allow)});
    const std::string source =
        destination.find(':') == std::string::npos ? "10.1.0.4" : "2001:db8:1::4";
    return Judged(sentence,
                  clause,
                  Both(change, rules),
                  World::APP,
                  OUT,
                  "icmp " + source + " > " + destination,
                  expected ? "azure-nsg-deny-outbound subnet-nsg/securityRules/r100"
                           : "pass subnet-nsg/securityRules/r200");
}

void
CloseHub(World& w)
{
    w.estate.FindPeering(w.spoke1, w.hub)->allowVirtualNetworkAccess = false;
}

const std::vector<Row> ROWS{
    Expanded("VirtualNetwork is the network, its peers and the platform's address",
             "S3",
             AsIs,
             "10.0.0.0/16,10.1.0.0/16,168.63.129.16/32,2001:db8::/48,2001:db8:1::/48"),
    Expanded("a peer whose peering allows no access is not in it",
             "P2",
             CloseHub,
             "10.1.0.0/16,168.63.129.16/32,2001:db8:1::/48"),
    Expanded(
        "the peer's own flag is its own affair",
        "P2",
        [](World& w) { w.estate.FindPeering(w.hub, w.spoke1)->allowVirtualNetworkAccess = false; },
        "10.0.0.0/16,10.1.0.0/16,168.63.129.16/32,2001:db8::/48,2001:db8:1::/48"),
    Expanded(
        "a peering that is not Connected brings nothing",
        "S3, P1",
        [](World& w) {
            w.estate.FindPeering(w.hub, w.spoke1)->state = azure::PeeringState::Initiated;
        },
        "10.1.0.0/16,168.63.129.16/32,2001:db8:1::/48"),
    Expanded(
        "what the network's gateway leads to is in it",
        "S3",
        [](World& w) {
            w.estate.vnets[w.spoke1].gatewayRoutes = {Learned("192.168.0.0/24")};
            w.estate.vnets[w.hub].gatewayRoutes = {Learned("192.168.9.0/24")};
        },
        "10.0.0.0/16,10.1.0.0/16,168.63.129.16/32,192.168.0.0/24,2001:db8::/48,2001:db8:1::/48"),
    Expanded(
        "and what a peer's gateway leads to, if it is used",
        "S3, P4",
        [](World& w) {
            w.estate.vnets[w.hub].gatewayRoutes = {Learned("192.168.9.0/24")};
            w.estate.FindPeering(w.hub, w.spoke1)->allowGatewayTransit = true;
            w.estate.FindPeering(w.spoke1, w.hub)->useRemoteGateways = true;
        },
        "10.0.0.0/16,10.1.0.0/16,168.63.129.16/32,192.168.9.0/24,2001:db8::/48,2001:db8:1::/48"),
    Expanded("prefixes of user-defined routes are in it",
             "S3",
             With(Via("10.2.0.0/16", "10.0.0.4")),
             "10.0.0.0/16,10.1.0.0/16,10.2.0.0/16,168.63.129.16/32,2001:db8::/48,2001:db8:1::/48"),

    Judged("a user-defined default route makes everything the virtual network: a known trap",
           "S3",
           Both(With(Via("0.0.0.0/0", "10.0.0.4")), OnSubnet({})),
           World::APP,
           IN,
           "tcp 198.51.100.7:5000 > 10.1.0.4:80",
           "pass subnet-nsg/defaultSecurityRules/AllowVnetInBound"),
    Judged("only for subnets with that route table",
           "S3",
           Both(With(Via("0.0.0.0/0", "10.0.0.4")), OnNic({}, World::DB)),
           World::DB,
           IN,
           "tcp 198.51.100.7:5000 > 10.2.0.4:80",
           "azure-nsg-deny-inbound nic-nsg/defaultSecurityRules/DenyAllInBound"),
    Judged("a peer without access is kept out by the default rules",
           "P2",
           Both(CloseHub, OnSubnet({})),
           World::APP,
           IN,
           "tcp 10.0.0.4:5000 > 10.1.0.4:80",
           "azure-nsg-deny-inbound subnet-nsg/defaultSecurityRules/DenyAllInBound"),
    Judged("a rule of its own lets it in all the same",
           "P2",
           Both(CloseHub, OnSubnet({In(100, Access::Allow, End("10.0.0.0/16"))})),
           World::APP,
           IN,
           "tcp 10.0.0.4:5000 > 10.1.0.4:80",
           "pass subnet-nsg/securityRules/r100"),
    Judged("without a group the flag stops nothing",
           "P2, S4",
           CloseHub,
           World::APP,
           IN,
           "tcp 10.0.0.4:5000 > 10.1.0.4:80",
           "pass"),

    Stops("a public address is the Internet", "S3", "Internet", AsIs, "198.51.100.7", true),
    Stops("a public IPv6 address too", "S3", "Internet", AsIs, "2001:db8:99::7", true),
    Stops("a private address is not", "S3", "Internet", AsIs, "172.16.0.1", false),
    Stops("nor a unique local one", "S3", "Internet", AsIs, "fd00::1", false),
    Stops("the network itself is not, though its IPv6 space is global",
          "S3",
          "Internet",
          AsIs,
          "2001:db8:1::5",
          false),
    Stops("nor is a peer", "S3", "Internet", AsIs, "2001:db8::4", false),
    Stops("not even one without access", "S3, P2", "Internet", CloseHub, "2001:db8::4", false),
    Stops("another network's global address is, without a peering",
          "S3, P5",
          "Internet",
          AsIs,
          "2001:db8:2::4",
          true),
    Stops(
        "a default route by the gateway leaves the Internet what it is",
        "S3",
        "Internet",
        [](World& w) { w.estate.vnets[w.spoke1].gatewayRoutes = {Learned("0.0.0.0/0")}; },
        "198.51.100.7",
        true),
    Stops(
        "public addresses behind the gateway are not the Internet",
        "S3",
        "Internet",
        [](World& w) { w.estate.vnets[w.spoke1].gatewayRoutes = {Learned("203.0.113.0/24")}; },
        "203.0.113.9",
        false),
    Stops("a tag of a service that is not simulated matches nothing",
          "S3",
          "Storage.WestEurope",
          AsIs,
          "198.51.100.7",
          false),

    {"tags are found in any letter case and told in Azure's",
     "S3",
     [](Verdict& v) {
         v.Equal(azure::CanonicalServiceTag("virtualnetwork"), "VirtualNetwork", "own");
         v.Equal(azure::CanonicalServiceTag("STORAGE.WestEurope"), "Storage.WestEurope", "region");
         v.Equal(azure::CanonicalServiceTag("Sql"), "Sql", "service");
         v.Equal(azure::CanonicalServiceTag("SqlServer"), "", "no tag");
         v.Equal(azure::CanonicalServiceTag("Internet.WestEurope"), "", "no region");
         v.Equal(azure::CanonicalServiceTag("Storage."), "", "no name behind the dot");
         v.Equal(azure::CanonicalServiceTag("AzureBastionSubnet"), "", "a subnet's name");
     }},
};

V6LAB_SUITE("v6lab-azure-service-tags", ROWS);

} // namespace
