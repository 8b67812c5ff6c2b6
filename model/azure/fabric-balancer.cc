// SPDX-License-Identifier: GPL-2.0-only
// What load balancers do in the fabric: frontends, answers, resets of idle connections.
#include "model/azure/platform-segment.h"
#include "model/azure/vnet-fabric.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::v6lab
{

azure::Balancers&
VnetFabric::GetOwnBalancers()
{
    if (!m_balancers)
    {
        m_balancers = std::make_unique<azure::Balancers>(m_estate);
        m_idleEvents.resize(m_estate.loadBalancers.size());
    }
    return *m_balancers;
}

const azure::Balancers*
VnetFabric::GetBalancers() const
{
    return m_balancers.get();
}

VnetFabric::Named
VnetFabric::NameOf(const FabricNic& from, const Ends& ends, const Ptr<Packet>& packet)
{
    Named named{std::nullopt, ends.source};
    if (m_estate.loadBalancers.empty())
    {
        return named;
    }
    const PacketHead head(packet);
    const auto facts = head.Facts();
    if (!facts)
    {
        return named;
    }
    const auto nic = from.GetEstateIndex();
    named.answer =
        GetOwnBalancers().FindAnswer(nic,
                                     *facts,
                                     facts->icmpError ? head.QuotedFacts() : std::nullopt,
                                     Simulator::Now().GetNanoSeconds());
    if (named.answer && named.answer->frontend == ends.source) // L6
    {
        for (const auto& configuration : m_estate.nics[nic].ipConfigurations)
        {
            if (configuration.address.GetFamily() == ends.source.GetFamily())
            {
                named.source = configuration.address;
                break;
            }
        }
    }
    return named;
}

Reason
VnetFabric::Balance(azure::Decision& decision, const FabricNic& from, const Ptr<Packet>& packet)
{
    PacketHead head(packet);
    head.Apply(decision.rewrite); // the client is who the frontend sees
    const auto facts = head.Facts();
    const auto quoted = facts && facts->icmpError ? head.QuotedFacts() : std::nullopt;
    if (!facts || (facts->icmpError && !quoted))
    {
        return Reason::MalformedHeader;
    }
    const auto sender =
        from.GetSide() == FabricNic::Side::Azure ? from.GetEstateIndex() : azure::NOTHING;
    auto& balancer = GetOwnBalancers().Get(decision.balancer);
    const auto balanced = quoted ? balancer.DeliverError(sender, decision.frontend, *quoted)
                                 : balancer.Deliver(sender,
                                                    decision.frontend,
                                                    *facts,
                                                    Simulator::Now().GetNanoSeconds());
    if (balanced.reason != Reason::None)
    {
        return balanced.reason;
    }
    decision.target = balanced.member.nic;
    decision.rewrite.destination = balanced.rewrite.destination;
    decision.rewrite.destinationPort = balanced.rewrite.destinationPort;
    const bool through = facts->destination != decision.frontend;
    if (through && !m_estate.nics[decision.target].ipForwarding) // R15
    {
        return Reason::AzureDestinationNotOwned;
    }
    NoteEnds(decision.balancer,
             {decision.balancer,
              facts->source,
              facts->sourcePort,
              decision.rewrite.destinationPort.value_or(facts->destinationPort)},
             head,
             false);
    return Reason::None;
}

/** S4: a Standard frontend, like a Standard public address, is opened by a security group only. */
bool
VnetFabric::IsClosedFrontend(const azure::Decision& decision) const
{
    if (decision.balancer == azure::NOTHING || decision.crossing != azure::Crossing::Internet ||
        m_estate.loadBalancers[decision.balancer].basic)
    {
        return false;
    }
    const auto& nic = m_estate.nics[decision.target];
    return nic.networkSecurityGroup == azure::NOTHING &&
           m_estate.subnets[nic.subnet].networkSecurityGroup == azure::NOTHING;
}

/** Where enableTcpReset asks for it: what a reset would need to be taken. */
void
VnetFabric::NoteEnds(azure::Index index,
                     const ConnectionEnds::Key& key,
                     const PacketHead& head,
                     bool fromServer)
{
    const auto& rules = GetOwnBalancers().Get(index).GetSettings().rules;
    const bool resets =
        std::any_of(rules.begin(), rules.end(), [](const azure::BalancingRule& rule) {
            return rule.enableTcpReset;
        });
    const auto place = resets ? head.FindTcp() : std::nullopt;
    if (place)
    {
        m_ends.Note(key, *place, fromServer);
        ArmIdle(index);
    }
}

void
VnetFabric::ArmIdle(azure::Index index)
{
    const auto deadline = GetOwnBalancers().Get(index).GetDeadline();
    if (deadline && !m_idleEvents[index].IsRunning())
    {
        const int64_t now = Simulator::Now().GetNanoSeconds();
        m_idleEvents[index] =
            Simulator::Schedule(NanoSeconds(std::max<int64_t>(*deadline - now, 0)),
                                &VnetFabric::EndIdle,
                                this,
                                index);
    }
}

void
VnetFabric::EndIdle(azure::Index index)
{
    for (const auto& idle : GetOwnBalancers().Get(index).Expire(Simulator::Now().GetNanoSeconds()))
    {
        if (idle.sendReset)
        {
            Reset(index, idle);
        }
    }
    ArmIdle(index);
}

/** Tells both ends of a connection that it is forgotten. */
void
VnetFabric::Reset(azure::Index index, const azure::IdleConnection& idle)
{
    const auto& settings = GetOwnBalancers().Get(index).GetSettings();
    const auto& rule = settings.rules[idle.rule];
    const auto& frontend = settings.frontends[rule.frontend];
    const uint16_t port = rule.IsHaPorts() ? idle.destinationPort : rule.backendPort;
    const auto ends = m_ends.Take({index, idle.client, idle.clientPort, port});
    if (!ends || !ends->client || !ends->server || idle.destination != frontend.address)
    {
        return;
    }
    PlatformSegment segment;
    segment.flags = PlatformSegment::RST;
    segment.source = idle.client;
    segment.sourcePort = idle.clientPort;
    segment.destination = rule.enableFloatingIp ? idle.destination : idle.member.address;
    segment.destinationPort = port;
    segment.Continue(*ends->client, *ends->server);
    if (FabricNic* server = m_nics[idle.member.nic])
    {
        Inject(*server, segment.Build(), m_vnetDelay.GetNanoSeconds());
    }
    const auto decision =
        GetDelivery().FromNic(idle.member.nic,
                              idle.member.address,
                              idle.client,
                              frontend.isPublic ? std::optional(frontend.address) : std::nullopt);
    FabricNic* client = decision.sharedDestination ? nullptr : FindTarget(decision);
    if (client != nullptr)
    {
        std::swap(segment.sourcePort, segment.destinationPort);
        segment.sourcePort = idle.destinationPort;
        segment.source = idle.destination;
        segment.destination = decision.rewrite.destination.value_or(idle.client);
        segment.Continue(*ends->server, *ends->client);
        Inject(*client, segment.Build(), DelayOf(decision.crossing));
    }
}

} // namespace ns3::v6lab
