// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/zone-check.h"

#include "model/core/dns/dns-targets.h"

namespace ns3::v6lab
{

namespace
{

class Check
{
  public:
    explicit Check(const Zone& zone)
        : m_zone(zone)
    {
    }

    std::vector<ZoneFault> Run()
    {
        Apex();
        for (const auto& [name, node] : m_zone.GetNodes())
        {
            Singles(name, node);
            Alias(name, node);
            Wildcard(name);
            Below(name);
            Targets(name, node);
        }
        return m_faults;
    }

  private:
    void Error(const DnsName& name, uint16_t type, const std::string& sentence)
    {
        m_faults.push_back({name, type, sentence, false});
    }

    void Warn(const DnsName& name, uint16_t type, const std::string& sentence)
    {
        m_faults.push_back({name, type, sentence, true});
    }

    void Apex()
    {
        const DnsName& origin = m_zone.GetOrigin();
        for (const uint16_t type : {dns::SOA, dns::NS})
        {
            if (m_zone.Find(origin, type) == nullptr)
            {
                Error(origin,
                      type,
                      "the zone has no " + DnsTypeWord(type) + " record at " + origin.ToString() +
                          " (RFC 1035 5.2)");
                m_faults.back().missing = true;
            }
        }
    }

    /** Types of which a name has one record at most. */
    void Singles(const DnsName& name, const DnsNode& node)
    {
        for (const uint16_t type : {dns::SOA, dns::CNAME, dns::DNAME})
        {
            const auto found = node.find(type);
            if (found != node.end() && found->second.records.size() > 1)
            {
                Error(name,
                      type,
                      name.ToString() + " has " + std::to_string(found->second.records.size()) +
                          " " + DnsTypeWord(type) + " records and may have one");
            }
        }
        if (node.count(dns::SOA) > 0 && name != m_zone.GetOrigin())
        {
            Error(name, dns::SOA, "the SOA record of " + name.ToString() + " is not the zone's");
        }
        if (node.count(dns::DS) > 0 && (node.count(dns::NS) == 0 || name == m_zone.GetOrigin()))
        {
            Warn(name, dns::DS, name.ToString() + " has a DS record and is no delegation");
        }
    }

    /** RFC 1034 3.6.2; what signs a CNAME may stand beside it (RFC 2181 10.1, RFC 4034 4). */
    void Alias(const DnsName& name, const DnsNode& node)
    {
        if (node.count(dns::CNAME) == 0)
        {
            return;
        }
        for (const auto& [type, set] : node)
        {
            if (type != dns::CNAME && type != dns::NSEC && !set.records.empty())
            {
                Error(name,
                      dns::CNAME,
                      name.ToString() + " has a CNAME record and a " + DnsTypeWord(type) +
                          " record; beside a CNAME nothing may stand (RFC 1034 3.6.2)");
            }
        }
    }

    /** What wildcards mean for these two nobody has laid down (RFC 4592 4.2, 4.4). */
    void Wildcard(const DnsName& name)
    {
        for (const uint16_t type : {dns::NS, dns::DNAME})
        {
            if (name.IsWildcard() && m_zone.Find(name, type) != nullptr)
            {
                Error(name,
                      type,
                      "the wildcard " + name.ToString() + " has a " + DnsTypeWord(type) +
                          " record, which has no meaning there");
            }
        }
    }

    void Below(const DnsName& name)
    {
        if (const DnsSet* above = m_zone.FindDname(name))
        {
            const DnsName& owner = above->records.front().name;
            Error(name,
                  0,
                  name.ToString() + " is below the DNAME of " + owner.ToString() +
                      " and nobody can reach it (RFC 6672 2.4)");
        }
        const auto cut = m_zone.FindCut(name);
        const DnsNode* node = m_zone.FindNode(name);
        const bool isGlue = node->count(dns::A) + node->count(dns::AAAA) == node->size();
        if (cut && *cut != name && !isGlue)
        {
            Warn(name,
                 0,
                 name.ToString() + " is below the delegation of " + cut->ToString() +
                     " and has more than addresses; only " + cut->ToString() +
                     "'s own servers can say it");
        }
    }

    /** RFC 1034 4.2.2, RFC 2181 10.3. */
    void Targets(const DnsName& name, const DnsNode& node)
    {
        for (const auto& [type, set] : node)
        {
            for (const auto& record : set.records)
            {
                const auto target = ServerOf(record);
                if (!target || target->IsRoot() || !target->IsWithin(m_zone.GetOrigin()))
                {
                    continue;
                }
                const auto cut = m_zone.FindCut(*target);
                if (m_zone.Find(*target, dns::CNAME) != nullptr)
                {
                    Warn(name,
                         type,
                         "the " + DnsTypeWord(type) + " of " + name.ToString() + " leads to " +
                             target->ToString() + ", which is an alias (RFC 2181 10.3)");
                }
                else if (type == dns::NS && (!cut || target->IsWithin(name)))
                {
                    Glue(name, *target);
                }
            }
        }
    }

    void Glue(const DnsName& name, const DnsName& server)
    {
        const DnsName wildcard = m_zone.ClosestEncloser(server).Child("*").value_or(DnsName());
        for (const uint16_t type : {dns::A, dns::AAAA})
        {
            if (m_zone.Find(server, type) != nullptr ||
                (!m_zone.Exists(server) && m_zone.Find(wildcard, type) != nullptr))
            {
                return;
            }
        }
        Warn(name,
             dns::NS,
             "the zone has no address of " + server.ToString() + ", a server of " +
                 name.ToString() + ": glue is missing (RFC 1034 4.2.2)");
    }

    const Zone& m_zone;
    std::vector<ZoneFault> m_faults;
};

} // namespace

std::vector<ZoneFault>
CheckZone(const Zone& zone)
{
    return Check(zone).Run();
}

} // namespace ns3::v6lab
