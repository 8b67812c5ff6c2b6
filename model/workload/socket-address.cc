// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/socket-address.h"

#include "model/routing/ipv4-lpm-routing.h"
#include "model/routing/ipv6-lpm-routing.h"
#include "model/routing/packet-bytes.h"

#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/ipv4-route.h"
#include "ns3/ipv4-routing-protocol.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6-route.h"
#include "ns3/ipv6-routing-protocol.h"
#include "ns3/ipv6.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

Ipv6Address
ToIpv6(const IpAddress& address)
{
    IpAddress::Bytes bytes = address.GetBytes();
    return Ipv6Address(bytes.data());
}

IpAddress
FromIpv6(const Ipv6Address& address)
{
    uint8_t bytes[16];
    address.GetBytes(bytes);
    return IpAddress::V6(bytes);
}

/** Whether an interface's addresses are asked for. */
template <class Lpm, class Ip>
bool
Counts(const Ptr<Ip>& ip, uint32_t interface, const Ptr<NetDevice>& bound)
{
    if (bound)
    {
        return ip->GetNetDevice(interface) == bound;
    }
    const auto lpm = DynamicCast<Lpm>(ip->GetRoutingProtocol());
    return !lpm || !lpm->IsBoundOnly(interface);
}

/** What the way takes at once: a translator of the node that has the packets, or else the device.
 */
template <class Lpm, class Ip, class Key>
uint16_t
MtuOf(const Ptr<Ip>& ip, const Ptr<NetDevice>& device, const Key& key, const IpAddress& destination)
{
    const auto lpm = DynamicCast<Lpm>(ip->GetRoutingProtocol());
    const int32_t interface = ip->GetInterfaceForDevice(device);
    const bool asked = lpm && interface >= 0 && !lpm->IsBoundOnly(static_cast<uint32_t>(interface));
    const auto* detour = asked ? lpm->FindDetour(key) : nullptr;
    const uint32_t mtu = detour ? detour->GetMtu(destination) : device->GetMtu();
    return static_cast<uint16_t>(std::min(mtu, 0xffffu));
}

std::optional<LocalRoute>
FindRoute4(const Ptr<ns3::Node>& node, const IpAddress& destination, const Ptr<NetDevice>& bound)
{
    const auto ipv4 = node->GetObject<Ipv4>();
    const auto routing = ipv4 ? ipv4->GetRoutingProtocol() : nullptr;
    if (!routing)
    {
        return std::nullopt;
    }
    Ipv4Header header;
    header.SetDestination(Ipv4Address(destination.ToV4()));
    Socket::SocketErrno error = Socket::ERROR_NOTERROR;
    const auto route = routing->RouteOutput(nullptr, header, bound, error);
    if (!route || SourcesOf(node, Family::V4, bound).empty())
    {
        return std::nullopt;
    }
    const auto device = route->GetOutputDevice();
    const uint16_t mtu = MtuOf<Ipv4LpmRouting>(ipv4, device, destination.ToV4(), destination);
    return LocalRoute{IpAddress::V4(route->GetSource().Get()), mtu, device->GetIfIndex()};
}

std::optional<LocalRoute>
FindRoute6(const Ptr<ns3::Node>& node, const IpAddress& destination, const Ptr<NetDevice>& bound)
{
    const auto ipv6 = node->GetObject<Ipv6>();
    const auto routing = ipv6 ? ipv6->GetRoutingProtocol() : nullptr;
    if (!routing)
    {
        return std::nullopt;
    }
    Ipv6Header header;
    header.SetDestination(ToIpv6(destination));
    Socket::SocketErrno error = Socket::ERROR_NOTERROR;
    const auto route = routing->RouteOutput(nullptr, header, bound, error);
    if (!route || SourcesOf(node, Family::V6, bound).empty())
    {
        return std::nullopt;
    }
    const auto device = route->GetOutputDevice();
    const Key128 key = KeyOfV6(destination);
    const uint16_t mtu = MtuOf<Ipv6LpmRouting>(ipv6, device, key, destination);
    return LocalRoute{FromIpv6(route->GetSource()), mtu, device->GetIfIndex()};
}

} // namespace

Address
ToSocketAddress(const Endpoint& endpoint)
{
    if (endpoint.address.IsV4())
    {
        return InetSocketAddress(Ipv4Address(endpoint.address.ToV4()), endpoint.port);
    }
    return Inet6SocketAddress(ToIpv6(endpoint.address), endpoint.port);
}

Endpoint
FromSocketAddress(const Address& address)
{
    if (InetSocketAddress::IsMatchingType(address))
    {
        const auto inet = InetSocketAddress::ConvertFrom(address);
        return {IpAddress::V4(inet.GetIpv4().Get()), inet.GetPort()};
    }
    if (!Inet6SocketAddress::IsMatchingType(address))
    {
        return {};
    }
    const auto inet = Inet6SocketAddress::ConvertFrom(address);
    const Ipv6Address ipv6 = inet.GetIpv6();
    if (ipv6.IsIpv4MappedAddress())
    {
        return {IpAddress::V4(ipv6.GetIpv4MappedAddress().Get()), inet.GetPort()};
    }
    return {FromIpv6(ipv6), inet.GetPort()};
}

std::optional<LocalRoute>
FindRoute(const Ptr<ns3::Node>& node, const IpAddress& destination, const Ptr<NetDevice>& bound)
{
    return destination.IsV4() ? FindRoute4(node, destination, bound)
                              : FindRoute6(node, destination, bound);
}

std::vector<SourceCandidate>
SourcesOf(const Ptr<ns3::Node>& node, Family family, const Ptr<NetDevice>& bound)
{
    std::vector<SourceCandidate> sources;
    const auto add = [&](const IpAddress& address, uint32_t device, uint8_t length, bool old) {
        if (!address.IsLoopback() && !address.IsLinkLocal() && !address.IsUnspecified())
        {
            SourceCandidate source;
            source.address = address;
            source.interface = device;
            source.prefixLength = length;
            source.deprecated = old;
            sources.push_back(source);
        }
    };
    if (const auto ipv4 = node->GetObject<Ipv4>(); ipv4 && family == Family::V4)
    {
        for (uint32_t i = 0; i < ipv4->GetNInterfaces(); ++i)
        {
            for (uint32_t j = 0;
                 Counts<Ipv4LpmRouting>(ipv4, i, bound) && j < ipv4->GetNAddresses(i);
                 ++j)
            {
                const auto own = ipv4->GetAddress(i, j);
                add(IpAddress::V4(own.GetLocal().Get()),
                    ipv4->GetNetDevice(i)->GetIfIndex(),
                    static_cast<uint8_t>(own.GetMask().GetPrefixLength()),
                    false);
            }
        }
    }
    if (const auto ipv6 = node->GetObject<Ipv6>(); ipv6 && family == Family::V6)
    {
        for (uint32_t i = 0; i < ipv6->GetNInterfaces(); ++i)
        {
            for (uint32_t j = 0;
                 Counts<Ipv6LpmRouting>(ipv6, i, bound) && j < ipv6->GetNAddresses(i);
                 ++j)
            {
                const auto own = ipv6->GetAddress(i, j);
                add(FromIpv6(own.GetAddress()),
                    ipv6->GetNetDevice(i)->GetIfIndex(),
                    own.GetPrefix().GetPrefixLength(),
                    own.GetState() == Ipv6InterfaceAddress::DEPRECATED);
            }
        }
    }
    return sources;
}

std::vector<IpAddress>
AddressesOf(const Ptr<ns3::Node>& node, Family family)
{
    std::vector<IpAddress> addresses;
    for (const SourceCandidate& source : SourcesOf(node, family))
    {
        addresses.push_back(source.address);
    }
    return addresses;
}

} // namespace ns3::v6lab
