// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VIRTUAL_ADDRESSES_H
#define V6LAB_VIRTUAL_ADDRESSES_H

#include "model/core/nat64/quarantine.h"
#include "model/core/translation/ipv4-set.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace ns3::v6lab
{

/**
 * Which virtual IPv4 addresses are free. They are given in order; freed ones rest, and come back
 * after all that were never used, the one that has rested longest first. A peer that returns while
 * its address rests gets that one again: for it alone the address is no stale one.
 *
 * The first and last address of a prefix up to /30 are left out: people and tools take them for the
 * names of a network and of all its hosts.
 *
 * Where each inside host has the pool for itself, `host` names it; else it is unspecified.
 */
class VirtualAddresses
{
  public:
    /** The prefixes do not overlap. */
    explicit VirtualAddresses(const std::vector<Prefix>& pool);

    /** In one of the prefixes, of use or not. */
    bool Owns(const IpAddress& ipv4) const
    {
        return m_owned.Contains(ipv4);
    }

    /** Takes an address out of those that Take() gives, for good; false if it is not there. */
    bool Reserve(const IpAddress& ipv4);
    /** Nothing: all are bound or rest. */
    std::optional<IpAddress> Take(const IpAddress& host, const IpAddress& peer6);
    /** The address of the peer rests from now on until `dueNs`, which never falls. */
    void Release(const IpAddress& host,
                 const IpAddress& peer6,
                 const IpAddress& ipv4,
                 int64_t dueNs);
    /** Ends the rest of those whose time has come. */
    void Expire(int64_t nowNs);
    /** When the next rest ends; nothing if none does. */
    std::optional<int64_t> GetDeadline() const;

    /** Addresses that Take() and Reserve() can give, for each host if `host` names them. */
    uint64_t GetCapacity() const
    {
        return m_capacity;
    }

    uint64_t GetResting() const
    {
        return m_restingPeer.size();
    }

    /** How many hosts have addresses that are bound or rest, if they have pools of their own. */
    uint64_t GetHosts() const
    {
        return m_hosts.size();
    }

  private:
    struct Host
    {
        uint64_t next{0}; //!< place of the first address that was never used
        std::deque<uint32_t> free;
        uint64_t taken{0}; //!< bound or at rest
    };

    IpAddress AtPlace(uint64_t place) const;
    bool IsUsable(const IpAddress& ipv4) const;
    std::optional<uint32_t> NextFresh(Host& host) const;

    Ipv4Set m_owned;
    std::vector<Prefix> m_pool;
    uint64_t m_capacity{0};
    std::set<uint32_t> m_reserved;
    std::unordered_map<uint32_t, Host> m_hosts; //!< by IPv4 address, 0 if they share the pool
    Quarantine m_resting;                       //!< of host and address, see KeyOf()
    std::unordered_map<uint64_t, IpAddress> m_restingPeer;
    std::map<std::pair<uint32_t, IpAddress>, uint32_t> m_restingAddress; //!< by host and peer
};

} // namespace ns3::v6lab

#endif // V6LAB_VIRTUAL_ADDRESSES_H
