// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PORT_SELECTOR_H
#define V6LAB_PORT_SELECTOR_H

#include "model/core/nat64/free-set.h"
#include "model/core/nat64/pool4.h"
#include "model/core/nat64/port-spans.h"

#include <memory>
#include <random>

namespace ns3::v6lab
{

/** Numbers that are the same on every machine, unlike those of the standard distributions. */
class PortRandom
{
  public:
    explicit PortRandom(uint64_t seed)
        : m_engine(seed)
    {
    }

    uint64_t Word()
    {
        return m_engine();
    }

    /** From 0 to count - 1; the bias is below 2^-15. */
    uint32_t Below(uint32_t count)
    {
        return static_cast<uint32_t>((m_engine() >> 32) * count >> 32);
    }

  private:
    std::mt19937_64 m_engine;
};

/** Where a port is looked for; at least one of these is free. */
struct PortSearch
{
    const PortSpans& spans;
    Parity parity;
    const FreeSet& free;
    const TransportAddress& inside;
    const TransportAddress& remote;

    /** The first free port from `port` on, around at the end of the spans. */
    uint16_t NextFree(uint16_t port) const;
};

/** One way of choosing an unused port (RFC 6056 3.3). */
class PortSelector
{
  public:
    virtual ~PortSelector() = default;
    virtual uint16_t Pick(const PortSearch& search) = 0;
};

/**
 * The algorithm behind the selection; those that keep ports or deal out spans choose unpredictably
 * among what they leave (RFC 6056 4, RFC 7422 2), as SimpleRandom.
 */
std::unique_ptr<PortSelector> MakePortSelector(PortSelection selection, uint64_t seed);

/** RFC 6056 3.3.1, 3.3.2 and 3.3.5. */
std::unique_ptr<PortSelector> MakeRandomSelector(PortSelection selection, uint64_t seed);
/** RFC 6056 3.3.3 and 3.3.4. */
std::unique_ptr<PortSelector> MakeHashSelector(PortSelection selection, uint64_t seed);

} // namespace ns3::v6lab

#endif // V6LAB_PORT_SELECTOR_H
