// SPDX-License-Identifier: GPL-2.0-only
// The stateless translator on a node, between routers and hosts.
#include "test/support/flow-packets.h"
#include "test/support/table.h"
#include "test/support/translator-net.h"

#include "ns3/simulator.h"
#include "ns3/string.h"

#include <stdexcept>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Ptr;
using ns3::Simulator;
using ns3::StringValue;

namespace
{

const std::string SERVICE = "203.0.113.6"; //!< n6 as IPv4 sees it

Ptr<Siit>
InstallSiit(const Ptr<ns3::Node>& node, const std::string& ipv4, const std::string& ipv6)
{
    SiitHelper helper;
    helper.AddMapping(ipv4, ipv6);
    helper.AddErrorSource("198.51.100.128/25");
    return helper.Install(node);
}

/** A border relay: n6 has the service address, n6b none. */
class SiitNet : public TranslatorNet
{
  public:
    explicit SiitNet(const Mtus& mtus = {},
                     bool checksums = true,
                     bool stock = false,
                     const std::string& ipv4 = SERVICE,
                     const std::string& ipv6 = N6)
        : TranslatorNet(mtus, checksums, stock)
    {
        siit = InstallSiit(At("x"), ipv4, ipv6);
        Observe(siit);
    }

    Ptr<Siit> siit;
};

/** Two translators side by side; the routers change between them every half millisecond. */
class TwoSiits : public SiitNet
{
  public:
    TwoSiits()
    {
        Router("y");
        Link("v6y", "r6", "y");
        Link("v4y", "y", "r4");
        Address("r6", "v6y", "2001:db8:61::1/64");
        Address("y", "v6y", "2001:db8:61::2/64");
        Address("y", "v4y", "198.51.100.5/30");
        Address("r4", "v4y", "198.51.100.6/30");
        Route("y", "2001:db8:6::/64", "2001:db8:61::1", "v6y");
        Route("y", "0.0.0.0/0", "198.51.100.6", "v4y");
        InstallSiit(At("y"), SERVICE, N6)
            ->TraceConnectWithoutContext(
                "Translated",
                ns3::Callback<void, const PacketEvent&>([this](const PacketEvent&) { ++others; }));
        Change(true);
    }

    uint32_t others{0}; //!< translations of the second one

  private:
    /** A longer route through the second one comes and goes. */
    void Change(bool second)
    {
        const auto change = [second](const Ptr<ns3::Node>& node,
                                     const std::string& prefix,
                                     const std::string& via,
                                     const Ptr<ns3::NetDevice>& device) {
            const auto to = *Prefix::Parse(prefix);
            const auto hop = IpAddress::Parse(via);
            second ? StackHelper::AddRoute(node, to, hop, device)
                   : static_cast<void>(StackHelper::RemoveRoute(node, to, hop, device));
        };
        change(At("r6"), "64:ff9b::/96", "2001:db8:61::2", Device("r6", "v6y"));
        change(At("r4"), "203.0.113.6/32", "198.51.100.5", Device("r4", "v4y"));
        Simulator::Schedule(ns3::MicroSeconds(517), [this, second] { Change(!second); });
    }
};

const std::vector<Row> ROWS{
    {"the event about UDP that has no checksum has its addresses and ports",
     "RFC 7915 4.5, 7915-091",
     [](test::Verdict& v) {
         SiitNet net;
         std::string event;
         net.siit->TraceConnectWithoutContext(
             "Drop",
             ns3::Callback<void, const PacketEvent&>([&event](const PacketEvent& e) {
                 event = std::string(Describe(e.reason).word) + " " + e.before.source.ToString() +
                         "#" + std::to_string(e.before.sourcePort) + " " +
                         e.before.destination.ToString() + "#" +
                         std::to_string(e.before.destinationPort);
             }));
         auto packet = flow::Udp({N4, 4000}, {SERVICE, 7});
         flow::Put16(packet, 26, 0);
         net.Inject("x", "v4", packet);
         net.Run(1);
         v.Equal(event, "zero-udp-checksum 192.0.2.4#4000 203.0.113.6#7", "the event");
     }},
    {"an IPv4 client uses an IPv6 service by ping, UDP and TCP; the translator is one hop",
     "RFC 7755 3.1, RFC 7915 4.1, 5.1, 7755-01, 7755-02, 7915-008, 7915-106, 7915-161",
     [](test::Verdict& v) {
         SiitNet net;
         net.Ping("n4", SERVICE, 56, 1);
         const auto in = net.Ask("n4", SERVICE, 100, 10);
         const auto out = net.Ask("n6", N4_AS_V6, 200, 20);
         net.Tcp("n4", SERVICE, "n6", 200000);
         net.Run(20);
         v.Equal(net.echoReplies, 1u, "echo replies");
         v.Equal(in->GetRxAvailable(), 100u, "from n4");
         v.Equal(out->GetRxAvailable(), 200u, "from n6");
         v.Equal(net.payload, 200300u, "bytes at the servers");
         const auto frame = net.Frames("v6", protocol::UDP).at(0);
         const auto facts = *ReadFacts(frame.bytes.data(), frame.bytes.size());
         v.Equal(facts.source.ToString(), N4_AS_V6, "source behind the relay");
         v.Equal(facts.destination.ToString(), N6, "destination behind the relay");
         v.Equal(unsigned{facts.ttl}, 62u, "one router and the relay");
     }},
    {"hosts with ns-3's own stack, and a network without checksums, work as well",
     "",
     [](test::Verdict& v) {
         for (const bool stock : {true, false})
         {
             SiitNet net({}, stock, stock);
             const auto socket = net.Ask("n4", SERVICE, 100, 2000);
             net.Tcp("n6", N4_AS_V6, "n4", 100000);
             net.Run(20);
             v.Equal(socket->GetRxAvailable(), 100u, "echoed bytes");
             v.Equal(net.payload, 100100u, "bytes at the servers");
         }
     }},
    {"packets of one TCP flow may take two translators by turns: there is no state",
     "RFC 7915 1.3, RFC 7755 3, 7915-163, 7755-01",
     [](test::Verdict& v) {
         TwoSiits net;
         net.Tcp("n4", SERVICE, "n6", 300000);
         net.Run(20);
         v.Equal(net.payload, 300000u, "bytes");
         v.True(net.translations > 20 && net.others > 20,
                "both work: " + std::to_string(net.translations) + " and " +
                    std::to_string(net.others));
     }},
    {"IPv4 that a longer route leads to is not translated, and the rest is",
     "RFC 7915 4.6, 7915-015, 7915-016",
     [](test::Verdict& v) {
         SiitNet net({}, true, false, "203.0.113.0/24", "2001:db8:6::/120");
         net.Host("native");
         net.Link("side", "x", "native");
         net.Address("x", "side", "203.0.113.129/25");
         net.Address("native", "side", "203.0.113.200/25");
         net.Route("native", "0.0.0.0/0", "203.0.113.129", "side");
         net.Listen("native", 7, true);
         const auto native = net.Ask("n4", "203.0.113.200", 100, 10);
         const auto translated = net.Ask("n4", SERVICE, 50, 20);
         net.Run();
         v.Equal(native->GetRxAvailable(), 100u, "answered as it is");
         v.Equal(translated->GetRxAvailable(), 50u, "answered through IPv6");
         v.Equal(net.translations, 2u, "translations");
     }},
    {"TCP finds the path MTU where either side is narrow, and no IPv6 packet is cut",
     "RFC 7915 1.4, 7915-035, 7915-127, 7915-039",
     [](test::Verdict& v) {
         for (const auto& mtus :
              {TranslatorNet::Mtus{1280, 1500, 1500, 1500}, {1500, 1400, 1500, 1400}})
         {
             SiitNet in(mtus);
             in.Tcp("n4", SERVICE, "n6", 200000);
             in.Run(30);
             v.Equal(in.payload, 200000u, "bytes from n4");
             v.True(in.Frames("v6", protocol::FRAGMENT).empty(), "fragments");
             SiitNet out(mtus);
             out.Tcp("n6", N4_AS_V6, "n4", 200000);
             out.Run(30);
             v.Equal(out.payload, 200000u, "bytes from n6");
         }
     }},
    {"with an IPv6 path of 1520 bytes, full IPv4 packets need no cutting (SIIT-DC)",
     "RFC 7755 4.9.1, 7755-06",
     [](test::Verdict& v) {
         SiitNet net({1520, 1500, 1520, 1500});
         net.Tcp("n4", SERVICE, "n6", 200000);
         net.Run(20);
         v.Equal(net.payload, 200000u, "bytes");
         size_t full = 0;
         for (const auto& frame : net.Frames("v6", protocol::TCP))
         {
             full += frame.bytes.size() == 1520;
         }
         v.True(full > 100, "full packets: " + std::to_string(full));
         v.Equal(net.icmp, "", "errors");
     }},
    {"datagrams in fragments pass both ways; ICMP in fragments has a checksum nobody can mend",
     "RFC 7915 1.2, 4.5, 5.1.1, 7915-036, 7915-120, 7915-129",
     [](test::Verdict& v) {
         SiitNet net;
         const auto in = net.Ask("n4", SERVICE, 5000, 10);
         const auto out = net.Ask("n6", N4_AS_V6, 5000, 20);
         net.Ping("n4", SERVICE, 2000, 30);
         net.Run();
         v.Equal(in->GetRxAvailable(), 5000u, "from n4");
         v.Equal(out->GetRxAvailable(), 5000u, "from n6");
         v.Equal(net.echoReplies, 0u, "echo replies");
         v.Equal(net.drops, "fragmented-icmp; fragmented-icmp; ", "drops");
     }},
    {"an edge relay gives a host its IPv4 back: both ends see IPv4, with IPv6 between the relays",
     "RFC 7756 3.1, 3.2, 7756-02",
     [](test::Verdict& v) {
         SiitNet net({}, true, false, SERVICE, "2001:db8:6::e1");
         net.Router("edge");
         net.Host("server");
         net.Lan("rack", {"r6", "edge"});
         net.Link("port", "edge", "server");
         net.Address("r6", "rack", "2001:db8:7::1/64");
         net.Address("edge", "rack", "2001:db8:7::2/64");
         net.Address("edge", "port", "203.0.113.5/30");
         net.Address("server", "port", SERVICE + "/30");
         net.Route("r6", "2001:db8:6::e1/128", "2001:db8:7::2", "rack");
         net.Route("edge", "::/0", "2001:db8:7::1", "rack");
         net.Route("server", "0.0.0.0/0", "203.0.113.5", "port");
         net.Listen("server", 7, true);
         SiitHelper edge;
         edge.SetAttribute("EdgeRelay", StringValue("true"));
         edge.AddMapping(SERVICE, "2001:db8:6::e1");
         edge.Install(net.At("edge"));
         const auto in = net.Ask("n4", SERVICE, 100, 10);
         const auto out = net.Ask("server", N4, 200, 20);
         net.Tcp("n4", SERVICE, "server", 100000);
         net.Run(20);
         v.Equal(in->GetRxAvailable(), 100u, "from n4");
         v.Equal(out->GetRxAvailable(), 200u, "from the server");
         v.Equal(net.payload, 100300u, "bytes");
         const auto frame = net.Frames("port", protocol::UDP).at(0);
         v.Equal(ReadFacts(frame.bytes.data(), frame.bytes.size())->source.ToString(),
                 N4,
                 "the server sees");
     }},
    {"a host without a service address is told that it may not use the relay",
     "RFC 7755 4.3, RFC 7915 5.1, 7755-04, 7915-113",
     [](test::Verdict& v) {
         SiitNet net;
         net.Udp("n6b", N4_AS_V6, 7, 100, 10); // ns-3 repeats the code behind it
         net.Run();
         v.Equal(net.icmp, "1.1 1; ", "what n6b is told");
         v.True(net.Frames("v4").empty(), "nothing on the IPv4 link");
     }},
    {"errors of IPv6 routers reach the IPv4 client, from an address of the pool for them",
     "RFC 7755 4.8, RFC 7915 6, 7755-05, 7915-151",
     [](test::Verdict& v) {
         SiitNet net({1500, 1500, 1280, 1500});
         net.Ask("n4", SERVICE, 1400, 10); // one byte over what r6's far link takes
         net.Run();
         v.True(net.icmp.find("3.4 1260; ") == 0, "n4 is told: " + net.icmp);
         const auto frames = net.Frames("outside", protocol::ICMPV4);
         v.True(!frames.empty(), "an error");
         const auto facts = *ReadFacts(frames.at(0).bytes.data(), frames.at(0).bytes.size());
         v.True(Prefix::Parse("198.51.100.128/25")->Contains(facts.source),
                "its source: " + facts.source.ToString());
     }},
    {"attributes that make no sense are refused by name",
     "RFC 7757 3.2, RFC 6052 2.2, 6052-01, 7757-02",
     [](test::Verdict& v) {
         const auto complaint = [](const std::string& name, const std::string& value) {
             TranslatorNet net;
             SiitHelper helper;
             try
             {
                 helper.SetAttribute(name, StringValue(value));
                 helper.Install(net.At("x"));
             }
             catch (const std::invalid_argument& error)
             {
                 return std::string(error.what());
             }
             return std::string();
         };
         for (const auto& [name, value] :
              std::vector<std::pair<std::string, std::string>>{{"Prefix", "2001:db8::/95"},
                                                               {"Prefix", ""},
                                                               {"Hairpin", "both"}})
         {
             const auto said = complaint(name, value);
             v.True(said.find(name) == 0, name + "=" + value + ": \"" + said + "\"");
         }
         SiitHelper helper;
         try
         {
             helper.AddMapping("192.0.2.0/24", "2001:db8::/121");
             v.True(false, "a mapping with more IPv4 than IPv6 addresses is accepted");
         }
         catch (const std::invalid_argument&)
         {
         }
     }},
};

V6LAB_SUITE("v6lab-translation-siit-node", ROWS);

} // namespace
