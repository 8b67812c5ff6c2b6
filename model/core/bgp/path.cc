// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/path.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace ns3::v6lab::bgp
{

namespace
{

using Candidates = std::vector<const Path*>;

/** Leaves those for which `rank` is lowest. */
template <typename Rank>
void
KeepLowest(Candidates& candidates, Rank rank)
{
    const auto best =
        std::min_element(candidates.begin(),
                         candidates.end(),
                         [&rank](const Path* a, const Path* b) { return rank(*a) < rank(*b); });
    const auto lowest = rank(**best);
    candidates.erase(std::remove_if(candidates.begin(),
                                    candidates.end(),
                                    [&](const Path* path) { return lowest < rank(*path); }),
                     candidates.end());
}

/** RFC 4271 9.1.2.2 c: nobody said one means 0; compared within one neighbouring AS only. */
void
KeepLowestMed(Candidates& candidates)
{
    const auto med = [](const Path* path) { return path->attributes->med.value_or(0); };
    const auto neighbour = [](const Path* path) { return path->attributes->asPath.GetFirst(); };
    std::map<std::optional<uint32_t>, uint32_t> lowest;
    for (const Path* path : candidates)
    {
        const auto entry = lowest.emplace(neighbour(path), med(path)).first;
        entry->second = std::min(entry->second, med(path));
    }
    candidates.erase(
        std::remove_if(candidates.begin(),
                       candidates.end(),
                       [&](const Path* path) { return med(path) > lowest[neighbour(path)]; }),
        candidates.end());
}

/**
 * Azure ignores its own prefixes from outside (FAQ of VPN Gateway). With a weight above that of
 * its own networks a gateway would otherwise follow, withdraw, and follow its own echo without end.
 */
void
DropEchoes(Candidates& candidates)
{
    if (std::any_of(candidates.begin(), candidates.end(), [](const Path* path) {
            return path->IsOwn();
        }))
    {
        candidates.erase(
            std::remove_if(candidates.begin(),
                           candidates.end(),
                           [](const Path* path) { return !path->IsOwn() && !path->internal; }),
            candidates.end());
    }
}

} // namespace

std::vector<Path>
SelectPaths(const std::vector<Path>& paths, size_t most)
{
    if (paths.empty())
    {
        return {};
    }
    Candidates candidates;
    for (const auto& path : paths)
    {
        candidates.push_back(&path);
    }
    DropEchoes(candidates);
    KeepLowest(candidates, [](const Path& path) { return ~path.weight; });
    KeepLowest(candidates, [](const Path& path) { return ~path.localPref; });
    KeepLowest(candidates, [](const Path& path) { return !path.IsOwn(); });
    KeepLowest(candidates, [](const Path& path) { return path.attributes->asPath.GetLength(); });
    KeepLowest(candidates, [](const Path& path) { return path.attributes->origin; });
    KeepLowestMed(candidates);
    KeepLowest(candidates, [](const Path& path) { return path.internal; });
    std::sort(candidates.begin(), candidates.end(), [](const Path* a, const Path* b) {
        return std::tie(a->routerId, a->peerAddress, a->peer) <
               std::tie(b->routerId, b->peerAddress, b->peer);
    });
    std::vector<Path> selected;
    for (size_t i = 0; i < std::min(std::max<size_t>(most, 1), candidates.size()); ++i)
    {
        selected.push_back(*candidates[i]);
    }
    return selected;
}

} // namespace ns3::v6lab::bgp
