// SPDX-License-Identifier: GPL-2.0-only
// Fragments on their way through the translator: RFC 6146 3.4.
#include "model/core/bytes.h"
#include "model/core/internet-checksum.h"
#include "model/core/nat64/emission.h"
#include "model/core/nat64/nat64-state.h"
#include "model/core/packet-facts.h"
#include "model/core/translation/icmp-map.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t LARGEST_PAYLOAD = 0xffff;
constexpr uint32_t UDP_CHECKSUM = 6;

/** What no sender makes: a middle piece of odd length, or bytes behind the largest datagram. */
bool
IsSoundFragment(const ParsedPacket& packet)
{
    const uint32_t length = packet.GetUpperLength();
    return (!packet.moreFragments || length % 8 == 0) &&
           packet.fragmentOffset + length <= LARGEST_PAYLOAD;
}

/** RFC 6146 3.4, RFC 1858: ports and flags must be in the first fragment, and stay as they are. */
bool
IsTiny(const PacketIn& in, const ParsedPacket& packet)
{
    const bool tcp = packet.protocol == protocol::TCP;
    if (!packet.IsFirstFragment())
    {
        return tcp && packet.fragmentOffset < 20;
    }
    const uint32_t length = packet.GetUpperLength();
    if (length < (tcp ? 20u : 8u))
    {
        return true;
    }
    return tcp && length < 4u * (in.bytes[packet.upper + 12] >> 4);
}

std::vector<uint8_t>
JoinPayloads(const std::vector<HeldFragment>& held)
{
    std::vector<uint8_t> payload;
    for (const auto& fragment : held)
    {
        const auto parsed = ParsePacket(fragment.GetPacket(), false).packet;
        payload.insert(payload.end(),
                       fragment.bytes.begin() + parsed->upper,
                       fragment.bytes.begin() + parsed->end);
    }
    return payload;
}

void
Set16(uint8_t* bytes, uint16_t value)
{
    bytes[0] = static_cast<uint8_t>(value >> 8);
    bytes[1] = static_cast<uint8_t>(value);
}

/** UDP's own length: there may be bytes behind it, but it does not end behind them (RFC 768). */
bool
HasSoundUdpLength(const std::vector<uint8_t>& payload)
{
    const uint32_t length = Read16(payload.data() + 4);
    return length >= 8 && length <= payload.size();
}

/** What a UDP datagram without a checksum has behind the NAT64 (RFC 6146 3.4). */
uint16_t
ComputeUdpChecksum(std::vector<uint8_t> payload, const Endpoints& to)
{
    Set16(payload.data() + 2, to.destinationPort.value_or(Read16(payload.data() + 2)));
    const uint32_t size = Read16(payload.data() + 4);
    const uint16_t checksum = InternetChecksum()
                                  .AddPseudoHeader(to.source, to.destination, protocol::UDP, size)
                                  .Add(payload.data(), size)
                                  .Get();
    return checksum == 0 ? uint16_t{0xffff} : checksum;
}

/** The datagram as it was before it was cut; extension headers and options have no use here. */
std::vector<uint8_t>
JoinPacket(const HeldFragment& first, uint8_t protocol, const std::vector<uint8_t>& payload)
{
    const bool v4 = first.bytes[0] >> 4 == 4;
    std::vector<uint8_t> packet(first.bytes.begin(), first.bytes.begin() + (v4 ? 20 : 40));
    packet.insert(packet.end(), payload.begin(), payload.end());
    if (!v4)
    {
        Set16(packet.data() + 4, static_cast<uint16_t>(payload.size()));
        packet[6] = protocol;
        return packet;
    }
    packet[0] = 0x45;
    Set16(packet.data() + 2, static_cast<uint16_t>(packet.size()));
    Set16(packet.data() + 6, 0);
    Set16(packet.data() + 10, 0);
    Set16(packet.data() + 10, InternetChecksum().Add(packet.data(), 20).Get());
    return packet;
}

} // namespace

Outcome
Nat64Core::State::HandleFragment(Pass& pass)
{
    const ParsedPacket& packet = pass.packet;
    if (!ToBibKind(packet.GetFamily(), packet.protocol))
    {
        return HandleWhole(pass); // says so; an error is for first fragments only
    }
    if (pass.in.available < packet.end)
    {
        return Outcome::Needs(packet.end);
    }
    if (!IsSoundFragment(packet))
    {
        return Outcome::Drop(Reason::MalformedHeader);
    }
    Datagram* datagram = m_fragments.Open(packet, pass.nowNs);
    if (!datagram)
    {
        return Outcome::Drop(Reason::FragmentLimit);
    }
    if (datagram->refused != Reason::None)
    {
        return Outcome::Drop(datagram->refused);
    }
    if (!m_jool && IsTiny(pass.in, packet))
    {
        return Reject(pass, *datagram, Reason::TinyFragment);
    }
    switch (m_fragments.Note(*datagram, pass.in, packet))
    {
    case FragmentArrival::New:
        break;
    case FragmentArrival::Duplicate:
        return Outcome::Drop(Reason::DuplicateFragment);
    case FragmentArrival::Overlap:
        return Reject(pass, *datagram, Reason::OverlappingFragments);
    case FragmentArrival::NoRoom:
        return Outcome::Drop(Reason::FragmentLimit);
    }
    Outcome outcome;
    if (m_jool) // puts every datagram together again
    {
        datagram->waitsForAll = true;
        outcome = Hold(pass, *datagram);
    }
    else if (packet.IsFirstFragment())
    {
        outcome = First(pass, *datagram);
    }
    else
    {
        outcome = datagram->rewrite ? Send(pass, *datagram->rewrite) : Hold(pass, *datagram);
    }
    if (datagram->IsComplete() && datagram->refused == Reason::None)
    {
        if (datagram->waitsForAll && outcome.fate == Fate::Held)
        {
            outcome = Finish(pass, *datagram);
        }
        m_fragments.Close(*datagram);
    }
    return outcome;
}

/** The fragment with the ports: it decides for all. */
Outcome
Nat64Core::State::First(Pass& pass, Datagram& datagram)
{
    const uint8_t* upper = pass.in.bytes + pass.packet.upper;
    const auto kind = *ToBibKind(pass.packet.GetFamily(), pass.packet.protocol);
    const bool unsummed = kind == BibKind::Udp && pass.packet.GetFamily() == Family::V4 &&
                          Read16(upper + UDP_CHECKSUM) == 0;
    datagram.waitsForAll = kind == BibKind::Icmp || (m_checksums && unsummed);
    if (datagram.waitsForAll)
    {
        return Hold(pass, datagram);
    }
    auto admission = Admit(pass);
    if (auto* refusal = std::get_if<Outcome>(&admission))
    {
        const Reason reason =
            refusal->reason == Reason::None ? Reason::FragmentTimeout : refusal->reason;
        Reject(pass, datagram, reason);
        return std::move(*refusal);
    }
    datagram.rewrite = std::get<Rewrite>(admission);
    Outcome outcome = Send(pass, *datagram.rewrite);
    for (const auto& held : m_fragments.Release(datagram))
    {
        SendHeld(pass, *datagram.rewrite, held, outcome);
    }
    return outcome;
}

Outcome
Nat64Core::State::Hold(Pass& pass, Datagram& datagram)
{
    HeldFragment fragment;
    fragment.bytes.assign(pass.in.bytes, pass.in.bytes + pass.packet.end);
    fragment.handle = pass.in.handle;
    fragment.offset = pass.packet.fragmentOffset;
    fragment.hairpin = pass.hairpin;
    if (!m_fragments.Hold(datagram, std::move(fragment)))
    {
        // A hole that nothing will fill: what came of it need not wait for the timeout.
        return Reject(pass, datagram, Reason::FragmentLimit);
    }
    return Outcome::Say(Fate::Held);
}

/** All is there of a datagram whose checksum needs all: its fragments leave as they came. */
Outcome
Nat64Core::State::Finish(Pass& pass, Datagram& datagram)
{
    const std::vector<HeldFragment> held = m_fragments.Release(datagram);
    const PacketIn first = held.front().GetPacket();
    Pass firstPass{first,
                   *ParsePacket(first, m_checksums).packet,
                   pass.around,
                   pass.nowNs,
                   held.front().hairpin,
                   true,
                   false,
                   pass.remote4};
    const std::vector<uint8_t> payload = JoinPayloads(held);
    const bool icmp = firstPass.packet.protocol != protocol::UDP;
    if (m_jool || IsIcmpError(firstPass.in, firstPass.packet))
    {
        const auto bytes = JoinPacket(held.front(), firstPass.packet.protocol, payload);
        Outcome outcome = FinishJoined(firstPass, bytes, held);
        TellPieces(pass, held, outcome);
        return outcome;
    }
    Admission admission = icmp || HasSoundUdpLength(payload)
                              ? Admit(firstPass)
                              : Outcome::Drop(Reason::MalformedHeader);
    if (auto* refusal = std::get_if<Outcome>(&admission))
    {
        TellPieces(pass, held, *refusal);
        return std::move(*refusal);
    }
    Rewrite& rewrite = std::get<Rewrite>(admission);
    rewrite.upperLength = static_cast<uint32_t>(payload.size());
    if (!icmp)
    {
        rewrite.udpChecksum = ComputeUdpChecksum(payload, rewrite.outer);
    }
    Outcome outcome = Outcome::Say(Fate::Translated);
    for (const auto& fragment : held)
    {
        SendHeld(pass, rewrite, fragment, outcome);
    }
    return outcome;
}

/**
 * The quoted packet changes its length, so an error cannot keep its fragments. The real translator
 * has whole datagrams only.
 */
Outcome
Nat64Core::State::FinishJoined(Pass& first,
                               const std::vector<uint8_t>& bytes,
                               const std::vector<HeldFragment>& pieces)
{
    if (bytes.size() > LARGEST_PAYLOAD + (bytes[0] >> 4 == 4 ? 0 : 40))
    {
        return Outcome::Drop(Reason::MalformedHeader);
    }
    const auto size = static_cast<uint32_t>(bytes.size());
    first.in = {bytes.data(), size, size, first.in.handle};
    const ParseResult parsed = ParsePacket(first.in, m_checksums);
    if (!parsed.packet)
    {
        return Outcome::Drop(Reason::MalformedHeader);
    }
    first.packet = *parsed.packet;
    first.joined = true;
    if (!first.hairpin)
    {
        if (auto refusal =
                m_headers.Precheck(first.in, first.packet, first.around, first.nowNs, true))
        {
            return *refusal;
        }
    }
    if (auto refusal = CheckPieces(first, pieces))
    {
        return *refusal;
    }
    return HandleWhole(first);
}

/**
 * The real translator cuts a datagram that came in fragments anew, but if a piece was too big for
 * the IPv4 side on its own, the sender is to make smaller ones: the first piece is answered.
 */
std::optional<Outcome>
Nat64Core::State::CheckPieces(Pass& first, const std::vector<HeldFragment>& pieces)
{
    if (!m_jool || first.packet.GetFamily() == Family::V4 || IsIcmpError(first.in, first.packet))
    {
        return std::nullopt;
    }
    const uint32_t mtu = first.around.GetMtu(m_prefix.Extract(first.packet.destination));
    for (const auto& piece : pieces)
    {
        const auto parsed = ParsePacket(piece.GetPacket(), m_checksums).packet;
        if (20 + parsed->GetUpperLength() <= mtu)
        {
            continue;
        }
        return piece.offset == 0 ? Refuse(first,
                                          Reason::PacketTooBig,
                                          icmp::TooBig(Family::V6, std::max(1280u, mtu + 20)))
                                 : Outcome::Drop(Reason::PacketTooBig);
    }
    return std::nullopt;
}

/** The datagram is lost: what is held of it, and what is still to come. */
Outcome
Nat64Core::State::Reject(Pass& pass, Datagram& datagram, Reason reason)
{
    for (const auto& held : m_fragments.Release(datagram))
    {
        TellDropped(held.handle, reason, pass.nowNs);
    }
    datagram.refused = reason;
    return Outcome::Drop(reason);
}

void
Nat64Core::State::SendHeld(Pass& pass,
                           const Rewrite& rewrite,
                           const HeldFragment& held,
                           Outcome& outcome)
{
    const PacketIn in = held.GetPacket();
    Pass heldPass{in,
                  *ParsePacket(in, m_checksums).packet,
                  pass.around,
                  pass.nowNs,
                  held.hairpin,
                  true};
    Rewrite own = rewrite;
    own.decrement = !held.hairpin;
    Outcome sent = Send(heldPass, own);
    if (held.handle == pass.in.handle) // what becomes of the packet that came
    {
        outcome.fate = sent.fate;
        outcome.reason = sent.reason;
    }
    else if (sent.fate == Fate::Dropped)
    {
        TellDropped(held.handle, sent.reason, pass.nowNs);
    }
    for (auto& emission : sent.emissions)
    {
        outcome.emissions.push_back(std::move(emission));
    }
}

} // namespace ns3::v6lab
