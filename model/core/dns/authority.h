// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AUTHORITY_H
#define V6LAB_AUTHORITY_H

#include "model/core/dns/dns-backend.h"
#include "model/core/dns/zone.h"

#include <unordered_map>

namespace ns3::v6lab
{

/**
 * Answers from zones (RFC 1034 4.3.2): delegations with glue, aliases followed through all of its
 * zones (CNAME and, by RFC 6672, DNAME), wildcards (RFC 4592), negative answers with the SOA
 * (RFC 2308 3) and, where the asker wants them, signatures and proofs (RFC 4035 3.1). To ANY it
 * says all that the name has. A name of no zone is REFUSED.
 */
class Authority : public DnsBackend
{
  public:
    struct Settings
    {
        /** Leaves out what nobody asked for: servers of the zone, addresses of MX and SRV hosts. */
        bool minimalResponses{false};
    };

    Authority() = default;
    explicit Authority(const Settings& settings);

    /** In place of the zone with the same origin, if there is one. */
    void AddZone(Zone zone);
    /** The zone with the longest origin that `name` is within; null if there is none. */
    const Zone* FindZone(const DnsName& name) const;
    /** The zone to ask for a type: DS is the parent's (RFC 4035 3.1.4.1), if it is here as well. */
    const Zone* FindZoneFor(const DnsName& name, uint16_t type) const;

    const Settings& GetSettings() const
    {
        return m_settings;
    }

    DnsAnswer Answer(const DnsQuery& query) const;
    /** Calls `done` before it returns. */
    void Ask(const DnsQuery& query, int64_t nowNs, Done done) override;

  private:
    Settings m_settings;
    std::unordered_map<DnsName, Zone> m_zones;
};

} // namespace ns3::v6lab

#endif // V6LAB_AUTHORITY_H
