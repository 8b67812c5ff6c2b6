// SPDX-License-Identifier: GPL-2.0-only
// Rules R8 and R9: private endpoints and service endpoints; targets of flow logs.
#include "helper/topology/validate/context.h"
#include "model/core/azure/service-prefixes.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

constexpr uint64_t FIRST_USABLE = 4; // A3

class EndpointChecker
{
  public:
    explicit EndpointChecker(ValidationContext& context)
        : m_context(context),
          m_topology(context.topology)
    {
    }

    void Check()
    {
        CheckServiceEndpoints();
        NoteNics();
        for (size_t i = 0; i < m_topology.privateEndpoints.size(); ++i)
        {
            CheckPrivateEndpoint(m_topology.privateEndpoints[i], Item("privateEndpoints", i));
        }
    }

  private:
    void CheckServiceEndpoints()
    {
        for (size_t i = 0; i < m_topology.virtualNetworks.size(); ++i)
        {
            const auto& vnet = m_topology.virtualNetworks[i];
            for (size_t j = 0; j < vnet.subnets.size(); ++j)
            {
                const std::string path = Item(Item("virtualNetworks", i) + ".subnets", j);
                const auto& services = vnet.subnets[j].serviceEndpoints;
                for (size_t k = 0; k < services.size(); ++k)
                {
                    CheckService(services[k],
                                 Item(path + ".serviceEndpoints", k),
                                 vnet.name + "/" + vnet.subnets[j].name);
                }
            }
        }
    }

    void CheckService(const std::string& name, const std::string& path, const std::string& subject)
    {
        if (azure::FindEndpointService(name) || InternetNode(name))
        {
            return;
        }
        std::string known;
        for (const auto& service : azure::EndpointServices())
        {
            known += std::string(service.name) + ", ";
        }
        m_context.Add({path,
                       subject,
                       "",
                       "R9",
                       "\"" + name + "\" is no service; allowed are " + known +
                           "and nodes with an internet attachment"});
    }

    const OutsideNode* InternetNode(const std::string& name) const
    {
        const auto place = m_context.nodes.Find(name);
        return place && m_topology.nodes[*place].internet ? &m_topology.nodes[*place] : nullptr;
    }

    void NoteNics()
    {
        for (const auto& nic : m_topology.networkInterfaces)
        {
            for (const auto& configuration : nic.ipConfigurations)
            {
                const auto place = m_context.FindSubnet(configuration.subnet);
                const auto address = IpAddress::Parse(configuration.privateIPAddress);
                if (place && address)
                {
                    m_owners.emplace(std::make_pair(place->vnet, *address), nic.name);
                }
            }
        }
    }

    void CheckPrivateEndpoint(const PrivateEndpoint& endpoint, const std::string& path)
    {
        const auto add =
            [&](const char* field, const char* word, const char* rule, const std::string& text) {
                m_context.Add({path + field, endpoint.name, word, rule, text});
            };
        if (!endpoint.service.empty())
        {
            const auto* node = InternetNode(endpoint.service);
            const bool has4 =
                node && std::any_of(node->internet->addresses.begin(),
                                    node->internet->addresses.end(),
                                    [](const auto& a) { return a.find(':') == std::string::npos; });
            if (!has4)
            {
                add(".service",
                    "InvalidResourceReference",
                    "R8",
                    "there is no node \"" + endpoint.service +
                        "\" with an IPv4 address on the internet");
            }
        }
        const auto place = m_context.FindSubnet(endpoint.subnet);
        if (!place)
        {
            add(".subnet",
                "InvalidResourceReference",
                "R8",
                "there is no subnet \"" + endpoint.subnet +
                    "\" (write \"virtual network/subnet\")");
            return;
        }
        const auto& space = m_context.subnetSpaces[place->vnet][place->subnet];
        if (!space.Has(Family::V4))
        {
            add(".subnet", "", "R8", "private endpoints are IPv4 only, and the subnet has none");
            return;
        }
        if (endpoint.privateIPAddress.empty())
        {
            return;
        }
        const auto address = IpAddress::Parse(endpoint.privateIPAddress);
        if (!address || !address->IsV4())
        {
            add(".privateIPAddress",
                "",
                "R8",
                "\"" + endpoint.privateIPAddress + "\" is not an IPv4 address");
            return;
        }
        const Claim* around = space.Containing(*address);
        if (!around)
        {
            add(".privateIPAddress",
                "PrivateIPAddressNotInSubnet",
                "A5",
                endpoint.privateIPAddress + " is not in subnet " + endpoint.subnet);
        }
        else if (*address < around->prefix.GetAddress().Plus(FIRST_USABLE) ||
                 *address == around->prefix.Last())
        {
            add(".privateIPAddress",
                "PrivateIPAddressInReservedRange",
                "A3",
                endpoint.privateIPAddress + " is reserved by Azure");
        }
        const auto [first, fresh] =
            m_owners.emplace(std::make_pair(place->vnet, *address), endpoint.name);
        if (!fresh)
        {
            add(".privateIPAddress",
                "PrivateIPAddressIsAllocated",
                "R8",
                endpoint.privateIPAddress + " already belongs to " + first->second);
        }
    }

    ValidationContext& m_context;
    const Topology& m_topology;
    std::map<std::pair<size_t, IpAddress>, std::string> m_owners;
};

} // namespace

void
ValidateEndpoints(ValidationContext& context)
{
    EndpointChecker(context).Check();
}

void
ValidateFlowLogs(ValidationContext& context)
{
    const auto& logs = context.topology.flowLogs;
    std::set<std::string> targets;
    for (size_t i = 0; i < logs.size(); ++i)
    {
        const std::string& target = logs[i].target;
        const std::string path = Item("flowLogs", i) + ".target";
        if (!context.vnets.Find(target) && !context.FindSubnet(target) &&
            !context.nics.Find(target))
        {
            context.Add(
                {path,
                 logs[i].name,
                 "InvalidResourceReference",
                 "",
                 "there is no virtual network, subnet or network interface \"" + target + "\""});
        }
        else if (!targets.insert(target).second)
        {
            context.Add({path, logs[i].name, "", "", target + " has a flow log already"});
        }
    }
}

} // namespace ns3::v6lab
