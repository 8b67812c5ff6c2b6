// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/install.h"

#include "helper/install/advertisement-install.h"
#include "helper/install/azure-install.h"
#include "helper/install/bgp-install.h"
#include "helper/install/dhcp-install.h"
#include "helper/install/dns-install.h"
#include "helper/install/firewall-install.h"
#include "helper/install/gateway-install.h"
#include "helper/install/island-install.h"
#include "helper/install/lease-install.h"
#include "helper/install/nat64-learning.h"
#include "helper/install/outage-install.h"
#include "helper/install/outside-install.h"
#include "helper/install/translator-install.h"
#include "helper/install/vpn-install.h"
#include "helper/install/workload-install.h"
#include "helper/stack-helper.h"
#include "helper/topology/openwrt-text.h"
#include "model/azure/vnet-fabric.h"
#include "model/routing/forwarding-plane.h"
#include "model/workload/flow-application.h"

#include "ns3/boolean.h"
#include "ns3/global-value.h"

namespace ns3::v6lab
{

namespace
{

void
ConnectLedger(const Installation& installation)
{
    ForEachTracedModel(installation, [&installation](const Ptr<Object>& model) {
        model->TraceConnectWithoutContext("Drop",
                                          MakeCallback(&FlowLedger::OnDrop, installation.ledger));
    });
}

} // namespace

Installation
Install(const Topology& written)
{
    const Topology topology = WithJool(written);
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    Installation installation;
    installation.ledger = CreateObject<FlowLedger>();
    installation.dnsLedger = CreateObject<DnsLedger>();
    InstallOutsideNodes(topology, installation); // first: the fabric attaches them to the internet
    InstallAzure(topology, installation);
    InstallFirewalls(topology, installation);
    InstallOutsideLinks(topology, installation);
    InstallGateways(topology, installation);
    InstallAdvertisements(topology, installation);
    InstallDhcp(topology, installation);
    InstallLeases(topology, installation);
    InstallDelegations(topology, installation);
    InstallTranslators(topology, installation);
    InstallDns(topology, installation);
    InstallNat64Learning(topology, installation);
    InstallOutages(topology, installation);
    InstallBgp(topology, installation);
    InstallVpns(topology, installation);
    InstallZoneFirewalls(topology, installation); // whose zones have VPN interfaces, too
    InstallWorkloads(topology, installation);
    ConnectLedger(installation);
    return installation;
}

void
ForEachTracedModel(const Installation& installation,
                   const std::function<void(const Ptr<Object>&)>& function)
{
    if (installation.fabric)
    {
        function(installation.fabric);
    }
    for (const auto& [id, name] : installation.names)
    {
        function(StackHelper::GetPlane(installation.nodes.at(name)));
        if (const auto router = installation.nodes.at(name)->GetObject<BgpRouter>())
        {
            function(router);
        }
    }
    for (const auto& translator : installation.translators)
    {
        function(translator);
    }
    for (const auto& [name, service] : installation.vpnServices)
    {
        function(service);
    }
    for (uint32_t i = 0; i < installation.applications.GetN(); ++i)
    {
        // Servers only answer: what goes wrong with that, the node's stack reports.
        if (const auto flow = DynamicCast<FlowApplication>(installation.applications.Get(i)))
        {
            function(flow);
        }
    }
}

} // namespace ns3::v6lab
