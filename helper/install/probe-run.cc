// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/probe-run.h"

#include "helper/install/install.h"
#include "helper/install/workload-install.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

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
        m_first = m_first == 0 ? event.identity.GetPacket() : m_first;
        auto& hops = m_result.hops;
        if (event.identity.GetPacket() != m_first)
        {
            return;
        }
        const std::string node = NameOf(event.node);
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
    uint32_t m_first{0}; //!< the first packet of the flow
};

} // namespace

ProbeResult
RunProbe(Topology topology, const Workload& probe)
{
    topology.workloads = {probe};
    topology.checks.clear();
    ProbeResult result;
    result.flow.sourceNode = probe.from;
    Installation installation = Install(topology);
    {
        const Listener listener(installation, result);
        StopWhenWorkloadsEnd(installation, Seconds(1));
        Simulator::Run();
        result.flow = installation.ledger->GetFlows().front();
    }
    installation = Installation();
    Simulator::Destroy();
    return result;
}

} // namespace ns3::v6lab
