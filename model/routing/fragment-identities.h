// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FRAGMENT_IDENTITIES_H
#define V6LAB_FRAGMENT_IDENTITIES_H

#include "model/trace/packet-identity.h"

#include <cstdint>
#include <deque>
#include <map>
#include <tuple>

namespace ns3::v6lab
{

/**
 * Which packets the IPv4 fragments belong to that arrived last: ns-3's pieces of a packet that is
 * never whole are nobody's.
 */
class FragmentIdentities
{
  public:
    /** Source, destination, protocol and identification (RFC 791 3.2). */
    using Key = std::tuple<uint32_t, uint32_t, uint8_t, uint16_t>;

    void Note(const Key& key, const PacketIdentity& identity, int64_t nowNs);
    /** Of a packet that has waited too long; flow 0 if it is not known. */
    PacketIdentity Find(const Key& key) const;

  private:
    struct Arrival
    {
        int64_t atNs;
        Key key;
    };

    std::map<Key, PacketIdentity> m_known;
    std::deque<Arrival> m_arrivals; //!< in the order of time
};

} // namespace ns3::v6lab

#endif // V6LAB_FRAGMENT_IDENTITIES_H
