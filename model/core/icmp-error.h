// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ICMP_ERROR_H
#define V6LAB_ICMP_ERROR_H

#include "model/core/packet-facts.h"

#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** Which ICMP error to send; type and code are those of the offending packet's IP version. */
struct IcmpError
{
    uint8_t type{0};
    uint8_t code{0};
    uint32_t parameter{0}; //!< the word behind the checksum: an MTU or a pointer, as laid out there
};

/** The errors that hosts and routers send, in both families. */
namespace icmp
{
IcmpError NoRoute(Family family);              //!< RFC 1812 5.2.7.1, RFC 4443 3.1
IcmpError BeyondScope();                       //!< RFC 4443 3.1; IPv4 has no such error
IcmpError HostUnreachable(Family family);      //!< RFC 1812 5.2.7.1, RFC 4443 3.1
IcmpError PortUnreachable(Family family);      //!< RFC 1122 3.2.2.1, RFC 4443 3.1
IcmpError TimeExceeded(Family family);         //!< RFC 1812 5.3.1, RFC 4443 3.3
IcmpError TooBig(Family family, uint32_t mtu); //!< RFC 1191 4, RFC 4443 3.2

/**
 * Whether limits of the rate of errors count it (RFC 1812 4.3.2.8, RFC 4443 2.4(f)). TooBig() is
 * exempt: without it path-MTU discovery of those who begin together fails. So do Linux's
 * icmpv4_mask_allow() and icmpv6_mask_allow().
 */
bool IsLimited(const IcmpError& error, Family family);
} // namespace icmp

/** How the offending packet came in; what its bytes alone do not tell. */
struct Arrived
{
    bool linkBroadcast{false};     //!< as a link-layer broadcast or multicast
    bool directedBroadcast{false}; //!< its destination is a broadcast address of a connected subnet
    int32_t onInterface{-1};       //!< number on its node, for answers to link-local sources
};

/**
 * Whether an error about this packet may be sent (RFC 1122 3.2.2, RFC 1812 4.3.2.7, RFC 4443
 * 2.4(e)): none about ICMP errors, about fragments other than the first, to many receivers, or to a
 * source that is not one node. `packet` starts with the IP header and need not be complete.
 */
bool MaySendIcmpError(const IcmpError& error,
                      const uint8_t* packet,
                      size_t size,
                      const Arrived& arrived);

/**
 * The ICMP message from its type field on, without IP header, quoting as much of the packet as fits
 * 576 bytes (IPv4, RFC 1812 4.3.2.3) or 1280 bytes (IPv6, RFC 4443 2.4(c)) with the header.
 * `source` is the sender of the error; the receiver is the packet's source. With `checksum` false
 * the checksum stays 0, as ns-3 without ChecksumEnabled has it.
 */
std::vector<uint8_t> BuildIcmpError(const IcmpError& error,
                                    const uint8_t* packet,
                                    size_t size,
                                    const IpAddress& source,
                                    bool checksum);

/** A received error: what it says, and the packet that it quotes. */
struct QuotedError
{
    IcmpError error;
    PacketFacts quoted;
};

/** Reads an ICMP error from its type field on; nothing if it is none or quotes no IP header. */
std::optional<QuotedError> ReadIcmpError(Family family, const uint8_t* message, size_t size);

} // namespace ns3::v6lab

#endif // V6LAB_ICMP_ERROR_H
