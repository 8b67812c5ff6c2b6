// SPDX-License-Identifier: GPL-2.0-only
#include "model/dhcp/lease-server.h"

#include "model/dhcp/dhcp-link.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/packet-bytes.h"

#include "ns3/nstime.h"
#include "ns3/simulator.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** The server's address whose subnet has the whole pool. */
Ipv4InterfaceAddress
AddressFor(const Ptr<NetDevice>& device, const LeasePool& pool)
{
    const auto stack = Ipv4StackOf(device->GetNode());
    const uint32_t interface = AddressedInterfaceOf(*stack, device);
    for (uint32_t i = 0; i < stack->GetNAddresses(interface); ++i)
    {
        const auto own = stack->GetAddress(interface, i);
        const auto subnet = own.GetLocal().CombineMask(own.GetMask());
        if (ToNs3V4(pool.first).CombineMask(own.GetMask()) == subnet &&
            ToNs3V4(pool.last).CombineMask(own.GetMask()) == subnet)
        {
            return own;
        }
    }
    throw std::invalid_argument("pool " + pool.first.ToString() + " to " + pool.last.ToString() +
                                " must be in the subnet of the server's address on the link");
}

} // namespace

Ptr<DhcpServer>
ServeLeases(const Ptr<NetDevice>& device, const LeasePool& pool)
{
    const auto own = AddressFor(device, pool);
    const auto server = CreateObject<DhcpServer>();
    const int64_t lease = pool.leaseSeconds;
    server->SetAttribute("LeaseTime", TimeValue(Seconds(static_cast<double>(lease))));
    server->SetAttribute("RenewTime", TimeValue(Seconds(static_cast<double>(lease / 2))));
    server->SetAttribute("RebindTime", TimeValue(Seconds(static_cast<double>(lease * 7 / 8))));
    server->SetAttribute("PoolAddresses",
                         Ipv4AddressValue(own.GetLocal().CombineMask(own.GetMask())));
    server->SetAttribute("PoolMask", Ipv4MaskValue(own.GetMask()));
    server->SetAttribute("FirstAddress", Ipv4AddressValue(ToNs3V4(pool.first)));
    server->SetAttribute("LastAddress", Ipv4AddressValue(ToNs3V4(pool.last)));
    server->SetAttribute("Gateway", Ipv4AddressValue(own.GetLocal()));
    device->GetNode()->AddApplication(server);
    // Once it runs: the start of ns-3's server makes the list that reservations are taken from.
    for (const auto& [host, address] : pool.reservations)
    {
        Simulator::Schedule(NanoSeconds(1),
                            &DhcpServer::AddStaticDhcpEntry,
                            server,
                            host->GetAddress(),
                            ToNs3V4(address));
    }
    return server;
}

} // namespace ns3::v6lab
