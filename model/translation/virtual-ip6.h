// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VIRTUAL_IP6_H
#define V6LAB_VIRTUAL_IP6_H

#include "model/core/virtual-ip6/peer-directory.h"
#include "model/core/virtual-ip6/virtual-ip6-core.h"
#include "model/translation/stateful-translator.h"

namespace ns3::v6lab
{

/**
 * Virtual IPv6 connectivity for an IPv4-only network (draft-vogt-durand): at its edge, IPv4 inside,
 * IPv6 outside. IPv6 packets to virtual IPv6 addresses (the prefix and the explicit mappings) and
 * IPv4 packets to virtual IPv4 addresses (the pool) come here; routers inside lead the pool to this
 * node, routers outside the prefix.
 *
 * Hosts need no change for calls from outside. For calls from inside, a DNS proxy asks
 * BindForDns(), or peers are bound by AddPeer().
 */
class VirtualIp6 : public StatefulTranslator, public PeerDirectory
{
  public:
    static TypeId GetTypeId();

    VirtualIp6();
    ~VirtualIp6() override;

    /** A prefix of virtual IPv4 addresses; at least one before Attach(). */
    void AddPool(const Prefix& ipv4);
    /** An explicit virtual IPv6 address; before Attach(). Throws as EamTable::Add() does. */
    void AddMapping(const Prefix& ipv4, const Prefix& ipv6);
    /** IPv4 hosts behind it; without any all of IPv4. Before Attach(). */
    void AddNetwork(const Prefix& ipv4);
    /** A peer with a virtual IPv4 address of its own for good; before Attach(). */
    void AddPeer(const IpAddress& ipv6, const IpAddress& ipv4);
    /** Peers that may call; without any all. Before Attach(). */
    void AddInboundPeers(const Prefix& ipv6);

    // PeerDirectory; after Attach().
    std::optional<IpAddress> BindForDns(const IpAddress& peer6,
                                        int64_t ttlNs,
                                        const IpAddress& host4) override;
    std::optional<IpAddress> FindPeer(const IpAddress& virtual4,
                                      const IpAddress& host4) const override;
    int64_t GetHold() const override;
    std::vector<Prefix> GetVirtualPrefixes() const override;

    /** What stands in the AAAA record of an inside host; nothing if it has none. After Attach(). */
    std::optional<IpAddress> GetVirtualIp6(const IpAddress& host4) const;
    /** See VirtualIp6Core::Restart(). After Attach(). */
    void Restart();

    std::vector<BindingRecord> GetBindings() const override;
    std::vector<SessionRecord> GetSessions() const override;
    std::vector<PoolUse> GetPoolUse() const override;
    VirtualIp6Usage GetUsage() const;

    const char* GetKind() const override;

  protected:
    void DoDispose() override;
    void Start() override;
    Outcome Process(const PacketIn& in, const Surroundings& around, int64_t nowNs) override;
    int64_t GetNextDeadline() const override;
    std::vector<Emission> AdvanceTo(int64_t nowNs) override;

  private:
    VirtualIp6Settings MakeVirtualIp6Settings() const;
    VirtualIp6Watch MakeWatch();
    void ReportPoolUse();

    std::unique_ptr<VirtualIp6Core> m_core;
    std::vector<Prefix> m_pool;
    EamTable m_mappings;
    std::vector<Prefix> m_networks;
    std::vector<VirtualPeer> m_peers;
    std::vector<Prefix> m_inboundPeers;

    // Attributes.
    std::string m_prefix;
    Time m_udpTimeout;
    Time m_tcpEstablished;
    Time m_tcpTransitory;
    Time m_icmpTimeout;
    Time m_hold;
    Time m_guard;
    Time m_quarantine;
    uint32_t m_maxBindings{0};
    uint32_t m_maxSessions{0};
    bool m_inbound{true};
    bool m_perHost{false};
    bool m_bindRouters{false};
    std::optional<bool> m_lenientUOctet; //!< nothing: by Profile
};

} // namespace ns3::v6lab

#endif // V6LAB_VIRTUAL_IP6_H
