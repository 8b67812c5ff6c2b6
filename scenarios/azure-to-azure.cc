// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/azure-to-azure.h"

#include "scenarios/word-checker.h"

#include "ns3/boolean.h"
#include "ns3/string.h"

namespace ns3::v6lab
{

using namespace build;

NS_OBJECT_ENSURE_REGISTERED(AzureToAzure);

TypeId
AzureToAzure::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::AzureToAzure")
            .SetParent<Scenario>()
            .SetGroupName("V6labScenarios")
            .AddConstructor<AzureToAzure>()
            .AddAttribute("Connect",
                          "How A and B are connected: peered with each other, or both with a hub "
                          "whose appliance forwards between them.",
                          StringValue("peering"),
                          MakeStringAccessor(&AzureToAzure::m_connect),
                          MakeWordChecker({"peering", "hub"}))
            .AddAttribute("Udr",
                          "With the hub: user-defined routes send A's and B's traffic for each "
                          "other to the appliance.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&AzureToAzure::m_udr),
                          MakeBooleanChecker())
            .AddAttribute("AllowForwardedTraffic",
                          "With the hub: A's and B's peerings accept what the hub forwards for "
                          "others (Azure's allowForwardedTraffic).",
                          BooleanValue(true),
                          MakeBooleanAccessor(&AzureToAzure::m_allowForwardedTraffic),
                          MakeBooleanChecker())
            .AddAttribute("Overlap",
                          "A uses B's IPv4 range: Azure refuses to peer them, and so does v6lab.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&AzureToAzure::m_overlap),
                          MakeBooleanChecker())
            .AddAttribute("Reuse",
                          "A third network that is connected to neither uses A's IPv4 range too.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&AzureToAzure::m_reuse),
                          MakeBooleanChecker());
    return tid;
}

std::string
AzureToAzure::GetName() const
{
    return "azure-to-azure";
}

std::string
AzureToAzure::GetPurpose() const
{
    return "An IPv6 application in one virtual network uses an IPv4-only one, with no translation";
}

std::string
AzureToAzure::GetArticle() const
{
    return "IPv6 to IPv4 workload communication (Microsoft Tech Community), first scenario";
}

bool
AzureToAzure::ThroughHub() const
{
    return m_connect == "hub";
}

Topology
AzureToAzure::Describe() const
{
    TopologyBuilder lab(GetName(), GetPurpose());
    AddNetworks(lab);
    if (m_reuse)
    {
        AddUnconnected(lab);
    }
    AddClientTraffic(lab);
    AddBackendTraffic(lab);
    return lab.Build();
}

void
AzureToAzure::AddNetworks(TopologyBuilder& lab) const
{
    const std::string range = m_overlap ? "10.2.0.0" : "10.1.0.0";
    auto a = Vnet("vnet-a").Space(range + "/16", "2001:db8:a::/48");
    a.Subnet("app", range + "/24", "2001:db8:a::/64");
    auto b = Vnet("vnet-b").Space("10.2.0.0/16").Subnet("data", "10.2.0.0/24");
    const bool routed = ThroughHub() && m_udr;
    if (routed)
    {
        a.Uses("via-hub-to-b");
        b.Uses("via-hub-to-a");
        lab.Add(Udr("via-hub-to-b").Via("10.2.0.0/16", "10.0.1.4"));
        lab.Add(Udr("via-hub-to-a").Via(range + "/16", "10.0.1.4"));
    }
    lab.Add(a).Add(b);
    lab.Add(Vm("app").Nic("vnet-a/app", "v4", "v6").Public(PublicIp("app-ipv6", "IPv6")));
    lab.Add(Vm("backend").Nic("vnet-b/data"));
    lab.Add(InternetHost("iot", "2001:db8:f::10"));
    if (ThroughHub())
    {
        AddHub(lab, a, b);
    }
    else
    {
        lab.Peer(a, b);
    }
}

void
AzureToAzure::AddHub(TopologyBuilder& lab, const Vnet& a, const Vnet& b) const
{
    const auto hub = Vnet("hub").Space("10.0.0.0/16").Subnet("nva", "10.0.1.0/24");
    const auto spokes = m_allowForwardedTraffic ? build::AllowForwardedTraffic : NoFlags;
    lab.Add(hub);
    lab.Peer(a, hub, spokes, NoFlags).Peer(b, hub, spokes, NoFlags);
    lab.Add(Vm("nva").Nic("hub/nva", "10.0.1.4").Forwarding());
}

void
AzureToAzure::AddUnconnected(TopologyBuilder& lab) const
{
    lab.Add(Vnet("vnet-c").Space("10.1.0.0/16").Subnet("other", "10.1.0.0/24"));
    lab.Add(Vm("c1").Nic("vnet-c/other")).Add(Vm("c2").Nic("vnet-c/other"));
    const auto ping = Ping("c1", "c2").Over("v4").Start("100ms");
    lab.Add(ping);
    lab.Add(Expect("a network that is connected to neither may use A's range", ping)
                .Delivered()
                .Path("c1", "c2")
                .Clause("A; P6"));
}

void
AzureToAzure::AddClientTraffic(TopologyBuilder& lab) const
{
    const auto ping = Ping("iot", "app").Over("v6");
    const auto query = build::Tcp("iot", "app").Over("v6").Start("200ms").Size(200);
    lab.Add(ping).Add(query);
    for (const auto& flow : {ping, query})
    {
        const std::string what = flow.GetName() == ping.GetName() ? "reaches" : "is served by";
        lab.Add(Expect("the IoT device " + what + " the application over IPv6, untranslated", flow)
                    .Delivered()
                    .Over("v6")
                    .Path("iot", "app")
                    .Back("app", "iot")
                    .Translations(0)
                    .Ttl(64)
                    .Clause("A"));
    }
}

void
AzureToAzure::AddBackendTraffic(TopologyBuilder& lab) const
{
    const auto over = [](Flow flow, const char* start) { return flow.Over("v4").Start(start); };
    AddBackendFlow(lab, over(Ping("app", "backend"), "400ms"), "the application reaches B");
    AddBackendFlow(lab,
                   over(build::Tcp("app", "backend").Size(2000), "600ms"),
                   "the application stores its data in B");
    AddBackendFlow(lab,
                   over(build::Tcp("backend", "app"), "800ms"),
                   "an IPv4 client in B calls the application");
    const auto v6 = Ping("app", "backend").Over("v6").Start("1s");
    lab.Add(v6);
    lab.Add(Expect("B has no IPv6: over IPv6 it stays out of reach", v6)
                .Failed("no-destination-address")
                .Clause("P9"));
}

void
AzureToAzure::AddBackendFlow(TopologyBuilder& lab,
                             const Flow& flow,
                             const std::string& sentence) const
{
    lab.Add(flow);
    const auto& from = flow.Get().from;
    const auto& to = flow.Get().to;
    if (ThroughHub() && !m_udr)
    {
        lab.Add(Expect(sentence + ": no, for peering is not transitive", flow)
                    .Failed("azure-peering-not-transitive")
                    .At("fabric")
                    .Clause("P5"));
        return;
    }
    if (ThroughHub() && !m_allowForwardedTraffic)
    {
        lab.Add(Expect(sentence + ": no, the receiving side takes no forwarded traffic", flow)
                    .Failed("azure-forwarded-traffic-blocked")
                    .At("fabric")
                    .Path(from, "nva", "fabric") // the peering behind the appliance, not before it
                    .Clause("P3"));
        return;
    }
    auto expect = Expect(sentence + " over IPv4, untranslated", flow);
    expect.Delivered().Over("v4").Translations(0);
    if (ThroughHub())
    {
        // The appliance is a router and takes one hop; the two peerings take none.
        expect.Path(from, "nva", to).Back(to, "nva", from).Ttl(63).Clause("A; P5, R15");
    }
    else
    {
        expect.Path(from, to).Back(to, from).Ttl(64).Clause("A; P8");
    }
    lab.Add(expect);
}

} // namespace ns3::v6lab
