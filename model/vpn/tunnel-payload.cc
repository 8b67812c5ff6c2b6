// SPDX-License-Identifier: GPL-2.0-only
#include "model/vpn/tunnel-payload.h"

#include "model/routing/packet-bytes.h"
#include "model/trace/packet-identity.h"
#include "model/vpn/vpn-tunnel.h"

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t HOP_LIMIT = 64; // of ns-3's sockets

} // namespace

Ptr<Packet>
TunnelPayload(const Ptr<const Packet>& packet)
{
    const auto identity = PacketIdentity::Of(packet);
    const auto payload = packet->Copy();
    payload->RemoveAllPacketTags();
    if (identity.GetFlow() != 0)
    {
        payload->AddPacketTag(identity);
    }
    return payload;
}

PacketFacts
OuterFacts(uint32_t inner, const Endpoint& from, const Endpoint& to)
{
    PacketFacts facts;
    facts.family = to.address.GetFamily();
    facts.source = from.address;
    facts.destination = to.address;
    facts.sourcePort = from.port;
    facts.destinationPort = to.port;
    facts.protocol = protocol::UDP;
    facts.ttl = HOP_LIMIT;
    facts.length = inner + VpnTunnel::OverheadOf(facts.family);
    return facts;
}

PacketFacts
OuterFacts(uint32_t inner, const Endpoint& from, const Endpoint& to, const ForwardingPlane& plane)
{
    PacketFacts facts = OuterFacts(inner, from, to);
    const auto arrived =
        plane.GetArrival() ? FactsOf(plane.GetArrival()->GetPacket()) : std::nullopt;
    facts.ttl = arrived ? arrived->ttl : facts.ttl;
    return facts;
}

} // namespace ns3::v6lab
