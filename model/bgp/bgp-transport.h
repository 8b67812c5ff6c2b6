// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_TRANSPORT_H
#define V6LAB_BGP_TRANSPORT_H

#include "model/core/bgp/path.h"

#include "ns3/node.h"
#include "ns3/socket.h"
#include "ns3/tcp-socket-base.h"

#include <vector>

namespace ns3::v6lab
{

/**
 * The TCP connections of a node's BGP speaker, one to a peer at most: opens them to port 179, and
 * takes those that come there from peers that are waited for.
 *
 * Messages carry IP precedence Internetwork Control (RFC 4271 appendix E), and the TTL of any other
 * packet, so that peers may be several hops away.
 */
class BgpTransport
{
  public:
    static constexpr uint16_t PORT = 179; //!< RFC 4271 8

    /** Whom to tell; Opened() and Closed() are never called from within a call to the transport. */
    class Owner
    {
      public:
        virtual ~Owner() = default;
        /** Whether a connection that the peer opens is welcome. */
        virtual bool IsAwaited(bgp::PeerIndex peer) const = 0;
        virtual void Opened(bgp::PeerIndex peer) = 0;
        /** It ended, or did not come about; not told after Close(). */
        virtual void Closed(bgp::PeerIndex peer) = 0;
        virtual void Received(bgp::PeerIndex peer, const bgp::Bytes& bytes) = 0;
    };

    BgpTransport(Owner& owner, const Ptr<ns3::Node>& node);
    /** Ends everything without another packet. */
    ~BgpTransport();
    BgpTransport(const BgpTransport&) = delete;
    BgpTransport& operator=(const BgpTransport&) = delete;

    /** Peers are told apart by `remote`. Gets the next index, as in a bgp::Speaker. */
    void AddPeer(const IpAddress& local, const IpAddress& remote);
    /** Within `patience`, however often its first segment must be sent for that. */
    void Open(bgp::PeerIndex peer, Time patience);
    void Send(bgp::PeerIndex peer, const bgp::Bytes& bytes);
    /** What was sent still goes out. */
    void Close(bgp::PeerIndex peer);

  private:
    struct Peer
    {
        IpAddress local;
        IpAddress remote;
        Ptr<Socket> socket;
        bool connected{false};
    };

    void Listen(Family family);
    void Hook(bgp::PeerIndex peer, const Ptr<Socket>& socket);
    static void Unhook(const Ptr<Socket>& socket);
    void Insist(const Peer& peer) const;
    bgp::PeerIndex Find(const IpAddress& remote) const;
    bool OnRequest(Ptr<Socket> listener, const Address& from);
    void OnAccept(Ptr<Socket> socket, const Address& from);
    void OnConnected(bgp::PeerIndex peer, Ptr<Socket> socket);
    void OnClosed(bgp::PeerIndex peer, Ptr<Socket> socket);
    void OnReceive(bgp::PeerIndex peer, Ptr<Socket> socket);
    void OnSegment(bgp::PeerIndex peer,
                   Ptr<const Packet> packet,
                   const TcpHeader& header,
                   Ptr<const TcpSocketBase> socket);
    void TellClosed(bgp::PeerIndex peer, Ptr<Socket> socket);
    void TellOpened(bgp::PeerIndex peer, Ptr<Socket> socket);

    Owner& m_owner;
    const Ptr<ns3::Node> m_node;
    std::vector<Peer> m_peers;
    std::vector<Ptr<Socket>> m_listeners;
    std::vector<EventId> m_events; //!< that tell the owner something
};

} // namespace ns3::v6lab

#endif // V6LAB_BGP_TRANSPORT_H
