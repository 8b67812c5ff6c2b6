// SPDX-License-Identifier: GPL-2.0-only
#include "helper/translator-helper.h"
#include "model/workload/icmp-endpoint.h"
#include "model/workload/socket-address.h"
#include "test/support/small-net.h"
#include "test/support/table.h"

#include "ns3/ipv4.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <stdexcept>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Ptr;
using ns3::Simulator;
using ns3::StringValue;

namespace
{

const std::string SERVER4 = "192.0.2.1";
const std::string SERVER6 = "2001:db8:2::1";
const std::string PLAT = "64:ff9b::/96";

void
Count(uint32_t* counter, const PacketEvent&)
{
    ++*counter;
}

/**
 * Customer – "access" (IPv6 only) – PLAT – "internet" – server with both IP versions. The customer
 * is a phone that is its own CLAT, or a router with a LAN of two IPv4 hosts.
 */
class Xlat : public SmallNet
{
  public:
    explicit Xlat(bool phone, const std::string& platPrefix = PLAT, uint16_t accessMtu = 1500)
    {
        phone ? Host("customer") : Router("customer");
        Router("plat");
        Host("server");
        Lan("access", {"customer", "plat"}, accessMtu);
        Link("internet", "plat", "server");
        Address("customer", "access", "2001:db8:cafe::2/64");
        Address("plat", "access", "2001:db8:cafe::ff/64");
        Address("plat", "internet", "192.0.2.254/24");
        Address("plat", "internet", "2001:db8:2::ff/64");
        Address("server", "internet", SERVER4 + "/24");
        Address("server", "internet", SERVER6 + "/64");
        Route("customer", "::/0", "2001:db8:cafe::ff", "access");
        Route("server", "0.0.0.0/0", "192.0.2.254", "internet");
        Route("server", "::/0", "2001:db8:2::ff", "internet");
        Listen("server", 7, true);
        Nat64Helper nat64;
        nat64.SetAttribute("Prefix", StringValue(PLAT));
        nat64.AddPool("203.0.113.1");
        Observe(nat64.Install(At("plat")), plats);
        phone ? MakePhone(platPrefix) : MakeLan(platPrefix);
    }

    /** Sends UDP to the server's echo port; the answer stays in the socket. */
    Ptr<ns3::Socket> Ask(const std::string& node, const std::string& to, uint32_t size, double ms)
    {
        const auto socket = Udp(node, to, 7, size, ms);
        socket->SetRecvCallback(ns3::MakeNullCallback<void, Ptr<ns3::Socket>>());
        return socket;
    }

    Ptr<Clat> clat;
    uint32_t clats{0}; //!< translations of the CLAT
    uint32_t plats{0}; //!< translations of the PLAT

  private:
    template <typename Model>
    Ptr<Model> Observe(const Ptr<Model>& model, uint32_t& counter)
    {
        model->TraceConnectWithoutContext("Translated", ns3::MakeBoundCallback(&Count, &counter));
        return model;
    }

    void MakePhone(const std::string& platPrefix)
    {
        ClatHelper helper;
        helper.SetAttribute("PlatPrefix", StringValue(platPrefix));
        helper.SetAttribute("SharedAddress", StringValue("2001:db8:cafe::c1a7"));
        clat = Observe(helper.Install(At("customer")), clats);
    }

    void MakeLan(const std::string& platPrefix)
    {
        Host("h1");
        Host("h2");
        Lan("lan", {"customer", "h1", "h2"});
        Address("customer", "lan", "192.168.1.254/24");
        for (const std::string host : {"1", "2"})
        {
            Address("h" + host, "lan", "192.168.1." + host + "/24");
            Route("h" + host, "0.0.0.0/0", "192.168.1.254", "lan");
        }
        ClatHelper helper;
        helper.SetAttribute("PlatPrefix", StringValue(platPrefix));
        helper.SetAttribute("SharedAddress", StringValue("2001:db8:cafe::2"));
        helper.SetAttribute("LastPort", ns3::UintegerValue(49151)); // the router's begin there
        helper.AddNetwork("192.168.1.0/24");
        clat = Observe(helper.Install(At("customer")), clats);
    }
};

/** What Attach() says of these settings of a CLAT on a phone. */
std::string
Complaint(const std::string& dedicated, const std::string& shared, const std::string& plat)
{
    SmallNet net;
    net.Host("phone");
    ClatHelper helper;
    helper.SetAttribute("PlatPrefix", StringValue(plat));
    helper.SetAttribute("DedicatedPrefix", StringValue(dedicated));
    helper.SetAttribute("SharedAddress", StringValue(shared));
    try
    {
        helper.Install(net.At("phone"));
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "";
}

const std::vector<Row> ROWS{
    {"a phone's IPv4 socket reaches an IPv4 server through IPv6, and gets its answer",
     "RFC 6877 4.2, 2, 6877-04, 6877-01, 6877-02",
     [](test::Verdict& v) {
         Xlat net(true);
         const auto socket = net.Ask("customer", SERVER4, 100, 10);
         net.Run();
         v.Equal(socket->GetRxAvailable(), 100u, "echoed bytes");
         v.True(net.Frames("access", protocol::UDP).size() == 2, "two datagrams on the link");
         const auto facts = ReadFacts(net.Frames("access", protocol::UDP).at(0).bytes.data(), 48);
         v.Equal(facts->source.ToString(), "2001:db8:cafe::c1a7", "source");
         v.Equal(facts->destination.ToString(), "64:ff9b::c000:201", "destination");
     }},
    {"ping and TCP of a phone work, and each translator is one hop",
     "RFC 6877 4.2, 6877-04, 6877-01",
     [](test::Verdict& v) {
         Xlat net(true);
         net.Ping("customer", SERVER4, 56, 10);
         net.Tcp("customer", SERVER4, "server", 200000);
         net.Run(20);
         v.Equal(net.echoReplies, 1u, "echo replies");
         v.True(net.tcpClosed, "TCP is through");
         v.Equal(net.payload, 200000u, "bytes");
         const auto pings = net.Frames("internet", protocol::ICMPV4);
         v.True(!pings.empty(), "the ping is on the IPv4 link");
         v.Equal(unsigned{pings.at(0).bytes.at(8)}, 62u, "TTL behind CLAT and PLAT");
     }},
    {"a phone knows what its CLAT takes: segments of the IPv6 link, not of the loopback",
     "RFC 1122 4.2.2.6, RFC 7915 1.4",
     [](test::Verdict& v) {
         for (const uint16_t mtu : {uint16_t{1500}, uint16_t{1280}})
         {
             Xlat net(true, PLAT, mtu);
             const auto customer = net.At("customer");
             v.Equal(FindRoute(customer, *IpAddress::Parse(SERVER4))->mtu, mtu - 20, "IPv4");
             v.Equal(FindRoute(customer, *IpAddress::Parse(SERVER6))->mtu, mtu, "IPv6");
         }
     }},
    {"a phone's ping that must not be fragmented goes the same way",
     "RFC 6877 4.2, RFC 791 3.1",
     [](test::Verdict& v) {
         Xlat net(true);
         const auto customer = net.At("customer");
         const auto endpoint = IcmpEndpoint::Of(customer);
         IcmpEndpoint::Of(net.At("server"));
         Simulator::Schedule(ns3::MilliSeconds(10), [=, &v] {
             const auto to = *IpAddress::Parse(SERVER4);
             const auto echo = IcmpEndpoint::MakeEcho(Family::V4, 7, 1, 1300, PacketIdentity());
             v.True(endpoint->SendUnfragmented(echo, FindRoute(customer, to)->source, to), "sent");
         });
         net.Run();
         const auto pings = net.Frames("internet", protocol::ICMPV4);
         v.Equal(pings.size(), size_t{2}, "request and answer");
         v.True(!pings.empty() && (pings.at(0).bytes.at(6) & 0x40) != 0, "Don't Fragment");
     }},
    {"IPv6 to IPv6 is not translated, IPv6 to IPv4 once, IPv4 to IPv4 twice",
     "RFC 6877 7.2, 4.2, 6877-11, 6877-04",
     [](test::Verdict& v) {
         const auto run = [&v](const std::string& to, uint32_t clats, uint32_t plats) {
             Xlat net(true);
             const auto socket = net.Ask("customer", to, 100, 10);
             net.Run();
             v.Equal(socket->GetRxAvailable(), 100u, to + ": echoed bytes");
             v.Equal(net.clats, 2 * clats, to + ": translations of the CLAT");
             v.Equal(net.plats, 2 * plats, to + ": translations of the PLAT");
         };
         run(SERVER6, 0, 0);
         run("64:ff9b::c000:201", 0, 1);
         run(SERVER4, 1, 1);
     }},
    {"where there is native IPv4 the CLAT is left alone, until that is gone",
     "RFC 6877 1, RFC 8585 3.2",
     [](test::Verdict& v) {
         Xlat net(true);
         net.Link("native", "customer", "server");
         net.Address("customer", "native", "198.51.100.6/24");
         net.Address("server", "native", "198.51.100.1/24");
         net.Route("customer", "0.0.0.0/0", "198.51.100.1", "native");
         const auto native = net.Ask("customer", SERVER4, 100, 10);
         const auto translated = net.Ask("customer", SERVER4, 200, 1000);
         uint32_t before = 99;
         Simulator::Schedule(ns3::MilliSeconds(900), [&net, &before] {
             before = net.clats;
             const auto stack = net.At("customer")->GetObject<ns3::Ipv4>();
             stack->SetDown(static_cast<uint32_t>(
                 stack->GetInterfaceForAddress(ns3::Ipv4Address("198.51.100.6"))));
         });
         net.Run();
         v.Equal(native->GetRxAvailable(), 100u, "echoed natively");
         v.Equal(before, 0u, "translations while there is native IPv4");
         v.Equal(translated->GetRxAvailable(), 200u, "echoed without");
         v.Equal(net.clats, 2u, "translations");
     }},
    {"two hosts with equal ports share the router's own address, which the router still uses",
     "RFC 6877 6.3, RFC 8585 3.2.1, 6877-06, 8585-04",
     [](test::Verdict& v) {
         Xlat net(false);
         const auto one = net.Ask("h1", SERVER4, 100, 10);
         const auto two = net.Ask("h2", SERVER4, 100, 20);
         net.Ping("customer", SERVER6, 56, 30);
         const auto own = net.Ask("customer", "64:ff9b::c000:201", 50, 40);
         net.Run();
         const auto frames = net.Frames("lan", protocol::UDP);
         v.Equal(frames.size(), size_t{4}, "datagrams in the LAN");
         v.Equal(ReadFacts(frames.at(0).bytes.data(), 28)->sourcePort,
                 ReadFacts(frames.at(2).bytes.data(), 28)->sourcePort,
                 "the hosts' ports");
         v.Equal(one->GetRxAvailable(), 100u, "first host");
         v.Equal(two->GetRxAvailable(), 100u, "second host");
         v.Equal(own->GetRxAvailable(), 50u, "the router itself, through the PLAT");
         v.Equal(net.Events("customer"),
                 "send; deliver; send; deliver; ",
                 "the router's own ping and datagram, and their answers");
         v.Equal(net.clat->GetMappings(BibKind::Udp), 2u, "mappings");
     }},
    {"a host in the LAN moves much over TCP, also where the IPv6 link is at its smallest",
     "RFC 6877 7, 6877-14",
     [](test::Verdict& v) {
         for (const uint16_t mtu : {1500, 1280})
         {
             Xlat net(false, PLAT, mtu);
             net.Tcp("h1", SERVER4, "server", 200000);
             net.Run(30);
             v.True(net.tcpClosed, "MTU " + std::to_string(mtu) + ": TCP is through");
             v.Equal(net.payload, 200000u, "bytes");
         }
     }},
    {"without the PLAT's prefix there is no IPv4, and it comes and goes with it",
     "RFC 6877 6.3, RFC 8585 3.2.1, 6877-07, 8585-02",
     [](test::Verdict& v) {
         Xlat net(false, "");
         const auto before = net.Ask("h1", SERVER4, 100, 10);
         const auto found = net.Ask("h1", SERVER4, 100, 500);
         const auto gone = net.Ask("h1", SERVER4, 100, 1500);
         Simulator::Schedule(ns3::MilliSeconds(400), [&net] { net.clat->SetPlatPrefix(Pref64()); });
         Simulator::Schedule(ns3::MilliSeconds(1400),
                             [&net] { net.clat->SetPlatPrefix(std::nullopt); });
         net.Run();
         v.Equal(before->GetRxAvailable(), 0u, "unknown");
         v.Equal(found->GetRxAvailable(), 100u, "found");
         v.Equal(gone->GetRxAvailable(), 0u, "lost again");
         v.True(net.icmp.find("3.0") == 0, "the host is told: " + net.icmp);
     }},
    {"attributes that contradict each other are refused by name",
     "RFC 6877 2, 6.3, 6877-02",
     [](test::Verdict& v) {
         const auto says = [&v](const std::string& complaint, const std::string& word) {
             v.True(complaint.find(word) != std::string::npos, word + ": \"" + complaint + "\"");
         };
         says(Complaint("", "", PLAT), "either");
         says(Complaint("2001:db8:a::/64", "2001:db8::1", PLAT), "either");
         says(Complaint("2001:db8:a::/63", "", PLAT), "/64 or /96");
         says(Complaint("", "2001:db8::/64", PLAT), "SharedAddress");
         says(Complaint("64:ff9b::/96", "", PLAT), "PlatPrefix");
         says(Complaint("2001:db8:a::/64", "", "2001:db8::/63"), "PlatPrefix");
         v.Equal(Complaint("2001:db8:a::/64", "", ""), "", "no PLAT yet");
     }},
};

V6LAB_SUITE("v6lab-translation-clat", ROWS);

} // namespace
