// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DRAW_H
#define V6LAB_DRAW_H

#include "helper/topology/topology.h"

#include <string>

/**
 * Drawings of a topology for reports: networks as boxes with their subnets, machines with their
 * addresses, peerings with state and flags, user-defined routes, the internet, nodes and links
 * outside Azure. Any topology can be drawn, also one that Validate() refuses; the same value gives
 * the same text.
 */
namespace ns3::v6lab
{

/** For graphviz: `dot -Tsvg`. */
std::string DrawDot(const Topology& topology);

/** For Mermaid: a flowchart, as Markdown viewers show it. */
std::string DrawMermaid(const Topology& topology);

/**
 * An SVG picture with real text. Runs graphviz's `dot`; throws std::runtime_error if that is
 * missing, fails or needs more than a minute.
 */
std::string DrawSvg(const Topology& topology);

} // namespace ns3::v6lab

#endif // V6LAB_DRAW_H
