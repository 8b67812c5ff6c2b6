// SPDX-License-Identifier: GPL-2.0-only
#include "model/dhcpv6/delegating-router.h"

#include "model/advertisement/link-messages.h"
#include "model/dhcpv6/dhcpv6-server.h"
#include "model/routing/ipv6-stack.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(DelegatingRouter);

TypeId
DelegatingRouter::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::DelegatingRouter")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<DelegatingRouter>();
    return tid;
}

DelegatingRouter::~DelegatingRouter() = default;

Ptr<DelegatingRouter>
DelegatingRouter::Of(const Ptr<ns3::Node>& node)
{
    if (const auto found = node->GetObject<DelegatingRouter>())
    {
        return found;
    }
    const auto router = CreateObject<DelegatingRouter>();
    router->m_stack = StackOf(node);
    router->m_node = node;
    Dhcpv6Server::Of(node)->TraceConnectWithoutContext(
        "DelegationChanged",
        MakeCallback(&DelegatingRouter::OnChange, PeekPointer(router)));
    node->AggregateObject(router);
    return router;
}

void
DelegatingRouter::DoDispose()
{
    m_stack = nullptr;
    m_node = nullptr;
    Object::DoDispose();
}

void
DelegatingRouter::Delegate(const Ptr<NetDevice>& device, const DelegationSettings& settings)
{
    Dhcpv6Server::Of(m_node)->Delegate(device, settings);
}

void
DelegatingRouter::OnChange(uint32_t interface, const DelegationChange& change)
{
    auto& table = m_stack->GetLpm();
    if (change.delegated)
    {
        table.AddRoute(change.prefix, change.client, interface);
    }
    else
    {
        table.RemoveRoute(change.prefix, change.client, interface);
    }
}

} // namespace ns3::v6lab
