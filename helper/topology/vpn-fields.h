// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VPN_FIELDS_H
#define V6LAB_VPN_FIELDS_H

#include "helper/topology/field.h"
#include "helper/topology/vpn-config.h"

/** The declaration of what per-app VPNs consist of; see fields.h. */
namespace ns3::v6lab
{

inline const char*
TypeName(Of<VpnServiceConfig>)
{
    return "VPN service";
}

template <class V>
void
Fields(V& v, Of<VpnServiceConfig>)
{
    using T = VpnServiceConfig;
    v(Field("name", "of the virtual interface, unique on the node; workloads name it").Required(),
      &T::name);
    v(Field("mode", "own sockets, or whole packets to a VPN server").Words({"proxy", "tunnel"}),
      &T::mode);
    v(Field("addresses", "of the virtual interface: an IPv4 address, an IPv6 address or both")
          .Required(),
      &T::addresses);
    v(Field("server", "tunnel: the node that is its VPN server"), &T::server);
    v(Field("ipv6", "false: IPv6 packets die in the service"), &T::ipv6);
    v(Field("mtu", "bytes; 0: 1500 for a proxy, what the link to the server leaves for a tunnel"),
      &T::mtu);
    v(Field("maxSessions", "proxy: sessions at a time"), &T::maxSessions);
    v(Field("udpTimeout", "proxy: of an idle UDP session"), &T::udpTimeout);
    v(Field("icmpTimeout", "proxy: of an idle ping session"), &T::icmpTimeout);
    v(Field("tcpEstablishedTimeout", "proxy: of an idle TCP connection"),
      &T::tcpEstablishedTimeout);
    v(Field("tcpTransitoryTimeout", "proxy: of one that opens or closes"),
      &T::tcpTransitoryTimeout);
}

inline const char*
TypeName(Of<VpnServerConfig>)
{
    return "VPN server";
}

template <class V>
void
Fields(V& v, Of<VpnServerConfig>)
{
    using T = VpnServerConfig;
    v(Field("prefixes", "of its clients' addresses, IPv4 or IPv6").Required(), &T::prefixes);
    v(Field("port", "UDP port that it serves"), &T::port);
    v(Field("mtu", "bytes of the largest packet for a client; 0: what its own links leave"),
      &T::mtu);
}

} // namespace ns3::v6lab

#endif // V6LAB_VPN_FIELDS_H
