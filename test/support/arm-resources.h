// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_ARM_RESOURCES_H
#define V6LAB_TEST_ARM_RESOURCES_H

#include <string>

/** Text of which templates are made. */
namespace ns3::v6lab::test
{

/** "[resourceId(...)]" of a type of Microsoft.Network, and its names as arguments. */
inline std::string
Id(const std::string& type, const std::string& names)
{
    return "[resourceId('Microsoft.Network/" + type + "', " + names + ")]";
}

/** A resource of Microsoft.Network; `properties` without its braces. */
inline std::string
Resource(const std::string& type, const std::string& name, const std::string& properties)
{
    const bool sku = type == "publicIPAddresses" || type == "loadBalancers";
    return R"({"type": "Microsoft.Network/)" + type +
           R"(", "apiVersion": "2023-11-01", "name": ")" + name +
           R"(", "location": "westeurope", )" + (sku ? R"("sku": {"name": "Standard"}, )" : "") +
           R"("properties": {)" + properties + "}}";
}

/** The properties of a configuration in a subnet of network "v". */
inline std::string
InSubnet(const std::string& subnet)
{
    return R"("subnet": {"id": ")" + Id("virtualNetworks/subnets", "'v', '" + subnet + "'") + "\"}";
}

/** What comes behind them if it has a public IP address. */
inline std::string
WithPublic(const std::string& name)
{
    return R"(, "publicIPAddress": {"id": ")" + Id("publicIPAddresses", "'" + name + "'") + "\"}";
}

inline std::string
Configuration(const std::string& name, const std::string& properties)
{
    return R"({"name": ")" + name + R"(", "properties": {)" + properties + "}}";
}

/** Network "v" with subnets for machines (a), a firewall and a gateway. */
inline const std::string NETWORK =
    Resource("virtualNetworks",
             "v",
             R"("addressSpace": {"addressPrefixes": ["10.0.0.0/16", "2001:db8:a::/48"]},
    "subnets": [{"name": "a", "properties": {"addressPrefixes": ["10.0.0.0/24", "2001:db8:a::/64"]}},
     {"name": "AzureFirewallSubnet", "properties": {"addressPrefix": "10.0.1.0/26"}},
     {"name": "GatewaySubnet", "properties": {"addressPrefix": "10.0.255.0/27"}}])");

/** "n", of both IP versions. */
inline const std::string INTERFACE = Resource(
    "networkInterfaces",
    "n",
    R"("ipConfigurations": [)" + Configuration("four", InSubnet("a")) + ", " +
        Configuration("six", InSubnet("a") + R"(, "privateIPAddressVersion": "IPv6")") + "]");

/** An expression for the first of them. */
inline const std::string INTERFACE_ADDRESS =
    "reference(resourceId('Microsoft.Network/networkInterfaces', "
    "'n')).ipConfigurations[0].properties.privateIPAddress";

inline std::string
PublicAddress(const std::string& name)
{
    return Resource("publicIPAddresses", name, R"("publicIPAllocationMethod": "Static")");
}

/** Its one route leads to what the expression gives. */
inline std::string
RouteTo(const std::string& expression, const std::string& prefix = "0.0.0.0/0")
{
    return Resource("routeTables",
                    "t",
                    R"("routes": [{"name": "r", "properties": {"addressPrefix": ")" + prefix +
                        R"(", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "[)" +
                        expression + R"(]"}}])");
}

/** A site whose gateway has the address that the expression gives. */
inline std::string
SiteAt(const std::string& expression)
{
    return Resource(
        "localNetworkGateways",
        "site",
        R"("gatewayIpAddress": "[)" + expression +
            R"(]", "localNetworkAddressSpace": {"addressPrefixes": ["172.16.0.0/16"]})");
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_ARM_RESOURCES_H
