// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FREE_SET_H
#define V6LAB_FREE_SET_H

#include <array>
#include <cstdint>

namespace ns3::v6lab
{

/** Which ports are looked for (RFC 6146 3.5.1.1: the parity of a UDP port is kept). */
enum class Parity : uint8_t
{
    Even,
    Odd,
    Any,
};

inline Parity
ParityOf(uint32_t port)
{
    return static_cast<Parity>(port & 1);
}

/**
 * Which of 65,536 ports (or blocks of ports) are free: a bit each, and above every 64 of them a bit
 * for each parity. A search reads at most 16 words and two more, however few are free.
 */
class FreeSet
{
  public:
    static constexpr uint32_t NONE = 0x10000; //!< "no port"

    /** Nothing is free until it is added. */
    void Add(uint16_t port);
    void AddSpan(uint16_t first, uint16_t last);
    void Remove(uint16_t port);

    bool Has(uint16_t port) const
    {
        return m_free[port / 64] >> (port % 64) & 1;
    }

    /** The first free port of the parity from `from` to `last`; NONE if there is none. */
    uint32_t Next(uint32_t from, uint32_t last, Parity parity) const;
    /** How many there are from `first` to `last`. */
    uint32_t Count(uint32_t first, uint32_t last, Parity parity) const;
    /** The free port with `rank` free ones before it from `first` on; NONE if there are fewer. */
    uint32_t Select(uint32_t first, uint32_t last, Parity parity, uint32_t rank) const;

  private:
    uint64_t Word(uint32_t word, uint32_t first, uint32_t last, Parity parity) const;
    uint64_t Summary(uint32_t word, Parity parity) const;

    std::array<uint64_t, 1024> m_free{};
    std::array<std::array<uint64_t, 16>, 2> m_some{}; //!< by parity: words with a free port
};

} // namespace ns3::v6lab

#endif // V6LAB_FREE_SET_H
