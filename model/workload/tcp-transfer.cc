// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/tcp-transfer.h"

#include "ns3/simulator.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/tcp-socket-base.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** What ns-3's sockets keep to themselves: their endpoints, and how they break off. */
struct Endpoints : public TcpSocketBase
{
    static void Reset(TcpSocketBase& socket)
    {
        (socket.*&Endpoints::SendRST)();
    }

    static Ipv4EndPoint* V4(TcpSocketBase& socket)
    {
        return socket.*&Endpoints::m_endPoint;
    }

    static Ipv6EndPoint* V6(TcpSocketBase& socket)
    {
        return socket.*&Endpoints::m_endPoint6;
    }
};

} // namespace

void
TransferMeter::Start()
{
    m_latestNs = Simulator::Now().GetNanoSeconds();
}

void
TransferMeter::Count(FlowRecord& record, uint64_t bytes)
{
    const int64_t now = Simulator::Now().GetNanoSeconds();
    record.receivedBytes += bytes;
    if (m_latestNs)
    {
        record.measuredBytes += bytes;
        record.measuredNs += now - *m_latestNs;
    }
    m_latestNs = now;
}

uint32_t
SegmentBytes(Family family, uint32_t mtu)
{
    // Every link carries 576 bytes of IPv4 (RFC 879 3) and 1280 of IPv6 (RFC 8200 5).
    return family == Family::V4 ? std::max(mtu, 576u) - 52 : std::max(mtu, 1280u) - 72;
}

std::array<uint8_t, TransferHeader::BYTES>
TransferHeader::Encode() const
{
    std::array<uint8_t, BYTES> bytes;
    for (uint32_t i = 0; i < 4; ++i)
    {
        bytes[i] = static_cast<uint8_t>(requestBytes >> (24 - 8 * i));
        bytes[4 + i] = static_cast<uint8_t>(replyBytes >> (24 - 8 * i));
    }
    return bytes;
}

TransferHeader
TransferHeader::Decode(const std::array<uint8_t, BYTES>& bytes)
{
    TransferHeader header;
    for (uint32_t i = 0; i < 4; ++i)
    {
        header.requestBytes = header.requestBytes << 8 | bytes[i];
        header.replyBytes = header.replyBytes << 8 | bytes[4 + i];
    }
    return header;
}

void
Abandon(const Ptr<ns3::Node>& node, const Ptr<Socket>& socket)
{
    const auto tcp = node->GetObject<TcpL4Protocol>();
    const auto base = DynamicCast<TcpSocketBase>(socket);
    if (Ipv4EndPoint* v4 = tcp && base ? Endpoints::V4(*base) : nullptr)
    {
        tcp->DeAllocate(v4); // which makes the socket cancel its timers
    }
    else if (Ipv6EndPoint* v6 = tcp && base ? Endpoints::V6(*base) : nullptr)
    {
        tcp->DeAllocate(v6);
    }
}

void
Abort(const Ptr<Socket>& socket)
{
    if (const auto base = DynamicCast<TcpSocketBase>(socket))
    {
        Endpoints::Reset(*base);
    }
}

} // namespace ns3::v6lab
