// SPDX-License-Identifier: GPL-2.0-only
// Virtual IPv6 on a node, between an IPv4-only site and the IPv6 internet.
#include "helper/translator-helper.h"
#include "model/core/time-units.h"
#include "test/support/flow-packets.h"
#include "test/support/small-net.h"
#include "test/support/table.h"

#include "ns3/ipv6.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <stdexcept>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Ptr;
using ns3::Seconds;
using ns3::Simulator;
using ns3::StringValue;

namespace
{

constexpr const char* PEER = "2001:db8:ffff::10";
constexpr const char* SERVER = "10.0.0.5";
constexpr const char* SERVER6 = "2001:db8:64::a00:5";

/** h4 – "site" – r4 – "edge" – x – "net" – p6; all of 10.64/16 and all unknown leads to x. */
class Site : public SmallNet
{
  public:
    using Attributes = std::vector<std::pair<std::string, std::string>>;

    explicit Site(const Attributes& attributes = {}, const std::string& prefix = "10.64.0.0/16")
    {
        Host("h4");
        Host("p6");
        Router("r4");
        Router("x");
        Link("site", "h4", "r4");
        Link("edge", "r4", "x");
        Link("net", "x", "p6");
        Address("h4", "site", std::string(SERVER) + "/24");
        Address("r4", "site", "10.0.0.1/24");
        Address("r4", "edge", "10.0.1.1/30");
        Address("x", "edge", "10.0.1.2/30");
        Address("x", "net", "2001:db8:ffff::1/64");
        Address("p6", "net", std::string(PEER) + "/64");
        Route("h4", "0.0.0.0/0", "10.0.0.1", "site");
        Route("r4", "0.0.0.0/0", "10.0.1.2", "edge");
        Route("x", "10.0.0.0/24", "10.0.1.1", "edge");
        Route("p6", "::/0", "2001:db8:ffff::1", "net");
        VirtualIp6Helper helper;
        helper.SetAttribute("Prefix", StringValue("2001:db8:64::/96"));
        for (const auto& [name, value] : attributes)
        {
            helper.SetAttribute(name, StringValue(value));
        }
        helper.AddPool(prefix);
        translator = helper.Install(At("x"));
        Observe();
    }

    /** What the DNS proxy would ask for h4. */
    std::string Bind(const std::string& peer, int64_t ttl)
    {
        const auto bound = translator->BindForDns(*IpAddress::Parse(peer),
                                                  ttl * SECOND,
                                                  *IpAddress::Parse(SERVER));
        return bound ? bound->ToString() : "-";
    }

    Ptr<VirtualIp6> translator;
    uint32_t translated[2]{}; //!< to IPv4, to IPv6
    std::string drops;
    std::string told; //!< by the trace sources
    std::string pool;

  private:
    void Observe()
    {
        const auto listen = [this](const char* source, auto action) {
            translator->TraceConnectWithoutContext(source, action);
        };
        listen("Translated",
               ns3::Callback<void, const PacketEvent&>([this](const PacketEvent& event) {
                   ++translated[event.after->family == Family::V4 ? 0 : 1];
               }));
        listen("Drop", ns3::Callback<void, const PacketEvent&>([this](const PacketEvent& event) {
                   drops += std::string(Describe(event.reason).word) + "; ";
               }));
        listen("Binding",
               ns3::Callback<void, const BindingRecord&, Change>(
                   [this](const BindingRecord& binding, Change change) {
                       Tell("b " + binding.inside.address.ToString(), change);
                   }));
        listen("Session",
               ns3::Callback<void, const SessionRecord&, Change>(
                   [this](const SessionRecord& session, Change change) {
                       Tell(std::string("s ") + ToWord(session.kind), change);
                   }));
        listen("PoolUse", ns3::Callback<void, const PoolUse&>([this](const PoolUse& use) {
                   pool += std::to_string(use.used) + "/" + std::to_string(use.capacity) + " ";
               }));
    }

    void Tell(const std::string& what, Change change)
    {
        const char* sign = change == Change::Added ? "+" : change == Change::Removed ? "-" : "~";
        told += sign + what + " " + std::to_string(Simulator::Now().GetMilliSeconds()) + "; ";
    }
};

std::string
Seen(const SmallNet& net, const std::string& link, uint8_t protocol)
{
    std::string text;
    for (const auto& frame : net.Frames(link, protocol))
    {
        const auto facts =
            ReadFacts(frame.bytes.data(), frame.bytes.size()).value_or(PacketFacts());
        text += facts.source.ToString() + " > " + facts.destination.ToString() + " " +
                std::to_string(facts.ttl) + "; ";
    }
    return text;
}

const std::vector<Row> ROWS{
    {"a peer's datagram and its answer: what each side sees, and one hop",
     "V.3; VDC-03, VDC-08, VDC-10",
     [](test::Verdict& v) {
         Site net;
         net.Listen("h4", 7, true);
         net.Udp("p6", SERVER6, 7, 100, 1);
         net.Run();
         v.Equal(Seen(net, "net", protocol::UDP),
                 "2001:db8:ffff::10 > 2001:db8:64::a00:5 64; 2001:db8:64::a00:5 > "
                 "2001:db8:ffff::10 62; ",
                 "outside");
         v.Equal(Seen(net, "site", protocol::UDP),
                 "10.64.0.1 > 10.0.0.5 62; 10.0.0.5 > 10.64.0.1 64; ",
                 "inside");
         v.Equal(net.translated[0], 1u, "translated to IPv4");
         v.Equal(net.translated[1], 1u, "translated to IPv6");
         v.Equal(net.drops, "", "drops");
     }},
    {"much TCP in both directions, the outbound one to a peer that DNS bound",
     "V.3, V.4; VDC-03, VDC-08",
     [](test::Verdict& v) {
         Site in;
         in.Tcp("p6", SERVER6, "h4", 300000);
         in.Run(20);
         v.Equal(in.payload, 300000u, "bytes in");
         Site out;
         v.Equal(out.Bind(PEER, 60), "10.64.0.1", "DNS");
         out.Tcp("h4", "10.64.0.1", "p6", 300000);
         out.Run(20);
         v.Equal(out.payload, 300000u, "bytes out");
     }},
    {"hosts inside have ns-3's IPv4 stack alone, and nothing else is done to them",
     "draft-vogt-durand abstract; VDC-01",
     [](test::Verdict& v) {
         Site net;
         net.StockHost("old", false);
         v.True(!net.At("old")->GetObject<ns3::Ipv6>(), "no IPv6 stack");
         net.Link("basement", "r4", "old");
         net.Address("r4", "basement", "10.0.2.1/24");
         net.Address("old", "basement", "10.0.2.9/24");
         net.Route("x", "10.0.2.0/24", "10.0.1.1", "edge");
         net.Route("old", "0.0.0.0/0", "10.0.2.1", "basement");
         net.Listen("old", 7, true);
         net.Listen("p6", 9, true);
         net.Udp("p6", "2001:db8:64::10.0.2.9", 7, 100, 100);
         const auto virtual4 = net.translator->BindForDns(*IpAddress::Parse(PEER),
                                                          60 * SECOND,
                                                          *IpAddress::Parse("10.0.2.9"));
         net.Udp("old", virtual4->ToString(), 9, 50, 200);
         net.Run();
         v.Equal(net.payload, 300u, "bytes: two datagrams and their two echoes");
         v.Equal(net.translated[0], 2u, "translated to IPv4");
         v.Equal(net.translated[1], 2u, "translated to IPv6");
     }},
    {"its ICMP errors come from its own addresses: 1/3 outside, 3/1 inside",
     "V.4 step 9; VDC-14",
     [](test::Verdict& v) {
         Site net({}, "10.64.0.1/32");
         net.Bind("2001:db8:ffff::99", 60);
         net.Udp("p6", SERVER6, 7, 10, 1);
         net.Run();
         v.Equal(net.drops, "no-virtual-address; ", "drops");
         v.Equal(Seen(net, "net", protocol::ICMPV6).find("2001:db8:ffff::1 > 2001:db8:ffff::10") !=
                     std::string::npos,
                 true,
                 Seen(net, "net", protocol::ICMPV6));
         Site stale;
         stale.Udp("h4", "10.64.0.9", 7, 10, 2);
         stale.Run();
         v.Equal(stale.drops, "stale-virtual-address; ", "drops");
         v.Equal(Seen(stale, "site", protocol::ICMPV4), "10.0.1.2 > 10.0.0.5 63; ", "answer");
         v.Equal(stale.icmp, "3.1 0; ", "what the socket learns");
     }},
    {"one event waits for all timers; the traces tell of bindings, sessions and the pool",
     "V.2; VDC-05, VDC-12, VDC-19",
     [](test::Verdict& v) {
         Site net({{"BindingHold", "10s"},
                   {"BindingGuard", "2s"},
                   {"Quarantine", "20s"},
                   {"UdpTimeout", "5s"}},
                  "10.64.0.0/30");
         Simulator::Schedule(Seconds(1), [&net] { net.Bind(PEER, 5); });
         net.Udp("p6", SERVER6, 7, 10, 2000);
         net.Run(60);
         v.Equal(net.told,
                 "+b 10.64.0.1 1000; +s udp 2001; -s udp 7010; -b 10.64.0.1 11000; ",
                 "told");
         v.Equal(net.pool, "1/2 1/2 0/2 ", "pool: bound, at rest, free");
         v.Equal(net.translator->GetUsage().madeByDns, 1u, "made by DNS");
     }},
    {"a restart keeps virtual IPv6 addresses and forgets the rest",
     "slides; VDC-02",
     [](test::Verdict& v) {
         Site net;
         net.Listen("h4", 7, true);
         net.Udp("p6", SERVER6, 7, 10, 1);
         std::string before;
         Simulator::Schedule(Seconds(1), [&] {
             before = std::to_string(net.translator->GetBindings().size());
             net.translator->Restart();
             before += std::to_string(net.translator->GetBindings().size());
         });
         net.Udp("p6", SERVER6, 7, 10, 2000);
         net.Run();
         v.Equal(before, "10", "bindings before and after");
         v.Equal(net.translated[1], 2u, "answers");
         v.Equal(net.translator->GetVirtualIp6(*IpAddress::Parse(SERVER))->ToString(),
                 SERVER6,
                 "virtual IPv6 address");
     }},
    {"what its DNS proxy needs to know",
     "V.4; VDC-12, VDC-18",
     [](test::Verdict& v) {
         Site net(Site::Attributes{{"BindingHold", "100s"}});
         v.Equal(net.Bind(PEER, 50), "10.64.0.1", "a peer");
         v.Equal(net.Bind("2001:db8:64::10.0.0.8", 50), "10.0.0.8", "an inside host");
         const PeerDirectory& directory = *net.translator;
         v.Equal(directory.GetHold(), 100 * SECOND, "hold");
         v.Equal(directory.GetVirtualPrefixes().at(0).ToString(), "10.64.0.0/16", "prefixes");
         v.Equal(directory.FindPeer(*IpAddress::Parse("10.64.0.1"), {})->ToString(), PEER, "PTR");
         v.True(!directory.FindPeer(*IpAddress::Parse("10.64.0.2"), {}), "PTR of nobody");
     }},
    {"a wrong setting is refused when it is put on a node",
     "",
     [](test::Verdict& v) {
         std::string message;
         try
         {
             const Site net(Site::Attributes{{"Prefix", "64:ff9b::/96"}});
         }
         catch (const std::invalid_argument& error)
         {
             message = error.what();
         }
         v.Equal(message.substr(0, 21), "Prefix: 64:ff9b::/96 ", message);
     }},
};

V6LAB_SUITE("v6lab-translation-virtual-ip6-node", ROWS);

} // namespace
