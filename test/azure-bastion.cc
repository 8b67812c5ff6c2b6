// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/picture.h"
#include "helper/install/install.h"
#include "helper/install/workload-install.h"
#include "test/support/azure.h"
#include "test/support/fault-rows.h"

#include "ns3/simulator.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using build::TopologyBuilder;
using build::Vm;
using build::Vnet;

namespace
{

/** An administrator on the internet, a Bastion in the hub, machines in the hub and in a spoke. */
Topology
Lab()
{
    const auto hub = Vnet("hub")
                         .Space("10.0.0.0/16", "2001:db8:1::/48")
                         .Subnet("AzureBastionSubnet", "10.0.1.0/26", "2001:db8:1:1::/64")
                         .Subnet("app", "10.0.2.0/24");
    const auto spoke = Vnet("spoke").Space("10.1.0.0/16").Subnet("app", "10.1.1.0/24");
    const auto island = Vnet("island").Space("10.2.0.0/16").Subnet("app", "10.2.1.0/24");
    auto bastion = build::Bastion("bastion", "hub", "bastion-ip");
    bastion.ipConfigurations.push_back({"ip6", "hub/AzureBastionSubnet", "bastion-ip6", ""});
    bastion.enableIPv6 = true;
    Topology t = TopologyBuilder("bastion")
                     .Add(hub)
                     .Add(spoke)
                     .Add(island)
                     .Peer(hub, spoke)
                     .Add(build::PublicIp("bastion-ip").At("192.0.2.9").Standard())
                     .Add(build::PublicIp("bastion-ip6", "IPv6").At("2001:db8:9::9").Standard())
                     .Add(Vm("near").Nic("hub/app"))
                     .Add(Vm("far").Nic("spoke/app"))
                     .Add(Vm("alone").Nic("island/app"))
                     .Add(bastion)
                     .Build();
    OutsideNode user;
    user.name = "user";
    user.internet = InternetAttachment{{"198.51.100.7", "2001:db8:99::7"}, {}};
    t.nodes = {user};
    return t;
}

Workload
Login(const std::string& machine, const std::string& family = "v4", uint16_t port = 0)
{
    Workload login;
    login.name = "login";
    login.kind = "tcp";
    login.from = "user";
    login.to = "bastion";
    login.server = machine;
    login.family = family;
    login.serverPort = port;
    return login;
}

Topology
With(
    const Workload& workload,
    const std::function<void(Topology&)>& change = [](Topology&) {})
{
    Topology t = Lab();
    t.workloads = {workload};
    change(t);
    return t;
}

/** What the flow's record says, and the packets that Bastion's and the machine's NIC saw. */
struct Seen
{
    explicit Seen(const Topology& topology)
    {
        auto in = Install(topology);
        for (const auto& entry : in.devices)
        {
            const std::string name = entry.first;
            entry.second->TraceConnectWithoutContext(
                "Sniffer",
                ns3::Callback<void, ns3::Ptr<const ns3::Packet>>(
                    [this, name](ns3::Ptr<const ns3::Packet> packet) { Note(name, packet); }));
        }
        StopWhenWorkloadsEnd(in, ns3::Seconds(1));
        ns3::Simulator::Run();
        record = in.ledger->GetFlows().front();
        in = Installation();
        ns3::Simulator::Destroy();
    }

    void Note(const std::string& name, const ns3::Ptr<const ns3::Packet>& packet)
    {
        std::vector<uint8_t> bytes(packet->GetSize());
        packet->CopyData(bytes.data(), packet->GetSize());
        const auto facts = ReadFacts(bytes.data(), bytes.size());
        if (facts && facts->protocol == protocol::TCP)
        {
            packets += name + " " + facts->source.ToString() + " > " +
                       facts->destination.ToString() + " " +
                       std::to_string(facts->destinationPort) +
                       (PacketIdentity::Of(packet).GetFlow() == 1 ? "\n" : " of no flow\n");
        }
    }

    FlowRecord record;
    std::string packets;
};

Row
Reaches(const std::string& sentence,
        const Workload& workload,
        const std::string& outer,
        const std::string& inner)
{
    return {sentence, "D8", [=](Verdict& v) {
                const Seen seen(With(workload));
                v.Equal(std::string(ToWord(seen.record.outcome)), "delivered", "outcome");
                v.Equal(seen.record.failure, "", "failure");
                v.True(seen.packets.find(outer) != std::string::npos, "outer leg: " + seen.packets);
                v.True(seen.packets.find(inner) != std::string::npos, "inner leg: " + seen.packets);
                v.True(seen.packets.find("of no flow") == std::string::npos,
                       "both legs belong to the flow: " + seen.packets);
                v.True(seen.record.familyAtDestination == Family::V4, "IPv4 at the machine");
            }};
}

Row
Fails(const std::string& sentence,
      const std::string& clause,
      const Topology& topology,
      const std::string& reason)
{
    return {sentence, clause, [=](Verdict& v) {
                const Seen seen(topology);
                v.Equal(std::string(ToWord(seen.record.outcome)), "failed", "outcome");
                v.Equal(std::string(Describe(seen.record.reason).word), reason, "reason");
            }};
}

BastionHost&
First(Topology& t)
{
    return t.bastionHosts[0];
}

/** A group that S6 accepts on AzureBastionSubnet, and one that lets no SSH in. */
Topology
Guarded()
{
    return With(Login("near"), [](Topology& t) {
        t.networkSecurityGroups = {
            build::Nsg("no-ssh").DenyIn("Tcp", {"10.0.1.0/26"}, {"22"}).Get()};
        t.networkInterfaces[0].networkSecurityGroup = "no-ssh";
    });
}

const std::function<Topology()> BASE = [] { return With(Login("near")); };

const std::vector<Row> ROWS{
    Reaches("a user reaches a machine of the network: 443 outside, SSH from Bastion's own address",
            Login("near"),
            "user/internet 198.51.100.7 > 192.0.2.9 443\n",
            "near-nic 10.0.1.4 > 10.0.2.4 22\n"),
    Reaches("by RDP, too",
            Login("near", "v4", 3389),
            "bastion/bastion 198.51.100.7 > 10.0.1.4 443\n",
            "near-nic 10.0.1.4 > 10.0.2.4 3389\n"),
    Reaches("a machine of a peered network",
            Login("far"),
            "user/internet 198.51.100.7 > 192.0.2.9 443\n",
            "far-nic 10.0.1.4 > 10.1.1.4 22\n"),
    Reaches("IPv6 is between user and Bastion only",
            Login("near", "v6"),
            "user/internet 2001:db8:99::7 > 2001:db8:9::9 443\n",
            "near-nic 10.0.1.4 > 10.0.2.4 22\n"),
    {"much data passes, in order and whole",
     "D8",
     [](Verdict& v) {
         auto workload = Login("far", "v6");
         workload.kind = "tcp-bulk";
         workload.size = 300000;
         const Seen seen(With(workload));
         v.Equal(std::string(ToWord(seen.record.outcome)), "delivered", "outcome");
     }},
    Fails("a machine in a network that is not peered is out of reach",
          "D8",
          With(Login("alone")),
          "azure-none-route"),
    Fails("a security group of the machine stops Bastion's leg",
          "D8, S1",
          Guarded(),
          "azure-nsg-deny-inbound"),
    {"a drawing has the Bastion in its subnet, with its public addresses",
     "A6",
     [](Verdict& v) {
         const Picture picture = MakePicture(Lab());
         const auto& machines = picture.networks.at(0).subnets.at(0).machines;
         v.Equal(machines.size(), 2U, "one for each configuration");
         v.Equal(machines.at(0).name + " " + machines.at(0).publics.at(0),
                 "bastion 192.0.2.9",
                 "Bastion");
     }},
    Accepted(
        "the lab is valid",
        "D8",
        [](Topology&) {},
        BASE),
    Refused(
        "IPv6 needs enableIPv6",
        "D8",
        "bastionHosts[0].ipConfigurations[1].publicIPAddress",
        "",
        [](Topology& t) { First(t).enableIPv6 = false; },
        BASE),
    Refused(
        "which the rules before 2026 do not know",
        "D8",
        "bastionHosts[0].enableIPv6",
        "",
        [](Topology& t) { t.azure = "2023"; },
        BASE),
    Refused(
        "a Bastion in another subnet is refused",
        "A6",
        "bastionHosts[0].ipConfigurations[0].subnet",
        "",
        [](Topology& t) {
            First(t).ipConfigurations.pop_back();
            First(t).ipConfigurations[0].subnet = "hub/app";
        },
        BASE),
    Refused(
        "a Bastion without a public address is refused",
        "A6",
        "bastionHosts[0].ipConfigurations[1].publicIPAddress",
        "InvalidResourceReference",
        [](Topology& t) { First(t).ipConfigurations[1].publicIPAddress = ""; },
        BASE),
    Refused(
        "a workload to a Bastion must name the machine",
        "D8",
        "workloads[0].server",
        "",
        [](Topology& t) { t.workloads[0].server.clear(); },
        BASE),
    Refused(
        "a Bastion opens no other port",
        "D8",
        "workloads[0].serverPort",
        "",
        [](Topology& t) { t.workloads[0].serverPort = 80; },
        BASE),
    Refused(
        "a Bastion is not pinged",
        "D8",
        "workloads[0].kind",
        "",
        [](Topology& t) { t.workloads[0].kind = "ping"; },
        BASE),
};

V6LAB_SUITE("v6lab-azure-bastion", ROWS);

} // namespace
