// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/service-tags.h"

#include "model/core/azure/neighbours.h"
#include "model/core/special-addresses.h"

#include <algorithm>
#include <cctype>
#include <unordered_map>

namespace ns3::v6lab::azure
{

namespace
{

const Prefix ALL_V4(IpAddress(), 0);
const Prefix ALL_V6(*IpAddress::Parse("::"), 0);
const Prefix PLATFORM(IpAddress::V4(0xa83f8110), 32);

/** The tags that mean something here. */
const std::vector<std::string> OWN{"VirtualNetwork",
                                   "AzureLoadBalancer",
                                   "Internet",
                                   "AzurePlatformDNS",
                                   "AzurePlatformIMDS",
                                   "AzurePlatformLKM"};

/** Azure's other tags for security rules; behind a dot may follow a region or a part. */
const std::vector<std::string> SERVICES{
    "ActionGroup",
    "ApiManagement",
    "AppConfiguration",
    "AppService",
    "AppServiceManagement",
    "AutonomousDevelopmentPlatform",
    "AzureActiveDirectory",
    "AzureActiveDirectoryDomainServices",
    "AzureAdvancedThreatProtection",
    "AzureArcInfrastructure",
    "AzureAttestation",
    "AzureBackup",
    "AzureBotService",
    "AzureCloud",
    "AzureCognitiveSearch",
    "AzureConnectors",
    "AzureContainerAppsService",
    "AzureContainerRegistry",
    "AzureCosmosDB",
    "AzureDataExplorerManagement",
    "AzureDataLake",
    "AzureDatabricks",
    "AzureDevOps",
    "AzureDevSpaces",
    "AzureDeviceUpdate",
    "AzureDigitalTwins",
    "AzureEventGrid",
    "AzureFrontDoor",
    "AzureHealthcareAPIs",
    "AzureInformationProtection",
    "AzureIoTHub",
    "AzureKeyVault",
    "AzureLoadTestingInstanceManagement",
    "AzureMachineLearning",
    "AzureMachineLearningInference",
    "AzureManagedGrafana",
    "AzureMonitor",
    "AzureOpenDatasets",
    "AzurePortal",
    "AzureResourceManager",
    "AzureSecurityCenter",
    "AzureSentinel",
    "AzureSignalR",
    "AzureSiteRecovery",
    "AzureSphere",
    "AzureSpringCloud",
    "AzureStack",
    "AzureStorage",
    "AzureTrafficManager",
    "AzureUpdateDelivery",
    "AzureWebPubSub",
    "BatchNodeManagement",
    "ChaosStudio",
    "CognitiveServicesFrontend",
    "CognitiveServicesManagement",
    "DataFactory",
    "DataFactoryManagement",
    "Dynamics365BusinessCentral",
    "Dynamics365ForMarketingEmail",
    "EOPExternalPublishedIPs",
    "EventHub",
    "GatewayManager",
    "Grafana",
    "GuestAndHybridManagement",
    "HDInsight",
    "KustoAnalytics",
    "LogicApps",
    "LogicAppsManagement",
    "M365ManagementActivityApi",
    "M365ManagementActivityApiWebhook",
    "Marketplace",
    "MicrosoftAzureFluidRelay",
    "MicrosoftCloudAppSecurity",
    "MicrosoftContainerRegistry",
    "MicrosoftDefenderForEndpoint",
    "MicrosoftPurviewPolicyDistribution",
    "OneDsCollector",
    "PowerBI",
    "PowerPlatformInfra",
    "PowerPlatformPlex",
    "PowerQueryOnline",
    "SCCservice",
    "Scuba",
    "SecurityCopilot",
    "SerialConsole",
    "ServiceBus",
    "ServiceFabric",
    "Sql",
    "SqlManagement",
    "Storage",
    "StorageMover",
    "StorageSyncService",
    "VideoIndexer",
    "WindowsAdminCenter",
    "WindowsVirtualDesktop",
};

std::string
Lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return text;
}

std::unordered_map<std::string, std::string>
ByLower(const std::vector<std::string>& tags)
{
    std::unordered_map<std::string, std::string> map;
    for (const auto& tag : tags)
    {
        map.emplace(Lower(tag), tag);
    }
    return map;
}

void
Append(std::vector<Prefix>& all, const std::vector<Route>& routes)
{
    for (const auto& route : routes)
    {
        all.push_back(route.prefix);
    }
}

/** The network's space and its neighbours'; with `accessible`, only of those that P2 lets count. */
std::vector<Prefix>
Spaces(const Estate& estate, Index vnet, bool accessible)
{
    std::vector<Prefix> all = estate.vnets[vnet].prefixes;
    ForEachNeighbour(estate, vnet, [&](const Neighbour& neighbour) {
        if (!accessible || neighbour.AllowsAccess())
        {
            all.insert(all.end(), neighbour.prefixes.begin(), neighbour.prefixes.end());
        }
    });
    return all;
}

/** What the network's own gateway leads to, and those of peers that it uses (R7, P4). */
std::vector<Prefix>
BehindGateways(const Estate& estate, Index vnet)
{
    std::vector<Prefix> all;
    Append(all, estate.vnets[vnet].gatewayRoutes);
    for (const auto& peering : estate.vnets[vnet].peerings)
    {
        if (peering.useRemoteGateways && estate.AreConnected(vnet, peering.remote) &&
            estate.FindPeering(peering.remote, vnet)->allowGatewayTransit)
        {
            Append(all, estate.vnets[peering.remote].gatewayRoutes);
        }
    }
    return all;
}

AddressSet
Plain(const std::vector<Prefix>& prefixes)
{
    AddressSet set;
    for (const auto& prefix : prefixes)
    {
        set.push_back({prefix, true});
    }
    return set;
}

} // namespace

AddressSet
AnyAddress()
{
    return {{ALL_V4, true}, {ALL_V6, true}};
}

std::vector<Prefix>
VirtualNetworkTag(const Estate& estate, Index subnet)
{
    const Subnet& self = estate.subnets[subnet];
    std::vector<Prefix> all = Spaces(estate, self.vnet, true);
    if (estate.assumptions.gatewayRoutesInTag)
    {
        const auto behind = BehindGateways(estate, self.vnet);
        all.insert(all.end(), behind.begin(), behind.end());
    }
    if (estate.assumptions.userRoutesInTag && self.routeTable != NOTHING)
    {
        Append(all, estate.routeTables[self.routeTable].routes);
    }
    all.push_back(PLATFORM);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

std::vector<Prefix>
AzureLoadBalancerTag()
{
    return {PLATFORM, Prefix(*IpAddress::Parse("fe80::1234:5678:9abc"), 128)};
}

AddressSet
InternetTag(const Estate& estate, Index subnet)
{
    const Index vnet = estate.subnets[subnet].vnet;
    AddressSet set = AnyAddress();
    for (const auto& range : SpecialRanges())
    {
        set.push_back({range.prefix, range.use == AddressUse::Public});
    }
    for (const auto& prefix : Spaces(estate, vnet, false))
    {
        set.push_back({prefix, false});
    }
    for (const auto& prefix : BehindGateways(estate, vnet))
    {
        if (prefix.GetLength() != 0) // a default route leads to the Internet after all
        {
            set.push_back({prefix, false});
        }
    }
    return set;
}

AddressSet
TagSet(const Estate& estate, Index subnet, const std::string& tag)
{
    if (tag == "VirtualNetwork")
    {
        return Plain(VirtualNetworkTag(estate, subnet));
    }
    if (tag == "AzureLoadBalancer")
    {
        return Plain(AzureLoadBalancerTag());
    }
    if (tag == "Internet")
    {
        return InternetTag(estate, subnet);
    }
    if (tag == "AzurePlatformDNS")
    {
        return Plain({PLATFORM});
    }
    if (tag == "AzurePlatformIMDS")
    {
        return Plain({Prefix(IpAddress::V4(0xa9fea9fe), 32)});
    }
    return {};
}

bool
Belongs(const AddressSet& set, const IpAddress& address)
{
    const AddressLayer* longest = nullptr;
    for (const auto& layer : set)
    {
        const bool longer =
            longest == nullptr || layer.prefix.GetLength() > longest->prefix.GetLength();
        if (longer && layer.prefix.Contains(address))
        {
            longest = &layer;
        }
    }
    return longest != nullptr && longest->belongs;
}

std::string
CanonicalServiceTag(const std::string& word)
{
    static const auto OWN_BY_LOWER = ByLower(OWN);
    static const auto SERVICES_BY_LOWER = ByLower(SERVICES);
    const std::string lower = Lower(word);
    if (const auto own = OWN_BY_LOWER.find(lower); own != OWN_BY_LOWER.end())
    {
        return own->second;
    }
    const size_t dot = lower.find('.');
    const auto service = SERVICES_BY_LOWER.find(lower.substr(0, dot));
    if (service == SERVICES_BY_LOWER.end() || dot + 1 == lower.size())
    {
        return "";
    }
    return service->second + (dot == std::string::npos ? "" : word.substr(dot));
}

bool
IsPlatformTag(const std::string& tag)
{
    return tag.rfind("AzurePlatform", 0) == 0;
}

} // namespace ns3::v6lab::azure
