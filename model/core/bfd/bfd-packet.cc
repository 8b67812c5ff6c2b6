// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bfd/bfd-packet.h"

namespace ns3::v6lab::bfd
{

namespace
{

constexpr uint8_t VERSION = 1;
constexpr uint8_t POLL = 0x20;
constexpr uint8_t FINAL = 0x10;
constexpr uint8_t AUTHENTICATED = 0x04;
constexpr uint8_t MULTIPOINT = 0x01;

void
Put32(uint8_t* at, uint32_t value)
{
    for (int i = 0; i < 4; ++i)
    {
        at[i] = static_cast<uint8_t>(value >> (24 - 8 * i));
    }
}

uint32_t
Get32(const uint8_t* at)
{
    return uint32_t{at[0]} << 24 | uint32_t{at[1]} << 16 | uint32_t{at[2]} << 8 | at[3];
}

} // namespace

std::array<uint8_t, Packet::BYTES>
Packet::Encode() const
{
    std::array<uint8_t, BYTES> bytes{};
    bytes[0] = static_cast<uint8_t>(VERSION << 5 | static_cast<uint8_t>(diagnostic));
    bytes[1] = static_cast<uint8_t>(static_cast<uint8_t>(state) << 6 | (poll ? POLL : 0) |
                                    (final ? FINAL : 0));
    bytes[2] = multiplier;
    bytes[3] = BYTES;
    Put32(&bytes[4], mine);
    Put32(&bytes[8], yours);
    Put32(&bytes[12], desiredTxUs);
    Put32(&bytes[16], requiredRxUs);
    return bytes; // no echo function: its interval stays 0
}

std::optional<Packet>
Packet::Decode(const uint8_t* bytes, size_t size)
{
    if (size < BYTES || bytes[0] >> 5 != VERSION || bytes[3] < BYTES || bytes[3] > size ||
        bytes[2] == 0 || (bytes[1] & (MULTIPOINT | AUTHENTICATED)) != 0 || Get32(bytes + 4) == 0)
    {
        return std::nullopt;
    }
    Packet packet;
    packet.state = static_cast<State>(bytes[1] >> 6);
    packet.diagnostic = static_cast<Diagnostic>(bytes[0] & 0x1f);
    packet.poll = (bytes[1] & POLL) != 0;
    packet.final = (bytes[1] & FINAL) != 0;
    packet.multiplier = bytes[2];
    packet.mine = Get32(bytes + 4);
    packet.yours = Get32(bytes + 8);
    packet.desiredTxUs = Get32(bytes + 12);
    packet.requiredRxUs = Get32(bytes + 16);
    const bool mayLackYours = packet.state == State::Down || packet.state == State::AdminDown;
    if (packet.yours == 0 && !mayLackYours)
    {
        return std::nullopt;
    }
    return packet;
}

} // namespace ns3::v6lab::bfd
