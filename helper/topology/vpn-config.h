// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VPN_CONFIG_H
#define V6LAB_VPN_CONFIG_H

#include <cstdint>
#include <string>
#include <vector>

/** Per-app VPNs of a topology: plain values, text as its author wrote it. */
namespace ns3::v6lab
{

/** A VPN service on a node: a virtual interface that workloads are bound to by its name. */
struct VpnServiceConfig
{
    std::string name;                   //!< of the virtual interface
    std::string mode{"proxy"};          //!< proxy or tunnel
    std::vector<std::string> addresses; //!< of the virtual interface: one IPv4, one IPv6 at most
    std::string server;                 //!< tunnel: the node that is its VPN server
    bool ipv6{true};                    //!< false: IPv6 dies in the service
    uint32_t mtu{0};                //!< 1280 to 65535; 0: proxy 1500, tunnel what the way leaves
    uint32_t maxSessions{4096};     //!< proxy
    std::string udpTimeout{"300s"}; //!< proxy
    std::string icmpTimeout{"60s"}; //!< proxy
    std::string tcpEstablishedTimeout{"124min"}; //!< proxy
    std::string tcpTransitoryTimeout{"240s"};    //!< proxy
};

/** The VPN server that a node is. */
struct VpnServerConfig
{
    std::vector<std::string> prefixes; //!< of its clients' addresses
    uint16_t port{6080};
    uint32_t mtu{0}; //!< of packets for clients, 1280 to 65507; 0: what its own links leave
};

} // namespace ns3::v6lab

#endif // V6LAB_VPN_CONFIG_H
