// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_MESSAGES_H
#define V6LAB_BGP_MESSAGES_H

#include "model/core/address.h"
#include "model/core/bgp/as-path.h"
#include "model/core/bgp/bgp-error.h"

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace ns3::v6lab::bgp
{

/** Values: RFC 4271 4.3 a. */
enum class Origin : uint8_t
{
    Igp = 0,
    Egp = 1,
    Incomplete = 2,
};

/** Who formed an aggregate (RFC 4271 5.1.7). */
struct Aggregator
{
    uint32_t as{0};
    uint32_t address{0}; //!< IPv4, host order

    friend bool operator==(const Aggregator& a, const Aggregator& b)
    {
        return a.as == b.as && a.address == b.address;
    }
};

/** An optional transitive attribute that we do not know: passed on as it came (RFC 4271 5). */
struct OpaqueAttribute
{
    uint8_t type{0};
    Bytes value{};

    friend bool operator==(const OpaqueAttribute& a, const OpaqueAttribute& b)
    {
        return a.type == b.type && a.value == b.value;
    }
};

/** What is said of a route, without its next hop. */
struct PathAttributes
{
    Origin origin{Origin::Igp};
    AsPath asPath{};
    std::optional<uint32_t> med{};
    std::optional<uint32_t> localPref{};
    bool atomicAggregate{false};
    std::optional<Aggregator> aggregator{};
    std::vector<OpaqueAttribute> others{};

    friend bool operator==(const PathAttributes& a, const PathAttributes& b)
    {
        return a.origin == b.origin && a.asPath == b.asPath && a.med == b.med &&
               a.localPref == b.localPref && a.atomicAggregate == b.atomicAggregate &&
               a.aggregator == b.aggregator && a.others == b.others;
    }
};

/** Many routes share one. */
using SharedAttributes = std::shared_ptr<const PathAttributes>;

struct Open
{
    uint32_t as{0};          //!< the whole number: AS_TRANS is put in and taken out by the codec
    uint16_t holdSeconds{0}; //!< 0: neither hold timer nor keepalives
    uint32_t routerId{0};    //!< host order; never 0 (RFC 6286 2.1)
    bool fourOctetAs{true};  //!< the capability of RFC 6793
    /** The unicast families of its multiprotocol capabilities (RFC 4760 8); empty: it has none. */
    std::vector<Family> families{};
};

/** Prefixes of one family that are reached over one next hop. */
struct Announcement
{
    IpAddress nextHop;
    std::vector<Prefix> prefixes{};
};

/** An attribute that was not as it must be, and did not end the session (RFC 7606). */
struct AttributeFault
{
    uint8_t type{0}; //!< 0: the list of them
    Error error{};
    bool discarded{false}; //!< only the attribute; else the routes are taken as withdrawn
};

struct Update
{
    std::vector<Prefix> withdrawn{}; //!< both families
    SharedAttributes attributes{};   //!< null if nothing is announced
    std::vector<Announcement> announcements{};
    std::vector<AttributeFault> faults{};
};

struct Keepalive
{
};

struct Notification
{
    Error error{};
};

using Message = std::variant<Open, Update, Notification, Keepalive>;

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_MESSAGES_H
