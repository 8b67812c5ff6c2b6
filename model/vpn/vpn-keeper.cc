// SPDX-License-Identifier: GPL-2.0-only
#include "model/vpn/vpn-keeper.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(VpnKeeper);

TypeId
VpnKeeper::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::VpnKeeper")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<VpnKeeper>();
    return tid;
}

void
VpnKeeper::Keep(const Ptr<ns3::Node>& node, const Ptr<Object>& part)
{
    auto keeper = node->GetObject<VpnKeeper>();
    if (!keeper)
    {
        keeper = CreateObject<VpnKeeper>();
        node->AggregateObject(keeper);
    }
    keeper->m_parts.push_back(part);
}

void
VpnKeeper::DoDispose()
{
    for (const auto& part : m_parts)
    {
        part->Dispose();
    }
    m_parts.clear();
    Object::DoDispose();
}

} // namespace ns3::v6lab
