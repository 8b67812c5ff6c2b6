// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADDRESS_H
#define V6LAB_ADDRESS_H

#include <array>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>

namespace ns3::v6lab
{

/** IP version; the values are the version field of the header. */
enum class Family : uint8_t
{
    V4 = 4,
    V6 = 6,
};

/** "v4" or "v6": the words of the command line and the database. */
const char* ToWord(Family family);

/**
 * An IPv4 or IPv6 address as a value, in network byte order.
 *
 * An IPv4 address fills the first four bytes; the other twelve stay zero, so that comparison
 * and hashing need no special case. The default is 0.0.0.0, which means "not set".
 */
class IpAddress
{
  public:
    using Bytes = std::array<uint8_t, 16>;

    IpAddress() = default;

    static IpAddress V4(uint32_t hostOrder)
    {
        IpAddress address;
        for (int i = 0; i < 4; ++i)
        {
            address.m_bytes[i] = static_cast<uint8_t>(hostOrder >> (24 - 8 * i));
        }
        return address;
    }

    static IpAddress V6(const uint8_t bytes[16])
    {
        IpAddress address;
        address.m_family = Family::V6;
        std::memcpy(address.m_bytes.data(), bytes, 16);
        return address;
    }

    /** Reads the text forms of inet_pton(3); anything else gives nothing. */
    static std::optional<IpAddress> Parse(const std::string& text);

    Family GetFamily() const
    {
        return m_family;
    }

    bool IsV4() const
    {
        return m_family == Family::V4;
    }

    bool IsV6() const
    {
        return m_family == Family::V6;
    }

    /** Host byte order; meaningful for IPv4 only. */
    uint32_t ToV4() const
    {
        return uint32_t{m_bytes[0]} << 24 | uint32_t{m_bytes[1]} << 16 | uint32_t{m_bytes[2]} << 8 |
               uint32_t{m_bytes[3]};
    }

    const Bytes& GetBytes() const
    {
        return m_bytes;
    }

    /** 0.0.0.0 or ::, the unspecified addresses. */
    bool IsUnspecified() const
    {
        return m_bytes == Bytes{};
    }

    bool IsMulticast() const
    {
        return IsV4() ? (m_bytes[0] & 0xf0) == 0xe0 : m_bytes[0] == 0xff;
    }

    /** 169.254.0.0/16 (RFC 3927) or fe80::/10 (RFC 4291 2.5.6). */
    bool IsLinkLocal() const
    {
        return IsV4() ? m_bytes[0] == 169 && m_bytes[1] == 254
                      : m_bytes[0] == 0xfe && (m_bytes[1] & 0xc0) == 0x80;
    }

    bool IsLoopback() const;
    /** 32 or 128. */
    uint8_t GetBits() const;
    /** The address `offset` places further on; wraps at the end of the address space. */
    IpAddress Plus(uint64_t offset) const;
    /** RFC 5952 for IPv6, dotted decimal for IPv4. */
    std::string ToString() const;

    friend bool operator==(const IpAddress& a, const IpAddress& b)
    {
        return a.m_family == b.m_family && a.m_bytes == b.m_bytes;
    }

    friend bool operator!=(const IpAddress& a, const IpAddress& b)
    {
        return !(a == b);
    }

    /** All IPv4 addresses come before all IPv6 addresses. */
    friend bool operator<(const IpAddress& a, const IpAddress& b)
    {
        return a.m_family != b.m_family ? a.m_family < b.m_family : a.m_bytes < b.m_bytes;
    }

  private:
    Bytes m_bytes{};
    Family m_family{Family::V4};
};

/** An address prefix (CIDR block): host bits are always zero. */
class Prefix
{
  public:
    Prefix() = default;
    /** Host bits of `address` are cleared; `length` is at most the family's bits. */
    Prefix(const IpAddress& address, uint8_t length);

    /** "10.0.0.0/16" or "2001:db8::/32"; host bits set, a missing or bad length give nothing. */
    static std::optional<Prefix> Parse(const std::string& text);

    const IpAddress& GetAddress() const
    {
        return m_address;
    }

    uint8_t GetLength() const
    {
        return m_length;
    }

    Family GetFamily() const
    {
        return m_address.GetFamily();
    }

    bool Contains(const IpAddress& address) const;
    /** True if every address of `other` is in this prefix (equal prefixes contain each other). */
    bool Contains(const Prefix& other) const;
    bool Overlaps(const Prefix& other) const;
    /** The last address: the broadcast address of an IPv4 subnet. */
    IpAddress Last() const;
    std::string ToString() const;

    friend bool operator==(const Prefix& a, const Prefix& b)
    {
        return a.m_length == b.m_length && a.m_address == b.m_address;
    }

    friend bool operator!=(const Prefix& a, const Prefix& b)
    {
        return !(a == b);
    }

    /** By address, then shorter first: a block comes before what it contains. */
    friend bool operator<(const Prefix& a, const Prefix& b)
    {
        return a.m_address != b.m_address ? a.m_address < b.m_address : a.m_length < b.m_length;
    }

  private:
    IpAddress m_address;
    uint8_t m_length{0};
};

} // namespace ns3::v6lab

template <>
struct std::hash<ns3::v6lab::IpAddress>
{
    size_t operator()(const ns3::v6lab::IpAddress& address) const noexcept;
};

template <>
struct std::hash<ns3::v6lab::Prefix>
{
    size_t operator()(const ns3::v6lab::Prefix& prefix) const noexcept;
};

#endif // V6LAB_ADDRESS_H
