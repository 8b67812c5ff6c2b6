// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/port-spans.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** The first port of the span that has the parity; it may lie behind the span. */
uint32_t
FirstOf(const PortSpan& span, Parity parity)
{
    return parity == Parity::Any || ParityOf(span.first) == parity ? span.first
                                                                   : uint32_t{span.first} + 1;
}

uint32_t
StepOf(Parity parity)
{
    return parity == Parity::Any ? 1 : 2;
}

uint32_t
CountOf(const PortSpan& span, Parity parity)
{
    const uint32_t first = FirstOf(span, parity);
    return first > span.last ? 0 : (span.last - first) / StepOf(parity) + 1;
}

} // namespace

void
PortSpans::Add(PortSpan span)
{
    m_spans.push_back(span);
    std::sort(m_spans.begin(), m_spans.end(), [](const PortSpan& a, const PortSpan& b) {
        return a.first < b.first;
    });
    std::vector<PortSpan> merged;
    for (const PortSpan& next : m_spans)
    {
        if (!merged.empty() && next.first <= uint32_t{merged.back().last} + 1)
        {
            merged.back().last = std::max(merged.back().last, next.last);
        }
        else
        {
            merged.push_back(next);
        }
    }
    m_spans = std::move(merged);
}

PortSpans
PortSpans::Within(uint16_t first, uint16_t last) const
{
    PortSpans within;
    for (const PortSpan& span : m_spans)
    {
        const PortSpan cut{std::max(span.first, first), std::min(span.last, last)};
        if (cut.first <= cut.last)
        {
            within.m_spans.push_back(cut);
        }
    }
    return within;
}

bool
PortSpans::Has(uint16_t port) const
{
    return std::any_of(m_spans.begin(), m_spans.end(), [port](const PortSpan& span) {
        return span.first <= port && port <= span.last;
    });
}

uint32_t
PortSpans::Count(Parity parity) const
{
    uint32_t count = 0;
    for (const PortSpan& span : m_spans)
    {
        count += CountOf(span, parity);
    }
    return count;
}

uint16_t
PortSpans::At(uint32_t index, Parity parity) const
{
    auto span = m_spans.begin();
    for (; span + 1 != m_spans.end() && index >= CountOf(*span, parity); ++span)
    {
        index -= CountOf(*span, parity);
    }
    return static_cast<uint16_t>(FirstOf(*span, parity) + index * StepOf(parity));
}

uint32_t
PortSpans::IndexOf(uint16_t port, Parity parity) const
{
    uint32_t before = 0;
    for (const PortSpan& span : m_spans)
    {
        if (port <= span.last)
        {
            return before + (port - FirstOf(span, parity)) / StepOf(parity);
        }
        before += CountOf(span, parity);
    }
    return before;
}

} // namespace ns3::v6lab
