// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/benchmark-frame.h"

#include "model/core/bytes.h"
#include "model/core/internet-checksum.h"
#include "model/core/packet-facts.h"
#include "model/core/translation/ip-header.h"
#include "model/trace/raw-header.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t MAGIC = 0x76366c62; //!< "v6lb"
constexpr uint32_t UDP_HEADER = 8;
constexpr uint8_t HOP_LIMIT = 64;

std::vector<uint8_t>
Ipv4Head(const BenchmarkTuple& tuple, uint32_t upper)
{
    std::vector<uint8_t> head(20, 0);
    head[0] = 0x45;
    Write16(&head[2], static_cast<uint16_t>(20 + upper));
    head[6] = 0x40; // DF: nothing on the way may cut a frame of a known size
    head[8] = HOP_LIMIT;
    head[9] = protocol::UDP;
    Write32(&head[12], tuple.source.ToV4());
    Write32(&head[16], tuple.destination.ToV4());
    Write16(&head[10], InternetChecksum().Add(head.data(), head.size()).Get());
    return head;
}

std::vector<uint8_t>
Ipv6Head(const BenchmarkTuple& tuple, uint32_t upper)
{
    std::vector<uint8_t> head(40, 0);
    head[0] = 0x60;
    Write16(&head[4], static_cast<uint16_t>(upper));
    head[6] = protocol::UDP;
    head[7] = HOP_LIMIT;
    std::copy_n(tuple.source.GetBytes().begin(), 16, head.begin() + 8);
    std::copy_n(tuple.destination.GetBytes().begin(), 16, head.begin() + 24);
    return head;
}

} // namespace

BenchmarkFrame::BenchmarkFrame(const BenchmarkTuple& tuple, uint32_t payload)
    : m_tuple(tuple),
      m_payload(payload)
{
    const uint32_t upper = UDP_HEADER + payload;
    m_head = tuple.source.IsV4() ? Ipv4Head(tuple, upper) : Ipv6Head(tuple, upper);
    const size_t udp = m_head.size();
    m_head.resize(udp + UDP_HEADER + MARK, 0);
    Write16(&m_head[udp], tuple.sourcePort);
    Write16(&m_head[udp + 2], tuple.destinationPort);
    Write16(&m_head[udp + 4], static_cast<uint16_t>(upper));
    Write32(&m_head[udp + 8], MAGIC);
}

Ptr<Packet>
BenchmarkFrame::Make(const BenchmarkMark& mark) const
{
    std::vector<uint8_t> head = m_head;
    const size_t udp = head.size() - MARK - UDP_HEADER;
    Write32(&head[udp + 12], mark.trial << 8 | mark.stream);
    Write32(&head[udp + 16], static_cast<uint32_t>(mark.sequence >> 32));
    Write32(&head[udp + 20], static_cast<uint32_t>(mark.sequence));
    // The rest of the payload is zeros, which add nothing.
    const uint16_t sum =
        InternetChecksum()
            .AddPseudoHeader(m_tuple.source, m_tuple.destination, 17, UDP_HEADER + m_payload)
            .Add(&head[udp], UDP_HEADER + MARK)
            .Get();
    Write16(&head[udp + 6], sum == 0 ? 0xffff : sum);
    const auto packet = Create<Packet>(m_payload - MARK);
    packet->AddHeader(RawHeader(head));
    return packet;
}

std::optional<std::pair<BenchmarkTuple, BenchmarkMark>>
BenchmarkFrame::Read(const Ptr<const Packet>& packet)
{
    uint8_t head[40 + UDP_HEADER + MARK];
    const uint32_t size = packet->CopyData(head, sizeof(head));
    const auto facts = ReadFacts(head, size);
    if (!facts || facts->protocol != protocol::UDP)
    {
        return std::nullopt;
    }
    const size_t udp = facts->family == Family::V4 ? 20 : 40;
    if (size < udp + UDP_HEADER + MARK || Read32(head + udp + 8) != MAGIC)
    {
        return std::nullopt;
    }
    const uint32_t word = Read32(head + udp + 12);
    const BenchmarkMark mark{word >> 8,
                             static_cast<uint8_t>(word),
                             uint64_t{Read32(head + udp + 16)} << 32 | Read32(head + udp + 20)};
    return std::pair(BenchmarkTuple{facts->source,
                                    facts->destination,
                                    facts->sourcePort,
                                    facts->destinationPort},
                     mark);
}

} // namespace ns3::v6lab
