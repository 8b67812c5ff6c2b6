// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_VPN_ROWS_H
#define V6LAB_TEST_VPN_ROWS_H

#include "test/support/table.h"
#include "test/support/vpn-net.h"

#include "ns3/ipv4-l3-protocol.h"
#include "ns3/nstime.h"
#include "ns3/tcp-header.h"
#include "ns3/udp-socket-factory.h"

#include <string>
#include <vector>

/** What rows about VPNs on the nodes of VpnNet say and ask. */
namespace ns3::v6lab::test::vpns
{

using test::Row;
using test::Verdict;
using test::VpnNet;

inline const std::string B4 = "198.51.100.1";
inline const std::string B6 = "2001:db8:2::1";
inline const std::string SERVER4 = "192.0.2.254"; // r
inline const std::string SERVER6 = "2001:db8:1::ff";

inline bool
Has(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

inline std::string
Word(const FlowRecord& record)
{
    return ToWord(record.outcome);
}

/** Datagrams of an application in the VPN to a port of b that never answers, at these times. */
inline void
Ask(VpnNet& net, const std::vector<double>& seconds)
{
    net.Listen("b", 9);
    const auto socket = Socket::CreateSocket(net.At("a"), UdpSocketFactory::GetTypeId());
    socket->BindToNetDevice(net.service->GetDevice());
    socket->Bind();
    for (const double second : seconds)
    {
        Simulator::Schedule(Seconds(second), [socket] {
            socket->SendTo(Create<Packet>(10), 0, InetSocketAddress(Ipv4Address(B4.c_str()), 9));
        });
    }
}

/** A TCP segment of a connection that the service does not know, 1 ms into the run. */
inline void
SendSegment(VpnNet& net, uint8_t flags)
{
    TcpHeader header;
    header.SetFlags(flags);
    header.SetSourcePort(1000);
    header.SetDestinationPort(80);
    header.SetAckNumber(SequenceNumber32(77));
    header.EnableChecksums();
    header.InitializeChecksum(Ipv4Address("10.8.0.2"), Ipv4Address(B4.c_str()), 6);
    const auto packet = Create<Packet>();
    packet->AddHeader(header);
    const auto stack = net.At("a")->GetObject<Ipv4L3Protocol>();
    Simulator::Schedule(MilliSeconds(1), [=] {
        stack->Send(packet, Ipv4Address("10.8.0.2"), Ipv4Address(B4.c_str()), 6, nullptr);
    });
}

} // namespace ns3::v6lab::test::vpns

#endif // V6LAB_TEST_VPN_ROWS_H
