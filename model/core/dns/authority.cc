// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/authority.h"

#include "model/core/dns/authority-answer.h"

namespace ns3::v6lab
{

Authority::Authority(const Settings& settings)
    : m_settings(settings)
{
}

void
Authority::AddZone(Zone zone)
{
    const DnsName origin = zone.GetOrigin();
    m_zones.insert_or_assign(origin, std::move(zone));
}

const Zone*
Authority::FindZone(const DnsName& name) const
{
    for (DnsName above = name;; above = above.Parent())
    {
        const auto found = m_zones.find(above);
        if (found != m_zones.end())
        {
            return &found->second;
        }
        if (above.IsRoot())
        {
            return nullptr;
        }
    }
}

const Zone*
Authority::FindZoneFor(const DnsName& name, uint16_t type) const
{
    const Zone* zone = FindZone(name);
    if (type != dns::DS || zone == nullptr || zone->GetOrigin() != name || name.IsRoot())
    {
        return zone;
    }
    const Zone* parent = FindZone(name.Parent());
    return parent != nullptr ? parent : zone;
}

DnsAnswer
Authority::Answer(const DnsQuery& query) const
{
    return AuthorityAnswer(*this, query).Build();
}

void
Authority::Ask(const DnsQuery& query, int64_t nowNs, Done done)
{
    done(Answer(query), nowNs);
}

} // namespace ns3::v6lab
