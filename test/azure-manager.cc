// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/picture.h"
#include "helper/install/azure-plan.h"
#include "helper/topology/managed-networks.h"
#include "test/support/azure.h"
#include "test/support/fabric-lab.h"
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using build::Manager;
using build::TopologyBuilder;
using build::Vm;
using build::Vnet;

namespace
{

const std::vector<std::string> SPOKES{"s1", "s2", "s3"};

/** A hub and three spokes in one region, spoke 3 elsewhere; the manager as given. */
Topology
Lab(const Manager& manager, const std::string& space3 = "10.3.0.0/16")
{
    TopologyBuilder builder("managed");
    builder.Add(Vnet("hub").Space("10.0.0.0/16").Subnet("s", "10.0.1.0/24"));
    builder.Add(Vnet("s1").Space("10.1.0.0/16", "2001:db8:1::/48").Subnet("s", "10.1.1.0/24"));
    builder.Add(Vnet("s2").Space("10.2.0.0/16", "2001:db8:2::/48").Subnet("s", "10.2.1.0/24"));
    const std::string part = space3.substr(0, space3.rfind(".0.0/")) + ".1.0/24";
    builder.Add(Vnet("s3").In("eastus").Space(space3).Subnet("s", part));
    for (const char* name : {"hub", "s1", "s2", "s3"})
    {
        builder.Add(Vm(std::string("vm-") + name).Nic(std::string(name) + "/s"));
    }
    return builder.Add(manager).Build();
}

Manager
Star(bool directly = false)
{
    return Manager("m")
        .Group("g", SPOKES)
        .HubAndSpoke("hub", "g", directly)
        .DeployedTo("westeurope");
}

Manager
Meshed()
{
    return Manager("m").Group("g", SPOKES).Mesh("g").DeployedTo("westeurope");
}

/** "hub ANM_hub_s1 > s1 gateway transit" a line. */
std::string
Peerings(const Topology& topology)
{
    std::string text;
    for (const auto& network : ApplyManagers(topology).virtualNetworks)
    {
        for (const auto& peering : network.virtualNetworkPeerings)
        {
            text += network.name + " " + peering.name +
                    (peering.allowGatewayTransit ? " transit" : "") +
                    (peering.useRemoteGateways ? " remote" : "") +
                    (peering.allowForwardedTraffic ? "" : " no forwarding") + "\n";
        }
    }
    return text;
}

Row
Made(const std::string& sentence,
     const std::string& clause,
     const Topology& topology,
     const std::string& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                v.Equal(Peerings(topology), expected, "peerings");
            }};
}

/** The table as Azure shows it, without its None and Internet rows. */
std::string
Shown(const Topology& topology, const std::string& subnet)
{
    const auto plan = PlanAzure(topology);
    std::string text;
    for (const auto& [route, prefixes] :
         azure::ShownRoutes(azure::EffectiveRoutes(plan.estate, plan.subnets.at(subnet))))
    {
        if (route.nextHopType != azure::NextHopType::None &&
            route.nextHopType != azure::NextHopType::Internet)
        {
            text += std::string(ToWord(route.source)) + " " + ToWord(route.state) + " " + prefixes +
                    " " + ToWord(route.nextHopType) + "\n";
        }
    }
    return text;
}

Row
Table(const std::string& sentence,
      const std::string& clause,
      const Topology& topology,
      const std::string& subnet,
      const std::string& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                v.Equal(Shown(topology, subnet), expected, "table of " + subnet);
            }};
}

Row
Decided(const std::string& sentence,
        const std::string& clause,
        const Topology& topology,
        const std::string& from,
        const std::string& destination,
        const std::string& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                const auto plan = PlanAzure(topology);
                azure::Delivery delivery(plan.estate);
                const auto nic = plan.nics.at("vm-" + from + "-nic");
                const auto source = plan.estate.nics[nic].ipConfigurations[0].address;
                v.Equal(ToText(delivery.FromNic(nic, source, Address(destination))),
                        expected,
                        from + " > " + destination);
            }};
}

/** The lab measured on Azure: ten networks, of which 1 to 9 are spokes connected directly. */
Topology
Measured()
{
    TopologyBuilder builder("avnm-demo");
    std::vector<std::string> spokes;
    for (int i = 0; i < 10; ++i)
    {
        const std::string name = "vnet-" + std::to_string(i);
        const std::string space = "10.0." + std::to_string(i) + ".0/24";
        builder.Add(Vnet(name).Space(space).Subnet("vm", space));
        if (i > 0)
        {
            spokes.push_back(name);
        }
    }
    builder.Add(Manager("avnm")
                    .Group("production", spokes)
                    .HubAndSpoke("vnet-0", "production", true)
                    .DeployedTo("westeurope"));
    return builder.Build();
}

Topology
WithGateway(Topology t)
{
    VirtualNetworkGateway gateway;
    gateway.name = "vpn";
    gateway.ipConfigurations = {{"ip", "hub/GatewaySubnet", "", ""}};
    t.virtualNetworkGateways = {gateway};
    return t;
}

/** A mesh of networks of which two have one prefix; s1's IPv6 is its own. */
Topology
Twins()
{
    Topology t = Lab(Manager("m")
                         .Group("g", SPOKES)
                         .Mesh("g")
                         .Global()
                         .DeployedTo("westeurope")
                         .DeployedTo("eastus"),
                     "10.1.0.0/16");
    return t;
}

/** A topology that has peerings of others: hub and s1, s1 and s2. */
Topology
WithOthers(const Manager& manager)
{
    Topology t = Lab(manager);
    Peer(t, 0, 1, false);
    Peer(t, 1, 2, false);
    return t;
}

Topology
Many(size_t members)
{
    TopologyBuilder builder("many");
    std::vector<std::string> names;
    for (size_t i = 0; i < members; ++i)
    {
        names.push_back("v" + std::to_string(i));
        builder.Add(
            Vnet(names.back())
                .Space("10." + std::to_string(i / 256) + "." + std::to_string(i % 256) + ".0/24"));
    }
    return builder.Add(Manager("m").Group("g", names).Mesh("g").DeployedTo("westeurope")).Build();
}

const test::Edit AS_IS = [](Topology&) {};

std::function<Topology()>
Base(const Topology& topology)
{
    return [=] { return topology; };
}

const std::string CONFIGURATION = "networkManagers[0].connectivityConfigurations[0]";

const std::vector<Row> ROWS{
    Made("hub-and-spoke makes real peerings, with forwarded traffic, in regions of its deployment",
         "N1, N5",
         Lab(Star()),
         "hub ANM_hub_s1\nhub ANM_hub_s2\ns1 ANM_s1_hub\ns2 ANM_s2_hub\n"),
    Made("which is without effect where it is not deployed",
         "N5",
         Lab(Manager("m").Group("g", SPOKES).HubAndSpoke("hub", "g")),
         ""),
    Made("with the hub's gateway, transit and remote gateways are set",
         "N3",
         WithGateway(Lab(Star().UseHubGateway())),
         "hub ANM_hub_s1 transit\nhub ANM_hub_s2 transit\n"
         "s1 ANM_s1_hub remote\ns2 ANM_s2_hub remote\n"),
    Made("without a gateway in the hub the sides of the spokes fail",
         "N3",
         Lab(Star().UseHubGateway()),
         "hub ANM_hub_s1 transit\nhub ANM_hub_s2 transit\n"),
    Decided("and the hub's sides stay unestablished",
            "N3",
            Lab(Star().UseHubGateway()),
            "hub",
            "10.1.1.4",
            "azure-peering-not-connected"),
    Made("peerings of others stay",
         "N5",
         WithOthers(Star()),
         "hub to-s1 no forwarding\nhub ANM_hub_s2\ns1 to-hub no forwarding\n"
         "s1 to-s2 no forwarding\ns2 to-s1 no forwarding\ns2 ANM_s2_hub\n"),
    Made("unless the configuration deletes them",
         "N5",
         WithOthers(Star().DeleteExistingPeerings()),
         "hub ANM_hub_s1\nhub ANM_hub_s2\ns1 ANM_s1_hub\ns2 ANM_s2_hub\n"),
    Decided("the hub reaches a spoke", "N1", Lab(Star()), "hub", "10.1.1.4", "nic 1"),
    Decided("spokes do not reach each other",
            "N1, P5",
            Lab(Star()),
            "s1",
            "10.2.1.4",
            "azure-peering-not-transitive"),
    Decided("spokes that are connected directly do",
            "N1",
            Lab(Star(true)),
            "s1",
            "10.2.1.4",
            "nic 2"),
    Decided("a mesh ends at the region",
            "N1",
            Lab(Meshed().DeployedTo("eastus")),
            "s1",
            "10.3.1.4",
            "azure-none-route"),
    Decided("unless it is global",
            "N1",
            Lab(Meshed().DeployedTo("eastus").Global()),
            "s1",
            "10.3.1.4",
            "nic 3"),
    Table("a spoke of the measured lab shows its fellows in one row, and the hub as a peering",
          "R10, N1",
          Measured(),
          "vnet-1/vm",
          "Default Active 10.0.1.0/24 VnetLocal\n"
          "Default Active 10.0.0.0/24 VNetPeering\n"
          "Default Active 10.0.9.0/24 10.0.8.0/24 10.0.7.0/24 10.0.6.0/24 10.0.5.0/24 10.0.4.0/24 "
          "10.0.3.0/24 10.0.2.0/24 ConnectedGroup\n"),
    Table("its hub has a peering with each spoke, and no connected group",
          "R10, N1",
          Measured(),
          "vnet-0/vm",
          "Default Active 10.0.0.0/24 VnetLocal\n"
          "Default Active 10.0.1.0/24 VNetPeering\n"
          "Default Active 10.0.2.0/24 VNetPeering\n"
          "Default Active 10.0.3.0/24 VNetPeering\n"
          "Default Active 10.0.4.0/24 VNetPeering\n"
          "Default Active 10.0.5.0/24 VNetPeering\n"
          "Default Active 10.0.6.0/24 VNetPeering\n"
          "Default Active 10.0.7.0/24 VNetPeering\n"
          "Default Active 10.0.8.0/24 VNetPeering\n"
          "Default Active 10.0.9.0/24 VNetPeering\n"),
    Table("prefixes of both families are in one row",
          "R10",
          Lab(Meshed()),
          "s1/s",
          "Default Active 10.1.0.0/16 VnetLocal\n"
          "Default Active 10.2.0.0/16 2001:db8:2::/48 ConnectedGroup\n"
          "Default Active 2001:db8:1::/48 VnetLocal\n"),
    Table("overlapping prefixes are left out of the mesh, the others stay",
          "N2",
          Twins(),
          "s2/s",
          "Default Active 10.2.0.0/16 VnetLocal\n"
          "Default Active 2001:db8:2::/48 VnetLocal\n"
          "Default Active 2001:db8:1::/48 ConnectedGroup\n"),
    Decided("traffic to them is dropped with a reason of its own",
            "N2",
            Twins(),
            "s2",
            "10.1.1.4",
            "azure-connected-group-overlap"),
    {"packets pass a connected group both ways, and security groups count it as VirtualNetwork",
     "N1, S3",
     [](Verdict& v) {
         Topology t = Lab(Meshed());
         t.networkSecurityGroups.push_back(build::Nsg("closed").Get());
         t.virtualNetworks[2].subnets[0].networkSecurityGroup = "closed";
         FabricLab lab(t);
         lab.Echo("vm-s2", 7, Family::V4);
         lab.Send("vm-s1", "10.2.1.4", 7);
         lab.Run();
         v.Equal(lab.answers, 1, "answers; drops: " + lab.drops);
     }},
    {"a drawing has the peerings that are made, and tells members of a connected group",
     "N1",
     [](Verdict& v) {
         const Picture picture = MakePicture(Lab(Star(true)));
         v.Equal(picture.peerings.size(), 2U, "peerings");
         v.Equal(picture.networks.at(1).prefixes.back(), "connected group 1", "spoke");
         v.Equal(picture.networks.at(0).prefixes.back(), "10.0.0.0/16", "hub");
     }},
    Accepted("overlaps in a mesh are accepted", "N2", AS_IS, Twins),
    Refused(
        "unless they are Disallowed",
        "N2",
        CONFIGURATION + ".connectedGroupAddressOverlap",
        "",
        [](Topology& t) {
            t.networkManagers[0].connectivityConfigurations[0].connectedGroupAddressOverlap =
                "Disallowed";
        },
        Twins),
    Refused(
        "spokes that overlap cannot be peered with one hub, whoever does it",
        "P6a",
        CONFIGURATION,
        "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet",
        [](Topology& t) {
            t.networkManagers[0].connectivityConfigurations[0].deployedTo.push_back("eastus");
        },
        Base(Lab(Star(), "10.1.0.0/16"))),
    Refused(
        "nor a spoke that overlaps the hub",
        "P6",
        CONFIGURATION,
        "VnetAddressSpacesOverlap",
        [](Topology& t) {
            t.networkManagers[0].connectivityConfigurations[0].deployedTo.push_back("eastus");
        },
        Base(Lab(Star(), "10.0.0.0/16"))),
    Refused(
        "a member that does not exist is refused",
        "N1",
        "networkManagers[0].networkGroups[0].virtualNetworks[0]",
        "InvalidResourceReference",
        [](Topology& t) { t.networkManagers[0].networkGroups[0].virtualNetworks[0] = "no"; },
        Base(Lab(Star()))),
    Refused(
        "a hub that does not exist is refused",
        "N1",
        CONFIGURATION + ".hub",
        "InvalidResourceReference",
        [](Topology& t) { t.networkManagers[0].connectivityConfigurations[0].hub = "no"; },
        Base(Lab(Star()))),
    Refused(
        "a network group that does not exist is refused",
        "N1",
        CONFIGURATION + ".appliesToGroups[0].networkGroup",
        "InvalidResourceReference",
        [](Topology& t) { t.networkManagers[0].networkGroups[0].name = "other"; },
        Base(Lab(Meshed()))),
    Accepted("250 networks may be in a connected group", "N2", AS_IS, Base(Many(250))),
    Refused("251 may not", "N2", CONFIGURATION, "", AS_IS, Base(Many(251))),
    Accepted("a network may be in two connected groups",
             "N2",
             AS_IS,
             Base(Lab(Meshed().Mesh("g").DeployedTo("westeurope")))),
    {"but not in three",
     "N2",
     [](Verdict& v) {
         const auto faults = Validate(
             Lab(Meshed().Mesh("g").DeployedTo("westeurope").Mesh("g").DeployedTo("westeurope")));
         v.Equal(faults.size(), 2U, "faults, one for each of the two networks");
         v.True(!faults.empty() && faults[0].rule == "N2" &&
                    faults[0].path == "networkManagers[0].connectivityConfigurations[2]",
                test::Shown(faults));
     }},
};

V6LAB_SUITE("v6lab-azure-manager", ROWS);

} // namespace
