// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AUTHORITY_ANSWER_H
#define V6LAB_AUTHORITY_ANSWER_H

#include "model/core/dns/authority.h"

#include <unordered_set>

namespace ns3::v6lab
{

/** Makes one answer of an Authority; for its sources only. */
class AuthorityAnswer
{
  public:
    AuthorityAnswer(const Authority& authority, const DnsQuery& query);

    DnsAnswer Build();

  private:
    /** Answers for m_name; true if that was an alias, and m_name is now what it leads to. */
    bool Step();
    bool IsAboveCut(uint16_t type) const;
    void Refer(const DnsName& cut);
    bool Substitute(const DnsSet& dname);
    bool FromWildcard();
    bool FromNode(const DnsNode& node);
    bool Follow(const std::optional<DnsName>& target);
    void AddAll(const DnsNode& node);
    void AddSignatures(const DnsNode& node);
    /** NODATA or NXDOMAIN: the SOA with the TTL of RFC 2308 5; proofs go before. */
    void Deny(uint16_t rcode);
    void Prove(const DnsName& name);
    void AddServers();
    void AddHosts();
    void AddHost(const DnsName& host, bool glueToo);
    void AddSet(DnsRecords& to, const DnsSet& set) const;
    void AddAsQueried(const DnsSet& set);

    const Authority& m_authority;
    const DnsQuery& m_query;
    DnsName m_name; //!< what is looked up now
    const Zone* m_zone{nullptr};
    bool m_servers{false}; //!< the zone's servers belong into the answer
    bool m_referral{false};
    std::unordered_set<DnsName> m_visited;
    DnsAnswer m_answer;
};

} // namespace ns3::v6lab

#endif // V6LAB_AUTHORITY_ANSWER_H
