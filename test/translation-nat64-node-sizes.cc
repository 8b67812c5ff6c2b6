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

uint32_t
Longest(const std::vector<Frame>& frames)
{
    uint32_t longest = 0;
    for (const auto& frame : frames)
    {
        longest = std::max(longest, static_cast<uint32_t>(frame.bytes.size()));
    }
    return longest;
}

/** What Attach() says of an attribute. */
std::string
Complaint(const std::string& attribute, const std::string& value)
{
    try
    {
        const Nat64Net net({{attribute, value}});
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "";
}

const std::vector<Row> SIZES{
    {"TCP finds its way through an IPv6 link of 1280 bytes behind 1500-byte IPv4, from both ends",
     "RFC 7915 1.4, 7915-039, 7915-035, 6146-96",
     [](test::Verdict& v) {
         Nat64Net out({}, {1280, 1500, 1500, 1500});
         out.Tcp("n6", N4_AS_V6, "n4", 200000);
         out.Run(30);
         v.Equal(out.payload, 200000u, "bytes from n6");
         Published in({1280, 1500, 1500, 1500});
         in.Tcp("n4", POOL, "n6", 200000);
         in.Run(30);
         v.Equal(in.payload, 200000u, "bytes from n4");
         v.Equal(Longest(in.Frames("v6", protocol::TCP)), 1280u, "the longest IPv6 packet");
     }},
    {"TCP finds its way through an IPv4 link of 1300 bytes; the host is told 1320",
     "RFC 6146 3.6, 6146-85, 7915-127",
     [](test::Verdict& v) {
         Nat64Net net({}, {1500, 1500, 1500, 1300});
         net.Tcp("n6", N4_AS_V6, "n4", 200000);
         net.Ask("n6", N4_AS_V6, 1400, 5000);
         net.Run(30);
         v.Equal(net.payload, 200000u + 1400, "bytes at n4");
         v.Equal(Longest(net.Frames("outside", protocol::TCP)), 1300u, "the longest IPv4 packet");
         bool told = false;
         for (const auto& frame : net.Frames("inside", protocol::ICMPV6))
         {
             told |= frame.bytes.at(40) == 2 && frame.bytes.at(46) == 1320 / 256 &&
                     frame.bytes.at(47) == 1320 % 256;
         }
         v.True(told, "Packet Too Big with MTU 1320");
     }},
    {"UDP of 1400 bytes passes a 1280-byte IPv6 link both ways: told by an error, or cut",
     "RFC 7915 4.1, 7915-035, 7915-031",
     [](test::Verdict& v) {
         Published net({1280, 1500, 1500, 1500});
         const auto early = net.Ask("n4", POOL, 1400, 10);    // too big for the IPv6 link
         const auto middle = net.Ask("n4", POOL, 1400, 1000); // its answer is too big for it
         const auto late = net.Ask("n4", POOL, 1400, 2000);
         net.Run();
         v.True(net.icmp.find("3.4 1260; ") == 0, "n4 is told 1260: " + net.icmp);
         v.Equal(early->GetRxAvailable(), 0u, "the first is lost");
         v.Equal(middle->GetRxAvailable(), 0u, "the answer to the second is");
         v.Equal(late->GetRxAvailable(), 1400u, "the third is answered");
     }},
    {"IPv4 links of 576 bytes: the NAT64 and the routers behind it cut what came without an error",
     "RFC 7915 5, 5.1.1, 7915-126, 7915-128",
     [](test::Verdict& v) {
         for (const auto& mtus :
              {TranslatorNet::Mtus{1280, 576, 1280, 576}, {1280, 1500, 1280, 576}})
         {
             Nat64Net net({}, mtus);
             const auto socket = net.Ask("n6", N4_AS_V6, 1200, 10);
             net.Tcp("n6", N4_AS_V6, "n4", 50000);
             net.Run(30);
             v.Equal(socket->GetRxAvailable(), 1200u, "echoed bytes");
             v.Equal(net.payload, 51200u, "bytes at n4");
             v.True(Longest(net.Frames("outside")) <= 576, "all fit");
             v.Equal(net.icmp, "", "errors");
         }
     }},
    {"large pings and datagrams go through in fragments, both ways",
     "RFC 6146 3.4, 6146-90, 7915-036",
     [](test::Verdict& v) {
         Published net;
         net.Ping("n6", N4_AS_V6, 4000, 10);
         const auto out = net.Ask("n6", N4_AS_V6, 5000, 20);
         const auto in = net.Ask("n4", POOL, 5000, 30);
         net.Run();
         uint32_t replies = 0; // the raw socket of ns-3 does not show what came in fragments
         for (const auto& frame : net.Frames("inside", protocol::ICMPV6))
         {
             replies += FactsOf(frame).icmpType == 129;
         }
         v.Equal(replies, 1u, "echo replies");
         v.Equal(net.drops, "", "drops");
         v.Equal(out->GetRxAvailable(), 5000u, "from n6");
         v.Equal(in->GetRxAvailable(), 5000u, "from n4");
     }},
    {"three fragments in all six orders arrive as one datagram, both ways",
     "RFC 6146 3.4, 6146-90",
     [](test::Verdict& v) {
         Published net;
         const flow::Bytes data(600, 0x42);
         std::vector<size_t> order{0, 1, 2};
         uint32_t id = 100;
         double ms = 10;
         do
         {
             const auto out =
                 flow::Cut(flow::Udp({N6, 4000}, {N4_AS_V6, 7}, data), {160, 160}, ++id);
             const auto in = flow::Cut(flow::Udp({N4, 4000}, {POOL, 7}, data), {160, 160}, id);
             for (const size_t i : order)
             {
                 net.Inject("x", "v6", out.at(i), ++ms);
                 net.Inject("x", "v4", in.at(i), ms);
             }
         } while (std::next_permutation(order.begin(), order.end()));
         net.Run();
         v.Equal(net.datagrams, 12u, "datagrams at n4 and n6");
         v.Equal(net.payload, 12 * 600u, "bytes");
         v.Equal(net.nat64->GetUsage().heldFragments, uint64_t{0}, "fragments still held");
     }},
    {"a fragment that was held and leaves in pieces is the packet before each of them",
     "RFC 6146 3.4, 6146-90",
     [](test::Verdict& v) {
         Published net({1280, 1500});
         std::multiset<std::string> seen;
         const auto translated = [&seen](const PacketEvent& event) {
             if (event.before.family == Family::V4) // not the answer
             {
                 seen.insert(std::to_string(event.before.length) + " > " +
                             std::to_string(event.after->length));
             }
         };
         net.nat64->TraceConnectWithoutContext("Translated",
                                               ns3::Callback<void, const PacketEvent&>(translated));
         const auto pieces =
             flow::Cut(flow::Udp({N4, 4000}, {POOL, 7}, flow::Bytes(3000, 1)), {1000, 1480}, 1);
         net.Inject("x", "v4", pieces.at(2), 10);
         net.Inject("x", "v4", pieces.at(1), 11);
         net.Inject("x", "v4", pieces.at(0), 12);
         net.Run();
         std::string lengths;
         for (const auto& each : seen)
         {
             lengths += each + "; ";
         }
         v.Equal(lengths,
                 "1020 > 1048; 1500 > 1280; 1500 > 296; 548 > 576; ",
                 "lengths before and after");
     }},
};

const std::vector<Row> ERRORS{
    {"traceroute shows routers of both sides, the IPv4 ones behind the prefix",
     "RFC 6146 3.4, 3.6, 6146-84, 6146-80, 7915-064",
     [](test::Verdict& v) {
         Nat64Net net;
         for (uint8_t ttl = 1; ttl <= 4; ++ttl)
         {
             net.Ping("n6", N4_AS_V6, 56, 10.0 * ttl, false, ttl);
         }
         net.Run();
         std::string hops;
         for (const auto& frame : net.Frames("inside", protocol::ICMPV6))
         {
             const auto facts = FactsOf(frame);
             hops += facts.destination.ToString() == N6 ? facts.source.ToString() + " " : "";
         }
         v.Equal(hops,
                 "2001:db8:6::1 2001:db8:60::2 64:ff9b::c633:6402 64:ff9b::c000:204 ",
                 "who answered");
     }},
    {"a host inside is told by an IPv4 router that there is no way",
     "RFC 6146 3.4, 6146-80, 7915-055",
     [](test::Verdict& v) {
         Nat64Net net;
         net.Udp("n6", "64:ff9b::cb00:7201", 7, 100, 10); // r4 has no route to 203.0.114.1
         net.Run();
         v.Equal(net.icmp, "1.0 0; ", "what n6 is told");
     }},
    {"a host outside is told by an IPv6 router and by the host inside; both look like the NAT64",
     "RFC 6146 3.7, 6146-81, 7915-142",
     [](test::Verdict& v) {
         Published net;
         net.Udp("n4", POOL, 99, 100, 10); // nobody has that address
         net.Run(10);
         v.Equal(net.icmp, "3.1 0; ", "host unreachable");
         net.icmp.clear();
         v.Equal(FactsOf(net.Frames("outside", protocol::ICMPV4).at(0)).source.ToString(),
                 POOL,
                 "its source");
         Published port;
         port.Udp("n4", POOL, 9, 100, 10); // n6 does not listen there
         port.Run();
         v.Equal(port.icmp, "3.3 0; ", "port unreachable");
     }},
    {"attributes that make no sense are refused by name",
     "RFC 6052 2.2, RFC 6146 3, 6146-01, 6052-01",
     [](test::Verdict& v) {
         for (const auto& [name, value] :
              std::vector<std::pair<std::string, std::string>>{{"Prefix", "64:ff9b::/95"},
                                                               {"Prefix", "192.0.2.0/24"},
                                                               {"PortSelection", "lowest"},
                                                               {"WellKnownDeny", "some"},
                                                               {"Profile", "strict"},
                                                               {"IcmpErrors", "maybe"}})
         {
             const auto complaint = Complaint(name, value);
             v.True(complaint.find(name) == 0, name + "=" + value + ": \"" + complaint + "\"");
         }
         TranslatorNet net;
         std::string complaint;
         try
         {
             Nat64Helper().Install(net.At("x"));
         }
         catch (const std::invalid_argument& error)
         {
             complaint = error.what();
         }
         v.True(complaint.find("pool") == 0, "no pool: " + complaint);
         try
         {
             const auto plain = ns3::CreateObject<ns3::Node>();
             Nat64Helper().Install(plain);
             v.True(false, "a node without a stack is accepted");
         }
         catch (const std::invalid_argument& error)
         {
             v.True(std::string(error.what()).find("StackHelper") != std::string::npos,
                    error.what());
         }
     }},
};

std::vector<Row>
AllRows()
{
    std::vector<Row> rows;
    for (const auto* part : {&SIZES, &ERRORS})
    {
        rows.insert(rows.end(), part->begin(), part->end());
    }
    return rows;
}

} // namespace

V6LAB_SUITE("v6lab-translation-nat64-node-sizes", AllRows());
