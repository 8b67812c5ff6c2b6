// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PORT_SPANS_H
#define V6LAB_PORT_SPANS_H

#include "model/core/nat64/free-set.h"

#include <cstdint>
#include <vector>

namespace ns3::v6lab
{

/** Ports from `first` to `last`, both included. */
struct PortSpan
{
    uint16_t first{0};
    uint16_t last{0};
};

/** Ports as an ordered list of spans; the algorithms of RFC 6056 count through them. */
class PortSpans
{
  public:
    PortSpans() = default;

    explicit PortSpans(PortSpan span)
    {
        Add(span);
    }

    /** Spans may come in any order; what overlaps or touches becomes one. */
    void Add(PortSpan span);
    /** Those between `first` and `last`. */
    PortSpans Within(uint16_t first, uint16_t last) const;

    bool Has(uint16_t port) const;
    /** How many ports of the parity there are. */
    uint32_t Count(Parity parity) const;
    /** The port with `index` (below Count) ports of the parity before it. */
    uint16_t At(uint32_t index, Parity parity) const;
    /** The inverse of At(). */
    uint32_t IndexOf(uint16_t port, Parity parity) const;

    const std::vector<PortSpan>& Get() const
    {
        return m_spans;
    }

    bool IsEmpty() const
    {
        return m_spans.empty();
    }

    uint16_t First() const
    {
        return m_spans.front().first;
    }

    uint16_t Last() const
    {
        return m_spans.back().last;
    }

  private:
    std::vector<PortSpan> m_spans;
};

} // namespace ns3::v6lab

#endif // V6LAB_PORT_SPANS_H
