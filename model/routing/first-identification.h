// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIRST_IDENTIFICATION_H
#define V6LAB_FIRST_IDENTIFICATION_H

#include "model/core/address.h"

#include "ns3/node.h"

namespace ns3::v6lab
{

/**
 * Where a node's identifications of fragmented packets start: by the run's random numbers, at each
 * node elsewhere (RFC 7739 5). Hosts that all began at 1 would tell a receiver behind their NAT64
 * the same of different packets, since it keeps the low 16 bits (RFC 7915 5.1.1). Never 0.
 */
uint32_t FirstIdentification(const Ptr<ns3::Node>& node, Family family);

} // namespace ns3::v6lab

#endif // V6LAB_FIRST_IDENTIFICATION_H
