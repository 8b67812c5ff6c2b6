// SPDX-License-Identifier: GPL-2.0-only
#include "model/advertisement/link-messages.h"

#include "model/routing/icmpv6-stack.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"

#include "ns3/ipv6-interface.h"
#include "ns3/mac48-address.h"
#include "ns3/ndisc-cache.h"

#include <stdexcept>

namespace ns3::v6lab
{

const IpAddress&
AllNodes()
{
    static const IpAddress address = *IpAddress::Parse("ff02::1");
    return address;
}

const IpAddress&
AllRouters()
{
    static const IpAddress address = *IpAddress::Parse("ff02::2");
    return address;
}

Ptr<Ipv6Stack>
StackOf(const Ptr<ns3::Node>& node)
{
    const auto stack = node->GetObject<Ipv6Stack>();
    if (!stack)
    {
        throw std::invalid_argument("node " + std::to_string(node->GetId()) +
                                    ": router advertisements need v6lab's stack (StackHelper)");
    }
    return stack;
}

uint32_t
InterfaceOf(const Ipv6Stack& stack, const Ptr<NetDevice>& device)
{
    const int32_t interface = stack.GetInterfaceForDevice(device);
    if (interface < 0)
    {
        throw std::invalid_argument("router advertisements: the device is no IPv6 interface of its "
                                    "node; give it an address first");
    }
    return static_cast<uint32_t>(interface);
}

uint32_t
BringUp(Ipv6Stack& stack, const Ptr<NetDevice>& device)
{
    const int32_t existing = stack.GetInterfaceForDevice(device);
    const uint32_t interface =
        existing >= 0 ? static_cast<uint32_t>(existing) : stack.AddInterface(device);
    stack.SetUp(interface);
    return interface;
}

IpAddress
LinkLocalOf(const Ipv6Stack& stack, uint32_t interface)
{
    return ToCore(stack.GetInterface(interface)->GetLinkLocalAddress().GetAddress());
}

std::vector<uint8_t>
LinkLayerAddress(const Ptr<NetDevice>& device)
{
    std::vector<uint8_t> bytes;
    if (device->NeedsArp())
    {
        const ns3::Address address = device->GetAddress();
        bytes.resize(address.GetLength());
        address.CopyTo(bytes.data());
    }
    return bytes;
}

void
SendLinkMessage(Ipv6Stack& stack,
                uint32_t interface,
                const IpAddress& destination,
                const std::vector<uint8_t>& message)
{
    Ipv6Header header;
    header.SetFlowLabel(0);
    header.SetSource(ToNs3V6(LinkLocalOf(stack, interface)));
    header.SetDestination(ToNs3V6(destination));
    header.SetNextHeader(protocol::ICMPV6);
    header.SetHopLimit(255);
    header.SetPayloadLength(static_cast<uint16_t>(message.size()));
    stack.Transmit(Create<Packet>(message.data(), static_cast<uint32_t>(message.size())),
                   header,
                   interface,
                   ToNs3V6(destination));
}

void
LearnRouter(Ipv6Stack& stack,
            uint32_t interface,
            const IpAddress& router,
            const std::vector<uint8_t>& linkLayer)
{
    const auto ipv6Interface = stack.GetInterface(interface);
    const auto cache = ipv6Interface->GetNdiscCache();
    if (!cache || linkLayer.size() != 6 || !stack.GetNetDevice(interface)->NeedsArp())
    {
        return;
    }
    Mac48Address mac;
    mac.CopyFrom(linkLayer.data());
    NdiscCache::Entry* entry = cache->Lookup(ToNs3V6(router));
    if (!entry)
    {
        entry = cache->Add(ToNs3V6(router));
        entry->MarkStale(mac);
    }
    else if (entry->GetMacAddress() != ns3::Address(mac)) // RFC 4861 6.3.4: stale if it is new
    {
        entry->MarkStale(mac);
        SendWaiting(ipv6Interface, ToNs3V6(router));
    }
    entry->SetRouter(true);
}

} // namespace ns3::v6lab
