// SPDX-License-Identifier: GPL-2.0-only
#include "model/vpn/vpn-relay.h"

#include "model/routing/forwarding-plane.h"
#include "model/routing/packet-bytes.h"
#include "model/vpn/vpn-datagram-relay.h"
#include "model/vpn/vpn-ping-relay.h"
#include "model/vpn/vpn-tcp-relay.h"

#include "ns3/callback.h"

namespace ns3::v6lab
{

namespace
{

uint8_t
ProtocolOf(const vpn::SessionKey& key)
{
    switch (key.kind)
    {
    case BibKind::Tcp:
        return protocol::TCP;
    case BibKind::Udp:
        return protocol::UDP;
    default:
        return key.app.address.IsV4() ? protocol::ICMPV4 : protocol::ICMPV6;
    }
}

} // namespace

VpnRelay::VpnRelay(Owner& owner, const vpn::SessionKey& key)
    : m_owner(owner),
      m_key(key)
{
}

VpnRelay::~VpnRelay() = default;

Ptr<VpnRelay>
VpnRelay::Make(Owner& owner, const vpn::SessionKey& key)
{
    switch (key.kind)
    {
    case BibKind::Tcp:
        return Create<VpnTcpRelay>(owner, key);
    case BibKind::Udp:
        return Create<VpnDatagramRelay>(owner, key);
    default:
        return Create<VpnPingRelay>(owner, key);
    }
}

Reason
VpnRelay::Open(const AppFrame& first)
{
    const auto route = FindRoute(m_owner.GetNode(), m_key.remote.address);
    if (!route)
    {
        const bool none = AddressesOf(m_owner.GetNode(), m_key.remote.address.GetFamily()).empty();
        return none ? Reason::NoSourceAddress : Reason::NoRoute;
    }
    Remember(first);
    m_outside = {route->source, OpenSocket(*route)};
    if (m_outside.port == 0)
    {
        return Reason::VpnSessionLimit;
    }
    Bind(PacketIdentity::Of(first.packet));
    return Reason::None;
}

const char*
VpnRelay::GetStateWord() const
{
    return nullptr;
}

Ptr<FlowLedger>
VpnRelay::GetLedger() const
{
    return m_owner.GetNode()->GetObject<ForwardingPlane>()->GetLedger();
}

Endpoint
VpnRelay::Remote() const
{
    return {m_key.remote.address, m_key.remote.port};
}

FlowKey
VpnRelay::OutsideKey() const
{
    PacketFacts facts;
    facts.source = m_outside.address;
    facts.sourcePort = m_outside.port;
    facts.destination = m_key.remote.address;
    facts.destinationPort = m_key.kind == BibKind::Icmp ? m_outside.port : m_key.remote.port;
    facts.protocol = ProtocolOf(m_key);
    return FlowKey::Of(facts);
}

void
VpnRelay::Bind(const PacketIdentity& identity)
{
    const auto ledger = GetLedger();
    if (ledger && identity.GetFlow() != 0)
    {
        ledger->Bind(identity.GetFlow(), OutsideKey(), m_owner.GetNode()->GetId());
    }
}

void
VpnRelay::Remember(const AppFrame& frame)
{
    m_last = frame;
    m_last.read.payload = nullptr; // the bytes that it lies in are only lent
}

void
VpnRelay::OnIcmp4(Ipv4Address from, uint8_t, uint8_t type, uint8_t code, uint32_t info)
{
    const bool tooBig = type == 3 && code == 4; // the service's stack heeds it
    if (!m_closed && !tooBig)
    {
        m_owner.PassError(m_last, {type, code, info}, ToCore(from));
    }
}

void
VpnRelay::OnIcmp6(Ipv6Address from, uint8_t, uint8_t type, uint8_t code, uint32_t info)
{
    if (!m_closed && type != 2)
    {
        m_owner.PassError(m_last, {type, code, info}, ToCore(from));
    }
}

void
VpnRelay::HearErrors(const Ptr<Socket>& socket)
{
    const Ptr<VpnRelay> self(this);
    socket->SetAttribute("IcmpCallback", CallbackValue(MakeCallback(&VpnRelay::OnIcmp4, self)));
    socket->SetAttribute("IcmpCallback6", CallbackValue(MakeCallback(&VpnRelay::OnIcmp6, self)));
}

void
VpnRelay::Deafen(const Ptr<Socket>& socket)
{
    socket->SetAttribute(
        "IcmpCallback",
        CallbackValue(MakeNullCallback<void, Ipv4Address, uint8_t, uint8_t, uint8_t, uint32_t>()));
    socket->SetAttribute(
        "IcmpCallback6",
        CallbackValue(MakeNullCallback<void, Ipv6Address, uint8_t, uint8_t, uint8_t, uint32_t>()));
}

} // namespace ns3::v6lab
