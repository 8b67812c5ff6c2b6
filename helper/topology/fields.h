// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIELDS_H
#define V6LAB_FIELDS_H

#include "helper/topology/advertisement-fields.h"
#include "helper/topology/balancer-fields.h"
#include "helper/topology/dhcp-fields.h"
#include "helper/topology/dns-fields.h"
#include "helper/topology/field.h"
#include "helper/topology/firewall-fields.h"
#include "helper/topology/gateway-fields.h"
#include "helper/topology/island-fields.h"
#include "helper/topology/machine-fields.h"
#include "helper/topology/manager-fields.h"
#include "helper/topology/outside-fields.h"
#include "helper/topology/security-fields.h"
#include "helper/topology/topology.h"
#include "helper/topology/traffic-fields.h"
#include "helper/topology/translator-fields.h"
#include "helper/topology/vnet-fields.h"
#include "helper/topology/vpn-fields.h"

/**
 * The one declaration of what a topology consists of.
 *
 * `Fields(visitor, Of<Subnet>())` calls `visitor(Field, pointer to member)` for each field in the
 * order of the struct; `TypeName(Of<Subnet>())` names the struct. The reader, the writers, the JSON
 * schema, the comparison, the checks of words and the docs table are visitors, so a new field is
 * one line here.
 */
namespace ns3::v6lab
{

V6LAB_TYPE_NAME(FabricSettings, "fabric")

template <class V>
void
Fields(V& v, Of<FabricSettings>)
{
    using T = FabricSettings;
    v(Field("vnetDelay", "one way within a virtual network"), &T::vnetDelay);
    v(Field("peeringDelay", "one way between peered networks of a region"), &T::peeringDelay);
    v(Field("globalPeeringDelay", "one way between regions"), &T::globalPeeringDelay);
    v(Field("internetDelay", "one way between Azure and an internet host"), &T::internetDelay);
    v(Field("nicDataRate", "egress limit of a network interface"), &T::nicDataRate);
    v(Field("nicQueuePackets", "packets that wait for that limit"), &T::nicQueuePackets);
}

V6LAB_TYPE_NAME(LeftOut, "left-out part")

template <class V>
void
Fields(V& v, Of<LeftOut>)
{
    v(Field("name", "of the resource"), &LeftOut::name);
    v(Field("type", "of the resource"), &LeftOut::type);
    v(Field("what", "\"resource\", or the path of the property"), &LeftOut::what);
}

V6LAB_TYPE_NAME(Topology, "topology")

template <class V>
void
Fields(V& v, Of<Topology>)
{
    using T = Topology;
    v(Field("name", "title of reports and drawings"), &T::name);
    v(Field("description", "what it shows"), &T::description);
    v(Field("virtualNetworks", "Azure virtual networks"), &T::virtualNetworks);
    v(Field("routeTables", "user-defined routes"), &T::routeTables);
    v(Field("publicIPAddresses", "public addresses of IP configurations"), &T::publicIPAddresses);
    v(Field("networkInterfaces", "network interfaces of virtual machines"), &T::networkInterfaces);
    v(Field("virtualMachines", "virtual machines, appliances included"), &T::virtualMachines);
    v(Field("nodes", "hosts and routers outside Azure"), &T::nodes);
    v(Field("links", "links outside Azure"), &T::links);
    v(Field("translators", "NAT64, SIIT and CLAT"), &T::translators);
    v(Field("zones", "DNS zones"), &T::zones);
    v(Field("nameServers", "DNS servers"), &T::nameServers);
    v(Field("fabric", "figures of the Azure fabric and the internet"), &T::fabric);
    v(Field("workloads", "traffic"), &T::workloads);
    v(Field("checks", "what must be true of the recorded run"), &T::checks);
    v(Field("leftOut", "what an import did not take over"), &T::leftOut);
    v(Field("assumptions", "what an import had to assume"), &T::assumptions);
    v(Field("networkSecurityGroups", "rules for what subnets and interfaces let in and out"),
      &T::networkSecurityGroups);
    v(Field("applicationSecurityGroups", "groups of interfaces that security rules can name"),
      &T::applicationSecurityGroups);
    v(Field("securityAdminRuleCollections",
            "rules of Virtual Network Manager that come before those of network security groups"),
      &T::securityAdminRuleCollections);
    v(Field("azure", "year whose rules apply where Azure's have changed")
          .Words({"2021", "2023", "2026"}),
      &T::azure);
    v(Field("publicIPPrefixes", "consecutive public addresses"), &T::publicIPPrefixes);
    v(Field("loadBalancers", "internal and public load balancers"), &T::loadBalancers);
    v(Field("natGateways", "outbound addresses of subnets"), &T::natGateways);
    v(Field("virtualNetworkGateways", "VPN and ExpressRoute gateways"), &T::virtualNetworkGateways);
    v(Field("localNetworkGateways", "sites that VPN gateways connect to"),
      &T::localNetworkGateways);
    v(Field("connections", "what gateways are connected to"), &T::connections);
    v(Field("expressRouteCircuits", "private links to Microsoft's edge"), &T::expressRouteCircuits);
    v(Field("azureFirewalls", "stateful firewalls"), &T::azureFirewalls);
    v(Field("bastionHosts", "the way of administrators to virtual machines"), &T::bastionHosts);
    v(Field("networkManagers", "Virtual Network Manager"), &T::networkManagers);
    v(Field("privateEndpoints", "interfaces of platform services in subnets"),
      &T::privateEndpoints);
    v(Field("flowLogs", "where flow logs are written"), &T::flowLogs);
}

} // namespace ns3::v6lab

#endif // V6LAB_FIELDS_H
