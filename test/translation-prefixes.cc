// SPDX-License-Identifier: GPL-2.0-only
// Which packets a translator gets, by the addresses that one gives to hosts and translators.
#include "test/support/table.h"
#include "test/support/translator-net.h"

#include "ns3/simulator.h"
#include "ns3/string.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Simulator;
using ns3::StringValue;

namespace
{

const char* const A6 = "2001:db8:122:344::c000:221"; //!< 192.0.2.33, IPv4-translatable
const char* const B6 = "2001:db8:122:344::c000:222";

/** r6's routes to the translator y instead of x for all that leads to a prefix. */
void
MoveTo(TranslatorNet& net, const std::string& prefix)
{
    StackHelper::AddRoute(net.At("r6"),
                          *Prefix::Parse(prefix),
                          IpAddress::Parse("2001:db8:61::2"),
                          net.Device("r6", "v6y"));
}

/** Two NAT64s between the same routers, each with an address of its own. */
class TwoNat64s : public TranslatorNet
{
  public:
    explicit TwoNat64s(const std::string& secondPrefix)
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
        Route("r4", "203.0.113.2/32", "198.51.100.5", "v4y");
        Nat64("x", "64:ff9b::/96", POOL);
        Nat64("y", secondPrefix, "203.0.113.2");
    }

  private:
    void Nat64(const std::string& node, const std::string& prefix, const std::string& pool)
    {
        Nat64Helper helper;
        helper.SetAttribute("Prefix", StringValue(prefix));
        helper.AddPool(pool);
        Observe(helper.Install(At(node)));
    }
};

const std::vector<Row> ROWS{
    {"hosts with IPv4-translatable addresses reach each other without the translator",
     "RFC 6052 3.3, 6052-14",
     [](test::Verdict& v) {
         TranslatorNet net;
         SiitHelper helper;
         helper.SetAttribute("Prefix", StringValue("2001:db8:122:344::/96"));
         helper.AddIpv4Prefix("192.0.2.32/27");
         net.Observe(helper.Install(net.At("x")));
         net.Host("a");
         net.Host("b");
         net.Link("stub-a", "r6", "a");
         net.Link("stub-b", "r6", "b");
         net.Address("r6", "stub-a", "2001:db8:122:344::c000:241/126");
         net.Address("r6", "stub-b", "2001:db8:122:344::c000:245/126");
         net.Address("a", "stub-a", std::string(A6) + "/128");
         net.Address("b", "stub-b", std::string(B6) + "/128");
         net.Route("r6", std::string(A6) + "/128", "", "stub-a");
         net.Route("r6", std::string(B6) + "/128", "", "stub-b");
         net.Route("a", "::/0", "", "stub-a");
         net.Route("b", "::/0", "", "stub-b");
         net.Listen("a", 7, true);
         const auto asked = net.Ask("b", A6, 100, 10);
         net.Run();
         v.Equal(asked->GetRxAvailable(), 100u, "echoed bytes");
         v.Equal(net.translations, 0u, "translations");
         v.True(net.Frames("v6", protocol::UDP).empty(), "packets at the translator");
     }},
    {"two NAT64s with one prefix: a flow that moves from one to the other breaks",
     "RFC 6052 3.4, 6052-16",
     [](test::Verdict& v) {
         TwoNat64s net("64:ff9b::/96");
         net.Tcp("n6", N4_AS_V6, "n4", 3000000);
         Simulator::Schedule(ns3::MilliSeconds(60), [&net] { MoveTo(net, "64:ff9b::/96"); });
         net.Run(20);
         v.True(net.payload > 10000u && net.payload < 3000000u,
                "the transfer is not complete: " + std::to_string(net.payload));
         v.True(net.drops.find("tcp-without-session; ") == 0, "why: " + net.drops);
     }},
    {"with a prefix each, a flow stays with its NAT64 whatever becomes of the other",
     "RFC 6052 3.4, 6052-16",
     [](test::Verdict& v) {
         TwoNat64s net("2001:db8:64::/96");
         MoveTo(net, "2001:db8:64::/96");
         const auto first = net.Ask("n6", N4_AS_V6, 100, 10);
         const auto second = net.Ask("n6", "2001:db8:64::c000:204", 100, 10);
         net.Run();
         v.Equal(first->GetRxAvailable(), 100u, "by the first");
         v.Equal(second->GetRxAvailable(), 100u, "by the second");
         std::string sources;
         for (const auto& frame : net.Frames("outside", protocol::UDP))
         {
             const auto facts = *ReadFacts(frame.bytes.data(), frame.bytes.size());
             sources += facts.destinationPort == 7 ? facts.source.ToString() + " " : "";
         }
         v.Equal(sources, "203.0.113.1 203.0.113.2 ", "as whom");
     }},
};

V6LAB_SUITE("v6lab-translation-prefixes", ROWS);

} // namespace
