// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_WAITING_FRAMES_H
#define V6LAB_WAITING_FRAMES_H

#include "ns3/ptr.h"

namespace ns3
{
class Node;
}

namespace ns3::v6lab
{

/** True if packets wait for a neighbour's link-layer address (RFC 826, RFC 4861 7.2.2). */
bool AsksForNeighbours(const Ptr<Node>& node);
/** True if frames wait in the queue of one of the node's devices. */
bool HasWaitingFrames(const Ptr<Node>& node);

} // namespace ns3::v6lab

#endif // V6LAB_WAITING_FRAMES_H
