// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/happy-eyeballs/untried-addresses.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace ns3::v6lab
{

UntriedAddresses::UntriedAddresses(const EyeballHost& host,
                                   ConsiderDestination consider,
                                   const AddressHistory* history,
                                   size_t firstFamilyCount)
    : m_host(host),
      m_consider(std::move(consider)),
      m_history(history),
      m_firstFamilyCount(firstFamilyCount)
{
}

void
UntriedAddresses::Replace(Family origin, const std::vector<IpAddress>& addresses)
{
    const auto old = [&](const Untried& untried) { return untried.origin == origin; };
    for (auto* list : {&m_usable, &m_unusable})
    {
        list->erase(std::remove_if(list->begin(), list->end(), old), list->end());
    }
    for (const IpAddress& address : Synthesize(m_host, addresses, m_consider))
    {
        Add(address, origin);
    }
    Arrange();
}

void
UntriedAddresses::Add(const IpAddress& address, Family origin)
{
    const auto same = [&](const Untried& untried) { return untried.candidate.address == address; };
    const bool known = std::any_of(m_usable.begin(), m_usable.end(), same) ||
                       std::any_of(m_unusable.begin(), m_unusable.end(), same) ||
                       std::count(m_tried.begin(), m_tried.end(), address) != 0;
    if (!known)
    {
        const DestinationCandidate candidate = m_consider(address);
        (candidate.IsUsable() ? m_usable : m_unusable).push_back({candidate, origin});
    }
}

/**
 * RFC 8305 4: the families take turns over the whole race, whenever their answers come. What was
 * tried counts: the lead of the first family goes on, and after it the other one is next.
 */
DestinationList
UntriedAddresses::Interleave(const DestinationList& sorted) const
{
    if (sorted.empty() || m_tried.empty())
    {
        return InterleaveFamilies(sorted, m_firstFamilyCount);
    }
    const Family first = sorted.front().address.GetFamily();
    const bool leads = std::all_of(m_tried.begin(), m_tried.end(), [first](const auto& tried) {
        return tried.GetFamily() == first;
    });
    if (leads && m_tried.size() < m_firstFamilyCount)
    {
        return InterleaveFamilies(sorted, m_firstFamilyCount - m_tried.size(), first);
    }
    const Family next = m_tried.back().IsV4() ? Family::V6 : Family::V4;
    return InterleaveFamilies(sorted, 1, next);
}

void
UntriedAddresses::Arrange()
{
    DestinationList list;
    for (const Untried& untried : m_usable)
    {
        list.push_back(untried.candidate);
    }
    std::vector<Untried> arranged;
    for (const auto& candidate : Interleave(SortDestinations(list, m_history)))
    {
        const auto same = [&](const Untried& untried) {
            return untried.candidate.address == candidate.address;
        };
        arranged.push_back(*std::find_if(m_usable.begin(), m_usable.end(), same));
    }
    m_usable = std::move(arranged);
}

bool
UntriedAddresses::IsEmpty() const
{
    return m_usable.empty();
}

bool
UntriedAddresses::HasFrom(Family origin) const
{
    return std::any_of(m_usable.begin(), m_usable.end(), [&](const Untried& untried) {
        return untried.origin == origin;
    });
}

DestinationCandidate
UntriedAddresses::Take()
{
    assert(!IsEmpty());
    const DestinationCandidate next = m_usable.front().candidate;
    m_usable.erase(m_usable.begin());
    m_tried.push_back(next.address);
    return next;
}

std::optional<DestinationCandidate>
UntriedAddresses::TakeUnusable()
{
    DestinationList list;
    for (const Untried& untried : m_unusable)
    {
        list.push_back(untried.candidate);
    }
    m_unusable.clear(); // one tells why
    return list.empty()
               ? std::nullopt
               : std::optional<DestinationCandidate>(SortDestinations(list, m_history).front());
}

} // namespace ns3::v6lab
