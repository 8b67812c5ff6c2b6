// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/hub-spoke.h"

#include "scenarios/word-checker.h"

#include "ns3/boolean.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <array>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(HubSpoke);

namespace
{

constexpr std::array STAGES{"ipv4", "hub", "spokes", "routes", "complete"};

} // namespace

TypeId
HubSpoke::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::HubSpoke")
            .SetParent<Scenario>()
            .SetGroupName("V6labScenarios")
            .AddConstructor<HubSpoke>()
            .AddAttribute("Stage",
                          "How far the transition has come: IPv4 only; hub, gateways and circuit "
                          "dual-stack; spokes and their interfaces too; routes for IPv6; load "
                          "balancers for IPv6 (complete).",
                          StringValue("complete"),
                          MakeStringAccessor(&HubSpoke::m_stage),
                          MakeWordChecker({STAGES.begin(), STAGES.end()}))
            .AddAttribute("Spokes",
                          "Spokes, each with three machines.",
                          UintegerValue(4),
                          MakeUintegerAccessor(&HubSpoke::m_spokes),
                          MakeUintegerChecker<uint32_t>(1, 16))
            .AddAttribute("Gateway",
                          "What leads to the networks on premises: a VPN gateway, to a branch; an "
                          "ExpressRoute circuit, to the headquarters; or both.",
                          StringValue("vpn"),
                          MakeStringAccessor(&HubSpoke::m_gateway),
                          MakeWordChecker({"vpn", "expressroute", "both"}))
            .AddAttribute("Connectivity",
                          "How networks are connected: peerings made by hand; those, and a "
                          "connected group of all spokes; or peerings made by Virtual Network "
                          "Manager.",
                          StringValue("peering"),
                          MakeStringAccessor(&HubSpoke::m_connectivity),
                          MakeWordChecker({"peering", "connected-group", "avnm-hub-spoke"}))
            .AddAttribute("Azure",
                          "The year whose rules hold: in 2023 VPN gateways carry no IPv6.",
                          StringValue("2026"),
                          MakeStringAccessor(&HubSpoke::m_azure),
                          MakeWordChecker({"2023", "2026"}))
            .AddAttribute("Flows",
                          "Connections to one load balancer. Their spread is judged: from 200 on "
                          "by the machines' shares, from 30 on only that each of three has some, "
                          "below not at all; 0: none.",
                          UintegerValue(200),
                          MakeUintegerAccessor(&HubSpoke::m_flows),
                          MakeUintegerChecker<uint32_t>(0, 10000))
            .AddAttribute("VmFails",
                          "A machine of the first spoke dies after 5 s.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&HubSpoke::m_vmFails),
                          MakeBooleanChecker())
            .AddAttribute("CutPrimary",
                          "With a circuit: its primary link is cut silently from 30 s to 60 s, the "
                          "secondary from 80 s to 100 s, with a BGP hold time of 9 s.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&HubSpoke::m_cutPrimary),
                          MakeBooleanChecker());
    return tid;
}

std::string
HubSpoke::GetName() const
{
    return "hub-spoke";
}

std::string
HubSpoke::GetPurpose() const
{
    return "A hub-spoke network on its way from IPv4 to dual stack: what works at each stage";
}

std::string
HubSpoke::GetArticle() const
{
    return "Transition a hub-spoke network to IPv6 (Azure Architecture Center)";
}

bool
HubSpoke::Reached(const std::string& stage) const
{
    return std::find(STAGES.begin(), STAGES.end(), m_stage) >=
           std::find(STAGES.begin(), STAGES.end(), stage);
}

bool
HubSpoke::HasVpn() const
{
    return m_gateway != "expressroute";
}

bool
HubSpoke::HasCircuit() const
{
    return m_gateway != "vpn";
}

bool
HubSpoke::IsMeshed() const
{
    return m_connectivity == "connected-group";
}

bool
HubSpoke::CarriesIpv6(const Site& site) const
{
    return site.circuit || (m_azure >= "2026" && !HasCircuit());
}

std::vector<HubSpoke::Site>
HubSpoke::Sites() const
{
    std::vector<Site> sites;
    if (HasVpn())
    {
        sites.push_back({"branch", "hub-vpn", "", false});
    }
    if (HasCircuit())
    {
        sites.push_back({"hq", "hub-er", "circuit-primary", true});
    }
    return sites;
}

Topology
HubSpoke::Describe() const
{
    Lab lab(GetName(), GetPurpose());
    AddHub(lab);
    for (uint32_t spoke = 1; spoke <= m_spokes; ++spoke)
    {
        AddSpoke(lab, spoke);
    }
    AddRoutes(lab);
    AddSecurity(lab);
    Connect(lab);
    AddFirewall(lab);
    AddAppliances(lab);
    for (uint32_t spoke = 1; spoke <= m_spokes; ++spoke)
    {
        AddMachines(lab, spoke);
    }
    AddBastion(lab);
    AddMonitor(lab);
    if (HasVpn())
    {
        AddVpn(lab);
    }
    if (HasCircuit())
    {
        AddCircuit(lab);
    }
    AddUserTraffic(lab);
    for (const Site& site : Sites())
    {
        AddSiteTraffic(lab, site);
        AddSiteToHub(lab, site);
        AddSiteToBalancer(lab, site);
    }
    AddEgress(lab);
    AddSpokeTraffic(lab);
    AddAdministration(lab);
    AddSpread(lab);
    AddFailure(lab);
    AddCut(lab);
    Topology topology = lab.Build();
    topology.azure = m_azure;
    if (m_cutPrimary)
    {
        auto& circuit = topology.expressRouteCircuits.at(0);
        circuit.primaryOutages = {{"30s", "60s"}};
        circuit.secondaryOutages = {{"80s", "100s"}}; // shows that the primary is in use again
    }
    return topology;
}

} // namespace ns3::v6lab
