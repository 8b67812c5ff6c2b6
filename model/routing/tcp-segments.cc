// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/tcp-segments.h"

#include "model/core/internet-checksum.h"
#include "model/core/tcp-resegment.h"
#include "model/routing/forwarding-plane.h"
#include "model/routing/packet-bytes.h"
#include "model/trace/packet-identity.h"
#include "model/trace/raw-header.h"

#include "ns3/node.h"

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t SYN = 0x02;
constexpr uint8_t RST = 0x04;
constexpr uint8_t ACK = 0x10;

/** The flags of a segment that starts `offset` bytes into the packet. */
uint8_t
FlagsOf(const Ptr<const Packet>& packet, uint32_t offset)
{
    uint8_t head[54] = {};
    packet->CopyData(head, offset + 14);
    return head[offset + 13];
}

/** Whether a packet that starts with its IP header is a SYN without ACK: what a listener takes. */
bool
IsTcpSyn(const Ptr<const Packet>& packet)
{
    const auto facts = FactsOf(packet);
    const bool plain = facts && facts->protocol == protocol::TCP && !facts->fragment;
    return plain && (FlagsOf(packet, facts->family == Family::V4 ? 20 : 40) & (SYN | ACK)) == SYN;
}

Ptr<Packet>
MakeSegment(const Ptr<const Packet>& data,
            TcpPiece piece,
            const IpAddress& source,
            const IpAddress& destination)
{
    const auto segment = data->CreateFragment(piece.start, piece.length);
    PacketIdentity identity;
    segment->RemovePacketTag(identity);
    if (Node::ChecksumEnabled())
    {
        const auto bytes = BytesOf(segment);
        const auto length = static_cast<uint32_t>(piece.header.size() + bytes.size());
        const uint16_t checksum = InternetChecksum()
                                      .AddPseudoHeader(source, destination, protocol::TCP, length)
                                      .Add(piece.header.data(), piece.header.size())
                                      .Add(bytes.data(), bytes.size())
                                      .Get();
        piece.header[16] = static_cast<uint8_t>(checksum >> 8);
        piece.header[17] = static_cast<uint8_t>(checksum);
    }
    segment->AddHeader(RawHeader(piece.header));
    return segment;
}

} // namespace

std::vector<Ptr<Packet>>
CutTcp(const Ptr<const Packet>& segment,
       const IpAddress& source,
       const IpAddress& destination,
       uint32_t room)
{
    const auto head = BytesOf(segment, 60);
    const size_t header = head.size() < 20 ? 0 : 4u * (head[12] >> 4);
    std::vector<Ptr<Packet>> segments;
    if (header > head.size())
    {
        return segments;
    }
    const auto data = segment->Copy();
    data->RemoveAtStart(static_cast<uint32_t>(header));
    for (auto& piece : CutTcpSegment(head.data(), header, data->GetSize(), room))
    {
        segments.push_back(MakeSegment(data, std::move(piece), source, destination));
    }
    return segments;
}

void
RefuseIfReset(ForwardingPlane& plane, uint8_t protocol, const Ptr<const Packet>& segment)
{
    Arrival* arrival = plane.GetArrival();
    if (arrival && protocol == protocol::TCP && (FlagsOf(segment, 0) & RST) != 0 &&
        IsTcpSyn(arrival->GetPacket()))
    {
        arrival->Refuse(Reason::NoListener);
    }
}

} // namespace ns3::v6lab
