// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DOT_LABELS_H
#define V6LAB_DOT_LABELS_H

#include "helper/draw/picture.h"

#include <string>
#include <vector>

/** The parts of a graphviz drawing as HTML-like labels; what users wrote is escaped here. */
namespace ns3::v6lab
{

constexpr const char* FONT = "Helvetica,Arial,sans-serif";

std::string TitleLabel(const Picture& picture);
/** Explains only what the picture has. */
std::string LegendLabel(const Picture& picture);
std::string NetworkLabel(const NetworkView& network);
std::string MachineLabel(const MachineView& machine, const std::string& port);
std::string NodeLabel(const NodeView& node);
std::string LanLabel(const LinkView& link);
std::string LinkLabel(const LinkView& link);
std::string PeeringLabel(const PeeringView& peering);
std::string PublicLabel(const std::vector<std::string>& addresses);
/** The port of a machine's cell in its network's label. */
std::string MachinePort(size_t subnet, size_t machine);
/** The port of a subnet's box in its network's label. */
std::string SubnetPort(size_t subnet);
/** True if nothing stands between a machine and the left side of the subnet that all are in. */
bool StandsFirst(const std::vector<MachineView>& machines, size_t machine);

} // namespace ns3::v6lab

#endif // V6LAB_DOT_LABELS_H
