// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RESOLVER_PORT_H
#define V6LAB_RESOLVER_PORT_H

#include "model/core/address.h"
#include "model/core/dns/dns-backend.h"
#include "model/core/dns/dns-transport.h"

#include <cstdint>
#include <string>

namespace ns3::v6lab
{

/** How sending can fail, other than by silence. */
enum class DnsFailure : uint8_t
{
    Unreachable, //!< an ICMP error, or no route
    Refused,     //!< TCP reset
    Closed,      //!< TCP ended before the answer was whole
};

/** A query on its way to a server's port 53. */
struct DnsSending
{
    uint32_t token; //!< what comes back names it
    IpAddress server;
    DnsTransport transport;
    uint16_t sourcePort; //!< UDP: chosen at random (RFC 5452 9.2); TCP: 0, whichever is free
    std::string bytes;   //!< without TCP's two bytes of length (RFC 1035 4.2.2)
    DnsCause cause{};
};

/** The network, to a resolver that knows no sockets. Neither function may call back at once. */
class ResolverPort
{
  public:
    virtual ~ResolverPort() = default;

    virtual void Send(const DnsSending& sending) = 0;
    /** Nothing is awaited for the token any more: its socket can go. */
    virtual void Release(uint32_t token) = 0;
};

} // namespace ns3::v6lab

#endif // V6LAB_RESOLVER_PORT_H
