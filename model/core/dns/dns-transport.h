// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_TRANSPORT_H
#define V6LAB_DNS_TRANSPORT_H

#include <cstdint>

namespace ns3::v6lab
{

/** How a message came and its answer goes. */
enum class DnsTransport : uint8_t
{
    Udp, //!< one message a datagram, its size limited
    Tcp, //!< up to 65535 bytes, without the two bytes of length here (RFC 1035 4.2.2)
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_TRANSPORT_H
