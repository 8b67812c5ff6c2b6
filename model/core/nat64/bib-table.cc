// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/bib-table.h"

#include <cassert>
#include <cstring>

namespace ns3::v6lab
{

namespace
{

uint64_t
KindPort(BibKind kind, uint16_t port)
{
    return uint64_t{static_cast<uint8_t>(kind)} << 16 | port;
}

} // namespace

BibTable::BibTable(uint64_t seed)
    : m_hash(seed)
{
}

uint64_t
BibTable::HashInside(BibKind kind, const uint8_t* address, uint16_t port) const
{
    return m_hash(Word64(address), Word64(address + 8), KindPort(kind, port) + 1);
}

uint64_t
BibTable::HashOutside(BibKind kind, uint32_t address, uint16_t port) const
{
    return m_hash(address, KindPort(kind, port));
}

uint64_t
BibTable::HashHost(const uint8_t* address) const
{
    return m_hash(Word64(address), Word64(address + 8));
}

uint32_t
BibTable::FindInside(BibKind kind, const TransportAddress& inside) const
{
    const uint8_t* address = inside.address.GetBytes().data();
    return m_inside.Find(HashInside(kind, address, inside.port), [&](uint32_t place) {
        const Binding& binding = m_records[place];
        return binding.insidePort == inside.port && binding.kind == kind &&
               std::memcmp(binding.inside6, address, 16) == 0;
    });
}

uint32_t
BibTable::FindOutside(BibKind kind, const TransportAddress& outside) const
{
    const uint32_t address = outside.address.ToV4();
    return m_outside.Find(HashOutside(kind, address, outside.port), [&](uint32_t place) {
        const Binding& binding = m_records[place];
        return binding.outside4 == address && binding.outsidePort == outside.port &&
               binding.kind == kind;
    });
}

uint32_t
BibTable::FindHost(const IpAddress& inside) const
{
    const uint8_t* address = inside.GetBytes().data();
    return m_hosts.Find(HashHost(address), [&](uint32_t place) {
        return std::memcmp(m_records[place].inside6, address, 16) == 0;
    });
}

uint32_t
BibTable::Add(BibKind kind,
              const TransportAddress& inside,
              const TransportAddress& outside,
              int64_t nowNs)
{
    assert(FindInside(kind, inside) == NO_RECORD && FindOutside(kind, outside) == NO_RECORD);
    const uint32_t place = m_records.Take();
    Binding& binding = m_records[place];
    binding.createdNs = nowNs;
    std::memcpy(binding.inside6, inside.address.GetBytes().data(), 16);
    binding.outside4 = outside.address.ToV4();
    binding.insidePort = inside.port;
    binding.outsidePort = outside.port;
    binding.kind = kind;
    m_inside.Insert(HashInside(kind, binding.inside6, inside.port), place);
    m_outside.Insert(HashOutside(kind, binding.outside4, outside.port), place);
    JoinHost(place);
    ++m_counts[static_cast<size_t>(kind)];
    return place;
}

void
BibTable::Remove(uint32_t place)
{
    const Binding& binding = m_records[place];
    m_inside.Erase(HashInside(binding.kind, binding.inside6, binding.insidePort), place);
    m_outside.Erase(HashOutside(binding.kind, binding.outside4, binding.outsidePort), place);
    LeaveHost(place);
    --m_counts[static_cast<size_t>(binding.kind)];
    m_records.Free(place);
}

void
BibTable::JoinHost(uint32_t place)
{
    Binding& binding = m_records[place];
    const uint32_t known = FindHost(IpAddress::V6(binding.inside6));
    const uint32_t head = known == NO_RECORD ? place : known;
    const uint32_t next = known == NO_RECORD ? place : m_records[known].hostNext;
    if (known == NO_RECORD)
    {
        m_hosts.Insert(HashHost(binding.inside6), place);
    }
    binding.hostPrevious = head;
    binding.hostNext = next;
    m_records[head].hostNext = place;
    m_records[next].hostPrevious = place;
}

void
BibTable::LeaveHost(uint32_t place)
{
    const Binding& binding = m_records[place];
    const bool isHead = FindHost(IpAddress::V6(binding.inside6)) == place;
    const uint32_t next = binding.hostNext;
    m_records[binding.hostPrevious].hostNext = next;
    m_records[next].hostPrevious = binding.hostPrevious;
    if (isHead)
    {
        const uint64_t hash = HashHost(binding.inside6);
        m_hosts.Erase(hash, place);
        if (next != place)
        {
            m_hosts.Insert(hash, next);
        }
    }
}

std::vector<uint32_t>
BibTable::GetPlaces() const
{
    return m_inside.GetPlaces();
}

} // namespace ns3::v6lab
