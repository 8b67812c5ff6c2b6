// SPDX-License-Identifier: GPL-2.0-only
// IPv4 addresses that routers lease, of a topology.
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

Row
Wrong(const std::string& sentence,
      const std::string& rule,
      const std::string& path,
      const Change& change)
{
    return Refused(sentence, rule, path, "", change, Leasing);
}

const std::string POOL = "nodes[2].dhcpPools[0]";

const std::vector<Row> ROWS{
    Accepted(
        "a router leases addresses, a host asks for one",
        "RFC 2131 3.1",
        [](Topology&) {},
        Leasing),
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
              OutsideNode other;
              other.name = "other";
              other.interfaces = {{"lan-b", {"203.0.113.100/24"}}};
              t.nodes.push_back(other);
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
              for (const char* name : {"second", "third"})
              {
                  OutsideNode other;
                  other.name = name;
                  other.interfaces = {{"lan-b", {}, false, true}};
                  t.nodes.push_back(other);
              }
          }),
    Wrong("reservations that cut a pool into pieces shorter than what is asked for",
          "",
          POOL + ".reservations",
          [](Topology& t) {
              Pool(t).last = "203.0.113.102"; // .101 is kept: .100 and .102 are left
              for (const char* name : {"second", "third"})
              {
                  OutsideNode other;
                  other.name = name;
                  other.interfaces = {{"lan-b", {}, false, true}};
                  t.nodes.push_back(other);
              }
          }),
    Wrong("a host that asks where nobody leases",
          "",
          "nodes[4].interfaces[0].dhcp",
          [](Topology& t) {
              OutsideNode other;
              other.name = "other";
              other.interfaces = {{"lan-a", {}, false, true}};
              t.nodes.push_back(other);
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
              OutsideNode other;
              other.name = "other";
              other.kind = "router";
              other.interfaces = {{"lan-b", {}, false, true}};
              t.nodes.push_back(other);
          }),
};

} // namespace

V6LAB_SUITE("v6lab-topology-validate-leases", ROWS);
