// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/azure-to-onprem.h"

#include "scenarios/word-checker.h"

#include "ns3/string.h"

#include <stdexcept>

namespace ns3::v6lab
{

using namespace build;

NS_OBJECT_ENSURE_REGISTERED(AzureToOnprem);

namespace
{

constexpr const char* SUBNET_A = "10.1.1.0/24";
constexpr const char* APP = "10.1.1.4";

using Way = std::vector<std::string>;

} // namespace

TypeId
AzureToOnprem::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::AzureToOnprem")
            .SetParent<Scenario>()
            .SetGroupName("V6labScenarios")
            .AddConstructor<AzureToOnprem>()
            .AddAttribute("Gateway",
                          "What connects the hub with the data centre: a VPN gateway and an IPsec "
                          "tunnel, or an ExpressRoute circuit.",
                          StringValue("vpn"),
                          MakeStringAccessor(&AzureToOnprem::m_gateway),
                          MakeWordChecker({"vpn", "expressroute"}))
            .AddAttribute(
                "Reuse",
                "Whether the IPv4 range of Subnet A is used a second time, as the article "
                "says it may be.",
                StringValue("none"),
                MakeStringAccessor(&AzureToOnprem::m_reuse),
                MakeWordChecker({"none", "subnet-a"}))
            .AddAttribute(
                "Where",
                "With reuse, where: in a virtual network that is connected to nothing, in "
                "the data centre itself, in a second spoke of the hub (which Azure "
                "refuses), or there with single subnets peered instead of networks.",
                StringValue("unconnected"),
                MakeStringAccessor(&AzureToOnprem::m_where),
                MakeWordChecker({"unconnected", "onprem", "second-spoke", "subnet-peering"}));
    return tid;
}

std::string
AzureToOnprem::GetName() const
{
    return "azure-to-onprem";
}

std::string
AzureToOnprem::GetPurpose() const
{
    return "An IPv6 application in Azure uses IPv4 data in a data centre, with no translation";
}

std::string
AzureToOnprem::GetArticle() const
{
    return "IPv6 to IPv4 workload communication (Microsoft Tech Community), second scenario";
}

bool
AzureToOnprem::ReusedAt(const std::string& place) const
{
    return m_reuse == "subnet-a" && m_where == place;
}

CrossPremises
AzureToOnprem::Connection() const
{
    return CrossPremises(m_gateway);
}

Topology
AzureToOnprem::Describe() const
{
    if (m_reuse == "none" && m_where != "unconnected")
    {
        throw std::invalid_argument("--where=" + m_where + " needs --reuse=subnet-a");
    }
    TopologyBuilder lab(GetName(), GetPurpose());
    AddAzure(lab);
    AddDataCentre(lab);
    AddClientTraffic(lab);
    AddBackendTraffic(lab);
    AddApplicationTraffic(lab);
    if (ReusedAt("unconnected"))
    {
        AddUnconnected(lab);
    }
    if (ReusedAt("onprem"))
    {
        AddPlantTraffic(lab);
    }
    if (ReusedAt("subnet-peering"))
    {
        AddSecondSpokeTraffic(lab);
    }
    return lab.Build();
}

void
AzureToOnprem::AddAzure(TopologyBuilder& lab) const
{
    const auto hub = Connection().Hub();
    auto a = Vnet("vnet-a").Space("10.1.0.0/16", "2001:db8:a::/48");
    a.Subnet("subnet-a", SUBNET_A, "2001:db8:a:1::/64").Subnet("subnet-b", "10.1.2.0/24");
    lab.Add(hub).Add(a);
    if (ReusedAt("subnet-peering"))
    {
        lab.PeerSubnets(hub,
                        {"GatewaySubnet"},
                        a,
                        {"subnet-b"},
                        AllowGatewayTransit,
                        UseRemoteGateways);
    }
    else
    {
        lab.Peer(hub, a, AllowGatewayTransit, UseRemoteGateways);
    }
    lab.Add(Vm("app").Nic("vnet-a/subnet-a", "v4", "v6").Public(PublicIp("app-ipv6", "IPv6")));
    lab.Add(Vm("backend").Nic("vnet-a/subnet-b"));
    lab.Add(InternetHost("client", "2001:db8:f::10"));
    if (ReusedAt("second-spoke") || ReusedAt("subnet-peering"))
    {
        AddSecondSpoke(lab, hub);
    }
}

void
AzureToOnprem::AddDataCentre(TopologyBuilder& lab) const
{
    lab.Add(Lan("network-c").Delay("10us"));
    auto edge = Router("edge").On("network-c", "172.16.1.1/24");
    lab.Add(Host("data-source").On("network-c", "172.16.1.10/24"));
    std::vector<std::string> told{"172.16.0.0/16"};
    if (ReusedAt("onprem"))
    {
        AddPlant(lab);
        edge.On("plant", "10.1.1.1/24");
        told.emplace_back(SUBNET_A);
    }
    Connection().Add(lab, edge, told);
}

void
AzureToOnprem::AddClientTraffic(TopologyBuilder& lab) const
{
    const auto query = build::Tcp("client", "app").Over("v6").Size(200);
    const auto store = build::Tcp("app", "backend").Over("v4").Start("400ms").Size(2000);
    const auto v6 = Ping("app", "backend").Over("v6").Start("600ms");
    lab.Add(query).Add(store).Add(v6);
    lab.Add(Expect("an IPv6 client is served by the application over IPv6", query)
                .Delivered()
                .Over("v6")
                .Path("client", "app")
                .Back("app", "client")
                .Translations(0)
                .Clause("A"));
    lab.Add(Expect("the application uses the backend over IPv4, inside the virtual network", store)
                .Delivered()
                .Over("v4")
                .Path("app", "backend")
                .Back("backend", "app")
                .Translations(0)
                .Ttl(64)
                .Clause("A; R1"));
    lab.Add(Expect("the backend has IPv4 only: it cannot be called over IPv6", v6)
                .Failed("no-destination-address")
                .Clause("A; P9"));
}

/** This is what the article claims whatever the range of Subnet A. */
void
AzureToOnprem::AddBackendTraffic(TopologyBuilder& lab) const
{
    const auto way = Connection();
    const Way there = Join({{"backend"}, way.FromAzure(), {"data-source"}});
    const Way back = Join({{"data-source"}, way.ToAzure(), {"backend"}});
    const auto fetch = build::Tcp("backend", "data-source").Over("v4").Start("1s").Reply(5000);
    const auto push = build::Tcp("data-source", "backend").Over("v4").Start("2s").Size(2000);
    const auto large = Ping("data-source", "backend", "large ping data-source to backend")
                           .Over("v4")
                           .Start("3s")
                           .Size(1472);
    lab.Add(fetch).Add(push).Add(large);
    lab.Add(Expect("the backend fetches from the data centre over IPv4, untranslated", fetch)
                .Delivered()
                .Over("v4")
                .Translations(0)
                .Path(there)
                .Back(back)
                .Clause("A; P4, R7"));
    lab.Add(Expect("what the data centre begins reaches the backend, untranslated", push)
                .Delivered()
                .Over("v4")
                .Translations(0)
                .Path(back)
                .Back(there)
                .Clause("A; P4, R7"));
    lab.Add(Expect("packets of 1500 bytes pass in pieces", large)
                .Delivered()
                .Clause(way.IsVpn() ? "G5" : "G2"));
}

/** The application itself and the data centre, over IPv4: here the range of Subnet A matters. */
void
AzureToOnprem::AddApplicationTraffic(TopologyBuilder& lab) const
{
    const auto way = Connection();
    const auto ping = Ping("app", "data-source").Over("v4").Start("5s");
    const auto call = Ping("data-source", APP, "ping data-source to Subnet A").Start("6s");
    lab.Add(ping).Add(Flow(call).Server(ReusedAt("onprem") ? "plant-4" : "app"));
    if (ReusedAt("onprem"))
    {
        lab.Add(Expect("the data centre's answers to Subnet A stay in the data centre", ping)
                    .Failed("no-answer")
                    .Clause("D7"));
        lab.Add(Expect("Subnet A is out of its reach: its own range is nearer", call)
                    .Delivered()
                    .Path("data-source", "edge", "plant-4")
                    .Clause("D7"));
        return;
    }
    if (ReusedAt("subnet-peering"))
    {
        // Without a route to Azure, the edge has its way to the internet or none.
        const auto* reason = way.IsVpn() ? "internet-private-address" : "no-route";
        lab.Add(Expect("Subnet A, which is not peered, is not told to the data centre", ping)
                    .Failed(reason)
                    .Clause("P12, D7"));
        lab.Add(Expect("and cannot be called from there", call).Failed(reason).Clause("P12, D7"));
        return;
    }
    lab.Add(
        Expect("Subnet A reaches the data centre, too: the gateway tells the whole network", ping)
            .Delivered()
            .Path(Join({{"app"}, way.FromAzure(), {"data-source"}}))
            .Clause("D7, P4"));
    lab.Add(Expect("and is reached from there", call)
                .Delivered()
                .Path(Join({{"data-source"}, way.ToAzure(), {"app"}}))
                .Clause("D7, P4"));
}

void
AzureToOnprem::AddUnconnected(TopologyBuilder& lab) const
{
    lab.Add(Vnet("island").Space(SUBNET_A).Subnet("reuse", SUBNET_A));
    lab.Add(Vm("twin").Nic("island/reuse", APP)).Add(Vm("neighbour").Nic("island/reuse"));
    const auto ping = Ping("neighbour", "twin").Over("v4").Start("8s");
    lab.Add(ping);
    lab.Add(Expect("a network that is connected to neither uses the range of Subnet A", ping)
                .Delivered()
                .Path("neighbour", "twin")
                .Clause("A; D7, P6"));
}

/** A network of the data centre with the range of Subnet A. */
void
AzureToOnprem::AddPlant(TopologyBuilder& lab) const
{
    lab.Add(Lan("plant").Delay("10us"));
    lab.Add(Host("plant-4").On("plant", std::string(APP) + "/24"));
    lab.Add(Host("plant-20").On("plant", "10.1.1.20/24"));
}

void
AzureToOnprem::AddPlantTraffic(TopologyBuilder& lab) const
{
    const auto nobody = Ping("plant-20", "backend").Over("v4").Start("8s");
    const auto twin = UdpEcho("plant-4", "backend").Over("v4").Start("12s");
    lab.Add(nobody).Add(twin);
    lab.Add(
        Expect("Azure looks for hosts of that range in its own Subnet A, and finds nobody", nobody)
            .Failed("azure-no-such-address")
            .At("fabric")
            .Clause("D7, R11a"));
    lab.Add(
        Expect("or finds another host: the application gets answers to what it never asked", twin)
            .Failed("no-listener")
            .At("app")
            .Clause("D7, R11a"));
}

/** A second spoke whose second subnet has the range of Subnet A. */
void
AzureToOnprem::AddSecondSpoke(TopologyBuilder& lab, const Vnet& hub) const
{
    auto spoke = Vnet("vnet-s").Space("10.3.0.0/16", SUBNET_A);
    spoke.Subnet("own", "10.3.1.0/24").Subnet("reuse", SUBNET_A);
    lab.Add(spoke);
    lab.Add(Vm("worker").Nic("vnet-s/own")).Add(Vm("twin").Nic("vnet-s/reuse", APP));
    if (ReusedAt("second-spoke"))
    {
        lab.Peer(hub, spoke, AllowGatewayTransit, UseRemoteGateways);
        return;
    }
    lab.PeerSubnets(hub, {"GatewaySubnet"}, spoke, {"own"}, AllowGatewayTransit, UseRemoteGateways);
}

void
AzureToOnprem::AddSecondSpokeTraffic(TopologyBuilder& lab) const
{
    const auto way = Connection();
    const auto worker = Ping("worker", "data-source").Over("v4").Start("8s");
    const auto twin = Ping("worker", "twin").Over("v4").Start("9s");
    lab.Add(worker).Add(twin);
    lab.Add(Expect("the second spoke's own subnet reaches the data centre", worker)
                .Delivered()
                .Path(Join({{"worker"}, way.FromAzure(), {"data-source"}}))
                .Clause("P12"));
    lab.Add(Expect("and uses the range of Subnet A inside", twin)
                .Delivered()
                .Path("worker", "twin")
                .Clause("A; P12, P6a"));
}

} // namespace ns3::v6lab
