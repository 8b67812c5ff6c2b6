// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/icmpv6-stack.h"

#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"

#include "ns3/icmpv6-header.h"
#include "ns3/ipv6-interface.h"
#include "ns3/mac48-address.h"
#include "ns3/ndisc-cache.h"

#include <optional>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(Icmpv6Stack);

namespace
{

uint8_t
TypeOf(const Ptr<const Packet>& message)
{
    uint8_t type = 0;
    message->CopyData(&type, 1);
    return type;
}

/** Whose link-layer address a message may tell, other than as an answer. */
std::optional<Ipv6Address>
NeighbourIn(const Ptr<const Packet>& message, const Ipv6Header& header)
{
    uint8_t bytes[24] = {}; // type, code, checksum, flags; target (RFC 4861 4.4)
    const uint32_t length = message->CopyData(bytes, sizeof(bytes));
    switch (bytes[0])
    {
    case Icmpv6Header::ICMPV6_ND_ROUTER_SOLICITATION:
    case Icmpv6Header::ICMPV6_ND_NEIGHBOR_SOLICITATION:
        return header.GetSource();
    case Icmpv6Header::ICMPV6_ND_NEIGHBOR_ADVERTISEMENT:
        return length == sizeof(bytes) ? std::optional(Ipv6Address::Deserialize(bytes + 8))
                                       : std::nullopt;
    default:
        return std::nullopt;
    }
}

} // namespace

TypeId
Icmpv6Stack::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::Icmpv6Stack")
                            .SetParent<Icmpv6L4Protocol>()
                            .SetGroupName("V6lab")
                            .AddConstructor<Icmpv6Stack>();
    return tid;
}

Icmpv6Stack::Icmpv6Stack()
    : m_waiting([this](Reason reason, const Ptr<Packet>& packet, bool own) {
          m_ipv6->OnUnresolved(reason, packet, own);
      })
{
}

TypeId
Icmpv6Stack::GetInstanceTypeId() const // ns-3's own class has one, which would be asked
{
    return GetTypeId();
}

void
Icmpv6Stack::NotifyNewAggregate()
{
    m_ipv6 = GetObject<Ipv6Stack>();
    Icmpv6L4Protocol::NotifyNewAggregate();
}

void
Icmpv6Stack::DoDispose()
{
    m_waiting.Clear();
    m_ipv6 = nullptr;
    Icmpv6L4Protocol::DoDispose();
}

enum IpL4Protocol::RxStatus
Icmpv6Stack::Receive(Ptr<Packet> packet, const Ipv6Header& header, Ptr<Ipv6Interface> interface)
{
    if (TypeOf(packet) == Icmpv6Header::ICMPV6_ND_REDIRECTION)
    {
        Redirect(packet, interface);
        return IpL4Protocol::RX_OK;
    }
    const auto neighbour = NeighbourIn(packet, header);
    const auto status = Icmpv6L4Protocol::Receive(packet, header, interface);
    if (neighbour)
    {
        SendWaiting(interface, *neighbour);
    }
    return status;
}

bool
Icmpv6Stack::Lookup(Ptr<Packet> packet,
                    const Ipv6Header& header,
                    Ipv6Address neighbour,
                    Ptr<NetDevice> device,
                    Ptr<NdiscCache> cache,
                    ns3::Address* linkLayer)
{
    const NdiscCache::Entry* entry = cache ? cache->Lookup(neighbour) : nullptr;
    if (entry && entry->IsProbe())
    {
        *linkLayer = entry->GetMacAddress();
        return true;
    }
    if (!cache || !m_ipv6)
    {
        return Icmpv6L4Protocol::Lookup(packet, header, neighbour, device, cache, linkLayer);
    }
    m_waiting.Settle(cache, neighbour);
    if (Icmpv6L4Protocol::Lookup(packet, header, neighbour, device, cache, linkLayer))
    {
        m_waiting.Remove(cache, neighbour, packet);
        return true;
    }
    const bool own = m_ipv6->IsOurs(header.GetSource());
    m_waiting.Add(cache, neighbour, packet, header, own, GetRetransmissionTime());
    return false;
}

/** RFC 4861 8.3; the stack has checked that its options are whole. */
void
Icmpv6Stack::Redirect(const Ptr<const Packet>& message, const Ptr<Ipv6Interface>& interface)
{
    constexpr size_t FIXED = 40; // type to target and destination (4.5)
    const auto bytes = BytesOf(message, message->GetSize());
    const auto cache = interface->GetNdiscCache();
    for (size_t at = FIXED; cache && at + 8 <= bytes.size() && bytes[at + 1] != 0;
         at += 8 * bytes[at + 1])
    {
        if (bytes[at] != Icmpv6Header::ICMPV6_OPT_LINK_LAYER_TARGET)
        {
            continue;
        }
        const auto target = Ipv6Address::Deserialize(bytes.data() + 8);
        Mac48Address mac;
        mac.CopyFrom(bytes.data() + at + 2);
        NdiscCache::Entry* entry = cache->Lookup(target);
        if (!entry || entry->GetMacAddress() != ns3::Address(mac))
        {
            entry = entry ? entry : cache->Add(target);
            entry->MarkStale(mac);
            SendWaiting(interface, target);
        }
        if (target != Ipv6Address::Deserialize(bytes.data() + 24)) // it leads on: a router
        {
            entry->SetRouter(true);
        }
    }
}

void
SendWaiting(const Ptr<Ipv6Interface>& interface, const Ipv6Address& neighbour)
{
    const auto cache = interface->GetNdiscCache();
    NdiscCache::Entry* entry = cache ? cache->Lookup(neighbour) : nullptr;
    if (!entry || !entry->IsStale())
    {
        return;
    }
    const auto waiting = entry->MarkStale(entry->GetMacAddress()); // the only way to ask for them
    if (waiting.empty())
    {
        return;
    }
    entry->StopNudTimer(); // nobody solicits what is known
    entry->ClearWaitingPacket();
    for (const auto& [packet, header] : waiting)
    {
        interface->Send(packet, header, neighbour);
    }
}

} // namespace ns3::v6lab
