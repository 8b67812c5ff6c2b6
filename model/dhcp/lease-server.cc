// SPDX-License-Identifier: GPL-2.0-only
#include "model/dhcp/lease-server.h"

#include "model/dhcp/dhcp-link.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/packet-bytes.h"

#include "ns3/nstime.h"
#include "ns3/simulator.h"

#include <algorithm>
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

void
SetRange(const Ptr<DhcpServer>& server, uint32_t first, uint32_t last)
{
    server->SetAttribute("FirstAddress", Ipv4AddressValue(Ipv4Address(first)));
    server->SetAttribute("LastAddress", Ipv4AddressValue(Ipv4Address(last)));
}

/**
 * Also for a pool of one address: ns-3 demands a range of two at the start, and offers the second
 * one to a second host, but acknowledges what is in the range of later on alone.
 *
 * Before the server starts: once it runs, AddStaticDhcpEntry() of ns-3 3.37 demands that the
 * address is not to be had. It has to be in the range when it is reserved, and out of it at the
 * start, where the server lists what it leases.
 */
void
Reserve(const Ptr<DhcpServer>& server, const LeasePool& pool)
{
    std::set<uint32_t> reserved;
    for (const auto& [host, address] : pool.reservations)
    {
        server->AddStaticDhcpEntry(host->GetAddress(), ToNs3V4(address));
        reserved.insert(address.ToV4());
    }
    const auto run = LongestRun(pool, reserved);
    SetRange(server, run.first, run.first + std::max(run.size, 2u) - 1); // ns-3 has no range of one
    Simulator::Schedule(NanoSeconds(1), SetRange, server, pool.first.ToV4(), pool.last.ToV4());
}

} // namespace

LeaseRun
LongestRun(const LeasePool& pool, const std::set<uint32_t>& reserved)
{
    LeaseRun longest{pool.first.ToV4(), 0};
    uint64_t first = pool.first.ToV4();
    const auto end = [&](uint64_t interruption) {
        if (interruption > first + longest.size)
        {
            longest = {static_cast<uint32_t>(first), static_cast<uint32_t>(interruption - first)};
        }
        first = std::max(first, interruption + 1);
    };
    std::for_each(reserved.begin(), reserved.end(), end);
    end(uint64_t{pool.last.ToV4()} + 1);
    return longest;
}

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
    SetRange(server, pool.first.ToV4(), pool.last.ToV4());
    server->SetAttribute("Gateway", Ipv4AddressValue(own.GetLocal()));
    device->GetNode()->AddApplication(server);
    if (!pool.reservations.empty() || pool.first == pool.last)
    {
        Reserve(server, pool);
    }
    return server;
}

} // namespace ns3::v6lab
