// SPDX-License-Identifier: GPL-2.0-only
#include "model/dhcp/lease-client.h"

#include "model/dhcp/dhcp-link.h"
#include "model/dhcp/lease-routing.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/packet-bytes.h"

#include "ns3/ipv4-routing-table-entry.h"
#include "ns3/nstime.h"
#include "ns3/simulator.h"

#include <stdexcept>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(LeaseClient);

namespace
{

constexpr int64_t FIRST_STREAM = int64_t{5} << 24; //!< of random numbers, one for each node

Prefix
Everything()
{
    return Prefix(IpAddress::V4(0), 0);
}

} // namespace

TypeId
LeaseClient::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::LeaseClient")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<LeaseClient>();
    return tid;
}

LeaseClient::~LeaseClient() = default;

Ptr<LeaseClient>
LeaseClient::Of(const Ptr<ns3::Node>& node)
{
    return node->GetObject<LeaseClient>();
}

Ptr<LeaseClient>
LeaseClient::Start(const Ptr<NetDevice>& device)
{
    const auto node = device->GetNode();
    if (Of(node))
    {
        throw std::invalid_argument("a host leases an address on one link only");
    }
    const auto lease = CreateObject<LeaseClient>();
    lease->m_stack = Ipv4StackOf(node);
    lease->m_routing = CreateObject<LeaseRouting>(&lease->m_stack->GetLpm());
    lease->m_stack->SetFront(lease->m_routing);
    const int32_t known = lease->m_stack->GetInterfaceForDevice(device);
    lease->m_interface =
        known < 0 ? lease->m_stack->AddInterface(device) : static_cast<uint32_t>(known);
    lease->m_stack->SetUp(lease->m_interface);
    const auto client = CreateObject<DhcpClient>(device);
    client->SetAttribute("RTRS", TimeValue(Seconds(4))); // RFC 2131 4.1
    // One server to a link: there is no second offer to wait for.
    client->SetAttribute("Collect", TimeValue(MilliSeconds(100)));
    client->AssignStreams(FIRST_STREAM + int64_t{node->GetId()});
    client->TraceConnectWithoutContext("NewLease",
                                       MakeCallback(&LeaseClient::OnLease, PeekPointer(lease)));
    client->TraceConnectWithoutContext("ExpireLease",
                                       MakeCallback(&LeaseClient::OnExpiry, PeekPointer(lease)));
    node->AddApplication(client);
    node->AggregateObject(lease);
    return lease;
}

void
LeaseClient::DoDispose()
{
    m_stack = nullptr;
    m_routing = nullptr;
    Object::DoDispose();
}

/** ns-3 tells of the lease before it writes the route. */
void
LeaseClient::OnLease(const Ipv4Address&)
{
    Simulator::ScheduleNow(&LeaseClient::TakeRoute, Ptr<LeaseClient>(this));
}

void
LeaseClient::OnExpiry(const Ipv4Address&)
{
    DropRoute();
}

void
LeaseClient::TakeRoute()
{
    if (!m_stack)
    {
        return;
    }
    DropRoute();
    const auto router = m_routing->GetTable()->GetDefaultRoute().GetGateway();
    m_stack->GetLpm().AddRoute(Everything(), ToCore(router), m_interface);
    m_router = router;
}

void
LeaseClient::DropRoute()
{
    if (m_router)
    {
        m_stack->GetLpm().RemoveRoute(Everything(), ToCore(*m_router), m_interface);
        m_router.reset();
    }
}

} // namespace ns3::v6lab
