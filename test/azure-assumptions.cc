// SPDX-License-Identifier: GPL-2.0-only
// Rules marked [K] are attributes of the fabric: another value than the usual one has its effect.
#include "test/support/balanced-cloud.h"

#include "ns3/config.h"
#include "ns3/string.h"

#include <stdexcept>

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

/** As long as it lives, fabrics are made with this value. */
class Assume
{
  public:
    Assume(const std::string& attribute, const std::string& value)
    {
        Config::SetDefault("ns3::v6lab::VnetFabric::" + attribute, StringValue(value));
    }

    ~Assume()
    {
        Config::Reset();
    }
};

/** A machine with a public address, one beside it, and a user on the Internet. */
Topology
Site(bool table)
{
    Topology t;
    t.routeTables = {{"out", false, {{"all", "0.0.0.0/0", "Internet", ""}}}};
    t.virtualNetworks = {
        Network("a", {"10.1.0.0/16"}, {Part("s", {"10.1.0.0/24"}, table ? "out" : "")})};
    t.publicIPAddresses = {{"pip", "IPv4", "192.0.2.10"}};
    t.publicIPAddresses[0].sku = "Standard";
    AddMachine(t, Nic("one", "a/s", {""}, "pip"));
    t.nodes = {InternetNode("user", {"198.51.100.7"})};
    return t;
}

Topology
Guarded(Topology t)
{
    t.networkSecurityGroups = {{"group", {}}};
    t.networkInterfaces[0].networkSecurityGroup = "group";
    return t;
}

/** Whether the user's datagram to the machine's public address is answered. */
int
Answers(const Topology& topology)
{
    FabricLab lab(topology);
    lab.Echo("one", 7, Family::V4);
    lab.Send("user", "192.0.2.10", 7);
    lab.Run();
    return lab.answers;
}

/** The source that the user sees of a machine with a public address behind a NAT gateway. */
std::string
SourceOf()
{
    Topology t = Site(false);
    t.publicIPAddresses.push_back({"nat", "IPv4", "192.0.2.99"});
    t.publicIPAddresses[1].sku = "Standard";
    ns3::v6lab::NatGateway gateway;
    gateway.name = "gateway";
    gateway.publicIpAddresses = {"nat"};
    t.natGateways = {gateway};
    t.virtualNetworks[0].subnets[0].natGateway = "gateway";
    FabricLab lab(t);
    lab.Send("one", "198.51.100.7", 7);
    lab.Run();
    const std::string word = "user/internet ";
    const size_t first = lab.walk.find(word);
    if (first == std::string::npos)
    {
        return lab.walk + lab.drops;
    }
    const size_t start = first + word.size();
    return lab.walk.substr(start, lab.walk.find(' ', start) - start);
}

std::string
Refusal(const std::string& attribute, const std::string& value)
{
    try
    {
        CreateObjectWithAttributes<VnetFabric>(attribute, StringValue(value));
        return "accepted";
    }
    catch (const std::invalid_argument& fault)
    {
        return fault.what();
    }
}

const std::vector<Row> ROWS{
    {"a user-defined route 0.0.0.0/0 lets the Internet in, unless it is said not to",
     "S3",
     [](Verdict& v) {
         v.Equal(Answers(Guarded(Site(true))), 1, "usual");
         const Assume other("UserRoutesInVirtualNetworkTag", "false");
         v.Equal(Answers(Guarded(Site(true))), 0, "otherwise");
     }},
    {"prefixes behind gateways are in VirtualNetwork, unless it is said not to",
     "S3",
     [](Verdict& v) {
         Topology t = Guarded(Site(false));
         for (const bool usual : {true, false})
         {
             const Assume value("GatewayRoutesInVirtualNetworkTag", usual ? "true" : "false");
             FabricLab lab(t);
             lab.In().fabric->SetGatewayRoutes(
                 0,
                 {{*Prefix::Parse("198.51.100.0/24"), azure::NextHopType::Internet}});
             lab.Echo("one", 7, Family::V4);
             lab.Send("user", "192.0.2.10", 7);
             lab.Run();
             v.Equal(lab.drops.empty(), usual, lab.drops);
         }
     }},
    {"a Standard public address is shut without a group, unless it is said not to",
     "S4",
     [](Verdict& v) {
         v.Equal(Answers(Site(false)), 0, "usual");
         const Assume other("StandardAddressesShut", "false");
         v.Equal(Answers(Site(false)), 1, "otherwise");
     }},
    {"a NAT gateway comes before a machine's own public address, unless it is said not to",
     "R20",
     [](Verdict& v) {
         v.Equal(SourceOf(), "192.0.2.99", "usual");
         const Assume other("OutboundOrder", "public-address nat-gateway");
         v.Equal(SourceOf(), "192.0.2.10", "otherwise");
     }},
    {"what an order leaves out is never used",
     "R20",
     [](Verdict& v) {
         const Assume other("OutboundOrder", "");
         const std::string what = SourceOf();
         v.True(what.find("azure-no-outbound-method") != std::string::npos, what);
     }},
    {"ranges that are routed to None are those of a list",
     "R2",
     [](Verdict& v) {
         const auto nones = [](const std::string& value) {
             const Assume ranges("ReservedRanges", value);
             FabricLab lab(Site(false));
             size_t count = 0;
             for (const auto& row : lab.In().fabric->GetEffectiveRoutes(0))
             {
                 count += row.nextHopType == azure::NextHopType::None ? 1 : 0;
             }
             return count;
         };
         v.Equal(nones("measured"), 18u, "measured");
         v.Equal(nones("documented"), 4u, "documented");
         v.Equal(nones("10.0.0.0/8 192.0.0.0/24"), 2u, "two");
         v.Equal(nones(""), 0u, "none");
     }},
    {"UDP flows of load balancers end after four idle minutes, unless it is said not to",
     "L3",
     [](Verdict& v) {
         for (const uint16_t minutes : {4, 9})
         {
             const Assume other("BalancerUdpIdle", std::to_string(minutes));
             auto topology = Pool(1);
             for (auto& rule : topology.loadBalancers[0].loadBalancingRules)
             {
                 rule.protocol = "Udp";
             }
             CloudRun run(topology);
             const auto& balancer = run.In().fabric->GetBalancers()->Get(0);
             v.Equal(balancer.GetSettings().udpIdleMinutes, minutes, "minutes");
         }
     }},
    {"a wrong value is refused with what is allowed",
     "R2, R20",
     [](Verdict& v) {
         v.Equal(Refusal("OutboundOrder", "nat-gateway nat"),
                 "OutboundOrder: \"nat\" is not one of nat-gateway, public-address, outbound-rule "
                 "and default-outbound, or is there twice",
                 "word");
         v.True(Refusal("OutboundOrder", "nat-gateway nat-gateway").find("twice") !=
                    std::string::npos,
                "twice");
         v.Equal(Refusal("ReservedRanges", "10.0.0.0/8 much"),
                 "ReservedRanges: \"much\" is neither a prefix nor measured or documented alone",
                 "prefix");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-azure-assumptions", ROWS);
