// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PORT_LEDGER_H
#define V6LAB_PORT_LEDGER_H

#include "model/core/nat64/free-set.h"
#include "model/core/nat64/pool-ranges.h"

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** Which ports are wanted. */
struct PortWish
{
    PortClass range{PortClass::Any};
    Parity parity{Parity::Any};
};

/**
 * Which transport addresses of a pool are free, and at which addresses some are. An address costs
 * memory from its first use on: 8.4 KB for each protocol.
 */
class PortLedger
{
  public:
    explicit PortLedger(const PoolRanges& ranges);

    const FreeSet& FreeAt(uint32_t index, BibKind kind);
    bool HasFree(uint32_t index, BibKind kind, const PortWish& wish) const;
    /** The first address from `start` on, around, that has what is wished. */
    std::optional<uint32_t> FindAddress(uint32_t start, BibKind kind, const PortWish& wish) const;
    void Take(uint32_t index, BibKind kind, uint16_t port);
    void Give(uint32_t index, BibKind kind, uint16_t port);

  private:
    static constexpr size_t QUARTERS = 4; //!< system or not, even or odd

    struct Book
    {
        FreeSet free;
        std::array<uint32_t, QUARTERS> count{};
    };

    /** A bit for each address that has something free, by quarter. */
    using Open = std::array<std::vector<uint64_t>, QUARTERS>;

    Book& BookOf(uint32_t index, BibKind kind);
    uint64_t OpenWord(size_t word, BibKind kind, const PortWish& wish) const;
    void SetOpen(uint32_t index, BibKind kind, size_t quarter, bool open);

    const PoolRanges& m_ranges;
    std::array<Open, BIB_KINDS> m_open;
    std::array<std::vector<std::unique_ptr<Book>>, BIB_KINDS> m_books; //!< by address
};

} // namespace ns3::v6lab

#endif // V6LAB_PORT_LEDGER_H
