// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/port-selector.h"

namespace ns3::v6lab
{

namespace
{

/** Algorithm 1: a random port, and the next free one after it. */
class SimpleRandom : public PortSelector
{
  public:
    explicit SimpleRandom(uint64_t seed)
        : m_random(seed)
    {
    }

    uint16_t Pick(const PortSearch& search) override
    {
        const uint32_t index = m_random.Below(search.spans.Count(search.parity));
        return search.NextFree(search.spans.At(index, search.parity));
    }

  private:
    PortRandom m_random;
};

/** Algorithm 2: random ports until one is free. */
class RandomRetry : public PortSelector
{
  public:
    explicit RandomRetry(uint64_t seed)
        : m_random(seed)
    {
    }

    uint16_t Pick(const PortSearch& search) override
    {
        const uint32_t count = search.spans.Count(search.parity);
        for (int draw = 0; draw < DRAWS; ++draw)
        {
            const uint16_t port = search.spans.At(m_random.Below(count), search.parity);
            if (search.free.Has(port))
            {
                return port;
            }
        }
        // The free port that draws without end would find is any of them, all equally likely.
        const uint16_t first = search.spans.First();
        const uint16_t last = search.spans.Last();
        const uint32_t rank = m_random.Below(search.free.Count(first, last, search.parity));
        return static_cast<uint16_t>(search.free.Select(first, last, search.parity, rank));
    }

  private:
    static constexpr int DRAWS = 64;
    PortRandom m_random;
};

/** Algorithm 5: from the last port on by random steps of up to N. */
class RandomIncrements : public PortSelector
{
  public:
    explicit RandomIncrements(uint64_t seed)
        : m_random(seed),
          m_next(m_random.Below(65536))
    {
    }

    uint16_t Pick(const PortSearch& search) override
    {
        const uint32_t count = search.spans.Count(search.parity);
        uint16_t port = 0;
        for (int draw = 0; draw < DRAWS; ++draw)
        {
            m_next += m_random.Below(N) + 1;
            port = search.spans.At(m_next % count, search.parity);
            if (search.free.Has(port))
            {
                return port;
            }
        }
        return search.NextFree(port);
    }

  private:
    static constexpr uint32_t N = 500; //!< 3.3.5 suggests it
    static constexpr int DRAWS = 16;
    PortRandom m_random;
    uint32_t m_next;
};

} // namespace

uint16_t
PortSearch::NextFree(uint16_t port) const
{
    const uint32_t next = free.Next(port, spans.Last(), parity);
    return static_cast<uint16_t>(
        next != FreeSet::NONE ? next : free.Next(spans.First(), spans.Last(), parity));
}

std::unique_ptr<PortSelector>
MakeRandomSelector(PortSelection selection, uint64_t seed)
{
    switch (selection)
    {
    case PortSelection::RandomRetry:
        return std::make_unique<RandomRetry>(seed);
    case PortSelection::RandomIncrements:
        return std::make_unique<RandomIncrements>(seed);
    default:
        return std::make_unique<SimpleRandom>(seed);
    }
}

std::unique_ptr<PortSelector>
MakePortSelector(PortSelection selection, uint64_t seed)
{
    return selection == PortSelection::Hash || selection == PortSelection::DoubleHash
               ? MakeHashSelector(selection, seed)
               : MakeRandomSelector(selection, seed);
}

} // namespace ns3::v6lab
