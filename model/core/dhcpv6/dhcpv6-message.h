// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCPV6_MESSAGE_H
#define V6LAB_DHCPV6_MESSAGE_H

#include "model/core/address.h"
#include "model/core/dhcpv6/prefix-association.h"
#include "model/core/dns/dns-name.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace ns3::v6lab
{

/** Numbers of DHCPv6 (RFC 8415 7, RFC 3646). */
namespace dhcpv6
{
constexpr uint16_t CLIENT_PORT = 546;
constexpr uint16_t SERVER_PORT = 547;

// Message types (7.3).
constexpr uint8_t SOLICIT = 1;
constexpr uint8_t ADVERTISE = 2;
constexpr uint8_t REQUEST = 3;
constexpr uint8_t RENEW = 5;
constexpr uint8_t REBIND = 6;
constexpr uint8_t REPLY = 7;
constexpr uint8_t RELEASE = 8;
constexpr uint8_t INFORMATION_REQUEST = 11;

// Options (21).
constexpr uint16_t CLIENT_ID = 1;
constexpr uint16_t SERVER_ID = 2;
constexpr uint16_t IA_NA = 3;
constexpr uint16_t IA_TA = 4;
constexpr uint16_t REQUESTED = 6;
constexpr uint16_t PREFERENCE = 7;
constexpr uint16_t ELAPSED_TIME = 8;
constexpr uint16_t RAPID_COMMIT = 14;
constexpr uint16_t DNS_SERVERS = 23;
constexpr uint16_t DOMAIN_LIST = 24;
constexpr uint16_t REFRESH_TIME = 32;
constexpr uint16_t SOL_MAX_RT = 82;
constexpr uint16_t INF_MAX_RT = 83;
} // namespace dhcpv6

/** ff02::1:2, all relay agents and servers of a link (7.1). */
const IpAddress& AllDhcpv6Servers();

/** A DHCP unique identifier (11), type included; empty: none. */
using Duid = std::vector<uint8_t>;
/** DUID-LL of an Ethernet address (11.4). */
Duid MakeDuid(const std::vector<uint8_t>& mac);

/** An option as it stands in a message, without code and length. */
struct Dhcpv6Option
{
    uint16_t code{0};
    std::vector<uint8_t> data;
};

/** Why a whole message cannot be read. */
enum class Dhcpv6Fault : uint8_t
{
    TooShort,
    OptionLength, //!< an option leads out of the message
};

/** A sentence. */
const char* ToText(Dhcpv6Fault fault);

/** A message between client and server as a value (RFC 8415 8). */
struct Dhcpv6Message
{
    uint8_t type{0};
    uint32_t transaction{0}; //!< 24 bits
    Duid clientId;
    Duid serverId;
    std::optional<uint16_t> elapsed;    //!< hundredths of a second since the client began (21.9)
    std::vector<uint16_t> requested;    //!< codes of options (21.7)
    std::vector<IpAddress> resolvers;   //!< RFC 3646 3
    std::vector<DnsName> searchDomains; //!< RFC 3646 4
    std::optional<uint32_t> refreshSeconds;      //!< 21.23
    std::optional<uint32_t> infMaxRt;            //!< seconds (21.25)
    std::optional<uint32_t> solMaxRt;            //!< seconds (21.24)
    std::optional<uint8_t> preference;           //!< of a server (21.8)
    bool rapidCommit{false};                     //!< two messages instead of four (21.14)
    std::optional<Dhcpv6Status> status;          //!< of the whole message
    std::vector<PrefixAssociation> associations; //!< IA_PD (21.21), those that are not broken
    std::vector<Dhcpv6Option> others; //!< all that are none of the above, IA_NA for example

    /** The UDP payload. */
    std::vector<uint8_t> Encode() const;
    /** Options of the above that are broken are left out; of those that come twice, the first. */
    static std::variant<Dhcpv6Message, Dhcpv6Fault> Decode(const uint8_t* bytes, size_t size);
    /** Whether it has one of the options in `others`. */
    bool HasOther(uint16_t code) const;
};

} // namespace ns3::v6lab

#endif // V6LAB_DHCPV6_MESSAGE_H
