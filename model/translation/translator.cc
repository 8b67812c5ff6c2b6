// SPDX-License-Identifier: GPL-2.0-only
#include "model/translation/translator.h"

#include "model/core/bytes.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"
#include "model/trace/raw-header.h"
#include "model/translation/node-links.h"
#include "model/translation/packet-handle.h"

#include "ns3/simulator.h"
#include "ns3/socket.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** Enough for the headers of nearly all packets; the core asks for more where it is not. */
constexpr uint32_t HEAD = 160;
constexpr uint32_t IPV6_HEADER = 40;
/** What IPv6 headers are longer by (RFC 7915 4.1). */
constexpr uint32_t LONGER = 20;

/** The length that the IP header states: behind it there may be padding of the link. */
uint32_t
LengthOf(const uint8_t* head, Family family)
{
    return family == Family::V4 ? Read16(head + 2) : IPV6_HEADER + Read16(head + 4);
}

/** Broadcasts of subnets have routes of their own, which do not lead to translators. */
bool
IsForMany(const uint8_t* head, Family family)
{
    return family == Family::V4 ? head[16] >> 4 >= 14 : head[24] == 0xff;
}

} // namespace

Translator::Translator() = default;
Translator::~Translator() = default;

void
Translator::DoDispose()
{
    m_held.clear();
    m_plane = nullptr;
    m_links.reset();
    Object::DoDispose();
}

void
Translator::Attach(const Ptr<Node>& node)
{
    if (node->GetObject<Translator>(GetInstanceTypeId()))
    {
        throw std::invalid_argument("a node has one " + std::string(GetKind()) + " at most");
    }
    m_links = std::make_unique<NodeLinks>(node);
    m_plane = node->GetObject<ForwardingPlane>();
    Start();
    node->AggregateObject(this);
}

void
Translator::AddErrorSource(const Prefix& prefix)
{
    m_errorSources.push_back(prefix);
}

void
Translator::AddNeverTranslated(const Prefix& ipv4)
{
    m_never.push_back(ipv4);
}

const std::vector<Prefix>&
Translator::GetNeverTranslated() const
{
    return m_never;
}

const NodeLinks&
Translator::GetLinks() const
{
    return *m_links;
}

void
Translator::Attract(const Prefix& prefix)
{
    if (prefix.GetFamily() == Family::V4)
    {
        m_links->GetIpv4().GetLpm().AddDetour(prefix, this);
    }
    else
    {
        m_links->GetIpv6().GetLpm().AddDetour(prefix, this);
    }
}

std::vector<std::string>
Translator::GetWarnings() const
{
    if (!m_plane)
    {
        return {};
    }
    std::vector<std::string> warnings = Warnings(MakeSettings());
    for (auto& warning : GetAddressWarnings())
    {
        warnings.push_back(std::move(warning));
    }
    return warnings;
}

std::vector<std::string>
Translator::GetAddressWarnings() const
{
    return {};
}

void
Translator::AfterPacket()
{
}

bool
Translator::Take(const Ptr<const Packet>& frame, Family family, const Arrived& arrived)
{
    uint8_t head[HEAD];
    PacketIn in;
    in.bytes = head;
    in.available = frame->CopyData(head, HEAD);
    if (arrived.linkBroadcast && !IsForMany(head, family)) // RFC 1812 5.3.4
    {
        ReportDrop(frame, Reason::LinkBroadcast);
        return true;
    }
    in.length = LengthOf(head, family);
    in.available = std::min(in.available, in.length);
    in.handle = MakeHandle(++m_lastHandle, arrived.onInterface);
    const int64_t now = Simulator::Now().GetNanoSeconds();
    Outcome outcome = Process(in, *m_links, now);
    std::vector<uint8_t> whole;
    if (outcome.fate == Fate::NeedsMore)
    {
        whole = BytesOf(frame, in.length);
        in.bytes = whole.data();
        in.available = in.length;
        outcome = Process(in, *m_links, now);
    }
    if (outcome.fate == Fate::NotMine)
    {
        return false;
    }
    if (outcome.fate == Fate::Held)
    {
        m_held.emplace(in.handle, frame);
    }
    if (outcome.fate == Fate::Dropped)
    {
        ReportDrop(frame, outcome.reason);
    }
    SendAll(outcome.emissions.data(), outcome.emissions.size(), frame);
    AfterPacket();
    return true;
}

Ptr<Packet>
Translator::Assemble(const Emission& emission, const Ptr<const Packet>& origin) const
{
    Ptr<Packet> packet;
    if (origin)
    {
        // An empty piece too: it takes the identity along.
        packet = origin->CreateFragment(emission.tailLength > 0 ? emission.tail : 0,
                                        emission.tailLength);
        SocketPriorityTag priority; // was for the queues of the node before
        packet->RemovePacketTag(priority);
    }
    else
    {
        packet = Create<Packet>();
    }
    packet->AddHeader(RawHeader(emission.head.data(), emission.head.size()));
    return packet;
}

void
Translator::SendAll(const Emission* emissions, size_t count, const Ptr<const Packet>& about)
{
    for (size_t i = 0; i < count; ++i)
    {
        Send(emissions[i], about);
    }
    for (size_t i = 0; i < count; ++i) // only now: a fragment may leave in several pieces
    {
        Release(emissions[i].origin);
    }
}

void
Translator::Send(const Emission& emission, const Ptr<const Packet>& about)
{
    const auto held = GetHeld(emission.origin);
    const Ptr<const Packet> origin = held ? held : about;
    const bool own = emission.kind != EmissionKind::Translated;
    const auto packet = Assemble(emission, own ? nullptr : origin);
    if (own && origin)
    {
        m_plane->StampAnswer(packet, origin, *FactsOf(origin));
    }
    if (own && m_plane->NeedsFacts())
    {
        m_plane->OnSend(packet, *FactsOf(packet));
    }
    if (!own && !(m_hop.IsEmpty() && m_translated.IsEmpty()))
    {
        ReportTranslation(origin, packet);
    }
    if (emission.family == Family::V4)
    {
        const Ipv4Address destination(Read32(&emission.head[16]));
        m_links->GetIpv4().Inject(packet, destination, this);
    }
    else
    {
        const auto destination = ToNs3V6(IpAddress::V6(&emission.head[24]));
        m_links->GetIpv6().Inject(packet, destination, this);
    }
}

Ptr<const Packet>
Translator::GetHeld(uint64_t handle) const
{
    const auto held = m_held.find(handle);
    return held == m_held.end() ? nullptr : held->second;
}

void
Translator::Release(uint64_t handle)
{
    m_held.erase(handle);
}

void
Translator::ReportTranslation(const Ptr<const Packet>& before, const Ptr<const Packet>& after)
{
    PacketEvent event;
    event.action = Action::Translate;
    event.node = m_plane->GetNodeId();
    event.identity = PacketIdentity::Of(after);
    event.before = *FactsOf(before);
    event.after = *FactsOf(after);
    event.translator = GetKind();
    m_hop(event);
    m_translated(event);
}

void
Translator::ReportDrop(const Ptr<const Packet>& frame, Reason reason)
{
    if (m_hop.IsEmpty() && m_dropped.IsEmpty())
    {
        return;
    }
    PacketEvent event;
    event.action = Action::Drop;
    event.reason = reason;
    event.node = m_plane->GetNodeId();
    event.identity = PacketIdentity::Of(frame);
    event.before = FactsOf(frame).value_or(PacketFacts());
    m_hop(event);
    m_dropped(event);
}

/** What surely passes: its packets are worth less than a translator's ICMP errors. */
uint32_t
Translator::GetMtu(const IpAddress& destination) const
{
    if (destination.IsV4())
    {
        return m_links->GetSmallestMtu(Family::V6) - LONGER;
    }
    return std::max(1280u, std::min(m_links->GetSmallestMtu(Family::V4) + LONGER, 0xffffu));
}

std::optional<IpAddress>
Translator::GetSource(const IpAddress&) const
{
    return std::nullopt;
}

} // namespace ns3::v6lab
