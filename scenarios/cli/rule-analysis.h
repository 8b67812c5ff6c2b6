// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RULE_ANALYSIS_H
#define V6LAB_RULE_ANALYSIS_H

#include "helper/install/probe-run.h"
#include "scenarios/cli/azure-question.h"

#include <nlohmann/json.hpp>

namespace ns3::v6lab::cli
{

/**
 * The interface in Azure that has the address, a private or a public one: if there are several,
 * that of the named machine. NOTHING if there is none.
 */
azure::Index NicOf(const AzureQuestion& question,
                   const IpAddress& address,
                   const std::string& machine);
/** The machine that has the interface; empty if none has. */
std::string MachineOf(const AzureQuestion& question, azure::Index nic);

/** "SourceSecurityRuleAnalysis" of connection troubleshoot: what the probes' interface says. */
nlohmann::ordered_json SourceAnalysis(const AzureQuestion& question,
                                      const Workload& probe,
                                      const ProbeResult& result);

/** "DestinationSecurityRuleAnalysis": without results if the destination is not in Azure. */
nlohmann::ordered_json DestinationAnalysis(const AzureQuestion& question,
                                           const Workload& probe,
                                           const ProbeResult& result);

} // namespace ns3::v6lab::cli

#endif // V6LAB_RULE_ANALYSIS_H
