// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_BYTES_H
#define V6LAB_BGP_BYTES_H

#include "model/core/bytes.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::v6lab::bgp
{

using Bytes = std::vector<uint8_t>;

inline void
Put8(Bytes& to, uint32_t value)
{
    to.push_back(static_cast<uint8_t>(value));
}

inline void
Put16(Bytes& to, uint32_t value)
{
    Put8(to, value >> 8);
    Put8(to, value);
}

inline void
Put32(Bytes& to, uint32_t value)
{
    Put16(to, value >> 16);
    Put16(to, value);
}

inline void
PutAll(Bytes& to, const Bytes& from)
{
    to.insert(to.end(), from.begin(), from.end());
}

/** Bytes read from the front; whoever takes more than Left() has a fault in the program. */
class ByteReader
{
  public:
    ByteReader(const uint8_t* bytes, size_t size)
        : m_at(bytes),
          m_left(size)
    {
    }

    explicit ByteReader(const Bytes& bytes)
        : ByteReader(bytes.data(), bytes.size())
    {
    }

    size_t Left() const
    {
        return m_left;
    }

    uint8_t Take8()
    {
        return *Take(1);
    }

    uint16_t Take16()
    {
        return Read16(Take(2));
    }

    uint32_t Take32()
    {
        return Read32(Take(4));
    }

    /** The next bytes by themselves. */
    ByteReader TakePart(size_t size)
    {
        return {Take(size), size};
    }

    const uint8_t* Take(size_t size)
    {
        assert(size <= m_left);
        const uint8_t* taken = m_at;
        m_at += size;
        m_left -= size;
        return taken;
    }

    Bytes Rest() const
    {
        return Bytes(m_at, m_at + m_left);
    }

  private:
    const uint8_t* m_at;
    size_t m_left;
};

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_BYTES_H
