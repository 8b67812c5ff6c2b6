// SPDX-License-Identifier: GPL-2.0-only
#include "model/dns/dns-stream.h"

namespace ns3::v6lab
{

std::string
DnsStream::Frame(const std::string& message)
{
    std::string framed;
    framed += static_cast<char>(message.size() >> 8 & 0xff);
    framed += static_cast<char>(message.size() & 0xff);
    return framed + message;
}

void
DnsStream::Append(const Ptr<const Packet>& packet)
{
    m_bytes += BytesOf(packet);
}

std::optional<std::string>
DnsStream::Take()
{
    if (m_bytes.size() < 2)
    {
        return std::nullopt;
    }
    const size_t length = static_cast<size_t>(static_cast<uint8_t>(m_bytes[0])) << 8 |
                          static_cast<uint8_t>(m_bytes[1]);
    if (m_bytes.size() < 2 + length)
    {
        return std::nullopt;
    }
    std::string message = m_bytes.substr(2, length);
    m_bytes.erase(0, 2 + length);
    return message;
}

std::string
BytesOf(const Ptr<const Packet>& packet)
{
    std::string bytes(packet->GetSize(), '\0');
    packet->CopyData(reinterpret_cast<uint8_t*>(bytes.data()), packet->GetSize());
    return bytes;
}

} // namespace ns3::v6lab
