// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TCP_TRANSFER_H
#define V6LAB_TCP_TRANSFER_H

#include "model/trace/flow-ledger.h"

#include "ns3/node.h"
#include "ns3/socket.h"

#include <array>
#include <cstdint>
#include <optional>

namespace ns3::v6lab
{

/** What a TcpFlow says first on each connection, so that a TcpResponder needs no configuration. */
struct TransferHeader
{
    static constexpr uint32_t BYTES = 8;

    uint32_t requestBytes{0}; //!< the whole request, this header included
    uint32_t replyBytes{0};

    std::array<uint8_t, BYTES> Encode() const;
    static TransferHeader Decode(const std::array<uint8_t, BYTES>& bytes);
};

/**
 * Measures the bytes of one transfer as they arrive. The clock must start before the first of them
 * was sent, or they would seem to have taken no time.
 */
class TransferMeter
{
  public:
    void Start();
    void Count(FlowRecord& record, uint64_t bytes);

  private:
    std::optional<int64_t> m_latestNs;
};

/**
 * Payload bytes of a segment that fills an IP packet of `mtu` bytes: less the IP and TCP headers
 * and the timestamp option that ns-3's TCP adds to each segment (RFC 7323 3.2) but does not count.
 */
uint32_t SegmentBytes(Family family, uint32_t mtu);

/**
 * Ends a TCP socket without another packet. Its own Close() would send a reset to a peer that
 * never answered, or FINs for minutes to one that went silent.
 */
void Abandon(const Ptr<ns3::Node>& node, const Ptr<Socket>& socket);
/** Ends the socket of a connection that is open, and tells its peer by a reset (RFC 9293 3.10.5).
 */
void Abort(const Ptr<Socket>& socket);

} // namespace ns3::v6lab

#endif // V6LAB_TCP_TRANSFER_H
