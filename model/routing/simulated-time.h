// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SIMULATED_TIME_H
#define V6LAB_SIMULATED_TIME_H

#include "ns3/simulator.h"

#include <cstdint>

namespace ns3::v6lab
{

/** The simulation's time as the cores take it, which know no ns-3. */
inline int64_t
NowNs()
{
    return Simulator::Now().GetNanoSeconds();
}

} // namespace ns3::v6lab

#endif // V6LAB_SIMULATED_TIME_H
