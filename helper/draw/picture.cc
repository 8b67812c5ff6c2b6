// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/picture.h"

#include "helper/draw/gateway-words.h"
#include "helper/draw/name-words.h"
#include "helper/draw/translator-words.h"
#include "helper/draw/vpn-words.h"
#include "helper/topology/bgp-neighbor.h"
#include "helper/topology/firewall-machines.h"
#include "helper/topology/managed-networks.h"
#include "helper/topology/validate/context.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

constexpr size_t MOST_ROUTES = 5;
constexpr size_t MANY_USERS = 4;
constexpr size_t MANY_PEERINGS = 5;

bool
HasV6(const std::vector<std::string>& prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(), [](const std::string& prefix) {
        return prefix.find(':') != std::string::npos;
    });
}

std::string
RouteLine(const Route& route)
{
    return route.addressPrefix + " → " +
           (route.nextHopIpAddress.empty() ? route.nextHopType : route.nextHopIpAddress);
}

/** What one side of a peering allows beyond the default. */
std::string
FlagWords(const VirtualNetworkPeering& side)
{
    std::string words;
    const auto add = [&](bool set, const char* word) {
        words += set ? (words.empty() ? "" : ", ") + std::string(word) : "";
    };
    add(!side.allowVirtualNetworkAccess, "access blocked");
    add(side.allowForwardedTraffic, "forwarded traffic");
    add(side.allowGatewayTransit, "gateway transit");
    add(side.useRemoteGateways, "remote gateways");
    add(side.enableOnlyIPv6Peering, "only IPv6");
    for (const auto& subnet : side.localSubnetNames)
    {
        add(!side.peerCompleteVnets, ("only " + subnet).c_str());
    }
    return words;
}

class PictureMaker
{
  public:
    explicit PictureMaker(const Topology& topology)
        : m_topology(topology),
          m_context(topology),
          m_managed(ApplyManagers(topology))
    {
    }

    Picture Make()
    {
        m_picture.title = m_topology.name;
        m_picture.description = m_topology.description;
        std::set<std::string> locations;
        for (const auto& vnet : m_topology.virtualNetworks)
        {
            locations.insert(vnet.location);
        }
        for (const auto& translator : m_topology.translators)
        {
            m_translators[translator.node].push_back(TranslatorLines(translator));
        }
        FindSharedTables();
        for (const auto& vnet : m_topology.virtualNetworks)
        {
            AddNetwork(vnet, locations.size() > 1);
        }
        for (const auto& vm : m_topology.virtualMachines)
        {
            AddMachine(vm);
        }
        for (const auto& balancer : m_topology.loadBalancers)
        {
            AddBalancer(balancer);
        }
        AddEndpoints();
        AddMeshes();
        AddPeerings();
        FindCommonFlags();
        for (const auto& link : m_topology.links)
        {
            m_picture.links.push_back({link.name, link.kind == "lan", Figures(link), {}});
        }
        for (size_t i = 0; i < m_topology.nodes.size(); ++i)
        {
            AddNode(i);
        }
        AddGateways(m_topology, m_context, m_picture);
        return std::move(m_picture);
    }

  private:
    void AddNetwork(const VirtualNetwork& vnet, bool withLocation)
    {
        NetworkView view;
        view.name = vnet.name;
        view.location = withLocation ? vnet.location : "";
        view.prefixes = vnet.addressPrefixes;
        view.dual = HasV6(vnet.addressPrefixes);
        for (const auto& subnet : vnet.subnets)
        {
            SubnetView part;
            part.name = subnet.name;
            part.prefixes = subnet.addressPrefixes;
            for (const auto& service : subnet.serviceEndpoints)
            {
                part.prefixes.push_back("endpoint of " + service);
            }
            part.isPrivate = !subnet.defaultOutboundAccess;
            part.securityGroup = subnet.networkSecurityGroup;
            part.natGateway = subnet.natGateway;
            part.routeTable = subnet.routeTable;
            const auto table = m_context.routeTables.Find(subnet.routeTable);
            if (table && m_users[subnet.routeTable] < MANY_USERS)
            {
                AddRoutes(m_topology.routeTables[*table].routes, part.routes);
            }
            view.subnets.push_back(std::move(part));
        }
        m_picture.networks.push_back(std::move(view));
    }

    void FindSharedTables()
    {
        for (const auto& vnet : m_topology.virtualNetworks)
        {
            for (const auto& subnet : vnet.subnets)
            {
                ++m_users[subnet.routeTable];
            }
        }
        for (const auto& table : m_topology.routeTables)
        {
            if (m_users[table.name] >= MANY_USERS)
            {
                auto& shared = m_picture.sharedTables.emplace_back();
                shared.name = table.name;
                AddRoutes(table.routes, shared.routes);
            }
        }
    }

    void FindCommonFlags()
    {
        const auto& peerings = m_picture.peerings;
        const auto like = [&](const PeeringView& peering) {
            return peering.state == "Connected" && peering.flags.size() < 2 &&
                   peering.flags == peerings.front().flags;
        };
        m_picture.alike =
            peerings.size() >= MANY_PEERINGS && std::all_of(peerings.begin(), peerings.end(), like);
        if (m_picture.alike && !peerings.front().flags.empty())
        {
            m_picture.commonFlags = peerings.front().flags.front();
        }
    }

    static void AddRoutes(const std::vector<Route>& routes, std::vector<std::string>& lines)
    {
        const size_t shown = routes.size() > MOST_ROUTES ? MOST_ROUTES - 1 : routes.size();
        for (size_t i = 0; i < shown; ++i)
        {
            lines.push_back(RouteLine(routes[i]));
        }
        if (shown < routes.size())
        {
            lines.push_back("and " + std::to_string(routes.size() - shown) + " more");
        }
    }

    /** A machine stands in the subnet of its first configuration and names the others it is in. */
    void AddMachine(const VirtualMachine& vm)
    {
        MachineView view;
        view.name = vm.name;
        view.appliance = vm.guestForwarding;
        view.translators = m_translators[vm.name];
        std::optional<SubnetPlace> home;
        for (const auto& name : vm.networkInterfaces)
        {
            const auto nic = m_context.nics.Find(name);
            const size_t count =
                nic ? m_topology.networkInterfaces[*nic].ipConfigurations.size() : 0;
            for (size_t i = 0; i < count; ++i)
            {
                const auto& configuration = m_topology.networkInterfaces[*nic].ipConfigurations[i];
                const auto place = m_context.FindSubnet(configuration.subnet);
                home = home ? home : place;
                const bool elsewhere = place && *place != *home;
                AddAddress(configuration, elsewhere, view);
            }
            if (nic && !m_topology.networkInterfaces[*nic].networkSecurityGroup.empty())
            {
                view.lines.push_back("NSG " +
                                     m_topology.networkInterfaces[*nic].networkSecurityGroup);
            }
        }
        AddFilterLines(vm, view);
        const auto names = NameLines(m_topology, vm.name);
        view.lines.insert(view.lines.end(), names.begin(), names.end());
        auto& machines = home ? m_picture.networks[home->vnet].subnets[home->subnet].machines
                              : m_picture.unplaced;
        machines.push_back(std::move(view));
    }

    /** A load balancer stands in the subnet of its first frontend, or of its first instance. */
    void AddBalancer(const LoadBalancer& balancer)
    {
        MachineView view;
        view.name = balancer.name;
        view.lines.push_back("load balancer");
        std::optional<SubnetPlace> home;
        for (const auto& frontend : balancer.frontendIPConfigurations)
        {
            view.dual = view.dual || frontend.privateIPAddressVersion == "IPv6";
            const auto place = m_context.publicIps.Find(frontend.publicIPAddress);
            const std::string own =
                place ? m_topology.publicIPAddresses[*place].ipAddress : frontend.privateIPAddress;
            if (!frontend.publicIPAddress.empty())
            {
                view.publics.push_back(own.empty() ? frontend.publicIPAddress : own);
                m_picture.internet = true;
                continue;
            }
            view.lines.push_back(own.empty() ? frontend.privateIPAddressVersion + " next free"
                                             : own);
            home = home ? home : m_context.FindSubnet(frontend.subnet);
        }
        for (const auto& rule : balancer.loadBalancingRules)
        {
            view.lines.push_back(rule.protocol == "All"
                                     ? "HA ports → " + rule.backendAddressPool
                                     : rule.protocol + " " + std::to_string(rule.frontendPort) +
                                           " → " + rule.backendAddressPool + " " +
                                           std::to_string(rule.backendPort));
        }
        for (const auto& pool : balancer.backendAddressPools)
        {
            const auto members = MembersOf(balancer.name + "/" + pool.name, home);
            view.lines.push_back(pool.name + ": " + (members.empty() ? "empty" : members));
        }
        auto& machines = home ? m_picture.networks[home->vnet].subnets[home->subnet].machines
                              : m_picture.unplaced;
        machines.push_back(std::move(view));
    }

    /** The interfaces in a pool; the first one's subnet becomes the home that is still missing. */
    std::string MembersOf(const std::string& pool, std::optional<SubnetPlace>& home) const
    {
        std::string words;
        for (const auto& nic : m_topology.networkInterfaces)
        {
            for (const auto& configuration : nic.ipConfigurations)
            {
                const auto& pools = configuration.loadBalancerBackendAddressPools;
                if (std::count(pools.begin(), pools.end(), pool) != 0)
                {
                    words += (words.empty() ? "" : ", ") + nic.name;
                    home = home ? home : m_context.FindSubnet(configuration.subnet);
                }
            }
        }
        return words;
    }

    void AddFilterLines(const VirtualMachine& vm, MachineView& view) const
    {
        const auto counted = [](size_t count) {
            return std::to_string(count) + (count == 1 ? " rule" : " rules");
        };
        for (const auto& firewall : m_topology.azureFirewalls)
        {
            size_t rules = 0;
            for (const auto& collection : firewall.natRuleCollections)
            {
                rules += collection.rules.size();
            }
            for (const auto& collection : firewall.networkRuleCollections)
            {
                rules += collection.rules.size();
            }
            if (firewall.name == vm.name)
            {
                view.lines.push_back("Azure Firewall, " + counted(rules));
            }
        }
        if (vm.firewall)
        {
            view.lines.push_back("packet filter, " + counted(vm.firewall->rules.size()));
            for (const auto& version : vm.firewall->masquerade)
            {
                view.lines.push_back("masquerades " + version);
            }
        }
    }

    void AddAddress(const IpConfiguration& configuration, bool elsewhere, MachineView& view)
    {
        const bool v6 = configuration.privateIPAddressVersion == "IPv6";
        view.dual = view.dual || v6;
        const std::string address = configuration.privateIPAddress.empty()
                                        ? configuration.privateIPAddressVersion + " next free"
                                        : configuration.privateIPAddress;
        const std::string subnet = configuration.subnet.substr(configuration.subnet.find('/') + 1);
        view.lines.push_back(address + (elsewhere ? " in " + subnet : ""));
        if (configuration.publicIPAddress.empty())
        {
            return;
        }
        const auto place = m_context.publicIps.Find(configuration.publicIPAddress);
        const std::string known = place ? m_topology.publicIPAddresses[*place].ipAddress : "";
        view.publics.push_back(known.empty() ? configuration.publicIPAddress : known);
        m_picture.internet = true;
    }

    void AddAtSubnet(const std::string& subnet, MachineView view)
    {
        const auto place = m_context.FindSubnet(subnet);
        auto& machines = place ? m_picture.networks[place->vnet].subnets[place->subnet].machines
                               : m_picture.unplaced;
        machines.push_back(std::move(view));
    }

    /** Private endpoints and Bastions, in their subnets. */
    void AddEndpoints()
    {
        for (const auto& endpoint : m_topology.privateEndpoints)
        {
            MachineView view;
            view.name = endpoint.name;
            view.lines = {
                endpoint.privateIPAddress.empty() ? "IPv4 next free" : endpoint.privateIPAddress,
                "private endpoint" + (endpoint.service.empty() ? "" : " of " + endpoint.service)};
            AddAtSubnet(endpoint.subnet, std::move(view));
        }
        for (const auto& bastion : m_topology.bastionHosts)
        {
            for (const auto& configuration : bastion.ipConfigurations)
            {
                MachineView view;
                view.name = bastion.name;
                view.lines = {"Bastion"};
                const auto place = m_context.publicIps.Find(configuration.publicIPAddress);
                const std::string known =
                    place ? m_topology.publicIPAddresses[*place].ipAddress : "";
                view.publics = {known.empty() ? configuration.publicIPAddress : known};
                m_picture.internet = true;
                AddAtSubnet(configuration.subnet, std::move(view));
            }
        }
    }

    /** Each member says so: lines between all of them would hide the rest. */
    void AddMeshes()
    {
        for (size_t i = 0; i < m_managed.meshes.size(); ++i)
        {
            for (const size_t place : m_managed.meshes[i].members)
            {
                m_picture.networks[place].prefixes.push_back("connected group " +
                                                             std::to_string(i + 1));
            }
        }
    }

    void AddPeerings()
    {
        const auto& vnets = m_managed.virtualNetworks;
        for (size_t i = 0; i < vnets.size(); ++i)
        {
            for (const auto& side : vnets[i].virtualNetworkPeerings)
            {
                const auto remote = m_context.vnets.Find(side.remoteVirtualNetwork);
                if (remote && *remote != i)
                {
                    AddPeering(i, *remote, side);
                }
            }
        }
    }

    void AddPeering(size_t from, size_t to, const VirtualNetworkPeering& side)
    {
        const VirtualNetworkPeering* other = Side(to, from);
        if (other && to < from)
        {
            return; // drawn from the other end
        }
        PeeringView view;
        view.from = from;
        view.to = to;
        view.state = State(side, other);
        const std::string ours = FlagWords(side);
        const std::string theirs = other ? FlagWords(*other) : "";
        if (other && ours == theirs)
        {
            view.flags = ours.empty() ? std::vector<std::string>{} : std::vector<std::string>{ours};
        }
        else
        {
            view.flags.push_back(m_topology.virtualNetworks[from].name + ": " +
                                 (ours.empty() ? "no flags" : ours));
            view.flags.push_back(m_topology.virtualNetworks[to].name + ": " +
                                 (!other           ? "no peering back"
                                  : theirs.empty() ? "no flags"
                                                   : theirs));
        }
        m_picture.peerings.push_back(std::move(view));
    }

    const VirtualNetworkPeering* Side(size_t from, size_t to) const
    {
        const auto& sides = m_managed.virtualNetworks[from].virtualNetworkPeerings;
        const auto found = std::find_if(sides.begin(), sides.end(), [&](const auto& side) {
            return side.remoteVirtualNetwork == m_topology.virtualNetworks[to].name;
        });
        return found == sides.end() ? nullptr : &*found;
    }

    static std::string State(const VirtualNetworkPeering& side, const VirtualNetworkPeering* other)
    {
        for (const auto* half : {&side, other})
        {
            if (half && (half->peeringState == "Disconnected" || half->peeringState == "Initiated"))
            {
                return half->peeringState;
            }
        }
        return other ? "Connected" : "Initiated";
    }

    static std::vector<std::string> Figures(const Link& link)
    {
        static const Link STANDARD;
        std::string figures;
        const auto add = [&](bool shown, const std::string& text) {
            figures += shown ? (figures.empty() ? "" : ", ") + text : "";
        };
        add(link.dataRate != STANDARD.dataRate, link.dataRate);
        add(link.delay != STANDARD.delay, link.delay);
        add(link.mtu != STANDARD.mtu, "MTU " + std::to_string(link.mtu));
        for (const auto& outage : link.outages)
        {
            add(true, "cut " + outage.from + (outage.to.empty() ? " for good" : "–" + outage.to));
        }
        return figures.empty() ? std::vector<std::string>{} : std::vector<std::string>{figures};
    }

    void AddNode(size_t place)
    {
        const OutsideNode& node = m_topology.nodes[place];
        NodeView view;
        view.name = node.name;
        view.router = node.kind == "router";
        view.translators = m_translators[node.name];
        for (const auto& interface : node.interfaces)
        {
            view.lines.insert(view.lines.end(),
                              interface.addresses.begin(),
                              interface.addresses.end());
            if (interface.autoconfigure)
            {
                view.lines.emplace_back("IPv6 by advertisement");
            }
            if (const auto link = m_context.links.Find(interface.link))
            {
                AddEnd(m_picture.links[*link], place, interface);
            }
        }
        if (node.internet)
        {
            view.internet = true;
            m_picture.internet = true;
            view.lines.insert(view.lines.end(),
                              node.internet->addresses.begin(),
                              node.internet->addresses.end());
            for (const auto& prefix : node.internet->prefixes)
            {
                view.lines.push_back("routed here: " + prefix);
            }
        }
        AddBgp(node, view);
        const auto vpns = VpnLines(node);
        view.lines.insert(view.lines.end(), vpns.begin(), vpns.end());
        const auto names = NameLines(m_topology, node.name);
        view.lines.insert(view.lines.end(), names.begin(), names.end());
        m_picture.nodes.push_back(std::move(view));
    }

    /** A session over a link stands at the link, any other at the node. */
    void AddBgp(const OutsideNode& node, NodeView& view)
    {
        if (!node.bgp)
        {
            return;
        }
        view.lines.push_back("AS " + std::to_string(node.bgp->asn) +
                             (node.bgp->bfd ? ", BFD" : ""));
        for (const auto& neighbor : node.bgp->neighbors)
        {
            const auto ends = FindBgpNeighbor(m_topology, node, neighbor);
            const auto link = SharedLink(node, ends);
            if (!link)
            {
                view.lines.push_back("BGP with " + neighbor.address);
            }
            else if (std::count(link->lines.begin(), link->lines.end(), "BGP") == 0)
            {
                link->lines.emplace_back("BGP");
            }
        }
    }

    /** The link whose subnet the session is in; null if there is none. */
    LinkView* SharedLink(const OutsideNode& node, const BgpNeighborEnds& ends)
    {
        for (const auto& interface : node.interfaces)
        {
            const bool shared =
                std::count(ends.links.begin(), ends.links.end(), interface.link) != 0;
            for (const auto& text : interface.addresses)
            {
                const auto parsed = ParseInterfaceAddress(text);
                const auto link = m_context.links.Find(interface.link);
                if (shared && parsed && ends.remote && link &&
                    parsed->network.Contains(*ends.remote))
                {
                    return &m_picture.links[*link];
                }
            }
        }
        return nullptr;
    }

    static void AddEnd(LinkView& link, size_t node, const Interface& interface)
    {
        link.ends.push_back(node);
        for (const auto& text : interface.addresses)
        {
            const auto parsed = ParseInterfaceAddress(text);
            const std::string prefix = parsed ? parsed->network.ToString() : text;
            if (std::count(link.lines.begin(), link.lines.end(), prefix) == 0)
            {
                link.lines.push_back(prefix);
            }
        }
    }

    const Topology& m_topology;
    ValidationContext m_context;
    ManagedNetworks m_managed;
    Picture m_picture;
    std::map<std::string, size_t> m_users;                            //!< of route tables
    std::map<std::string, std::vector<TranslatorView>> m_translators; //!< of nodes and machines
};

} // namespace

Picture
MakePicture(const Topology& topology)
{
    const Topology whole = WithFirewallMachines(topology);
    return PictureMaker(whole).Make();
}

} // namespace ns3::v6lab
