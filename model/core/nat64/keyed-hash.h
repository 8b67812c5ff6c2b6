// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_KEYED_HASH_H
#define V6LAB_KEYED_HASH_H

#include "model/core/address.h"

#include <cstdint>
#include <cstring>

namespace ns3::v6lab
{

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012) over 64-bit words: who does not know the key cannot
 * predict the value, which is what RFC 6056 3.3.3 asks of its F() and G().
 */
class KeyedHash
{
  public:
    KeyedHash(uint64_t key0, uint64_t key1)
        : m_state{key0 ^ 0x736f6d6570736575ULL,
                  key1 ^ 0x646f72616e646f6dULL,
                  key0 ^ 0x6c7967656e657261ULL,
                  key1 ^ 0x7465646279746573ULL}
    {
    }

    KeyedHash& Add(uint64_t word)
    {
        m_state[3] ^= word;
        Round();
        Round();
        m_state[0] ^= word;
        ++m_words;
        return *this;
    }

    KeyedHash& Add(const IpAddress& address)
    {
        uint64_t words[2];
        std::memcpy(words, address.GetBytes().data(), sizeof(words));
        return Add(words[0]).Add(words[1]);
    }

    uint64_t Get() const
    {
        KeyedHash end = *this;
        end.Add(m_words * 8 << 56); // the length in bytes ends the message
        end.m_state[2] ^= 0xff;
        for (int i = 0; i < 4; ++i)
        {
            end.Round();
        }
        return end.m_state[0] ^ end.m_state[1] ^ end.m_state[2] ^ end.m_state[3];
    }

  private:
    static uint64_t Rotated(uint64_t word, int bits)
    {
        return word << bits | word >> (64 - bits);
    }

    void Round()
    {
        auto& [a, b, c, d] = m_state;
        a += b;
        c += d;
        b = Rotated(b, 13) ^ a;
        d = Rotated(d, 16) ^ c;
        a = Rotated(a, 32);
        a += d;
        c += b;
        d = Rotated(d, 21) ^ a;
        b = Rotated(b, 17) ^ c;
        c = Rotated(c, 32);
    }

    uint64_t m_state[4];
    uint64_t m_words{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_KEYED_HASH_H
