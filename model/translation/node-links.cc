// SPDX-License-Identifier: GPL-2.0-only
#include "model/translation/node-links.h"

#include "model/routing/ipv4-stack.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t NO_LIMIT = 0xffff;

/** Interface 0 is the loopback. */
template <typename Stack>
uint32_t
SmallestMtu(const Stack& stack)
{
    uint32_t smallest = NO_LIMIT;
    for (uint32_t i = 1; i < stack.GetNInterfaces(); ++i)
    {
        if (stack.IsUp(i) && stack.GetNAddresses(i) > 0)
        {
            smallest = std::min<uint32_t>(smallest, stack.GetMtu(i));
        }
    }
    return smallest;
}

} // namespace

NodeLinks::NodeLinks(const Ptr<Node>& node)
    : m_ipv4(node->GetObject<Ipv4Stack>()),
      m_ipv6(node->GetObject<Ipv6Stack>())
{
    if (!m_ipv4 || !m_ipv6)
    {
        throw std::invalid_argument("a translator needs a node with v6lab's stack (StackHelper)");
    }
}

NodeLinks::~NodeLinks() = default;

Ipv4Stack&
NodeLinks::GetIpv4() const
{
    return *m_ipv4;
}

Ipv6Stack&
NodeLinks::GetIpv6() const
{
    return *m_ipv6;
}

uint32_t
NodeLinks::GetMtu(const IpAddress& destination) const
{
    if (destination.IsV4())
    {
        const auto* route = m_ipv4->GetLpm().Lookup(destination.ToV4());
        return route ? m_ipv4->GetMtu(route->interface) : NO_LIMIT;
    }
    const auto* route = m_ipv6->GetLpm().Lookup(KeyOfV6(destination));
    return route ? m_ipv6->GetMtu(route->interface) : NO_LIMIT;
}

IpAddress
NodeLinks::GetOwnAddress(const IpAddress& destination) const
{
    if (destination.IsV4())
    {
        const auto* route = m_ipv4->GetLpm().Lookup(destination.ToV4());
        const auto source =
            m_ipv4->GetLpm().SelectSource(destination.ToV4(), route ? route->interface : 1);
        return source ? IpAddress::V4(*source) : IpAddress();
    }
    const Key128 key = KeyOfV6(destination);
    const auto* route = m_ipv6->GetLpm().Lookup(key);
    const auto source = m_ipv6->GetLpm().SelectSource(key, route ? route->interface : 1);
    return ToCore(source ? FromKey(*source) : Ipv6Address::GetAny());
}

uint32_t
NodeLinks::GetSmallestMtu(Family family) const
{
    return family == Family::V4 ? SmallestMtu(*m_ipv4) : SmallestMtu(*m_ipv6);
}

} // namespace ns3::v6lab
