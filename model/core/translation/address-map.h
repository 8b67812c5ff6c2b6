// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADDRESS_MAP_H
#define V6LAB_ADDRESS_MAP_H

#include "model/core/reason.h"
#include "model/core/translation/eam-table.h"
#include "model/core/translation/ipv4-set.h"
#include "model/core/translation/pref64.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What an address became, or why it became nothing. */
struct MappedAddress
{
    IpAddress address;
    bool byEam{false};
    Reason reason{Reason::None}; //!< not None: no mapping

    explicit operator bool() const
    {
        return reason == Reason::None;
    }
};

/** How addresses are mapped, each on its own (RFC 7757 3.2): explicit entries, then RFC 6052. */
struct AddressMapSettings
{
    std::optional<Pref64> prefix; //!< none: explicit mappings only
    EamTable eams;
    /** RFC 6052 3.1, decision D6: never translated with the well-known prefix. */
    std::vector<Prefix> wellKnownDeny;
    /** Never translated by the prefix at all, explicit mappings excepted (Jool's denylist4). */
    std::vector<Prefix> deny;
    bool lenientUOctet{false}; //!< D5: a non-zero u octet is ignored instead of refused
};

/** The deny list of D6's default: RFC 1918, 0/8, 127/8, 169.254/16, 100.64/10, 224/4, 240/4. */
std::vector<Prefix> DefaultWellKnownDeny();
/** The default and the documentation and benchmarking ranges (RFC 5737, RFC 2544). */
std::vector<Prefix> StrictWellKnownDeny();

/**
 * What a person should know of settings for a translator without state, one sentence each:
 * overlapping entries, the well-known prefix for the hosts themselves (RFC 6052 3.1).
 */
std::vector<std::string> StatelessWarnings(const AddressMapSettings& settings);

/**
 * Maps one address at a time, whatever the other addresses of its packet. "No mapping" is always
 * Reason::UntranslatableDestination: only the caller knows whose address it was.
 */
class AddressMap
{
  public:
    /** Throws std::invalid_argument for a deny list with a prefix that is not IPv4. */
    explicit AddressMap(AddressMapSettings settings);

    MappedAddress To6(const IpAddress& ipv4) const;
    MappedAddress To4(const IpAddress& ipv6) const;
    /** To6 without explicit mappings: the hairpin rules of RFC 7757 4.2.1 ask for it. */
    MappedAddress To6ByPrefix(const IpAddress& ipv4) const;
    /**
     * As To6 and To4 for sources of ICMP errors: those never translated are let through for who
     * looks for the fault (7915-011), but the well-known prefix stands for none it must not
     * (RFC 6052 3.1).
     */
    MappedAddress To6ForError(const IpAddress& ipv4) const;
    MappedAddress To4ForError(const IpAddress& ipv6) const;
    /** As To6 and To4, deny lists ignored: addresses in quoted packets. */
    MappedAddress To6Anyway(const IpAddress& ipv4) const;
    MappedAddress To4Anyway(const IpAddress& ipv6) const;

    const AddressMapSettings& GetSettings() const
    {
        return m_settings;
    }

  private:
    /** Why the prefix must not stand for this IPv4 address; None: it may. */
    Reason Denied(const IpAddress& ipv4) const;
    /** A mapping by the well-known prefix that must not be is none. */
    MappedAddress UnlessWellKnown(const MappedAddress& mapped, const IpAddress& ipv4) const;
    /** Nothing or an explicit mapping. */
    std::optional<MappedAddress> Explicit(const IpAddress& address) const;

    AddressMapSettings m_settings;
    Ipv4Set m_deny;
    Ipv4Set m_wellKnownDeny; //!< empty unless the prefix is the well-known one
};

} // namespace ns3::v6lab

#endif // V6LAB_ADDRESS_MAP_H
