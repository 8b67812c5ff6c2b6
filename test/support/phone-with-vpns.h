// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_PHONE_WITH_VPNS_H
#define V6LAB_TEST_PHONE_WITH_VPNS_H

#include "test/support/fault-rows.h"

#include <string>

/** A small topology with per-app VPNs, for rows of Validate(). */
namespace ns3::v6lab::test
{

/** A phone with a tunnel, a proxy and an application in each, and a server behind a router. */
inline Topology
Phone()
{
    using namespace build;
    TopologyBuilder lab("phone", "");
    lab.Add(Wire("radio"));
    lab.Add(Host("phone")
                .On("radio", "192.0.2.2/30", "2001:db8::2/64")
                .Vpn("tun", "tunnel", "10.8.0.2", "fd00:8::2")
                .Vpn("proxy", "proxy", "10.9.0.2"));
    lab.Add(Router("server")
                .On("radio", "192.0.2.1/30", "2001:db8::1/64")
                .ServeVpn("10.8.0.0/24", "fd00:8::/64"));
    lab.Add(Ping("phone", "192.0.2.1", "in the tunnel").Through("tun"));
    lab.Add(Ping("phone", "server", "in the proxy").Through("proxy"));
    Topology topology = lab.Build();
    topology.nodes.at(0).vpnServices.at(0).server = "server";
    return topology;
}

/** One more workload, beside the VPNs. */
inline void
AddEcho(Topology& topology, const std::string& to, uint16_t port)
{
    Workload echo = topology.workloads.at(0);
    echo.name = "echo";
    echo.kind = "udp-echo";
    echo.to = to;
    echo.port = port;
    echo.vpn = "";
    topology.workloads.push_back(echo);
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_PHONE_WITH_VPNS_H
