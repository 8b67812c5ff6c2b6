// SPDX-License-Identifier: GPL-2.0-only
#include "model/azure/platform-segment.h"

#include "model/core/internet-checksum.h"
#include "model/core/packet-facts.h"

#include "ns3/node.h"

#include <vector>

namespace ns3::v6lab
{

namespace
{

class Writer
{
  public:
    Writer& U8(uint8_t value)
    {
        m_bytes.push_back(value);
        return *this;
    }

    Writer& U16(uint32_t value)
    {
        return U8(static_cast<uint8_t>(value >> 8)).U8(static_cast<uint8_t>(value));
    }

    Writer& U32(uint32_t value)
    {
        return U16(value >> 16).U16(value & 0xffff);
    }

    Writer& Address(const IpAddress& address)
    {
        const uint8_t* bytes = address.GetBytes().data();
        m_bytes.insert(m_bytes.end(), bytes, bytes + address.GetBits() / 8);
        return *this;
    }

    void Patch(size_t at, uint16_t value)
    {
        m_bytes[at] = static_cast<uint8_t>(value >> 8);
        m_bytes[at + 1] = static_cast<uint8_t>(value);
    }

    std::vector<uint8_t>& Get()
    {
        return m_bytes;
    }

  private:
    std::vector<uint8_t> m_bytes;
};

constexpr uint8_t HOP_LIMIT = 128;
constexpr uint32_t WINDOW = 65535;

} // namespace

void
PlatformSegment::Continue(const TcpPlace& own, const TcpPlace& peer)
{
    sequence = own.next;
    acknowledgement = peer.next;
    timestamps = own.timestamp && peer.timestamp
                     ? std::optional(std::pair(*own.timestamp, *peer.timestamp))
                     : std::nullopt;
}

Ptr<Packet>
PlatformSegment::Build() const
{
    const auto length = static_cast<uint32_t>(20 + (timestamps ? 12 : 0) + data.size());
    Writer bytes;
    if (source.IsV4())
    {
        bytes.U8(0x45).U8(0).U16(20 + length).U16(0).U16(0x4000);
        bytes.U8(HOP_LIMIT).U8(protocol::TCP).U16(0);
    }
    else
    {
        bytes.U32(0x60000000).U16(length).U8(protocol::TCP).U8(HOP_LIMIT);
    }
    bytes.Address(source).Address(destination);
    const size_t start = bytes.Get().size();
    bytes.U16(sourcePort).U16(destinationPort).U32(sequence).U32(acknowledgement);
    bytes.U8(timestamps ? 0x80 : 0x50).U8(flags).U16(WINDOW).U16(0).U16(0);
    if (timestamps)
    {
        bytes.U16(0x0101).U8(8).U8(10).U32(timestamps->first).U32(timestamps->second);
    }
    auto& all = bytes.Get();
    all.insert(all.end(), data.begin(), data.end());
    if (Node::ChecksumEnabled())
    {
        if (source.IsV4())
        {
            bytes.Patch(10, InternetChecksum().Add(all.data(), 20).Get());
        }
        bytes.Patch(start + 16,
                    InternetChecksum()
                        .AddPseudoHeader(source, destination, protocol::TCP, length)
                        .Add(all.data() + start, all.size() - start)
                        .Get());
    }
    return Create<Packet>(all.data(), static_cast<uint32_t>(all.size()));
}

} // namespace ns3::v6lab
