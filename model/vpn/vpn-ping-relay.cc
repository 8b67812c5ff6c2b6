// SPDX-License-Identifier: GPL-2.0-only
#include "model/vpn/vpn-ping-relay.h"

#include "model/routing/packet-bytes.h"

#include "ns3/simulator.h"

namespace ns3::v6lab
{

namespace
{

constexpr size_t ECHO_HEADER = 8;
constexpr uint16_t OTHERS = 0x8000; //!< away from the identifiers that flows of the node prefer

} // namespace

uint16_t
VpnPingRelay::OpenSocket(const LocalRoute&)
{
    const auto endpoint = IcmpEndpoint::Of(m_owner.GetNode());
    const auto wanted = static_cast<uint16_t>(m_key.app.port ^ OTHERS);
    const Ptr<VpnPingRelay> self(this);
    const uint16_t identifier =
        endpoint->RegisterAny(wanted, MakeCallback(&VpnPingRelay::OnNotice, self));
    if (identifier != 0)
    {
        m_endpoint = endpoint;
    }
    return identifier;
}

void
VpnPingRelay::Take(const AppFrame& frame)
{
    Remember(frame);
    m_owner.Touch(m_key, vpn::IdleClass::Icmp);
    const auto bytes = vpn::MakeEchoRequest(m_key.remote.address.GetFamily(),
                                            m_outside.port,
                                            frame.read.echoSequence,
                                            frame.read.payload,
                                            frame.read.payloadSize,
                                            m_owner.HasChecksums());
    const auto message = Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
    if (const auto identity = PacketIdentity::Of(frame.packet); identity.GetFlow() != 0)
    {
        message->AddPacketTag(identity);
    }
    m_endpoint->Send(message, m_key.remote.address);
}

void
VpnPingRelay::OnNotice(const IcmpEndpoint::Notice& notice)
{
    if (m_closed || notice.family != m_key.remote.address.GetFamily())
    {
        return;
    }
    if (notice.error)
    {
        const bool v4 = notice.family == Family::V4;
        const bool tooBig = v4 ? notice.type == 3 && notice.code == 4 : notice.type == 2;
        if (!tooBig)
        {
            m_owner.PassError(m_last, {notice.type, notice.code, 0}, notice.from);
        }
        return;
    }
    const auto bytes = BytesOf(notice.message);
    if (!(notice.from == m_key.remote.address) || bytes.size() < ECHO_HEADER)
    {
        return;
    }
    m_owner.Touch(m_key, vpn::IdleClass::Icmp);
    const vpn::MadeHead head{m_key.remote,
                             m_key.app,
                             m_owner.NextIdentification(),
                             m_owner.HasChecksums()};
    m_owner.WritePacket(vpn::MakeEchoReply(head,
                                           notice.sequence,
                                           bytes.data() + ECHO_HEADER,
                                           bytes.size() - ECHO_HEADER),
                        PacketIdentity::Of(notice.message));
}

vpn::IdleClass
VpnPingRelay::GetIdleClass() const
{
    return vpn::IdleClass::Icmp;
}

void
VpnPingRelay::Close()
{
    m_closed = true;
    if (m_endpoint)
    {
        m_endpoint->Unregister(m_outside.port);
        m_endpoint = nullptr;
    }
}

} // namespace ns3::v6lab
