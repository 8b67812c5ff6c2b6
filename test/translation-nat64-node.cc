// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/flow-packets.h"
#include "test/support/nat64-node.h"
#include "test/support/table.h"
#include "test/support/translator-net.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <algorithm>
#include <set>
#include <stdexcept>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Ptr;
using ns3::Simulator;
using ns3::StringValue;
using namespace ns3::v6lab::test::nat64node;

namespace
{

/** "source > destination ttl" of the frames of a protocol on a link. */
std::string
Seen(const SmallNet& net, const std::string& link, uint8_t protocol)
{
    std::string text;
    for (const auto& frame : net.Frames(link, protocol))
    {
        const auto facts = FactsOf(frame);
        text += facts.source.ToString() + " > " + facts.destination.ToString() + " " +
                std::to_string(facts.ttl) + "; ";
    }
    return text;
}

/** One address for the NAT64 and for the node that it runs on. */
class SharedAddress : public TranslatorNet
{
  public:
    explicit SharedAddress(const std::string& profile = "rfc")
    {
        Nat64Helper helper;
        helper.SetAttribute("Profile", StringValue(profile));
        helper.AddPool("198.51.100.1");
        nat64 = helper.Install(At("x"));
        Observe(nat64);
        Listen("x", 5000, true);
    }

    Ptr<Nat64> nat64;
};

const std::vector<Row> TRAFFIC{
    {"ping and UDP are answered, and the NAT64 is one hop",
     "RFC 7915 5.1, 4.1, 7915-106, 7915-008, 6146-14",
     [](test::Verdict& v) {
         Nat64Net net;
         net.Ping("n6", N4_AS_V6, 56, 1);
         const auto socket = net.Ask("n6", N4_AS_V6, 100, 10);
         net.Run();
         v.Equal(net.echoReplies, 1u, "echo replies");
         v.Equal(socket->GetRxAvailable(), 100u, "echoed bytes");
         v.Equal(Seen(net, "v6", protocol::UDP),
                 "2001:db8:6::6 > 64:ff9b::c000:204 63; 64:ff9b::c000:204 > 2001:db8:6::6 62; ",
                 "in front of it");
         v.Equal(Seen(net, "v4", protocol::UDP),
                 "203.0.113.1 > 192.0.2.4 62; 192.0.2.4 > 203.0.113.1 63; ",
                 "behind it");
         v.Equal(net.translations, 4u, "translations");
     }},
    {"much TCP goes through, both ways, and to a host that has a static binding",
     "RFC 6146 3.5.2, 3.1, 6146-03, 6146-40, 6146-44",
     [](test::Verdict& v) {
         Nat64Net out;
         out.Tcp("n6", N4_AS_V6, "n4", 300000);
         out.Run(20);
         v.Equal(out.payload, 300000u, "bytes from n6");
         Published in;
         in.Tcp("n4", POOL, "n6", 300000);
         in.Run(20);
         v.Equal(in.payload, 300000u, "bytes from n4");
     }},
    {"hosts with ns-3's own stack reach each other: UDP and TCP",
     "RFC 6146 1.1, 6146-14",
     [](test::Verdict& v) {
         Nat64Net net({}, {}, true, true);
         const auto socket = net.Ask("n6", N4_AS_V6, 100, 2000);
         net.Tcp("n6", N4_AS_V6, "n4", 100000);
         net.Run(30);
         v.Equal(socket->GetRxAvailable(), 100u, "echoed bytes");
         v.Equal(net.payload, 100100u, "bytes at the server");
     }},
    {"all works with checksums off as well",
     "",
     [](test::Verdict& v) {
         Nat64Net net({}, {}, false);
         net.Ping("n6", N4_AS_V6, 56, 1);
         const auto socket = net.Ask("n6", N4_AS_V6, 3000, 10);
         net.Tcp("n6", N4_AS_V6, "n4", 100000);
         net.Run(20);
         v.Equal(net.echoReplies, 1u, "echo replies");
         v.Equal(socket->GetRxAvailable(), 3000u, "echoed bytes, in fragments");
         v.Equal(net.payload, 103000u, "bytes at the server");
     }},
    {"the packets of a burst leave in the order in which they came",
     "RFC 7915 5, 4, 7915-116, 7915-014",
     [](test::Verdict& v) {
         Nat64Net net;
         const auto socket = net.Ask("n6", N4_AS_V6, 99, 10);
         for (uint32_t size = 100; size < 1100; ++size)
         {
             Simulator::Schedule(ns3::MicroSeconds(100000 + 20 * size), [socket, size] {
                 socket->SendTo(ns3::Create<ns3::Packet>(size),
                                0,
                                ns3::Inet6SocketAddress(N4_AS_V6, 7));
             });
         }
         net.Run();
         uint32_t last = 0;
         size_t there = 0;
         size_t back = 0;
         for (const auto& frame : net.Frames("outside", protocol::UDP))
         {
             there += FactsOf(frame).destinationPort == 7 && frame.bytes.size() > last;
             last = FactsOf(frame).destinationPort == 7 ? static_cast<uint32_t>(frame.bytes.size())
                                                        : last;
         }
         last = 0;
         for (const auto& frame : net.Frames("v6", protocol::UDP))
         {
             const bool answer = FactsOf(frame).sourcePort == 7;
             back += answer && frame.bytes.size() > last;
             last = answer ? static_cast<uint32_t>(frame.bytes.size()) : last;
         }
         v.Equal(there, size_t{1001}, "datagrams in order at n4");
         v.Equal(back, size_t{1001}, "answers in order behind the NAT64");
     }},
    {"an IPv6 destination that a longer route leads to is not translated",
     "RFC 7915 5.6, 7915-115, 7915-016, 6146-06",
     [](test::Verdict& v) {
         Nat64Net net;
         net.Host("native");
         net.Link("side", "x", "native");
         net.Address("x", "side", "64:ff9b::c000:2c9/126");
         net.Address("native", "side", "64:ff9b::c000:2ca/126");
         net.Route("native", "::/0", "64:ff9b::c000:2c9", "side");
         net.Listen("native", 7, true);
         const auto native = net.Ask("n6", "64:ff9b::c000:2ca", 100, 10);
         const auto translated = net.Ask("n6", N4_AS_V6, 50, 20);
         net.Run();
         v.Equal(native->GetRxAvailable(), 100u, "answered as it is");
         v.Equal(translated->GetRxAvailable(), 50u, "answered through IPv4");
         v.Equal(net.translations, 2u, "translations");
     }},
    {"a host behind it reaches another by the NAT64's IPv4 address, and sees that address",
     "RFC 6146 3.8, 6146-100",
     [](test::Verdict& v) {
         Published net;
         const auto socket = net.Ask("n6b", "64:ff9b::cb00:7101", 100, 10);
         net.Run();
         v.Equal(socket->GetRxAvailable(), 100u, "echoed bytes");
         v.True(net.Frames("v4").empty(), "nothing on the IPv4 link");
         const auto frames = net.Frames("inside", protocol::UDP);
         v.Equal(frames.size(), size_t{4}, "frames on the inside link");
         v.Equal(FactsOf(frames.at(1)).source.ToString(), "64:ff9b::cb00:7101", "source at n6");
         v.Equal(unsigned{FactsOf(frames.at(1)).ttl}, 61u, "two routers and one translator");
     }},
    {"sockets of the node itself use its NAT64",
     "RFC 6146 3.5",
     [](test::Verdict& v) {
         Nat64Net net;
         const auto socket = net.Ask("x", N4_AS_V6, 2000, 10);
         net.Ping("x", N4_AS_V6, 56, 20);
         net.Tcp("x", N4_AS_V6, "n4", 50000);
         net.Run(20);
         v.Equal(socket->GetRxAvailable(), 2000u, "echoed bytes");
         v.Equal(net.echoReplies, 1u, "echo replies");
         v.Equal(net.payload, 52000u, "bytes at the server");
         v.Equal(net.nat64->GetBindings().at(0).inside.address.ToString(),
                 "2001:db8:60::2",
                 "the inside address");
     }},
};

const std::vector<Row> OWN_ADDRESS{
    {"an address of the pool that is the node's own: bindings come first, the rest is the node's",
     "RFC 6146 3.5, 6146-07",
     [](test::Verdict& v) {
         SharedAddress net;
         const auto through = net.Ask("n6", N4_AS_V6, 100, 10);
         const auto to = net.Ask("n4", "198.51.100.1", 200, 20, 5000);
         net.Ping("n4", "198.51.100.1", 56, 30);
         net.Run();
         v.Equal(through->GetRxAvailable(), 100u, "through the NAT64");
         v.Equal(to->GetRxAvailable(), 200u, "the node's own socket");
         v.Equal(net.echoReplies, 1u, "the node's own echo reply");
         v.Equal(net.drops, "", "drops");
     }},
    {"and so it is with fragments, TCP from outside, and what the node itself asks for",
     "RFC 6146 3.5, 6146-07",
     [](test::Verdict& v) {
         SharedAddress net;
         net.Ping("n4", "198.51.100.1", 3000, 10);
         const auto large = net.Ask("n4", "198.51.100.1", 4000, 20, 5000);
         const auto asks = net.Ask("x", N4, 150, 30);
         net.Tcp("n4", "198.51.100.1", "x", 50000);
         const auto late =
             flow::Cut(flow::Udp({N4, 4000}, {"198.51.100.1", 5000}, flow::Bytes(600, 1)),
                       {160, 160},
                       77);
         net.Inject("x", "v4", late.at(2), 100);
         net.Inject("x", "v4", late.at(0), 101);
         net.Inject("x", "v4", late.at(1), 102);
         net.Run(10);
         v.Equal(net.echoReplies, 1u, "echo replies");
         v.Equal(large->GetRxAvailable(), 4000u, "a datagram in fragments");
         v.Equal(asks->GetRxAvailable(), 150u, "an answer to the node");
         v.Equal(net.payload, 50000u + 4000 + 150 + 600, "TCP, and what sockets received");
         v.Equal(net.drops, "", "drops");
     }},
};

const std::vector<Row> TO_ITSELF{
    {"what the node sends to its own address of the pool arrives, in fragments, too",
     "RFC 6146 3.5, 3.4; 6146-07",
     [](test::Verdict& v) {
         for (const std::string profile : {"rfc", "jool"})
         {
             SharedAddress net(profile);
             net.Ping("x", "198.51.100.1", 3000, 10);
             const auto whole = net.Ask("x", "198.51.100.1", 100, 20, 5000);
             const auto large = net.Ask("x", "198.51.100.1", 3000, 30, 5000);
             net.Run(10);
             v.Equal(net.echoReplies, 1u, "echo replies, " + profile);
             v.Equal(whole->GetRxAvailable(), 100u, "a datagram, " + profile);
             v.Equal(large->GetRxAvailable(), 3000u, "one in fragments, " + profile);
             v.Equal(net.drops, "", "drops, " + profile);
         }
     }},
};

const std::vector<Row> LAST_HOP{
    {"what is for the node itself needs no TTL to spare: it is forwarded nowhere",
     "RFC 1122 3.2.1.7, 6146-07",
     [](test::Verdict& v) {
         SharedAddress net;
         const flow::End own{"198.51.100.1", 5000};
         const flow::Bytes data(4, 1);
         net.Inject("x", "v4", flow::Echo(N4, own.address, 8, 77, data, 1), 10);
         net.Inject("x", "v4", flow::Udp({N4, 4000}, own, data, 1), 20);
         const auto large = flow::Udp({N4, 4001}, own, flow::Bytes(300, 1), 1);
         for (const auto& piece : flow::Cut(large, {160}, 78))
         {
             net.Inject("x", "v4", piece, 30);
         }
         net.Run();
         v.Equal(net.payload, 4u + 300, "bytes at the node's own socket");
         std::string types;
         for (const auto& frame : net.Frames("v4", protocol::ICMPV4))
         {
             types += std::to_string(frame.bytes.at(20)) + " ";
         }
         v.True(types.find("8 0 ") == 0 && types.find("11 ") == std::string::npos,
                "an echo reply and no error: " + types);
         v.Equal(net.drops, "", "drops");
     }},
    {"a call by TCP to the node's own address reaches the host that has a binding there",
     "RFC 6146 3.5.2.2, 6146-07",
     [](test::Verdict& v) {
         TranslatorNet net;
         Nat64Helper helper;
         helper.AddPool("198.51.100.1", "1-65535");
         helper.AddBinding("tcp", std::string(N6) + "#80", "198.51.100.1#80");
         helper.Install(net.At("x"));
         net.Tcp("n4", "198.51.100.1", "n6", 5000);
         net.Run(10);
         v.Equal(net.payload, 5000u, "bytes at n6");
     }},
    {"all addresses of a range that is no prefix lead to the NAT64, and no others",
     "RFC 6146 3.5, 6146-07",
     [](test::Verdict& v) {
         TranslatorNet net;
         Nat64Helper helper;
         helper.AddPool("203.0.113.1-203.0.113.6");
         net.Observe(helper.Install(net.At("x")));
         for (int last = 0; last < 8; ++last)
         {
             const std::string to = "203.0.113." + std::to_string(last);
             net.Inject("x", "v4", flow::Udp({N4, 9}, {to, 5000}), 1 + last);
         }
         net.Run(1);
         const auto drops = std::count(net.drops.begin(), net.drops.end(), ';');
         v.Equal(static_cast<int>(drops), 6, net.drops);
     }},
    {"what has a binding is forwarded, and needs it",
     "RFC 7915 4.1, 6146-07",
     [](test::Verdict& v) {
         SharedAddress net;
         net.Ask("n6", N4_AS_V6, 100, 10);
         net.Run(1);
         const auto port = net.nat64->GetBindings().at(0).outside.port;
         net.Inject("x", "v4", flow::Udp({N4, 7}, {"198.51.100.1", port}, {1}, 1), 10);
         net.Run(1);
         v.Equal(net.drops, "hop-limit-exceeded; ", "drops");
     }},
};

std::vector<Row>
AllRows()
{
    std::vector<Row> rows;
    for (const auto* part : {&TRAFFIC, &OWN_ADDRESS, &TO_ITSELF, &LAST_HOP})
    {
        rows.insert(rows.end(), part->begin(), part->end());
    }
    return rows;
}

} // namespace

V6LAB_SUITE("v6lab-translation-nat64-node", AllRows());
