// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/input-error.h"
#include "test/support/arm.h"
#include "test/support/source-folder.h"

#include <filesystem>

using namespace ns3::v6lab;
using test::Contains;
using test::LeftOutText;
using test::Names;
using test::Row;
using test::Verdict;

namespace
{

namespace fs = std::filesystem;

const fs::path SOURCE = test::SourceFolder();
const fs::path REAL = SOURCE / ".." / "shared" / "azure-templates";

/** "name ranges: subnets; ..." of all networks. */
std::string
Networks(const Topology& topology)
{
    std::string text;
    for (const auto& network : topology.virtualNetworks)
    {
        text += (text.empty() ? "" : "; ") + network.name + " " +
                test::Words(network.addressPrefixes) + ":";
        for (const auto& subnet : network.subnets)
        {
            text += " " + subnet.name + " " + test::Words(subnet.addressPrefixes);
            text += subnet.routeTable.empty() ? "" : " via " + subnet.routeTable;
        }
        for (const auto& peering : network.virtualNetworkPeerings)
        {
            text +=
                " -> " + peering.remoteVirtualNetwork + (peering.allowForwardedTraffic ? "+" : "");
        }
    }
    return text;
}

std::string
Routes(const Topology& topology)
{
    std::string text;
    for (const auto& table : topology.routeTables)
    {
        for (const auto& route : table.routes)
        {
            text += (text.empty() ? "" : "; ") + table.name + " " + route.addressPrefix + " " +
                    route.nextHopType + " " + route.nextHopIpAddress;
        }
    }
    return text;
}

struct Facts
{
    std::string networks;
    std::string routes;
    std::string machines;
    std::string leftOut; //!< one thing that must be listed
};

void
Look(Verdict& v, const fs::path& file, const Facts& facts)
{
    try
    {
        const Topology topology = ImportArm(file.string(), std::nullopt);
        v.Equal(Networks(topology), facts.networks, "networks");
        v.Equal(Routes(topology), facts.routes, "routes");
        v.Equal(Names(topology.virtualMachines), facts.machines, "machines");
        v.True(Contains(LeftOutText(topology), facts.leftOut),
               "left out: " + LeftOutText(topology));
    }
    catch (const InputError& error)
    {
        v.True(false, error.what());
    }
}

/** A template of Azure's quick start gallery. */
Row
Real(const std::string& name, const Facts& facts)
{
    if (!fs::exists(REAL))
    {
        return test::Skipped("the template " + name + " is read as it is", REAL.string());
    }
    return {"the template " + name + " is read as it is", "azure-templates", [=](Verdict& v) {
                Look(v, REAL / name / "azuredeploy.json", facts);
            }};
}

Row
Own(const std::string& path, const Facts& facts)
{
    return {"the template " + fs::path(path).filename().string() + " in " +
                fs::path(path).parent_path().filename().string() + " is read as it is",
            "own writing",
            [=](Verdict& v) { Look(v, SOURCE / path, facts); }};
}

const std::vector<Row> ROWS{
    Real("101-azure-bastion-nsg",
         {"vnet01 10.1.0.0/16: AzureBastionSubnet 10.1.1.0/27", "", "", ""}),
    Real("101-azurefirewall-forced-tunneling",
         {"from-vnet 10.0.0.0/16: JumpboxSubnet 10.0.0.0/24 AzureFirewallManagementSubnet "
          "10.0.3.0/24 "
          "AzureFirewallSubnet 10.0.1.0/24 via TunnelToRouteTable ServersSubnet 10.0.2.0/24 via "
          "AzfwRouteTable -> to-vnet+; "
          "to-vnet 172.16.0.0/16: AzureFirewallSubnet 172.16.1.0/24 -> from-vnet",
          "AzfwRouteTable 0.0.0.0/0 VirtualAppliance 10.0.1.4; TunnelToRouteTable 0.0.0.0/0 "
          "VirtualAppliance 172.16.1.4",
          "JumpBox Server",
          "firewall1 Microsoft.Network/azureFirewalls properties.applicationRuleCollections"}),
    Real("101-bastion-hub-spoke-vnet",
         {"vnet-hub 10.0.0.0/16: AzureBastionSubnet 10.0.0.0/27 -> vnet-spoke; vnet-spoke "
          "10.1.0.0/16: Subnet-1 10.1.0.0/24 -> vnet-hub",
          "",
          "vm1",
          "vm1 Microsoft.Compute/virtualMachines properties.diagnosticsProfile (resources[10]"}),
    Real("101-expressroute-private-peering-vnet",
         {"vnet1 10.10.10.0/24: subnet1 10.10.10.0/25 GatewaySubnet 10.10.10.224/27",
          "",
          "vnet1-subnet1-probe",
          "er-ckt01 Microsoft.Network/expressRouteCircuits properties.allowClassicOperations"}),
    Real("101-internal-loadbalancer-create",
         {"myVNet 10.0.0.0/16: myBackendSubnet 10.0.0.0/24",
          "",
          "myNIC1-vm myVNet-myBackendSubnet-probe",
          ""}),
    Real("101-internal-loadbalancer-create-haports",
         {"myVNet 10.0.0.0/16: myBackendSubnet 10.0.0.0/24",
          "",
          "myNIC1-vm myVNet-myBackendSubnet-probe",
          ""}),
    Real("101-nat-gateway-vnet",
         {"myVnet 192.168.0.0/16: mySubnet 192.168.0.0/24",
          "",
          "myVnet-mySubnet-probe",
          "properties.dnsSettings"}),
    Real("101-site-to-site-vpn-create",
         {"azureVnet 10.3.0.0/16: Subnet1 10.3.1.0/24 GatewaySubnet 10.3.200.0/29",
          "",
          "azureVnet-Subnet1-probe",
          "Azure2Other Microsoft.Network/connections properties.sharedKey"}),
    Real("201-load-balancer-ipv6-create",
         {"myIPv4VNet 10.0.0.0/16: myIPv4Subnet 10.0.0.0/24",
          "",
          "myIPv6VM0 myIPv6VM1",
          "IPv6Nic0 Microsoft.Network/networkInterfaces properties.ipConfigurations[ipv6IPConfig] "
          "(it names no subnet)"}),
    Real("201-userdefined-routes-appliance",
         {"Contoso_Network 10.1.0.0/16: FrontendSubnet 10.1.0.0/24 via BasicNVA NVASubnet "
          "10.1.1.0/24 BackendSubnet 10.1.2.0/24",
          "BasicNVA 10.1.2.0/24 VirtualAppliance 10.1.1.4",
          "routedemo5VM0 routedemo5VM1 routedemo5VM2",
          "routedemo5VM0 Microsoft.Compute/virtualMachines properties.hardwareProfile"}),
    Real("201-vnet-to-vnet-peering",
         {"vNet1peeringtest 10.0.0.0/24: subnet1 10.0.0.0/24 -> vNet2peeringtest; vNet2peeringtest "
          "192.168.0.0/24: subnet1 192.168.0.0/24 -> vNet1peeringtest",
          "",
          "vNet1peeringtest-subnet1-probe vNet2peeringtest-subnet1-probe",
          ""}),
    Real("301-expressroute-circuit-vnet-connection",
         {"ERVnet 192.188.0.0/24: Subnet1 192.188.0.0/27 GatewaySubnet 192.188.0.32/27",
          "",
          "ERVnet-Subnet1-probe",
          "Microsoft.Network/connections resource (what it connects to is not in this template)"}),
    Real("ipv6-in-vnet",
         {"VNET 10.0.0.0/16 ace:cab:deca::/48: DualStackSubnet 10.0.0.0/24 ace:cab:deca:deed::/64",
          "v6routeTable cab:cab::/96 VirtualAppliance ace:cab:deca:f00d::1",
          "DsVM0 DsVM1",
          "DsVM0 Microsoft.Compute/virtualMachines properties.hardwareProfile"}),
    Own("examples/small-hub/azuredeploy.json",
        {"hub 10.0.0.0/16 fd00:db8:0::/48: nva 10.0.1.0/24 fd00:db8:0:1::/64 -> spoke1+ -> "
         "spoke2+; "
         "spoke1 10.1.0.0/16 fd00:db8:1::/48: app 10.1.1.0/24 fd00:db8:1:1::/64 via to-nva -> "
         "hub+; "
         "spoke2 10.2.0.0/16 fd00:db8:2::/48: app 10.2.1.0/24 fd00:db8:2:1::/64 via to-nva -> hub+",
         "to-nva 10.0.0.0/8 VirtualAppliance 10.0.1.4; to-nva fd00:db8::/32 VirtualAppliance "
         "fd00:db8:0:1::4",
         "nva spoke1-vm spoke2-vm",
         "nva Microsoft.Compute/virtualMachines properties.osProfile"}),
    Own("test/data/arm/modules.json",
        {"contoso-vnet 10.40.0.0/16: front 10.40.0.0/24 back 10.40.1.0/24",
         "",
         "web db",
         "db Microsoft.Compute/virtualMachines properties.osProfile"}),
    Own("test/data/arm/symbolic.json",
        {"hub 10.0.0.0/16: nva 10.0.1.0/24 GatewaySubnet 10.0.0.0/27 -> red+ -> blue+ -> green+; "
         "red 10.1.0.0/16: app 10.1.1.0/24 via spoke-routes; blue 10.2.0.0/16: app 10.2.1.0/24 via "
         "spoke-routes; "
         "green 10.3.0.0/16: app 10.3.1.0/24 via spoke-routes",
         "spoke-routes 10.1.0.0/16 VirtualAppliance 10.0.1.4; spoke-routes 10.2.0.0/16 "
         "VirtualAppliance 10.0.1.4; "
         "spoke-routes 10.3.0.0/16 VirtualAppliance 10.0.1.4",
         "nva-nic-vm client-nic-vm",
         "corp-gw Microsoft.Network/virtualNetworkGateways resource (it exists already"}),
    Own("test/data/arm/subscription.json",
        {"rg-hub.vnet 10.0.0.0/16: default 10.0.0.0/24 -> rg-spoke.vnet; rg-spoke.vnet "
         "10.1.0.0/16: default 10.1.0.0/24 -> rg-hub.vnet",
         "",
         "rg-hub.vnet-default-probe rg-spoke.vnet-default-probe",
         "peering \"to-corporate\" to \"corp-vnet\" (that network is not in this template)"}),
};

V6LAB_SUITE("v6lab-arm-templates", ROWS);

} // namespace
