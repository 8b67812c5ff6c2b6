// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NAT64_TABLES_H
#define V6LAB_NAT64_TABLES_H

#include "model/core/nat64/nat64-core.h"
#include "model/core/nat64/session-table.h"
#include "model/core/nat64/stored-syns.h"
#include "model/core/nat64/subscriber-budget.h"

#include <string>

namespace ns3::v6lab
{

/** A record that was made, or why it was not. */
struct Placed
{
    uint32_t place{NO_RECORD};
    Reason reason{Reason::None};
};

/**
 * All that a NAT64 remembers, kept consistent: a binding that is not static lives as long as its
 * sessions (6146-04), limits refuse what is new (6146-102), the watch hears of every change.
 */
class Nat64Tables
{
  public:
    explicit Nat64Tables(const Nat64Settings& settings);

    void SetWatch(Nat64Watch watch);

    uint32_t FindInside(BibKind kind, const TransportAddress& inside) const
    {
        return m_bib.FindInside(kind, inside);
    }

    uint32_t FindOutside(BibKind kind, const TransportAddress& outside) const
    {
        return m_bib.FindOutside(kind, outside);
    }

    const Binding& GetBinding(uint32_t binding) const
    {
        return m_bib[binding];
    }

    /** The session of a host behind the NAT64 with a remote IPv4 host; NO_RECORD if none. */
    uint32_t FindSession6(BibKind kind,
                          const TransportAddress& inside,
                          const TransportAddress& remote4) const
    {
        return m_sessions.FindInside(kind, inside, ToRemote(kind, remote4));
    }

    /** The same, found from the IPv4 side. */
    uint32_t FindSession4(BibKind kind,
                          const TransportAddress& outside,
                          const TransportAddress& remote4) const
    {
        return m_sessions.FindOutside(kind, outside, ToRemote(kind, remote4));
    }

    /** Says that FindSession6() or FindSession4() will be asked soon. */
    void Prefetch(BibKind kind, const TransportAddress& own, const TransportAddress& remote4) const
    {
        m_sessions.Prefetch(kind, own, ToRemote(kind, remote4));
    }

    const Session& GetSession(uint32_t session) const
    {
        return m_sessions[session];
    }

    /** Whether the binding's host has a session with this address (RFC 6146 3.5.1). */
    bool HasPeer(uint32_t binding, const IpAddress& remote4) const
    {
        return m_sessions.HasPeer(binding, remote4.ToV4());
    }

    /**
     * A dynamic binding, if a session may follow. A stored SYN of the remote host says where, if
     * one waits and that is a place which the inside host may have.
     */
    Placed Bind(BibKind kind,
                const TransportAddress& inside,
                const TransportAddress& remote4,
                int64_t nowNs);
    Placed Open(uint32_t binding,
                const TransportAddress& remote4,
                TcpState state,
                TimerClass timer,
                int64_t nowNs);
    void Touch(uint32_t session, TimerClass timer, int64_t nowNs);

    /** To be called after the last Touch() or Open(), before GetFirst(). */
    void Settle()
    {
        m_sessions.Settle();
    }

    void Move(uint32_t session, TcpState state, int64_t nowNs);
    /** Ends a session, and with the last one its binding. */
    void End(uint32_t session, int64_t nowNs);

    /** Throws std::invalid_argument if it cannot be had. */
    void AddStatic(const StaticBinding& binding, int64_t nowNs);
    bool RemoveBinding(BibKind kind, const TransportAddress& outside, int64_t nowNs);

    const StoredSyns& GetSyns() const
    {
        return m_syns;
    }

    /** StoredSynLimit, or None: it waits now. */
    Reason Store(StoredSyn syn, int64_t nowNs);

    /** See StoredSyns. */
    void ReplaceSyn(const PacketIn& original)
    {
        m_syns.Replace(original);
    }

    /** The oldest stored SYN, whose time is over. */
    StoredSyn ExpireSyn(int64_t nowNs);

    const Pool4& GetPool() const
    {
        return m_pool;
    }

    /** The session that expires first; NO_RECORD if there is none. */
    uint32_t GetFirst() const
    {
        return m_sessions.GetFirst();
    }

    void Dropped(uint64_t handle, Reason reason, int64_t nowNs) const;
    void Joined(uint64_t handle, int64_t nowNs) const;

    std::vector<BindingRecord> GetBindings() const;
    std::vector<SessionRecord> GetSessions() const;
    void Count(Nat64Usage& usage) const;
    /** What contradicts RFC 6146 3.1; empty if all is well. */
    std::string CheckInvariants() const;

  private:
    static size_t ToIndex(BibKind kind)
    {
        return static_cast<size_t>(kind);
    }

    /** ICMP sessions know no remote port (D9). */
    static Remote4 ToRemote(BibKind kind, const TransportAddress& remote4)
    {
        const uint16_t port = kind == BibKind::Icmp ? uint16_t{0} : remote4.port;
        return {remote4.address.ToV4(), port};
    }

    BindingRecord ToRecord(const Binding& binding) const;
    SessionRecord ToRecord(const Session& session) const;
    SessionRecord ToRecord(const StoredSyn& syn) const;
    void Tell(const Binding& binding, Change change, int64_t nowNs) const;
    template <typename Entry>
    void TellSession(const Entry& entry, Change change, int64_t nowNs) const;
    uint32_t AddBinding(BibKind kind,
                        const TransportAddress& inside,
                        const TransportAddress& outside,
                        bool isStatic,
                        int64_t nowNs);
    void DropBinding(uint32_t binding, int64_t nowNs);
    std::optional<TransportAddress> ClaimTarget(const Pool4::Request& request);
    bool HasRoomForSession(BibKind kind) const;
    int64_t GetDuration(TimerClass timer) const;

    Pref64 m_prefix;
    Nat64Timeouts m_timeouts;
    Nat64Limits m_limits;
    Pool4 m_pool;
    BibTable m_bib;
    SessionTable m_sessions;
    SubscriberBudget m_budget;
    StoredSyns m_syns;
    Nat64Watch m_watch;
    uint32_t m_sessionCounts[BIB_KINDS]{};
};

} // namespace ns3::v6lab

#endif // V6LAB_NAT64_TABLES_H
