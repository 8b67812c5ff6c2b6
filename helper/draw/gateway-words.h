// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_GATEWAY_WORDS_H
#define V6LAB_GATEWAY_WORDS_H

#include "helper/draw/picture.h"
#include "helper/topology/validate/context.h"

namespace ns3::v6lab
{

/** Adds gateways to their subnets, circuits beside the nodes, and what joins them. */
void AddGateways(const Topology& topology, const ValidationContext& context, Picture& picture);

} // namespace ns3::v6lab

#endif // V6LAB_GATEWAY_WORDS_H
