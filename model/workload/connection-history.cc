// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/connection-history.h"

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
        node->AggregateObject(history);
    }
    return history;
}

AddressHistory&
ConnectionHistory::Get()
{
    return m_history;
}

} // namespace ns3::v6lab
