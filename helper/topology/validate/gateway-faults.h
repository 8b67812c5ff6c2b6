// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_GATEWAY_FAULTS_H
#define V6LAB_GATEWAY_FAULTS_H

#include "helper/topology/validate/context.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** The faults of one kind of part that has to do with gateways, for those who check it. */
class GatewayFaults
{
  public:
    explicit GatewayFaults(ValidationContext& context);

  protected:
    const VirtualNetworkGateway& Gateway(size_t place) const;
    std::optional<size_t> VnetOf(const VirtualNetworkGateway& gateway) const;
    /** The gateways of a network of a type; of any type if that is empty. */
    std::vector<const VirtualNetworkGateway*> GatewaysOf(size_t vnet,
                                                         const std::string& type = "") const;
    void Missing(const std::string& member, const std::string& kind, const std::string& name);
    void Add(const std::string& member,
             const char* word,
             const char* rule,
             const std::string& sentence);

    ValidationContext& m_context;
    const Topology& m_topology;
    NameIndex m_gateways;
    std::string m_path;
    std::string m_subject;
};

/** The connections of gateways, and what each leads to (R7, R11a, R12, R18). */
void CheckGatewayConnections(ValidationContext& context);
/** Who uses gateways: peerings and route tables (P4, R12, D1). */
void CheckGatewayUses(ValidationContext& context);
/** What stands at the far end: local network gateways. */
void CheckGatewaySites(ValidationContext& context);
/** Room in GatewaySubnet, and links of circuits apart from the gateway's network (A3, A6, G3). */
void CheckGatewayRoom(ValidationContext& context);
/** The tunnels of nodes. */
void CheckTunnels(ValidationContext& context);

} // namespace ns3::v6lab

#endif // V6LAB_GATEWAY_FAULTS_H
