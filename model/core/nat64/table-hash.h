// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TABLE_HASH_H
#define V6LAB_TABLE_HASH_H

#include <cstdint>
#include <cstring>
#include <random>

namespace ns3::v6lab
{

/**
 * A hash with a secret of its own, so that a sender cannot choose addresses and ports that all fall
 * into one place. Words are folded by 64 × 64-bit products with secret factors.
 */
class TableHash
{
  public:
    explicit TableHash(uint64_t seed)
    {
        std::mt19937_64 random(seed);
        for (auto& secret : m_secrets)
        {
            secret = random() | 1;
        }
    }

    uint64_t operator()(uint64_t a, uint64_t b, uint64_t c = 0) const
    {
        return Fold(Fold(a ^ m_secrets[0], b ^ m_secrets[1]) ^ m_secrets[2], c ^ m_secrets[3]);
    }

  private:
    __extension__ typedef unsigned __int128 Product;

    static uint64_t Fold(uint64_t a, uint64_t b)
    {
        const Product product = static_cast<Product>(a) * b;
        return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
    }

    uint64_t m_secrets[4];
};

/** Eight bytes as they lie in memory. */
inline uint64_t
Word64(const uint8_t* bytes)
{
    uint64_t word;
    std::memcpy(&word, bytes, sizeof(word));
    return word;
}

} // namespace ns3::v6lab

#endif // V6LAB_TABLE_HASH_H
