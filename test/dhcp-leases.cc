// SPDX-License-Identifier: GPL-2.0-only
// IPv4 addresses by ns-3's DHCP server and client on nodes with v6lab's stack (RFC 2131).
#include "model/dhcp/lease-client.h"
#include "model/dhcp/lease-server.h"
#include "model/routing/ipv4-stack.h"
#include "test/support/interface-outage.h"
#include "test/support/json-data.h"
#include "test/support/small-net.h"
#include "test/support/table.h"

#include "ns3/simulator.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Simulator;
using test::data::Addr;
using test::data::Complaint;

namespace
{

/** h1 and h2 ask r on "lan"; r leads to peer by "out". */
class Leases : public SmallNet
{
  public:
    Leases()
    {
        Router("r");
        Host("h1");
        Host("h2");
        Host("peer");
        Lan("lan", {"r", "h1", "h2"});
        Link("out", "r", "peer");
        Address("r", "lan", "192.168.38.1/24");
        Address("r", "out", "198.51.100.2/24");
        Address("peer", "out", "198.51.100.1/24");
        Route("peer", "0.0.0.0/0", "198.51.100.2", "out");
    }

    void Serve(const std::string& first, const std::string& last, uint32_t seconds = 20)
    {
        LeasePool pool{Addr(first), Addr(last), seconds};
        pool.reservations = reservations;
        ServeLeases(Device("r", "lan"), pool);
    }

    void Reserve(const std::string& host, const std::string& address)
    {
        reservations.emplace_back(Device(host, "lan"), Addr(address));
    }

    void Ask(const std::string& host) const
    {
        LeaseClient::Start(Device(host, "lan"));
    }

    /** "192.168.38.9/24 via 192.168.38.1" of a host now. */
    std::string Now(const std::string& host) const
    {
        const auto stack = At(host)->GetObject<Ipv4Stack>();
        const auto interface =
            static_cast<uint32_t>(stack->GetInterfaceForDevice(Device(host, "lan")));
        std::string text;
        for (uint32_t i = 0; i < stack->GetNAddresses(interface); ++i)
        {
            const auto address = stack->GetAddress(interface, i);
            text += Dotted(address.GetLocal()) + "/" +
                    std::to_string(address.GetMask().GetPrefixLength());
        }
        const auto* route = stack->GetLpm().Lookup(Addr("203.0.113.1").ToV4());
        return text + (route ? " via " + Dotted(ns3::Ipv4Address(route->gateway)) : "");
    }

    void See(const std::string& host, double second, std::string* into)
    {
        Simulator::Schedule(ns3::Seconds(second), [=]() { *into = Now(host); });
    }

    /** "source > destination type; " of the DHCP messages on the LAN. */
    std::string Messages() const
    {
        std::string text;
        for (const auto& frame : Frames("lan", protocol::UDP))
        {
            const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
            text += facts->source.ToString() + " > " + facts->destination.ToString() + " " +
                    std::to_string(TypeOf(frame.bytes)) + "; ";
        }
        return text;
    }

    std::vector<std::pair<ns3::Ptr<ns3::NetDevice>, IpAddress>> reservations;

  private:
    /** Of a DHCP message (RFC 2132 9.6); ns-3 has that option where it likes. */
    static int TypeOf(const std::vector<uint8_t>& bytes)
    {
        size_t at = 28 + 240; // behind IPv4, UDP, BOOTP and the magic cookie
        while (bytes.at(at) != 53)
        {
            at += 2 + bytes.at(at + 1);
        }
        return bytes.at(at + 2);
    }

    static std::string Dotted(const ns3::Ipv4Address& address)
    {
        return IpAddress::V4(address.Get()).ToString();
    }
};

void
Gets(test::Verdict& v)
{
    Leases net;
    net.Serve("192.168.38.100", "192.168.38.110");
    net.Ask("h1");
    net.Ping("h1", "198.51.100.1", 8, 2000);
    std::string before;
    net.See("h1", 0.05, &before);
    net.Run(5);
    v.Equal(before, "0.0.0.0/0", "an offer is no lease, and no route");
    v.Equal(net.Messages(),
            "0.0.0.0 > 255.255.255.255 1; 192.168.38.1 > 255.255.255.255 2; "
            "0.0.0.0 > 255.255.255.255 3; 192.168.38.1 > 255.255.255.255 5; ",
            "Discover, Offer, Request, Ack");
    v.Equal(net.Now("h1"), "192.168.38.100/24 via 192.168.38.1", "address, mask and router");
    v.Equal(net.echoReplies, 1u, "beyond the router");
}

void
AsksOnOneLink(test::Verdict& v)
{
    Leases net;
    net.Link("side", "h1", "peer");
    net.Address("h1", "side", "203.0.113.1/24");
    net.Serve("192.168.38.100", "192.168.38.110");
    net.Ask("h1");
    net.Run(5);
    v.Equal(net.Frames("side", protocol::UDP).size(), size_t{0}, "on another link");
    v.Equal(net.Now("h1").substr(0, 17), "192.168.38.100/24", "leased");
}

void
Reserves(test::Verdict& v)
{
    Leases net;
    net.Reserve("h2", "192.168.38.100");
    net.Serve("192.168.38.100", "192.168.38.110");
    net.Ask("h1");
    net.Ask("h2");
    net.Run(5);
    v.Equal(net.Now("h2"), "192.168.38.100/24 via 192.168.38.1", "its own");
    v.Equal(net.Now("h1"), "192.168.38.101/24 via 192.168.38.1", "the next one of the pool");
}

void
ReservesInTheMiddle(test::Verdict& v)
{
    Leases net;
    net.Reserve("h2", "192.168.38.102");
    net.Serve("192.168.38.100", "192.168.38.110");
    net.Ask("h1");
    net.Ask("h2");
    net.Run(5);
    v.Equal(net.Now("h2"), "192.168.38.102/24 via 192.168.38.1", "its own");
    v.Equal(net.Now("h1"), "192.168.38.103/24 via 192.168.38.1", "of the longest run");
}

void
ReservesAll(test::Verdict& v)
{
    Leases net;
    net.Reserve("h2", "192.168.38.100");
    net.Reserve("h1", "192.168.38.101");
    net.Serve("192.168.38.100", "192.168.38.101");
    net.Ask("h1");
    net.Ask("h2");
    net.Run(5);
    v.Equal(net.Now("h2"), "192.168.38.100/24 via 192.168.38.1", "its own");
    v.Equal(net.Now("h1"), "192.168.38.101/24 via 192.168.38.1", "its own");
}

void
FindsRuns(test::Verdict& v)
{
    const auto run = [](const char* first, const char* last, const std::set<uint32_t>& reserved) {
        const auto found = LongestRun({Addr(first), Addr(last)}, reserved);
        return IpAddress::V4(found.first).ToString() + " " + std::to_string(found.size);
    };
    const uint32_t ten = Addr("10.0.0.10").ToV4();
    v.Equal(run("10.0.0.10", "10.0.0.19", {}), "10.0.0.10 10", "all");
    v.Equal(run("10.0.0.10", "10.0.0.19", {ten}), "10.0.0.11 9", "behind the first");
    v.Equal(run("10.0.0.10", "10.0.0.19", {ten + 9}), "10.0.0.10 9", "before the last");
    v.Equal(run("10.0.0.10", "10.0.0.19", {ten + 2, ten + 7}), "10.0.0.13 4", "in between");
    v.Equal(run("10.0.0.10", "10.0.0.12", {ten + 1}), "10.0.0.10 1", "the first of two as long");
    v.Equal(run("10.0.0.10", "10.0.0.11", {ten, ten + 1}), "10.0.0.10 0", "none");
    v.Equal(run("255.255.255.254", "255.255.255.255", {}), "255.255.255.254 2", "to the very end");
}

void
SaysNothingBefore(test::Verdict& v)
{
    Leases net;
    net.Ask("h1");
    net.Ping("h1", "198.51.100.1", 8, 500);
    net.Run(9.5);
    v.Equal(net.Messages(),
            "0.0.0.0 > 255.255.255.255 1; 0.0.0.0 > 255.255.255.255 1; "
            "0.0.0.0 > 255.255.255.255 1; ",
            "asks again every four seconds");
    v.True(net.Events("h1").find("drop no-route") != std::string::npos, "no way to send the ping");
}

void
Renews(test::Verdict& v)
{
    Leases net;
    net.Serve("192.168.38.100", "192.168.38.110");
    net.Ask("h1");
    net.Run(15);
    const std::string all = net.Messages();
    const std::string renewal =
        "192.168.38.100 > 192.168.38.1 3; 192.168.38.1 > 192.168.38.100 5; ";
    v.Equal(all.substr(all.size() - std::min(all.size(), renewal.size())),
            renewal,
            "after half of the lease, the server alone");
    v.Equal(net.Now("h1"), "192.168.38.100/24 via 192.168.38.1", "stays");
}

void
RunsOut(test::Verdict& v)
{
    Leases net;
    net.Serve("192.168.38.100", "192.168.38.110");
    net.Ask("h1");
    TakeDown(net, "r", "lan", 5);
    std::string last;
    net.See("h1", 19, &last);
    net.Run(22);
    v.Equal(last, "192.168.38.100/24 via 192.168.38.1", "as long as the lease lasts");
    v.Equal(net.Now("h1"), "0.0.0.0/0", "address and route end with it");
}

void
RunsOutLater(test::Verdict& v)
{
    Leases net;
    net.Serve("192.168.38.100", "192.168.38.110");
    net.Ask("h1");
    TakeDown(net, "r", "lan", 15);
    net.Run(60);
    v.Equal(net.Now("h1"), "0.0.0.0/0", "the route that was carried over is gone, too");
}

void
Rebinds(test::Verdict& v)
{
    Leases net;
    net.Serve("192.168.38.100", "192.168.38.110", 40);
    net.Ask("h1");
    TakeDown(net, "r", "lan", 5);
    net.Run(39);
    double last = 0;
    for (const auto& frame : net.Frames("lan", protocol::UDP))
    {
        const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
        const bool rebind = facts->source == Addr("192.168.38.100") &&
                            facts->destination == Addr("255.255.255.255");
        last = rebind && last == 0 ? frame.ms : last;
    }
    v.True(last > 35'000 && last < 36'000, "to everybody, at " + std::to_string(last) + " ms");
}

void
Exhausts(test::Verdict& v)
{
    Leases net;
    net.Serve("192.168.38.1", "192.168.38.2");
    net.Ask("h1");
    net.Ask("h2");
    net.Run(10);
    v.Equal(net.Now("h1"), "192.168.38.2/24 via 192.168.38.1", "not the server's own address");
    v.Equal(net.Now("h2"), "0.0.0.0/0", "none is left");
}

void
LeasesOne(test::Verdict& v)
{
    Leases net;
    net.Serve("192.168.38.100", "192.168.38.100");
    net.Ask("h1");
    Simulator::Schedule(ns3::Seconds(1), [&net]() { net.Ask("h2"); });
    net.Run(40); // beyond a renewal and the end of an offer
    v.Equal(net.Now("h1"), "192.168.38.100/24 via 192.168.38.1", "the one");
    v.Equal(net.Now("h2"), "0.0.0.0/0", "there is no other");
    Leases reserved;
    reserved.Reserve("h2", "192.168.38.100");
    reserved.Serve("192.168.38.100", "192.168.38.100");
    reserved.Ask("h2");
    reserved.Run(5);
    v.Equal(reserved.Now("h2"), "192.168.38.100/24 via 192.168.38.1", "the one is reserved");
}

void
Complains(test::Verdict& v)
{
    Leases net;
    v.Equal(Complaint([&] { net.Serve("192.168.39.1", "192.168.39.9"); }),
            "pool 192.168.39.1 to 192.168.39.9 must be in the subnet of the server's address on "
            "the link",
            "pool");
    for (const auto& [first, last] :
         std::vector<std::pair<std::string, std::string>>{{"192.168.38.250", "192.168.39.9"},
                                                          {"192.168.37.250", "192.168.38.9"}})
    {
        v.Equal(Complaint([&, from = first, to = last] { net.Serve(from, to); }).substr(0, 5),
                "pool ",
                "beyond its subnet: " + first);
    }
    net.Ask("h1");
    v.Equal(Complaint([&] { net.Ask("h1"); }),
            "a host leases an address on one link only",
            "second");
}

const std::vector<Row> ROWS{
    {"a host gets an address, a mask and a default route", "RFC 2131 3.1, 4.4.1", Gets},
    {"a host with two links asks on one", "RFC 2131 4.4.1", AsksOnOneLink},
    {"a reserved address goes to its host, and to no other", "RFC 2131 4.3.1", Reserves},
    {"an address in the middle of the pool is reserved", "RFC 2131 4.3.1", ReservesInTheMiddle},
    {"all addresses of a pool are reserved", "RFC 2131 4.3.1", ReservesAll},
    {"others get the longest run between reserved addresses", "RFC 2131 4.3.1", FindsRuns},
    {"a host without a lease only asks for one",
     "RFC 2131 4.1; RFC 1122 3.2.1.3",
     SaysNothingBefore},
    {"a lease is renewed at its server", "RFC 2131 4.4.5", Renews},
    {"a lease that nobody renews ends", "RFC 2131 4.4.5", RunsOut},
    {"a lease that was renewed ends like another, with its route", "RFC 2131 4.4.5", RunsOutLater},
    {"who hears nothing of its server asks everybody at seven eighths of the lease",
     "RFC 2131 4.4.5",
     Rebinds},
    {"a pool without addresses leases none", "RFC 2131 4.3.1", Exhausts},
    {"a pool of one address leases that one alone", "RFC 2131 4.3.1", LeasesOne},
    {"wrong settings are named", "RFC 2131 4.3.1", Complains},
};

} // namespace

V6LAB_SUITE("v6lab-dhcp-leases", ROWS);
