// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_ROUTER_H
#define V6LAB_BGP_ROUTER_H

#include "model/bgp/bfd-sockets.h"
#include "model/bgp/bgp-event.h"
#include "model/bgp/bgp-forwarding.h"
#include "model/bgp/bgp-transport.h"
#include "model/core/bfd/bfd-session.h"
#include "model/core/bgp/speaker.h"

#include "ns3/event-id.h"
#include "ns3/ipv4-address.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <deque>
#include <functional>
#include <memory>
#include <set>

namespace ns3::v6lab
{

/**
 * BGP-4 on a node (RFC 4271): sessions over TCP, and the best paths in the node's forwarding
 * tables. One to a node with v6lab's stack; aggregate it, then add neighbours.
 *
 * Of two neighbours the one with the higher address opens the connection and the other waits, so
 * that no two connections of a pair can collide (RFC 4271 6.8 would close the one that the lower
 * BGP identifier opened). Whoever sets `passive` himself must do so at both ends.
 */
class BgpRouter : public Object, private BgpTransport::Owner, private BfdSockets::Owner
{
  public:
    /** The paths in use to a prefix, the best first; none: there is no way to it any more. */
    using RouteSink = std::function<void(const Prefix&, const std::vector<bgp::Path>&)>;

    static TypeId GetTypeId();

    BgpRouter();
    ~BgpRouter() override;

    /**
     * What the attributes say of a session between these addresses. It carries IPv6 or IPv4
     * prefixes too, beside those of its own family, if the interface of `local` has an address of
     * that family to be their next hop (RFC 4760 3); else set nextHopV4 or nextHopV6, and families.
     */
    bgp::PeerSettings MakeNeighbor(const IpAddress& local,
                                   const IpAddress& remote,
                                   uint32_t asn) const;
    /**
     * Begins a session at once, or when the simulation starts. Throws std::invalid_argument that
     * names the setting. Attributes of the speaker (Asn, RouterId, MaxPaths) hold from now on.
     */
    bgp::PeerIndex AddNeighbor(const bgp::PeerSettings& settings);
    void StopNeighbor(bgp::PeerIndex peer);
    void StartNeighbor(bgp::PeerIndex peer);

    /** Announces our own networks; whether the node can reach them is not asked. */
    void Originate(const std::vector<Prefix>& prefixes);
    void Withdraw(const Prefix& prefix);

    /** Hears of every change of the paths in use, and of those that there are at once. */
    void SetRouteSink(const RouteSink& sink);

    /** Null before the first neighbour or network. */
    const bgp::Speaker* GetSpeaker() const
    {
        return m_speaker.get();
    }

    /** Of the jitter of BFD; a router uses one. */
    int64_t AssignStreams(int64_t stream);

  protected:
    void DoDispose() override;

  private:
    /** What is kept of a peer beside the speaker's. */
    struct Peer
    {
        bgp::SessionState state{bgp::SessionState::Idle}; //!< as told last
        std::set<Prefix> known;                           //!< learned, as told
        int32_t onInterface{-1}; //!< that it is a neighbour on, while established
        std::unique_ptr<bfd::Session> bfd;
    };

    bool IsAwaited(bgp::PeerIndex peer) const override;
    void Opened(bgp::PeerIndex peer) override;
    void Closed(bgp::PeerIndex peer) override;
    void Received(bgp::PeerIndex peer, const bgp::Bytes& bytes) override;
    void BfdReceived(const IpAddress& from, bool oneHop, const bfd::Packet& packet) override;

    bgp::Speaker& Speaker();
    std::optional<IpAddress> NeighbourAddress(const IpAddress& local, Family family) const;
    /** Does what the speaker asks for, until it has no more wishes; then waits for its timers. */
    void Pump();
    void Handle(const bgp::SpeakerEvent& event);
    void OnUp(bgp::PeerIndex peer);
    void OnDown(bgp::PeerIndex peer, const bgp::SessionDown& down);
    void OnUpdate(bgp::PeerIndex peer, const bgp::Update& update);
    void OnChange(const Prefix& prefix);
    void NoteRoute(bgp::PeerIndex peer, const Prefix& prefix);
    void TellStates();
    void TellState(bgp::PeerIndex peer,
                   const std::string& cause = "",
                   const std::string& notification = "");
    void OnTimer();
    void Schedule();
    void SendBfd(bgp::PeerIndex peer, const bfd::Packet& packet);
    void ServeBfd(bgp::PeerIndex peer);
    void OnInterface(uint32_t interface, bool up);
    void WatchInterfaces();

    uint32_t m_asn;
    Ipv4Address m_routerId;
    Time m_keepalive;
    Time m_holdTime;
    Time m_connectRetry;
    Time m_idleHold;
    bool m_useBfd;
    Time m_bfdInterval;
    uint8_t m_bfdMultiplier;
    uint32_t m_maxPaths;
    bool m_installRoutes;

    Ptr<ns3::Node> m_node;
    std::unique_ptr<bgp::Speaker> m_speaker;
    std::unique_ptr<BgpTransport> m_transport;
    std::unique_ptr<BfdSockets> m_bfdSockets;
    std::unique_ptr<BgpForwarding> m_forwarding;
    std::deque<Peer> m_peers;
    RouteSink m_sink;
    Ptr<UniformRandomVariable> m_chance;
    EventId m_timer;
    int64_t m_timerNs{bgp::NEVER};
    bool m_pumping{false};
    std::vector<EventId> m_starts;
    bgp::PeerIndex m_bfdLost{bgp::OWN}; //!< whose session ends at the moment because of BFD
    TracedCallback<const BgpPeerEvent&> m_peerState;
    TracedCallback<const BgpRouteEvent&> m_route;
};

} // namespace ns3::v6lab

#endif // V6LAB_BGP_ROUTER_H
