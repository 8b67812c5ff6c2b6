// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/advertisement/advertisement-withdrawals.h"

#include <algorithm>
#include <iterator>

namespace ns3::v6lab
{

namespace
{

/** What `next` does not tell of a list of `before`, made void. */
template <typename Option, typename Same, typename Void>
void
Withdraw(std::vector<Option>& next, const std::vector<Option>& before, Same same, Void makeVoid)
{
    const size_t told = next.size();
    for (const auto& old : before)
    {
        const auto end = next.begin() + static_cast<std::ptrdiff_t>(told);
        if (std::none_of(next.begin(), end, [&](const Option& now) { return same(now, old); }))
        {
            next.push_back(old);
            makeVoid(next.back());
        }
    }
}

bool
Names(const std::vector<RecursiveDnsServers>& lists, const IpAddress& resolver)
{
    return std::any_of(lists.begin(), lists.end(), [&](const RecursiveDnsServers& list) {
        return std::find(list.addresses.begin(), list.addresses.end(), resolver) !=
               list.addresses.end();
    });
}

void
WithdrawResolvers(RouterAdvertisement& next, const RouterAdvertisement& before)
{
    std::vector<IpAddress> gone;
    for (const auto& list : before.resolvers)
    {
        std::copy_if(list.addresses.begin(),
                     list.addresses.end(),
                     std::back_inserter(gone),
                     [&next](const IpAddress& one) { return !Names(next.resolvers, one); });
    }
    for (size_t i = 0; i < gone.size(); i += MOST_RESOLVERS)
    {
        const auto from = gone.begin() + static_cast<std::ptrdiff_t>(i);
        const auto count = std::min(MOST_RESOLVERS, gone.size() - i);
        next.resolvers.push_back({{from, from + static_cast<std::ptrdiff_t>(count)}, 0});
    }
}

} // namespace

bool
LeavesOut(const RouterAdvertisement& next, const RouterAdvertisement& before)
{
    RouterAdvertisement whole = next;
    AddWithdrawals(whole, before);
    return whole.prefixes.size() > next.prefixes.size() ||
           whole.resolvers.size() > next.resolvers.size() ||
           whole.pref64s.size() > next.pref64s.size();
}

void
AddWithdrawals(RouterAdvertisement& next, const RouterAdvertisement& before)
{
    Withdraw(
        next.prefixes,
        before.prefixes,
        [](const auto& a, const auto& b) { return a.prefix == b.prefix; },
        [](PrefixInformation& gone) { gone.validSeconds = gone.preferredSeconds = 0; });
    Withdraw(
        next.pref64s,
        before.pref64s,
        [](const auto& a, const auto& b) { return a.prefix == b.prefix; },
        [](Pref64Option& gone) { gone.lifetimeSeconds = 0; });
    WithdrawResolvers(next, before);
}

} // namespace ns3::v6lab
