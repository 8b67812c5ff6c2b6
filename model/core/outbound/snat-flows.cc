// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/outbound/snat-flows.h"

#include <algorithm>

namespace ns3::v6lab::azure
{

namespace
{

IpAddress
AddressOf(const uint8_t* bytes, bool isV6)
{
    return isV6 ? IpAddress::V6(bytes)
                : IpAddress::V4(uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 |
                                uint32_t{bytes[2]} << 8 | bytes[3]);
}

bool
IsSame(const uint8_t* bytes, const IpAddress& address)
{
    return std::memcmp(bytes, address.GetBytes().data(), 16) == 0;
}

} // namespace

IpAddress
SnatFlow::GetInside() const
{
    return AddressOf(inside, isV6);
}

IpAddress
SnatFlow::GetRemote() const
{
    return AddressOf(remote, isV6);
}

SnatFlows::SnatFlows(uint64_t seed)
    : m_hash(seed),
      m_queues(m_records)
{
}

uint64_t
SnatFlows::HashOf(const uint8_t* address, uint64_t rest) const
{
    return m_hash(Word64(address), Word64(address + 8), rest);
}

uint64_t
SnatFlows::HashInside(const SnatFlow& flow) const
{
    const uint64_t ports =
        uint64_t{flow.insidePort} << 32 | uint64_t{flow.remotePort} << 16 | uint64_t{flow.protocol};
    return HashOf(flow.inside, HashOf(flow.remote, ports));
}

uint64_t
SnatFlows::HashInside(const SnatEnds& ends) const
{
    const uint64_t ports =
        uint64_t{ends.insidePort} << 32 | uint64_t{ends.remotePort} << 16 | uint64_t{ends.protocol};
    return HashOf(ends.inside.GetBytes().data(), HashOf(ends.remote.GetBytes().data(), ports));
}

uint64_t
SnatFlows::HashOutside(const SnatFlow& flow) const
{
    return HashOf(flow.remote,
                  uint64_t{flow.outsidePort} << 48 | uint64_t{flow.remotePort} << 32 |
                      uint64_t{flow.address} << 8 | flow.protocol);
}

uint64_t
SnatFlows::HashOutside(const SnatOutside& outside) const
{
    return HashOf(outside.remote.GetBytes().data(),
                  uint64_t{outside.port} << 48 | uint64_t{outside.remotePort} << 32 |
                      uint64_t{outside.address} << 8 | outside.protocol);
}

uint32_t
SnatFlows::FindInside(const SnatEnds& ends) const
{
    return m_inside.Find(HashInside(ends), [&](uint32_t place) {
        const SnatFlow& flow = m_records[place];
        return flow.nic == ends.nic && flow.insidePort == ends.insidePort &&
               flow.remotePort == ends.remotePort && flow.protocol == ends.protocol &&
               IsSame(flow.inside, ends.inside) && IsSame(flow.remote, ends.remote);
    });
}

uint32_t
SnatFlows::FindOutside(const SnatOutside& outside) const
{
    return m_outside.Find(HashOutside(outside), [&](uint32_t place) {
        const SnatFlow& flow = m_records[place];
        return flow.outsidePort == outside.port && flow.remotePort == outside.remotePort &&
               flow.address == outside.address && flow.protocol == outside.protocol &&
               IsSame(flow.remote, outside.remote);
    });
}

uint32_t
SnatFlows::Add(const SnatEnds& ends, const SnatOutside& outside)
{
    assert(FindInside(ends) == NO_RECORD && FindOutside(outside) == NO_RECORD);
    const uint32_t place = m_records.Take();
    SnatFlow& flow = m_records[place];
    std::copy_n(ends.inside.GetBytes().data(), 16, flow.inside);
    std::copy_n(ends.remote.GetBytes().data(), 16, flow.remote);
    flow.nic = ends.nic;
    flow.insidePort = ends.insidePort;
    flow.outsidePort = outside.port;
    flow.remotePort = ends.remotePort;
    flow.address = outside.address;
    flow.protocol = ends.protocol;
    flow.isV6 = ends.inside.IsV6();
    m_inside.Insert(HashInside(ends), place);
    m_outside.Insert(HashOutside(outside), place);
    return place;
}

void
SnatFlows::Detach(uint32_t place)
{
    if (!m_records[place].detached)
    {
        m_records[place].detached = true;
        m_inside.Erase(HashInside(m_records[place]), place);
    }
}

void
SnatFlows::Remove(uint32_t place)
{
    Detach(place);
    m_queues.Remove(place);
    m_outside.Erase(HashOutside(m_records[place]), place);
    m_records.Free(place);
}

void
SnatFlows::Start(uint32_t place, SnatTimer timer, int64_t expiresNs)
{
    m_queues.Push(place, timer, expiresNs);
    m_queues.Settle(); // IsHeld() reads the timer
}

uint32_t
SnatFlows::GetExpired(int64_t nowNs)
{
    const uint32_t first = m_queues.GetFirst();
    return first != NO_RECORD && m_records[first].expiresNs <= nowNs ? first : NO_RECORD;
}

std::optional<int64_t>
SnatFlows::GetDeadline()
{
    const uint32_t first = m_queues.GetFirst();
    return first == NO_RECORD ? std::nullopt : std::optional(m_records[first].expiresNs);
}

} // namespace ns3::v6lab::azure
