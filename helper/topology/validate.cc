// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/validate.h"

#include "helper/topology/openwrt-text.h"
#include "helper/topology/validate/context.h"

namespace ns3::v6lab
{

std::string
ToString(const Fault& fault)
{
    return fault.path + (fault.subject.empty() ? "" : " (" + fault.subject + ")") + ": " +
           (fault.word.empty() ? "" : fault.word + ": ") + fault.sentence +
           (fault.rule.empty() ? "" : " [" + fault.rule + "]");
}

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
    return std::move(context.faults);
}

} // namespace ns3::v6lab
