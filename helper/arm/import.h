// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_IMPORT_H
#define V6LAB_ARM_IMPORT_H

#include "helper/topology/topology.h"

#include <optional>
#include <string>

/**
 * Reads Azure Resource Manager templates into a Topology.
 *
 * doc/models-azure.md has the types that are read. All else is listed in Topology::leftOut, what
 * had to be assumed in Topology::assumptions. The designs get the workloads of
 * AddReachabilityWorkloads() and AddFrontendCalls(). Addresses that reference() is asked for and
 * the template leaves open are those that PlanAzure() assigns. The topology is not validated yet.
 * All functions throw InputError with every fault found, each with its place in the template.
 */
namespace ns3::v6lab
{

/** True for JSON whose "$schema" is that of a deployment template, at any scope. */
bool LooksLikeArm(const std::string& text);

/** The same of a parameters file, which is no design by itself. */
bool LooksLikeArmParameters(const std::string& text);

/** True for a JSON object with "resources" and no "$schema": a template without its first line. */
bool LacksArmSchema(const std::string& text);

/**
 * Reads a template file. Without a path for the parameters, "NAME.parameters.json" next to
 * "NAME.json" is taken if it is there.
 */
Topology ImportArm(const std::string& path, const std::optional<std::string>& parametersPath);

/** The same of texts; `name` becomes the topology's. */
Topology ImportArmText(const std::string& name,
                       const std::string& text,
                       const std::optional<std::string>& parametersText);

} // namespace ns3::v6lab

#endif // V6LAB_ARM_IMPORT_H
