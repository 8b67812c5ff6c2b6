// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/internet-checksum.h"

#include "model/core/packet-facts.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>

namespace ns3::v6lab
{

namespace
{

uint16_t
Fold(uint64_t sum)
{
    while (sum >> 16)
    {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    return static_cast<uint16_t>(sum);
}

} // namespace

/** Adds 32-bit words as they lie in memory; the sum's bytes are swapped at the end (RFC 1071 2B).
 */
InternetChecksum&
InternetChecksum::Add(const uint8_t* bytes, size_t size)
{
    uint64_t sum = 0;
    size_t i = 0;
    for (; i + 4 <= size; i += 4)
    {
        uint32_t word;
        std::memcpy(&word, bytes + i, 4);
        sum += word;
    }
    uint8_t rest[4] = {0, 0, 0, 0};
    std::copy(bytes + i, bytes + size, rest);
    uint32_t word;
    std::memcpy(&word, rest, 4);
    m_sum += ntohs(Fold(sum + word));
    return *this;
}

InternetChecksum&
InternetChecksum::Add(uint16_t word)
{
    m_sum += word;
    return *this;
}

InternetChecksum&
InternetChecksum::AddPseudoHeader(const IpAddress& source,
                                  const IpAddress& destination,
                                  uint8_t protocol,
                                  uint32_t length)
{
    const size_t bytes = source.GetBits() / 8;
    Add(source.GetBytes().data(), bytes);
    Add(destination.GetBytes().data(), bytes);
    m_sum += (length >> 16) + (length & 0xffff) + protocol;
    return *this;
}

uint16_t
InternetChecksum::Get() const
{
    return static_cast<uint16_t>(~Fold(m_sum));
}

bool
HasRightChecksum(const IpAddress& source,
                 const IpAddress& destination,
                 uint8_t protocol,
                 const uint8_t* upper,
                 size_t size)
{
    const bool v4 = source.IsV4();
    InternetChecksum sum;
    if (protocol == protocol::UDP && v4 && upper[6] == 0 && upper[7] == 0)
    {
        return true; // RFC 768: the sender made none
    }
    if (protocol == protocol::UDP || protocol == protocol::TCP || protocol == protocol::ICMPV6)
    {
        sum.AddPseudoHeader(source, destination, protocol, static_cast<uint32_t>(size));
    }
    else if (protocol != protocol::ICMPV4)
    {
        return true;
    }
    return sum.Add(upper, size).Get() == 0;
}

uint16_t
UpdateChecksum(uint16_t checksum, uint16_t before, uint16_t after)
{
    return static_cast<uint16_t>(
        ~Fold(uint64_t{static_cast<uint16_t>(~checksum)} + static_cast<uint16_t>(~before) + after));
}

} // namespace ns3::v6lab
