// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ESP_ENDPOINT_H
#define V6LAB_ESP_ENDPOINT_H

#include "model/core/azure/egress-queue.h"

#include "ns3/data-rate.h"
#include "ns3/ip-l4-protocol.h"
#include "ns3/node.h"

#include <map>
#include <optional>

namespace ns3::v6lab
{

class IpsecTunnel;

/**
 * Where a node's ESP packets end (RFC 4303 3.4): finds the tunnel of each by its security
 * parameters index. Outer fragments come put together again. One per node; it also bounds the
 * throughput of all its tunnels.
 */
class EspEndpoint : public IpL4Protocol
{
  public:
    static TypeId GetTypeId();

    EspEndpoint();
    ~EspEndpoint() override;

    /** The node's; made at need. The node has v6lab's stack. */
    static Ptr<EspEndpoint> Of(const Ptr<Node>& node);

    /** Keeps the tunnel. Throws std::invalid_argument if the index is taken. */
    void Register(uint32_t spi, const Ptr<IpsecTunnel>& tunnel);

    /** By their indexes. */
    const std::map<uint32_t, Ptr<IpsecTunnel>>& GetTunnels() const
    {
        return m_tunnels;
    }

    /** When a packet of all tunnels has been encrypted, in ns; nothing if too many wait. */
    std::optional<int64_t> Admit(uint32_t bytes, int64_t nowNs);
    uint16_t NextIdentification();

    // Inherited from IpL4Protocol.
    int GetProtocolNumber() const override;
    RxStatus Receive(Ptr<Packet> packet,
                     const Ipv4Header& header,
                     Ptr<Ipv4Interface> interface) override;
    RxStatus Receive(Ptr<Packet> packet,
                     const Ipv6Header& header,
                     Ptr<Ipv6Interface> interface) override;
    void SetDownTarget(DownTargetCallback callback) override;
    void SetDownTarget6(DownTargetCallback6 callback) override;
    DownTargetCallback GetDownTarget() const override;
    DownTargetCallback6 GetDownTarget6() const override;

  protected:
    void DoDispose() override;

  private:
    std::map<uint32_t, Ptr<IpsecTunnel>> m_tunnels;
    DataRate m_dataRate;
    uint32_t m_queuePackets{0};
    azure::EgressQueue m_queue;
    uint16_t m_identification{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_ESP_ENDPOINT_H
