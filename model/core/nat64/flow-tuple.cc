// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/flow-tuple.h"

#include "model/core/bytes.h"
#include "model/core/packet-facts.h"
#include "model/core/translation/icmp-map.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t ICMP_HEADER = 8;
/** Enough for any quoted header chain that a NAT64 answers for. */
constexpr uint32_t QUOTED_AT_MOST = 1280;

uint32_t
HeaderLength(BibKind kind)
{
    return kind == BibKind::Tcp ? 20 : 8;
}

TupleResult
Fail(Reason reason)
{
    TupleResult result;
    result.reason = reason;
    return result;
}

/** The ports of TCP and UDP, the identifier of an ICMP query. */
void
FillPorts(FlowTuple& tuple, const uint8_t* upper)
{
    if (tuple.kind == BibKind::Icmp)
    {
        tuple.source.port = tuple.destination.port = Read16(upper + 4);
        return;
    }
    tuple.source.port = Read16(upper);
    tuple.destination.port = Read16(upper + 2);
}

/** The tuple of an ICMP error: that of the quoted packet, the other way round. */
TupleResult
ReadQuotedTuple(Family family, const uint8_t* quote, uint32_t size)
{
    const auto parsed = ParseQuoted(family, quote, size);
    if (!parsed.packet || !parsed.packet->IsFirstFragment())
    {
        return Fail(Reason::QuotedPacketTooShort);
    }
    const ParsedPacket& quoted = *parsed.packet;
    const auto kind = ToBibKind(family, quoted.protocol);
    if (!kind)
    {
        return Fail(Reason::UnsupportedTransport);
    }
    if (quoted.upper + 8 > size) // RFC 792 quotes 8 bytes at least
    {
        return Fail(Reason::QuotedPacketTooShort);
    }
    const uint8_t* upper = quote + quoted.upper;
    if (*kind == BibKind::Icmp && icmp_map::IsError(family, upper[0]))
    {
        return Fail(Reason::IcmpErrorAboutError);
    }
    FlowTuple tuple;
    tuple.kind = *kind;
    tuple.source.address = quoted.source;
    tuple.destination.address = quoted.destination;
    tuple.isError = true;
    FillPorts(tuple, upper);
    std::swap(tuple.source, tuple.destination);
    TupleResult result;
    result.tuple = tuple;
    return result;
}

} // namespace

std::optional<BibKind>
ToBibKind(Family family, uint8_t protocol)
{
    if (protocol == protocol::TCP)
    {
        return BibKind::Tcp;
    }
    if (protocol == protocol::UDP)
    {
        return BibKind::Udp;
    }
    if (protocol == (family == Family::V4 ? protocol::ICMPV4 : protocol::ICMPV6))
    {
        return BibKind::Icmp;
    }
    return std::nullopt;
}

TupleResult
ReadTuple(const PacketIn& in, const ParsedPacket& packet)
{
    const Family family = packet.GetFamily();
    const auto kind = ToBibKind(family, packet.protocol);
    if (!kind)
    {
        return Fail(Reason::UnsupportedTransport);
    }
    if (packet.GetUpperLength() < HeaderLength(*kind))
    {
        return Fail(packet.isFragment ? Reason::TinyFragment : Reason::MalformedHeader);
    }
    TupleResult result;
    if (in.available < packet.upper + HeaderLength(*kind))
    {
        result.needed = packet.upper + HeaderLength(*kind);
        return result;
    }
    const uint8_t* upper = in.bytes + packet.upper;
    if (*kind == BibKind::Icmp && icmp_map::IsError(family, upper[0]))
    {
        const uint32_t quote = packet.upper + ICMP_HEADER;
        const uint32_t end = std::min(packet.end, quote + QUOTED_AT_MOST);
        if (in.available < end)
        {
            result.needed = end;
            return result;
        }
        return ReadQuotedTuple(family, in.bytes + quote, end - quote);
    }
    FlowTuple& tuple = result.tuple.emplace();
    tuple.kind = *kind;
    tuple.source.address = packet.source;
    tuple.destination.address = packet.destination;
    FillPorts(tuple, upper);
    tuple.tcpFlags = *kind == BibKind::Tcp ? upper[13] : uint8_t{0};
    return result;
}

} // namespace ns3::v6lab
