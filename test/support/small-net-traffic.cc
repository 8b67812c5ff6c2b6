// SPDX-License-Identifier: GPL-2.0-only
// What the nodes of a SmallNet say to each other.
#include "model/core/internet-checksum.h"
#include "model/routing/packet-bytes.h"
#include "test/support/small-net.h"

#include "ns3/boolean.h"
#include "ns3/channel.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/ipv4-raw-socket-factory.h"
#include "ns3/ipv6-raw-socket-factory.h"
#include "ns3/simulator.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab::test
{

namespace
{

ns3::Address
SocketAddress(const std::string& text, uint16_t port)
{
    const auto address = *IpAddress::Parse(text);
    if (address.IsV4())
    {
        return InetSocketAddress(ToNs3V4(address), port);
    }
    return Inet6SocketAddress(ToNs3V6(address), port);
}

bool
IsV4(const std::string& text)
{
    return IpAddress::Parse(text)->IsV4();
}

} // namespace

Socket*
SmallNet::Keep(const Ptr<Socket>& socket)
{
    m_sockets.push_back(socket);
    return PeekPointer(socket);
}

void
SmallNet::Read(Ptr<Socket> socket)
{
    ns3::Address from;
    while (const auto packet = socket->RecvFrom(from))
    {
        ++datagrams;
        payload += packet->GetSize();
        if (m_echo[PeekPointer(socket)])
        {
            packet->RemoveAllPacketTags();
            socket->SendTo(packet, 0, from);
        }
    }
}

void
SmallNet::ReadRaw(Ptr<Socket> socket)
{
    while (const auto packet = socket->Recv()) // raw sockets give the IP header too
    {
        uint8_t head[49]{0xff};
        packet->CopyData(head, sizeof(head));
        const bool firstOf4 = ((head[6] & 0x1f) | head[7]) == 0; // they see fragments as well
        const bool whole6 = head[40] == 129;
        const bool firstOf6 = head[6] == protocol::FRAGMENT && head[42] == 0 && head[43] == 1;
        echoReplies +=
            head[0] >> 4 == 4 ? firstOf4 && head[20] == 0 : whole6 || (firstOf6 && head[48] == 129);
    }
}

void
SmallNet::Listen(const std::string& node, uint16_t port, bool echo, uint32_t buffer)
{
    // One for each family: ns-3's IPv6 sockets answer IPv4 from another port.
    for (const auto* any : {"0.0.0.0", "::"})
    {
        const auto socket = Socket::CreateSocket(At(node), UdpSocketFactory::GetTypeId());
        socket->Bind(SocketAddress(any, port));
        m_echo[Keep(socket)] = echo;
        if (buffer == 0)
        {
            socket->SetRecvCallback(MakeCallback(&SmallNet::Read, this));
            continue;
        }
        socket->SetAttribute("RcvBufSize", UintegerValue(buffer));
    }
}

Ptr<Socket>
SmallNet::Udp(const std::string& node,
              const std::string& to,
              uint16_t port,
              uint32_t size,
              double ms,
              const std::string& from)
{
    const auto socket = Socket::CreateSocket(At(node), UdpSocketFactory::GetTypeId());
    Keep(socket);
    const std::string any = IsV4(to) ? "0.0.0.0" : "::";
    socket->Bind(SocketAddress(from.empty() ? any : from, 0));
    socket->SetAttribute(
        "IcmpCallback",
        CallbackValue(Callback<void, Ipv4Address, uint8_t, uint8_t, uint8_t, uint32_t>(
            [this](Ipv4Address, uint8_t, uint8_t type, uint8_t code, uint32_t info) {
                icmp += std::to_string(type) + "." + std::to_string(code) + " " +
                        std::to_string(info) + "; ";
            })));
    socket->SetAttribute(
        "IcmpCallback6",
        CallbackValue(Callback<void, Ipv6Address, uint8_t, uint8_t, uint8_t, uint32_t>(
            [this](Ipv6Address, uint8_t, uint8_t type, uint8_t code, uint32_t info) {
                icmp += std::to_string(type) + "." + std::to_string(code) + " " +
                        std::to_string(info) + "; ";
            })));
    socket->SetRecvCallback(MakeCallback(&SmallNet::Read, this));
    Simulator::Schedule(MicroSeconds(static_cast<int64_t>(ms * 1000)), [=]() {
        socket->SendTo(Create<Packet>(size), 0, SocketAddress(to, port));
    });
    return socket;
}

void
SmallNet::Ping(const std::string& node,
               const std::string& to,
               uint32_t size,
               double ms,
               bool dontFragment,
               uint8_t ttl)
{
    const bool v4 = IsV4(to);
    const auto socket = Socket::CreateSocket(At(node),
                                             v4 ? Ipv4RawSocketFactory::GetTypeId()
                                                : Ipv6RawSocketFactory::GetTypeId());
    socket->SetAttribute("Protocol", UintegerValue(v4 ? 1 : 58));
    socket->SetRecvCallback(MakeCallback(&SmallNet::ReadRaw, this));
    if (ttl > 0)
    {
        v4 ? socket->SetIpTtl(ttl) : socket->SetIpv6HopLimit(ttl);
    }
    Keep(socket);
    std::vector<uint8_t> message(8 + size, 0);
    message[0] = v4 ? 8 : 128;
    message[5] = message[7] = 1;
    const uint16_t sum = InternetChecksum().Add(message.data(), message.size()).Get();
    message[2] = static_cast<uint8_t>(v4 ? sum >> 8 : 0); // ns-3 computes that of ICMPv6
    message[3] = static_cast<uint8_t>(v4 ? sum : 0);
    Simulator::Schedule(MicroSeconds(static_cast<int64_t>(ms * 1000)), [=]() {
        const auto packet = Create<Packet>(message.data(), static_cast<uint32_t>(message.size()));
        if (dontFragment)
        {
            SocketSetDontFragmentTag tag;
            tag.Enable();
            packet->AddPacketTag(tag);
        }
        socket->SendTo(packet, 0, SocketAddress(to, 0));
    });
}

/** Reads what comes to port 80, over either IP version. */
void
SmallNet::Accept(const std::string& receiver, uint32_t bytes)
{
    const auto read = [this, bytes](Ptr<Socket> socket) {
        while (const auto packet = socket->Recv())
        {
            payload += packet->GetSize();
            tcpClosed = payload == bytes;
        }
    };
    for (const auto* any : {"0.0.0.0", "::"})
    {
        const auto listener = Socket::CreateSocket(At(receiver), TcpSocketFactory::GetTypeId());
        Keep(listener);
        listener->Bind(SocketAddress(any, 80));
        listener->Listen();
        listener->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const ns3::Address&>(),
                                    Callback<void, Ptr<Socket>, const ns3::Address&>(
                                        [read](Ptr<Socket> socket, const ns3::Address&) {
                                            socket->SetRecvCallback(
                                                Callback<void, Ptr<Socket>>(read));
                                        }));
    }
}

void
SmallNet::Tcp(const std::string& node,
              const std::string& to,
              const std::string& receiver,
              uint32_t bytes)
{
    Accept(receiver, bytes);
    const auto socket = Socket::CreateSocket(At(node), TcpSocketFactory::GetTypeId());
    Keep(socket);
    socket->SetAttribute("SegmentSize", UintegerValue(IsV4(to) ? 1460 : 1440));
    m_toSend = bytes;
    const auto fill = [this](Ptr<Socket> s, uint32_t) {
        while (m_toSend > 0)
        {
            const int sent = s->Send(Create<Packet>(std::min(m_toSend, s->GetTxAvailable())));
            if (sent <= 0)
            {
                return;
            }
            m_toSend -= static_cast<uint32_t>(sent);
        }
        s->Close();
    };
    socket->SetSendCallback(Callback<void, Ptr<Socket>, uint32_t>(fill));
    socket->SetConnectCallback(Callback<void, Ptr<Socket>>([fill](Ptr<Socket> s) { fill(s, 0); }),
                               MakeNullCallback<void, Ptr<Socket>>());
    Simulator::Schedule(MilliSeconds(1), [=]() { socket->Connect(SocketAddress(to, 80)); });
}

void
SmallNet::Inject(const std::string& node,
                 const std::string& link,
                 const std::vector<uint8_t>& packet,
                 double ms)
{
    const auto device = Device(node, link);
    const auto peer = device->GetChannel()->GetDevice(0) == device
                          ? device->GetChannel()->GetDevice(1)
                          : device->GetChannel()->GetDevice(0);
    const uint16_t protocol = !packet.empty() && packet[0] >> 4 == 6 ? 0x86dd : 0x0800;
    Simulator::Schedule(MicroSeconds(static_cast<int64_t>(ms * 1000)), [=]() {
        peer->Send(Create<Packet>(packet.data(), static_cast<uint32_t>(packet.size())),
                   device->GetAddress(),
                   protocol);
    });
}

} // namespace ns3::v6lab::test
