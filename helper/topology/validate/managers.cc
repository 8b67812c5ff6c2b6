// SPDX-License-Identifier: GPL-2.0-only
// Rules N1, N2 and N5, and P6 and P6a for the peerings that Virtual Network Manager would make.
#include "helper/topology/managed-networks.h"
#include "helper/topology/validate/context.h"

#include <set>

namespace ns3::v6lab
{

namespace
{

constexpr size_t MOST_MEMBERS = 250; // N2
constexpr size_t MOST_GROUPS = 2;    // N2

class ManagerChecker
{
  public:
    explicit ManagerChecker(ValidationContext& context)
        : m_context(context),
          m_topology(context.topology)
    {
    }

    void Check()
    {
        for (size_t i = 0; i < m_topology.networkManagers.size(); ++i)
        {
            const auto& manager = m_topology.networkManagers[i];
            for (size_t j = 0; j < manager.networkGroups.size(); ++j)
            {
                CheckGroup(manager.networkGroups[j],
                           Item(Item("networkManagers", i) + ".networkGroups", j));
            }
            for (size_t j = 0; j < manager.connectivityConfigurations.size(); ++j)
            {
                m_subject = manager.name + "/" + manager.connectivityConfigurations[j].name;
                CheckConfiguration(manager, manager.connectivityConfigurations[j], PathOf({i, j}));
            }
        }
        if (m_topology.networkManagers.empty())
        {
            return;
        }
        const ManagedNetworks managed = ApplyManagers(m_topology);
        CheckMeshes(managed);
        CheckPeerings(managed);
    }

  private:
    static std::string PathOf(const ConfigurationPlace& place)
    {
        return Item(Item("networkManagers", place.manager) + ".connectivityConfigurations",
                    place.configuration);
    }

    void Add(const std::string& path,
             const char* word,
             const char* rule,
             const std::string& sentence)
    {
        m_context.Add({path, m_subject, word, rule, sentence});
    }

    void CheckGroup(const NetworkGroup& group, const std::string& path)
    {
        m_subject = group.name;
        std::set<std::string> seen;
        for (size_t i = 0; i < group.virtualNetworks.size(); ++i)
        {
            const std::string& name = group.virtualNetworks[i];
            const std::string at = Item(path + ".virtualNetworks", i);
            if (!m_context.vnets.Find(name))
            {
                Add(at,
                    "InvalidResourceReference",
                    "N1",
                    "there is no virtual network \"" + name + "\"");
            }
            else if (!seen.insert(name).second)
            {
                Add(at, "", "N1", name + " is a member already");
            }
        }
    }

    void CheckConfiguration(const NetworkManager& manager,
                            const ConnectivityConfiguration& configuration,
                            const std::string& path)
    {
        const bool star = configuration.connectivityTopology == "HubAndSpoke";
        if (star && !m_context.vnets.Find(configuration.hub))
        {
            Add(path + ".hub",
                "InvalidResourceReference",
                "N1",
                "HubAndSpoke needs a hub, and there is no virtual network \"" + configuration.hub +
                    "\"");
        }
        if (!star && !configuration.hub.empty())
        {
            Add(path + ".hub", "", "N1", "only HubAndSpoke has a hub");
        }
        for (size_t i = 0; i < configuration.appliesToGroups.size(); ++i)
        {
            const auto& item = configuration.appliesToGroups[i];
            const std::string at = Item(path + ".appliesToGroups", i);
            if (!NameIndex(manager.networkGroups).Find(item.networkGroup))
            {
                Add(at + ".networkGroup",
                    "InvalidResourceReference",
                    "N1",
                    manager.name + " has no network group \"" + item.networkGroup + "\"");
            }
            if (!star && item.useHubGateway)
            {
                Add(at + ".useHubGateway", "", "N3", "only HubAndSpoke has a hub with a gateway");
            }
        }
    }

    void CheckMeshes(const ManagedNetworks& managed)
    {
        std::map<size_t, size_t> memberships;
        for (const ManagedMesh& mesh : managed.meshes)
        {
            const auto& configuration = Get(mesh.by);
            if (mesh.members.size() > MOST_MEMBERS)
            {
                Add(PathOf(mesh.by),
                    "",
                    "N2",
                    std::to_string(mesh.members.size()) +
                        " virtual networks in a connected group; "
                        "at most " +
                        std::to_string(MOST_MEMBERS) + " are allowed");
            }
            std::vector<Claim> claims;
            for (const size_t place : mesh.members)
            {
                const auto& vnet = m_topology.virtualNetworks[place];
                if (++memberships[place] > MOST_GROUPS)
                {
                    Add(PathOf(mesh.by),
                        "",
                        "N2",
                        vnet.name + " would be in more than " + std::to_string(MOST_GROUPS) +
                            " connected groups");
                }
                for (const Claim& claim : ParsedClaims(vnet.addressPrefixes))
                {
                    claims.push_back({claim.prefix, place});
                }
            }
            const auto overlaps = FindOverlaps(claims);
            if (configuration.connectedGroupAddressOverlap == "Disallowed" && !overlaps.empty())
            {
                const Claim& first = claims[overlaps.front().first];
                const Claim& second = claims[overlaps.front().second];
                Add(PathOf(mesh.by) + ".connectedGroupAddressOverlap",
                    "",
                    "N2",
                    second.prefix.ToString() + " of " +
                        m_topology.virtualNetworks[second.owner].name + " overlaps " +
                        first.prefix.ToString() + " of " +
                        m_topology.virtualNetworks[first.owner].name +
                        ", and overlaps are Disallowed");
            }
        }
    }

    const ConnectivityConfiguration& Get(const ConfigurationPlace& place)
    {
        const auto& manager = m_topology.networkManagers[place.manager];
        const auto& configuration = manager.connectivityConfigurations[place.configuration];
        m_subject = manager.name + "/" + configuration.name;
        return configuration;
    }

    /** Real peerings obey the rules of peerings, whoever makes them. */
    void CheckPeerings(const ManagedNetworks& managed)
    {
        Topology made;
        made.virtualNetworks = managed.virtualNetworks;
        made.virtualNetworkGateways = m_topology.virtualNetworkGateways;
        ValidationContext inner(made);
        ValidatePeering(inner);
        std::map<std::string, ConfigurationPlace> makers;
        for (const auto& [where, by] : managed.makers)
        {
            makers.emplace(Item(Item("virtualNetworks", where.first) + ".virtualNetworkPeerings",
                                where.second),
                           by);
        }
        for (const Fault& fault : inner.faults)
        {
            const auto by = makers.find(fault.path);
            if (by != makers.end() && fault.rule != "P4") // N3 has its own way with gateways
            {
                Get(by->second);
                m_context.Add(
                    {PathOf(by->second), m_subject, fault.word, fault.rule, fault.sentence});
            }
        }
    }

    ValidationContext& m_context;
    const Topology& m_topology;
    std::string m_subject;
};

} // namespace

void
ValidateManagers(ValidationContext& context)
{
    ManagerChecker(context).Check();
}

} // namespace ns3::v6lab
