// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/address.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>

namespace ns3::v6lab
{

namespace
{

/** Clears every bit after the first `length` bits. */
IpAddress::Bytes
Masked(IpAddress::Bytes bytes, uint8_t length)
{
    for (size_t i = 0; i < bytes.size(); ++i)
    {
        const int kept = std::clamp(length - static_cast<int>(8 * i), 0, 8);
        bytes[i] &= static_cast<uint8_t>(0xff00 >> kept);
    }
    return bytes;
}

IpAddress
FromBytes(Family family, const IpAddress::Bytes& bytes)
{
    if (family == Family::V6)
    {
        return IpAddress::V6(bytes.data());
    }
    return IpAddress::V4(uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 |
                         uint32_t{bytes[2]} << 8 | uint32_t{bytes[3]});
}

} // namespace

const char*
ToWord(Family family)
{
    return family == Family::V4 ? "v4" : "v6";
}

std::optional<IpAddress>
IpAddress::Parse(const std::string& text)
{
    Bytes bytes{};
    if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1)
    {
        return FromBytes(Family::V4, bytes);
    }
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1)
    {
        return V6(bytes.data());
    }
    return std::nullopt;
}

bool
IpAddress::IsLoopback() const
{
    return IsV4() ? m_bytes[0] == 127
                  : m_bytes[15] == 1 && std::all_of(m_bytes.begin(),
                                                    m_bytes.end() - 1,
                                                    [](uint8_t byte) { return byte == 0; });
}

uint8_t
IpAddress::GetBits() const
{
    return IsV4() ? 32 : 128;
}

IpAddress
IpAddress::Plus(uint64_t offset) const
{
    Bytes sum = m_bytes;
    uint64_t carry = offset;
    for (int i = GetBits() / 8 - 1; i >= 0 && carry > 0; --i)
    {
        carry += sum[i];
        sum[i] = static_cast<uint8_t>(carry);
        carry >>= 8;
    }
    return FromBytes(m_family, sum);
}

std::string
IpAddress::ToString() const
{
    char text[INET6_ADDRSTRLEN];
    inet_ntop(IsV4() ? AF_INET : AF_INET6, m_bytes.data(), text, sizeof(text));
    return text;
}

Prefix::Prefix(const IpAddress& address, uint8_t length)
    : m_address(FromBytes(address.GetFamily(),
                          Masked(address.GetBytes(), std::min(length, address.GetBits())))),
      m_length(std::min(length, address.GetBits()))
{
}

std::optional<Prefix>
Prefix::Parse(const std::string& text)
{
    const auto slash = text.find('/');
    if (slash == std::string::npos)
    {
        return std::nullopt;
    }
    const auto address = IpAddress::Parse(text.substr(0, slash));
    const std::string digits = text.substr(slash + 1);
    const bool number = !digits.empty() && digits.size() <= 3 &&
                        digits.find_first_not_of("0123456789") == std::string::npos;
    if (!address || !number || std::stoi(digits) > address->GetBits())
    {
        return std::nullopt;
    }
    const Prefix prefix(*address, static_cast<uint8_t>(std::stoi(digits)));
    if (prefix.GetAddress() != *address)
    {
        return std::nullopt;
    }
    return prefix;
}

bool
Prefix::Contains(const IpAddress& address) const
{
    return address.GetFamily() == GetFamily() &&
           Masked(address.GetBytes(), m_length) == m_address.GetBytes();
}

bool
Prefix::Contains(const Prefix& other) const
{
    return m_length <= other.m_length && Contains(other.m_address);
}

bool
Prefix::Overlaps(const Prefix& other) const
{
    return Contains(other) || other.Contains(*this);
}

IpAddress
Prefix::Last() const
{
    IpAddress::Bytes bytes = m_address.GetBytes();
    for (int bit = m_length; bit < m_address.GetBits(); ++bit)
    {
        bytes[bit / 8] |= static_cast<uint8_t>(0x80 >> (bit % 8));
    }
    return FromBytes(GetFamily(), bytes);
}

std::string
Prefix::ToString() const
{
    return m_address.ToString() + "/" + std::to_string(m_length);
}

} // namespace ns3::v6lab

size_t
std::hash<ns3::v6lab::IpAddress>::operator()(const ns3::v6lab::IpAddress& address) const noexcept
{
    uint64_t high;
    uint64_t low;
    std::memcpy(&high, address.GetBytes().data(), 8);
    std::memcpy(&low, address.GetBytes().data() + 8, 8);
    // Two rounds of a multiplicative mix: neighbouring addresses differ in few, low bits.
    uint64_t mixed = (high ^ (low * 0x9e3779b97f4a7c15ULL)) * 0xff51afd7ed558ccdULL;
    mixed = (mixed ^ (mixed >> 32)) * 0xc4ceb9fe1a85ec53ULL;
    return static_cast<size_t>(mixed ^ (mixed >> 29));
}

size_t
std::hash<ns3::v6lab::Prefix>::operator()(const ns3::v6lab::Prefix& prefix) const noexcept
{
    return std::hash<ns3::v6lab::IpAddress>()(prefix.GetAddress()) * 131 + prefix.GetLength();
}
