// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/probe-run.h"

#include "helper/install/install.h"
#include "helper/install/probe-listener.h"
#include "helper/install/workload-install.h"
#include "model/bgp/bgp-router.h"
#include "model/workload/flow-application.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

/** A session that is not up by then is not waited for: its neighbour may be dead. */
const Time MOST_WAIT = Seconds(5);
const Time STEP = MilliSeconds(100);
const Time SPREAD = Seconds(1); //!< until routes are everywhere once the sessions are up

bool
AllUp(const std::vector<Ptr<BgpRouter>>& routers)
{
    return std::all_of(routers.begin(), routers.end(), [](const Ptr<BgpRouter>& router) {
        const bgp::Speaker* speaker = router->GetSpeaker();
        for (bgp::PeerIndex peer = 0; speaker && peer < speaker->GetPeerCount(); ++peer)
        {
            if (speaker->GetSession(peer).GetState() != bgp::SessionState::Established)
            {
                return false;
            }
        }
        return true;
    });
}

void
SimulateFor(Time time)
{
    Simulator::Stop(time);
    Simulator::Run();
}

/** Azure's networks are there before anybody asks: so are the routes that come by BGP. */
void
AwaitSessions(const Installation& installation)
{
    std::vector<Ptr<BgpRouter>> routers;
    for (const auto& [name, node] : installation.nodes)
    {
        if (const auto router = node->GetObject<BgpRouter>())
        {
            routers.push_back(router);
        }
    }
    if (routers.empty())
    {
        return;
    }
    while (!AllUp(routers) && Simulator::Now() < MOST_WAIT)
    {
        SimulateFor(STEP);
    }
    SimulateFor(SPREAD);
}

/** The one flow, with the trace that Install() connects of those that are there by then. */
void
InstallLate(const Topology& topology, Installation& installation)
{
    InstallWorkloads(topology, installation);
    for (uint32_t i = 0; i < installation.applications.GetN(); ++i)
    {
        if (const auto flow = DynamicCast<FlowApplication>(installation.applications.Get(i)))
        {
            flow->TraceConnectWithoutContext(
                "Drop",
                MakeCallback(&FlowLedger::OnDrop, installation.ledger));
        }
    }
}

ProbeResult
ProbeOnce(Topology& topology,
          Installation& installation,
          const Workload& probe,
          std::vector<ClosedPort>& closed)
{
    ProbeResult result;
    result.flow.sourceNode = probe.from;
    if (installation.fabric)
    {
        result.estate = installation.fabric->GetEstate();
    }
    topology.workloads = {probe};
    installation.applications = ApplicationContainer(); // those of earlier probes are done
    InstallLate(topology, installation);
    const auto flow = static_cast<uint32_t>(installation.ledger->GetFlows().size());
    const ProbeListener listener(installation, flow, result);
    StopWhenWorkloadsEnd(installation, SettleTime(topology));
    Simulator::Run();
    result.flow = installation.ledger->GetFlows().back();
    result.hops = listener.HopsOfProbe();
    if (result.flow.sentPackets == result.flow.receivedPackets)
    {
        result.drops.clear(); // what was sent once more arrived in the end
    }
    closed = listener.GetClosedPorts();
    return result;
}

/** One name for all of them: a node, or a load balancer that has them in its pools; or nothing. */
std::string
NameOfAll(const Installation& installation, const std::set<std::string>& nodes)
{
    if (nodes.size() == 1)
    {
        return *nodes.begin();
    }
    for (const auto& [name, services] : installation.frontends)
    {
        std::set<std::string> machines;
        for (const FrontendService& service : services)
        {
            machines.insert(service.machines.begin(), service.machines.end());
        }
        if (std::includes(machines.begin(), machines.end(), nodes.begin(), nodes.end()))
        {
            return name;
        }
    }
    return "";
}

/** True if the probe has a server now where it found none. */
bool
OpenPorts(const Installation& installation,
          const ProbeResult& result,
          const std::vector<ClosedPort>& closed,
          std::set<std::string>& nodes,
          Workload& probe)
{
    const size_t known = nodes.size();
    for (const ClosedPort& one : closed)
    {
        nodes.insert(one.node);
    }
    const std::string server = NameOfAll(installation, nodes);
    if (nodes.size() == known || server.empty() || result.flow.destination.IsUnspecified())
    {
        return false;
    }
    probe.to = result.flow.destination.ToString();
    probe.server = server;
    probe.serverPort = closed.back().port;
    return true;
}

} // namespace

ProbeResult
RunProbe(Topology topology, Workload probe, std::optional<Time> at)
{
    topology.workloads.clear();
    topology.checks.clear();
    Installation installation = Install(topology);
    at ? SimulateFor(*at) : AwaitSessions(installation);
    const int64_t start = Simulator::Now().GetNanoSeconds();
    std::vector<ClosedPort> closed;
    std::set<std::string> servers;
    ProbeResult result;
    do
    {
        result = ProbeOnce(topology, installation, probe, closed);
    } while (OpenPorts(installation, result, closed, servers, probe));
    result.startNs = start;
    installation = Installation();
    Simulator::Destroy();
    return result;
}

} // namespace ns3::v6lab
