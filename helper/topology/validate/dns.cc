// SPDX-License-Identifier: GPL-2.0-only
// Zones and name servers.
#include "helper/dns/zone-plan.h"
#include "helper/topology/quantity.h"
#include "helper/topology/validate/context.h"
#include "model/core/dns/dns-name.h"
#include "model/core/translation/pref64-text.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t MOST_WORKERS = 65536;

/** The families that a node has addresses of, assigned or to be assigned. */
std::set<Family>
FamiliesOf(const ValidationContext& context, const std::string& name)
{
    std::set<Family> families;
    if (const auto place = context.nodes.Find(name))
    {
        const OutsideNode& node = context.topology.nodes[*place];
        for (const auto& interface : node.interfaces)
        {
            for (const auto& text : interface.addresses)
            {
                if (const auto read = ParseInterfaceAddress(text))
                {
                    families.insert(read->address.GetFamily());
                }
            }
            if (interface.autoconfigure)
            {
                families.insert(Family::V6);
            }
        }
        for (const auto& text :
             node.internet ? node.internet->addresses : std::vector<std::string>())
        {
            if (const auto address = IpAddress::Parse(text))
            {
                families.insert(address->GetFamily());
            }
        }
    }
    if (const auto place = context.machines.Find(name))
    {
        for (const auto& interface : context.topology.virtualMachines[*place].networkInterfaces)
        {
            const auto nic = context.nics.Find(interface);
            const auto& all = context.topology.networkInterfaces;
            for (const auto& each :
                 nic ? all[*nic].ipConfigurations : std::vector<IpConfiguration>())
            {
                families.insert(FamilyOf(each.privateIPAddressVersion));
            }
        }
    }
    return families;
}

/** Addresses in place of a server's real ones, which are not assigned yet; one, if it has none. */
std::vector<IpAddress>
StandIns(const std::set<Family>& families)
{
    std::vector<IpAddress> addresses;
    if (families.count(Family::V6) != 0 || families.empty())
    {
        addresses.push_back(*IpAddress::Parse("2001:db8::53"));
    }
    if (families.count(Family::V4) != 0)
    {
        addresses.push_back(*IpAddress::Parse("192.0.2.53"));
    }
    return addresses;
}

/** "IPv4", "IPv6" or both. */
std::string
Named(const std::set<Family>& families)
{
    return families.size() > 1 ? "IPv4 and IPv6" : v6lab::Named(*families.begin());
}

class DnsChecker
{
  public:
    explicit DnsChecker(ValidationContext& context)
        : m_context(context),
          m_topology(context.topology)
    {
    }

    void Check()
    {
        for (size_t i = 0; i < m_topology.zones.size(); ++i)
        {
            CheckZone(i);
        }
        m_plan = PlanZones(m_topology, [this](const std::string& node) {
            return StandIns(FamiliesOf(m_context, node));
        });
        for (const auto& fault : m_plan.faults)
        {
            const size_t end = fault.find(": ");
            m_context.Add({fault.substr(0, end), "", "", "RFC 1035 5", fault.substr(end + 2)});
        }
        for (size_t i = 0; i < m_topology.nameServers.size(); ++i)
        {
            CheckServer(i);
        }
        CheckResolvers();
    }

  private:
    void Add(const std::string& path, const char* rule, const std::string& sentence)
    {
        m_context.Add({path, "", "", rule, sentence});
    }

    void CheckNode(const std::string& path, const std::string& node)
    {
        if (!m_context.HasNode(node))
        {
            Add(path, "", "there is no virtual machine or node \"" + node + "\"");
        }
    }

    void CheckZone(size_t place)
    {
        const ZoneConfig& zone = m_topology.zones[place];
        const std::string path = Item("zones", place);
        const auto name = DnsName::Parse(zone.name);
        if (name && !m_zones.emplace(name->ToLower().ToString(), place).second)
        {
            Add(path + ".name", "", "there is a zone of this name already");
        }
        for (size_t i = 0; i < zone.servers.size(); ++i)
        {
            CheckNode(Item(path + ".servers", i), zone.servers[i]);
            m_serving.insert(zone.servers[i]);
        }
        if (!zone.file.empty())
        {
            Add(path + ".file", "", "zone files are read with the topology file that names them");
        }
    }

    void CheckServer(size_t place)
    {
        const NameServerConfig& server = m_topology.nameServers[place];
        const std::string path = Item("nameServers", place);
        CheckNode(path + ".node", server.node);
        if (!m_nodes.insert(server.node).second)
        {
            Add(path + ".node", "", "this node has a name server already");
        }
        if (server.kind != "authoritative" && m_serving.count(server.node) != 0)
        {
            Add(path + ".kind",
                "",
                "a node that serves zones is authoritative: put the " + server.kind +
                    " on a node of its own");
        }
        for (size_t i = 0; i < server.forwarders.size(); ++i)
        {
            CheckAddress(Item(path + ".forwarders", i), server.forwarders[i]);
        }
        CheckKind(server, path);
        CheckFamilies(server, path);
        if (server.dns64)
        {
            CheckDns64(*server.dns64, path + ".dns64");
        }
        if (!ParseDuration(server.serviceTime))
        {
            Add(path + ".serviceTime",
                "",
                "\"" + server.serviceTime + "\" is not a time such as \"50us\"");
        }
        if (server.workers == 0 || server.workers > MOST_WORKERS)
        {
            Add(path + ".workers", "", "from 1 to " + std::to_string(MOST_WORKERS));
        }
    }

    void CheckKind(const NameServerConfig& server, const std::string& path)
    {
        const bool authoritative = server.kind == "authoritative";
        const bool proxy = server.kind == "proxy";
        if (!authoritative && server.forwarders.empty() && m_zones.count(".") == 0)
        {
            Add(path + ".forwarders",
                "",
                "needed, or a zone \".\" that the search for names can begin with");
        }
        if (authoritative && (!server.forwarders.empty() || server.validate || server.dns64))
        {
            Add(path + ".kind", "", "forwarders, validate and dns64 go with resolvers");
        }
        if (server.validate && !HasSignedRoot())
        {
            Add(path + ".validate",
                "RFC 4035 4.4",
                "needs a signed zone \".\": trust begins at the root");
        }
        if (proxy == server.translator.empty())
        {
            Add(path + ".translator", "", "goes with kind proxy, which needs it");
        }
        const bool known =
            std::any_of(m_topology.translators.begin(),
                        m_topology.translators.end(),
                        [&](const TranslatorConfig& t) {
                            return t.node == server.translator && t.kind == "virtual-ipv6";
                        });
        if (proxy && !server.translator.empty() && !known)
        {
            Add(path + ".translator",
                "",
                "there is no virtual-ipv6 translator on \"" + server.translator + "\"");
        }
    }

    /** A resolver reaches the servers that its search begins with by a family that it has. */
    void CheckFamilies(const NameServerConfig& server, const std::string& path)
    {
        const auto families = FamiliesOf(m_context, server.node);
        const auto reaches = [&](const IpAddress& address) {
            return families.count(address.GetFamily()) != 0;
        };
        if (server.kind == "authoritative" || !m_context.HasNode(server.node) ||
            !m_plan.faults.empty())
        {
            return;
        }
        if (families.empty())
        {
            Add(path + ".node", "", "\"" + server.node + "\" has no address to ask from");
            return;
        }
        for (const auto& forwarder : server.forwarders)
        {
            const auto address = IpAddress::Parse(forwarder);
            if (!address || reaches(*address))
            {
                return;
            }
        }
        if (!server.forwarders.empty())
        {
            Add(path + ".forwarders",
                "",
                "\"" + server.node + "\" has only " + Named(families) +
                    ", and no forwarder has an address of that");
            return;
        }
        const bool usable =
            std::any_of(m_plan.roots.begin(), m_plan.roots.end(), [&](const DnsHint& root) {
                return std::any_of(root.addresses.begin(), root.addresses.end(), reaches);
            });
        if (!m_plan.roots.empty() && !usable)
        {
            Add(path + ".node",
                "",
                "\"" + server.node + "\" has only " + Named(families) +
                    ", and no server of the zone \".\" has an address of that");
        }
    }

    bool HasSignedRoot() const
    {
        const auto root = m_zones.find(".");
        return root != m_zones.end() && m_topology.zones[root->second].isSigned;
    }

    void CheckDns64(const Dns64Config& dns64, const std::string& path)
    {
        for (size_t i = 0; i < dns64.prefixes.size(); ++i)
        {
            const auto& [prefix, ipv4] = dns64.prefixes[i];
            const std::string item = Item(path + ".prefixes", i);
            try
            {
                Pref64FromText(prefix);
            }
            catch (const std::invalid_argument& error)
            {
                Add(item + ".prefix", "RFC 6147 5.2, RFC 6052 2.2", error.what());
            }
            const auto range = Prefix::Parse(ipv4);
            if (!range || range->GetFamily() != Family::V4)
            {
                Add(item + ".ipv4", "RFC 6147 5.1.7", "\"" + ipv4 + "\" is not an IPv4 prefix");
            }
            CheckUnlikeThoseBefore(dns64, i, item);
        }
        for (size_t i = 0; i < dns64.exclude.size(); ++i)
        {
            const auto block = Prefix::Parse(dns64.exclude[i]);
            if (!block || block->GetFamily() != Family::V6)
            {
                Add(Item(path + ".exclude", i),
                    "RFC 6147 5.1.4",
                    "\"" + dns64.exclude[i] + "\" is not an IPv6 prefix");
            }
        }
    }

    /** Equal ones would give each AAAA twice. */
    void CheckUnlikeThoseBefore(const Dns64Config& dns64, size_t place, const std::string& item)
    {
        const auto& last = dns64.prefixes[place];
        for (size_t i = 0; i < place; ++i)
        {
            const auto& other = dns64.prefixes[i];
            if (Prefix::Parse(other.prefix) == Prefix::Parse(last.prefix) &&
                Prefix::Parse(other.ipv4) == Prefix::Parse(last.ipv4))
            {
                Add(item, "RFC 2181 5", "says the same as prefixes[" + std::to_string(i) + "]");
                return;
            }
        }
    }

    void CheckAddress(const std::string& path, const std::string& text)
    {
        const auto address = IpAddress::Parse(text);
        if (!address || address->IsUnspecified() || address->IsMulticast())
        {
            Add(path, "", "\"" + text + "\" is not a unicast IP address");
        }
    }

    void CheckResolvers()
    {
        const auto check = [this](const auto& list, const std::string& name) {
            for (size_t i = 0; i < list.size(); ++i)
            {
                for (size_t k = 0; k < list[i].resolvers.size(); ++k)
                {
                    CheckAddress(Item(Item(name, i) + ".resolvers", k), list[i].resolvers[k]);
                }
            }
        };
        check(m_topology.nodes, "nodes");
        check(m_topology.virtualMachines, "virtualMachines");
    }

    ValidationContext& m_context;
    const Topology& m_topology;
    ZonePlan m_plan;
    std::map<std::string, size_t> m_zones; //!< by name in lower case
    std::set<std::string> m_serving;       //!< nodes that serve zones
    std::set<std::string> m_nodes;         //!< nodes with a name server
};

} // namespace

void
ValidateDns(ValidationContext& context)
{
    DnsChecker(context).Check();
}

} // namespace ns3::v6lab
