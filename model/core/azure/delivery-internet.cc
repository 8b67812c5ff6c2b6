// SPDX-License-Identifier: GPL-2.0-only
// To and from the internet: public addresses, outbound methods, services of the platform.
#include "model/core/azure/delivery-decision.h"
#include "model/core/azure/delivery.h"
#include "model/core/special-addresses.h"

namespace ns3::v6lab::azure
{

Decision
Delivery::Outbound(Index nic,
                   const IpAddress& source,
                   const IpAddress& destination,
                   const std::optional<IpAddress>& as) const
{
    const IpConfiguration* configuration = FindConfiguration(m_estate.nics[nic], source);
    if (configuration == nullptr)
    {
        return Drop(Reason::AzureOutboundSourceNotOwned);
    }
    static const Prefix WELL_KNOWN = *Prefix::Parse("64:ff9b::/96"); // RFC 6052 2.1
    const Index gateway =
        WELL_KNOWN.Contains(destination) ? m_outbound.Nat64Of(m_estate.nics[nic].subnet) : NOTHING;
    if (gateway != NOTHING)
    {
        Decision decision = ToNic(NOTHING, Crossing::Internet);
        decision.nat64 = gateway;
        return decision;
    }
    const OutboundMethod method =
        as ? OutboundMethod::InstancePublicAddress : m_outbound.MethodOf(nic, *configuration);
    if (method == OutboundMethod::None) // R20
    {
        return Drop(Reason::AzureNoOutboundMethod);
    }
    Decision decision = Inbound(destination);
    if (decision.kind == Decision::Kind::Drop)
    {
        return decision;
    }
    decision.sharedSource = method != OutboundMethod::InstancePublicAddress;
    if (method == OutboundMethod::DefaultAccess)
    {
        decision.rewrite.source = m_estate.sharedOutbound;
    }
    if (!decision.sharedSource)
    {
        const IpAddress& outside = as ? *as : *configuration->publicAddress;
        if (outside != source)
        {
            decision.rewrite.source = outside;
        }
    }
    return decision;
}

Decision
Delivery::FromInternet(const IpAddress& source, const IpAddress& destination) const
{
    const Reason unroutable = Unroutable(source);
    return unroutable == Reason::None ? Inbound(destination) : Drop(unroutable);
}

Decision
Delivery::Inbound(const IpAddress& destination) const
{
    if (const Reason unroutable = Unroutable(destination); unroutable != Reason::None)
    {
        return Drop(unroutable);
    }
    const PublicTarget* target = m_edge.Find(destination);
    if (target == nullptr)
    {
        return Drop(Reason::InternetNoSuchHost);
    }
    Decision decision;
    decision.crossing = Crossing::Internet;
    decision.target = target->index;
    switch (target->kind)
    {
    case PublicTarget::Kind::Host:
        decision.kind = Decision::Kind::ToInternet;
        break;
    case PublicTarget::Kind::Nic:
        decision.kind = Decision::Kind::ToNic;
        if (target->inside != destination)
        {
            decision.rewrite.destination = target->inside;
        }
        break;
    case PublicTarget::Kind::Shared:
        decision.kind = Decision::Kind::ToNic;
        decision.sharedDestination = true;
        break;
    case PublicTarget::Kind::Frontend:
        decision.kind = Decision::Kind::ToNic;
        decision.target = NOTHING;
        decision.sharedDestination = true;
        decision.balancer = target->index;
        decision.frontend = destination;
        break;
    case PublicTarget::Kind::Idle:
        decision.reason = Reason::InternetNoPublicMapping;
        break;
    }
    return decision;
}

/** R8: what answers is on the internet side, by its own address; the source stays as it is. */
Decision
Delivery::ToEndpoint(const CompiledRoute& route, const IpAddress& destination) const
{
    const auto& service = m_estate.privateEndpoints[route.endpoint].service;
    if (!service)
    {
        return Drop(Reason::AzureEndpointNoService);
    }
    Decision decision = Inbound(*service);
    if (decision.kind != Decision::Kind::ToInternet)
    {
        return Drop(Reason::AzureEndpointNoService);
    }
    decision.crossing = route.crossing;
    decision.keepsPrivate = true;
    decision.endpoint = route.endpoint;
    if (*service != destination)
    {
        decision.rewrite.destination = service;
    }
    return decision;
}

/** R9: over Azure's own network, so no outbound method is asked for. */
Decision
Delivery::ToService(const IpAddress& source, const IpAddress& destination) const
{
    Decision decision = Inbound(destination);
    if (decision.kind == Decision::Kind::ToInternet && !IsPublic(source))
    {
        decision.crossing = Crossing::Vnet;
        decision.keepsPrivate = true;
    }
    return decision;
}

} // namespace ns3::v6lab::azure
