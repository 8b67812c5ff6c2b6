// SPDX-License-Identifier: GPL-2.0-only
// Azure Monitor's metrics of load balancers, NAT gateways, gateways, circuits and firewalls.
#include "helper/install/monitor-install.h"
#include "helper/topology/builder.h"
#include "test/support/balanced-cloud.h"
#include "test/support/gateway-lab.h"

#include "ns3/config.h"

#include <cmath>
#include <limits>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

constexpr double NEVER = std::numeric_limits<double>::quiet_NaN();

/** A run, and what its metrics say. */
class Metered
{
  public:
    Metered(const Topology& topology, double seconds)
    {
        ns3::Config::SetDefault("ns3::Icmpv6L4Protocol::DAD", ns3::BooleanValue(false));
        auto in = Install(topology);
        auto monitor = InstallMonitor(topology, in);
        ns3::Simulator::Stop(ns3::Seconds(seconds));
        ns3::Simulator::Run();
        m_rows = MetricRows(monitor);
        for (const auto& [name, device] : in.devices)
        {
            if (const auto nic = ns3::DynamicCast<FabricNic>(device))
            {
                counters[name] = nic->GetCounters();
            }
        }
        monitor = nullptr;
        in = Installation();
        ns3::Simulator::Destroy();
        ns3::Config::Reset();
        ns3::GlobalValue::Bind("ChecksumEnabled", ns3::BooleanValue(false));
    }

    /** The metric's value of that minute; dimensions must contain `where`. */
    double At(const std::string& resource,
              const std::string& metric,
              const std::string& where = "",
              size_t minute = 0) const
    {
        for (const auto& row : m_rows)
        {
            if (row.resource == resource && row.metric == metric &&
                row.dimensions.find(where) != std::string::npos && minute-- == 0)
            {
                return row.value;
            }
        }
        return NEVER;
    }

    /** "type aggregation" of a metric. */
    std::string Kind(const std::string& resource, const std::string& metric) const
    {
        for (const auto& row : m_rows)
        {
            if (row.resource == resource && row.metric == metric)
            {
                return row.type + " " + row.aggregation;
            }
        }
        return "";
    }

    std::map<std::string, FabricNic::Counters> counters;

  private:
    std::vector<MetricRow> m_rows;
};

void
Near(Verdict& v, double value, double from, double to, const std::string& what)
{
    v.True(value >= from && value <= to, what + ": " + std::to_string(value));
}

void
Counts(Verdict& v)
{
    Topology t = Pool(2);
    t.workloads = {Call("client", "lb", "v4")};
    const Metered run(t, 20);
    const auto& client = run.counters.at("client");
    const std::string four = "FrontendIPAddress=10.1.0.100, FrontendPort=80, ProtocolType=TCP";
    v.Equal(run.At("lb", "SYNCount", four), 1.0, "one connection");
    v.Equal(run.At("lb", "PacketCount", four),
            static_cast<double>(client.packetsSent + client.packetsReceived),
            "packets of both directions");
    v.Equal(run.At("lb", "ByteCount", four),
            static_cast<double>(client.bytesSent + client.bytesReceived),
            "their bytes");
    v.Equal(run.At("lb", "PacketCount", "fd00:1::100"), 0.0, "the other frontend");
    v.Equal(run.Kind("lb", "PacketCount"),
            "Microsoft.Network/loadBalancers Total",
            "type and aggregation");
}

/** Probes every 5 s; web0 is dead from 11 s to 29 s, web1 from 61 s on. */
void
Availability(Verdict& v)
{
    Topology t = Pool(2);
    t.virtualMachines[0].outages = {{"11s", "29s"}, {"61s", ""}};
    t.virtualMachines[1].outages = {{"61s", ""}};
    const Metered run(t, 120);
    const std::string web0 = "BackendIPAddress=10.1.0.4, BackendPort=8080";
    const std::string web1 = "BackendIPAddress=10.1.0.5, BackendPort=8080";
    Near(v, run.At("lb", "DipAvailability", web0), 65, 76, "three or four of twelve fail");
    v.Equal(run.At("lb", "DipAvailability", web1), 100.0, "the other one");
    v.Equal(run.At("lb", "VipAvailability", "10.1.0.100"), 100.0, "one is enough");
    Near(v, run.At("lb", "DipAvailability", web1, 1), 0, 10, "second minute");
    v.Equal(run.At("lb", "VipAvailability", "10.1.0.100", 1), 0.0, "nobody is left");
    v.Equal(run.Kind("lb", "DipAvailability"),
            "Microsoft.Network/loadBalancers Average",
            "type and aggregation");
}

/** A machine with three calls outside, by TCP, over a minute. */
Topology
Caller()
{
    Topology t;
    AddGroups(t);
    t.virtualNetworks = {Network("a", {"10.1.0.0/16"}, {Part("s", {"10.1.0.0/24"})})};
    AddMachine(t, Nic("vm", "a/s", {""}, ""));
    t.nodes = {InternetNode("outside", {"198.51.100.7"})};
    for (const std::string start : {"2s", "3s", "4s"})
    {
        t.workloads.push_back(Call("vm", "outside", "v4", start));
    }
    return t;
}

void
Snat(Verdict& v)
{
    Topology t = Caller();
    AddOutboundRule(t);
    t.loadBalancers[0].outboundRules[0].allocatedOutboundPorts = 2048;
    const Metered run(t, 10);
    v.Equal(run.At("lb", "SnatConnectionCount", "ConnectionState=Successful"), 3.0, "successful");
    v.Equal(run.At("lb", "SnatConnectionCount", "ConnectionState=Failed"), 0.0, "failed");
    v.Equal(run.At("lb", "UsedSnatPorts", "ProtocolType=TCP"), 3.0, "used");
    v.Equal(run.At("lb", "UsedSnatPorts", "ProtocolType=UDP"), 0.0, "of UDP");
    v.Equal(run.At("lb", "AllocatedSnatPorts", "BackendIPAddress=10.1.0.4"), 2048.0, "allocated");
}

void
NatGateways(Verdict& v)
{
    Topology t = Caller();
    t.publicIPAddresses.push_back({"nat", "IPv4", "192.0.2.50", "Standard"});
    NatGateway gateway;
    gateway.name = "natgw";
    gateway.publicIpAddresses = {"nat"};
    t.natGateways = {gateway};
    t.virtualNetworks[0].subnets[0].natGateway = "natgw";
    const Metered run(t, 10);
    v.Equal(run.At("natgw", "SNATConnectionCount", "Successful"), 3.0, "connections");
    v.Equal(run.At("natgw", "SNATConnectionCount", "Failed"), 0.0, "failed");
    v.Equal(run.At("natgw", "TotalConnectionCount"), 3.0, "ports that are held for them");
}

Workload
Pings(const std::string& from, const std::string& to, uint32_t count)
{
    Workload ping = Call(from, to, "v4", "5s", "ping");
    ping.count = count;
    return ping;
}

void
Tunnels(Verdict& v)
{
    Topology t = VpnByBgp();
    t.workloads = {Pings("vm1", "pc", 10)};
    const Metered run(t, 60);
    const std::string tunnel = "ConnectionName=to-site, RemoteIP=198.51.100.9, Instance=vpn";
    const Metered quiet(VpnByBgp(), 60);
    const auto more = [&](const std::string& metric) {
        return run.At("vpn", metric, tunnel) - quiet.At("vpn", metric, tunnel);
    };
    v.Equal(more("TunnelEgressPackets"), 10.0, "requests");
    v.Equal(more("TunnelIngressPackets"), 10.0, "replies");
    v.True(more("TunnelEgressBytes") >= 280 && more("TunnelEgressBytes") < 10 * 128,
           "inner bytes of pings: " + std::to_string(more("TunnelEgressBytes")));
    v.Equal(more("TunnelEgressBytes"), more("TunnelIngressBytes"), "bytes of replies");
    v.Equal(run.At("vpn", "TunnelEgressPacketDropCount", tunnel), 0.0, "drops");
    Topology oneWay = VpnByBgp();
    oneWay.workloads = {Pings("pc", "10.1.0.99", 10)}; // nobody answers
    const Metered unanswered(oneWay, 60);
    v.Equal(unanswered.At("vpn", "TunnelIngressPackets", tunnel) -
                quiet.At("vpn", "TunnelIngressPackets", tunnel),
            10.0,
            "requests that nobody answers");
    v.Equal(unanswered.At("vpn", "TunnelEgressPackets", tunnel),
            quiet.At("vpn", "TunnelEgressPackets", tunnel),
            "no replies");
    v.Equal(unanswered.At("vpn", "TunnelEgressBytes", tunnel),
            quiet.At("vpn", "TunnelEgressBytes", tunnel),
            "nor their bytes");
    const double bytes = run.At("vpn", "TunnelEgressBytes") + run.At("vpn", "TunnelIngressBytes");
    Near(v, run.At("vpn", "TunnelAverageBandwidth"), bytes / 60.1, bytes / 59.9, "bandwidth");
    Near(v, run.At("vpn", "AverageBandwidth"), bytes / 60.1, bytes / 59.9, "of all tunnels");
    v.Equal(run.At("vpn", "BgpPeerStatus", "BgpPeerAddress=10.99.0.1"), 1.0, "peer");
    v.Equal(run.At("vpn", "BgpRoutesLearned"), 2.0, "the site's prefixes");
    v.Equal(run.At("vpn", "BgpRoutesAdvertised"), 6.0, "those of hub and spokes");
    v.Equal(run.Kind("vpn", "TunnelAverageBandwidth"),
            "Microsoft.Network/virtualNetworkGateways Average",
            "type and aggregation");
}

/** A machine that sends too much for the tunnel's MTU without leave to fragment. */
void
TunnelDrops(Verdict& v)
{
    Topology t = VpnSite();
    t.virtualNetworkGateways[0].sku = "VpnGw1AZ";
    t.azure = "2023"; // carries IPv4 only (D1)
    t.workloads = {Call("pc", "vm1", "v6", "5s", "ping")};
    const Metered run(t, 20);
    v.True(run.At("vpn", "TunnelIngressPacketDropCount") > 0, "IPv6 at a gateway of 2023");
}

void
Circuits(Verdict& v)
{
    Topology t = CircuitSite();
    for (auto& node : t.nodes)
    {
        if (node.bgp)
        {
            node.bgp->holdTime = "9s";
            node.bgp->keepalive = "3s";
        }
    }
    t.expressRouteCircuits[0].primaryOutages = {{"70s", "", true}};
    const Metered quiet(t, 120);
    t.workloads = {Pings("pc", "vm1", 100)};
    const Metered run(t, 120);
    const std::string primary = "PeeringType=Private, Peer=Primary";
    const std::string secondary = "PeeringType=Private, Peer=Secondary";
    v.Equal(run.At("er", "BgpAvailability", primary), 100.0, "before the cut");
    v.Equal(run.At("er", "BgpAvailability", primary, 1), 0.0, "after it");
    v.Equal(run.At("er", "BgpAvailability", secondary, 1), 100.0, "the other link");
    const auto bits = [&](const std::string& metric) {
        return (run.At("er", metric) - quiet.At("er", metric)) * 60 / 8 / 100;
    };
    Near(v, bits("BitsInPerSecond"), 30, 130, "bytes of a request on the link");
    v.Equal(bits("BitsInPerSecond"), bits("BitsOutPerSecond"), "of a reply");
    v.Equal(run.At("er", "QosDropBitsInPerSecond"), 0.0, "dropped");
    t.workloads = {Pings("pc", "10.1.0.99", 100)}; // nobody answers
    const Metered unanswered(t, 120);
    Near(v,
         unanswered.At("er", "BitsOutPerSecond") - quiet.At("er", "BitsOutPerSecond"),
         -0.01,
         0.01,
         "no replies");
    v.True(unanswered.At("er", "BitsInPerSecond") > 1.01 * quiet.At("er", "BitsInPerSecond"),
           "requests that nobody answers");
    Near(v,
         (run.At("erg", "ExpressRouteGatewayPacketsPerSecond") -
          quiet.At("erg", "ExpressRouteGatewayPacketsPerSecond")) *
             60,
         99.5,
         100.5,
         "requests pass the gateway, replies do not");
    v.True(run.At("erg", "ExpressRouteGatewayBitsPerSecond") > 0, "bits");
    v.Equal(run.At("erg", "ExpressRouteGatewayNumberOfVmInVnet"), 3.0, "machines");
    v.Equal(run.At("erg", "ExpressRouteGatewayCountOfRoutesLearnedFromPeer"), 2.0, "learned");
    v.Equal(run.At("erg", "ExpressRouteGatewayCountOfRoutesAdvertisedToPeer"), 6.0, "advertised");
}

void
Firewalls(Verdict& v)
{
    using namespace build;
    auto table = Udr("to-fw").Via("0.0.0.0/0", "10.0.1.4");
    auto hub = Vnet("hub").Space("10.0.0.0/16").Subnet("AzureFirewallSubnet", "10.0.1.0/26");
    auto app = Vnet("app").Space("10.1.0.0/16").Subnet("s", "10.1.0.0/24").Uses("to-fw");
    Topology t = TopologyBuilder("lab")
                     .Add(hub)
                     .Add(app)
                     .Peer(hub, app, AllowForwardedTraffic)
                     .Add(table)
                     .Add(FirewallIn("fw", "hub/AzureFirewallSubnet", "10.0.1.4")
                              .Public(PublicIp("fw-pip").At("203.0.113.10"))
                              .Allow("ICMP", {"*"}, {"*"}))
                     .Add(Vm("vm").Nic("app/s"))
                     .Build();
    t.nodes = {InternetNode("outside", {"198.51.100.7"})};
    t.workloads = {Pings("vm", "outside", 10)};
    const Metered run(t, 50);
    const auto& nic = run.counters.at("vm-nic");
    const auto bytes = static_cast<double>(nic.bytesSent + nic.bytesReceived);
    v.Equal(run.At("fw", "DataProcessed"), bytes, "bytes of both directions");
    v.Equal(run.At("fw", "Throughput"), 8 * bytes / 50, "bits a second");
    v.Equal(run.At("fw", "NetworkRuleHit"), 1.0, "one flow");
    v.Equal(run.At("fw", "ApplicationRuleHit"), 0.0, "no application rules");
    v.Equal(run.At("fw", "FirewallHealth"), 100.0, "healthy");
    Near(v, run.At("fw", "SNATPortUtilization"), 0.0001, 1, "one port of 4,992");
    v.Equal(run.Kind("fw", "Throughput"),
            "Microsoft.Network/azureFirewalls Average",
            "type and aggregation");
}

const std::vector<Row> ROWS{
    {"a rule's packets, bytes and SYNs are those of its frontend, both ways",
     "Azure Monitor: Microsoft.Network/loadBalancers",
     Counts},
    {"DipAvailability is the share of probes that succeeded, VipAvailability that one is up",
     "Azure Monitor: Microsoft.Network/loadBalancers; L2, L3",
     Availability},
    {"an outbound rule's connections and ports, used and allocated",
     "Azure Monitor: Microsoft.Network/loadBalancers; R20",
     Snat},
    {"a NAT gateway's connections",
     "Azure Monitor: Microsoft.Network/natGateways; R20",
     NatGateways},
    {"a tunnel's packets, bytes and bandwidth, and what BGP of its gateway says",
     "Azure Monitor: Microsoft.Network/virtualNetworkGateways",
     Tunnels},
    {"what a gateway refuses of a tunnel is a drop of that tunnel",
     "Azure Monitor: Microsoft.Network/virtualNetworkGateways; D1",
     TunnelDrops},
    {"a circuit's bits, sessions and the ExpressRoute gateway behind it",
     "Azure Monitor: Microsoft.Network/expressRouteCircuits",
     Circuits},
    {"a firewall's figures, of which Throughput is a rate",
     "Azure Monitor: Microsoft.Network/azureFirewalls",
     Firewalls},
};

V6LAB_SUITE("v6lab-azure-metrics", ROWS);

} // namespace
