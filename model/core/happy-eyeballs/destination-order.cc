// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/happy-eyeballs/destination-order.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <utility>

namespace ns3::v6lab
{

namespace
{

/** What the rules 1 to 8 compare, in their order; larger is better. */
using Merit = std::array<int, 8>;

struct Judged
{
    DestinationCandidate candidate;
    Merit merit;
};

Judged
Judge(const DestinationCandidate& candidate, const std::vector<PolicyRow>& policy)
{
    const IpAddress& address = candidate.address;
    const int precedence = PrecedenceOf(address, policy);
    const int native = candidate.encapsulated ? 0 : 1;
    const int scope = ScopeOf(address);
    if (!candidate.source)
    {
        return {candidate, {0, 0, 0, 0, 0, precedence, native, -scope}};
    }
    const SourceCandidate& source = *candidate.source;
    return {candidate,
            {candidate.reachable ? 2 : 1,
             ScopeOf(source.address) == scope,
             !source.deprecated,
             HomeRank(source),
             LabelOf(source.address, policy) == LabelOf(address, policy),
             precedence,
             native,
             -scope}};
}

/**
 * Sorts, stably, the members of each class among the places that they have. So a rule that tells
 * apart only some pairs of candidates gives one order, whatever the pairs.
 */
template <typename ClassOf, typename Better>
void
SortWithin(std::vector<Judged>& list, ClassOf classOf, Better better)
{
    std::map<decltype(classOf(list.front())), std::vector<size_t>> places;
    for (size_t i = 0; i < list.size(); ++i)
    {
        places[classOf(list[i])].push_back(i);
    }
    for (const auto& [name, members] : places)
    {
        std::vector<Judged> sorted;
        for (const size_t place : members)
        {
            sorted.push_back(list[place]);
        }
        std::stable_sort(sorted.begin(), sorted.end(), better);
        for (size_t i = 0; i < members.size(); ++i)
        {
            list[members[i]] = sorted[i];
        }
    }
}

/** Rule 9: the longest matching prefix, among addresses of one family. */
void
SortByPrefix(std::vector<Judged>& list)
{
    const auto common = [](const Judged& judged) {
        const auto& candidate = judged.candidate;
        return candidate.source ? CommonPrefixLength(*candidate.source, candidate.address) : 0;
    };
    SortWithin(
        list,
        [](const Judged& judged) { return judged.candidate.address.GetFamily(); },
        [&](const Judged& a, const Judged& b) { return common(a) > common(b); });
}

/** RFC 8305 4: what is known of an address by way of the interface that would be used now. */
void
SortByHistory(std::vector<Judged>& list, const AddressHistory& history)
{
    const auto past = [&](const Judged& judged) -> std::pair<int64_t, bool> {
        const auto& candidate = judged.candidate;
        const AddressPast* known =
            candidate.source ? history.Find(candidate.source->interface, candidate.address)
                             : nullptr;
        return {known ? known->smoothedRttNs.value_or(std::numeric_limits<int64_t>::max())
                      : std::numeric_limits<int64_t>::max(),
                known == nullptr};
    };
    SortWithin(
        list,
        [](const Judged& judged) {
            const auto& source = judged.candidate.source;
            return source ? int64_t{source->interface} : -1;
        },
        [&](const Judged& a, const Judged& b) { return past(a) < past(b); });
}

} // namespace

DestinationList
SortDestinations(const DestinationList& candidates,
                 const AddressHistory* history,
                 const std::vector<PolicyRow>& policy)
{
    std::vector<Judged> list;
    for (const auto& candidate : candidates)
    {
        list.push_back(Judge(candidate, policy));
    }
    SortByPrefix(list); // the least important rules first, since each sort is stable
    if (history)
    {
        SortByHistory(list, *history);
    }
    std::stable_sort(list.begin(), list.end(), [](const Judged& a, const Judged& b) {
        return a.merit > b.merit;
    });
    DestinationList sorted;
    for (const auto& judged : list)
    {
        sorted.push_back(judged.candidate);
    }
    return sorted;
}

DestinationList
InterleaveFamilies(const DestinationList& sorted,
                   size_t firstFamilyCount,
                   std::optional<Family> firstFamily)
{
    DestinationList turns[2]; // of the first family, and of the other
    for (const auto& candidate : sorted)
    {
        const Family leading = firstFamily.value_or(sorted.front().address.GetFamily());
        const bool first = candidate.address.GetFamily() == leading;
        turns[first ? 0 : 1].push_back(candidate);
    }
    DestinationList mixed;
    size_t next[2] = {0, 0};
    const auto take = [&](int turn) {
        if (next[turn] < turns[turn].size())
        {
            mixed.push_back(turns[turn][next[turn]++]);
        }
    };
    for (size_t i = 1; i < firstFamilyCount; ++i)
    {
        take(0);
    }
    while (mixed.size() < sorted.size())
    {
        take(0);
        take(1);
    }
    return mixed;
}

} // namespace ns3::v6lab
