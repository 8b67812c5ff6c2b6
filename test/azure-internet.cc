// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/internet-lab.h"
#include "test/support/table.h"

#include "ns3/tcp-socket-factory.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

/** Connects from one node to an address and sends; what the far side got. */
uint32_t
TransferTcp(FabricLab& lab, const std::string& from, const std::string& to, const std::string& at)
{
    using namespace ns3;
    static uint32_t received;
    received = 0;
    auto listener = Socket::CreateSocket(lab.In().nodes.at(to), TcpSocketFactory::GetTypeId());
    listener->Bind(InetSocketAddress(Ipv4Address::GetAny(), 80));
    listener->Listen();
    listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const ns3::Address&>(),
                                Callback<void, Ptr<Socket>, const ns3::Address&>(
                                    [](Ptr<Socket> accepted, const ns3::Address&) {
                                        accepted->SetRecvCallback(
                                            Callback<void, Ptr<Socket>>([](Ptr<Socket> s) {
                                                while (auto packet = s->Recv())
                                                {
                                                    received += packet->GetSize();
                                                }
                                            }));
                                    }));
    auto client = Socket::CreateSocket(lab.In().nodes.at(from), TcpSocketFactory::GetTypeId());
    client->Bind();
    Simulator::Schedule(Seconds(2), [client, at] {
        client->Connect(InetSocketAddress(Ipv4Address(at.c_str()), 80));
        client->Send(Create<Packet>(50000));
        client->Close();
    });
    lab.Run(20);
    return received;
}

Row
Dropped(const std::string& sentence,
        const std::string& clause,
        const std::string& from,
        const std::string& to,
        const std::string& drops)
{
    return {sentence, clause, [=](Verdict& v) {
                FabricLab lab(WithInternet());
                lab.Send(from, to, 7);
                lab.Run();
                v.Equal(lab.drops, drops, "drops");
            }};
}

const std::vector<Row> ROWS{
    {"a user reaches a machine at its public IPv4 address and is answered from it",
     "R20",
     [](Verdict& v) {
         FabricLab lab(WithInternet());
         lab.Echo("web", 7, Family::V4);
         lab.Send("user", "192.0.2.10", 7);
         lab.Run();
         v.Equal(lab.walk,
                 "user/internet 198.51.100.7 > 192.0.2.10 ttl 64\n"
                 "web 198.51.100.7 > 10.1.0.4 ttl 64\n"
                 "web 10.1.0.4 > 198.51.100.7 ttl 64\n"
                 "user/internet 192.0.2.10 > 198.51.100.7 ttl 64\n",
                 "walk");
         v.Equal(lab.translations,
                 "198.51.100.7 > 192.0.2.10 becomes 198.51.100.7 > 10.1.0.4\n"
                 "10.1.0.4 > 198.51.100.7 becomes 192.0.2.10 > 198.51.100.7\n",
                 "translations");
         v.Equal(lab.badChecksums, "", "checksums");
         v.Equal(lab.answers, 1, "answers");
     }},
    {"a user reaches a machine over IPv6 with no translation at all",
     "R20",
     [](Verdict& v) {
         FabricLab lab(WithInternet());
         lab.Echo("web", 7, Family::V6);
         lab.Send("user", "2001:db8:1::4", 7);
         lab.Run();
         v.Equal(lab.answers, 1, "answers");
         v.Equal(lab.translations, "", "translations");
     }},
    {"an IPv6 public address of its own is translated 1:1, errors included",
     "R20, RFC 5508 4.2",
     [](Verdict& v) {
         auto topology = WithInternet();
         topology.publicIPAddresses[1].ipAddress = "2001:db8:f::1";
         FabricLab lab(topology);
         lab.Echo("web", 7, Family::V6);
         lab.Send("user", "2001:db8:f::1", 7);
         lab.Send("user", "2001:db8:f::1", 9, 11, 3); // nobody listens: Port Unreachable
         lab.Run();
         v.Equal(lab.answers, 1, "answers");
         v.Equal(lab.translations,
                 "2001:db8:99::7 > 2001:db8:f::1 becomes 2001:db8:99::7 > 2001:db8:1::4\n"
                 "2001:db8:1::4 > 2001:db8:99::7 becomes 2001:db8:f::1 > 2001:db8:99::7\n"
                 "2001:db8:99::7 > 2001:db8:f::1 becomes 2001:db8:99::7 > 2001:db8:1::4\n"
                 "2001:db8:1::4 > 2001:db8:99::7 becomes 2001:db8:f::1 > 2001:db8:99::7\n",
                 "translations");
         v.Equal(lab.badChecksums, "", "checksums");
     }},
    {"a machine without a public address is answered through a port of the shared one",
     "R20",
     [](Verdict& v) {
         FabricLab lab(WithInternet());
         lab.Echo("user", 7, Family::V4);
         lab.Send("batch", "198.51.100.7", 7);
         lab.Run();
         const auto shared = lab.In().fabric->GetEstate().sharedOutbound->ToString();
         v.True(lab.walk.find("user/internet " + shared + " > 198.51.100.7") != std::string::npos,
                "the user sees the shared address in\n" + lab.walk);
         v.Equal(lab.answers, 1, "answers");
         v.Equal(lab.badChecksums, "", "checksums");
     }},
    {"nobody else gets in through that port",
     "R20",
     [](Verdict& v) {
         FabricLab lab(WithInternet());
         lab.Send("batch", "198.51.100.7", 5000);
         const auto shared = lab.In().fabric->GetEstate().sharedOutbound->ToString();
         lab.Send("other", shared, 1024, 11, 3);
         // The right host, but not from the port that was called.
         auto stranger = ns3::Socket::CreateSocket(lab.In().nodes.at("user"),
                                                   ns3::UdpSocketFactory::GetTypeId());
         ns3::Simulator::Schedule(ns3::Seconds(4), [stranger, shared] {
             stranger->SendTo(ns3::Create<ns3::Packet>(11),
                              0,
                              ns3::InetSocketAddress(ns3::Ipv4Address(shared.c_str()), 1024));
         });
         lab.Run();
         v.Equal(lab.drops,
                 "internet-no-public-mapping near other\ninternet-no-public-mapping near user\n",
                 "drops");
     }},
    {"an ICMP error about a flow finds the machine behind the shared address",
     "RFC 5508 4.2, R20",
     [](Verdict& v) {
         FabricLab lab(WithInternet());
         lab.Send("batch", "198.51.100.7", 9); // nobody listens: Port Unreachable
         lab.Run();
         v.True(lab.walk.find("batch 198.51.100.7 > 10.1.0.5 ttl 64\n") != std::string::npos,
                "the error arrives in\n" + lab.walk);
         v.Equal(lab.badChecksums, "", "checksums");
     }},
    {"an ICMP error that quotes a packet to somebody else does not find it",
     "RFC 5508 4.2, R20",
     [](Verdict& v) {
         FabricLab lab(WithInternet());
         lab.Send("batch", "198.51.100.7", 7); // takes port 1024; "other" never heard of it
         const auto shared = *lab.In().fabric->GetEstate().sharedOutbound;
         const auto other = *IpAddress::Parse("198.51.100.8");
         const auto forged =
             MakePacket(other,
                        shared,
                        protocol::ICMPV4,
                        test::IcmpError(3, MakePacket(shared, other, protocol::UDP, Udp(1024, 7))));
         const auto device = lab.In().devices.at("other/internet");
         ns3::Simulator::Schedule(ns3::Seconds(3), [forged, device] {
             device->Send(ns3::Create<ns3::Packet>(forged.data(), forged.size()),
                          device->GetBroadcast(),
                          0x0800);
         });
         lab.Run();
         v.True(lab.drops.find("internet-no-public-mapping near other") != std::string::npos,
                "drops: " + lab.drops);
         v.Equal(lab.walk.find("batch 198.51.100.8"), std::string::npos, "the machine's walk");
     }},
    {"an ICMP error from a machine leaves from its public address and quotes it",
     "RFC 5508 4.2, R20",
     [](Verdict& v) {
         FabricLab lab(WithInternet());
         lab.Send("user", "192.0.2.10", 9);
         lab.Run();
         v.True(lab.walk.find("user/internet 192.0.2.10 > 198.51.100.7") != std::string::npos,
                "the error arrives in\n" + lab.walk);
         v.Equal(lab.badChecksums, "", "checksums");
         v.Equal(lab.drops, "", "drops");
     }},
    {"fragments follow their first fragment's addresses through a public address",
     "R20, RFC 791 3.2",
     [](Verdict& v) {
         FabricLab lab(WithInternet());
         lab.Echo("web", 7, Family::V4);
         lab.Send("user", "192.0.2.10", 7, 4000);
         lab.Run();
         v.Equal(lab.answeredBytes, 4000u, "bytes that came back");
     }},
    {"the shared address carries no fragments",
     "M2",
     [](Verdict& v) {
         FabricLab lab(WithInternet());
         lab.Send("batch", "198.51.100.7", 7, 1600);
         lab.Run();
         v.Equal(lab.drops,
                 "azure-outbound-unsupported near batch\nazure-outbound-unsupported near batch\n",
                 "drops");
     }},
    {"TCP works through a public address",
     "R20",
     [](Verdict& v) {
         FabricLab lab(WithInternet());
         v.Equal(TransferTcp(lab, "user", "web", "192.0.2.10"), 50000u, "bytes");
         v.Equal(lab.badChecksums, "", "checksums");
     }},
    {"TCP works through a port of the shared address",
     "R20",
     [](Verdict& v) {
         FabricLab lab(WithInternet());
         v.Equal(TransferTcp(lab, "batch", "user", "198.51.100.7"), 50000u, "bytes");
         v.Equal(lab.badChecksums, "", "checksums");
     }},
    {"machines meet at their public addresses, each seeing the other's",
     "R20",
     [](Verdict& v) {
         FabricLab lab(WithInternet());
         lab.Echo("web", 7, Family::V4);
         lab.Send("batch", "192.0.2.10", 7);
         lab.Run();
         v.Equal(lab.answers, 1, "answers");
         v.True(lab.walk.find("web 10.1.0.5") == std::string::npos, "no private source at web");
     }},
    Dropped("a private subnet has no way out",
            "R20",
            "vault",
            "198.51.100.7",
            "azure-no-outbound-method near vault\n"),
    Dropped("IPv6 without a public address has no way out",
            "R20",
            "batch",
            "2001:db8:99::7",
            "azure-no-outbound-method near batch\n"),
    Dropped("an unknown internet host is named as such",
            "",
            "web",
            "203.0.113.200",
            "internet-no-such-host near web\n"),
    Dropped("a private address is not reachable from the internet",
            "RFC 1918 3",
            "user",
            "10.1.0.4",
            "internet-private-address near user\n"),
    {"a crossing of the internet takes its delay",
     "T1",
     [](Verdict& v) {
         FabricLab lab(WithInternet());
         lab.Send("user", "192.0.2.10", 7);
         lab.Run();
         v.True(lab.times.size() > 1 && std::abs(lab.times[1] - 10.000312) < 1e-6, "10 ms");
     }},
};

V6LAB_SUITE("v6lab-azure-internet", ROWS);

} // namespace
