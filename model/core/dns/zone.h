// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ZONE_H
#define V6LAB_ZONE_H

#include "model/core/dns/dns-record.h"

#include <map>

namespace ns3::v6lab
{

/** The records of one name and type (RFC 2181 5), and the signatures over them. */
struct DnsSet
{
    DnsRecords records;
    DnsRecords signatures; //!< RRSIG
};

/** What one name has: its sets by type. */
using DnsNode = std::map<uint16_t, DnsSet>;

/**
 * A zone as a value (RFC 1034 4.2): records by name, in the canonical order, so that what lies
 * below a name follows it and the name before a missing one is what NSEC needs. Whether the whole
 * makes sense is CheckZone()'s to say.
 */
class Zone
{
  public:
    explicit Zone(const DnsName& origin = DnsName());
    /** Throws std::invalid_argument with all that CheckZone() calls an error. */
    static Zone Of(const DnsName& origin, const DnsRecords& records);

    /**
     * A record that is there already is not added again, and a set has one TTL, the lowest
     * (RFC 2181 5, 5.2). Throws std::invalid_argument if it is not within the origin or not of
     * class IN.
     */
    void Add(const DnsRecord& record);

    const DnsName& GetOrigin() const
    {
        return m_origin;
    }

    /** Names that have records; empty non-terminals have no entry. */
    const std::map<DnsName, DnsNode>& GetNodes() const
    {
        return m_nodes;
    }

    /** Null for a name without records. */
    const DnsNode* FindNode(const DnsName& name) const;
    /** Null if there is no record of the type. */
    const DnsSet* Find(const DnsName& name, uint16_t type) const;
    /** It has records, or a name below it has (RFC 4592 2.2.2). */
    bool Exists(const DnsName& name) const;
    /** The longest name that exists and that `name` is within (RFC 4592 3.3.1). */
    DnsName ClosestEncloser(const DnsName& name) const;
    /** The topmost delegation that `name` is at or below; the apex is none. */
    std::optional<DnsName> FindCut(const DnsName& name) const;
    /** The topmost DNAME that `name` is below (RFC 6672 3.2). */
    const DnsSet* FindDname(const DnsName& name) const;
    /** The NSEC of the name, or of the last name in front of it that has one; null if none has. */
    const DnsSet* FindNsec(const DnsName& name) const;
    /** Its apex has a DNSKEY. */
    bool IsSigned() const;
    /** All of it, SOA first, then in the canonical order. */
    DnsRecords GetRecords() const;

  private:
    DnsName m_origin;
    std::map<DnsName, DnsNode> m_nodes;
};

/** The type that an RRSIG covers (RFC 4034 3.1.1); nothing for other records. */
std::optional<uint16_t> CoveredType(const DnsRecord& record);

} // namespace ns3::v6lab

#endif // V6LAB_ZONE_H
