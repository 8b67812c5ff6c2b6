// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_WAITING_PACKETS_H
#define V6LAB_WAITING_PACKETS_H

#include "model/core/reason.h"

#include "ns3/event-id.h"
#include "ns3/ipv6-header.h"
#include "ns3/ndisc-cache.h"
#include "ns3/packet.h"

#include <deque>
#include <functional>
#include <map>

namespace ns3::v6lab
{

/**
 * IPv6 packets of a node that wait for a neighbour's link-layer address (RFC 4861 7.2.2).
 *
 * ns-3 keeps its own list, which is what is sent in the end, and forgets it without a word when the
 * node loses the address that it asks from, or when the list is full; of those that wait for a
 * silent neighbour it names the first. This one beside it tells each packet that went.
 */
class WaitingPackets
{
  public:
    /** A packet with its header that will not be sent; whether this node had sent it itself. */
    using Lost = std::function<void(Reason reason, const Ptr<Packet>& packet, bool own)>;

    explicit WaitingPackets(Lost lost);

    /** Before a packet asks for an address: if nobody is asked any more, what waited is lost. */
    void Settle(const Ptr<NdiscCache>& cache, const Ipv6Address& neighbour);
    /** A packet that got no address: it waits, if its cache has an entry for the neighbour. */
    void Add(const Ptr<NdiscCache>& cache,
             const Ipv6Address& neighbour,
             const Ptr<Packet>& packet,
             const Ipv6Header& header,
             bool own,
             Time untilNextLook);
    /** A packet that got one; most never waited. */
    void Remove(const Ptr<NdiscCache>& cache,
                const Ipv6Address& neighbour,
                const Ptr<Packet>& packet);
    void Clear();

  private:
    using Key = std::pair<Ptr<NdiscCache>, Ipv6Address>;

    struct Waiting
    {
        Ptr<Packet> packet; //!< as ns-3 will send it
        Ptr<Packet> whole;  //!< with its header
        bool own;
    };

    struct Neighbour
    {
        std::deque<Waiting> packets; //!< in the order of their arrival
        EventId look;
    };

    void Look(Key key, Time untilNextLook);
    void Lose(const Key& key);

    Lost m_lost;
    std::map<Key, Neighbour> m_neighbours;
};

} // namespace ns3::v6lab

#endif // V6LAB_WAITING_PACKETS_H
