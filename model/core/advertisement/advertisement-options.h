// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADVERTISEMENT_OPTIONS_H
#define V6LAB_ADVERTISEMENT_OPTIONS_H

#include "model/core/translation/pref64.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

/**
 * The options of router advertisements as values. Readers get one whole option, type and length
 * included, `size` being a multiple of 8; what they return nothing for is to be ignored.
 */
namespace ns3::v6lab
{

/** Lifetimes of prefixes and resolvers: no end (RFC 4861 4.6.2, RFC 8106 5.1). */
constexpr uint32_t FOREVER = 0xffffffff;

/** The types (RFC 4861 4.6, RFC 8106 5.1, RFC 8781 4). */
namespace option
{
constexpr uint8_t SOURCE_LINK_LAYER = 1;
constexpr uint8_t PREFIX_INFORMATION = 3;
constexpr uint8_t MTU = 5;
constexpr uint8_t RDNSS = 25;
constexpr uint8_t PREF64 = 38;
} // namespace option

/** A prefix of the link (RFC 4861 4.6.2); lifetimes in seconds, defaults of 6.2.1. */
struct PrefixInformation
{
    Prefix prefix;
    bool onLink{true};     //!< L: its addresses are neighbours
    bool autonomous{true}; //!< A: hosts make addresses of it (RFC 4862)
    uint32_t validSeconds{2592000};
    uint32_t preferredSeconds{604800};
};

/** Resolvers (RFC 8106 5.1). */
struct RecursiveDnsServers
{
    std::vector<IpAddress> addresses;
    uint32_t lifetimeSeconds{1800};
};

/** A NAT64's prefix (RFC 8781 4). */
struct Pref64Option
{
    /** The longest lifetime that the option can carry: 13 bits of 8 seconds each (4). */
    static constexpr uint32_t LONGEST = 65528;

    Pref64 prefix;
    uint32_t lifetimeSeconds{1800}; //!< as sent: rounded up to 8 seconds, at most LONGEST
};

void AppendPrefix(std::vector<uint8_t>& message, const PrefixInformation& prefix);
constexpr size_t MOST_RESOLVERS = 127; //!< in one option (RFC 8106 5.1)

/** At most MOST_RESOLVERS addresses. */
void AppendResolvers(std::vector<uint8_t>& message, const RecursiveDnsServers& resolvers);
void AppendPref64(std::vector<uint8_t>& message, const Pref64Option& pref64);
void AppendMtu(std::vector<uint8_t>& message, uint32_t mtu);
/** An address of 1 to 253 bytes; zeros fill it up to a multiple of 8. */
void AppendSourceLinkLayer(std::vector<uint8_t>& message, const std::vector<uint8_t>& address);

std::optional<PrefixInformation> ReadPrefix(const uint8_t* bytes, size_t size);
/** RFC 8106 5.3.1: nothing if the length is not right or an address is not unicast. */
std::optional<RecursiveDnsServers> ReadResolvers(const uint8_t* bytes, size_t size);
/** RFC 8781 4: nothing if the length or the prefix length code is none; RFC 6052 2.2 counts too. */
std::optional<Pref64Option> ReadPref64(const uint8_t* bytes, size_t size);
/** Nothing below IPv6's smallest MTU, 1280 (RFC 4861 6.3.4). */
std::optional<uint32_t> ReadMtu(const uint8_t* bytes, size_t size);

} // namespace ns3::v6lab

#endif // V6LAB_ADVERTISEMENT_OPTIONS_H
