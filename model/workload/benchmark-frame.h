// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCHMARK_FRAME_H
#define V6LAB_BENCHMARK_FRAME_H

#include "model/core/address.h"

#include "ns3/packet.h"

#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** Addresses and UDP ports of the frames of one network flow. */
struct BenchmarkTuple
{
    IpAddress source;
    IpAddress destination;
    uint16_t sourcePort{0};
    uint16_t destinationPort{0};

    /** Of the frames that come back. */
    BenchmarkTuple Reversed() const
    {
        return {destination, source, destinationPort, sourcePort};
    }
};

/** What a tester writes behind the UDP header, 16 bytes, and finds there again. */
struct BenchmarkMark
{
    uint32_t trial{0};
    uint8_t stream{0};
    uint64_t sequence{0};
};

/** UDP datagrams of one flow: headers made once, marks and checksums for each. */
class BenchmarkFrame
{
  public:
    static constexpr uint32_t MARK = 16;

    /** `payload`: bytes behind the UDP header, MARK at least. */
    BenchmarkFrame(const BenchmarkTuple& tuple, uint32_t payload);

    /** A packet that starts with its IP header, with right checksums. */
    Ptr<Packet> Make(const BenchmarkMark& mark) const;

    /** A packet of a tester, from its IP header on; nothing for any other. */
    static std::optional<std::pair<BenchmarkTuple, BenchmarkMark>> Read(
        const Ptr<const Packet>& packet);

  private:
    BenchmarkTuple m_tuple;
    uint32_t m_payload;
    std::vector<uint8_t> m_head; //!< IP and UDP headers and an empty mark
};

} // namespace ns3::v6lab

#endif // V6LAB_BENCHMARK_FRAME_H
