// SPDX-License-Identifier: GPL-2.0-only
#include "model/vpn/tunnel-payload.h"

#include "model/core/header-check.h"
#include "model/core/internet-checksum.h"
#include "model/routing/packet-bytes.h"
#include "model/trace/packet-identity.h"
#include "model/vpn/vpn-tunnel.h"

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t HOP_LIMIT = 64; // of ns-3's sockets
constexpr size_t MOST_IPV4_HEADER = 60;

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

Reason
FaultOf(const Ptr<const Packet>& packet, bool checksums)
{
    uint8_t head[MOST_IPV4_HEADER];
    const uint32_t size = packet->CopyData(head, sizeof(head));
    const bool v4 = size > 0 && head[0] >> 4 == 4;
    if (v4 ? !IsSoundIpv4(head, size, packet->GetSize())
           : !IsSoundIpv6(head, size, packet->GetSize()))
    {
        return Reason::MalformedHeader;
    }
    const bool wrong =
        v4 && checksums && InternetChecksum().Add(head, 4u * (head[0] & 0x0f)).Get() != 0;
    return wrong ? Reason::BadChecksum : Reason::None;
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
