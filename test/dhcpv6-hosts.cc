// SPDX-License-Identifier: GPL-2.0-only
// Hosts that ask for what their routers do not advertise (RFC 8415, RFC 3646).
#include "model/dhcpv6/dhcpv6-client.h"
#include "model/dhcpv6/dhcpv6-server.h"
#include "model/dns/host-resolver.h"
#include "test/support/advertised-lan.h"
#include "test/support/dhcp-text.h"
#include "test/support/flow-packets.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

#include "ns3/simulator.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Simulator;
using test::data::Addr;

namespace
{

const std::string FIRST = "2001:db8:1::/64";

/** h listens, r advertises with the flags from a second on, r2 may serve. */
class DhcpLan : public AdvertisedLan
{
  public:
    DhcpLan()
    {
        Listen();
        Dhcpv6Client::Of(At("h"));
    }

    void Flags(bool managed, bool other, double second, const std::string& rdnss = "")
    {
        auto settings = Prefixes({FIRST});
        settings.managed = managed;
        settings.other = other;
        settings.maxIntervalSeconds = 4;
        if (!rdnss.empty())
        {
            settings.resolvers.push_back({{Addr(rdnss)}, std::nullopt});
        }
        Advertise("r", settings, second);
    }

    void Serve(const std::string& node, const std::string& resolver)
    {
        InformationSettings settings;
        settings.resolvers = {Addr(resolver)};
        settings.searchDomains = {*DnsName::Parse("lab.example")};
        Dhcpv6Server::Of(At(node))->Serve(Device(node, "lan"), settings);
    }

    std::string Told() const
    {
        const auto told = Dhcpv6Client::Of(At("h"))->GetInformation();
        std::string text = Text(told.resolvers);
        return text + Text(told.searchDomains);
    }

    /** "source#port destination#port type; " of the DHCPv6 messages on the LAN. */
    std::string Messages() const
    {
        std::string text;
        for (const auto& frame : Frames("lan", protocol::UDP))
        {
            const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
            if (facts->destinationPort == 546 || facts->destinationPort == 547)
            {
                text += facts->source.ToString() + "#" + std::to_string(facts->sourcePort) + " " +
                        facts->destination.ToString() + "#" +
                        std::to_string(facts->destinationPort) + " " +
                        std::to_string(frame.bytes[48]) + "; ";
            }
        }
        return text;
    }
};

void
AsksWhenBidden(test::Verdict& v)
{
    DhcpLan net;
    net.Flags(false, true, 0);
    net.Serve("r2", "2001:db8::53");
    net.Run(30);
    v.Equal(net.Told(), "2001:db8::53 lab.example. ", "told");
    const std::string host = net.LinkLocalOf("h");
    v.Equal(net.Messages(),
            host + "#546 ff02::1:2#547 11; " + net.LinkLocalOf("r2") + "#547 " + host + "#546 7; ",
            "messages, one of each in spite of several advertisements");
    v.True(net.advertisements > 3, "which there were");
}

void
AsksByFlag(test::Verdict& v)
{
    const auto messages = [](bool managed, bool other, double second) {
        DhcpLan net;
        net.Flags(false, false, 0);
        if (second > 0)
        {
            net.Flags(managed, other, second);
        }
        net.Serve("r2", "2001:db8::53");
        net.Run(15);
        return net.Messages() == "" ? "none" : net.Told();
    };
    v.Equal(messages(false, false, 0), "none", "no flag");
    v.Equal(messages(true, false, 5), "2001:db8::53 lab.example. ", "M");
    v.Equal(messages(false, true, 5), "2001:db8::53 lab.example. ", "O, later on");
}

void
AsksOnItsOwn(test::Verdict& v)
{
    DhcpLan net;
    Simulator::Schedule(ns3::Seconds(2),
                        [&net]() { Dhcpv6Client::Of(net.At("h"))->Start(net.Device("h", "lan")); });
    net.Serve("r2", "2001:db8::53");
    net.Run(5);
    v.Equal(net.Told(), "2001:db8::53 lab.example. ", "told");
}

void
GoesOnAsking(test::Verdict& v)
{
    DhcpLan net;
    net.Flags(false, true, 0);
    net.Run(20);
    std::vector<double> times;
    for (const auto& frame : net.Frames("lan", protocol::UDP))
    {
        times.push_back(frame.ms / 1000);
    }
    v.Equal(times.size(), 5u, "messages in 20 s");
    v.True(times.at(0) <= 1.01, "the first within a second");
    for (size_t i = 1; i < times.size(); ++i)
    {
        const double wait = times[i] - times[i - 1];
        const double usual = 1 << (i - 1);
        v.True(wait >= usual * 0.7 && wait <= usual * 1.4, "wait " + std::to_string(wait));
    }
    v.Equal(net.Told(), "", "told");
}

/** RFC 8415 16: an Information-request that was not multicast is none. */
void
IgnoresUnicast(test::Verdict& v)
{
    DhcpLan net;
    net.Serve("r2", "2001:db8::53");
    const auto request = [&net](const std::string& to, double ms) {
        Simulator::Schedule(ns3::MilliSeconds(static_cast<uint64_t>(ms)), [&net, to]() {
            Dhcpv6Message message;
            message.type = dhcpv6::INFORMATION_REQUEST;
            message.requested = {dhcpv6::DNS_SERVERS};
            const auto bytes = message.Encode();
            const auto socket =
                ns3::Socket::CreateSocket(net.At("h"),
                                          ns3::TypeId::LookupByName("ns3::UdpSocketFactory"));
            socket->BindToNetDevice(net.Device("h", "lan"));
            socket->Bind(ns3::Inet6SocketAddress(ns3::Ipv6Address::GetAny(), 546));
            socket->SendTo(
                ns3::Create<ns3::Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())),
                0,
                ns3::Inet6SocketAddress(ns3::Ipv6Address(to.c_str()), 547));
            socket->Close();
        });
    };
    request(net.LinkLocalOf("r2"), 1000);
    request("ff02::1:2", 3000);
    net.Run(5);
    const std::string host = net.LinkLocalOf("h");
    const std::string server = net.LinkLocalOf("r2");
    v.Equal(net.Messages(),
            host + "#546 " + server + "#547 11; " + host + "#546 ff02::1:2#547 11; " + server +
                "#547 " + host + "#546 7; ",
            "messages");
}

void
ServesOneLink(test::Verdict& v)
{
    DhcpLan net;
    net.Flags(false, true, 0);
    InformationSettings settings;
    settings.resolvers = {Addr("2001:db8::99")};
    Dhcpv6Server::Of(net.At("r"))->Serve(net.Device("r", "far"), settings);
    net.Run(5);
    v.Equal(net.Told(), "", "a server of another link does not hear");
}

void
ComesBeforeAdvertised(test::Verdict& v)
{
    DhcpLan net;
    net.Flags(false, true, 0, "2001:db8::aa");
    net.Serve("r2", "2001:db8::dd");
    const auto resolver = ns3::CreateObject<HostResolver>();
    StubSettings settings;
    settings.servers = {Addr("2001:db8::cc")};
    resolver->Start(net.At("h"), settings, nullptr);
    net.Run(10);
    std::string order;
    for (const auto& server : resolver->GetServers())
    {
        order += server.ToString() + " ";
    }
    v.Equal(order, "2001:db8::cc 2001:db8::dd 2001:db8::aa ", "configured, DHCPv6, advertised");
    resolver->Dispose();
}

const std::vector<Row> ROWS{
    {"a host that is bidden asks all servers of the link, and is answered, once",
     "RFC 8415 7.1, 7.2, 18.2.6, 18.3.6; RFC 4861 4.2; 6877-09",
     AsksWhenBidden},
    {"the flags of advertisements decide whether a host asks", "RFC 4861 4.2", AsksByFlag},
    {"a host may ask of itself", "RFC 8415 18.2.6", AsksOnItsOwn},
    {"without a server a host goes on asking", "RFC 8415 15, 18.2.6", GoesOnAsking},
    {"a request that was not multicast is not answered", "RFC 8415 16", IgnoresUnicast},
    {"a server serves the links that it is told to", "RFC 8415 18.3", ServesOneLink},
    {"resolvers of DHCPv6 come before those of advertisements",
     "RFC 8106 5.3.1",
     ComesBeforeAdvertised},
};

} // namespace

V6LAB_SUITE("v6lab-dhcpv6-hosts", ROWS);
