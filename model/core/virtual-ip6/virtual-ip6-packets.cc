// SPDX-License-Identifier: GPL-2.0-only
// The way of a packet through the translator, in both directions.
#include "model/core/translation/icmp-map.h"
#include "model/core/translation/illegal-source.h"
#include "model/core/translation/legal-address.h"
#include "model/core/translation/rfc6791-pool.h"
#include "model/core/virtual-ip6/virtual-ip6-core.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t ICMP_HEADER = 8;

/** What is told to the sender; nothing: it learns nothing. */
std::optional<IcmpError>
AnswerTo(Family from, Reason reason)
{
    const bool v6 = from == Family::V6;
    switch (reason)
    {
    case Reason::NoVirtualAddress:
    case Reason::BindingLimit:
    case Reason::SessionLimit:
    case Reason::StaleVirtualAddress:
        return icmp::HostUnreachable(from); // 1/3 or 3/1
    case Reason::PeerNotAllowed:
    case Reason::UntranslatableSource:
    case Reason::UntranslatableDestination:
    case Reason::NeverTranslated:
        return v6 ? IcmpError{1, 1, 0} : IcmpError{3, 13, 0};
    default:
        return std::nullopt;
    }
}

/** Ports and flags, where there are any; `read.reason` only for what must not pass. */
TupleResult
ReadPorts(const PacketIn& in, const ParsedPacket& packet)
{
    if (!packet.IsFirstFragment())
    {
        return {};
    }
    TupleResult read = ReadTuple(in, packet);
    if (read.reason == Reason::UnsupportedTransport)
    {
        read.reason = Reason::None;
    }
    return read;
}

} // namespace

Outcome
VirtualIp6Core::Refuse(const Pass& pass, Reason reason)
{
    const auto answer = AnswerTo(pass.packet.GetFamily(), reason);
    return answer ? m_headers.Refuse(reason, *answer, pass.in, pass.packet, pass.around, pass.nowNs)
                  : Outcome::Drop(reason);
}

Outcome
VirtualIp6Core::Send(const Pass& pass, const Rewrite& rewrite)
{
    return m_headers.Translate(pass.in, pass.packet, rewrite, pass.around, pass.nowNs);
}

Outcome
VirtualIp6Core::FromIpv6(const Pass& pass)
{
    const ParsedPacket& packet = pass.packet;
    if (!m_inside.Owns(packet.destination))
    {
        return Outcome::Say(Fate::NotMine);
    }
    if (m_inside.Owns(packet.source))
    {
        return Outcome::Drop(Reason::SourceInPrefix);
    }
    if (IsIllegal(packet.source))
    {
        return Outcome::Drop(Reason::IllegalSource);
    }
    if (auto refusal = m_headers.Precheck(pass.in, packet, pass.around, pass.nowNs))
    {
        return std::move(*refusal);
    }
    const auto host4 = m_inside.ToHost(packet.destination);
    if (!host4)
    {
        return Refuse(pass, host4.reason);
    }
    return IsIcmpError(pass.in, packet) ? Error6(pass, host4.address) : Flow6(pass, host4.address);
}

Outcome
VirtualIp6Core::FromIpv4(const Pass& pass)
{
    const ParsedPacket& packet = pass.packet;
    if (!m_tables.GetAddresses().Owns(packet.destination))
    {
        return Outcome::Say(Fate::NotMine);
    }
    if (m_tables.GetAddresses().Owns(packet.source))
    {
        return Outcome::Drop(Reason::SourceInPrefix);
    }
    if (auto illegal = RefuseIllegalSource(pass.in, packet))
    {
        return std::move(*illegal);
    }
    if (auto refusal = m_headers.Precheck(pass.in, packet, pass.around, pass.nowNs))
    {
        return std::move(*refusal);
    }
    return IsIcmpError(pass.in, packet) ? Error4(pass) : Flow4(pass);
}

Outcome
VirtualIp6Core::Flow6(const Pass& pass, const IpAddress& host4)
{
    const TupleResult read = ReadPorts(pass.in, pass.packet);
    if (read.needed != 0 || read.reason != Reason::None)
    {
        return read.needed != 0 ? Outcome::Needs(read.needed) : Outcome::Drop(read.reason);
    }
    const auto ruling = m_flows.From6({host4, pass.packet.source, read.tuple}, pass.nowNs);
    if (ruling.binding == NO_RECORD)
    {
        return Refuse(pass, ruling.reason);
    }
    Rewrite rewrite;
    rewrite.outer.source = m_tables.GetPeer(ruling.binding).GetVirtual();
    rewrite.outer.destination = host4;
    return Send(pass, rewrite);
}

Outcome
VirtualIp6Core::Flow4(const Pass& pass)
{
    const auto source6 = m_inside.ToVirtual(pass.packet.source);
    if (!source6)
    {
        const bool unknown = source6.reason == Reason::UntranslatableDestination;
        return Refuse(pass, unknown ? Reason::UntranslatableSource : source6.reason);
    }
    const TupleResult read = ReadPorts(pass.in, pass.packet);
    if (read.needed != 0 || read.reason != Reason::None)
    {
        return read.needed != 0 ? Outcome::Needs(read.needed) : Outcome::Drop(read.reason);
    }
    const auto ruling =
        m_flows.From4({pass.packet.source, pass.packet.destination, read.tuple}, pass.nowNs);
    if (ruling.binding == NO_RECORD)
    {
        return Refuse(pass, ruling.reason);
    }
    Rewrite rewrite;
    rewrite.outer.source = source6.address;
    rewrite.outer.destination = m_tables.GetPeer(ruling.binding).GetPeer();
    return Send(pass, rewrite);
}

std::optional<IpAddress>
VirtualIp6Core::StandIn(const std::vector<Prefix>& pool,
                        const Pass& pass,
                        const IpAddress& receiver)
{
    if (!pool.empty())
    {
        const bool random = m_settings.translation.randomRfc6791;
        return PickFromPool(pool, random ? m_random() : pass.packet.hopLimit);
    }
    const IpAddress own = pass.around.GetOwnAddress(receiver);
    return own.IsUnspecified() ? std::nullopt : std::optional(own);
}

/** RFC 6791, or a virtual address as peers have it. */
std::optional<IpAddress>
VirtualIp6Core::ErrorSource6(const Pass& pass, const IpAddress& host4, Rewrite& to)
{
    const IpAddress& router = pass.packet.source;
    uint32_t binding = m_tables.FindPeer(host4, router);
    if (binding == NO_RECORD && m_settings.bindRouters)
    {
        const int64_t untilNs = pass.nowNs + m_settings.timeouts.icmp;
        binding = m_tables.Bind(host4, router, BindingOrigin::Outside, untilNs, pass.nowNs).place;
    }
    if (binding != NO_RECORD)
    {
        return m_tables.GetPeer(binding).GetVirtual();
    }
    to.tellSource = true;
    return StandIn(m_settings.translation.rfc6791Pool, pass, host4);
}

/** Errors change no state, but that routers may get a virtual address. */
Outcome
VirtualIp6Core::Error6(const Pass& pass, const IpAddress& host4)
{
    const ParsedPacket& packet = pass.packet;
    if (pass.in.available < packet.end)
    {
        return Outcome::Needs(packet.end);
    }
    const uint32_t start = std::min(packet.upper + ICMP_HEADER, packet.end);
    const auto quoted = ParseQuoted(Family::V6, pass.in.bytes + start, packet.end - start).packet;
    if (!quoted)
    {
        return Outcome::Drop(Reason::QuotedPacketTooShort);
    }
    const auto from4 = m_inside.ToHost(quoted->source);
    const uint32_t peer = from4 ? m_tables.FindPeer(from4.address, quoted->destination) : NO_RECORD;
    if (peer == NO_RECORD)
    {
        return Outcome::Drop(from4 ? Reason::NoBinding : Reason::UntranslatableSource);
    }
    Rewrite rewrite;
    Endpoints& inner = rewrite.quoted.emplace();
    inner.source = from4.address;
    inner.destination = m_tables.GetPeer(peer).GetVirtual();
    const auto source = ErrorSource6(pass, host4, rewrite);
    if (!source)
    {
        return Outcome::Drop(Reason::UntranslatableSource);
    }
    rewrite.outer.source = *source;
    rewrite.outer.destination = host4;
    return Send(pass, rewrite);
}

/** A router inside may have an address that no virtual one belongs to. */
std::optional<IpAddress>
VirtualIp6Core::ErrorSource4(const Pass& pass, const IpAddress& peer6)
{
    const auto source = m_inside.ToVirtualAnyway(pass.packet.source);
    return source ? std::optional(source.address)
                  : StandIn(m_settings.translation.rfc6791v6Pool, pass, peer6);
}

Outcome
VirtualIp6Core::Error4(const Pass& pass)
{
    const ParsedPacket& packet = pass.packet;
    if (pass.in.available < packet.end)
    {
        return Outcome::Needs(packet.end);
    }
    const uint32_t start = std::min(packet.upper + ICMP_HEADER, packet.end);
    const auto quoted = ParseQuoted(Family::V4, pass.in.bytes + start, packet.end - start).packet;
    if (!quoted)
    {
        return Outcome::Drop(Reason::QuotedPacketTooShort);
    }
    const IpAddress& host4 = quoted->destination;
    const auto to6 = m_inside.ToVirtual(host4);
    const uint32_t from = m_tables.FindVirtual(host4, quoted->source);
    const uint32_t receiver = m_tables.FindVirtual(host4, packet.destination);
    if (!to6 || from == NO_RECORD || receiver == NO_RECORD)
    {
        return Outcome::Drop(to6 ? Reason::StaleVirtualAddress : Reason::UntranslatableSource);
    }
    Rewrite rewrite;
    rewrite.outer.destination = m_tables.GetPeer(receiver).GetPeer();
    Endpoints& inner = rewrite.quoted.emplace();
    inner.source = m_tables.GetPeer(from).GetPeer();
    inner.destination = to6.address;
    const auto source = ErrorSource4(pass, rewrite.outer.destination);
    if (!source)
    {
        return Outcome::Drop(Reason::UntranslatableSource);
    }
    rewrite.outer.source = *source;
    return Send(pass, rewrite);
}

} // namespace ns3::v6lab
