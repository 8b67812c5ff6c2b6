// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PEER_DIRECTORY_H
#define V6LAB_PEER_DIRECTORY_H

#include "model/core/address.h"

#include <optional>
#include <vector>

namespace ns3::v6lab
{

/**
 * What the DNS proxy of virtual IPv6 asks its translator for (draft-vogt-durand: outbound
 * communication is helped by DNS proxies). `host4` is the inside host that asks the proxy; it
 * counts only where bindings are per host. Times are in nanoseconds.
 */
class PeerDirectory
{
  public:
    virtual ~PeerDirectory() = default;

    /**
     * The IPv4 address for an answer about `peer6` that says this TTL. A peer outside gets a
     * virtual one, which stays its own for the TTL and a guard at least, with or without traffic.
     * For the virtual IPv6 address of an inside host it is the host's real IPv4 address: no
     * translation. Nothing: no virtual address is free, or `peer6` is no host's address.
     */
    virtual std::optional<IpAddress> BindForDns(const IpAddress& peer6,
                                                int64_t ttlNs,
                                                const IpAddress& host4) = 0;
    /** The peer that a virtual address stands for now (PTR); nothing: nobody. */
    virtual std::optional<IpAddress> FindPeer(const IpAddress& virtual4,
                                              const IpAddress& host4) const = 0;
    /** How long DNS-made bindings live at least: answers should say half of it at most. */
    virtual int64_t GetHold() const = 0;
    /** Where virtual IPv4 addresses lie: in-addr.arpa below them is the proxy's. */
    virtual std::vector<Prefix> GetVirtualPrefixes() const = 0;
};

} // namespace ns3::v6lab

#endif // V6LAB_PEER_DIRECTORY_H
