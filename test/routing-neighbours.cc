// SPDX-License-Identifier: GPL-2.0-only
// Packets that wait for a neighbour's link-layer address, whatever message tells it.
#include "helper/install/install.h"
#include "helper/install/workload-install.h"
#include "helper/topology/builder.h"
#include "model/core/packet-facts.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"
#include "test/support/small-net.h"
#include "test/support/table.h"

#include "ns3/icmpv6-header.h"
#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/ipv6-header.h"
#include "ns3/ipv6-interface.h"
#include "ns3/ndisc-cache.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

constexpr const char* GHOST = "2001:db8:1::9"; // has no node, or one that is silent

/** A router and two hosts on one Ethernet. */
class OneLan : public SmallNet
{
  public:
    OneLan()
    {
        Router("r");
        Host("a");
        Host("b");
        Lan("lan", {"r", "a", "b"});
        Address("r", "lan", "2001:db8:1::ff/64");
        Address("a", "lan", "2001:db8:1::1/64");
        Address("b", "lan", "2001:db8:1::2/64");
    }

    /** What a node's ICMPv6 says at a time in milliseconds, when nobody has answered yet. */
    void Say(const std::string& node,
             double ms,
             const std::function<void(Icmpv6L4Protocol&, ns3::Address)>& message)
    {
        const auto icmpv6 = At(node)->GetObject<Icmpv6L4Protocol>();
        const ns3::Address own = Device(node, "lan")->GetAddress();
        Simulator::Schedule(MicroSeconds(static_cast<uint64_t>(ms * 1000)),
                            [=]() { message(*icmpv6, own); });
    }
};

void
ResolvesEachOther(Verdict& v)
{
    OneLan net;
    net.Listen("a", 7);
    net.Listen("b", 7);
    for (int i = 0; i < 3; ++i)
    {
        net.Udp("a", "2001:db8:1::2", 7, 100, 1);
        net.Udp("b", "2001:db8:1::1", 7, 100, 1);
    }
    net.Udp("a", "2001:db8:1::2", 7, 100, 40'000);
    net.Udp("b", "2001:db8:1::1", 7, 100, 40'000);
    net.Run(60); // beyond the probes that follow (RFC 4861 7.3.3)
    v.Equal(net.datagrams, 8u, "of four each way");
    v.Equal(net.Frames("lan", protocol::UDP).size(), size_t{8}, "and each of them once");
}

void
LearnsFromSolicitedRouter(Verdict& v)
{
    OneLan net;
    net.Listen("a", 7);
    net.Udp("r", "2001:db8:1::1", 7, 100, 1);
    net.Say("a", 1, [](Icmpv6L4Protocol& icmpv6, const ns3::Address& own) {
        icmpv6.SendRS("2001:db8:1::1", "ff02::2", own);
    });
    net.Run();
    v.Equal(net.datagrams, 1u, "what waited at the router");
}

void
LearnsUnasked(Verdict& v)
{
    OneLan net;
    net.Udp("a", GHOST, 7, 100, 1);
    net.Say("b", 500, [](Icmpv6L4Protocol& icmpv6, ns3::Address own) {
        constexpr uint8_t OVERRIDE = 1; // and neither solicited nor of a router
        icmpv6.SendNA(GHOST, "ff02::1", &own, OVERRIDE);
    });
    net.Run(20);
    v.Equal(net.Frames("lan", protocol::UDP).size(), size_t{1}, "sent to who says that it is it");
    v.Equal(net.Events("a").find("drop"), std::string::npos, net.Events("a"));
}

/** The router's to a: the ghost is a neighbour, with this link-layer address (RFC 4861 4.5). */
std::vector<uint8_t>
Redirect(const ns3::Address& linkLayer)
{
    const auto packet = Create<Packet>();
    packet->AddHeader(Icmpv6OptionLinkLayerAddress(false, linkLayer));
    Icmpv6Redirection message;
    message.SetTarget(GHOST);
    message.SetDestination(GHOST);
    Ipv6Header header;
    header.SetSource("2001:db8:1::ff");
    header.SetDestination("2001:db8:1::1");
    header.SetNextHeader(v6lab::protocol::ICMPV6);
    header.SetHopLimit(255); // which ns-3's own redirects do not have
    message.CalculatePseudoHeaderChecksum(header.GetSource(),
                                          header.GetDestination(),
                                          packet->GetSize() + message.GetSerializedSize(),
                                          v6lab::protocol::ICMPV6);
    packet->AddHeader(message);
    header.SetPayloadLength(static_cast<uint16_t>(packet->GetSize()));
    packet->AddHeader(header);
    return BytesOf(packet, packet->GetSize());
}

void
LearnsFromRedirect(Verdict& v)
{
    OneLan net;
    net.Udp("a", GHOST, 7, 100, 1);
    net.Inject("r", "lan", Redirect(net.Device("b", "lan")->GetAddress()), 500);
    net.Run(20);
    v.Equal(net.Frames("lan", protocol::UDP).size(), size_t{1}, "sent to where the router says");
    v.Equal(net.Events("a").find("drop"), std::string::npos, net.Events("a"));
}

void
GivesUpWithAReason(Verdict& v)
{
    OneLan net;
    net.Udp("a", GHOST, 7, 100, 1);
    net.Udp("a", GHOST, 7, 100, 2);
    net.Run(20);
    v.Equal(net.Events("a"),
            std::string("send; send; drop neighbour-unreachable; send; drop neighbour-unreachable; "
                        "send; deliver; deliver; "),
            "and each application is told");
}

/** a – "near" – r – "lan", where nobody has that address; what a flow of three pings tells. */
std::string
ToNobody(const std::string& from, const std::string& to, const std::string& timeout)
{
    std::string text;
    {
        using namespace ns3::v6lab::build;
        TopologyBuilder lab("nobody");
        lab.Add(Wire("near")).Add(build::Lan("lan"));
        lab.Add(build::Host("a")
                    .On("near", "192.0.2.1/24", "2001:db8:1::1/64")
                    .Route("198.51.100.0/24", "192.0.2.254")
                    .Route("2001:db8:2::/64", "2001:db8:1::ff"));
        lab.Add(build::Router("r")
                    .On("near", "192.0.2.254/24", "2001:db8:1::ff/64")
                    .On("lan", "198.51.100.254/24", "2001:db8:2::ff/64"));
        lab.Add(build::Host("b").On("lan", "198.51.100.1/24", "2001:db8:2::1/64"));
        lab.Add(build::Ping(from, to).Count(3));
        Topology topology = lab.Build();
        topology.workloads.at(0).timeout = timeout;
        const auto installation = Install(topology);
        const auto ledger = installation.ledger;
        uint32_t drops = 0;
        ForEachTracedModel(installation, [&](const Ptr<Object>& model) {
            model->TraceConnectWithoutContext(
                "Drop",
                Callback<void, const PacketEvent&>([&](const PacketEvent& event) {
                    drops += event.identity.GetFlow() == 1u && event.identity.GetPacket() > 0 &&
                                     !event.before.icmpError
                                 ? 1
                                 : 0;
                }));
        });
        StopWhenWorkloadsEnd(installation, Seconds(1));
        Simulator::Run();
        const auto& flow = ledger->GetFlows().front();
        text = std::string(Describe(flow.reason).word) + ", " + std::to_string(drops) + " drops";
    }
    Simulator::Destroy();
    return text;
}

void
TellsEachOne(Verdict& v)
{
    for (const std::string from : {"a", "r"})
    {
        for (const std::string to : {"198.51.100.9", "2001:db8:2::9"})
        {
            for (const std::string timeout : {"3s", "200ms"}) // the run waits for the neighbour
            {
                v.Equal(ToNobody(from, to, timeout),
                        "neighbour-unreachable, 3 drops",
                        from + " to " + to + ", " + timeout);
            }
        }
    }
}

/** A neighbour whose answers end while it is probed: packets go on, and are lost on the wire. */
void
SendsWhileProbing(Verdict& v)
{
    OneLan net;
    net.Listen("b", 7);
    net.Udp("a", "2001:db8:1::2", 7, 100, 1);
    Simulator::Schedule(Seconds(35), [&net]() { // STALE by now
        net.At("b")->GetObject<Ipv6Stack>()->SetDown(1);
    });
    for (const double ms : {40'000.0, 45'500.0, 46'500.0}) // DELAY, and twice PROBE
    {
        net.Udp("a", "2001:db8:1::2", 7, 100, ms);
    }
    net.Run(60);
    v.Equal(net.Frames("lan", protocol::UDP).size(), size_t{4}, "all are sent");
    v.Equal(net.datagrams, 1u, "one arrived");
}

/** The node's address on the link, a delegated one that was released, say. */
void
RemoveAddress(const SmallNet& net,
              const std::string& node,
              const std::string& link,
              const Ipv6Address& address,
              double ms)
{
    const auto ipv6 = net.At(node)->GetObject<Ipv6Stack>();
    const auto device = net.Device(node, link);
    Simulator::Schedule(MicroSeconds(static_cast<uint64_t>(ms * 1000)), [=]() {
        const auto interface = static_cast<uint32_t>(ipv6->GetInterfaceForDevice(device));
        ipv6->RemoveAddress(interface, address);
    });
}

/** ns-3 forgets what waits when it has no address to ask from any more. */
void
LosesItsAddress(Verdict& v)
{
    OneLan net;
    net.Udp("a", GHOST, 7, 100, 1);
    net.Udp("a", GHOST, 7, 100, 2);
    RemoveAddress(net, "a", "lan", "2001:db8:1::1", 500);
    net.Run(20);
    v.Equal(net.Events("a"),
            std::string("send; send; drop neighbour-unreachable; drop neighbour-unreachable; "),
            "and nobody is told at an address that nobody has");
}

/** x – r – "lan", whose gateway is silent: the route to it goes, and the address beside it. */
void
LosesItsWay(Verdict& v)
{
    OneLan net;
    net.Host("x");
    net.Link("near", "x", "r");
    net.Address("x", "near", "2001:db8:2::1/64");
    net.Address("r", "near", "2001:db8:2::ff/64");
    net.Route("x", "::/0", "2001:db8:2::ff", "near");
    net.Route("r", "2001:db8:7::/48", GHOST, "lan");
    net.Udp("x", "2001:db8:7::1", 7, 100, 1);
    net.Udp("x", "2001:db8:7::2", 7, 100, 2);
    const auto ipv6 = net.At("r")->GetObject<Ipv6Stack>();
    Simulator::Schedule(MilliSeconds(400), [ipv6]() {
        ipv6->GetLpm().RemoveRoute(*Prefix::Parse("2001:db8:7::/48"), IpAddress::Parse(GHOST), 1);
    });
    RemoveAddress(net, "r", "lan", "2001:db8:1::ff", 500);
    net.Run(20);
    v.Equal(net.Events("r"),
            std::string("forward; forward; drop neighbour-unreachable; send; drop "
                        "neighbour-unreachable; send; "),
            "both are told");
    v.Equal(net.Frames("near", v6lab::protocol::ICMPV6).size(), size_t{2}, "to their source");
}

/** "When a queue overflows, the new arrival SHOULD replace the oldest entry." */
void
KeepsTheNewest(Verdict& v)
{
    OneLan net;
    const auto ipv6 = net.At("a")->GetObject<Ipv6Stack>();
    ipv6->GetInterface(1)->GetNdiscCache()->SetAttribute("UnresolvedQueueSize", UintegerValue(2));
    for (const double ms : {1.0, 2.0, 3.0})
    {
        net.Udp("a", GHOST, 7, 100, ms);
    }
    net.Say("b", 500, [](Icmpv6L4Protocol& icmpv6, ns3::Address own) {
        constexpr uint8_t OVERRIDE = 1;
        icmpv6.SendNA(GHOST, "ff02::1", &own, OVERRIDE);
    });
    net.Run(20);
    v.Equal(net.Events("a"), std::string("send; send; send; drop queue-full; "), "the oldest");
    v.Equal(net.Frames("lan", v6lab::protocol::UDP).size(), size_t{2}, "the others");
}

const std::vector<Row> ROWS{
    {"two that look for each other at once lose nothing",
     "RFC 4861 appendix C, 7.2.3",
     ResolvesEachOther},
    {"a router sends what waits for a host that solicits it",
     "RFC 4861 appendix C, 6.2.6",
     LearnsFromSolicitedRouter},
    {"an unsolicited advertisement tells where what waits goes",
     "RFC 4861 appendix C, 7.2.5",
     LearnsUnasked},
    {"a redirect tells where what waits goes, also one without the redirected header",
     "RFC 4861 appendix C, 8.3",
     LearnsFromRedirect},
    {"what waits for nobody is given up, all of it", "RFC 4861 7.2.2", GivesUpWithAReason},
    {"a neighbour that is being probed is sent to, by the address that is known",
     "RFC 4861 7.3.3",
     SendsWhileProbing},
    {"each packet that waits for nobody is told with its flow, before an application gives up",
     "RFC 4861 7.2.2, 10",
     TellsEachOne},
    {"what waits when the address goes that is asked from is told",
     "RFC 4861 7.2.2",
     LosesItsAddress},
    {"what waits for a gateway when the route to it goes is told, and its source",
     "RFC 4861 7.2.2",
     LosesItsWay},
    {"of more packets than may wait the oldest go, with their reason",
     "RFC 4861 7.2.2",
     KeepsTheNewest},
};

V6LAB_SUITE("v6lab-routing-neighbours", ROWS);

} // namespace
