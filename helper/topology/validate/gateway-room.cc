// SPDX-License-Identifier: GPL-2.0-only
// Rules A3, A6 and G3: the addresses that gateways and circuits take from a network, and those of
// circuits that must not be of one.
#include "helper/install/gateway-plan.h"
#include "helper/topology/validate/gateway-faults.h"

#include <map>

namespace ns3::v6lab
{

namespace
{

constexpr uint64_t RESERVED = 5; // A3

class RoomChecker : private GatewayFaults
{
  public:
    explicit RoomChecker(ValidationContext& context)
        : GatewayFaults(context),
          m_circuits(context.topology.expressRouteCircuits)
    {
    }

    void Check()
    {
        for (const auto& gateway : m_topology.virtualNetworkGateways)
        {
            if (const auto vnet = VnetOf(gateway))
            {
                m_users[*vnet].instances +=
                    gateway.activeActive ? gateway.ipConfigurations.size() : 1;
            }
        }
        for (const auto& connection : m_topology.connections)
        {
            const auto gateway = m_gateways.Find(connection.virtualNetworkGateway1);
            const auto circuit = m_circuits.Find(connection.expressRouteCircuit);
            const auto vnet = gateway ? VnetOf(Gateway(*gateway)) : std::nullopt;
            if (connection.connectionType == "ExpressRoute" && circuit && vnet)
            {
                CheckCircuit(*circuit, *vnet);
            }
        }
        for (const auto& [vnet, users] : m_users)
        {
            CheckRoom(vnet, users.instances, users.speakers);
        }
    }

  private:
    struct Users
    {
        uint64_t instances{0};
        uint64_t speakers{0}; //!< Microsoft edges, which speak BGP from the gateway's subnet
    };

    void CheckCircuit(size_t place, size_t vnet)
    {
        const auto& circuit = m_topology.expressRouteCircuits[place];
        m_subject = circuit.name;
        for (size_t i = 0; i < circuit.peerings.size(); ++i)
        {
            const auto& peering = circuit.peerings[i];
            m_path = Item(Item("expressRouteCircuits", place) + ".peerings", i);
            CheckLink(peering.primaryPeerAddressPrefix, ".primaryPeerAddressPrefix", vnet);
            CheckLink(peering.secondaryPeerAddressPrefix, ".secondaryPeerAddressPrefix", vnet);
            CheckLink(peering.primaryPeerAddressPrefixIPv6, ".primaryPeerAddressPrefixIPv6", vnet);
            CheckLink(peering.secondaryPeerAddressPrefixIPv6,
                      ".secondaryPeerAddressPrefixIPv6",
                      vnet);
        }
        for (const bool secondary : {false, true})
        {
            m_users[vnet].speakers += Speaks(circuit, secondary) ? 1 : 0;
        }
    }

    /** As HasSession() of what is planned, which has no prefixes that are none. */
    bool Speaks(const ExpressRouteCircuit& circuit, bool secondary) const
    {
        const auto* peering = PrivatePeeringOf(circuit);
        const auto router =
            m_context.nodes.Find(secondary ? circuit.secondaryRouter : circuit.primaryRouter);
        return peering != nullptr && router && m_topology.nodes[*router].bgp &&
               Prefix::Parse(secondary ? peering->secondaryPeerAddressPrefix
                                       : peering->primaryPeerAddressPrefix);
    }

    void CheckLink(const std::string& text, const std::string& member, size_t vnet)
    {
        const auto prefix = Prefix::Parse(text);
        const Claim* own = prefix ? m_context.spaces[vnet].Overlapping(*prefix) : nullptr;
        if (own != nullptr)
        {
            Add(member,
                "",
                "G3",
                text + " overlaps " + own->prefix.ToString() + " of " +
                    m_topology.virtualNetworks[vnet].name + ", to whose gateway the circuit leads");
        }
    }

    void CheckRoom(size_t vnet, uint64_t instances, uint64_t speakers)
    {
        const auto& subnets = m_topology.virtualNetworks[vnet].subnets;
        for (size_t i = 0; i < subnets.size(); ++i)
        {
            for (const Claim& claim : ParsedClaims(subnets[i].addressPrefixes))
            {
                const uint8_t length = claim.prefix.GetLength();
                if (subnets[i].name != "GatewaySubnet" || claim.prefix.GetFamily() != Family::V4 ||
                    length > 29) // A6
                {
                    continue;
                }
                const uint64_t room = (uint64_t{1} << (32 - length)) - RESERVED;
                if (instances + speakers > room)
                {
                    m_path = Item(Item("virtualNetworks", vnet) + ".subnets", i);
                    m_subject = m_topology.virtualNetworks[vnet].name + "/" + subnets[i].name;
                    Add("",
                        "SubnetIsFull",
                        "A6",
                        std::to_string(instances) + " gateway instances and " +
                            std::to_string(speakers) + " BGP speakers of circuits, but " +
                            claim.prefix.ToString() + " has room for " + std::to_string(room) +
                            "; Azure recommends a /27");
                }
            }
        }
    }

    NameIndex m_circuits;
    std::map<size_t, Users> m_users; //!< by virtual network
};

} // namespace

void
CheckGatewayRoom(ValidationContext& context)
{
    RoomChecker(context).Check();
}

} // namespace ns3::v6lab
