// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/as-path.h"

#include <algorithm>

namespace ns3::v6lab::bgp
{

namespace
{

constexpr size_t MOST_IN_SEGMENT = 255;

size_t
LengthOf(const AsSegment& segment)
{
    return segment.kind == SegmentKind::Set ? 1 : segment.ases.size();
}

} // namespace

bool
IsPrivateAs(uint32_t as)
{
    return (as >= 64512 && as <= 65534) || (as >= 4200000000 && as <= 4294967294);
}

AsPath::AsPath(std::vector<uint32_t> sequence)
{
    if (!sequence.empty())
    {
        m_segments.push_back({SegmentKind::Sequence, std::move(sequence)});
    }
}

AsPath::AsPath(std::vector<AsSegment> segments)
    : m_segments(std::move(segments))
{
}

size_t
AsPath::GetLength() const
{
    size_t length = 0;
    for (const auto& segment : m_segments)
    {
        length += LengthOf(segment);
    }
    return length;
}

size_t
AsPath::Count(uint32_t as) const
{
    size_t count = 0;
    for (const auto& segment : m_segments)
    {
        count += static_cast<size_t>(std::count(segment.ases.begin(), segment.ases.end(), as));
    }
    return count;
}

std::optional<uint32_t>
AsPath::GetFirst() const
{
    if (m_segments.empty() || m_segments.front().kind != SegmentKind::Sequence)
    {
        return std::nullopt;
    }
    return m_segments.front().ases.front();
}

void
AsPath::Prepend(uint32_t as, size_t times)
{
    for (size_t i = 0; i < times; ++i)
    {
        if (m_segments.empty() || m_segments.front().kind != SegmentKind::Sequence ||
            m_segments.front().ases.size() >= MOST_IN_SEGMENT)
        {
            m_segments.insert(m_segments.begin(), AsSegment());
        }
        auto& ases = m_segments.front().ases;
        ases.insert(ases.begin(), as);
    }
}

AsPath
AsPath::WithoutPrivate() const
{
    AsPath kept;
    for (auto segment : m_segments)
    {
        auto& ases = segment.ases;
        ases.erase(std::remove_if(ases.begin(), ases.end(), IsPrivateAs), ases.end());
        if (!ases.empty())
        {
            kept.m_segments.push_back(std::move(segment));
        }
    }
    return kept;
}

AsPath
AsPath::ForTwoOctets() const
{
    AsPath narrow = *this;
    for (auto& segment : narrow.m_segments)
    {
        for (auto& as : segment.ases)
        {
            as = as > 0xffff ? AS_TRANS : as;
        }
    }
    return narrow;
}

AsPath
AsPath::Merged(const AsPath& twoOctets, const AsPath& fourOctets)
{
    const size_t narrow = twoOctets.GetLength();
    const size_t wide = fourOctets.GetLength();
    if (narrow < wide)
    {
        return twoOctets;
    }
    size_t missing = narrow - wide; // those of two-octet speakers since
    std::vector<AsSegment> merged;
    for (auto segment : twoOctets.m_segments)
    {
        if (missing == 0)
        {
            break;
        }
        if (LengthOf(segment) > missing)
        {
            segment.ases.resize(missing);
        }
        missing -= LengthOf(segment);
        merged.push_back(std::move(segment));
    }
    merged.insert(merged.end(), fourOctets.m_segments.begin(), fourOctets.m_segments.end());
    return AsPath(std::move(merged));
}

std::string
AsPath::ToString() const
{
    std::string text;
    for (const auto& segment : m_segments)
    {
        const bool isSet = segment.kind == SegmentKind::Set;
        std::string inside;
        for (const uint32_t as : segment.ases)
        {
            inside += (inside.empty() ? "" : isSet ? "," : "-") + std::to_string(as);
        }
        text += (text.empty() ? "" : "-") + (isSet ? "{" + inside + "}" : inside);
    }
    return text;
}

} // namespace ns3::v6lab::bgp
