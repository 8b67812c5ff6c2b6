// SPDX-License-Identifier: GPL-2.0-only
#include "model/dhcp/lease-routing.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(LeaseRouting);

TypeId
LeaseRouting::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::LeaseRouting")
                            .SetParent<Ipv4ListRouting>()
                            .SetGroupName("V6lab")
                            .AddConstructor<LeaseRouting>();
    return tid;
}

LeaseRouting::LeaseRouting(const Ptr<Ipv4LpmRouting>& own)
    : m_own(own),
      m_table(CreateObject<Ipv4StaticRouting>())
{
    AddRoutingProtocol(m_table, 0);
}

LeaseRouting::~LeaseRouting() = default;

void
LeaseRouting::DoDispose()
{
    m_own = nullptr;
    m_table = nullptr;
    Ipv4ListRouting::DoDispose();
}

Ptr<Ipv4Route>
LeaseRouting::RouteOutput(Ptr<Packet> p,
                          const Ipv4Header& header,
                          Ptr<NetDevice> oif,
                          Socket::SocketErrno& sockerr)
{
    return m_own->RouteOutput(p, header, oif, sockerr);
}

} // namespace ns3::v6lab
