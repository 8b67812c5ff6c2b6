// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SUB_PREFIXES_H
#define V6LAB_SUB_PREFIXES_H

#include "model/core/advertisement/advertisement-options.h"
#include "model/core/dhcpv6/prefix-lease.h"

#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** A /64 of a delegated prefix, counted from 0; nothing if the prefix has no such one. */
std::optional<Prefix> SubPrefix(const Prefix& delegated, uint32_t subnet);

/** ::1 of a /64: what the router that is delegated it has on the link (RFC 7084 L-2). */
IpAddress FirstAddress(const Prefix& prefix);

/**
 * What a router advertises on one of its links of the prefixes that it has had. The lifetimes end
 * with those of the delegation (RFC 8415 6.3), however late they are asked for; a prefix that was
 * withdrawn is told with preferred lifetime 0, for two hours at most (RFC 7084 L-13).
 */
class SubPrefixes
{
  public:
    explicit SubPrefixes(uint32_t subnet);

    /** The prefixes are these now. */
    void Update(const std::vector<PrefixLease>& leases, int64_t nowNs);
    /** Those that are delegated. */
    std::vector<Prefix> GetCurrent() const;
    /** To be told now. */
    std::vector<PrefixInformation> Tell(int64_t nowNs) const;

  private:
    struct Entry
    {
        PrefixLease lease; //!< of the /64
        bool current{true};
    };

    uint32_t m_subnet;
    std::vector<Entry> m_entries;
};

} // namespace ns3::v6lab

#endif // V6LAB_SUB_PREFIXES_H
