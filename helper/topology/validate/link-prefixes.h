// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LINK_PREFIXES_H
#define V6LAB_LINK_PREFIXES_H

#include "helper/topology/topology.h"
#include "model/core/address.h"

#include <set>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A prefix that a link has, and by whom. */
struct LinkPrefix
{
    Prefix prefix;
    std::string link;
    std::string because; //!< "where node r has an address"
};

/** IPv6 prefixes of the links, as far as they are written down. */
std::vector<LinkPrefix> LinkPrefixes(const Topology& topology);

/** The first one that overlaps, but on these links; or null. */
const LinkPrefix* FindOverlap(const std::vector<LinkPrefix>& prefixes,
                              const Prefix& prefix,
                              const std::set<std::string>& except);

/** "2001:db8:1::/64 of link lan, where node r has an address". */
std::string ToText(const LinkPrefix& prefix);

} // namespace ns3::v6lab

#endif // V6LAB_LINK_PREFIXES_H
