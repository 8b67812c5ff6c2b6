// SPDX-License-Identifier: GPL-2.0-only
// Security rules where packets meet them: at the interfaces of the fabric.
#include "test/support/fabric-lab.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

SecurityRule
Rule(const std::string& name,
     const std::string& direction,
     const std::string& access,
     const std::string& from = "*",
     const std::string& to = "*",
     const std::string& port = "*",
     uint32_t priority = 100)
{
    return {name, "", priority, direction, access, "*", {from}, {"*"}, {to}, {port}, {}, {}};
}

/** Two machines in peered networks, the second with a public address; an internet host. */
Topology
Guarded(const std::vector<SecurityRule>& one, const std::vector<SecurityRule>& two)
{
    Topology t;
    t.virtualNetworks = {
        Network("a", {"10.1.0.0/16", "fd00:1::/48"}, {Part("s", {"10.1.0.0/24", "fd00:1::/64"})}),
        Network("b", {"10.2.0.0/16", "fd00:2::/48"}, {Part("s", {"10.2.0.0/24", "fd00:2::/64"})})};
    Peer(t, 0, 1);
    t.publicIPAddresses = {{"pip", "IPv4", "192.0.2.10"}};
    AddMachine(t, Nic("one", "a/s", {"", "v6"}));
    AddMachine(t, Nic("two", "b/s", {"", "v6"}, "pip"));
    t.nodes = {InternetNode("user", {"198.51.100.7"})};
    t.networkSecurityGroups = {{"one-nsg", one}, {"two-nsg", two}};
    t.networkInterfaces[0].networkSecurityGroup = "one-nsg";
    t.networkInterfaces[1].networkSecurityGroup = "two-nsg";
    return t;
}

const SecurityRule NOTHING_IN = Rule("nothing-in", "Inbound", "Deny", "*", "*", "*", 4000);
const SecurityRule NOTHING_OUT = Rule("nothing-out", "Outbound", "Deny", "*", "*", "*", 4000);

/** A datagram from one node to port 7 of another; what was dropped, and how many answers came. */
Row
Call(const std::string& sentence,
     const std::string& clause,
     const Topology& topology,
     const std::string& from,
     const std::string& server,
     const std::string& to,
     const std::string& drops,
     int answers,
     uint32_t size = 11)
{
    return {sentence, clause, [=](Verdict& v) {
                FabricLab lab(topology);
                lab.Echo(server, 7, IpAddress::Parse(to)->GetFamily());
                lab.Send(from, to, 7, size);
                lab.Run();
                v.Equal(lab.drops, drops, "drops");
                v.Equal(lab.answers, answers, "answers");
            }};
}

Topology
Standard(Topology topology)
{
    topology.publicIPAddresses[0].sku = "Standard";
    return topology;
}

Topology
WithoutGroups(Topology topology)
{
    topology.networkInterfaces[0].networkSecurityGroup = "";
    topology.networkInterfaces[1].networkSecurityGroup = "";
    return topology;
}

Topology
WithAdminRule(Topology topology, const SecurityRule& rule)
{
    topology.securityAdminRuleCollections = {{"baseline", {"b"}, {rule}}};
    return topology;
}

const std::vector<Row> ROWS{
    Call("groups with the default rules alone let peers talk",
         "S2",
         Guarded({}, {}),
         "one",
         "two",
         "10.2.0.4",
         "",
         1),
    Call("a packet is dropped at the interface that does not let it in, by its rule",
         "S1",
         Guarded({}, {NOTHING_IN}),
         "one",
         "two",
         "10.2.0.4",
         "azure-nsg-deny-inbound near one by two-nsg/securityRules/nothing-in\n",
         0),
    Call("in IPv6 too",
         "S1",
         Guarded({}, {NOTHING_IN}),
         "one",
         "two",
         "fd00:2::4",
         "azure-nsg-deny-inbound near one by two-nsg/securityRules/nothing-in\n",
         0),
    Call("one that must not leave is dropped at its own interface",
         "S1",
         Guarded({NOTHING_OUT}, {NOTHING_IN}),
         "one",
         "two",
         "10.2.0.4",
         "azure-nsg-deny-outbound near one by one-nsg/securityRules/nothing-out\n",
         0),
    Call("answers come back through rules that deny them",
         "S1",
         Guarded({NOTHING_IN}, {NOTHING_OUT}),
         "one",
         "two",
         "10.2.0.4",
         "",
         1),
    Call("a packet and its answer in fragments pass a rule for one port",
         "S1, M1",
         Guarded({NOTHING_IN},
                 {Rule("echo", "Inbound", "Allow", "*", "*", "7"), NOTHING_IN, NOTHING_OUT}),
         "one",
         "two",
         "10.2.0.4",
         "",
         1,
         4000),
    Call("in IPv6 too",
         "S1, M1",
         Guarded({NOTHING_IN},
                 {Rule("echo", "Inbound", "Allow", "*", "*", "7"), NOTHING_IN, NOTHING_OUT}),
         "one",
         "two",
         "fd00:2::4",
         "",
         1,
         4000),
    Call("a route to nowhere is not asked for what may not leave",
         "S1",
         Guarded({NOTHING_OUT}, {}),
         "one",
         "two",
         "10.9.0.4",
         "azure-nsg-deny-outbound near one by one-nsg/securityRules/nothing-out\n",
         0),

    // Public addresses.
    Call("what comes in by a public address is judged by the private one",
         "S5",
         Guarded({},
                 {Rule("web", "Inbound", "Allow", "198.51.100.7", "10.2.0.4", "7"), NOTHING_OUT}),
         "user",
         "two",
         "192.0.2.10",
         "",
         1),
    Call("a rule for the public address is for nothing",
         "S5",
         Guarded({}, {Rule("web", "Inbound", "Allow", "*", "192.0.2.10")}),
         "user",
         "two",
         "192.0.2.10",
         "azure-nsg-deny-inbound near user by two-nsg/defaultSecurityRules/DenyAllInBound\n",
         0),
    Call("what leaves is judged by its private source",
         "S5",
         Guarded({}, {Rule("mine", "Outbound", "Deny", "10.2.0.4", "Internet")}),
         "two",
         "user",
         "198.51.100.7",
         "azure-nsg-deny-outbound near two by two-nsg/securityRules/mine\n",
         0),
    Call("answers to the shared outbound address find their way in",
         "S1, R20",
         Guarded({NOTHING_IN}, {}),
         "one",
         "user",
         "198.51.100.7",
         "",
         1),
    Call("a Basic public address is open without a group",
         "S4",
         WithoutGroups(Guarded({}, {})),
         "user",
         "two",
         "192.0.2.10",
         "",
         1),
    Call("a Standard one is closed",
         "S4",
         Standard(WithoutGroups(Guarded({}, {}))),
         "user",
         "two",
         "192.0.2.10",
         "azure-public-address-closed near user\n",
         0),
    Call("but not to the answers that its machine asked for",
         "S4, S1",
         Standard(WithoutGroups(Guarded({}, {}))),
         "two",
         "user",
         "198.51.100.7",
         "",
         1),
    Call("a group opens it",
         "S4",
         Standard(Guarded({}, {Rule("all", "Inbound", "Allow", "Internet")})),
         "user",
         "two",
         "192.0.2.10",
         "",
         1),

    // Security admin rules.
    Call("an admin rule denies what the group would let in",
         "N4",
         WithAdminRule(Guarded({}, {Rule("all", "Inbound", "Allow")}), NOTHING_IN),
         "one",
         "two",
         "10.2.0.4",
         "azure-admin-rule-deny near one by baseline/nothing-in\n",
         0),
    Call("one that always allows delivers what the group denies",
         "N4",
         WithAdminRule(Guarded({}, {NOTHING_IN}), Rule("must", "Inbound", "AlwaysAllow")),
         "one",
         "two",
         "10.2.0.4",
         "",
         1),

    {"rules that change in mid-run are for new flows",
     "S1",
     [](Verdict& v) {
         FabricLab lab(Guarded({}, {}));
         lab.Echo("two", 7, Family::V4);
         lab.Echo("two", 8, Family::V4);
         lab.Send("one", "10.2.0.4", 7);
         const auto fabric = lab.In().fabric;
         ns3::Simulator::Schedule(ns3::Seconds(3), [fabric] {
             azure::SecurityRule rule{"late", 100, azure::RuleDirection::Inbound};
             rule.access = azure::Access::Deny;
             fabric->EditEstate().networkSecurityGroups[1].rules = {rule};
         });
         lab.Send("one", "10.2.0.4", 7, 11, 4);
         lab.Send("one", "10.2.0.4", 8, 11, 4);
         lab.Run();
         v.Equal(lab.answers, 2, "answers");
         v.Equal(lab.drops,
                 "azure-nsg-deny-inbound near one by two-nsg/securityRules/late\n",
                 "drops");
     }},
    {"an ICMP error about a flow comes back to who sent it",
     "S1",
     [](Verdict& v) {
         FabricLab lab(Guarded({NOTHING_IN}, {NOTHING_OUT}));
         lab.Send("one", "10.2.0.4", 9); // nobody listens there
         lab.Run();
         v.Equal(lab.drops, "", "drops");
         v.True(lab.walk.find("one 10.2.0.4 > 10.1.0.4") != std::string::npos, lab.walk);
     }},
    {"an appliance's group must let in what it is to forward",
     "S2, R14",
     [](Verdict& v) {
         Topology t = Guarded({}, {});
         t.routeTables = {
             {"via-two", false, {{"all", "198.51.100.0/24", "VirtualAppliance", "10.2.0.4"}}}};
         t.virtualNetworks[0].subnets[0].routeTable = "via-two";
         t.networkInterfaces[1].enableIPForwarding = true;
         t.virtualMachines[1].guestForwarding = true;
         FabricLab lab(t);
         lab.Send("one", "198.51.100.7", 7);
         lab.Run();
         v.Equal(lab.drops,
                 "azure-nsg-deny-inbound near one by "
                 "two-nsg/defaultSecurityRules/DenyAllInBound\n",
                 "drops");
     }},
};

V6LAB_SUITE("v6lab-azure-security-fabric", ROWS);

} // namespace
