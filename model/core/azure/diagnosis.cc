// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/diagnosis.h"

#include "model/core/azure/address-owners.h"
#include "model/core/azure/route-compiler.h"
#include "model/core/special-addresses.h"

namespace ns3::v6lab::azure
{

namespace
{

const char*
WatcherWord(NextHopType type)
{
    switch (type)
    {
    case NextHopType::VnetLocal:
        return "VirtualNetwork";
    case NextHopType::VNetPeering:
    case NextHopType::VNetGlobalPeering:
    case NextHopType::ConnectedGroup: // Network Watcher has no word of its own for it [K]
        return "VirtualNetworkPeering";
    default:
        return ToWord(type);
    }
}

/** What delivery finds out about a user's route to an appliance, which nothing changes later. */
Reason
IssueOf(const Estate& estate, Index subnet, const Prefix& prefix)
{
    const AddressOwners owners(estate);
    const auto compiled = CompileRoutes(estate, owners, subnet);
    const CompiledRoute* route = compiled.FindExact(prefix);
    return route != nullptr && route->IsDeadEnd() ? Reason::AzureNextHopUnreachable : Reason::None;
}

} // namespace

NextHopAnswer
NextHop(const Estate& estate, Index subnet, const IpAddress& destination)
{
    return NextHop(estate, subnet, EffectiveRoutes(estate, subnet), destination);
}

NextHopAnswer
NextHop(const Estate& estate,
        Index subnet,
        const std::vector<EffectiveRoute>& routes,
        const IpAddress& destination)
{
    NextHopAnswer answer{"None"};
    NextHopType type = NextHopType::None;
    if (IsPlatformAddress(destination)) // A7: no route leads it elsewhere
    {
        const Prefix itself(destination, destination.GetBits());
        return {"Internet", std::nullopt, NOTHING, itself, true};
    }
    for (const auto& row : routes)
    {
        const bool better = !answer.found || row.prefix.GetLength() > answer.prefix.GetLength();
        if (row.state == RouteState::Active && better && row.prefix.Contains(destination))
        {
            const bool user = row.source == RouteSource::User;
            answer = {WatcherWord(row.nextHopType),
                      row.nextHopIp,
                      user ? estate.subnets[subnet].routeTable : NOTHING,
                      row.prefix,
                      true};
            type = row.nextHopType;
        }
    }
    if (type == NextHopType::VirtualAppliance)
    {
        answer.issue = IssueOf(estate, subnet, answer.prefix);
    }
    return answer;
}

IpFlowAnswer
VerifyIpFlow(const Estate& estate,
             Index nic,
             RuleDirection direction,
             const PacketTuple& packet,
             bool fromInternet)
{
    IpFlowAnswer answer;
    answer.verdict = SecurityGate(estate).Judge(nic, direction, packet, fromInternet);
    if (const RuleMatch* match = answer.verdict.Deciding())
    {
        const bool admin = match->stage == RuleStage::AdminRules;
        const auto& groups = admin ? estate.securityAdminRules : estate.networkSecurityGroups;
        answer.group = groups[match->group].name;
        answer.ruleName = admin ? match->rule->name : QualifiedName(*match->rule);
    }
    return answer;
}

} // namespace ns3::v6lab::azure
