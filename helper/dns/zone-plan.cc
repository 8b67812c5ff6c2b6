// SPDX-License-Identifier: GPL-2.0-only
#include "helper/dns/zone-plan.h"

#include "model/core/dns/dns-time.h"
#include "model/core/dns/zone-check.h"
#include "model/core/dns/zone-file.h"
#include "model/core/dns/zone-sign.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t TTL = 3600; // s, of what its author gave none, and of what is added
constexpr uint32_t NEGATIVE_TTL = 300;
constexpr uint32_t TEN_YEARS = 10u * 365 * 24 * 3600;
/** Before the simulation begins: nobody's clock is exact. */
constexpr uint32_t INCEPTION = DNS_EPOCH - 3600;

class Planner
{
  public:
    Planner(const Topology& topology, const AddressesOfNode& addressesOf, bool signs)
        : m_topology(topology),
          m_addressesOf(addressesOf),
          m_signs(signs)
    {
    }

    ZonePlan Plan()
    {
        m_places.resize(m_topology.zones.size());
        for (size_t i = 0; i < m_topology.zones.size(); ++i)
        {
            Read(i);
        }
        // A zone's delegation stands in a zone above it, which must not be signed before.
        for (const size_t place : DeepestFirst())
        {
            Complete(place);
        }
        return std::move(m_plan);
    }

  private:
    std::string PathOf(size_t place) const
    {
        return "zones[" + std::to_string(place) + "]";
    }

    void Read(size_t place)
    {
        const ZoneConfig& config = m_topology.zones[place];
        const auto origin = DnsName::Parse(config.name);
        m_plan.zones.push_back({Zone(origin.value_or(DnsName())), config.servers});
        if (!origin)
        {
            m_plan.faults.push_back(PathOf(place) + ".name: \"" + config.name +
                                    "\" is not a domain name");
            return;
        }
        m_plan.zones.back().zone = ReadLines(place, *origin, config.records, ".records");
    }

    /** The records of some lines of a zone; what is wrong with them becomes faults. */
    Zone ReadLines(size_t place,
                   const DnsName& origin,
                   const std::vector<std::string>& lines,
                   const std::string& member)
    {
        std::string text = "$TTL " + std::to_string(TTL) + "\n";
        for (const auto& line : lines)
        {
            text += line + "\n";
        }
        try
        {
            const ZonePart part{false, 0, {}};
            auto file = ReadZone(text, origin, PathOf(place) + member, part);
            m_places[place].merge(file.places);
            m_plan.warnings.insert(m_plan.warnings.end(),
                                   file.warnings.begin(),
                                   file.warnings.end());
            return std::move(file.zone);
        }
        catch (const std::invalid_argument& error)
        {
            AddFaults(place, error.what(), member);
            return Zone(origin);
        }
    }

    /** Puts forged records where the zone has others of their names and types, signatures kept. */
    void Forge(size_t place)
    {
        const auto& lines = m_topology.zones[place].forged;
        Zone& zone = m_plan.zones[place].zone;
        if (lines.empty())
        {
            return;
        }
        const Zone forged = ReadLines(place, zone.GetOrigin(), lines, ".forged");
        Zone made(zone.GetOrigin());
        for (const auto& record : zone.GetRecords())
        {
            if (!forged.Find(record.name, record.type))
            {
                made.Add(record);
            }
        }
        for (const auto& record : forged.GetRecords())
        {
            if (!zone.Find(record.name, record.type))
            {
                m_plan.faults.push_back(PathOf(place) + ".forged: the zone has no " +
                                        DnsTypeWord(record.type) + " of " + record.name.ToString() +
                                        " that another could replace");
            }
            made.Add(record);
        }
        zone = made;
    }

    /** What ReadZone() throws: one fault a line, and "and 5 more" if there are too many. */
    void AddFaults(size_t place, const std::string& lines, const std::string& member)
    {
        std::istringstream faults(lines);
        for (std::string fault; std::getline(faults, fault);)
        {
            const bool placed = fault.find(": ") != std::string::npos;
            m_plan.faults.push_back(placed ? fault : PathOf(place) + member + ": " + fault);
        }
    }

    std::vector<size_t> DeepestFirst() const
    {
        std::vector<size_t> places(m_plan.zones.size());
        std::iota(places.begin(), places.end(), 0);
        std::stable_sort(places.begin(), places.end(), [this](size_t a, size_t b) {
            return OriginOf(a).CountLabels() > OriginOf(b).CountLabels();
        });
        return places;
    }

    const DnsName& OriginOf(size_t place) const
    {
        return m_plan.zones[place].zone.GetOrigin();
    }

    void Complete(size_t place)
    {
        Zone& zone = m_plan.zones[place].zone;
        AddServers(place);
        AddSoa(zone);
        for (const auto& fault : CheckZone(zone))
        {
            auto& told = fault.warning ? m_plan.warnings : m_plan.faults;
            const auto written = PlaceOf(m_places[place], fault);
            told.push_back((written.empty() ? PathOf(place) : written) + ": " + fault.sentence);
        }
        DnsRecords ds;
        if (m_topology.zones[place].isSigned && m_plan.faults.empty() && m_signs)
        {
            const auto signing =
                ZoneSigning::WithTwoKeys(zone.GetOrigin(), 0, INCEPTION, INCEPTION + TEN_YEARS);
            zone = SignZone(zone, signing);
            ds = signing.GetDs(TTL);
        }
        Forge(place);
        if (zone.GetOrigin().IsRoot())
        {
            m_plan.trustAnchors = ds;
            AddRoots(zone);
        }
        else if (Zone* parent = ParentOf(place))
        {
            Delegate(zone, ds, *parent);
        }
    }

    void AddServers(size_t place)
    {
        Zone& zone = m_plan.zones[place].zone;
        const DnsName origin = zone.GetOrigin();
        if (zone.Find(origin, dns::NS))
        {
            return;
        }
        const auto& servers = m_plan.zones[place].servers;
        for (size_t i = 0; i < servers.size(); ++i)
        {
            const auto name = origin.Child("ns" + std::to_string(i + 1));
            if (!name)
            {
                continue; // the zone's own name is as long as can be: CheckZone() says so
            }
            zone.Add(DnsRecord::Pointer(origin, dns::NS, *name, TTL));
            for (const auto& address : m_addressesOf(servers[i]))
            {
                zone.Add(DnsRecord::Address(*name, address, TTL));
            }
        }
    }

    static void AddSoa(Zone& zone)
    {
        const DnsName& origin = zone.GetOrigin();
        const DnsSet* servers = zone.Find(origin, dns::NS);
        if (zone.Find(origin, dns::SOA) || !servers)
        {
            return;
        }
        SoaData soa;
        soa.primary = servers->records.front().GetTarget().value_or(origin);
        soa.mailbox = origin.Child("hostmaster").value_or(origin);
        soa.serial = 1;
        soa.refresh = 7200;
        soa.retry = 900;
        soa.expire = 1209600;
        soa.minimum = NEGATIVE_TTL;
        zone.Add(soa.ToRecord(origin, TTL));
    }

    /** The zone of the topology that is next above. */
    Zone* ParentOf(size_t place)
    {
        Zone* parent = nullptr;
        for (auto& other : m_plan.zones)
        {
            const DnsName& origin = other.zone.GetOrigin();
            const bool above = OriginOf(place).IsWithin(origin) && origin != OriginOf(place);
            if (above && (!parent || origin.IsWithin(parent->GetOrigin())))
            {
                parent = &other.zone;
            }
        }
        return parent;
    }

    static void Delegate(const Zone& child, const DnsRecords& ds, Zone& parent)
    {
        const DnsName& origin = child.GetOrigin();
        const DnsSet* servers = child.Find(origin, dns::NS);
        if (servers && !parent.Find(origin, dns::NS))
        {
            for (const auto& record : servers->records)
            {
                parent.Add(record);
                AddGlue(child, *record.GetTarget(), parent);
            }
        }
        for (const auto& record : ds)
        {
            parent.Add(record);
        }
    }

    static void AddGlue(const Zone& child, const DnsName& server, Zone& parent)
    {
        for (const uint16_t type : {dns::A, dns::AAAA})
        {
            const DnsSet* addresses = child.Find(server, type);
            for (const auto& record : addresses ? addresses->records : DnsRecords())
            {
                parent.Add(record);
            }
        }
    }

    void AddRoots(const Zone& root)
    {
        const DnsSet* servers = root.Find(root.GetOrigin(), dns::NS);
        for (const auto& server : servers ? servers->records : DnsRecords())
        {
            DnsHint hint{server.GetTarget().value_or(DnsName()), {}};
            for (const uint16_t type : {dns::AAAA, dns::A})
            {
                const DnsSet* found = root.Find(hint.name, type);
                for (const auto& record : found ? found->records : DnsRecords())
                {
                    hint.addresses.push_back(*record.GetAddress());
                }
            }
            m_plan.roots.push_back(hint);
        }
    }

    const Topology& m_topology;
    const AddressesOfNode& m_addressesOf;
    const bool m_signs;
    ZonePlan m_plan;
    std::vector<ZonePlaces> m_places; //!< of each zone's records
};

} // namespace

ZonePlan
PlanZones(const Topology& topology, const AddressesOfNode& addressesOf)
{
    return Planner(topology, addressesOf, true).Plan();
}

std::vector<std::string>
WarningsOfZones(const Topology& topology, const AddressesOfNode& addressesOf)
{
    return Planner(topology, addressesOf, false).Plan().warnings;
}

} // namespace ns3::v6lab
