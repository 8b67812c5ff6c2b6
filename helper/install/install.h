// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_INSTALL_H
#define V6LAB_INSTALL_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"

#include "ns3/nstime.h"

#include <functional>

namespace ns3::v6lab
{

/**
 * Builds a valid topology in ns-3: the one place that knows both worlds. Simulated packets carry
 * real checksums from here on. Throws std::invalid_argument for what Validate() would have refused.
 */
Installation Install(const Topology& topology);

/** Calls a function with every model that has the trace sources Hop and Drop. */
void ForEachTracedModel(const Installation& installation,
                        const std::function<void(const Ptr<Object>&)>& function);

} // namespace ns3::v6lab

#endif // V6LAB_INSTALL_H
