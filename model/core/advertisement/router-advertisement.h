// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ROUTER_ADVERTISEMENT_H
#define V6LAB_ROUTER_ADVERTISEMENT_H

#include "model/core/advertisement/advertisement-options.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace ns3::v6lab
{

/** An ICMPv6 message as it came, with what its validity depends on. */
struct RouterMessage
{
    static constexpr uint8_t SOLICITATION = 133;
    static constexpr uint8_t ADVERTISEMENT = 134;

    IpAddress source;
    IpAddress destination;
    uint8_t hopLimit{255};
    const uint8_t* bytes{nullptr}; //!< from the ICMPv6 header on
    size_t size{0};
};

/** Why a whole message is not to be believed (RFC 4861 6.1.1, 6.1.2). */
enum class RouterMessageFault : uint8_t
{
    OtherType,
    HopLimit,
    Checksum,
    Code,
    Source,
    Destination,
    TooShort,
    OptionLength,
    UnspecifiedWithAddress,
};

/** A sentence. */
const char* ToText(RouterMessageFault fault);

/**
 * A router advertisement as a value (RFC 4861 4.2, with the options of RFC 8106 and RFC 8781);
 * times in the units of their names. A source link-layer address is as long as its link's addresses
 * are.
 */
struct RouterAdvertisement
{
    uint8_t hopLimit{64};           //!< for the hosts' packets; 0: unspecified
    bool managed{false};            //!< M: addresses by DHCPv6
    bool other{false};              //!< O: other configuration by DHCPv6
    uint16_t lifetimeSeconds{1800}; //!< as a default router; 0: it is none
    uint32_t reachableMs{0};        //!< 0: unspecified
    uint32_t retransMs{0};          //!< 0: unspecified
    std::vector<uint8_t> sourceLinkLayer;
    std::optional<uint32_t> mtu;
    std::vector<PrefixInformation> prefixes;
    std::vector<RecursiveDnsServers> resolvers;
    std::vector<Pref64Option> pref64s;

    /** The ICMPv6 message with its checksum. */
    std::vector<uint8_t> Encode(const IpAddress& source, const IpAddress& destination) const;
    /** Options that are broken or unknown are left out. */
    static std::variant<RouterAdvertisement, RouterMessageFault> Decode(
        const RouterMessage& message);
};

/** The address that a solicitation came from, if it is a valid one (RFC 4861 6.1.1). */
std::variant<IpAddress, RouterMessageFault> ReadSolicitation(const RouterMessage& message);
/** A router solicitation (RFC 4861 4.1); an address of `source`'s link goes along unless empty. */
std::vector<uint8_t> EncodeSolicitation(const IpAddress& source,
                                        const IpAddress& destination,
                                        const std::vector<uint8_t>& sourceLinkLayer);

} // namespace ns3::v6lab

#endif // V6LAB_ROUTER_ADVERTISEMENT_H
