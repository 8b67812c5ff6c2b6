// SPDX-License-Identifier: GPL-2.0-only
// Packets for one receiver in frames for many: no router passes them on, no translator takes them.
#include "helper/translator-helper.h"
#include "test/support/flow-packets.h"
#include "test/support/small-net.h"
#include "test/support/table.h"

#include "ns3/mac48-address.h"
#include "ns3/net-device.h"
#include "ns3/simulator.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Ptr;
using ns3::Simulator;

namespace
{

/** To whom a frame goes. */
enum class To
{
    Router,
    Somebody, //!< another station of the link
    All,
    Group,
};

/** a – "near" (an Ethernet, with c) – r – "far" (another one) – b, both IP versions. */
class Ethernets : public SmallNet
{
  public:
    Ethernets()
    {
        Host("a");
        Host("b");
        Host("c");
        Router("r");
        Lan("near", {"a", "c", "r"});
        Lan("far", {"r", "b"});
        Address("a", "near", "192.0.2.1/24");
        Address("a", "near", "2001:db8:1::1/64");
        Address("r", "near", "192.0.2.254/24");
        Address("r", "near", "2001:db8:1::ff/64");
        Address("r", "far", "198.51.100.254/24");
        Address("r", "far", "2001:db8:2::ff/64");
        Address("b", "far", "198.51.100.1/24");
        Address("b", "far", "2001:db8:2::1/64");
        Listen("b", 9);
    }

    /** A packet in a frame from a's device. */
    void Put(const flow::Bytes& packet, To to)
    {
        const auto device = Device("a", "near");
        const uint16_t type = packet[0] >> 4 == 4 ? 0x0800 : 0x86dd;
        const ns3::Address address = to == To::Router     ? Device("r", "near")->GetAddress()
                                     : to == To::Somebody ? Device("c", "near")->GetAddress()
                                     : to == To::All
                                         ? device->GetBroadcast()
                                         : ns3::Address(ns3::Mac48Address("01:00:5e:00:00:05"));
        Simulator::Schedule(ns3::MilliSeconds(++m_ms), [=] {
            device->Send(ns3::Create<ns3::Packet>(packet.data(), packet.size()), address, type);
        });
    }

  private:
    int m_ms{0};
};

flow::Bytes
Ask4(uint8_t ttl = 64)
{
    return flow::Udp({"192.0.2.1", 9}, {"198.51.100.1", 9}, {1, 2, 3, 4}, ttl);
}

/** What a translator on r makes of a packet in such a frame: translations and drops. */
std::string
Translated(const flow::Bytes& packet, To to)
{
    Ethernets net;
    SiitHelper helper;
    helper.AddMapping("203.0.113.6", "2001:db8:2::1");
    const auto siit = helper.Install(net.At("r"));
    std::string told;
    siit->TraceConnectWithoutContext(
        "Hop",
        ns3::Callback<void, const PacketEvent&>([&told](const PacketEvent& event) {
            told +=
                event.reason == Reason::None ? ToWord(event.action) : Describe(event.reason).word;
        }));
    net.Put(packet, to);
    net.Run(1);
    return told;
}

/** The ICMP type 0 or TCP packets that r sent onto "near", by their sources. */
std::string
SourcesOf(const Ethernets& net, uint8_t protocol)
{
    std::string sources;
    for (const auto& frame : net.Frames("near", protocol))
    {
        const bool asked =
            protocol == protocol::ICMPV4 ? frame.bytes[20] != 0 : frame.bytes[15] == 1; // from a
        sources += asked ? "" : "192.0.2." + std::to_string(frame.bytes[15]) + "; ";
    }
    return sources;
}

/** UDP that reached link "far" by IPv4 from a SIIT on r, and what r made of the rest. */
std::string
OnFar(const std::string& destination)
{
    Ethernets net;
    SiitHelper helper;
    helper.AddMapping("203.0.113.6", "2001:db8:2::1");
    helper.Install(net.At("r"));
    net.Put(flow::Udp({"2001:db8:2::1", 9}, {destination, 9}), To::Router);
    net.Run(1);
    return std::to_string(net.Frames("far", protocol::UDP).size()) + " " + net.Events("r");
}

const std::vector<Row> ROWS{
    {"what a translator made is not sent to all of a subnet",
     "RFC 2644 3; RFC 1812 5.3.5.2",
     [](test::Verdict& v) {
         v.Equal(OnFar("64:ff9b::198.51.100.1"), "1 ", "to one host");
         v.Equal(OnFar("64:ff9b::198.51.100.255"), "0 drop bad-destination; ", "to all");
     }},
    {"who is asked among many answers from its own address",
     "RFC 1122 3.2.2.6, 3.2.1.3",
     [](test::Verdict& v) {
         for (const std::string all : {"192.0.2.255", "255.255.255.255", "224.0.0.1"})
         {
             Ethernets net;
             net.Put(flow::Echo("192.0.2.1", all, 8, 7), To::All);
             net.Run(1);
             v.Equal(SourcesOf(net, protocol::ICMPV4), "192.0.2.254; ", all);
         }
     }},
    {"TCP to many is discarded in silence, whether somebody listens or not",
     "RFC 1122 4.2.3.10",
     [](test::Verdict& v) {
         for (const std::string all : {"192.0.2.255", "255.255.255.255"})
         {
             Ethernets net;
             net.Put(flow::Tcp({"192.0.2.1", 9}, {all, 80}, flow::tcp::SYN), To::All);
             net.Run(1);
             v.Equal(SourcesOf(net, protocol::TCP), "", all);
             v.Equal(net.Events("r"), "drop no-listener; ", "and named");
         }
     }},
    {"a router forwards what is in a frame for it alone",
     "RFC 1812 5.3.4",
     [](test::Verdict& v) {
         Ethernets net;
         net.Put(Ask4(), To::Router);
         net.Run(1);
         v.Equal(net.datagrams, 1u, "datagrams");
         v.Equal(net.Events("r"), "forward; ", "events");
     }},
    {"it drops what came as a link-layer broadcast or multicast but is for one host",
     "RFC 1812 5.3.4, RFC 1122 3.3.6",
     [](test::Verdict& v) {
         for (const To to : {To::All, To::Group})
         {
             Ethernets net;
             net.Put(Ask4(), to);
             net.Run(1);
             v.Equal(net.datagrams, 0u, "datagrams");
             v.Equal(net.Events("r"), "drop link-broadcast; ", "events");
         }
     }},
    {"and sends no error about it",
     "RFC 1122 3.2.2, RFC 1812 4.3.2.7",
     [](test::Verdict& v) {
         Ethernets net;
         net.Put(Ask4(1), To::All);
         net.Run(1);
         v.Equal(net.Frames("near", protocol::ICMPV4).size(), size_t{0}, "errors");
         Ethernets plain;
         plain.Put(Ask4(1), To::Router);
         plain.Run(1);
         v.Equal(plain.Frames("near", protocol::ICMPV4).size(), size_t{1}, "of a frame for it");
     }},
    {"frames for other stations are not its business",
     "",
     [](test::Verdict& v) {
         Ethernets net;
         net.Put(Ask4(), To::Somebody);
         net.Put(flow::Udp({"2001:db8:1::1", 9}, {"2001:db8:2::1", 9}), To::Somebody);
         net.Run(1);
         v.Equal(net.Events("r"), "", "events");
         v.Equal(net.datagrams, 0u, "datagrams");
     }},
    {"a translator takes packets in frames for its node alone",
     "RFC 7915 1.1, RFC 1812 5.3.4",
     [](test::Verdict& v) {
         const auto four = flow::Udp({"192.0.2.1", 9}, {"203.0.113.6", 9});
         const auto six = flow::Udp({"2001:db8:2::1", 9}, {"64:ff9b::192.0.2.1", 9});
         for (const auto& packet : {four, six})
         {
             v.Equal(Translated(packet, To::Router), "translate", "for it");
             v.Equal(Translated(packet, To::All), "link-broadcast", "for all");
             v.Equal(Translated(packet, To::Group), "link-broadcast", "for a group");
             v.Equal(Translated(packet, To::Somebody), "", "for another station");
         }
     }},
};

V6LAB_SUITE("v6lab-routing-broadcast", ROWS);

} // namespace
