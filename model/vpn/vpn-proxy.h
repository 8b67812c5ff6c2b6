// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VPN_PROXY_H
#define V6LAB_VPN_PROXY_H

#include "model/core/nat64/state-records.h"
#include "model/core/vpn/session-table.h"
#include "model/vpn/vpn-relay.h"
#include "model/vpn/vpn-service.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/traced-callback.h"

#include <memory>
#include <vector>

namespace ns3::v6lab
{

/**
 * A VPN service that forwards the payloads of its applications' packets through sockets of its own
 * and makes the answers' packets itself (article D): TCP, UDP and echo requests of both IP
 * versions. It keeps a session for each flow.
 *
 * Where its sockets have no way, the application gets "no route". Its packets' hop limits, options
 * and extension headers go no further than the service; fragments are refused.
 *
 * Trace source Session: added, changed (the state of TCP) and removed. A record's `inside` is the
 * application, `outside` the service's socket, both remotes the destination.
 */
class VpnProxy : public VpnService, private VpnRelay::Owner
{
  public:
    using SessionTrace = TracedCallback<const SessionRecord&, Change>;
    /** Signature of a listener, named for ns-3's trace documentation. */
    using SessionCallback = void (*)(const SessionRecord& session, Change change);

    static TypeId GetTypeId();

    VpnProxy();
    ~VpnProxy() override;

    /** What there is now, by protocol and addresses. */
    std::vector<SessionRecord> GetSessions() const;
    const char* GetKind() const override;

  protected:
    void DoDispose() override;
    void Start() override;
    uint16_t GetUsualMtu() const override;
    void Take(const Ptr<Packet>& frame, const PacketFacts& facts) override;

  private:
    struct Session
    {
        Ptr<VpnRelay> relay;
        const char* state{nullptr}; //!< as it was told last
    };

    using Table = vpn::SessionTable<Session>;

    Ptr<ns3::Node> GetNode() const override;
    bool HasChecksums() const override;
    uint16_t GetMtu() const override;
    uint16_t NextIdentification() override;
    void WritePacket(const std::vector<uint8_t>& bytes, const PacketIdentity& identity) override;
    void PassError(const AppFrame& last, const IcmpError& error, const IpAddress& from) override;
    void Touch(const vpn::SessionKey& key, vpn::IdleClass idle) override;
    void End(const vpn::SessionKey& key) override;

    void Begin(const vpn::SessionKey& key, const AppFrame& frame);
    void AnswerReset(const AppFrame& frame);
    void Expire();
    void Watch();
    SessionRecord RecordOf(const vpn::SessionKey& key, const Table::Entry& entry) const;

    std::unique_ptr<Table> m_sessions; //!< null before Attach() and after disposal
    EventId m_timer;
    int64_t m_timerAt{0}; //!< when it is due, if it runs
    uint16_t m_identification{0};
    SessionTrace m_session;

    // Attributes.
    uint32_t m_maxSessions{0};
    Time m_udpTimeout;
    Time m_icmpTimeout;
    Time m_tcpEstablished;
    Time m_tcpTransitory;
};

} // namespace ns3::v6lab

#endif // V6LAB_VPN_PROXY_H
