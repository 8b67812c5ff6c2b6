// SPDX-License-Identifier: GPL-2.0-only
// What one packet of an application in a VPN costs from host to host, through a proxying service
// and through a tunnel and its server, against a packet of an application beside it on the same
// nodes: hosts and router are v6lab's, and checksums are on, everywhere.
#include "bench/support/udp-load.h"
#include "helper/stack-helper.h"
#include "helper/vpn-helper.h"

#include "ns3/boolean.h"
#include "ns3/global-value.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/string.h"

#include <fmt/format.h>

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::bench;

namespace
{

constexpr uint32_t DATAGRAMS = 30000;

enum class Way
{
    Beside, //!< the router forwards
    Proxy,
    Tunnel,
};

IpAddress
Addr(const char* text)
{
    return *IpAddress::Parse(text);
}

Ptr<VpnService>
InstallService(const NodeContainer& nodes, Way way)
{
    VpnServiceHelper vpn(way == Way::Tunnel ? "tunnel" : "proxy");
    vpn.AddAddress("2001:db8:8::2");
    if (way == Way::Tunnel)
    {
        VpnServerHelper server;
        server.AddPrefix("2001:db8:8::/64");
        server.Install(nodes.Get(1));
        vpn.AddServer("2001:db8:1::2");
    }
    return vpn.Install(nodes.Get(0));
}

double
Run(Way way, uint32_t size)
{
    NodeContainer nodes(3); // phone, router, server
    for (uint32_t i = 0; i < nodes.GetN(); ++i)
    {
        StackHelper stack;
        stack.SetForwarding(i == 1);
        stack.Install(nodes.Get(i));
    }
    PointToPointHelper wire;
    wire.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    const auto left = wire.Install(nodes.Get(0), nodes.Get(1));
    const auto right = wire.Install(nodes.Get(1), nodes.Get(2));
    StackHelper::AddAddress(nodes.Get(0), left.Get(0), Addr("2001:db8:1::1"), 64);
    StackHelper::AddAddress(nodes.Get(1), left.Get(1), Addr("2001:db8:1::2"), 64);
    StackHelper::AddAddress(nodes.Get(1), right.Get(0), Addr("2001:db8:2::2"), 64);
    StackHelper::AddAddress(nodes.Get(2), right.Get(1), Addr("2001:db8:2::1"), 64);
    const auto all = *Prefix::Parse("::/0");
    StackHelper::AddRoute(nodes.Get(0), all, Addr("2001:db8:1::2"), left.Get(0));
    StackHelper::AddRoute(nodes.Get(2), all, Addr("2001:db8:2::2"), right.Get(1));
    const auto service = InstallService(nodes, way); // beside it too: it only must not be entered
    UdpLoad load(nodes.Get(0), nodes.Get(2), Addr("2001:db8:2::1"));
    load.BindTo(way == Way::Beside ? nullptr : service->GetDevice());
    const double wall = load.Run(DATAGRAMS, size);
    Simulator::Destroy();
    return wall;
}

} // namespace

int
main(int argc, char** argv)
{
    const int pairs = Pairs(argc, argv);
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    for (const uint32_t size : {64u, 1400u})
    {
        for (const Way way : {Way::Proxy, Way::Tunnel})
        {
            const auto name =
                fmt::format("VPN {}, {} B", way == Way::Proxy ? "proxy" : "tunnel", size);
            const auto ours = [=] { return Run(way, size); };
            const auto plain = [=] { return Run(Way::Beside, size); };
            const Ratio ratio = Compare(ours, plain, pairs);
            // A proxy's packet passes two sockets more, a tunnel's is forwarded twice.
            Report(name + " / beside it", ratio, way == Way::Proxy ? 2.5 : 3.0);
            InformValue(name, ratio.a * 1e9 / DATAGRAMS, "ns");
        }
    }
    return 0;
}
