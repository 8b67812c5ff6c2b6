// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCP_MESSAGE_H
#define V6LAB_DHCP_MESSAGE_H

#include "model/core/address.h"
#include "model/core/dns/dns-name.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace ns3::v6lab
{

/** Numbers of DHCP for IPv4 (RFC 2131, RFC 2132, RFC 3397). */
namespace dhcp
{
constexpr uint16_t SERVER_PORT = 67;
constexpr uint16_t CLIENT_PORT = 68;

// Field op (RFC 2131 2).
constexpr uint8_t BOOT_REQUEST = 1;
constexpr uint8_t BOOT_REPLY = 2;

// Message types (RFC 2132 9.6).
constexpr uint8_t ACK = 5;
constexpr uint8_t INFORM = 8;

// Options.
constexpr uint8_t PAD = 0;
constexpr uint8_t DNS_SERVERS = 6;      //!< RFC 2132 3.8
constexpr uint8_t DOMAIN_NAME = 15;     //!< RFC 2132 3.17
constexpr uint8_t LEASE_TIME = 51;      //!< RFC 2132 9.2
constexpr uint8_t OVERLOAD = 52;        //!< RFC 2132 9.3
constexpr uint8_t MESSAGE_TYPE = 53;    //!< RFC 2132 9.6
constexpr uint8_t SERVER_ID = 54;       //!< RFC 2132 9.7
constexpr uint8_t REQUESTED = 55;       //!< RFC 2132 9.8
constexpr uint8_t CLIENT_ID = 61;       //!< RFC 2132 9.14
constexpr uint8_t SEARCH_DOMAINS = 119; //!< RFC 3397 2
constexpr uint8_t END = 255;

constexpr uint8_t ETHERNET = 1; //!< field htype
} // namespace dhcp

/** An option as it stands in a message, without code and length. */
struct DhcpOption
{
    uint8_t code{0};
    std::vector<uint8_t> data;
};

/** Why a whole message cannot be read. */
enum class DhcpFault : uint8_t
{
    TooShort,
    NoCookie,       //!< BOOTP without options, or something else
    HardwareLength, //!< the hardware address is longer than its field
    OptionLength,   //!< an option leads out of its field
};

/** A sentence. */
const char* ToText(DhcpFault fault);

/** A message between client and server as a value (RFC 2131 2). */
struct DhcpMessage
{
    uint8_t op{dhcp::BOOT_REQUEST};
    uint8_t hardwareType{dhcp::ETHERNET};
    uint8_t hops{0};
    uint32_t transaction{0};
    uint16_t seconds{0};                       //!< since the client began
    bool broadcast{false};                     //!< the client cannot take unicast yet
    IpAddress clientAddress{IpAddress::V4(0)}; //!< ciaddr: the one that it has
    IpAddress yourAddress{IpAddress::V4(0)};   //!< yiaddr: the one that it gets
    IpAddress nextServer{IpAddress::V4(0)};    //!< siaddr
    IpAddress relay{IpAddress::V4(0)};         //!< giaddr
    std::vector<uint8_t> hardware;             //!< chaddr, 16 bytes at most
    std::optional<uint8_t> type;               //!< option 53; nothing: BOOTP
    std::optional<IpAddress> serverId;         //!< option 54
    std::vector<uint8_t> requested;            //!< codes of options (55)
    std::vector<uint8_t> clientId;             //!< option 61, type included
    std::vector<IpAddress> resolvers;          //!< option 6
    std::optional<DnsName> domainName;         //!< option 15
    std::vector<DnsName> searchDomains;        //!< option 119
    std::vector<DhcpOption> others;            //!< all that are none of the above

    /** The UDP payload; 300 bytes at least, as BOOTP's (RFC 1542 2.1). */
    std::vector<uint8_t> Encode() const;
    /**
     * Options of the above that are broken are left out; parts of one option are put together (RFC
     * 3396 7), those in the fields sname and file as well (RFC 2132 9.3).
     */
    static std::variant<DhcpMessage, DhcpFault> Decode(const uint8_t* bytes, size_t size);
    /** Whether it has one of the options in `others`. */
    bool HasOther(uint8_t code) const;
};

/** Bytes that an option with these contents takes, in parts of 255 bytes (RFC 3396 5). */
size_t SizeOfDhcpOption(size_t contents);
/** RFC 3397 2: names one behind the other, compressed (RFC 1035 4.1.4). */
std::vector<uint8_t> EncodeSearchDomains(const std::vector<DnsName>& names);
/** The names of a whole option 119; none if it is broken. */
std::vector<DnsName> DecodeSearchDomains(const std::vector<uint8_t>& data);

} // namespace ns3::v6lab

#endif // V6LAB_DHCP_MESSAGE_H
