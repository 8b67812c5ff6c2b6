// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BUILDER_H
#define V6LAB_BUILDER_H

#include "helper/topology/build-azure.h"
#include "helper/topology/build-balancers.h"
#include "helper/topology/build-dns.h"
#include "helper/topology/build-firewall.h"
#include "helper/topology/build-gateway.h"
#include "helper/topology/build-manager.h"
#include "helper/topology/build-outside.h"
#include "helper/topology/build-security.h"
#include "helper/topology/build-traffic.h"
#include "helper/topology/build-translators.h"
#include "helper/topology/topology.h"

#include <string>
#include <vector>

/**
 * Topologies written in C++, by names:
 *
 *     using namespace ns3::v6lab::build;
 *     auto hub = Vnet("hub").Space("10.0.0.0/16").Subnet("nva", "10.0.0.0/24");
 *     auto spoke = Vnet("spoke").Space("10.1.0.0/16").Subnet("app", "10.1.0.0/24").Uses("to-nva");
 *     Topology topology = TopologyBuilder("lab")
 *                             .Add(hub)
 *                             .Add(spoke)
 *                             .Peer(hub, spoke, AllowForwardedTraffic)
 *                             .Add(Udr("to-nva").Via("0.0.0.0/0", "10.0.0.4"))
 *                             .Add(Vm("nva").Nic("hub/nva", "10.0.0.4").Forwarding())
 *                             .Add(Vm("app").Nic("spoke/app"))
 *                             .Add(Ping("app", "nva"))
 *                             .Build();
 *
 * Nothing is judged here: Validate() says what is wrong with the result.
 */
namespace ns3::v6lab::build
{

/** Flags of one side of a peering, to be combined with |. */
enum PeeringFlags : unsigned
{
    NoFlags = 0,
    AllowForwardedTraffic = 1,
    AllowGatewayTransit = 2,
    UseRemoteGateways = 4,
    BlockVirtualNetworkAccess = 8,
};

inline PeeringFlags
operator|(PeeringFlags a, PeeringFlags b)
{
    return static_cast<PeeringFlags>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}

class TopologyBuilder
{
  public:
    explicit TopologyBuilder(const std::string& name, const std::string& description = "");

    TopologyBuilder& Add(const Vnet& vnet);
    TopologyBuilder& Add(const Udr& table);
    TopologyBuilder& Add(const Nsg& group);
    TopologyBuilder& Add(const PublicIp& address);
    /** Adds the machine, its interfaces and their public addresses. */
    TopologyBuilder& Add(const Vm& vm);
    TopologyBuilder& Add(const VnetGateway& gateway);
    TopologyBuilder& Add(const Site& site);
    TopologyBuilder& Add(const Connect& connection);
    TopologyBuilder& Add(const Circuit& circuit);
    /** With their public addresses. */
    TopologyBuilder& Add(const Balancer& balancer);
    TopologyBuilder& Add(const NatGw& gateway);
    /** Adds the firewall and its public addresses. */
    TopologyBuilder& Add(const FirewallIn& firewall);
    TopologyBuilder& Add(const Outside& node);
    TopologyBuilder& Add(const Cable& link);
    TopologyBuilder& Add(const TranslatorOn& translator);
    TopologyBuilder& Add(const DnsZone& zone);
    TopologyBuilder& Add(const NameServerOn& server);
    TopologyBuilder& Add(const Flow& workload);
    TopologyBuilder& Add(const Expect& check);

    TopologyBuilder& Add(const Manager& manager);
    TopologyBuilder& Add(const PrivateEndpoint& endpoint);
    TopologyBuilder& Add(const FlowLog& log);
    TopologyBuilder& Add(const BastionHost& bastion);

    /** Both sides with the same flags; both networks must have been added. */
    TopologyBuilder& Peer(const Vnet& a, const Vnet& b, PeeringFlags both = NoFlags);
    TopologyBuilder& Peer(const Vnet& a, const Vnet& b, PeeringFlags ofA, PeeringFlags ofB);
    /** Both sides, of single subnets (P12); both networks must have been added. */
    TopologyBuilder& PeerSubnets(const Vnet& a,
                                 const std::vector<std::string>& subnetsOfA,
                                 const Vnet& b,
                                 const std::vector<std::string>& subnetsOfB,
                                 PeeringFlags both = NoFlags,
                                 bool onlyIPv6 = false);
    /** The same, with flags for each side. */
    TopologyBuilder& PeerSubnets(const Vnet& a,
                                 const std::vector<std::string>& subnetsOfA,
                                 const Vnet& b,
                                 const std::vector<std::string>& subnetsOfB,
                                 PeeringFlags ofA,
                                 PeeringFlags ofB);
    /** Only the side of `from`; throws std::invalid_argument if `from` has not been added. */
    TopologyBuilder& PeerOneSide(const std::string& from,
                                 const std::string& to,
                                 PeeringFlags flags = NoFlags,
                                 const std::string& state = "");

    TopologyBuilder& Fabric(const FabricSettings& settings);

    const Topology& Build() const
    {
        return m_topology;
    }

  private:
    Topology m_topology;
};

} // namespace ns3::v6lab::build

#endif // V6LAB_BUILDER_H
