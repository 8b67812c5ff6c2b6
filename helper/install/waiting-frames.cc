// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/waiting-frames.h"

#include "ns3/arp-cache.h"
#include "ns3/ipv4-interface.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv6-interface.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ndisc-cache.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/pointer.h"
#include "ns3/queue.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

template <typename Stack, typename CacheOf, typename IsAsked>
bool
HasAsked(const Ptr<Stack>& stack, CacheOf cacheOf, IsAsked isAsked)
{
    for (uint32_t i = 0; stack && i < stack->GetNInterfaces(); ++i)
    {
        if (const auto cache = cacheOf(*stack->GetInterface(i)))
        {
            const auto unknown = cache->LookupInverse(Address());
            if (std::any_of(unknown.begin(), unknown.end(), isAsked))
            {
                return true;
            }
        }
    }
    return false;
}

} // namespace

bool
AsksForNeighbours(const Ptr<Node>& node)
{
    return HasAsked(
               node->GetObject<Ipv4L3Protocol>(),
               [](const Ipv4Interface& one) { return one.GetArpCache(); },
               [](auto* entry) { return entry->IsWaitReply(); }) ||
           HasAsked(
               node->GetObject<Ipv6L3Protocol>(),
               [](const Ipv6Interface& one) { return one.GetNdiscCache(); },
               [](auto* entry) { return entry->IsIncomplete(); });
}

bool
HasWaitingFrames(const Ptr<Node>& node)
{
    for (uint32_t i = 0; i < node->GetNDevices(); ++i)
    {
        PointerValue found; // of those of a link; the others hold nothing back
        if (node->GetDevice(i)->GetAttributeFailSafe("TxQueue", found))
        {
            const auto queue = found.Get<Queue<Packet>>();
            if (queue && !queue->IsEmpty())
            {
                return true;
            }
        }
    }
    return false;
}

} // namespace ns3::v6lab
