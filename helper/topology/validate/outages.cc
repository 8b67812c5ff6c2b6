// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/quantity.h"
#include "helper/topology/validate/context.h"

namespace ns3::v6lab
{

void
ValidateOutages(ValidationContext& context)
{
    for (size_t i = 0; i < context.topology.virtualMachines.size(); ++i)
    {
        const auto& machine = context.topology.virtualMachines[i];
        std::optional<int64_t> last; // nothing after an outage without an end
        for (size_t j = 0; j < machine.outages.size(); ++j)
        {
            const auto& outage = machine.outages[j];
            const std::string path = Item(Item("virtualMachines", i) + ".outages", j);
            const auto from = ParseDuration(outage.from);
            const auto to = outage.to.empty() ? from : ParseDuration(outage.to);
            if (!from || !to)
            {
                context.Add(
                    {path + (from ? ".to" : ".from"),
                     machine.name,
                     "",
                     "",
                     "\"" + (from ? outage.to : outage.from) + "\" is not a time such as \"10s\""});
                continue;
            }
            if (!outage.to.empty() && *to <= *from)
            {
                context.Add({path + ".to", machine.name, "", "", "it ends before it begins"});
            }
            if (j > 0 && (!last || *from < *last))
            {
                context.Add({path + ".from",
                             machine.name,
                             "",
                             "",
                             "the outage before it has not ended by then"});
            }
            last = outage.to.empty() ? std::nullopt : to;
        }
    }
}

} // namespace ns3::v6lab
