// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PREF64_H
#define V6LAB_PREF64_H

#include "model/core/address.h"

#include <cstdint>
#include <cstring>
#include <string>

namespace ns3::v6lab
{

/** A translation prefix of RFC 6052: IPv4 addresses inside IPv6 addresses. */
class Pref64
{
  public:
    /** What bits 64 to 71 of a /96 may be: zero (RFC 6052 2.2), or what somebody insists on. */
    enum class UOctet : uint8_t
    {
        Zero,
        Any,
    };

    /** 64:ff9b::/96, the well-known prefix (RFC 6052 2.1). */
    Pref64();
    /**
     * Throws std::invalid_argument saying what is allowed: lengths 32, 40, 48, 56, 64, 96 (2.2),
     * bits 64 to 71 zero (2.2) unless they may be anything, the well-known prefix as /96 only
     * (2.1).
     */
    explicit Pref64(const Prefix& prefix, UOctet uOctet = UOctet::Zero);

    const Prefix& GetPrefix() const
    {
        return m_prefix;
    }

    /** As GetPrefix().Contains(), at a cost that every packet can pay. */
    bool Contains(const IpAddress& address) const
    {
        uint64_t words[2];
        std::memcpy(words, address.GetBytes().data(), sizeof(words));
        return address.IsV6() && (words[0] & m_mask[0]) == m_words[0] &&
               (words[1] & m_mask[1]) == m_words[1];
    }

    /** 2.3: prefix, address around bits 64 to 71, suffix zero. */
    IpAddress Embed(const IpAddress& ipv4) const
    {
        uint8_t bytes[16];
        std::memcpy(bytes, m_words, sizeof(bytes));
        for (int i = 0; i < 4; ++i)
        {
            bytes[m_places[i]] = ipv4.GetBytes()[i];
        }
        return IpAddress::V6(bytes);
    }

    /** 2.3; the suffix is ignored (2.2). The address must be in the prefix. */
    IpAddress Extract(const IpAddress& ipv6) const
    {
        const auto& bytes = ipv6.GetBytes();
        return IpAddress::V4(uint32_t{bytes[m_places[0]]} << 24 |
                             uint32_t{bytes[m_places[1]]} << 16 |
                             uint32_t{bytes[m_places[2]]} << 8 | bytes[m_places[3]]);
    }

    /** Bits 64 to 71 are zero, as 2.2 demands of senders. */
    static bool HasZeroUOctet(const IpAddress& ipv6)
    {
        return ipv6.GetBytes()[U_OCTET] == 0;
    }

    bool IsWellKnown() const
    {
        return m_wellKnown;
    }

    /** 4.1: translation with it leaves transport checksums as they are. */
    bool IsChecksumNeutral() const;
    /** 2.4: "64:ff9b::192.0.2.33" for /96, RFC 5952 for the others. */
    std::string ToText(const IpAddress& ipv4) const;

    friend bool operator==(const Pref64& a, const Pref64& b)
    {
        return a.m_prefix == b.m_prefix;
    }

  private:
    static constexpr uint8_t U_OCTET = 8; //!< bits 64 to 71

    Prefix m_prefix;
    uint64_t m_words[2]{}; //!< the prefix as it lies in memory
    uint64_t m_mask[2]{};
    uint8_t m_places[4]{}; //!< of the IPv4 address' octets in the IPv6 address
    bool m_wellKnown{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_PREF64_H
