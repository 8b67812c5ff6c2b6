// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_EXPLAIN_CONNECTION_H
#define V6LAB_EXPLAIN_CONNECTION_H

#include "model/record/explain.h"

namespace ns3::v6lab
{

/** What a flow asked DNS, and how it tried to connect, as people read it; empty: nothing to tell.
 */
std::string ConnectionText(const ConnectionView& connection);

} // namespace ns3::v6lab

#endif // V6LAB_EXPLAIN_CONNECTION_H
