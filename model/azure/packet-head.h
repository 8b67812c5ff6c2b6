// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PACKET_HEAD_H
#define V6LAB_PACKET_HEAD_H

#include "model/core/azure/rewrite.h"
#include "model/core/packet-facts.h"

#include "ns3/packet.h"

#include <array>
#include <optional>

namespace ns3::v6lab
{

constexpr uint16_t ETHERTYPE_V4 = 0x0800;
constexpr uint16_t ETHERTYPE_V6 = 0x86dd;

/** Source and destination of a packet whose header does not contradict its length or EtherType. */
struct Ends
{
    /** Nothing if the IP header is not sound (RFC 1812 5.2.2, RFC 8200 3). */
    static std::optional<Ends> Of(const Ptr<const Packet>& packet, uint16_t etherType);

    IpAddress source;
    IpAddress destination;
};

/** What a TCP segment says of its connection. */
struct TcpPlace
{
    uint32_t sequence{0};
    uint32_t acknowledgement{0};
    uint32_t next{0};                    //!< the sequence number behind it (RFC 9293 3.4)
    std::optional<uint32_t> timestamp{}; //!< TSval (RFC 7323 3.2)
};

/** The first bytes of a packet: enough for the longest headers that a trace or a table reads. */
class PacketHead
{
  public:
    explicit PacketHead(const Ptr<const Packet>& packet);

    /** Makes it the head of the packet that the rewrite makes. */
    void Apply(const azure::Rewrite& rewrite);
    std::optional<PacketFacts> Facts() const;
    /** Facts of the packet that an ICMP error quotes, in IPv6 right behind the fixed header. */
    std::optional<PacketFacts> QuotedFacts() const;
    /** The TCP header's place in the packet; nothing if it is no whole TCP segment. */
    std::optional<TcpPlace> FindTcp() const;

  private:
    std::array<uint8_t, 192> m_bytes;
    size_t m_size;
};

/** Equal for all packets of a flow; what has no ports, such as fragments, counts by addresses. */
uint32_t FlowHash(const Ptr<const Packet>& packet);
/** True for multicast, broadcast and link-local: a NIC in Azure has no link for them. */
bool StaysOnLink(const Ends& ends);
/** True for the addresses that health probes come from (L2). */
bool IsToProber(const Ends& ends);
/** What every stack says to its link unasked: IGMP, MLD and neighbour discovery. */
bool IsLinkControl(const PacketFacts& facts);

} // namespace ns3::v6lab

#endif // V6LAB_PACKET_HEAD_H
