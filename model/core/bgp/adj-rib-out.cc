// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/adj-rib-out.h"

#include "model/core/bgp/update-writer.h"

#include <iterator>

namespace ns3::v6lab::bgp
{

namespace
{

void
Append(std::vector<Bytes>& messages, std::vector<Bytes> more)
{
    messages.insert(messages.end(),
                    std::make_move_iterator(more.begin()),
                    std::make_move_iterator(more.end()));
}

} // namespace

AdjRibOut::AdjRibOut(const PeerSettings& settings, PeerIndex index)
    : m_settings(settings),
      m_index(index)
{
}

void
AdjRibOut::Mark(const Prefix& prefix)
{
    m_marked.insert(prefix);
}

void
AdjRibOut::MarkAll(const Rib& rib)
{
    for (const auto& entry : rib.GetEntries())
    {
        m_marked.insert(entry.first);
    }
}

void
AdjRibOut::Clear()
{
    m_routes.clear();
    m_marked.clear();
    m_nextNs = 0;
}

int64_t
AdjRibOut::GetNextNs() const
{
    return m_marked.empty() ? NEVER : m_nextNs;
}

std::vector<Bytes>
AdjRibOut::Update(const Rib& rib, const Session& session, int64_t nowNs)
{
    if (nowNs < GetNextNs())
    {
        return {};
    }
    Made made;
    std::vector<Prefix> withdrawn;
    std::vector<Group> groups;
    std::map<std::pair<const PathAttributes*, IpAddress>, size_t> places;
    for (const auto& prefix : m_marked)
    {
        const auto before = m_routes.find(prefix);
        const auto now = Export(prefix, rib, session, made);
        if (!now)
        {
            if (before != m_routes.end())
            {
                withdrawn.push_back(prefix);
                m_routes.erase(before);
            }
            continue;
        }
        if (before != m_routes.end() && before->second == *now)
        {
            continue;
        }
        m_routes[prefix] = *now;
        const auto place =
            places.emplace(std::pair(now->attributes.get(), now->nextHop), groups.size()).first;
        if (place->second == groups.size())
        {
            groups.push_back({now->attributes, {now->nextHop, {}}});
        }
        groups[place->second].announcement.prefixes.push_back(prefix);
    }
    m_marked.clear();
    std::vector<Bytes> messages = EncodeWithdrawal(withdrawn);
    for (const auto& group : groups)
    {
        Append(messages,
               EncodeAnnouncement(*group.attributes,
                                  group.announcement,
                                  session.GetWire().fourOctetAs));
    }
    if (!messages.empty())
    {
        m_nextNs = nowNs + m_settings.advertisementIntervalNs;
    }
    return messages;
}

std::optional<AdvertisedPath>
AdjRibOut::Export(const Prefix& prefix, const Rib& rib, const Session& session, Made& made) const
{
    const RibEntry* entry = rib.Find(prefix);
    if (!entry || !session.Carries(prefix.GetFamily()) ||
        !MayExport(m_settings, m_index, prefix, entry->selected.front()))
    {
        return std::nullopt;
    }
    const Path& best = entry->selected.front();
    const auto nextHop = ExportNextHop(m_settings, prefix.GetFamily(), best);
    auto& attributes = made[{best.attributes.get(), best.peer}];
    if (!attributes)
    {
        attributes = std::make_shared<PathAttributes>(ExportAttributes(m_settings, best));
    }
    if (!nextHop || !Fits(*attributes, session.GetWire().fourOctetAs))
    {
        return std::nullopt;
    }
    return AdvertisedPath{*nextHop, attributes};
}

} // namespace ns3::v6lab::bgp
