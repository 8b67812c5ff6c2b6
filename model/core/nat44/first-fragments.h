// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIRST_FRAGMENTS_H
#define V6LAB_FIRST_FRAGMENTS_H

#include "model/core/translation/parsed-packet.h"

#include <list>
#include <map>
#include <optional>
#include <tuple>

namespace ns3::v6lab
{

/**
 * What the first fragments of datagrams told, for the fragments behind them, which carry no ports.
 * Fragments in order pass (RFC 4787 REQ-14); nothing is held.
 */
class FirstFragments
{
  public:
    struct Known
    {
        IpAddress inside;           //!< the host behind the translator
        uint32_t identification{0}; //!< to write
    };

    FirstFragments(uint32_t limit, int64_t timeoutNs)
        : m_limit(limit),
          m_timeoutNs(timeoutNs)
    {
    }

    /** Remembers the datagram; null if there are too many already. */
    const Known* Announce(const ParsedPacket& first, const Known& known, int64_t nowNs);
    /** Null if the first fragment did not come, or too long ago. */
    const Known* Find(const ParsedPacket& later, int64_t nowNs);

  private:
    using Key = std::tuple<IpAddress, IpAddress, uint8_t, uint32_t>;

    struct Datagram
    {
        Key key;
        Known known;
        int64_t expiresNs{0};
    };

    void Expire(int64_t nowNs);

    uint32_t m_limit;
    int64_t m_timeoutNs;
    std::list<Datagram> m_datagrams; //!< in the order in which they expire
    std::map<Key, std::list<Datagram>::iterator> m_byKey;
};

} // namespace ns3::v6lab

#endif // V6LAB_FIRST_FRAGMENTS_H
