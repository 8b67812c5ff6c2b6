// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_SPEAKER_H
#define V6LAB_BGP_SPEAKER_H

#include "model/core/bgp/adj-rib-out.h"

#include <deque>

namespace ns3::v6lab::bgp
{

struct SpeakerSettings
{
    uint32_t as{0};
    uint32_t routerId{0}; //!< host order
    IpAddress address{};  //!< what views name as the source of our own networks
    size_t maxPaths{1};   //!< equal paths in use at a time (ECMP)
};

/** What happened at one of the speaker's sessions, and what its carrier has to do. */
struct SpeakerEvent
{
    PeerIndex peer{OWN};
    SessionEvent event{};
};

/**
 * A BGP speaker without clock and sockets: a session per peer (see Session for what the carrier
 * owes it), the routes learned, the decision among them, and what peers hear of it.
 *
 * After every call the carrier does what TakeEvents() says, in order, reads TakeChanges(), and
 * calls Tick() at GetNextTimerNs(). Routes are neither aggregated nor reflected, and communities
 * are passed on unread.
 */
class Speaker
{
  public:
    /** Throws std::invalid_argument that names the setting. */
    explicit Speaker(const SpeakerSettings& settings);

    /** Takes the session's localAs and routerId from the speaker; throws as PeerSettings::Check. */
    PeerIndex AddPeer(PeerSettings peer);

    void AddNetwork(const Prefix& prefix, int64_t nowNs);
    void RemoveNetwork(const Prefix& prefix, int64_t nowNs);

    void Start(PeerIndex peer, int64_t nowNs);
    /** Stays down until Start(). */
    void Stop(PeerIndex peer, int64_t nowNs);
    /** Ends the session for a failure that something else saw, such as BFD; it starts again. */
    void Reset(PeerIndex peer, uint8_t ceaseSubcode, int64_t nowNs);
    void ConnectionOpened(PeerIndex peer, int64_t nowNs);
    void ConnectionClosed(PeerIndex peer, int64_t nowNs);
    void Receive(PeerIndex peer, const uint8_t* bytes, size_t size, int64_t nowNs);
    void Tick(int64_t nowNs);

    /** NEVER if no timer runs. */
    int64_t GetNextTimerNs() const;

    std::vector<SpeakerEvent> TakeEvents();
    /** Prefixes whose paths in use changed since they were taken last, each once. */
    std::vector<Prefix> TakeChanges();

    const SpeakerSettings& GetSettings() const
    {
        return m_settings;
    }

    const Rib& GetRib() const
    {
        return m_rib;
    }

    size_t GetPeerCount() const
    {
        return m_peers.size();
    }

    const PeerSettings& GetPeerSettings(PeerIndex peer) const
    {
        return m_peers[peer].settings;
    }

    const Session& GetSession(PeerIndex peer) const
    {
        return m_peers[peer].session;
    }

    /** Routes that the peer announced and that were let in. */
    size_t GetRoutesReceived(PeerIndex peer) const
    {
        return m_peers[peer].received[0] + m_peers[peer].received[1];
    }

    const std::map<Prefix, AdvertisedPath>& GetAdvertised(PeerIndex peer) const
    {
        return m_peers[peer].out.GetRoutes();
    }

  private:
    struct Peer
    {
        Peer(PeerSettings given, PeerIndex index);

        const PeerSettings settings;
        Session session;
        AdjRibOut out;
        size_t received[2]{0, 0}; //!< IPv4, IPv6
    };

    /** What a session said; then peers hear what that changed. */
    void Take(PeerIndex peer, SessionEvents events, int64_t nowNs);
    void Absorb(PeerIndex index, SessionEvents events);
    void Apply(PeerIndex index, const Update& update);
    void Announce(PeerIndex index,
                  const Prefix& prefix,
                  const Announcement& with,
                  const Update& in);
    void Withdraw(PeerIndex index, const Prefix& prefix);
    bool IsTooMuch(const Peer& peer) const;
    void Note(const RibChange& change);
    bool IsOurs(const IpAddress& address) const;
    void Advertise(int64_t nowNs);

    const SpeakerSettings m_settings;
    const SharedAttributes m_own; //!< of our own networks
    std::deque<Peer> m_peers;     //!< a deque: their parts refer to each other
    Rib m_rib;
    std::vector<SpeakerEvent> m_events;
    std::set<Prefix> m_changes;
};

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_SPEAKER_H
