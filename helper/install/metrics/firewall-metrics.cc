// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/metrics/firewall-metrics.h"

#include "model/azure/azure-firewall.h"

namespace ns3::v6lab
{

void
RegisterFirewalls(const Topology& topology, const Installation& installation, Monitor& monitor)
{
    for (const auto& firewall : topology.azureFirewalls)
    {
        const auto node = installation.nodes.find(firewall.name);
        const auto service = node == installation.nodes.end()
                                 ? nullptr
                                 : node->second->GetObject<AzureFirewallService>();
        if (!service)
        {
            continue;
        }
        const auto add = [&](const char* metric, Aggregation aggregation, auto read) {
            monitor.Register({firewall.name,
                              "Microsoft.Network/azureFirewalls",
                              metric,
                              "",
                              aggregation,
                              [service, read] { return static_cast<double>(read(*service)); }});
        };
        using Service = AzureFirewallService;
        add("ApplicationRuleHit", Aggregation::Total, [](const Service& s) {
            return s.GetApplicationRuleHit();
        });
        add("NetworkRuleHit", Aggregation::Total, [](const Service& s) {
            return s.GetNetworkRuleHit();
        });
        add("FirewallHealth", Aggregation::Average, [](const Service& s) {
            return s.GetFirewallHealth();
        });
        add("DataProcessed", Aggregation::Total, [](const Service& s) {
            return s.GetDataProcessed();
        });
        add("SNATPortUtilization", Aggregation::Average, [](const Service& s) {
            return s.GetSnatPortUtilization();
        });
        add("Throughput", Aggregation::Rate, [](const Service& s) {
            return 8 * s.GetDataProcessed(); // bits per second
        });
    }
}

} // namespace ns3::v6lab
