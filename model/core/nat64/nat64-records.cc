// SPDX-License-Identifier: GPL-2.0-only
// What people and tests see of the tables of nat64-tables.h.
#include "model/core/nat64/nat64-tables.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

/** By protocol, then address and port. */
auto
ToOrder(const std::optional<BibKind>& kind, const TransportAddress& address)
{
    return std::make_tuple(kind, address.address, address.port);
}

} // namespace

BindingRecord
Nat64Tables::ToRecord(const Binding& binding) const
{
    BindingRecord record;
    record.kind = binding.kind;
    record.inside = binding.GetInside();
    record.outside = binding.GetOutside();
    record.createdNs = binding.createdNs;
    record.isStatic = binding.isStatic;
    record.origin = binding.isStatic ? BindingOrigin::Administrator : BindingOrigin::Inside;
    return record;
}

SessionRecord
Nat64Tables::ToRecord(const Session& session) const
{
    const bool icmp = session.kind == BibKind::Icmp;
    SessionRecord record;
    record.kind = session.kind;
    record.inside = session.GetInside();
    record.outside = session.GetOutside();
    record.remote4.address = IpAddress::V4(session.remote4);
    record.remote4.port = icmp ? session.outsidePort : session.remotePort;
    record.remote6.address = m_prefix.Embed(record.remote4.address);
    record.remote6.port = icmp ? session.insidePort : session.remotePort;
    record.state = session.state;
    record.createdNs = session.createdNs;
    record.expiresNs = session.expiresNs;
    return record;
}

SessionRecord
Nat64Tables::ToRecord(const StoredSyn& syn) const
{
    constexpr uint8_t UNSPECIFIED[16] = {};
    SessionRecord record;
    record.kind = BibKind::Tcp;
    record.inside.address = IpAddress::V6(UNSPECIFIED);
    record.outside = syn.outside;
    record.remote4 = syn.remote;
    record.remote6 = {m_prefix.Embed(syn.remote.address), syn.remote.port};
    record.state = TcpState::V4Init;
    record.createdNs = syn.createdNs;
    record.expiresNs = syn.expiresNs;
    return record;
}

std::vector<BindingRecord>
Nat64Tables::GetBindings() const
{
    std::vector<BindingRecord> records;
    for (const uint32_t place : m_bib.GetPlaces())
    {
        records.push_back(ToRecord(m_bib[place]));
    }
    std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) {
        return ToOrder(a.kind, a.inside) < ToOrder(b.kind, b.inside);
    });
    return records;
}

std::vector<SessionRecord>
Nat64Tables::GetSessions() const
{
    std::vector<SessionRecord> records;
    for (const uint32_t place : m_sessions.GetPlaces())
    {
        records.push_back(ToRecord(m_sessions[place]));
    }
    for (const auto& syn : m_syns.GetAll())
    {
        records.push_back(ToRecord(syn));
    }
    std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) {
        const auto left = ToOrder(a.kind, a.inside);
        const auto right = ToOrder(b.kind, b.inside);
        return left != right ? left < right
                             : ToOrder(a.kind, a.remote4) < ToOrder(b.kind, b.remote4);
    });
    return records;
}

void
Nat64Tables::Count(Nat64Usage& usage) const
{
    for (size_t i = 0; i < BIB_KINDS; ++i)
    {
        const auto kind = static_cast<BibKind>(i);
        usage.bindings[i] = m_bib.GetCount(kind);
        usage.sessions[i] = m_sessionCounts[i];
        usage.poolUsed[i] = m_pool.GetUsed(kind);
        usage.poolCapacity[i] = m_pool.GetCapacity(kind);
    }
    usage.storedSyns = m_syns.GetAll().size();
}

std::string
Nat64Tables::CheckInvariants() const
{
    std::string faults;
    std::set<std::tuple<std::optional<BibKind>, IpAddress, uint16_t>> addresses;
    std::map<uint32_t, uint32_t> sessions;
    uint32_t counts[BIB_KINDS]{};
    for (const uint32_t place : m_sessions.GetPlaces())
    {
        const Session& session = m_sessions[place];
        const Binding& binding = m_bib[session.binding];
        ++sessions[session.binding];
        if (!(session.GetInside() == binding.GetInside()) ||
            !(session.GetOutside() == binding.GetOutside()) || session.kind != binding.kind)
        {
            faults += "a session is not as its binding; ";
        }
    }
    for (const uint32_t place : m_bib.GetPlaces())
    {
        const Binding& binding = m_bib[place];
        ++counts[ToIndex(binding.kind)];
        for (const auto& address : {binding.GetInside(), binding.GetOutside()})
        {
            if (!addresses.insert(ToOrder(binding.kind, address)).second)
            {
                faults += address.address.ToString() + " is bound twice; ";
            }
        }
        if (binding.sessions != sessions[place] || (!binding.isStatic && binding.sessions == 0))
        {
            faults += binding.GetInside().address.ToString() + " has a wrong count of sessions; ";
        }
        if (!m_pool.Owns(binding.kind, binding.GetOutside()))
        {
            faults += binding.GetOutside().address.ToString() + " is not the pool's; ";
        }
        sessions.erase(place);
    }
    faults += sessions.empty() ? "" : "a session has no binding; ";
    for (size_t i = 0; i < BIB_KINDS; ++i)
    {
        const auto kind = static_cast<BibKind>(i);
        if (counts[i] != m_bib.GetCount(kind) || counts[i] != m_pool.GetUsed(kind))
        {
            faults += std::string("the counts of ") + ToWord(kind) + " bindings differ; ";
        }
    }
    return faults;
}

} // namespace ns3::v6lab
