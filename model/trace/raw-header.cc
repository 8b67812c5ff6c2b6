// SPDX-License-Identifier: GPL-2.0-only
#include "model/trace/raw-header.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(RawHeader);

TypeId
RawHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::RawHeader")
                            .SetParent<Header>()
                            .SetGroupName("V6lab")
                            .AddConstructor<RawHeader>();
    return tid;
}

RawHeader::RawHeader(const std::vector<uint8_t>& bytes)
    : RawHeader(bytes.data(), bytes.size())
{
}

RawHeader::RawHeader(const uint8_t* bytes, size_t size)
    : m_bytes(bytes, bytes + size)
{
}

TypeId
RawHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
RawHeader::GetSerializedSize() const
{
    return static_cast<uint32_t>(m_bytes.size());
}

void
RawHeader::Serialize(Buffer::Iterator start) const
{
    start.Write(m_bytes.data(), GetSerializedSize());
}

uint32_t
RawHeader::Deserialize(Buffer::Iterator start)
{
    m_bytes.resize(start.GetRemainingSize());
    start.Read(m_bytes.data(), GetSerializedSize());
    return GetSerializedSize();
}

void
RawHeader::Print(std::ostream& os) const
{
    os << m_bytes.size() << " bytes";
}

} // namespace ns3::v6lab
