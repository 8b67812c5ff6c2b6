// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CHECKSUM_DELTA_H
#define V6LAB_CHECKSUM_DELTA_H

#include "model/core/address.h"

#include <arpa/inet.h>
#include <cstdint>
#include <cstring>

namespace ns3::v6lab
{

/**
 * What a rewritten packet changes in a checksum: everything that went and everything that came,
 * summed up first and applied once (RFC 1624 3, equation 3). A checksum that was wrong stays wrong
 * by the same amount.
 *
 * The sum holds words as they lie in memory (RFC 1071 2B), so that addresses need no byte swaps.
 */
class ChecksumDelta
{
  public:
    /** The address's words in a pseudo-header; the zeros behind an IPv4 address do not count. */
    void Remove(const IpAddress& address)
    {
        for (const uint32_t word : WordsOf(address))
        {
            m_sum += ~word;
        }
    }

    void Add(const IpAddress& address)
    {
        for (const uint32_t word : WordsOf(address))
        {
            m_sum += word;
        }
    }

    /** Words in host byte order. */
    void Remove(uint16_t word)
    {
        m_sum += static_cast<uint16_t>(~htons(word));
    }

    void Add(uint16_t word)
    {
        m_sum += htons(word);
    }

    void Replace(uint16_t before, uint16_t after)
    {
        Remove(before);
        Add(after);
    }

    /** The checksum after the changes; the very same if they cancel out (RFC 6052 4.1). */
    uint16_t Apply(uint16_t checksum) const
    {
        const uint16_t delta = Fold(m_sum);
        if (delta == 0 || delta == 0xffff)
        {
            return checksum;
        }
        const uint32_t sum = uint32_t{static_cast<uint16_t>(~checksum)} + ntohs(delta);
        return static_cast<uint16_t>(~((sum & 0xffff) + (sum >> 16)));
    }

  private:
    struct Words
    {
        uint32_t words[4];

        const uint32_t* begin() const
        {
            return words;
        }

        const uint32_t* end() const
        {
            return words + 4;
        }
    };

    static Words WordsOf(const IpAddress& address)
    {
        Words words;
        std::memcpy(words.words, address.GetBytes().data(), sizeof(words.words));
        return words;
    }

    static uint16_t Fold(uint64_t sum)
    {
        sum = (sum & 0xffffffff) + (sum >> 32);
        sum = (sum & 0xffff) + (sum >> 16);
        sum = (sum & 0xffff) + (sum >> 16);
        return static_cast<uint16_t>((sum & 0xffff) + (sum >> 16));
    }

    uint64_t m_sum{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_CHECKSUM_DELTA_H
