// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_POOL_RANGES_H
#define V6LAB_POOL_RANGES_H

#include "model/core/nat64/pool4.h"
#include "model/core/nat64/port-spans.h"

#include <array>
#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** Whether a port is a system port; RFC 6146 3.5.1.1 keeps the two apart. */
enum class PortClass : uint8_t
{
    System,  //!< 0 to 1023
    Dynamic, //!< 1024 to 65535
    Any,
};

inline PortClass
ClassOf(uint16_t port)
{
    return port < 1024 ? PortClass::System : PortClass::Dynamic;
}

/** The addresses of a pool, numbered from 0 in ascending order, and their ports. */
class PoolRanges
{
  public:
    static constexpr uint32_t MOST_ADDRESSES = 65536;

    /** Ranges may overlap: their ports add up. Throws std::invalid_argument naming the range. */
    explicit PoolRanges(const std::vector<PoolRange>& ranges);

    uint32_t GetSize() const
    {
        return m_size;
    }

    std::optional<uint32_t> IndexOf(const IpAddress& address) const;
    IpAddress At(uint32_t index) const;
    const PortSpans& SpansOf(uint32_t index, BibKind kind, PortClass range) const;
    /** Transport addresses. */
    uint64_t GetCapacity(BibKind kind) const;

  private:
    /** Neighbouring addresses with the same ports. */
    struct Strip
    {
        uint32_t first{0};
        uint32_t last{0};
        uint32_t index{0}; //!< of the first address
        std::array<std::array<PortSpans, 3>, BIB_KINDS> spans;
    };

    void AddStrip(uint32_t first, uint32_t last, const std::vector<PoolRange>& ranges);
    const Strip& StripOf(uint32_t index) const;

    std::vector<Strip> m_strips;
    uint32_t m_size{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_POOL_RANGES_H
