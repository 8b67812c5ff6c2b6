// SPDX-License-Identifier: GPL-2.0-only
// IPv4 addresses that routers lease, of a topology.
#include "helper/topology/dhcp-text.h"
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

/** OutsideSites() whose r2 leases addresses on lan-b: one of them is kept for "server". */
Topology
Leasing()
{
    Topology topology = OutsideSites();
    topology.nodes.at(2).dhcpPools = {
        {"lan-b", "203.0.113.100", "203.0.113.101", "12h", {{"server", "203.0.113.101"}}}};
    OutsideNode& server = topology.nodes.at(3);
    server.interfaces.at(0).addresses = {"2001:db8:b::80/64"};
    server.interfaces.at(0).dhcp = true;
    server.routes.erase(server.routes.begin());
    return topology;
}

DhcpPoolConfig&
Pool(Topology& t)
{
    return t.nodes.at(2).dhcpPools.at(0);
}

/** One more node with one interface. */
void
AddNode(Topology& t, const std::string& name, const Interface& interface)
{
    OutsideNode other;
    other.name = name;
    other.interfaces = {interface};
    t.nodes.push_back(other);
}

const Interface ASKS{"lan-b", {}, false, true};

Row
Wrong(const std::string& sentence,
      const std::string& rule,
      const std::string& path,
      const Edit& change)
{
    return Refused(sentence, rule, path, "", change, Leasing);
}

const std::string POOL = "nodes[2].dhcpPools[0]";

/** The server's address and the next one: one of them is left to lease. */
void
WarnsOfOwn(Verdict& v)
{
    Topology topology = Leasing();
    v.True(WarningsOfPools(topology).empty(), "none of a pool without it");
    Pool(topology) = {"lan-b", "203.0.113.1", "203.0.113.2", "12h", {}};
    v.Equal(Shown(Validate(topology)), "", "faults");
    const auto warnings = WarningsOfPools(topology);
    v.Equal(warnings.size(), 1u, "warnings");
    v.Equal(warnings.at(0),
            "dhcpPools of node r2 on link lan-b: 203.0.113.1 is the router's own address, so "
            "nobody is leased it",
            "which");
}

/** A NAT64 on r2, which leases .100 and .101 and has .1, with these addresses. */
Edit
WithNat64(const std::string& addresses)
{
    return [addresses](Topology& t) {
        t.translators = {Nat64On("r2").Prefix("64:ff9b::/96").Pool(addresses).Get()};
    };
}

Row
Shared(const std::string& sentence, const std::string& rule, const std::string& addresses)
{
    return Wrong(sentence, rule, "translators[0].pool[0].addresses", WithNat64(addresses));
}

void
NamesLeased(Verdict& v)
{
    Topology topology = Leasing();
    WithNat64("203.0.113.99-203.0.113.100")(topology);
    v.Equal(Shown(Validate(topology)),
            "translators[0].pool[0].addresses (r2): 203.0.113.100 is one that node r2 leases by "
            "DHCP on link lan-b, so the pool must not have it [RFC 6146 3]\n",
            "leased");
    WithNat64("203.0.113.101")(topology);
    v.Equal(Shown(Validate(topology)),
            "translators[0].pool[0].addresses (r2): 203.0.113.101 is what node r2 keeps for server "
            "by DHCP on link lan-b, so the pool must not have it [RFC 6146 3]\n",
            "kept");
}

const std::vector<Row> ROWS{
    Accepted(
        "a router leases addresses, a host asks for one",
        "RFC 2131 3.1",
        [](Topology&) {},
        Leasing),
    {"a pool with the server's own address is one with an address less, and that is told",
     "RFC 2131 4.3.1",
     WarnsOfOwn},
    Shared("a NAT64 with an address that is leased", "RFC 6146 3", "203.0.113.100"),
    Shared("a NAT64 with an address that is kept for a host", "RFC 6146 3", "203.0.113.101"),
    Shared("a NAT64 with addresses of which some are leased",
           "RFC 6146 3",
           "203.0.113.90-203.0.113.100"),
    {"whose the NAT64's address is, is told with the link", "RFC 6146 3", NamesLeased},
    Accepted("a NAT64 with the addresses beside those that are leased",
             "RFC 6146 3",
             WithNat64("203.0.113.102-203.0.113.110"),
             Leasing),
    Accepted(
        "a NAT64 with the router's own address in its range of leases, which nobody is leased",
        "RFC 2131 4.3.1",
        [](Topology& t) {
            Pool(t) = {"lan-b", "203.0.113.1", "203.0.113.2", "12h", {}};
            WithNat64("203.0.113.1")(t);
        },
        Leasing),
    Wrong("a NAT64 with the router's own address and the next, which is leased",
          "RFC 6146 3",
          "translators[0].pool[0].addresses",
          [](Topology& t) {
              Pool(t) = {"lan-b", "203.0.113.1", "203.0.113.2", "12h", {}};
              WithNat64("203.0.113.1-203.0.113.2")(t);
          }),
    Wrong("a pool that is no range of IPv4",
          "",
          POOL,
          [](Topology& t) { Pool(t).first = "2001:db8::1"; }),
    Wrong("a pool that ends before it begins",
          "",
          POOL,
          [](Topology& t) { Pool(t).first = "203.0.113.102"; }),
    Accepted(
        "a pool of one address",
        "RFC 2131 4.3.1",
        [](Topology& t) { Pool(t).first = Pool(t).last; },
        Leasing),
    Wrong("a pool with the subnet's network address",
          "RFC 1122 3.2.1.3",
          POOL + ".first",
          [](Topology& t) { Pool(t).first = "203.0.113.0"; }),
    Wrong("a pool with the subnet's broadcast address",
          "RFC 1122 3.2.1.3",
          POOL + ".last",
          [](Topology& t) { Pool(t).last = "203.0.113.255"; }),
    Wrong("a lease of no time", "", POOL, [](Topology& t) { Pool(t).leaseTime = "0s"; }),
    Wrong("a pool outside the router's subnet",
          "RFC 2131 4.3.1",
          POOL,
          [](Topology& t) { Pool(t).last = "203.0.114.1"; }),
    Wrong("a pool on a link that the router is not on",
          "",
          "nodes[2].dhcpPools[1].link",
          [](Topology& t) {
              auto more = Pool(t);
              more.link = "lan-a";
              t.nodes.at(2).dhcpPools.push_back(more);
          }),
    Wrong("two pools of one link",
          "",
          "nodes[2].dhcpPools[1].link",
          [](Topology& t) {
              auto more = Pool(t);
              more.reservations.clear();
              t.nodes.at(2).dhcpPools.push_back(more);
          }),
    Wrong("a link that is served without addresses, too",
          "",
          POOL + ".link",
          [](Topology& t) {
              t.nodes.at(2).dhcp = {{"lan-b", {"203.0.113.53"}, "", {}}};
          }),
    Wrong("an address of the pool that is written down for somebody",
          "RFC 5227 1",
          POOL,
          [](Topology& t) {
              AddNode(t, "other", {"lan-b", {"203.0.113.100/24"}});
          }),
    Wrong("an address that is kept for a host that does not ask",
          "",
          POOL + ".reservations[0].node",
          [](Topology& t) { Pool(t).reservations.at(0).node = "pc"; }),
    Wrong("an address that is kept, and is not of the pool",
          "",
          POOL,
          [](Topology& t) { Pool(t).reservations.at(0).address = "203.0.113.102"; }),
    Wrong("two addresses that are kept for one host",
          "",
          POOL + ".reservations[1]",
          [](Topology& t) {
              Pool(t).reservations.push_back({"server", "203.0.113.100"});
          }),
    Wrong("a pool with fewer addresses than hosts that ask",
          "RFC 2131 4.3.1",
          POOL,
          [](Topology& t) {
              AddNode(t, "second", ASKS);
              AddNode(t, "third", ASKS);
          }),
    Wrong("reservations that cut a pool into pieces shorter than what is asked for",
          "",
          POOL + ".reservations",
          [](Topology& t) {
              Pool(t).last = "203.0.113.102"; // .101 is kept: .100 and .102 are left
              AddNode(t, "second", ASKS);
              AddNode(t, "third", ASKS);
          }),
    Wrong("a host that asks where nobody leases",
          "",
          "nodes[4].interfaces[0].dhcp",
          [](Topology& t) {
              AddNode(t, "other", {"lan-a", {}, false, true});
          }),
    Wrong(
        "a host that asks, and has an address",
        "",
        "nodes[3].interfaces[0].dhcp",
        [](Topology& t) { t.nodes.at(3).interfaces.at(0).addresses.push_back("203.0.113.80/24"); }),
    Wrong("a host that asks on one of two links",
          "",
          "nodes[3].interfaces[0].dhcp",
          [](Topology& t) {
              t.nodes.at(3).interfaces.push_back({"lan-a", {"192.0.2.80/24"}});
          }),
    Wrong("a router that asks",
          "RFC 2131 1",
          "nodes[4].interfaces[0].dhcp",
          [](Topology& t) {
              AddNode(t, "other", ASKS);
              t.nodes.back().kind = "router";
          }),
};

} // namespace

V6LAB_SUITE("v6lab-topology-validate-leases", ROWS);
