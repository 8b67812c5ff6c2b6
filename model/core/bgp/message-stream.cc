// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/message-stream.h"

#include "model/core/bgp/message-codec.h"

namespace ns3::v6lab::bgp
{

void
MessageStream::Put(const uint8_t* bytes, size_t size)
{
    m_bytes.erase(m_bytes.begin(), m_bytes.begin() + static_cast<ptrdiff_t>(m_start));
    m_start = 0;
    m_bytes.insert(m_bytes.end(), bytes, bytes + size);
}

std::variant<std::monostate, Bytes, Error>
MessageStream::Take()
{
    const size_t left = m_bytes.size() - m_start;
    if (left < HEADER_SIZE)
    {
        return std::monostate();
    }
    const uint8_t* header = m_bytes.data() + m_start;
    if (const auto error = CheckHeader(header))
    {
        return *error;
    }
    const size_t length = Read16(header + 16);
    if (left < length)
    {
        return std::monostate();
    }
    m_start += length;
    return Bytes(header, header + length);
}

void
MessageStream::Clear()
{
    m_bytes.clear();
    m_start = 0;
}

} // namespace ns3::v6lab::bgp
