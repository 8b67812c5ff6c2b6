// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/udp-echo-flow.h"

#include "ns3/simulator.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(UdpEchoFlow);

TypeId
UdpEchoFlow::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::UdpEchoFlow")
            .SetParent<FlowApplication>()
            .SetGroupName("V6lab")
            .AddConstructor<UdpEchoFlow>()
            .AddAttribute("Port",
                          "Port to call.",
                          UintegerValue(7),
                          MakeUintegerAccessor(&UdpEchoFlow::SetPort, &UdpEchoFlow::GetPort),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("Size",
                          "Payload bytes of a datagram.",
                          UintegerValue(64),
                          MakeUintegerAccessor(&UdpEchoFlow::m_size),
                          MakeUintegerChecker<uint32_t>());
    return tid;
}

void
UdpEchoFlow::DoDispose()
{
    Close();
    FlowApplication::DoDispose();
}

const char*
UdpEchoFlow::GetProtocolWord() const
{
    return "udp";
}

uint8_t
UdpEchoFlow::GetProtocolNumber() const
{
    return protocol::UDP;
}

bool
UdpEchoFlow::Open(const LocalRoute& route)
{
    m_socket = Socket::CreateSocket(GetNode(), UdpSocketFactory::GetTypeId());
    if (m_bound)
    {
        m_socket->BindToNetDevice(m_bound);
    }
    const int bound = m_remote.address.IsV4() ? m_socket->Bind() : m_socket->Bind6();
    Address local;
    if (bound != 0 || m_socket->GetSockName(local) != 0)
    {
        m_socket = nullptr;
        NoteNoPort("no free port", m_remote.address);
        return false;
    }
    m_localPort = FromSocketAddress(local).port;
    m_socket->SetRecvCallback(MakeCallback(&UdpEchoFlow::OnReceive, this));
    m_socket->SetAttribute("IcmpCallback",
                           CallbackValue(MakeCallback(&UdpEchoFlow::OnIcmp4, this)));
    m_socket->SetAttribute("IcmpCallback6",
                           CallbackValue(MakeCallback(&UdpEchoFlow::OnIcmp6, this)));
    if (m_ledger)
    {
        // For what carries no tag of ours, above all ICMP errors that quote the datagram.
        PacketFacts facts;
        facts.source = route.source;
        facts.destination = m_remote.address;
        facts.sourcePort = m_localPort;
        facts.destinationPort = m_remote.port;
        facts.protocol = protocol::UDP;
        m_ledger->Bind(m_flow, FlowKey::Of(facts), GetNode()->GetId());
    }
    return true;
}

void
UdpEchoFlow::Ask(uint32_t number)
{
    m_sentAt.push_back(Simulator::Now());
    m_answered.push_back(false);
    const LocalRoute* route = Route();
    if (!route || (!m_socket && !Open(*route)))
    {
        NoteLost();
        return;
    }
    const uint8_t mark[4] = {static_cast<uint8_t>(number),
                             static_cast<uint8_t>(number >> 8),
                             static_cast<uint8_t>(number >> 16),
                             static_cast<uint8_t>(number >> 24)};
    const uint32_t size = std::min<uint32_t>(m_size, 65507); // the most a UDP datagram can carry
    const auto packet = Create<Packet>(mark, std::min<uint32_t>(size, sizeof(mark)));
    packet->AddAtEnd(Create<Packet>(size - packet->GetSize()));
    if (m_ledger)
    {
        packet->AddPacketTag(m_ledger->NextIdentity(m_flow));
    }
    NoteSending(m_localPort);
    if (m_socket->SendTo(packet, 0, ToSocketAddress(m_remote)) < 0)
    {
        NoteFailure("network is unreachable");
        NoteLost();
    }
}

void
UdpEchoFlow::OnReceive(Ptr<Socket> socket)
{
    while (const auto packet = socket->Recv())
    {
        uint8_t mark[4] = {0, 0, 0, 0};
        const uint32_t size = packet->CopyData(mark, sizeof(mark));
        Result().receivedBytes += packet->GetSize();
        const uint32_t low = mark[0] | mark[1] << 8 | mark[2] << 16 | uint32_t{mark[3]} << 24;
        const uint32_t mask = size >= 4 ? 0xffffffff : (1u << 8 * size) - 1;
        // A short payload holds only the low bits: the latest datagram with these is meant.
        const uint32_t last = static_cast<uint32_t>(m_sentAt.size()) - 1;
        const uint32_t back = (last - low) & mask;
        if (back <= last)
        {
            OnAnswer(last - back);
        }
    }
}

void
UdpEchoFlow::OnAnswer(uint32_t number)
{
    const Time roundTrip = Simulator::Now() - m_sentAt[number];
    if (!m_answered[number] && roundTrip <= m_timeout)
    {
        m_answered[number] = true;
        NoteAnswer(roundTrip);
    }
}

void
UdpEchoFlow::Close()
{
    if (m_socket)
    {
        // Answers may still be on their way; a closed port would answer them with ICMP errors.
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        m_socket->SetAttribute(
            "IcmpCallback",
            CallbackValue(
                MakeNullCallback<void, Ipv4Address, uint8_t, uint8_t, uint8_t, uint32_t>()));
        m_socket->SetAttribute(
            "IcmpCallback6",
            CallbackValue(
                MakeNullCallback<void, Ipv6Address, uint8_t, uint8_t, uint8_t, uint32_t>()));
        m_socket->ShutdownRecv();
        m_socket = nullptr;
    }
}

} // namespace ns3::v6lab
