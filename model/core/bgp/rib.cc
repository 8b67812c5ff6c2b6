// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/rib.h"

#include <algorithm>

namespace ns3::v6lab::bgp
{

namespace
{

template <typename Paths>
auto
PlaceOf(Paths& paths, PeerIndex peer)
{
    return std::lower_bound(paths.begin(), paths.end(), peer, [](const Path& path, PeerIndex p) {
        return path.peer < p;
    });
}

} // namespace

Rib::Rib(size_t maxPaths)
    : m_maxPaths(maxPaths)
{
}

RibChange
Rib::Put(const Prefix& prefix, Path path)
{
    const auto entry = m_entries.try_emplace(prefix).first;
    auto& paths = entry->second.paths;
    const auto place = PlaceOf(paths, path.peer);
    if (place != paths.end() && place->peer == path.peer)
    {
        *place = std::move(path);
    }
    else
    {
        paths.insert(place, std::move(path));
    }
    return Decide(entry);
}

RibChange
Rib::Drop(const Prefix& prefix, PeerIndex peer)
{
    const auto entry = m_entries.find(prefix);
    if (entry == m_entries.end())
    {
        return {prefix, false, false};
    }
    auto& paths = entry->second.paths;
    const auto place = PlaceOf(paths, peer);
    if (place != paths.end() && place->peer == peer)
    {
        paths.erase(place);
    }
    return Decide(entry);
}

std::vector<RibChange>
Rib::DropAll(PeerIndex peer)
{
    std::vector<Prefix> prefixes;
    for (const auto& [prefix, entry] : m_entries)
    {
        const auto place = PlaceOf(entry.paths, peer);
        if (place != entry.paths.end() && place->peer == peer)
        {
            prefixes.push_back(prefix);
        }
    }
    std::vector<RibChange> changes;
    for (const auto& prefix : prefixes)
    {
        changes.push_back(Drop(prefix, peer));
    }
    return changes;
}

RibChange
Rib::Decide(Entries::iterator entry)
{
    RibEntry& held = entry->second;
    auto selected = SelectPaths(held.paths, m_maxPaths);
    RibChange change{entry->first};
    change.selected = !(selected == held.selected);
    change.best = selected.empty() != held.selected.empty() ||
                  (!selected.empty() && !(selected.front() == held.selected.front()));
    held.selected = std::move(selected);
    if (held.paths.empty())
    {
        m_entries.erase(entry);
    }
    return change;
}

const Path*
Rib::Find(const Prefix& prefix, PeerIndex peer) const
{
    const RibEntry* entry = Find(prefix);
    if (!entry)
    {
        return nullptr;
    }
    const auto place = PlaceOf(entry->paths, peer);
    return place != entry->paths.end() && place->peer == peer ? &*place : nullptr;
}

const RibEntry*
Rib::Find(const Prefix& prefix) const
{
    const auto entry = m_entries.find(prefix);
    return entry == m_entries.end() ? nullptr : &entry->second;
}

} // namespace ns3::v6lab::bgp
