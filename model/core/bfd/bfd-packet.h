// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BFD_PACKET_H
#define V6LAB_BFD_PACKET_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace ns3::v6lab::bfd
{

/** RFC 5880 4.1: the values on the wire. */
enum class State : uint8_t
{
    AdminDown = 0,
    Down = 1,
    Init = 2,
    Up = 3,
};

/** Those of RFC 5880 4.1 that are used here. */
enum class Diagnostic : uint8_t
{
    None = 0,
    DetectionTimeExpired = 1,
    NeighborSignaledDown = 3,
    AdministrativelyDown = 7,
};

/** A control packet without authentication (RFC 5880 4.1); intervals in microseconds. */
struct Packet
{
    static constexpr size_t BYTES = 24;

    State state{State::Down};
    Diagnostic diagnostic{Diagnostic::None};
    bool poll{false};
    bool final{false};
    uint8_t multiplier{3};
    uint32_t mine{0}; //!< discriminator of the sender
    uint32_t yours{0};
    uint32_t desiredTxUs{0};
    uint32_t requiredRxUs{0};

    std::array<uint8_t, BYTES> Encode() const;
    /** Nothing for what RFC 5880 6.8.6 bids to discard without a look at the session. */
    static std::optional<Packet> Decode(const uint8_t* bytes, size_t size);
};

} // namespace ns3::v6lab::bfd

#endif // V6LAB_BFD_PACKET_H
