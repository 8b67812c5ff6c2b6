// SPDX-License-Identifier: GPL-2.0-only
#include "model/translation/nat64.h"

#include "model/core/bytes.h"
#include "model/core/nat64/flow-tuple.h"
#include "model/routing/ipv4-stack.h"
#include "model/translation/attribute-names.h"
#include "model/translation/attribute-text.h"
#include "model/translation/node-links.h"
#include "model/translation/packet-handle.h"

#include "ns3/simulator.h"

#include <stdexcept>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(Nat64);

namespace
{

/** The fewest prefixes that make up a range of IPv4 addresses. */
std::vector<Prefix>
CoverRange(const IpAddress& first, const IpAddress& last)
{
    std::vector<Prefix> prefixes;
    uint64_t next = first.ToV4();
    while (next <= last.ToV4())
    {
        uint8_t length = 32;
        while (length > 0 && next % (uint64_t{1} << (33 - length)) == 0 &&
               next + (uint64_t{1} << (33 - length)) - 1 <= last.ToV4())
        {
            --length;
        }
        prefixes.emplace_back(IpAddress::V4(static_cast<uint32_t>(next)), length);
        next += uint64_t{1} << (32 - length);
    }
    return prefixes;
}

/**
 * No binding can be meant by an IPv4 packet that was dropped for this. Where the pool shares the
 * node's own address, it may be an answer to the node itself.
 */
bool
IsUnbound(Reason reason)
{
    return reason == Reason::NoBinding || reason == Reason::TcpWithoutSession ||
           reason == Reason::UnsupportedTransport || reason == Reason::WellKnownPrefixNonGlobal ||
           reason == Reason::NeverTranslated;
}

} // namespace

Nat64::Nat64() = default;
Nat64::~Nat64() = default;

void
Nat64::DoDispose()
{
    m_core.reset();
    StatefulTranslator::DoDispose();
}

void
Nat64::AddPool(const PoolRange& range)
{
    m_ranges.push_back(range);
}

void
Nat64::AddBinding(const StaticBinding& binding)
{
    if (m_core)
    {
        m_core->AddBinding(binding, Simulator::Now().GetNanoSeconds());
    }
    else
    {
        m_static.push_back(binding);
    }
}

bool
Nat64::RemoveBinding(BibKind kind, const TransportAddress& outside)
{
    return m_core && m_core->RemoveBinding(kind, outside, Simulator::Now().GetNanoSeconds());
}

const char*
Nat64::GetKind() const
{
    return "nat64";
}

void
Nat64::Start()
{
    const Nat64Settings settings = MakeNat64Settings();
    if (settings.pool.ranges.empty())
    {
        throw std::invalid_argument("pool: a NAT64 needs at least one IPv4 address (RFC 6146 3)");
    }
    m_core = attribute::Named([&] { return std::make_unique<Nat64Core>(settings); });
    m_core->SetWatch(MakeWatch());
    for (const auto& binding : m_static)
    {
        m_core->AddBinding(binding, Simulator::Now().GetNanoSeconds());
    }
    Attract(settings.prefix.GetPrefix());
    for (const auto& range : m_ranges)
    {
        for (const auto& prefix : CoverRange(range.first, range.last))
        {
            Attract(prefix);
        }
    }
}

Nat64Watch
Nat64::MakeWatch()
{
    Nat64Watch watch;
    watch.binding = [this](const BindingRecord& binding, Change change, int64_t) {
        m_binding(binding, change);
        ReportPoolUse(*binding.kind);
    };
    watch.session = [this](const SessionRecord& session, Change change, int64_t) {
        m_session(session, change);
    };
    watch.dropped = [this](uint64_t handle, Reason reason, int64_t) { Forget(handle, reason); };
    watch.joined = [this](uint64_t handle, int64_t) { Release(handle); };
    return watch;
}

void
Nat64::ReportPoolUse(BibKind kind)
{
    if (!m_poolUse.IsEmpty())
    {
        const Nat64Usage usage = m_core->GetUsage();
        const auto index = static_cast<size_t>(kind);
        m_poolUse({kind, usage.poolUsed[index], usage.poolCapacity[index]});
    }
}

Outcome
Nat64::Process(const PacketIn& in, const Surroundings& around, int64_t nowNs)
{
    ExpireBefore(nowNs);
    if (const auto early = LeaveToNode(in))
    {
        return *early;
    }
    Outcome outcome = m_core->Process(in, around, nowNs);
    if (outcome.fate == Fate::Dropped && IsUnbound(outcome.reason) && IsToNode(in.bytes))
    {
        return Outcome::Say(Fate::NotMine);
    }
    return outcome;
}

bool
Nat64::IsToNode(const uint8_t* header) const
{
    return header[0] >> 4 == 4 && GetLinks().GetIpv4().IsOurs(Ipv4Address(Read32(header + 16)));
}

/**
 * Nothing inside has this address and port of the node's own: the node takes the packet as any host
 * would, even one that may not be forwarded (RFC 1122 3.2.1.7) or that the core would hold back.
 */
std::optional<Outcome>
Nat64::LeaveToNode(const PacketIn& in) const
{
    const auto packet = IsToNode(in.bytes) ? ParsePacket(in, false).packet : std::nullopt;
    if (!packet)
    {
        return std::nullopt;
    }
    if (packet->isFragment) // the core knows whose it is once the first one is there
    {
        return packet->hopLimit <= 1 ? std::optional(Outcome::Say(Fate::NotMine)) : std::nullopt;
    }
    const TupleResult read = ReadTuple(in, *packet);
    if (read.needed != 0)
    {
        return Outcome::Needs(read.needed);
    }
    if (read.tuple && m_core->HasBinding(read.tuple->kind, read.tuple->destination))
    {
        return std::nullopt;
    }
    return Outcome::Say(Fate::NotMine);
}

/**
 * What was held is dropped, or goes to the node if nothing inside waits for it. The error about it
 * comes next and takes its identity, so it is let go only then.
 */
void
Nat64::Forget(uint64_t handle, Reason reason)
{
    const auto frame = GetHeld(handle);
    if (!frame)
    {
        return;
    }
    m_forgotten.push_back(handle);
    uint8_t header[20];
    frame->CopyData(header, sizeof(header));
    if (!IsUnbound(reason) || !IsToNode(header))
    {
        ReportDrop(frame, reason);
        return;
    }
    GetLinks().GetIpv4().GiveBack(frame, InterfaceOf(handle));
}

void
Nat64::LetGo()
{
    for (const uint64_t handle : m_forgotten)
    {
        Release(handle);
    }
    m_forgotten.clear();
}

void
Nat64::AfterPacket()
{
    LetGo();
    StatefulTranslator::AfterPacket();
}

int64_t
Nat64::GetNextDeadline() const
{
    return m_core->GetNextDeadline();
}

std::vector<Emission>
Nat64::AdvanceTo(int64_t nowNs)
{
    return m_core->Advance(GetLinks(), nowNs);
}

std::vector<BindingRecord>
Nat64::GetBindings() const
{
    return m_core ? m_core->GetBindings() : std::vector<BindingRecord>();
}

std::vector<SessionRecord>
Nat64::GetSessions() const
{
    return m_core ? m_core->GetSessions() : std::vector<SessionRecord>();
}

std::vector<PoolUse>
Nat64::GetPoolUse() const
{
    const Nat64Usage usage = GetUsage();
    std::vector<PoolUse> pools;
    for (size_t kind = 0; kind < BIB_KINDS; ++kind)
    {
        if (usage.poolCapacity[kind] != 0)
        {
            pools.push_back(
                {static_cast<BibKind>(kind), usage.poolUsed[kind], usage.poolCapacity[kind]});
        }
    }
    return pools;
}

Nat64Usage
Nat64::GetUsage() const
{
    return m_core ? m_core->GetUsage() : Nat64Usage();
}

PoolCounters
Nat64::GetPoolCounters() const
{
    return m_core ? m_core->GetPoolCounters() : PoolCounters();
}

} // namespace ns3::v6lab
