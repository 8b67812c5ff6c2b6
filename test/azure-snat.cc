// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/outbound/nat-gateway.h"
#include "model/core/outbound/outbound-rule.h"
#include "model/core/outbound/snat-table.h"
#include "test/support/balancer-lab.h"
#include "test/support/snat-text.h"

#include <random>
#include <set>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::SnatInside;
using azure::SnatMapping;
using azure::SnatTable;
using namespace ns3::v6lab::test::snat;

namespace
{

/** A table whose addresses are a NAT gateway's. */
struct GatewayLab
{
    explicit GatewayLab(size_t v4 = 1, size_t v6 = 0, uint16_t minutes = 4)
        : table(SettingsOf(v4, v6, minutes)),
          ports(azure::EveryPort(v4 + v6))
    {
    }

    /** With so few ports of the first address that they run out. */
    static GatewayLab WithPorts(uint16_t count)
    {
        return GatewayLab({{0, PortSpans({2000, static_cast<uint16_t>(2000 + count - 1)})}});
    }

    explicit GatewayLab(azure::SnatAllotment allotment)
        : table(SettingsOf(1, 0, 4)),
          ports(std::move(allotment))
    {
    }

    static azure::SnatSettings SettingsOf(size_t v4, size_t v6, uint16_t minutes)
    {
        azure::NatGatewaySettings settings;
        settings.sku = azure::NatGatewaySku::StandardV2;
        settings.idleTimeoutInMinutes = minutes;
        for (size_t i = 0; i < v4; ++i)
        {
            settings.publicAddresses.push_back(Address(PUBLIC4).Plus(i));
        }
        for (size_t i = 0; i < v6; ++i)
        {
            settings.publicAddresses.push_back(Address("2001:db8:ffff::1").Plus(i));
        }
        return azure::SnatOf(settings);
    }

    SnatMapping Out(const PacketFacts& packet)
    {
        return table.Outbound(1, packet, ports, nowNs);
    }

    SnatMapping Syn(uint16_t port, const std::string& server = SERVER, uint16_t serverPort = 443)
    {
        return Out(TcpFacts({"10.1.0.4", port, server, serverPort}, flag::SYN));
    }

    SnatMapping Tcp(uint16_t port, uint8_t flags)
    {
        return Out(TcpFacts({"10.1.0.4", port, SERVER, 443}, flags));
    }

    SnatMapping Udp(uint16_t port, const std::string& server = SERVER, uint16_t serverPort = 53)
    {
        return Out(UdpFacts({"10.1.0.4", port, server, serverPort}));
    }

    std::optional<SnatInside> Back(uint16_t port, uint8_t flags, const std::string& server = SERVER)
    {
        return table.Inbound(TcpFacts({server, 443, PUBLIC4, port}, flags), nowNs);
    }

    std::optional<SnatInside> BackUdp(uint16_t port, uint16_t serverPort = 53)
    {
        return table.Inbound(UdpFacts({SERVER, serverPort, PUBLIC4, port}), nowNs);
    }

    /** A connection after its handshake; its public port. */
    uint16_t Connect(uint16_t port)
    {
        const uint16_t outside = Syn(port).port;
        Back(outside, flag::SYN | flag::ACK);
        Tcp(port, flag::ACK);
        return outside;
    }

    SnatTable table;
    azure::SnatAllotment ports;
    int64_t nowNs{0};
};

const std::vector<Row> MAPPING{
    {"a flow keeps its public address and port, and answers find the host",
     "R20",
     [](Verdict& v) {
         GatewayLab lab(4);
         const auto first = lab.Syn(5000);
         v.True(first.port >= 1024, "port");
         lab.table.Inbound(
             TcpFacts({SERVER, 443, first.address.ToString(), first.port}, flag::SYN | flag::ACK),
             0);
         const auto second = lab.Tcp(5000, flag::ACK);
         v.Equal(second.address.ToString(), first.address.ToString(), "address");
         v.Equal(second.port, first.port, "port");
         const auto answer =
             TcpFacts({SERVER, 443, first.address.ToString(), first.port}, flag::ACK);
         v.Equal(ToText(lab.table.Inbound(answer, 0)), "nic 1 10.1.0.4 5000", "answer");
     }},
    {"nobody else on the Internet may answer, and nobody calls in",
     "R20",
     [](Verdict& v) {
         GatewayLab lab;
         const uint16_t port = lab.Syn(5000).port;
         const auto reply = static_cast<uint8_t>(flag::SYN | flag::ACK);
         v.Equal(ToText(lab.Back(port, reply, "198.51.100.8")), "nobody", "another server");
         v.Equal(ToText(lab.BackUdp(port)), "nobody", "another protocol");
         v.Equal(ToText(lab.Back(static_cast<uint16_t>(port ^ 1), flag::SYN)), "nobody", "a call");
         v.Equal(ToText(lab.Back(port, reply)), "nic 1 10.1.0.4 5000", "the server");
     }},
    {"IPv6 leaves from IPv6 addresses, IPv4 from IPv4 addresses",
     "A8, G4",
     [](Verdict& v) {
         GatewayLab lab(1, 1);
         const auto six = TcpFacts({"fd00:1::4", 5000, "2001:db8:99::7", 443}, flag::SYN);
         for (int i = 0; i < 20; ++i)
         {
             v.Equal(ToText(lab.Syn(static_cast<uint16_t>(5000 + i))), PUBLIC4, "IPv4");
         }
         const auto mapping = lab.Out(six);
         v.Equal(ToText(mapping), "2001:db8:ffff::1", "IPv6");
         const Ends back{"2001:db8:99::7", 443, "2001:db8:ffff::1", mapping.port};
         v.Equal(ToText(lab.table.Inbound(TcpFacts(back, flag::SYN | flag::ACK), 0)),
                 "nic 1 fd00:1::4 5000",
                 "IPv6 answer");
         GatewayLab four(1);
         v.Equal(ToText(four.Out(six)), "azure-no-outbound-method", "IPv6 without an address");
     }},
    {"ICMP, other protocols and fragments do not leave",
     "R20, M1",
     [](Verdict& v) {
         GatewayLab lab;
         const std::string word = "azure-outbound-unsupported";
         v.Equal(ToText(lab.Out(Facts({"10.1.0.4", 1, SERVER, 1}, protocol::ICMPV4))),
                 word,
                 "ping");
         auto fragment = UdpFacts({"10.1.0.4", 1, SERVER, 53});
         fragment.fragment = true;
         v.Equal(ToText(lab.Out(fragment)), word, "fragment");
     }},
    {"an ICMP error about a flow finds its host",
     "R20",
     [](Verdict& v) {
         GatewayLab lab;
         const uint16_t port = lab.Syn(5000).port;
         v.Equal(ToText(lab.table.FindBehind(TcpFacts({PUBLIC4, port, SERVER, 443}, 0))),
                 "nic 1 10.1.0.4 5000",
                 "known");
         v.Equal(ToText(lab.table.FindBehind(TcpFacts({PUBLIC4, port, SERVER, 444}, 0))),
                 "nobody",
                 "unknown");
     }},
    {"a flow's second packet makes no second flow",
     "R20",
     [](Verdict& v) {
         GatewayLab lab;
         const uint16_t port = lab.Udp(5000).port;
         v.Equal(lab.Udp(5000).port, port, "port");
         v.Equal(lab.table.GetFlowCount(), 1u, "flows");
     }},
};

const std::vector<Row> SHARING{
    {"when all ports are in use they serve other destinations as well",
     "R20",
     [](Verdict& v) {
         auto lab = GatewayLab::WithPorts(8);
         std::set<uint16_t> ports;
         for (uint16_t i = 0; i < 8; ++i)
         {
             ports.insert(lab.Syn(static_cast<uint16_t>(5000 + i)).port);
         }
         v.Equal(ports.size(), 8u, "ports of one destination");
         v.Equal(ToText(lab.Syn(6000)), EXHAUSTED, "one more to the same destination");
         v.Equal(ToText(lab.Syn(6001, "198.51.100.8")), PUBLIC4, "to another address");
         v.Equal(ToText(lab.Syn(6002, SERVER, 444)), PUBLIC4, "to another port");
         v.Equal(ToText(lab.Udp(6003)), PUBLIC4, "UDP has ports of its own");
         v.Equal(lab.table.GetUsedPorts(protocol::TCP), 8u, "used ports");
         v.Equal(lab.table.GetFailures(), 1u, "failures");
     }},
    {"64,512 connections to one destination fit one address, one more does not",
     "R20",
     [](Verdict& v) {
         GatewayLab lab;
         std::set<uint16_t> ports;
         for (uint32_t i = 0; i < 64512; ++i)
         {
             ports.insert(lab.Syn(static_cast<uint16_t>(1024 + i)).port);
         }
         v.Equal(ports.size(), 64512u, "ports");
         v.Equal(ToText(lab.Syn(1)), EXHAUSTED, "one more");
         v.Equal(ToText(lab.Syn(2, "198.51.100.8")), PUBLIC4, "to another server");
     }},
    {"a crowded destination finds its last free port and a released one",
     "R20",
     [](Verdict& v) {
         GatewayLab lab;
         for (uint32_t i = 0; i < 64512; ++i) // every port has a flow elsewhere
         {
             lab.Syn(static_cast<uint16_t>(1024 + i), "198.51.100.8");
         }
         std::set<uint16_t> ports;
         for (uint32_t i = 0; i < 64512; ++i)
         {
             const auto mapping = lab.Syn(static_cast<uint16_t>(1024 + i));
             v.True(mapping.reason == Reason::None, "found");
             ports.insert(mapping.port);
         }
         v.Equal(ports.size(), 64512u, "ports");
         v.Equal(ToText(lab.Syn(1)), EXHAUSTED, "full");
         const uint16_t port = lab.Tcp(2000, flag::RST).port;
         lab.nowNs = 16 * SECOND;
         v.Equal(lab.Syn(1).port, port, "the released one");
         v.Equal(ToText(lab.Syn(2)), EXHAUSTED, "full again");
     }},
    {"no two flows to one destination ever have the same public port",
     "R20",
     [](Verdict& v) {
         std::mt19937 random(1);
         auto lab = GatewayLab::WithPorts(2000);
         std::map<std::pair<uint16_t, int>, uint16_t> portOf;
         for (int i = 0; i < 30000; ++i)
         {
             lab.nowNs += SECOND / 100;
             const auto inside = static_cast<uint16_t>(1 + random() % 3000);
             const int server = static_cast<int>(random() % 3);
             const auto mapping = lab.Udp(inside, "198.51.100." + std::to_string(10 + server));
             if (mapping.reason != Reason::None)
             {
                 continue;
             }
             const auto [owner, made] = portOf.emplace(std::pair(mapping.port, server), inside);
             v.True(made || owner->second == inside || lab.nowNs >= 240 * SECOND, "port in use");
         }
         v.True(portOf.size() > 5000, "ports were shared");
     }},
};

const std::vector<Row> TIMERS{
    {"an established connection is forgotten after its idle minutes",
     "R20",
     [](Verdict& v) {
         GatewayLab lab(1, 0, 10);
         const uint16_t port = lab.Connect(5000);
         lab.nowNs = 10 * MINUTE - 1;
         v.Equal(ToText(lab.Tcp(5000, flag::ACK)), PUBLIC4, "in time");
         lab.nowNs += 10 * MINUTE;
         v.Equal(ToText(lab.Tcp(5000, flag::ACK)), UNKNOWN, "too late");
         v.Equal(ToText(lab.Back(port, flag::ACK)), "nobody", "answer");
         v.Equal(lab.table.GetFlowCount(), 0u, "flows");
         v.Equal(lab.table.GetUsedPorts(protocol::TCP), 0u, "used ports");
     }},
    {"packets of either side keep a flow",
     "R20",
     [](Verdict& v) {
         GatewayLab lab;
         const uint16_t port = lab.Connect(5000);
         lab.nowNs = 200 * SECOND;
         lab.Back(port, flag::ACK);
         lab.nowNs = 400 * SECOND;
         v.Equal(ToText(lab.Tcp(5000, flag::ACK)), PUBLIC4, "packet");
     }},
    {"a SYN without an answer holds its port for 30 s",
     "R20",
     [](Verdict& v) {
         auto lab = GatewayLab::WithPorts(1);
         lab.Syn(5000);
         lab.nowNs = 30 * SECOND - 1;
         v.Equal(ToText(lab.Syn(5001)), EXHAUSTED, "before");
         lab.nowNs = 30 * SECOND;
         v.Equal(ToText(lab.Syn(5001)), PUBLIC4, "after");
     }},
    {"after both FINs a port rests for 65 s; the last acknowledgement still passes",
     "R20",
     [](Verdict& v) {
         auto lab = GatewayLab::WithPorts(1);
         const uint16_t port = lab.Connect(5000);
         lab.Tcp(5000, flag::FIN | flag::ACK);
         lab.nowNs = SECOND;
         v.Equal(ToText(lab.Back(port, flag::FIN | flag::ACK)), "nic 1 10.1.0.4 5000", "FIN");
         v.Equal(ToText(lab.Tcp(5000, flag::ACK)), PUBLIC4, "last acknowledgement");
         lab.nowNs = 66 * SECOND - 1;
         v.Equal(ToText(lab.Syn(5001)), EXHAUSTED, "before");
         lab.nowNs = 66 * SECOND;
         v.Equal(ToText(lab.Syn(5001)), PUBLIC4, "after");
     }},
    {"after one FIN the connection is half open and stays for its idle time",
     "R20",
     [](Verdict& v) {
         GatewayLab lab;
         const uint16_t port = lab.Connect(5000);
         lab.Tcp(5000, flag::FIN | flag::ACK);
         lab.nowNs = 200 * SECOND;
         v.Equal(ToText(lab.Back(port, flag::ACK)), "nic 1 10.1.0.4 5000", "data");
     }},
    {"after a reset a port rests for 16 s, also if the call was refused",
     "R20",
     [](Verdict& v) {
         auto lab = GatewayLab::WithPorts(1);
         const uint16_t port = lab.Syn(5000).port;
         lab.Back(port, flag::RST | flag::ACK);
         lab.nowNs = 10 * SECOND;
         v.Equal(ToText(lab.Tcp(5000, flag::ACK)), PUBLIC4, "a late segment passes");
         lab.nowNs = 16 * SECOND - 1;
         v.Equal(ToText(lab.Syn(5001)), EXHAUSTED, "before");
         lab.nowNs = 16 * SECOND;
         v.Equal(ToText(lab.Syn(5001)), PUBLIC4, "after");
     }},
    {"a resting port serves another destination, and a host may call anew from its port",
     "R20",
     [](Verdict& v) {
         auto lab = GatewayLab::WithPorts(2);
         const uint16_t port = lab.Connect(5000);
         lab.Tcp(5000, flag::RST);
         const auto again = lab.Syn(5000);
         v.True(again.reason == Reason::None && again.port != port, "another port");
         v.Equal(ToText(lab.Back(again.port, flag::SYN | flag::ACK)),
                 "nic 1 10.1.0.4 5000",
                 "answer to the new one");
         v.Equal(ToText(lab.Back(port, flag::ACK)), "nobody", "answer to the old one");
         v.Equal(ToText(lab.Syn(5001, "198.51.100.8")), PUBLIC4, "another destination");
     }},
    {"UDP: four idle minutes, then the port rests for 65 s",
     "R20",
     [](Verdict& v) {
         auto lab = GatewayLab::WithPorts(1);
         const uint16_t port = lab.Udp(5000).port;
         lab.nowNs = 240 * SECOND - 1;
         v.Equal(ToText(lab.table.FindBehind(UdpFacts({PUBLIC4, port, SERVER, 53}))),
                 "nic 1 10.1.0.4 5000",
                 "in time");
         lab.nowNs = 240 * SECOND;
         v.Equal(ToText(lab.BackUdp(port)), "nobody", "late answer");
         v.Equal(ToText(lab.Udp(5001)), EXHAUSTED, "resting");
         lab.nowNs = 305 * SECOND;
         v.Equal(ToText(lab.Udp(5001)), PUBLIC4, "after 65 s");
     }},
    {"a segment in mid-connection without a flow is refused, so that the sender can be reset",
     "R20",
     [](Verdict& v) {
         GatewayLab lab;
         v.Equal(ToText(lab.Tcp(5000, flag::ACK)), UNKNOWN, "ACK");
         v.Equal(ToText(lab.Tcp(5000, flag::RST)), UNKNOWN, "RST");
         v.Equal(lab.table.GetFlowCount(), 0u, "flows");
     }},
    {"a full table refuses new flows and keeps the old",
     "R20",
     [](Verdict& v) {
         auto settings = GatewayLab::SettingsOf(1, 0, 4);
         settings.flows = 2;
         SnatTable table(settings);
         const auto ports = azure::EveryPort(1);
         const auto ask = [&](uint16_t port) {
             return ToText(table.Outbound(1, UdpFacts({"10.1.0.4", port, SERVER, 53}), ports, 0));
         };
         v.Equal(ask(1) + ask(2), PUBLIC4 + PUBLIC4, "two");
         v.Equal(ask(3), EXHAUSTED, "a third");
         v.Equal(ask(1), PUBLIC4, "the first again");
     }},
};

std::vector<Row>
All()
{
    std::vector<Row> all;
    for (const auto* rows : {&MAPPING, &SHARING, &TIMERS})
    {
        all.insert(all.end(), rows->begin(), rows->end());
    }
    return all;
}

} // namespace

V6LAB_SUITE("v6lab-azure-snat", All());
