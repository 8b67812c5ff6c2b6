// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RECORDED_ROUTES_H
#define V6LAB_RECORDED_ROUTES_H

#include "model/core/azure/effective-routes.h"
#include "scenarios/cli/azure-question.h"

#include <optional>
#include <vector>

namespace ns3::v6lab::cli
{

/**
 * The effective routes of the subnet as the run of the question recorded them, at that simulated
 * time in ns or at its end. Nothing if it recorded no interface in the subnet. Without what only
 * the estate knows: networks, endpoints and carriers behind the rows.
 */
std::optional<std::vector<azure::EffectiveRoute>> RecordedRoutes(const AzureQuestion& question,
                                                                 azure::Index subnet,
                                                                 std::optional<int64_t> timeNs);

} // namespace ns3::v6lab::cli

#endif // V6LAB_RECORDED_ROUTES_H
