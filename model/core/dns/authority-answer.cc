// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/authority-answer.h"

#include "model/core/dns/dns-targets.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr size_t MOST_ALIASES = 16;

bool
HasSet(const DnsRecords& records, const DnsName& name, uint16_t type)
{
    return std::any_of(records.begin(), records.end(), [&](const DnsRecord& record) {
        return record.type == type && record.name == name;
    });
}

DnsName
WildcardOf(const DnsName& encloser)
{
    return encloser.Child("*").value_or(encloser);
}

} // namespace

AuthorityAnswer::AuthorityAnswer(const Authority& authority, const DnsQuery& query)
    : m_authority(authority),
      m_query(query),
      m_name(query.question.name)
{
}

DnsAnswer
AuthorityAnswer::Build()
{
    if (m_query.question.rclass != dns::IN)
    {
        m_answer.rcode = dns::REFUSED;
        return m_answer;
    }
    while (Step() && m_visited.size() < MOST_ALIASES)
    {
    }
    const bool minimal = m_authority.GetSettings().minimalResponses;
    if (m_servers && !minimal)
    {
        AddServers();
    }
    if (m_referral || (!minimal && m_query.question.type != dns::ANY))
    {
        AddHosts();
    }
    return m_answer;
}

bool
AuthorityAnswer::Step()
{
    const bool first = m_visited.empty();
    m_visited.insert(m_name);
    const uint16_t type = m_query.question.type;
    m_zone = m_authority.FindZoneFor(m_name, type);
    if (m_zone == nullptr)
    {
        if (first)
        {
            m_answer.rcode = dns::REFUSED;
        }
        return false;
    }
    const auto cut = m_zone->FindCut(m_name);
    if (cut && !(*cut == m_name && IsAboveCut(type)))
    {
        Refer(*cut);
        return false;
    }
    m_answer.authoritative = m_answer.authoritative || first;
    if (const DnsSet* dname = m_zone->FindDname(m_name))
    {
        return Substitute(*dname);
    }
    if (const DnsNode* node = m_zone->FindNode(m_name))
    {
        return FromNode(*node);
    }
    return FromWildcard();
}

/** At a delegation DS and the zone's own NSEC are this zone's to say (RFC 4034 4, 5). */
bool
AuthorityAnswer::IsAboveCut(uint16_t type) const
{
    return type == dns::DS || (type == dns::NSEC && m_zone->Find(m_name, type) != nullptr);
}

void
AuthorityAnswer::Refer(const DnsName& cut)
{
    m_referral = true;
    m_answer.authority = m_zone->Find(cut, dns::NS)->records; // RFC 4035 3.1.4.1: unsigned here
    if (!m_query.dnssecOk)
    {
        return;
    }
    if (const DnsSet* ds = m_zone->Find(cut, dns::DS))
    {
        AddSet(m_answer.authority, *ds);
    }
    else
    {
        Prove(cut);
    }
}

/** RFC 6672 3.1, 3.2. */
bool
AuthorityAnswer::Substitute(const DnsSet& dname)
{
    const DnsRecord& record = dname.records.front();
    if (!HasSet(m_answer.answer, record.name, dns::DNAME))
    {
        AddSet(m_answer.answer, dname);
    }
    const auto target = record.GetTarget();
    const auto to = target ? m_name.Replace(record.name, *target) : std::nullopt;
    if (!to)
    {
        m_answer.rcode = dns::YXDOMAIN;
        return false;
    }
    m_answer.answer.push_back(DnsRecord::Pointer(m_name, dns::CNAME, *to, record.ttl));
    // Who asked for an alias has one.
    m_servers = m_query.question.type == dns::CNAME || m_query.question.type == dns::ANY;
    return !m_servers && Follow(to);
}

/** The name has no records: it lies above others, a wildcard speaks for it, or it is missing. */
bool
AuthorityAnswer::FromWildcard()
{
    if (m_zone->Exists(m_name))
    {
        Prove(m_name);
        Deny(dns::NOERROR);
        return false;
    }
    const DnsName wildcard = WildcardOf(m_zone->ClosestEncloser(m_name));
    Prove(m_name);
    if (const DnsNode* node = m_zone->FindNode(wildcard))
    {
        return FromNode(*node);
    }
    Prove(wildcard);
    Deny(m_zone->Exists(wildcard) ? dns::NOERROR : dns::NXDOMAIN);
    return false;
}

bool
AuthorityAnswer::FromNode(const DnsNode& node)
{
    const uint16_t type = m_query.question.type;
    const size_t before = m_answer.answer.size();
    const auto found = node.find(type);
    if (type == dns::ANY)
    {
        AddAll(node);
    }
    else if (type == dns::RRSIG)
    {
        AddSignatures(node);
    }
    else if (found != node.end())
    {
        AddAsQueried(found->second);
    }
    if (m_answer.answer.size() > before)
    {
        // Keys and DS are long, and who asks for them knows the servers.
        m_servers = type != dns::DNSKEY && type != dns::DS;
        return false;
    }
    const auto alias = node.find(dns::CNAME);
    if (alias != node.end() && !alias->second.records.empty())
    {
        AddAsQueried(alias->second);
        return Follow(alias->second.records.front().GetTarget());
    }
    const auto nsec = node.find(dns::NSEC);
    if (nsec != node.end() && !nsec->second.records.empty())
    {
        Prove(nsec->second.records.front().name); // the wildcard's, if the name comes of one
    }
    Deny(dns::NOERROR);
    return false;
}

bool
AuthorityAnswer::Follow(const std::optional<DnsName>& target)
{
    // An alias that leads back ends the answer where the asker can see the loop.
    m_name = target.value_or(m_name);
    return target.has_value() && m_visited.count(*target) == 0;
}

void
AuthorityAnswer::AddAll(const DnsNode& node)
{
    for (const auto& [type, set] : node)
    {
        AddAsQueried(set);
    }
    if (!m_query.dnssecOk)
    {
        AddSignatures(node); // records like others to who knows nothing of them (RFC 4035 3.1)
    }
}

void
AuthorityAnswer::AddSignatures(const DnsNode& node)
{
    for (const auto& [type, set] : node)
    {
        for (auto record : set.signatures)
        {
            record.name = m_name;
            m_answer.answer.push_back(record);
        }
    }
}

void
AuthorityAnswer::Deny(uint16_t rcode)
{
    m_answer.rcode = rcode;
    const DnsSet* soa = m_zone->Find(m_zone->GetOrigin(), dns::SOA);
    if (soa == nullptr)
    {
        return;
    }
    DnsRecords records;
    AddSet(records, *soa);
    const auto data = SoaData::Of(soa->records.front());
    for (auto& record : records)
    {
        record.ttl = std::min(record.ttl, data ? data->minimum : record.ttl);
    }
    m_answer.authority.insert(m_answer.authority.begin(), records.begin(), records.end());
}

/** The NSEC that matches the name or covers it (RFC 4035 3.1.3). */
void
AuthorityAnswer::Prove(const DnsName& name)
{
    const DnsSet* nsec = m_query.dnssecOk ? m_zone->FindNsec(name) : nullptr;
    if (nsec != nullptr && !nsec->records.empty() &&
        !HasSet(m_answer.authority, nsec->records.front().name, dns::NSEC))
    {
        AddSet(m_answer.authority, *nsec);
    }
}

void
AuthorityAnswer::AddServers()
{
    const DnsName& origin = m_zone->GetOrigin();
    const DnsSet* servers = m_zone->Find(origin, dns::NS);
    if (servers != nullptr && !HasSet(m_answer.answer, origin, dns::NS))
    {
        AddSet(m_answer.authority, *servers);
    }
}

void
AuthorityAnswer::AddHosts()
{
    for (const auto* section : {&m_answer.answer, &m_answer.authority})
    {
        for (const auto& record : *section)
        {
            if (const auto host = ServerOf(record))
            {
                AddHost(*host, record.type == dns::NS);
            }
        }
    }
}

void
AuthorityAnswer::AddHost(const DnsName& host, bool glueToo)
{
    const Zone* zone = m_authority.FindZone(host);
    if (zone == nullptr || (!glueToo && zone->FindCut(host)))
    {
        return;
    }
    for (const uint16_t type : {dns::A, dns::AAAA})
    {
        const DnsSet* set = zone->Find(host, type);
        if (set != nullptr && !HasSet(m_answer.answer, host, type) &&
            !HasSet(m_answer.additional, host, type))
        {
            AddSet(m_answer.additional, *set);
        }
    }
}

void
AuthorityAnswer::AddSet(DnsRecords& to, const DnsSet& set) const
{
    to.insert(to.end(), set.records.begin(), set.records.end());
    if (m_query.dnssecOk)
    {
        to.insert(to.end(), set.signatures.begin(), set.signatures.end());
    }
}

/** Into the answer, with the name asked for as owner: a wildcard's records get it (RFC 4592 3.3.1).
 */
void
AuthorityAnswer::AddAsQueried(const DnsSet& set)
{
    const size_t before = m_answer.answer.size();
    AddSet(m_answer.answer, set);
    for (size_t i = before; i < m_answer.answer.size(); ++i)
    {
        m_answer.answer[i].name = m_name;
    }
}

} // namespace ns3::v6lab
