// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/pool-ranges.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

std::string
Named(const PoolRange& range)
{
    return "pool range " + range.first.ToString() + "-" + range.last.ToString() + " ports " +
           std::to_string(range.firstPort) + "-" + std::to_string(range.lastPort);
}

void
Check(const PoolRange& range)
{
    if (!range.first.IsV4() || !range.last.IsV4() || range.last < range.first)
    {
        throw std::invalid_argument(Named(range) +
                                    ": two IPv4 addresses in ascending order are needed");
    }
    const auto& first = range.first;
    const auto& last = range.last;
    if (first.GetBytes()[0] == 0 || last.GetBytes()[0] >= 224 || first.IsLoopback() ||
        last.IsLoopback())
    {
        throw std::invalid_argument(Named(range) + ": only addresses that a host may have are "
                                                   "allowed (no 0/8, 127/8, 224/3)");
    }
    if (range.firstPort > range.lastPort)
    {
        throw std::invalid_argument(Named(range) + ": the ports must be in ascending order");
    }
}

} // namespace

PoolRanges::PoolRanges(const std::vector<PoolRange>& ranges)
{
    if (ranges.empty())
    {
        throw std::invalid_argument("the IPv4 pool needs at least one range (RFC 6146 3)");
    }
    std::set<uint64_t> cuts; // where a range begins or has ended
    for (const PoolRange& range : ranges)
    {
        Check(range);
        cuts.insert(range.first.ToV4());
        cuts.insert(uint64_t{range.last.ToV4()} + 1);
    }
    for (auto cut = cuts.begin(); std::next(cut) != cuts.end(); ++cut)
    {
        AddStrip(static_cast<uint32_t>(*cut), static_cast<uint32_t>(*std::next(cut) - 1), ranges);
    }
}

void
PoolRanges::AddStrip(uint32_t first, uint32_t last, const std::vector<PoolRange>& ranges)
{
    Strip strip;
    strip.first = first;
    strip.last = last;
    strip.index = m_size;
    bool used = false;
    for (const PoolRange& range : ranges)
    {
        if (range.last.ToV4() < first || range.first.ToV4() > last)
        {
            continue;
        }
        used = true;
        for (size_t kind = 0; kind < BIB_KINDS; ++kind)
        {
            if (!range.kind || static_cast<size_t>(*range.kind) == kind)
            {
                strip.spans[kind][2].Add({range.firstPort, range.lastPort});
            }
        }
    }
    if (!used)
    {
        return;
    }
    if (uint64_t{last} - first + 1 > MOST_ADDRESSES - m_size)
    {
        throw std::invalid_argument("the IPv4 pool must not have more than " +
                                    std::to_string(MOST_ADDRESSES) + " addresses");
    }
    for (const BibKind kind : {BibKind::Tcp, BibKind::Udp})
    {
        auto& all = strip.spans[static_cast<size_t>(kind)][2];
        all = all.Within(1, 65535); // port 0 is no port (RFC 6335 6)
    }
    for (auto& spans : strip.spans)
    {
        spans[0] = spans[2].Within(0, 1023);
        spans[1] = spans[2].Within(1024, 65535);
    }
    m_size += last - first + 1;
    m_strips.push_back(std::move(strip));
}

std::optional<uint32_t>
PoolRanges::IndexOf(const IpAddress& address) const
{
    const uint32_t value = address.ToV4();
    const auto after =
        std::upper_bound(m_strips.begin(), m_strips.end(), value, [](uint32_t a, const Strip& b) {
            return a < b.first;
        });
    if (!address.IsV4() || after == m_strips.begin() || value > std::prev(after)->last)
    {
        return std::nullopt;
    }
    return std::prev(after)->index + (value - std::prev(after)->first);
}

const PoolRanges::Strip&
PoolRanges::StripOf(uint32_t index) const
{
    const auto after =
        std::upper_bound(m_strips.begin(), m_strips.end(), index, [](uint32_t a, const Strip& b) {
            return a < b.index;
        });
    return *std::prev(after);
}

IpAddress
PoolRanges::At(uint32_t index) const
{
    const Strip& strip = StripOf(index);
    return IpAddress::V4(strip.first + (index - strip.index));
}

const PortSpans&
PoolRanges::SpansOf(uint32_t index, BibKind kind, PortClass range) const
{
    return StripOf(index).spans[static_cast<size_t>(kind)][static_cast<size_t>(range)];
}

uint64_t
PoolRanges::GetCapacity(BibKind kind) const
{
    uint64_t capacity = 0;
    for (const Strip& strip : m_strips)
    {
        capacity += (uint64_t{strip.last} - strip.first + 1) *
                    strip.spans[static_cast<size_t>(kind)][2].Count(Parity::Any);
    }
    return capacity;
}

} // namespace ns3::v6lab
