// SPDX-License-Identifier: GPL-2.0-only
// What the fabric changes in packets, and what it tells of them.
#include "model/azure/vnet-fabric.h"
#include "model/core/azure/rewrite.h"
#include "model/trace/raw-header.h"

#include "ns3/node.h"

#include <algorithm>
#include <array>

namespace ns3::v6lab
{

Ptr<Packet>
VnetFabric::Translate(const azure::Decision& decision,
                      const FabricNic& from,
                      const Ptr<Packet>& packet)
{
    auto copy = packet->Copy(); // the sender may still hold its own
    if (decision.rewrite.IsEmpty())
    {
        return copy;
    }
    std::array<uint8_t, 512> bytes;
    const size_t head = copy->CopyData(bytes.data(), bytes.size());
    const size_t span = std::min(head, azure::RewriteSpan(bytes.data(), head));
    azure::Apply(decision.rewrite, bytes.data(), span, Node::ChecksumEnabled());
    copy->RemoveAtStart(span);
    copy->AddHeader(RawHeader({bytes.begin(), bytes.begin() + span}));
    ReportTranslation(from, packet, copy);
    return copy;
}

void
VnetFabric::ReportTranslation(const FabricNic& from,
                              const Ptr<const Packet>& before,
                              const Ptr<const Packet>& after)
{
    if (m_hop.IsEmpty())
    {
        return;
    }
    PacketEvent event;
    event.action = Action::Translate;
    event.near = from.GetNodeId();
    event.identity = PacketIdentity::Of(after);
    event.before = PacketHead(before).Facts().value_or(PacketFacts());
    event.after = PacketHead(after).Facts();
    m_hop(event);
}

void
VnetFabric::Drop(Reason reason,
                 const FabricNic& from,
                 const Ptr<Packet>& packet,
                 uint32_t node,
                 const char* rule)
{
    if (m_hop.IsEmpty() && m_drop.IsEmpty())
    {
        return;
    }
    PacketEvent event;
    event.action = Action::Drop;
    event.reason = reason;
    event.node = node;
    event.near = from.GetNodeId();
    event.identity = PacketIdentity::Of(packet);
    event.before = PacketHead(packet).Facts().value_or(PacketFacts());
    event.rule = rule;
    m_hop(event);
    m_drop(event);
}

} // namespace ns3::v6lab
