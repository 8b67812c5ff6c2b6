// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FABRIC_NIC_H
#define V6LAB_FABRIC_NIC_H

#include "model/core/azure/egress-queue.h"
#include "model/core/azure/estate.h"

#include "ns3/data-rate.h"
#include "ns3/mac48-address.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/traced-callback.h"

namespace ns3::v6lab
{

class VnetFabric;

/**
 * The network interface of a node in a VnetFabric: of a virtual machine, or of a node on the public
 * internet. It carries bare IP packets (no ARP, no neighbour discovery; the next hop that the guest
 * chose has no meaning), so that a capture of it is of link type RAW.
 */
class FabricNic : public NetDevice
{
  public:
    /** Which side of Azure the node stands on. */
    enum class Side : uint8_t
    {
        Azure,
        Internet,
    };

    /** pcap's link type of the sniffer traces: packets start with the IP header. */
    static constexpr uint32_t PCAP_LINK_TYPE = 101;

    static TypeId GetTypeId();

    FabricNic();
    ~FabricNic() override;

    /** Called by the fabric; `index` is that of the estate's NIC or internet host. */
    void Connect(const Ptr<VnetFabric>& fabric, Side side, azure::Index index);

    Side GetSide() const
    {
        return m_side;
    }

    azure::Index GetEstateIndex() const
    {
        return m_index;
    }

    uint32_t GetNodeId() const
    {
        return m_nodeId;
    }

    /**
     * Puts a packet into the egress queue; when it has left, in ns, or nothing if the queue is
     * full. The two figures are the fabric's defaults; the attribute DataRate overrides the first.
     */
    std::optional<int64_t> Admit(uint32_t bytes,
                                 int64_t nowNs,
                                 uint64_t defaultRate,
                                 uint32_t queuePackets);
    /** While its machine is dead, nothing is sent or received. */
    void SetDown(bool down);

    bool IsDown() const
    {
        return m_down;
    }

    /** What passed since the beginning. */
    struct Counters
    {
        uint64_t packetsSent{0};
        uint64_t bytesSent{0};
        uint64_t packetsReceived{0};
        uint64_t bytesReceived{0};
    };

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    /** A packet from the fabric arrives. */
    void Receive(const Ptr<Packet>& packet, uint16_t protocol);

    // Inherited from NetDevice.
    void SetIfIndex(const uint32_t index) override;
    uint32_t GetIfIndex() const override;
    Ptr<Channel> GetChannel() const override;
    void SetAddress(Address address) override;
    Address GetAddress() const override;
    bool SetMtu(const uint16_t mtu) override;
    uint16_t GetMtu() const override;
    bool IsLinkUp() const override;
    void AddLinkChangeCallback(Callback<void> callback) override;
    bool IsBroadcast() const override;
    Address GetBroadcast() const override;
    bool IsMulticast() const override;
    Address GetMulticast(Ipv4Address group) const override;
    Address GetMulticast(Ipv6Address group) const override;
    bool IsBridge() const override;
    bool IsPointToPoint() const override;
    bool Send(Ptr<Packet> packet, const Address& to, uint16_t protocol) override;
    bool SendFrom(Ptr<Packet> packet,
                  const Address& from,
                  const Address& to,
                  uint16_t protocol) override;
    Ptr<ns3::Node> GetNode() const override;
    void SetNode(Ptr<ns3::Node> node) override;
    bool NeedsArp() const override;
    void SetReceiveCallback(ReceiveCallback callback) override;
    void SetPromiscReceiveCallback(PromiscReceiveCallback callback) override;
    bool SupportsSendFrom() const override;

  protected:
    void DoDispose() override;

  private:
    Ptr<VnetFabric> m_fabric;
    Ptr<ns3::Node> m_node;
    uint32_t m_nodeId{0};
    uint32_t m_ifIndex{0};
    azure::Index m_index{azure::NOTHING};
    uint16_t m_mtu{1500};
    Side m_side{Side::Azure};
    bool m_down{false};
    Mac48Address m_address;
    DataRate m_dataRate{0};
    azure::EgressQueue m_queue;
    Counters m_counters;
    ReceiveCallback m_receive;
    PromiscReceiveCallback m_promiscReceive;
    TracedCallback<Ptr<const Packet>> m_sniffer;
    TracedCallback<Ptr<const Packet>> m_promiscSniffer;
};

} // namespace ns3::v6lab

#endif // V6LAB_FABRIC_NIC_H
