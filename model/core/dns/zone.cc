// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/zone.h"

#include "model/core/dns/zone-check.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

void
AddOnce(DnsRecords& set, DnsRecord record)
{
    for (const auto& other : set)
    {
        record.ttl = std::min(record.ttl, other.ttl);
    }
    for (auto& other : set)
    {
        other.ttl = record.ttl;
    }
    if (std::find(set.begin(), set.end(), record) == set.end())
    {
        set.push_back(record);
    }
}

void
Append(DnsRecords& to, const DnsRecords& records)
{
    to.insert(to.end(), records.begin(), records.end());
}

} // namespace

std::optional<uint16_t>
CoveredType(const DnsRecord& record)
{
    if (record.type != dns::RRSIG || record.rdata.size() < 2)
    {
        return std::nullopt;
    }
    return static_cast<uint16_t>(static_cast<uint8_t>(record.rdata[0]) << 8 |
                                 static_cast<uint8_t>(record.rdata[1]));
}

Zone::Zone(const DnsName& origin)
    : m_origin(origin)
{
}

Zone
Zone::Of(const DnsName& origin, const DnsRecords& records)
{
    Zone zone(origin);
    for (const auto& record : records)
    {
        zone.Add(record);
    }
    std::string errors;
    for (const auto& fault : CheckZone(zone))
    {
        errors += fault.warning ? "" : (errors.empty() ? "" : "\n") + fault.sentence;
    }
    if (!errors.empty())
    {
        throw std::invalid_argument("zone " + origin.ToString() + ": " + errors);
    }
    return zone;
}

void
Zone::Add(const DnsRecord& record)
{
    if (!record.name.IsWithin(m_origin))
    {
        throw std::invalid_argument(record.name.ToString() + " is not within the zone " +
                                    m_origin.ToString());
    }
    if (record.rclass != dns::IN)
    {
        throw std::invalid_argument(record.name.ToString() + ": a zone has records of class IN");
    }
    auto& node = m_nodes[record.name];
    if (const auto covered = CoveredType(record))
    {
        AddOnce(node[*covered].signatures, record);
        return;
    }
    AddOnce(node[record.type].records, record);
}

const DnsNode*
Zone::FindNode(const DnsName& name) const
{
    const auto found = m_nodes.find(name);
    return found == m_nodes.end() ? nullptr : &found->second;
}

const DnsSet*
Zone::Find(const DnsName& name, uint16_t type) const
{
    const DnsNode* node = FindNode(name);
    if (node == nullptr)
    {
        return nullptr;
    }
    const auto found = node->find(type);
    return found == node->end() || found->second.records.empty() ? nullptr : &found->second;
}

bool
Zone::Exists(const DnsName& name) const
{
    const auto next = m_nodes.lower_bound(name);
    return next != m_nodes.end() && next->first.IsWithin(name);
}

DnsName
Zone::ClosestEncloser(const DnsName& name) const
{
    DnsName encloser = name;
    while (encloser != m_origin && !Exists(encloser))
    {
        encloser = encloser.Parent();
    }
    return encloser;
}

std::optional<DnsName>
Zone::FindCut(const DnsName& name) const
{
    for (uint32_t labels = m_origin.CountLabels() + 1; labels <= name.CountLabels(); ++labels)
    {
        const DnsName above = name.Last(labels);
        if (Find(above, dns::NS) != nullptr)
        {
            return above;
        }
    }
    return std::nullopt;
}

const DnsSet*
Zone::FindDname(const DnsName& name) const
{
    for (uint32_t labels = m_origin.CountLabels(); labels < name.CountLabels(); ++labels)
    {
        if (const DnsSet* set = Find(name.Last(labels), dns::DNAME))
        {
            return set;
        }
    }
    return nullptr;
}

const DnsSet*
Zone::FindNsec(const DnsName& name) const
{
    for (auto next = m_nodes.upper_bound(name); next != m_nodes.begin();)
    {
        --next;
        const auto found = next->second.find(dns::NSEC);
        if (found != next->second.end())
        {
            return &found->second;
        }
    }
    return nullptr;
}

bool
Zone::IsSigned() const
{
    return Find(m_origin, dns::DNSKEY) != nullptr;
}

DnsRecords
Zone::GetRecords() const
{
    DnsRecords records;
    if (const DnsSet* soa = Find(m_origin, dns::SOA))
    {
        Append(records, soa->records);
        Append(records, soa->signatures);
    }
    for (const auto& [name, node] : m_nodes)
    {
        for (const auto& [type, set] : node)
        {
            if (type != dns::SOA || name != m_origin)
            {
                Append(records, set.records);
                Append(records, set.signatures);
            }
        }
    }
    return records;
}

} // namespace ns3::v6lab
