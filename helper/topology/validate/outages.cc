// SPDX-License-Identifier: GPL-2.0-only
// When links are cut and machines are dead.
#include "helper/topology/quantity.h"
#include "helper/topology/validate/context.h"

#include <algorithm>
#include <limits>

namespace ns3::v6lab
{

namespace
{

template <typename Outage>
void
CheckOutages(ValidationContext& context,
             const std::vector<Outage>& outages,
             const std::string& path,
             const std::string& subject)
{
    int64_t end = 0;
    for (size_t i = 0; i < outages.size(); ++i)
    {
        const auto add = [&](const std::string& key, const std::string& sentence) {
            context.Add({Item(path, i) + key, subject, "", "", sentence});
        };
        const Outage& outage = outages[i];
        const auto from = ParseDuration(outage.from);
        const auto to = outage.to.empty()
                            ? std::optional<int64_t>(std::numeric_limits<int64_t>::max())
                            : ParseDuration(outage.to);
        if (!from && !outage.from.empty()) // else ValidateDeclared() says so
        {
            add(".from", "\"" + outage.from + "\" is not a time such as \"10s\"");
        }
        if (!to)
        {
            add(".to", "\"" + outage.to + "\" is not a time such as \"20s\"");
        }
        if (!from || !to)
        {
            return;
        }
        if (*to <= *from)
        {
            add(".to", outage.to + " is not after " + outage.from);
        }
        if (i > 0 && *from < end)
        {
            add(".from", outage.from + " is before the end of the outage before");
        }
        end = std::max(end, *to);
    }
}

} // namespace

void
ValidateOutages(ValidationContext& context)
{
    const Topology& topology = context.topology;
    for (size_t i = 0; i < topology.virtualMachines.size(); ++i)
    {
        CheckOutages(context,
                     topology.virtualMachines[i].outages,
                     Item("virtualMachines", i) + ".outages",
                     topology.virtualMachines[i].name);
    }
    for (size_t i = 0; i < topology.links.size(); ++i)
    {
        CheckOutages(context,
                     topology.links[i].outages,
                     Item("links", i) + ".outages",
                     topology.links[i].name);
    }
    for (size_t i = 0; i < topology.expressRouteCircuits.size(); ++i)
    {
        const auto& circuit = topology.expressRouteCircuits[i];
        const std::string path = Item("expressRouteCircuits", i);
        CheckOutages(context, circuit.primaryOutages, path + ".primaryOutages", circuit.name);
        CheckOutages(context, circuit.secondaryOutages, path + ".secondaryOutages", circuit.name);
    }
}

} // namespace ns3::v6lab
