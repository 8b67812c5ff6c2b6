// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-stream.h"

#include <cassert>

namespace ns3::v6lab
{

std::string
DnsStream::Frame(const std::string& message)
{
    assert(message.size() <= 65535);
    std::string framed;
    framed += static_cast<char>(message.size() >> 8);
    framed += static_cast<char>(message.size() & 0xff);
    return framed + message;
}

void
DnsStream::Put(const uint8_t* bytes, size_t size)
{
    m_bytes.append(reinterpret_cast<const char*>(bytes), size);
}

std::optional<std::string>
DnsStream::Take()
{
    if (m_bytes.size() < 2)
    {
        return std::nullopt;
    }
    const size_t length =
        size_t{static_cast<uint8_t>(m_bytes[0])} << 8 | static_cast<uint8_t>(m_bytes[1]);
    if (m_bytes.size() < 2 + length)
    {
        return std::nullopt;
    }
    std::string message = m_bytes.substr(2, length);
    m_bytes.erase(0, 2 + length);
    return message;
}

} // namespace ns3::v6lab
