// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/source-selection.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t LINK_LOCAL = 0x2;
constexpr uint8_t SITE_LOCAL = 0x5;
constexpr uint8_t GLOBAL = 0xe;

/** ::ffff:a.b.c.d, as which IPv4 addresses stand in the policy table. */
IpAddress
Mapped(const IpAddress& address)
{
    if (address.IsV6())
    {
        return address;
    }
    uint8_t bytes[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    std::copy_n(address.GetBytes().begin(), 4, bytes + 12);
    return IpAddress::V6(bytes);
}

/** The row with the longest prefix that matches; null if none does. */
const PolicyRow*
RowOf(const IpAddress& address, const std::vector<PolicyRow>& policy)
{
    const IpAddress key = Mapped(address);
    const PolicyRow* best = nullptr;
    for (const auto& row : policy)
    {
        if (row.prefix.Contains(key) &&
            (!best || row.prefix.GetLength() > best->prefix.GetLength()))
        {
            best = &row;
        }
    }
    return best;
}

/** What the rules compare, worked out once for each candidate. */
struct Merit
{
    const SourceCandidate& candidate;
    bool same;           //!< rule 1
    uint8_t scope;       //!< rule 2
    bool onOutInterface; //!< rule 5
    bool labelMatches;   //!< rule 6
    uint8_t common;      //!< rule 8
};

/** True if `a` is preferred over `b`: each line is a rule, the first that decides counts. */
bool
Better(const Merit& a, const Merit& b, uint8_t scope, bool preferTemporary)
{
    const SourceCandidate& x = a.candidate;
    const SourceCandidate& y = b.candidate;
    if (a.same != b.same) // rule 1: prefer the same address
    {
        return a.same;
    }
    if (a.scope != b.scope) // rule 2: prefer the appropriate scope
    {
        return a.scope < b.scope ? a.scope >= scope : b.scope < scope;
    }
    if (x.deprecated != y.deprecated) // rule 3: avoid deprecated addresses
    {
        return y.deprecated;
    }
    if (HomeRank(x) != HomeRank(y)) // rule 4: prefer home addresses
    {
        return HomeRank(x) > HomeRank(y);
    }
    if (a.onOutInterface != b.onOutInterface) // rule 5: prefer the outgoing interface
    {
        return a.onOutInterface;
    }
    if (x.nextHopAdvertised != y.nextHopAdvertised) // rule 5.5: prefer the next hop's prefix
    {
        return x.nextHopAdvertised;
    }
    if (a.labelMatches != b.labelMatches) // rule 6: prefer the matching label
    {
        return a.labelMatches;
    }
    if (x.temporary != y.temporary) // rule 7: prefer temporary addresses
    {
        return x.temporary == preferTemporary;
    }
    return a.common > b.common; // rule 8: use the longest matching prefix
}

} // namespace

const std::vector<PolicyRow>&
DefaultPolicy()
{
    static const std::vector<PolicyRow> rows{
        {*Prefix::Parse("::1/128"), 50, 0},
        {*Prefix::Parse("::/0"), 40, 1},
        {*Prefix::Parse("::ffff:0:0/96"), 35, 4},
        {*Prefix::Parse("2002::/16"), 30, 2},
        {*Prefix::Parse("2001::/32"), 5, 5},
        {*Prefix::Parse("fc00::/7"), 3, 13},
        {*Prefix::Parse("::/96"), 1, 3},
        {*Prefix::Parse("fec0::/10"), 1, 11},
        {*Prefix::Parse("3ffe::/16"), 1, 12},
    };
    return rows;
}

uint8_t
ScopeOf(const IpAddress& address)
{
    const auto& bytes = address.GetBytes();
    static const Prefix mapped = *Prefix::Parse("::ffff:0:0/96");
    if (mapped.Contains(address))
    {
        uint32_t ipv4 = 0;
        for (size_t i = 12; i < 16; ++i)
        {
            ipv4 = ipv4 << 8 | bytes[i];
        }
        return ScopeOf(IpAddress::V4(ipv4));
    }
    if (address.IsV6() && address.IsMulticast())
    {
        return bytes[1] & 0x0f;
    }
    if (address.IsLinkLocal() || address.IsLoopback()) // RFC 6724 3.4: loopback is link-local
    {
        return LINK_LOCAL;
    }
    return address.IsV6() && bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0xc0 ? SITE_LOCAL : GLOBAL;
}

int
HomeRank(const SourceCandidate& candidate)
{
    return candidate.careOf ? (candidate.home ? 2 : 0) : 1;
}

uint8_t
LabelOf(const IpAddress& address, const std::vector<PolicyRow>& policy)
{
    const PolicyRow* row = RowOf(address, policy);
    return row ? row->label : 0;
}

uint8_t
PrecedenceOf(const IpAddress& address, const std::vector<PolicyRow>& policy)
{
    const PolicyRow* row = RowOf(address, policy);
    return row ? row->precedence : 0;
}

uint8_t
CommonPrefixLength(const SourceCandidate& source, const IpAddress& destination)
{
    const auto& a = source.address.GetBytes();
    const auto& b = destination.GetBytes();
    const uint8_t limit = std::min(source.prefixLength, source.address.GetBits());
    uint8_t length = 0;
    while (length < limit && ((a[length / 8] ^ b[length / 8]) & (0x80 >> (length % 8))) == 0)
    {
        ++length;
    }
    return length;
}

std::optional<size_t>
SelectSource(const IpAddress& destination,
             uint32_t outInterface,
             const std::vector<SourceCandidate>& candidates,
             const std::vector<PolicyRow>& policy,
             bool preferTemporary)
{
    const uint8_t scope = ScopeOf(destination);
    const uint8_t label = LabelOf(destination, policy);
    const auto judge = [&](const SourceCandidate& candidate) {
        return Merit{candidate,
                     candidate.address == destination,
                     ScopeOf(candidate.address),
                     candidate.interface == outInterface,
                     LabelOf(candidate.address, policy) == label,
                     CommonPrefixLength(candidate, destination)};
    };
    std::optional<size_t> best;
    for (size_t i = 0; i < candidates.size(); ++i)
    {
        const bool usable = candidates[i].address.GetFamily() == destination.GetFamily() &&
                            !candidates[i].address.IsUnspecified() &&
                            !candidates[i].address.IsMulticast();
        if (usable &&
            (!best ||
             Better(judge(candidates[i]), judge(candidates[*best]), scope, preferTemporary)))
        {
            best = i;
        }
    }
    return best;
}

} // namespace ns3::v6lab
