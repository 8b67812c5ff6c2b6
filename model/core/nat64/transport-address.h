// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSPORT_ADDRESS_H
#define V6LAB_TRANSPORT_ADDRESS_H

#include "model/core/address.h"

#include <cstdint>
#include <optional>

namespace ns3::v6lab
{

/** Which of the three binding tables of RFC 6146 3.1. */
enum class BibKind : uint8_t
{
    Tcp,
    Udp,
    Icmp,
};

constexpr size_t BIB_KINDS = 3;

/** "tcp", "udp", "icmp": the words of the database and the command line. */
const char* ToWord(BibKind kind);
/** "all" for nothing. */
const char* ToWord(const std::optional<BibKind>& kind);

/** An address with a port, or with an ICMP query identifier (RFC 6146 2). */
struct TransportAddress
{
    IpAddress address;
    uint16_t port{0};

    friend bool operator==(const TransportAddress& a, const TransportAddress& b)
    {
        return a.port == b.port && a.address == b.address;
    }
};

} // namespace ns3::v6lab

#endif // V6LAB_TRANSPORT_ADDRESS_H
