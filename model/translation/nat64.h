// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NAT64_H
#define V6LAB_NAT64_H

#include "model/core/nat64/nat64-core.h"
#include "model/translation/stateful-translator.h"

namespace ns3::v6lab
{

/**
 * A stateful NAT64 (RFC 6146). IPv6 packets to the prefix and IPv4 packets to the pool's addresses
 * come here; pool addresses that are the node's own are served first, and what has no binding goes
 * on to the node.
 */
class Nat64 : public StatefulTranslator
{
  public:
    static TypeId GetTypeId();

    Nat64();
    ~Nat64() override;

    /** Addresses and ports of the IPv4 side; at least one range before Attach(). */
    void AddPool(const PoolRange& range);
    /** A static binding (RFC 6146 3.1); before Attach() or later. Throws std::invalid_argument. */
    void AddBinding(const StaticBinding& binding);
    /** With its sessions; false if there is none. After Attach(). */
    bool RemoveBinding(BibKind kind, const TransportAddress& outside);

    /** What it holds now; empty before Attach(). */
    std::vector<BindingRecord> GetBindings() const override;
    std::vector<SessionRecord> GetSessions() const override;
    std::vector<PoolUse> GetPoolUse() const override;
    Nat64Usage GetUsage() const;
    /** What RFC 8158 wants logged of the pool. */
    PoolCounters GetPoolCounters() const;

    const char* GetKind() const override;

  protected:
    void DoDispose() override;
    void Start() override;
    Outcome Process(const PacketIn& in, const Surroundings& around, int64_t nowNs) override;
    int64_t GetNextDeadline() const override;
    std::vector<Emission> AdvanceTo(int64_t nowNs) override;
    void AfterPacket() override;

  private:
    Nat64Settings MakeNat64Settings() const;
    Nat64Watch MakeWatch();
    /** Whether an IPv4 packet is to an address of the node itself. */
    bool IsToNode(const uint8_t* header) const;
    std::optional<Outcome> LeaveToNode(const PacketIn& in) const;
    void Forget(uint64_t handle, Reason reason);
    void LetGo();
    void ReportPoolUse(BibKind kind);

    std::unique_ptr<Nat64Core> m_core;
    std::vector<uint64_t> m_forgotten; //!< handles of packets that errors may be about
    std::vector<PoolRange> m_ranges;
    std::vector<StaticBinding> m_static;

    // Attributes.
    std::string m_prefix;
    std::string m_wellKnownDeny;
    std::string m_portSelection;
    Time m_udpTimeout;
    Time m_tcpEstablished;
    Time m_tcpTransitory;
    Time m_tcpOpening;
    Time m_tcpIncomingSyn;
    Time m_icmpTimeout;
    Time m_fragmentTimeout;
    Time m_quarantine;
    uint32_t m_maxBindings{0};
    uint32_t m_maxSessions{0};
    uint32_t m_maxStoredSyns{0};
    uint32_t m_maxFragmentBytes{0};
    uint32_t m_poolHighWater{0};
    uint32_t m_poolLowWater{0};
    uint32_t m_subscriberPorts{0};
    uint32_t m_subscriberPrefix{128};
    uint32_t m_subscriberSessions{0};
    uint32_t m_subscriberRate{0};
    std::string m_subscribers;
    uint32_t m_blockSize{0};
    uint32_t m_dynamicFactor{2};
    bool m_pairedOnly{true};
    std::optional<bool> m_keepParity; //!< nothing: by Profile
    std::optional<bool> m_keepRange;
    bool m_addressDependentFiltering{false};
    bool m_dropExternalTcp{false};
    bool m_dropIcmpQueries{false};
    bool m_inboundRefreshesUdp{true};
    std::optional<bool> m_answerUnbound;
    std::optional<bool> m_answerFiltered;
    std::optional<bool> m_lenientUOctet;
    bool m_routersOwnErrors{true};
    bool m_rstEndsHalfClosed{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_NAT64_H
