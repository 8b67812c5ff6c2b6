// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/outgoing.h"

#include "model/core/fragment.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** One piece: `start` bytes into the upper layer, as much as its header says. */
void
Write(const Outgoing& packet, const IpHeader& header, uint32_t start, Outcome& outcome)
{
    Emission& emission = outcome.emissions.emplace_back();
    const uint32_t size = header.GetSize();
    const uint32_t front = std::min(std::max(packet.frontSize, start) - start, header.payload);
    emission.family = header.GetFamily();
    emission.origin = packet.handle;
    emission.head.resize(size + front, boost::container::default_init);
    WriteIpHeader(emission.head.data(), header, packet.checksums);
    std::copy_n(packet.front + (front > 0 ? start : 0), front, emission.head.data() + size);
    emission.tail = packet.tail + start + front - packet.frontSize;
    emission.tailLength = header.payload - front;
}

} // namespace

void
Emit(const Outgoing& packet, Outcome& outcome)
{
    outcome.fate = Fate::Translated;
    Write(packet, packet.header, 0, outcome);
}

void
EmitFragments(const Outgoing& packet, uint32_t room, Outcome& outcome)
{
    outcome.fate = Fate::Translated;
    const IpHeader& whole = packet.header;
    for (const auto& piece : CutPayload(whole.payload, room, whole.offset, whole.more))
    {
        IpHeader header = whole;
        header.fragment = true;
        header.payload = piece.length;
        header.offset = piece.offset;
        header.more = piece.more;
        Write(packet, header, piece.start, outcome);
    }
}

Emission
OwnError(const IcmpError& error,
         const PacketIn& in,
         const ParsedPacket& packet,
         const IpAddress& from,
         uint16_t identification,
         bool checksums)
{
    constexpr uint8_t INTERNETWORK_CONTROL = 0xc0; // RFC 1812 4.3.2.5
    constexpr uint8_t TOS_BITS = 0x1e;
    const uint32_t size = std::min(in.available, packet.end);
    const auto message = BuildIcmpError(error, in.bytes, size, from, checksums);
    IpHeader header;
    header.source = from;
    header.destination = packet.source;
    header.hopLimit = 64;
    header.protocol = from.IsV4() ? protocol::ICMPV4 : protocol::ICMPV6;
    header.identification = identification;
    header.payload = static_cast<uint32_t>(message.size());
    header.trafficClass =
        from.IsV4() ? static_cast<uint8_t>(INTERNETWORK_CONTROL | (packet.trafficClass & TOS_BITS))
                    : 0;
    Emission emission;
    emission.family = from.GetFamily();
    emission.kind = EmissionKind::IcmpError;
    emission.origin = in.handle;
    emission.head.resize(header.GetSize() + message.size());
    WriteIpHeader(emission.head.data(), header, checksums);
    std::copy(message.begin(), message.end(), emission.head.begin() + header.GetSize());
    return emission;
}

} // namespace ns3::v6lab
