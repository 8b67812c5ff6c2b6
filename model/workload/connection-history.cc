// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/connection-history.h"

#include "model/advertisement/router-listener.h"

#include "ns3/ipv6.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(ConnectionHistory);

TypeId
ConnectionHistory::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::ConnectionHistory")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<ConnectionHistory>();
    return tid;
}

Ptr<ConnectionHistory>
ConnectionHistory::Of(const Ptr<ns3::Node>& node)
{
    auto history = node->GetObject<ConnectionHistory>();
    if (!history)
    {
        history = CreateObject<ConnectionHistory>();
        history->m_node = node;
        if (const auto listener = node->GetObject<RouterListener>())
        {
            listener->TraceConnectWithoutContext(
                "AddressesChanged",
                MakeCallback(&ConnectionHistory::OnAddresses, PeekPointer(history)));
        }
        node->AggregateObject(history);
    }
    return history;
}

void
ConnectionHistory::DoDispose()
{
    m_node = nullptr;
    Object::DoDispose();
}

/** Of both families: where the link's prefixes change, its IPv4 is as likely to be another. */
void
ConnectionHistory::OnAddresses(uint32_t interface, const std::vector<IpAddress>&)
{
    const auto device = m_node->GetObject<Ipv6>()->GetNetDevice(interface);
    m_history.Flush(device->GetIfIndex());
}

AddressHistory&
ConnectionHistory::Get()
{
    return m_history;
}

} // namespace ns3::v6lab
