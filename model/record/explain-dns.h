// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_EXPLAIN_DNS_H
#define V6LAB_EXPLAIN_DNS_H

#include "model/record/explain.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What a flow asked the DNS, and what servers asked others because of that, as a tree. */
std::vector<DnsView> DnsOf(Database& database, const RunHandle& run, int64_t flow);

/** As people read it; empty if there is nothing to tell. */
std::string ToText(const std::vector<DnsView>& exchanges);

} // namespace ns3::v6lab

#endif // V6LAB_EXPLAIN_DNS_H
