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

/** "line 3: " for the path of a part of a pool that the third line adds; else nothing. */
std::string
LineOf(const std::string& part, const JoolInstance& instance)
{
    static const std::string POOL = ".pool[";
    const bool pool = part.compare(0, POOL.size(), POOL) == 0;
    const size_t at = pool ? std::stoul(part.substr(POOL.size())) : instance.lines.size();
    return at < instance.lines.size() ? "line " + std::to_string(instance.lines[at]) + ": " : "";
}

/** What is wrong with translators that stand for lines of Jool is told where those lines are. */
void
PlaceAtLines(std::vector<Fault>& faults, const Topology& whole, size_t written)
{
    if (whole.translators.size() == written)
    {
        return;
    }
    std::map<std::string, size_t> places;
    for (size_t i = 0; i < whole.nodes.size(); ++i)
    {
        places.emplace(whole.nodes[i].name, i);
    }
    for (size_t i = written; i < whole.translators.size(); ++i)
    {
        const std::string made = Item("translators", i);
        const size_t node = places.at(whole.translators[i].node);
        const JoolInstance instance = ReadJool(whole.nodes[node].openwrt->jool).front();
        for (auto& fault : faults)
        {
            if (fault.path.compare(0, made.size(), made) == 0)
            {
                fault.sentence = LineOf(fault.path.substr(made.size()), instance) + fault.sentence;
                fault.path = Item("nodes", node) + ".openwrt.jool";
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
