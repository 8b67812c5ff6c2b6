// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/validate/prefix-set.h"

#include <algorithm>
#include <numeric>

namespace ns3::v6lab
{

namespace
{

constexpr size_t NONE = static_cast<size_t>(-1);

bool
Before(const Claim& a, const Claim& b)
{
    return a.prefix < b.prefix;
}

} // namespace

std::vector<Conflict>
FindOverlaps(const std::vector<Claim>& claims)
{
    std::vector<size_t> order(claims.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        return Before(claims[a], claims[b]);
    });

    // The claims around the current one, widest first; `stranger` is the nearest of these below
    // an entry that has another owner than the entry.
    struct Open
    {
        size_t claim;
        size_t stranger;
    };

    std::vector<Open> open;
    std::vector<Conflict> conflicts;
    for (const size_t at : order)
    {
        const Claim& claim = claims[at];
        while (!open.empty() && !claims[open.back().claim].prefix.Contains(claim.prefix))
        {
            open.pop_back();
        }
        size_t stranger = NONE;
        if (!open.empty())
        {
            const Open& top = open.back();
            stranger = claims[top.claim].owner != claim.owner ? top.claim : top.stranger;
        }
        if (stranger != NONE)
        {
            conflicts.emplace_back(std::min(at, stranger), std::max(at, stranger));
        }
        open.push_back({at, stranger});
    }
    std::sort(conflicts.begin(), conflicts.end());
    return conflicts;
}

PrefixSet::PrefixSet(std::vector<Claim> claims)
{
    std::stable_sort(claims.begin(), claims.end(), Before);
    for (auto& claim : claims)
    {
        if (m_widest.empty() || !m_widest.back().prefix.Contains(claim.prefix))
        {
            m_widest.push_back(claim);
        }
    }
}

const Claim*
PrefixSet::Containing(const Prefix& prefix) const
{
    const auto after = std::upper_bound(m_widest.begin(), m_widest.end(), Claim{prefix, 0}, Before);
    if (after == m_widest.begin())
    {
        return nullptr;
    }
    const Claim& candidate = *std::prev(after);
    return candidate.prefix.Contains(prefix) ? &candidate : nullptr;
}

const Claim*
PrefixSet::Containing(const IpAddress& address) const
{
    return Containing(Prefix(address, address.GetBits()));
}

const Claim*
PrefixSet::Overlapping(const Prefix& prefix) const
{
    if (const Claim* around = Containing(prefix))
    {
        return around;
    }
    const auto next = std::lower_bound(m_widest.begin(), m_widest.end(), Claim{prefix, 0}, Before);
    return next != m_widest.end() && prefix.Contains(next->prefix) ? &*next : nullptr;
}

bool
PrefixSet::Has(Family family) const
{
    return std::any_of(m_widest.begin(), m_widest.end(), [&](const Claim& claim) {
        return claim.prefix.GetFamily() == family;
    });
}

} // namespace ns3::v6lab
