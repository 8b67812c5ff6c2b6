// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/validate.h"

#include "helper/topology/openwrt-text.h"
#include "helper/topology/validate/context.h"

#include <map>

namespace ns3::v6lab
{

std::string
ToString(const Fault& fault)
{
    return fault.path + (fault.subject.empty() ? "" : " (" + fault.subject + ")") + ": " +
           (fault.word.empty() ? "" : fault.word + ": ") + fault.sentence +
           (fault.rule.empty() ? "" : " [" + fault.rule + "]");
}

namespace
{

/** What is wrong with translators that stand for lines of Jool is told where those lines are. */
void
PlaceAtLines(std::vector<Fault>& faults, const Topology& whole, size_t written)
{
    if (whole.translators.size() == written)
    {
        return;
    }
    std::map<std::string, std::string> places;
    for (size_t i = 0; i < whole.nodes.size(); ++i)
    {
        places.emplace(whole.nodes[i].name, Item("nodes", i) + ".openwrt.jool");
    }
    for (size_t i = written; i < whole.translators.size(); ++i)
    {
        const std::string made = Item("translators", i);
        for (auto& fault : faults)
        {
            if (fault.path.compare(0, made.size(), made) == 0)
            {
                fault.path = places[whole.translators[i].node];
            }
        }
    }
}

} // namespace

std::vector<Fault>
Validate(const Topology& written)
{
    const Topology whole = HasJool(written) ? WithJool(written) : Topology();
    const Topology& topology = HasJool(written) ? whole : written;
    ValidationContext context(topology);
    ValidateDeclared(context);
    ValidateNames(context);
    ValidateAddressing(context);
    ValidatePeering(context);
    ValidateRoutes(context);
    ValidatePublicAddresses(context);
    ValidateNics(context);
    ValidateGateways(context);
    ValidateCircuits(context);
    ValidateGatewayConflicts(context);
    ValidateGatewayValues(context);
    ValidateEndpoints(context);
    ValidateManagers(context);
    ValidateBastions(context);
    ValidateFlowLogs(context);
    ValidateSecurity(context);
    ValidateFirewalls(context);
    ValidateGuestFirewalls(context);
    ValidateMachines(context);
    ValidateOutside(context);
    ValidateOutages(context);
    ValidateBgp(context);
    ValidateAdvertisements(context);
    ValidateDhcp(context);
    ValidateLeases(context);
    ValidateIslands(context);
    ValidateOpenWrt(context);
    ValidateVpns(context);
    ValidateLearnedNat64(context);
    ValidateFigures(context);
    ValidateTranslators(context);
    ValidateDns(context);
    ValidateRelays(context);
    ValidateWorkloads(context);
    ValidateChecks(context);
    ValidateBalancers(context); // last: it plans what has no faults
    PlaceAtLines(context.faults, topology, written.translators.size());
    return std::move(context.faults);
}

} // namespace ns3::v6lab
