// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/probe-run.h"

#include "helper/install/install.h"
#include "helper/install/workload-install.h"
#include "model/bgp/bgp-router.h"
#include "model/workload/flow-application.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <map>

namespace ns3::v6lab
{

namespace
{

/** A session that is not up by then is not waited for: its neighbour may be dead. */
const Time MOST_WAIT = Seconds(5);
const Time STEP = MilliSeconds(100);
const Time SPREAD = Seconds(1); //!< until routes are everywhere once the sessions are up

/** Notes what happens to the packets of flow 1. */
class Listener
{
  public:
    Listener(const Installation& installation, ProbeResult& result)
        : m_in(installation),
          m_result(result)
    {
        ForEachTracedModel(installation, [this](const Ptr<Object>& model) {
            model->TraceConnectWithoutContext("Hop", MakeCallback(&Listener::OnHop, this));
        });
    }

    /** Of the first probe that arrived; of the first that set out, where none did. */
    std::vector<ProbeHop> HopsOfProbe() const
    {
        const auto told = m_delivered != 0 ? m_hops.find(m_delivered) : m_hops.begin();
        return told == m_hops.end() ? std::vector<ProbeHop>() : told->second;
    }

  private:
    std::string NameOf(uint32_t node) const
    {
        const auto found = m_in.names.find(node);
        return found == m_in.names.end() ? "fabric" : found->second;
    }

    void OnHop(const PacketEvent& event)
    {
        if (event.action == Action::Drop)
        {
            return OnDrop(event);
        }
        if (event.identity.GetFlow() != 1 || event.node == PacketEvent::FABRIC)
        {
            return;
        }
        auto& hops = m_hops[event.identity.GetPacket()];
        const std::string node = NameOf(event.node);
        if (event.action == Action::Deliver && m_delivered == 0 && !hops.empty() &&
            hops.front().node == m_result.flow.sourceNode)
        {
            m_delivered = event.identity.GetPacket();
        }
        if (!hops.empty() && hops.back().node == node)
        {
            return;
        }
        const bool first = hops.empty();
        hops.push_back({node,
                        first ? event.before.source : AddressOf(event, node),
                        event.action == Action::Forward});
    }

    /** What the packet is for where it ends; else the node's own address of that family. */
    IpAddress AddressOf(const PacketEvent& event, const std::string& node) const
    {
        if (event.action == Action::Deliver)
        {
            return event.before.destination;
        }
        const auto known = m_in.addresses.find(node);
        if (known != m_in.addresses.end())
        {
            for (const auto& address : known->second)
            {
                if (address.GetFamily() == event.before.family)
                {
                    return address;
                }
            }
        }
        return {};
    }

    void OnDrop(const PacketEvent& event)
    {
        if (m_in.ledger->FlowOf(event) != 1)
        {
            return;
        }
        const uint32_t from = event.node == PacketEvent::FABRIC ? event.near : event.node;
        ProbeDrop drop{event.reason,
                       NameOf(event.node),
                       NameOf(from),
                       event.rule ? event.rule : ""};
        const auto same = [&](const ProbeDrop& one) {
            return one.reason == drop.reason && one.at == drop.at && one.near == drop.near;
        };
        if (std::none_of(m_result.drops.begin(), m_result.drops.end(), same))
        {
            m_result.drops.push_back(drop);
        }
    }

    const Installation& m_in;
    ProbeResult& m_result;
    std::map<uint32_t, std::vector<ProbeHop>> m_hops; //!< by packet
    uint32_t m_delivered{0};                          //!< the first probe that arrived; 0: none
};

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

} // namespace

ProbeResult
RunProbe(Topology topology, const Workload& probe)
{
    topology.workloads.clear();
    topology.checks.clear();
    ProbeResult result;
    result.flow.sourceNode = probe.from;
    Installation installation = Install(topology);
    AwaitSessions(installation);
    topology.workloads = {probe};
    InstallLate(topology, installation);
    {
        const Listener listener(installation, result);
        StopWhenWorkloadsEnd(installation, Seconds(1));
        Simulator::Run();
        result.flow = installation.ledger->GetFlows().front();
        result.hops = listener.HopsOfProbe();
        if (result.flow.sentPackets == result.flow.receivedPackets)
        {
            result.drops.clear(); // what was sent once more arrived in the end
        }
    }
    installation = Installation();
    Simulator::Destroy();
    return result;
}

} // namespace ns3::v6lab
