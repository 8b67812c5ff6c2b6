// SPDX-License-Identifier: GPL-2.0-only
// A provider with 464XLAT: customers who call each other, calls from outside, and what it can see.
#include "helper/translator-helper.h"
#include "test/support/flow-packets.h"
#include "test/support/small-net.h"
#include "test/support/table.h"

#include "ns3/string.h"

#include <map>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Ptr;
using ns3::StringValue;

namespace
{

const std::string SERVER4 = "192.0.2.1";
const std::string OTHER4 = "198.51.100.1"; //!< of the same server
const std::string POOL = "203.0.113.1";

/**
 * h1 – cpe1 – "core" (IPv6 only) – plat – "internet" – server, and h2 – cpe2 on the same core. The
 * CLATs have a /96 each for the hosts behind them; h2 has a static binding at the PLAT.
 */
class Provider : public SmallNet
{
  public:
    Provider()
    {
        for (const std::string router : {"cpe1", "cpe2", "plat"})
        {
            Router(router);
        }
        Host("server");
        Lan("core", {"cpe1", "cpe2", "plat"});
        Link("internet", "plat", "server");
        Address("plat", "core", "2001:db8:c0::ff/64");
        Address("plat", "internet", "192.0.2.254/24");
        Address("server", "internet", SERVER4 + "/24");
        Address("server", "internet", OTHER4 + "/32");
        Route("plat", OTHER4 + "/32", SERVER4, "internet");
        Route("server", "0.0.0.0/0", "192.0.2.254", "internet");
        Listen("server", 7, true);
        Home("1");
        Home("2");
        Listen("h2", 7, true);
        Nat64Helper nat64;
        nat64.AddPool(POOL, "1-65535");
        nat64.AddBinding("udp", "2001:db8:2::192.168.2.2#7", POOL + "#7");
        Count(nat64.Install(At("plat")), "plat");
    }

    Ptr<ns3::Socket> Ask(const std::string& to, uint32_t size, double ms)
    {
        const auto socket = Udp("h1", to, 7, size, ms);
        socket->SetRecvCallback(ns3::MakeNullCallback<void, Ptr<ns3::Socket>>());
        return socket;
    }

    std::map<std::string, uint32_t> translations; //!< by node
    std::string drops;                            //!< "cpe1 no-route; "

  private:
    void Count(const Ptr<Translator>& translator, const std::string& node)
    {
        translator->TraceConnectWithoutContext(
            "Translated",
            ns3::Callback<void, const PacketEvent&>(
                [this, node](const PacketEvent&) { ++translations[node]; }));
        translator->TraceConnectWithoutContext(
            "Drop",
            ns3::Callback<void, const PacketEvent&>([this, node](const PacketEvent& event) {
                drops += node + " " + std::string(Describe(event.reason).word) + "; ";
            }));
    }

    void Home(const std::string& n)
    {
        const std::string cpe = "cpe" + n;
        const std::string host = "h" + n;
        const std::string address = "2001:db8:c0::" + n;
        Host(host);
        Link("home" + n, cpe, host);
        Address(cpe, "core", address + "/64");
        Address(cpe, "home" + n, "192.168." + n + ".1/24");
        Address(host, "home" + n, "192.168." + n + ".2/24");
        Route(host, "0.0.0.0/0", "192.168." + n + ".1", "home" + n);
        Route(cpe, "::/0", "2001:db8:c0::ff", "core");
        Route("plat", "2001:db8:" + n + "::/96", address, "core");
        ClatHelper helper;
        helper.SetAttribute("PlatPrefix", StringValue("64:ff9b::/96"));
        helper.SetAttribute("DedicatedPrefix", StringValue("2001:db8:" + n + "::/96"));
        helper.AddNetwork("192.168." + n + ".0/24");
        Count(helper.Install(At(cpe)), cpe);
    }
};

const std::vector<Row> ROWS{
    {"customers reach each other through the PLAT, which turns the packet back: hub and spoke",
     "RFC 6877 6.6, RFC 6146 3.8, 6877-10, 6146-100",
     [](test::Verdict& v) {
         Provider net;
         const auto socket = net.Ask(POOL, 100, 10);
         net.Run();
         v.Equal(socket->GetRxAvailable(), 100u, "echoed bytes");
         v.Equal(net.drops, "", "drops");
         v.True(net.Frames("internet").empty(), "nothing leaves for the internet");
         const auto frames = net.Frames("home2", protocol::UDP);
         v.Equal(frames.size(), size_t{2}, "datagrams at the other customer's");
         v.Equal(ReadFacts(frames.at(0).bytes.data(), 28)->source.ToString(), POOL, "who calls");
         v.Equal(net.translations["cpe1"], 2u, "translations of the first CLAT");
         v.Equal(net.translations["cpe2"], 2u, "of the second one");
         v.True(net.translations["plat"] >= 2, "of the PLAT");
     }},
    {"a caller from the internet finds no customer without a binding: 3/3 when nobody called back",
     "RFC 6877 1, RFC 6146 3.5.2.2, 6877-12",
     [](test::Verdict& v) {
         Provider net;
         net.Inject("plat", "internet", flow::Tcp({SERVER4, 80}, {POOL, 80}, flow::tcp::SYN), 10);
         net.Inject("plat", "internet", flow::Udp({SERVER4, 80}, {POOL, 80}), 20);
         net.Run(7);
         const auto errors = net.Frames("internet", protocol::ICMPV4);
         v.Equal(errors.size(), size_t{1}, "errors, that is about the SYN");
         v.Equal(unsigned{errors.at(0).bytes.at(20)} * 10 + errors.at(0).bytes.at(21),
                 33u,
                 "type and code");
         v.True(errors.at(0).ms > 6010, "after six seconds");
         v.True(net.Frames("core", protocol::TCP).empty() &&
                    net.Frames("core", protocol::UDP).empty(),
                "nothing goes to customers");
     }},
    {"the provider reads from IPv6 alone which IPv4 servers its customers use, and may route by it",
     "RFC 6877 7.1, 6877-13",
     [](test::Verdict& v) {
         Provider net;
         net.Ask(SERVER4, 100, 10);
         net.Ask(OTHER4, 100, 20);
         net.Ask(OTHER4, 100, 30);
         net.Run();
         std::map<std::string, int> servers;
         for (const auto& frame : net.Frames("core", protocol::UDP))
         {
             const auto facts = *ReadFacts(frame.bytes.data(), frame.bytes.size());
             if (Pref64().Contains(facts.destination))
             {
                 ++servers[Pref64().Extract(facts.destination).ToString()];
             }
         }
         v.Equal(servers[SERVER4], 1, "datagrams to one");
         v.Equal(servers[OTHER4], 2, "datagrams to the other");
         Provider shaped;
         shaped.Router("plat2");
         shaped.Link("second", "cpe1", "plat2");
         shaped.Address("cpe1", "second", "2001:db8:d0::1/64");
         shaped.Address("plat2", "second", "2001:db8:d0::2/64");
         shaped.Route("cpe1", "64:ff9b::c633:6400/120", "2001:db8:d0::2", "second");
         shaped.Ask(SERVER4, 100, 10);
         shaped.Ask(OTHER4, 100, 20);
         shaped.Run();
         v.Equal(shaped.Frames("second", protocol::UDP).size(), size_t{1}, "198.51.100.0/24");
         v.Equal(shaped.Frames("internet", protocol::UDP).size(), size_t{2}, "all else, as before");
     }},
};

V6LAB_SUITE("v6lab-translation-clat-plat", ROWS);

} // namespace
