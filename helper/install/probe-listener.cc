// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/probe-listener.h"

#include "helper/install/install.h"
#include "model/workload/flow-application.h"

#include <algorithm>

namespace ns3::v6lab
{

ProbeListener::ProbeListener(const Installation& installation, uint32_t flow, ProbeResult& result)
    : m_in(installation),
      m_flow(flow),
      m_result(result)
{
    ForEachTracedModel(m_in, [this](const Ptr<Object>& model) {
        model->TraceConnectWithoutContext("Hop", MakeCallback(&ProbeListener::OnHop, this));
    });
    ForEachFlow([this](const Ptr<Object>& application) {
        application->TraceConnectWithoutContext("Drop", MakeCallback(&ProbeListener::OnDrop, this));
    });
}

ProbeListener::~ProbeListener()
{
    ForEachTracedModel(m_in, [this](const Ptr<Object>& model) {
        model->TraceDisconnectWithoutContext("Hop", MakeCallback(&ProbeListener::OnHop, this));
    });
    ForEachFlow([this](const Ptr<Object>& application) {
        application->TraceDisconnectWithoutContext("Drop",
                                                   MakeCallback(&ProbeListener::OnDrop, this));
    });
}

std::vector<ProbeHop>
ProbeListener::HopsOfProbe() const
{
    const auto told = m_delivered != 0 ? m_hops.find(m_delivered) : m_hops.begin();
    if (told != m_hops.end())
    {
        return told->second;
    }
    const std::string& source = m_result.flow.sourceNode;
    const auto known = m_in.addresses.find(source);
    const bool any = known != m_in.addresses.end() && !known->second.empty();
    return {{source, any ? known->second.front() : IpAddress(), false}};
}

const std::vector<ClosedPort>&
ProbeListener::GetClosedPorts() const
{
    return m_closed;
}

/** What never leaves its node is told by the flow itself. */
void
ProbeListener::ForEachFlow(const std::function<void(const Ptr<Object>&)>& visit) const
{
    for (uint32_t i = 0; i < m_in.applications.GetN(); ++i)
    {
        if (const auto flow = DynamicCast<FlowApplication>(m_in.applications.Get(i)))
        {
            visit(flow);
        }
    }
}

std::string
ProbeListener::NameOf(uint32_t node) const
{
    const auto found = m_in.names.find(node);
    return found == m_in.names.end() ? "fabric" : found->second;
}

bool
ProbeListener::Has(const std::string& node, const IpAddress& address) const
{
    const auto known = m_in.addresses.find(node);
    return known != m_in.addresses.end() &&
           std::count(known->second.begin(), known->second.end(), address) != 0;
}

/** What the packet is for where it ends; else the node's own address of that family. */
IpAddress
ProbeListener::AddressOf(const PacketEvent& event, const std::string& node, bool addressed) const
{
    if (addressed)
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

void
ProbeListener::OnHop(const PacketEvent& event)
{
    if (event.action == Action::Drop)
    {
        return OnDrop(event);
    }
    if (event.identity.GetFlow() == m_flow && event.node != PacketEvent::FABRIC)
    {
        AddHop(event, NameOf(event.node), event.action == Action::Deliver);
    }
}

void
ProbeListener::AddHop(const PacketEvent& event, const std::string& node, bool addressed)
{
    auto& hops = m_hops[event.identity.GetPacket()];
    if (event.action == Action::Deliver && m_delivered == 0 && !hops.empty() &&
        hops.front().node == m_result.flow.sourceNode)
    {
        m_delivered = event.identity.GetPacket();
    }
    if (!hops.empty() && hops.back().node == node)
    {
        hops.back().addressed = hops.back().addressed || addressed;
        return;
    }
    const bool first = hops.empty();
    hops.push_back(
        {node, first ? event.before.source : AddressOf(event, node, addressed), addressed});
}

void
ProbeListener::OnDrop(const PacketEvent& event)
{
    if (m_in.ledger->FlowOf(event) != m_flow)
    {
        return;
    }
    const std::string at = NameOf(event.node);
    const bool onItsWay =
        event.identity.GetFlow() == m_flow && m_hops.count(event.identity.GetPacket()) != 0;
    if (onItsWay && event.node != PacketEvent::FABRIC)
    {
        AddHop(event, at, Has(at, event.before.destination));
    }
    if (event.reason == Reason::NoListener && at != m_result.flow.sourceNode)
    {
        m_closed.push_back({at, event.before.destinationPort});
    }
    AddDrop(event, at);
}

void
ProbeListener::AddDrop(const PacketEvent& event, const std::string& at)
{
    const uint32_t from = event.node == PacketEvent::FABRIC ? event.near : event.node;
    ProbeDrop drop{event.reason, at, NameOf(from), event.rule ? event.rule : "", event.before};
    const auto same = [&](const ProbeDrop& one) {
        return one.reason == drop.reason && one.at == drop.at && one.near == drop.near;
    };
    if (std::none_of(m_result.drops.begin(), m_result.drops.end(), same))
    {
        m_result.drops.push_back(drop);
    }
}

} // namespace ns3::v6lab
