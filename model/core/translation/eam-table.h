// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_EAM_TABLE_H
#define V6LAB_EAM_TABLE_H

#include "model/core/address.h"
#include "model/core/prefix-map.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** One explicit address mapping (RFC 7757 3.1). */
struct Eam
{
    Prefix ipv4;
    Prefix ipv6;

    /**
     * Reads the two prefixes; without a length they are single addresses (3.2). Throws
     * std::invalid_argument naming the text that is no prefix of its family.
     */
    static Eam Parse(const std::string& ipv4, const std::string& ipv6);
    /** "192.0.2.16/28 - 2001:db8:cccc::/124" */
    std::string ToString() const;
};

/** The explicit address mapping table of RFC 7757; longest match in both directions (3.3). */
class EamTable
{
  public:
    /**
     * Throws std::invalid_argument for an IPv4 suffix longer than the IPv6 suffix (3.2) and for a
     * prefix that another entry has (5). Overlaps of different lengths are accepted.
     */
    void Add(const Eam& entry);
    /** Overlaps a person should know of (5), one sentence each. */
    std::vector<std::string> Warnings() const;

    /** 3.3.1: nothing if no entry matches. */
    std::optional<IpAddress> To6(const IpAddress& ipv4) const;
    /** 3.3.2: nothing if no entry matches. */
    std::optional<IpAddress> To4(const IpAddress& ipv6) const;

    const std::vector<Eam>& GetEntries() const
    {
        return m_entries;
    }

    bool IsEmpty() const
    {
        return m_entries.empty();
    }

  private:
    void RefuseTaken(const Prefix& prefix) const;

    std::vector<Eam> m_entries;
    PrefixMap<uint32_t> m_byPrefix; //!< of both families, to places in m_entries
};

} // namespace ns3::v6lab

#endif // V6LAB_EAM_TABLE_H
