// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CONNECTION_ENDS_H
#define V6LAB_CONNECTION_ENDS_H

#include "model/azure/packet-head.h"
#include "model/core/azure/estate.h"

#include <list>
#include <map>
#include <tuple>

namespace ns3::v6lab
{

/**
 * How far balanced TCP connections have come, as far as resets need it: a receiver takes only a
 * reset with the sequence number that it expects (RFC 9293 3.10.7.4) and, where the connection has
 * timestamps, with one (RFC 7323 3.2).
 */
class ConnectionEnds
{
  public:
    /** Load balancer, client and its port, the instance's port. */
    using Key = std::tuple<azure::Index, IpAddress, uint16_t, uint16_t>;

    struct Ends
    {
        std::optional<TcpPlace> client{}; //!< its latest segment
        std::optional<TcpPlace> server{};
    };

    /** The one that was heard of longest ago makes room. */
    explicit ConnectionEnds(size_t capacity = 100'000);

    void Note(const Key& key, const TcpPlace& segment, bool fromServer);
    /** Nothing if it is not known; it is forgotten. */
    std::optional<Ends> Take(const Key& key);

  private:
    struct Entry
    {
        Ends ends;
        std::list<Key>::iterator age;
    };

    size_t m_capacity;
    std::list<Key> m_ages; //!< heard of longest ago first
    std::map<Key, Entry> m_entries;
};

} // namespace ns3::v6lab

#endif // V6LAB_CONNECTION_ENDS_H
