// SPDX-License-Identifier: GPL-2.0-only
#include "model/trace/packet-identity.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(PacketIdentity);

TypeId
PacketIdentity::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::PacketIdentity")
                            .SetParent<Tag>()
                            .SetGroupName("V6lab")
                            .AddConstructor<PacketIdentity>();
    return tid;
}

PacketIdentity::PacketIdentity(uint32_t flow, uint32_t packet)
    : m_flow(flow),
      m_packet(packet)
{
}

PacketIdentity
PacketIdentity::Of(const Ptr<const Packet>& packet)
{
    PacketIdentity identity;
    packet->PeekPacketTag(identity);
    return identity;
}

TypeId
PacketIdentity::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
PacketIdentity::GetSerializedSize() const
{
    return 8;
}

void
PacketIdentity::Serialize(TagBuffer buffer) const
{
    buffer.WriteU32(m_flow);
    buffer.WriteU32(m_packet);
}

void
PacketIdentity::Deserialize(TagBuffer buffer)
{
    m_flow = buffer.ReadU32();
    m_packet = buffer.ReadU32();
}

void
PacketIdentity::Print(std::ostream& os) const
{
    os << "flow " << m_flow << " packet " << m_packet;
}

} // namespace ns3::v6lab
