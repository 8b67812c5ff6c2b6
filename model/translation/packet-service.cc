// SPDX-License-Identifier: GPL-2.0-only
#include "model/translation/packet-service.h"

#include "model/core/benchmark/rss-hash.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"
#include "model/translation/stateful-translator.h"

#include "ns3/simulator.h"

#include <cmath>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t HEAD = 120; //!< enough for addresses and ports

/** One number for a 5-tuple; that two of a benchmark's are equal is next to impossible. */
uint64_t
KeyOf(const PacketFacts& facts)
{
    uint64_t key = facts.protocol;
    const auto mix = [&key](uint64_t word) {
        key = (key ^ word) * 0x9e3779b97f4a7c15ULL;
        key ^= key >> 29;
    };
    for (const auto* address : {&facts.source, &facts.destination})
    {
        for (const uint8_t byte : address->GetBytes())
        {
            mix(byte);
        }
    }
    mix(uint64_t{facts.sourcePort} << 16 | facts.destinationPort);
    return key;
}

PacketFacts
TupleOf(BibKind kind, const TransportAddress& from, const TransportAddress& to)
{
    PacketFacts facts;
    const bool v4 = from.address.IsV4();
    facts.protocol = kind == BibKind::Tcp   ? protocol::TCP
                     : kind == BibKind::Udp ? protocol::UDP
                     : v4                   ? protocol::ICMPV4
                                            : protocol::ICMPV6;
    facts.source = from.address;
    facts.destination = to.address;
    facts.sourcePort = from.port;
    facts.destinationPort = to.port;
    return facts;
}

} // namespace

PacketService::PacketService() = default;
PacketService::~PacketService() = default;

void
PacketService::DoDispose()
{
    if (m_plane)
    {
        m_plane->SetGate(nullptr);
    }
    m_plane = nullptr;
    m_ipv4 = nullptr;
    m_ipv6 = nullptr;
    m_work.clear();
    m_jitter = nullptr;
    Object::DoDispose();
}

void
PacketService::Attach(const Ptr<Node>& node)
{
    m_plane = node->GetObject<ForwardingPlane>();
    m_ipv4 = node->GetObject<Ipv4Stack>();
    m_ipv6 = node->GetObject<Ipv6Stack>();
    if (!m_plane || !m_ipv4 || !m_ipv6)
    {
        throw std::invalid_argument(
            "a service model needs a node with v6lab's stack (StackHelper)");
    }
    m_inner = m_plane->GetGate();
    m_plane->SetGate(this);
    m_work.resize(m_cores);
    m_served.resize(m_cores, 0);
    if (const auto translator = node->GetObject<StatefulTranslator>())
    {
        m_hasState = true;
        translator->TraceConnectWithoutContext("Session",
                                               MakeCallback(&PacketService::OnSession, this));
    }
    node->AggregateObject(this);
}

int64_t
PacketService::AssignStreams(int64_t stream)
{
    if (!m_jitter)
    {
        return 0;
    }
    m_jitter->SetStream(stream);
    return 1;
}

ServiceCost
PacketService::GetCost() const
{
    ServiceCost cost;
    cost.forwardNs = m_forward.ToDouble(Time::NS);
    cost.to4Ns = m_to4.ToDouble(Time::NS);
    cost.to6Ns = m_to6.ToDouble(Time::NS);
    cost.localNs = m_local.ToDouble(Time::NS);
    cost.byteNs = m_byteNs;
    cost.lookupNs = m_lookup.ToDouble(Time::NS);
    cost.missNs = m_miss.ToDouble(Time::NS);
    cost.cachedStates = m_cached;
    cost.newStateNs = m_newState.ToDouble(Time::NS);
    cost.serialFraction = m_serial;
    return cost;
}

uint64_t
PacketService::GetHeld() const
{
    uint64_t held = m_busy;
    for (const auto& core : m_work)
    {
        held += core.queue.size();
    }
    return held;
}

Passage
PacketService::Enter(const Ptr<const Packet>& frame, const Ptr<NetDevice>& device, bool own)
{
    const auto onwards = [&] { return m_inner ? m_inner->Enter(frame, device, own) : Passage(); };
    if ((own && m_local.IsZero()) || m_done.erase(PeekPointer(frame)) > 0)
    {
        return onwards();
    }
    uint8_t head[HEAD];
    const auto facts = ReadFacts(head, frame->CopyData(head, HEAD));
    if (!facts || facts->destination.IsMulticast() || facts->destination.IsLinkLocal() ||
        (own && facts->protocol != protocol::UDP))
    {
        return onwards();
    }
    const uint32_t core = RssCore(RssHash(*facts), m_cores);
    Core& work = m_work[core];
    if (!work.busy)
    {
        ++m_busy;
        Begin(core, {frame, device, *facts, own});
    }
    else if (work.queue.size() < m_queue)
    {
        work.queue.push_back({frame, device, *facts, own});
    }
    else
    {
        m_plane->OnDrop(Reason::QueueFull, frame, *facts);
    }
    return {Passage::Way::Ended, {}, nullptr};
}

bool
PacketService::MayReturn(const Ptr<const Packet>& frame, const Ptr<NetDevice>& device)
{
    return !m_inner || m_inner->MayReturn(frame, device);
}

void
PacketService::Begin(uint32_t core, const Job& job)
{
    Core& work = m_work[core];
    work.busy = true;
    ServiceRequest request;
    request.operation = OperationOf(job);
    request.length = job.facts.length;
    if (m_hasState && request.operation != Operation::Forward && !job.own)
    {
        request.states = m_states;
        request.needsState = NeedsState(job.facts, work);
    }
    double ns = ServiceNs(GetCost(), request) * Slowdown(m_serial, m_busy);
    if (m_jitter)
    {
        ns *= 1 + std::max(-1.0, m_jitter->GetValue());
    }
    Simulator::Schedule(NanoSeconds(std::llround(ns)), &PacketService::End, this, core, job);
}

void
PacketService::End(uint32_t core, Job job)
{
    if (!m_plane) // the node is being taken apart
    {
        return;
    }
    ++m_served[core];
    const auto frame = job.frame->Copy();
    m_done.insert(PeekPointer(frame));
    if (job.facts.family == Family::V4)
    {
        m_ipv4->Loop(frame, static_cast<uint32_t>(m_ipv4->GetInterfaceForDevice(job.device)));
    }
    else
    {
        m_ipv6->Loop(frame, static_cast<uint32_t>(m_ipv6->GetInterfaceForDevice(job.device)));
    }
    Core& work = m_work[core];
    if (work.queue.empty())
    {
        work.busy = false;
        --m_busy;
        return;
    }
    const Job next = std::move(work.queue.front());
    work.queue.pop_front();
    Begin(core, next);
}

Operation
PacketService::OperationOf(const Job& job) const
{
    const PacketFacts& facts = job.facts;
    if (job.own)
    {
        return Operation::Local;
    }
    if (facts.family == Family::V4)
    {
        return m_ipv4->GetLpm().FindDetour(facts.destination.ToV4()) ? Operation::To6
                                                                     : Operation::Forward;
    }
    return m_ipv6->GetLpm().FindDetour(KeyOfV6(facts.destination)) ? Operation::To4
                                                                   : Operation::Forward;
}

bool
PacketService::NeedsState(const PacketFacts& facts, Core& core) const
{
    const uint64_t key = KeyOf(facts);
    // The packet in front may be about to make it: packets of a flow have one core.
    const bool needs = m_known.count(key) == 0 && core.making != key;
    if (needs)
    {
        core.making = key;
    }
    return needs;
}

void
PacketService::OnSession(const SessionRecord& session, Change change)
{
    if (change == Change::Changed)
    {
        return;
    }
    const bool added = change == Change::Added;
    m_states += added ? 1 : -1;
    // Who is inside has IPv6 in front of a NAT64, and IPv4 behind virtual IPv6.
    const bool v4Inside = session.inside.address.IsV4();
    const auto& far = v4Inside ? session.remote4 : session.remote6;
    const auto& farOutside = v4Inside ? session.remote6 : session.remote4;
    for (const auto& tuple : {TupleOf(session.kind, session.inside, far),
                              TupleOf(session.kind, far, session.inside),
                              TupleOf(session.kind, session.outside, farOutside),
                              TupleOf(session.kind, farOutside, session.outside)})
    {
        const uint64_t key = KeyOf(tuple);
        if (added)
        {
            ++m_known[key];
        }
        else if (const auto known = m_known.find(key); known != m_known.end())
        {
            known->second > 1 ? void(--known->second) : void(m_known.erase(known));
        }
    }
}

} // namespace ns3::v6lab
