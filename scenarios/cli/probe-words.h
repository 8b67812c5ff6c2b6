// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PROBE_WORDS_H
#define V6LAB_PROBE_WORDS_H

#include "helper/install/probe-run.h"
#include "scenarios/cli/azure-question.h"

#include <nlohmann/json.hpp>

namespace ns3::v6lab::cli
{

/**
 * "Hops" of connection troubleshoot: Source, VnetLocal for what stands in a virtual network and is
 * no appliance that passes the probe on (gateways, the machine that was called), VirtualAppliance,
 * Internet for all outside Azure. Each has the issues of what was dropped there, or behind it.
 */
nlohmann::ordered_json HopsOf(const AzureQuestion& question, const ProbeResult& result);

/** "Issues": all of them, equal ones once. */
nlohmann::ordered_json IssuesOf(const AzureQuestion& question, const ProbeResult& result);

} // namespace ns3::v6lab::cli

#endif // V6LAB_PROBE_WORDS_H
