// SPDX-License-Identifier: GPL-2.0-only
#include "model/vpn/vpn-datagram-relay.h"

#include "model/routing/packet-bytes.h"

#include "ns3/udp-socket-factory.h"

namespace ns3::v6lab
{

uint16_t
VpnDatagramRelay::OpenSocket(const LocalRoute& route)
{
    m_socket = Socket::CreateSocket(m_owner.GetNode(), UdpSocketFactory::GetTypeId());
    Address local;
    if ((route.source.IsV4() ? m_socket->Bind() : m_socket->Bind6()) != 0 ||
        m_socket->GetSockName(local) != 0)
    {
        m_socket = nullptr;
        return 0;
    }
    m_socket->SetRecvCallback(MakeCallback(&VpnDatagramRelay::OnReceive, Ptr(this)));
    HearErrors(m_socket);
    return FromSocketAddress(local).port;
}

void
VpnDatagramRelay::Take(const AppFrame& frame)
{
    Remember(frame);
    m_owner.Touch(m_key, vpn::IdleClass::Udp);
    const auto payload =
        Create<Packet>(frame.read.payload, static_cast<uint32_t>(frame.read.payloadSize));
    if (const auto identity = PacketIdentity::Of(frame.packet); identity.GetFlow() != 0)
    {
        payload->AddPacketTag(identity); // the same packet, as far as its walk is concerned
    }
    m_socket->SendTo(payload, 0, ToSocketAddress(Remote()));
}

void
VpnDatagramRelay::OnReceive(Ptr<Socket> socket)
{
    Address from;
    while (const auto packet = socket->RecvFrom(from))
    {
        const Endpoint sender = FromSocketAddress(from);
        if (!(sender.address == m_key.remote.address) || sender.port != m_key.remote.port)
        {
            continue; // a session is between two ends
        }
        m_owner.Touch(m_key, vpn::IdleClass::Udp);
        const auto payload = BytesOf(packet);
        const vpn::MadeHead head{m_key.remote,
                                 m_key.app,
                                 m_owner.NextIdentification(),
                                 m_owner.HasChecksums()};
        m_owner.WritePacket(vpn::MakeUdp(head, payload.data(), payload.size()),
                            PacketIdentity::Of(packet));
    }
}

vpn::IdleClass
VpnDatagramRelay::GetIdleClass() const
{
    return vpn::IdleClass::Udp;
}

void
VpnDatagramRelay::Close()
{
    m_closed = true;
    if (m_socket)
    {
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        Deafen(m_socket);
        m_socket->Close();
        m_socket = nullptr;
    }
}

} // namespace ns3::v6lab
