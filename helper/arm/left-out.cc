// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/left-out.h"

#include <algorithm>
#include <map>
#include <set>

namespace ns3::v6lab::arm
{

namespace
{

using Patterns = std::vector<std::string>;

/** Read with that value only: what is Global spans regions, which are not simulated. */
const std::string REGIONAL = "sku.tier=Regional";

/** What every resource may have: it says what the resource is, not what it does. */
const Patterns EVERYWHERE{"name",
                          "type",
                          "apiVersion",
                          "location",
                          "dependsOn",
                          "metadata",
                          "scope",
                          "id",
                          "etag",
                          "properties.provisioningState",
                          "properties.resourceGuid"};

const Patterns ROUTE{"name",
                     "id",
                     "type",
                     "properties.addressPrefix",
                     "properties.nextHopType",
                     "properties.nextHopIpAddress"};

const Patterns SUBNET{"name",
                      "id",
                      "type",
                      "properties.addressPrefix",
                      "properties.addressPrefixes",
                      "properties.routeTable",
                      "properties.defaultOutboundAccess",
                      "properties.networkSecurityGroup",
                      "properties.natGateway",
                      "properties.serviceEndpoints[].service",
                      "properties.serviceEndpoints[].locations",
                      "properties.privateEndpointNetworkPolicies"};

const Patterns SECURITY_RULE{"name",
                             "id",
                             "type",
                             "properties.description",
                             "properties.priority",
                             "properties.direction",
                             "properties.access",
                             "properties.protocol",
                             "properties.sourceAddressPrefix",
                             "properties.sourceAddressPrefixes",
                             "properties.sourcePortRange",
                             "properties.sourcePortRanges",
                             "properties.destinationAddressPrefix",
                             "properties.destinationAddressPrefixes",
                             "properties.destinationPortRange",
                             "properties.destinationPortRanges",
                             "properties.sourceApplicationSecurityGroups",
                             "properties.destinationApplicationSecurityGroups"};

const Patterns PEERING{"name",
                       "id",
                       "type",
                       "properties.remoteVirtualNetwork",
                       "properties.allowVirtualNetworkAccess",
                       "properties.allowForwardedTraffic",
                       "properties.allowGatewayTransit",
                       "properties.useRemoteGateways",
                       "properties.peerCompleteVnets",
                       "properties.localSubnetNames",
                       "properties.remoteSubnetNames",
                       "properties.enableOnlyIPv6Peering",
                       "properties.peeringState"};

const Patterns IP_CONFIGURATION{"name",
                                "id",
                                "type",
                                "properties.subnet",
                                "properties.privateIPAddressVersion",
                                "properties.privateIPAllocationMethod",
                                "properties.privateIPAddress",
                                "properties.publicIPAddress.id",
                                "properties.applicationSecurityGroups",
                                "properties.loadBalancerBackendAddressPools",
                                "properties.loadBalancerInboundNatRules",
                                "properties.primary"};

const Patterns BGP_SETTINGS{"properties.bgpSettings.asn",
                            "properties.bgpSettings.bgpPeeringAddress",
                            "properties.bgpSettings.peerWeight"};

const Patterns CIRCUIT_PEERING{"name",
                               "id",
                               "type",
                               "properties.peeringType",
                               "properties.peerASN",
                               "properties.azureASN",
                               "properties.primaryPeerAddressPrefix",
                               "properties.secondaryPeerAddressPrefix",
                               "properties.ipv6PeeringConfig.primaryPeerAddressPrefix",
                               "properties.ipv6PeeringConfig.secondaryPeerAddressPrefix",
                               "properties.vlanId",
                               "properties.state"};
const Patterns FRONTEND{"name",
                        "id",
                        "type",
                        "properties.subnet",
                        "properties.publicIPAddress",
                        "properties.privateIPAddress",
                        "properties.privateIPAddressVersion",
                        "properties.privateIPAllocationMethod"};

const Patterns POOL{"name",
                    "id",
                    "type",
                    "properties.virtualNetwork.id",
                    "properties.loadBalancerBackendAddresses[].name",
                    "properties.loadBalancerBackendAddresses[].properties.ipAddress",
                    "properties.loadBalancerBackendAddresses[].properties.virtualNetwork.id",
                    "properties.loadBalancerBackendAddresses[].properties.subnet.id"};

const Patterns PROBE{"name",
                     "id",
                     "type",
                     "properties.protocol",
                     "properties.port",
                     "properties.requestPath",
                     "properties.intervalInSeconds",
                     "properties.numberOfProbes",
                     "properties.noHealthyBackendsBehavior"};

/** What balancing, inbound NAT and outbound rules have between them. */
const Patterns BALANCER_RULE{"name",
                             "id",
                             "type",
                             "properties.frontendIPConfiguration",
                             "properties.frontendIPConfigurations",
                             "properties.backendAddressPool",
                             "properties.backendAddressPools",
                             "properties.probe",
                             "properties.protocol",
                             "properties.frontendPort",
                             "properties.backendPort",
                             "properties.loadDistribution",
                             "properties.allocatedOutboundPorts",
                             "properties.idleTimeoutInMinutes",
                             "properties.enableFloatingIP",
                             "properties.enableTcpReset",
                             "properties.disableOutboundSnat"};
const Patterns FIREWALL_CONFIGURATION{"name",
                                      "id",
                                      "type",
                                      "properties.subnet.id",
                                      "properties.publicIPAddress.id",
                                      "properties.privateIPAddress"};

/** What of a rule is left out, the import itself says. */
const Patterns FIREWALL_COLLECTION{"name",
                                   "id",
                                   "properties.priority",
                                   "properties.action.type",
                                   "properties.rules"};

Patterns
Under(const std::string& path, const Patterns& parts)
{
    Patterns all;
    for (const auto& part : parts)
    {
        all.push_back(path + part);
    }
    return all;
}

Patterns
Join(const std::vector<Patterns>& lists)
{
    Patterns all;
    for (const auto& list : lists)
    {
        all.insert(all.end(), list.begin(), list.end());
    }
    return all;
}

/** By type: the paths that the import reads. */
const std::map<std::string, Patterns>&
ReadPaths()
{
    static const std::map<std::string, Patterns> PATHS{
        {"microsoft.network/virtualnetworks",
         Join({{"properties.addressSpace.addressPrefixes"},
               Under("properties.subnets[].", SUBNET),
               Under("properties.virtualNetworkPeerings[].", PEERING)})},
        {"microsoft.network/virtualnetworks/subnets", SUBNET},
        {"microsoft.network/virtualnetworks/virtualnetworkpeerings", PEERING},
        {"microsoft.network/routetables",
         Join({{"properties.disableBgpRoutePropagation"}, Under("properties.routes[].", ROUTE)})},
        {"microsoft.network/routetables/routes", ROUTE},
        {"microsoft.network/networksecuritygroups",
         Under("properties.securityRules[].", SECURITY_RULE)},
        {"microsoft.network/networksecuritygroups/securityrules", SECURITY_RULE},
        {"microsoft.network/applicationsecuritygroups", {}},
        {"microsoft.network/publicipaddresses",
         {"sku.name",
          REGIONAL,
          "properties.publicIPAllocationMethod",
          "properties.publicIPAddressVersion",
          "properties.ipAddress"}},
        {"microsoft.network/networkinterfaces",
         Join({{"properties.enableIPForwarding", "properties.networkSecurityGroup"},
               Under("properties.ipConfigurations[].", IP_CONFIGURATION)})},
        {"microsoft.network/virtualnetworkgateways",
         Join({{"sku",
                "properties.sku",
                "properties.gatewayType",
                "properties.vpnType",
                "properties.vpnGatewayGeneration",
                "properties.activeActive",
                "properties.enableBgp"},
               BGP_SETTINGS,
               Under("properties.ipConfigurations[].", IP_CONFIGURATION)})},
        {"microsoft.network/localnetworkgateways",
         Join({{"properties.gatewayIpAddress", "properties.localNetworkAddressSpace"},
               BGP_SETTINGS})},
        {"microsoft.network/connections",
         {"properties.connectionType",
          "properties.virtualNetworkGateway1",
          "properties.virtualNetworkGateway2",
          "properties.localNetworkGateway2",
          "properties.peer",
          "properties.enableBgp",
          "properties.routingWeight",
          "properties.expressRouteGatewayBypass"}},
        {"microsoft.network/expressroutecircuits",
         Join({{"sku",
                "properties.serviceProviderProperties.serviceProviderName",
                "properties.serviceProviderProperties.peeringLocation",
                "properties.serviceProviderProperties.bandwidthInMbps"},
               Under("properties.peerings[].", CIRCUIT_PEERING)})},
        {"microsoft.network/expressroutecircuits/peerings", CIRCUIT_PEERING},
        {"microsoft.network/loadbalancers",
         Join({{"sku.name", REGIONAL},
               Under("properties.backendAddressPools[].", POOL),
               Under("properties.frontendIPConfigurations[].", FRONTEND),
               Under("properties.probes[].", PROBE),
               Under("properties.loadBalancingRules[].", BALANCER_RULE),
               Under("properties.inboundNatRules[].", BALANCER_RULE),
               Under("properties.outboundRules[].", BALANCER_RULE)})},
        {"microsoft.network/loadbalancers/inboundnatrules", BALANCER_RULE},
        {"microsoft.network/loadbalancers/backendaddresspools", POOL},
        {"microsoft.network/natgateways",
         {"sku.name",
          REGIONAL,
          "properties.idleTimeoutInMinutes",
          "properties.publicIpAddresses",
          "properties.publicIpAddressesV6",
          "properties.publicIpPrefixes",
          "properties.publicIpPrefixesV6"}},
        {"microsoft.network/publicipprefixes",
         {"sku.name", REGIONAL, "properties.publicIPAddressVersion", "properties.prefixLength"}},
        {"microsoft.network/azurefirewalls",
         Join({{"zones",
                "sku.name",
                "sku.tier",
                "properties.sku",
                "properties.firewallPolicy.id",
                "properties.additionalProperties.network.snat.privateranges"},
               Under("properties.ipConfigurations[].", FIREWALL_CONFIGURATION),
               Under("properties.managementIpConfiguration.", FIREWALL_CONFIGURATION),
               Under("properties.natRuleCollections[].", FIREWALL_COLLECTION),
               Under("properties.networkRuleCollections[].", FIREWALL_COLLECTION)})},
        {"microsoft.network/firewallpolicies",
         {"properties.sku.tier", "properties.snat.privateRanges"}},
        {"microsoft.network/firewallpolicies/rulecollectiongroups",
         {"properties.priority", "properties.ruleCollections"}},
        {"microsoft.network/privateendpoints",
         {"properties.subnet", "properties.ipConfigurations[].properties.privateIPAddress"}},
        {"microsoft.network/bastionhosts",
         {"sku.name",
          "properties.ipConfigurations[].name",
          "properties.ipConfigurations[].properties.subnet",
          "properties.ipConfigurations[].properties.publicIPAddress",
          "properties.ipConfigurations[].properties.privateIPAllocationMethod"}},
        {"microsoft.network/networkmanagers",
         {"properties.networkManagerScopes", "properties.networkManagerScopeAccesses"}},
        {"microsoft.network/networkmanagers/networkgroups",
         {"properties.description", "properties.memberType"}},
        {"microsoft.network/networkmanagers/networkgroups/staticmembers",
         {"properties.resourceId"}},
        {"microsoft.network/networkmanagers/connectivityconfigurations",
         {"properties.description",
          "properties.connectivityTopology",
          "properties.hubs[].resourceId",
          "properties.hubs[].resourceType",
          "properties.appliesToGroups[].networkGroupId",
          "properties.appliesToGroups[].groupConnectivity",
          "properties.appliesToGroups[].useHubGateway",
          "properties.appliesToGroups[].isGlobal",
          "properties.deleteExistingPeering",
          "properties.isGlobal",
          "properties.connectivityCapabilities.connectedGroupAddressOverlap"}},
        {"microsoft.network/networkmanagers/securityadminconfigurations",
         {"properties.description"}},
        {"microsoft.network/networkmanagers/securityadminconfigurations/rulecollections",
         {"properties.description", "properties.appliesToGroups[].networkGroupId"}},
        {"microsoft.network/networkmanagers/securityadminconfigurations/rulecollections/rules",
         {"kind",
          "properties.description",
          "properties.priority",
          "properties.direction",
          "properties.access",
          "properties.protocol",
          "properties.sources",
          "properties.sourcePortRanges",
          "properties.destinations",
          "properties.destinationPortRanges"}},
        {"microsoft.network/networkwatchers/flowlogs",
         {"properties.targetResourceId", "properties.enabled"}},
        {"microsoft.compute/virtualmachines",
         {"properties.networkProfile.networkInterfaces[].id",
          "properties.networkProfile.networkInterfaces[].properties.primary"}},
    };
    return PATHS;
}

/** Nothing given: null, "{}", "[]", or containers of only such. */
bool
SaysNothing(const Value& value)
{
    return value.is_null() ||
           (value.is_structured() && std::all_of(value.begin(), value.end(), SaysNothing));
}

/** Walks a body beside the paths that are read. */
class Walk
{
  public:
    explicit Walk(const Patterns& read)
    {
        for (const auto& path : Join({EVERYWHERE, read}))
        {
            m_read.insert(Lower(path));
        }
    }

    void Visit(const Value& value, const std::string& path, const std::string& shown)
    {
        const std::string word = value.is_string() ? value.get<std::string>() : "";
        if (SaysNothing(value) || m_read.count(path) != 0 ||
            m_read.count(path + "=" + Lower(word)) != 0)
        {
            return;
        }
        if (value.is_object() && LeadsToRead(path + "."))
        {
            for (const auto& [key, part] : value.items())
            {
                const std::string dot = path.empty() ? "" : ".";
                Visit(part, path + dot + Lower(key), shown + dot + key);
            }
        }
        else if (value.is_array() && LeadsToRead(path + "["))
        {
            for (size_t i = 0; i < value.size(); ++i)
            {
                const Value* name = FindProperty(value[i], "name");
                const std::string item =
                    name && name->is_string() ? name->get<std::string>() : std::to_string(i);
                Visit(value[i], path + "[]", shown + "[" + item + "]");
            }
        }
        else
        {
            std::string why = LeadsToRead(path + "=") ? word : "";
            if (const Value* unknown = FindUnknown(value))
            {
                why = UnknownReason(*unknown);
            }
            m_found.push_back(shown + (why.empty() ? "" : " (" + why + ")"));
        }
    }

    const std::vector<std::string>& GetFound() const
    {
        return m_found;
    }

  private:
    bool LeadsToRead(const std::string& start) const
    {
        const auto next = m_read.lower_bound(start == "." ? "" : start);
        return next != m_read.end() && (start == "." || next->rfind(start, 0) == 0);
    }

    std::set<std::string> m_read;
    std::vector<std::string> m_found;
};

} // namespace

bool
IsSupportedType(const std::string& lowerType)
{
    return ReadPaths().count(lowerType) != 0;
}

std::vector<LeftOut>
FindLeftOut(const std::string& name, const std::string& type, const Value& body)
{
    Walk walk(ReadPaths().at(Lower(type)));
    walk.Visit(body, "", "");
    std::vector<LeftOut> all;
    for (const auto& what : walk.GetFound())
    {
        all.push_back({name, type, what});
    }
    return all;
}

} // namespace ns3::v6lab::arm
