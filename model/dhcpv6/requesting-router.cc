// SPDX-License-Identifier: GPL-2.0-only
#include "model/dhcpv6/requesting-router.h"

#include "model/advertisement/link-messages.h"
#include "model/advertisement/router-listener.h"
#include "model/dhcpv6/dhcpv6-client.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"
#include "model/routing/simulated-time.h"

#include <algorithm>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(RequestingRouter);

namespace
{

constexpr uint8_t LINK_BITS = 64;

Ipv6Address
FirstOf(const Prefix& prefix)
{
    return ToNs3V6(FirstAddress(prefix));
}

bool
Has(const std::vector<Prefix>& list, const Prefix& prefix)
{
    return std::find(list.begin(), list.end(), prefix) != list.end();
}

/** Calls what is in the one list and not in the other. */
template <typename Action>
void
ForEachMissing(const std::vector<Prefix>& list, const std::vector<Prefix>& other, Action action)
{
    for (const auto& prefix : list)
    {
        if (!Has(other, prefix))
        {
            action(prefix);
        }
    }
}

} // namespace

TypeId
RequestingRouter::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::RequestingRouter")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<RequestingRouter>();
    return tid;
}

RequestingRouter::~RequestingRouter() = default;

Ptr<RequestingRouter>
RequestingRouter::Of(const Ptr<ns3::Node>& node)
{
    if (const auto found = node->GetObject<RequestingRouter>())
    {
        return found;
    }
    const auto router = CreateObject<RequestingRouter>();
    router->m_stack = StackOf(node);
    router->m_node = node;
    Dhcpv6Client::Of(node)->TraceConnectWithoutContext(
        "PrefixesChanged",
        MakeCallback(&RequestingRouter::OnPrefixes, PeekPointer(router)));
    RouterListener::Of(node)->TraceConnectWithoutContext(
        "RoutersChanged",
        MakeCallback(&RequestingRouter::OnRouters, PeekPointer(router)));
    router->m_stack->GetLpm().TraceConnectWithoutContext(
        "InterfaceChanged",
        MakeCallback(&RequestingRouter::OnInterface, PeekPointer(router)));
    node->AggregateObject(router);
    return router;
}

void
RequestingRouter::DoDispose()
{
    m_downlinks.clear();
    m_stack = nullptr;
    m_node = nullptr;
    Object::DoDispose();
}

void
RequestingRouter::AddDownlink(const Ptr<NetDevice>& device, uint32_t subnet)
{
    m_downlinks.emplace(BringUp(*m_stack, device),
                        Downlink{device, {}, SubPrefixes(subnet), {}, {}, false, false});
}

void
RequestingRouter::Request(const Ptr<NetDevice>& device, const PrefixRequestSettings& settings)
{
    Dhcpv6Client::Of(m_node)->RequestPrefix(device, settings);
}

void
RequestingRouter::Release(const Ptr<NetDevice>& device)
{
    Dhcpv6Client::Of(m_node)->ReleasePrefix(device);
}

void
RequestingRouter::OnPrefixes(uint32_t, const std::vector<PrefixLease>& leases)
{
    m_held.clear();
    for (const auto& lease : leases)
    {
        m_held.push_back(lease.prefix);
    }
    for (auto& [interface, link] : m_downlinks)
    {
        Serve(link, leases);
    }
    Discard();
}

/** RFC 7084 WPD-5. A delegated /64 that a link has as a whole leaves nothing to discard. */
void
RequestingRouter::Discard()
{
    std::vector<Prefix> wanted;
    for (const Prefix& held : m_held)
    {
        const auto has = [&held](const auto& downlink) {
            const auto& own = downlink.second.addressed;
            return std::find(own.begin(), own.end(), held) != own.end();
        };
        if (std::none_of(m_downlinks.begin(), m_downlinks.end(), has))
        {
            wanted.push_back(held);
        }
    }
    auto& table = m_stack->GetLpm();
    ForEachMissing(m_discarded, wanted, [&](const Prefix& old) { table.RemoveDetour(old, this); });
    ForEachMissing(wanted, m_discarded, [&](const Prefix& more) { table.AddDetour(more, this); });
    m_discarded = wanted;
}

/** A first address that the router has anyhow is not the delegation's to take away. */
void
RequestingRouter::Address(Downlink& link, const std::vector<Prefix>& wanted)
{
    const uint32_t interface = InterfaceOf(*m_stack, link.device);
    auto& added = link.added;
    ForEachMissing(link.addressed, wanted, [&](const Prefix& old) {
        const auto found = std::find(added.begin(), added.end(), old);
        if (found != added.end())
        {
            m_stack->RemoveAddress(interface, FirstOf(old));
            added.erase(found);
        }
    });
    ForEachMissing(wanted, link.addressed, [&](const Prefix& more) {
        const Ipv6InterfaceAddress first(FirstOf(more), Ipv6Prefix(LINK_BITS));
        if (m_stack->GetInterfaceForAddress(first.GetAddress()) != static_cast<int32_t>(interface))
        {
            m_stack->AddAddress(interface, first);
            added.push_back(more);
        }
    });
    link.addressed = wanted;
}

void
RequestingRouter::Serve(Downlink& link, const std::vector<PrefixLease>& leases)
{
    link.prefixes.Update(leases, NowNs());
    Address(link, link.prefixes.GetCurrent());
    Advertise(link);
}

/** As if there were no route, whatever shorter prefixes say. */
bool
RequestingRouter::Take(const Ptr<const Packet>& frame, Family family, const Arrived& arrived)
{
    if (family != Family::V6)
    {
        return false;
    }
    m_stack->Forward(frame,
                     arrived.onInterface < 0 ? 0 : static_cast<uint32_t>(arrived.onInterface),
                     nullptr,
                     arrived);
    return true;
}

uint32_t
RequestingRouter::GetMtu(const IpAddress&) const
{
    return 1280; // nothing gets that far
}

std::optional<IpAddress>
RequestingRouter::GetSource(const IpAddress&) const
{
    return std::nullopt;
}

} // namespace ns3::v6lab
