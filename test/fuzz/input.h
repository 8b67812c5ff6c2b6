// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FUZZ_INPUT_H
#define V6LAB_FUZZ_INPUT_H

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::v6lab::fuzz
{

/** A fuzzer's bytes, taken one after the other; zeros when there are no more. */
class Input
{
  public:
    Input(const uint8_t* bytes, size_t size)
        : m_at(bytes),
          m_left(size)
    {
    }

    bool IsEmpty() const
    {
        return m_left == 0;
    }

    uint8_t Byte()
    {
        if (m_left == 0)
        {
            return 0;
        }
        --m_left;
        return *m_at++;
    }

    uint16_t Word()
    {
        const uint8_t high = Byte();
        return static_cast<uint16_t>(high << 8 | Byte());
    }

    bool Flag()
    {
        return Byte() % 2 == 1;
    }

    std::vector<uint8_t> Bytes(size_t size)
    {
        size = std::min(size, m_left);
        std::vector<uint8_t> bytes(m_at, m_at + size);
        m_at += size;
        m_left -= size;
        return bytes;
    }

  private:
    const uint8_t* m_at;
    size_t m_left;
};

} // namespace ns3::v6lab::fuzz

#endif // V6LAB_FUZZ_INPUT_H
