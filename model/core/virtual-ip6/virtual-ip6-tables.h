// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VIRTUAL_IP6_TABLES_H
#define V6LAB_VIRTUAL_IP6_TABLES_H

#include "model/core/nat64/session-table.h"
#include "model/core/reason.h"
#include "model/core/virtual-ip6/peer-table.h"
#include "model/core/virtual-ip6/virtual-addresses.h"
#include "model/core/virtual-ip6/virtual-ip6-settings.h"

#include <functional>
#include <limits>
#include <set>
#include <string>

namespace ns3::v6lab
{

/** Told of every change of state; all may stay empty. */
struct VirtualIp6Watch
{
    std::function<void(const BindingRecord&, Change, int64_t nowNs)> binding;
    std::function<void(const SessionRecord&, Change, int64_t nowNs)> session;
};

/** What a translator holds, and what it has refused for want of room. */
struct VirtualIp6Usage
{
    uint64_t bindings{0}; //!< static ones as well
    uint64_t resting{0};  //!< addresses in quarantine
    uint64_t capacity{0}; //!< addresses there are; hosts with pools of their own: of all
    uint64_t sessions{0};
    uint64_t madeByPackets{0}; //!< bindings, from the beginning
    uint64_t madeByDns{0};
    uint64_t refusedPackets{0}; //!< packets from outside without a virtual address for their peer
    uint64_t refusedDns{0};     //!< the same of the DNS proxy's requests
    uint64_t stale{0};          //!< packets of inside hosts to virtual addresses of nobody
};

/**
 * All that a translator of virtual IPv6 remembers: bindings of peers, and the sessions that tell
 * when nobody uses one any more. A binding that is not static ends with its last session, but not
 * before its hold is over.
 *
 * Sessions are those of a NAT64 (SessionTable): X', x is the peer, T, t its virtual address with
 * the same port, Z, z the inside host.
 */
class VirtualIp6Tables
{
  public:
    static constexpr int64_t NEVER = std::numeric_limits<int64_t>::max();

    /** A binding that was made, or why it was not. */
    struct Placed
    {
        uint32_t place{NO_RECORD};
        Reason reason{Reason::None}; //!< NoVirtualAddress or BindingLimit
    };

    /** The two ends of a session; ICMP identifiers are ports of both. */
    struct Ends
    {
        BibKind kind{BibKind::Udp};
        uint16_t peerPort{0};
        TransportAddress host4;
    };

    /** Settings without faults. */
    explicit VirtualIp6Tables(const VirtualIp6Settings& settings);

    void SetWatch(VirtualIp6Watch watch);

    const VirtualAddresses& GetAddresses() const
    {
        return m_addresses;
    }

    /** The binding that the inside host uses for the peer; NO_RECORD without one. */
    uint32_t FindPeer(const IpAddress& host4, const IpAddress& peer6) const;
    /** The binding that the inside host means by a virtual address; NO_RECORD without one. */
    uint32_t FindVirtual(const IpAddress& host4, const IpAddress& virtual4) const;

    const Peer& GetPeer(uint32_t binding) const
    {
        return m_peers[binding];
    }

    /** A binding that is held until then. */
    Placed Bind(const IpAddress& host4,
                const IpAddress& peer6,
                BindingOrigin origin,
                int64_t untilNs,
                int64_t nowNs);
    /** Not before `untilNs` shall the binding end. */
    void Hold(uint32_t binding, int64_t untilNs);
    /** Addresses rest so long at least, from now on. */
    void RestAtLeast(int64_t durationNs);

    uint32_t FindSession(uint32_t binding, const Ends& ends) const;

    const Session& GetSession(uint32_t session) const
    {
        return m_sessions[session];
    }

    bool HasRoomForSession() const
    {
        return m_sessionCount < m_limits.sessions;
    }

    void Open(uint32_t binding, const Ends& ends, TcpState state, TimerClass timer, int64_t nowNs);
    void Touch(uint32_t session, TimerClass timer, int64_t nowNs);
    void Move(uint32_t session, TcpState state, int64_t nowNs);

    /** To be called after the last Open() or Touch(), before GetDeadline() or Expire(). */
    void Settle()
    {
        m_sessions.Settle();
    }

    /** When Expire() has something to do; NEVER if nothing waits. */
    int64_t GetDeadline() const;
    /** Ends all that is due, each at its time. */
    void Expire(int64_t nowNs);
    /** Forgets all but what is static; the addresses rest. */
    void Clear(int64_t nowNs);

    std::vector<BindingRecord> GetBindings() const;
    std::vector<SessionRecord> GetSessions() const;
    VirtualIp6Usage GetUsage() const;
    /** The virtual IPv6 address of an inside host, for records. */
    std::function<IpAddress(const IpAddress& host4)> virtual6;
    std::string CheckInvariants() const;

  private:
    uint32_t KeyOf(const IpAddress& host4) const
    {
        return m_perHost ? host4.ToV4() : 0;
    }

    BindingRecord ToRecord(const Peer& peer) const;
    SessionRecord ToRecord(const Session& session) const;
    void Tell(const Peer& peer, Change change, int64_t nowNs) const;
    void TellSession(const Session& session, Change change, int64_t nowNs) const;
    void AddStatic(const VirtualPeer& peer);
    void EndSession(uint32_t session, int64_t nowNs);
    void EndHold(uint32_t binding, int64_t nowNs);
    void Free(uint32_t binding, int64_t nowNs);
    int64_t GetDuration(TimerClass timer) const;

    VirtualIp6Timeouts m_timeouts;
    VirtualIp6Limits m_limits;
    bool m_perHost;
    VirtualAddresses m_addresses;
    PeerTable m_peers;
    SessionTable m_sessions;
    std::set<std::pair<int64_t, uint32_t>> m_holds; //!< by Peer::queuedNs, then place
    VirtualIp6Watch m_watch;
    uint32_t m_sessionCount{0};
    uint64_t m_made[4]{}; //!< by BindingOrigin
};

} // namespace ns3::v6lab

#endif // V6LAB_VIRTUAL_IP6_TABLES_H
