// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/validate/host-prefixes.h"

#include <algorithm>
#include <vector>

namespace ns3::v6lab
{

namespace
{

struct Range
{
    Prefix prefix;
    const char* use;
};

const std::vector<Range>&
RangesWithoutHosts()
{
    static const std::vector<Range> RANGES{
        {*Prefix::Parse("0.0.0.0/8"), "this network"},
        {*Prefix::Parse("127.0.0.0/8"), "loopback"},
        {*Prefix::Parse("169.254.0.0/16"), "link-local"},
        {*Prefix::Parse("224.0.0.0/4"), "multicast"},
        {*Prefix::Parse("240.0.0.0/4"), "reserved"},
        {*Prefix::Parse("::/8"), "reserved: unspecified, loopback, IPv4-mapped, translators"},
        {*Prefix::Parse("fe80::/10"), "link-local"},
        {*Prefix::Parse("ff00::/8"), "multicast"}};
    return RANGES;
}

} // namespace

std::optional<std::string>
RangeWithoutHosts(const Prefix& prefix)
{
    const auto& ranges = RangesWithoutHosts();
    const auto found = std::find_if(ranges.begin(), ranges.end(), [&prefix](const Range& range) {
        return range.prefix.Overlaps(prefix);
    });
    return found == ranges.end()
               ? std::nullopt
               : std::optional(found->prefix.ToString() + " (" + found->use + ")");
}

const char*
ClauseOfHosts(Family family)
{
    return family == Family::V4 ? "RFC 1122 3.2.1.3" : "RFC 4291 2.4";
}

} // namespace ns3::v6lab
