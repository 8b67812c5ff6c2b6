// SPDX-License-Identifier: GPL-2.0-only
// Data centres on nodes: users of both IP versions, and relays whose links differ in size.
#include "test/support/table.h"
#include "test/support/translator-net.h"

#include "ns3/simulator.h"
#include "ns3/string.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::StringValue;

namespace
{

const std::string SERVICE = "203.0.113.6"; //!< what IPv4 users call
const std::string SERVICE6 = "2001:db8:6::e1";

/** n4 – border relay x – r6 – edge relay – "port" – server, which knows IPv4 only. */
class DataCentre : public TranslatorNet
{
  public:
    DataCentre(const Mtus& mtus, uint16_t rackMtu, uint16_t portMtu)
        : TranslatorNet(mtus)
    {
        Router("edge");
        Host("server");
        Lan("rack", {"r6", "edge"}, rackMtu);
        Link("port", "edge", "server", portMtu);
        Address("r6", "rack", "2001:db8:7::1/64");
        Address("edge", "rack", "2001:db8:7::2/64");
        Address("edge", "port", "203.0.113.5/30");
        Address("server", "port", SERVICE + "/30");
        Route("r6", SERVICE6 + "/128", "2001:db8:7::2", "rack");
        Route("edge", "::/0", "2001:db8:7::1", "rack");
        Route("server", "0.0.0.0/0", "203.0.113.5", "port");
        Relay("x", "false");
        Relay("edge", "true");
    }

  private:
    void Relay(const std::string& node, const std::string& edge)
    {
        SiitHelper helper;
        helper.SetAttribute("EdgeRelay", StringValue(edge));
        helper.AddMapping(SERVICE, SERVICE6);
        Observe(helper.Install(At(node)));
    }
};

/** Of a kind of packet on a link: how many there are. */
size_t
Count(const SmallNet& net, const std::string& link, uint8_t protocol)
{
    return net.Frames(link, protocol).size();
}

const std::vector<Row> ROWS{
    {"a service has an IPv6 and an IPv4 address: IPv6 users reach it past the border relay",
     "RFC 7755 3, 7755-03",
     [](test::Verdict& v) {
         TranslatorNet net;
         SiitHelper helper;
         helper.AddMapping(SERVICE, N6);
         net.Observe(helper.Install(net.At("x")));
         net.Host("user6");
         net.Link("internet6", "r6", "user6");
         net.Address("r6", "internet6", "2001:db8:1::1/64");
         net.Address("user6", "internet6", "2001:db8:1::6/64");
         net.Route("user6", "::/0", "2001:db8:1::1", "internet6");
         const auto native = net.Ask("user6", N6, 100, 10);
         net.Tcp("user6", N6, "n6", 50000);
         net.Run(10);
         v.Equal(native->GetRxAvailable(), 100u, "echoed to the IPv6 user");
         v.Equal(net.payload, 50100u, "bytes of the IPv6 user");
         v.Equal(net.translations, 0u, "translations for it");
         v.Equal(Count(net, "v6", protocol::UDP) + Count(net, "v6", protocol::TCP),
                 size_t{0},
                 "its packets at the relay");
         const auto translated = net.Ask("n4", SERVICE, 60, 10);
         net.Run();
         v.Equal(translated->GetRxAvailable(), 60u, "echoed to the IPv4 user");
         v.Equal(net.translations, 2u, "translations for that one");
     }},
    {"IPv4 links 20 bytes smaller than one IPv6 path MTU: full packets pass uncut, without errors",
     "RFC 7756 4.1, 4.2, RFC 7755 4.9.1, 7756-03",
     [](test::Verdict& v) {
         for (const uint16_t mtu6 : {1500, 1520})
         {
             const uint16_t mtu4 = mtu6 - 20;
             DataCentre net({mtu6, mtu4, mtu6, mtu4}, mtu6, mtu4);
             net.Tcp("n4", SERVICE, "server", 100000);
             net.Run(20);
             v.Equal(net.payload, 100000u, std::to_string(mtu6) + ": bytes");
             v.Equal(net.icmp, "", "errors at the hosts");
             v.Equal(Count(net, "outside", protocol::ICMPV4) + Count(net, "port", protocol::ICMPV4),
                     size_t{0},
                     "ICMP errors");
             v.Equal(Count(net, "rack", protocol::FRAGMENT), size_t{0}, "fragments");
             size_t full = 0;
             for (const auto& frame : net.Frames("v6", protocol::TCP))
             {
                 full += frame.bytes.size() == mtu6;
             }
             v.True(full > 50, "full packets: " + std::to_string(full));
         }
     }},
    {"where they are not smaller, the hosts must learn of it by errors",
     "RFC 7756 4.2, 7756-03",
     [](test::Verdict& v) {
         DataCentre net({1500, 1500, 1500, 1500}, 1500, 1500);
         net.Tcp("n4", SERVICE, "server", 100000);
         net.Run(20);
         v.Equal(net.payload, 100000u, "bytes");
         v.True(Count(net, "outside", protocol::ICMPV4) > 0, "ICMP errors");
     }},
};

V6LAB_SUITE("v6lab-translation-siit-dc-node", ROWS);

} // namespace
