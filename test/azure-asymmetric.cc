// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/internet-lab.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

azure::NicFlow
FlowFrom(uint16_t remotePort)
{
    return {7,
            protocol::UDP,
            7,
            remotePort,
            *IpAddress::Parse("10.1.0.4"),
            *IpAddress::Parse("198.51.100.7")};
}

const std::vector<Row> ROWS{
    {"an answer that leaves through an appliance is dropped there",
     "R19",
     [](Verdict& v) {
         FabricLab lab(WithForcedTunnel());
         lab.Echo("web", 7, Family::V4);
         lab.Send("user", "192.0.2.10", 7);
         lab.Run();
         v.Equal(lab.drops, "azure-asymmetric-return near nva\n", "drops");
         v.Equal(lab.answers, 0, "answers");
     }},
    {"a flow that starts inside and leaves through an appliance fails for its own reason",
     "R15, R20",
     [](Verdict& v) {
         FabricLab lab(WithForcedTunnel());
         lab.Send("batch", "198.51.100.7", 7);
         lab.Run();
         v.Equal(lab.drops, "azure-outbound-source-not-owned near nva\n", "drops");
     }},
    {"an IPv6 answer that leaves through an appliance is dropped there too",
     "R19",
     [](Verdict& v) {
         FabricLab lab(WithForcedTunnel());
         lab.Echo("web", 7, Family::V6);
         lab.Send("user", "2001:db8:1::4", 7);
         lab.Run();
         v.Equal(lab.drops, "azure-asymmetric-return near nva\n", "drops");
         v.Equal(lab.answers, 0, "answers");
     }},
    {"an ICMP error about a flow from outside is an answer to it, in both families",
     "R19, RFC 5508 4.2",
     [](Verdict& v) {
         FabricLab lab(WithForcedTunnel());
         lab.Send("user", "192.0.2.10", 9); // nobody listens: Port Unreachable
         lab.Send("user", "2001:db8:1::4", 9, 11, 3);
         lab.Run();
         v.Equal(lab.drops,
                 "azure-asymmetric-return near nva\nazure-asymmetric-return near nva\n",
                 "drops");
     }},
    {"a user's flow and the machine's own to the same user each fail for their own reason",
     "R19, R20",
     [](Verdict& v) {
         FabricLab lab(WithForcedTunnel());
         lab.Echo("web", 7, Family::V4);
         lab.Send("user", "192.0.2.10", 7, 11, 2);
         lab.Send("web", "198.51.100.7", 7, 11, 3);
         lab.Send("user", "192.0.2.10", 7, 11, 4);
         lab.Run();
         v.Equal(lab.drops,
                 "azure-asymmetric-return near nva\n"
                 "azure-outbound-source-not-owned near nva\n"
                 "azure-asymmetric-return near nva\n",
                 "drops");
     }},
    {"a machine that calls another's public address gets no answer through an appliance either",
     "R19",
     [](Verdict& v) {
         auto topology = WithForcedTunnel();
         topology.publicIPAddresses.push_back({"pip-caller", "IPv4", "192.0.2.30"});
         AddMachine(topology, Nic("caller", "a/p", {""}, "pip-caller"));
         FabricLab lab(topology);
         lab.Echo("web", 7, Family::V4);
         lab.Send("caller", "192.0.2.10", 7);
         lab.Run();
         v.Equal(lab.drops, "azure-asymmetric-return near nva\n", "drops");
     }},
    {"unrelated networks with the same addresses do not share their flows",
     "R19, P6",
     [](Verdict& v) {
         auto topology = WithForcedTunnel();
         topology.virtualNetworks.push_back(
             Network("b",
                     {"10.1.0.0/16"},
                     {Part("s", {"10.1.0.0/24"}, "forced"), Part("n", {"10.1.2.0/24"})}));
         AddMachine(topology, Nic("twin", "b/s", {"10.1.0.4"}));
         AddMachine(topology, Nic("nva-b", "b/n", {"10.1.2.4"}, "", true));
         FabricLab lab(topology);
         lab.Send("user", "192.0.2.10", 5000);          // from port 5000 to 5000
         lab.Send("twin", "198.51.100.7", 5000, 11, 3); // looks like the answer
         lab.Run();
         v.True(lab.drops.find("azure-outbound-source-not-owned near nva-b\n") != std::string::npos,
                "drops: " + lab.drops);
     }},
    {"a flow is remembered for four idle minutes, counted from its last use",
     "R19",
     [](Verdict& v) {
         constexpr int64_t IDLE = azure::FlowMemory::IDLE_NS;
         azure::FlowMemory memory;
         memory.Note(FlowFrom(1), 0);
         v.True(memory.Recall(FlowFrom(1), IDLE - 1), "in time");
         v.True(memory.Recall(FlowFrom(1), 2 * IDLE - 2), "in time after a use");
         v.True(!memory.Recall(FlowFrom(1), 3 * IDLE - 2), "idle");
         memory.Note(FlowFrom(2), 3 * IDLE);
         v.Equal(memory.Size(), 1u, "flows kept");
     }},
    {"every part of a flow tells it from others",
     "R19",
     [](Verdict& v) {
         azure::FlowMemory memory;
         const auto flow = FlowFrom(1);
         memory.Note(flow, 0);
         auto other = flow;
         other.nic = 8;
         v.True(!memory.Recall(other, 0), "NIC");
         other = flow;
         other.protocol = protocol::TCP;
         v.True(!memory.Recall(other, 0), "protocol");
         other = flow;
         other.port = 8;
         v.True(!memory.Recall(other, 0), "port");
         v.True(!memory.Recall(FlowFrom(2), 0), "remote port");
         other = flow;
         other.remote = *IpAddress::Parse("198.51.100.8");
         v.True(!memory.Recall(other, 0), "remote address");
         v.True(memory.Recall(flow, 0), "the flow itself");
     }},
    {"when it is full, the flow that is idle for longest is forgotten",
     "R19",
     [](Verdict& v) {
         azure::FlowMemory memory(2);
         memory.Note(FlowFrom(1), 0);
         memory.Note(FlowFrom(2), 1);
         memory.Recall(FlowFrom(1), 2);
         memory.Note(FlowFrom(3), 3);
         v.Equal(memory.Size(), 2u, "flows kept");
         v.True(memory.Recall(FlowFrom(1), 4) && memory.Recall(FlowFrom(3), 4), "kept");
         v.True(!memory.Recall(FlowFrom(2), 4), "forgotten");
     }},
};

V6LAB_SUITE("v6lab-azure-asymmetric", ROWS);

} // namespace
