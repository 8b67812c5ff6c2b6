// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PACKET_IDENTITY_H
#define V6LAB_PACKET_IDENTITY_H

#include "ns3/packet.h"
#include "ns3/tag.h"

namespace ns3::v6lab
{

/**
 * Which packet of which flow this is. A packet tag: it stays with the packet through forwarding,
 * translation, encapsulation and fragmentation, which is what makes a packet's walk explainable.
 */
class PacketIdentity : public Tag
{
  public:
    static TypeId GetTypeId();

    PacketIdentity() = default;
    PacketIdentity(uint32_t flow, uint32_t packet);

    /** The identity that a packet carries; flow 0 if it carries none. */
    static PacketIdentity Of(const Ptr<const Packet>& packet);

    /** Counts from 1; 0 is "no flow that anybody announced". */
    uint32_t GetFlow() const
    {
        return m_flow;
    }

    /** Counts from 1 within the run. */
    uint32_t GetPacket() const
    {
        return m_packet;
    }

    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(TagBuffer buffer) const override;
    void Deserialize(TagBuffer buffer) override;
    void Print(std::ostream& os) const override;

  private:
    uint32_t m_flow{0};
    uint32_t m_packet{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_PACKET_IDENTITY_H
