// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/nat64-core.h"

#include "model/core/bytes.h"
#include "model/core/nat64/emission.h"
#include "model/core/nat64/nat64-state.h"
#include "model/core/nat64/settings-check.h"
#include "model/core/packet-facts.h"
#include "model/core/translation/icmp-map.h"
#include "model/core/translation/illegal-source.h"
#include "model/core/translation/legal-address.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr IcmpError PROHIBITED_6{1, 1, 0};
constexpr IcmpError PORT_UNREACHABLE_6{1, 4, 0};
constexpr IcmpError PROTOCOL_UNREACHABLE_4{3, 2, 0};

AddressMapSettings
ToAddressSettings(const Nat64Settings& settings)
{
    AddressMapSettings addresses;
    addresses.prefix = settings.prefix;
    addresses.wellKnownDeny = settings.wellKnownDeny;
    addresses.deny = settings.neverTranslate;
    addresses.lenientUOctet = settings.lenientUOctet;
    return addresses;
}

/** RFC 6146 3.4: UDP without a checksum gets one, whatever a stateless translator would do. */
TranslationSettings
ToHeaderSettings(const Nat64Settings& settings)
{
    TranslationSettings translation = settings.translation;
    translation.zeroChecksum = ZeroChecksum::Compute;
    return translation;
}

int64_t
Shortest(const Nat64Timeouts& timeouts)
{
    return std::min({timeouts.udp,
                     timeouts.tcpEstablished,
                     timeouts.tcpTransitory,
                     timeouts.tcpOpening.value_or(timeouts.tcpTransitory),
                     timeouts.tcpIncomingSyn,
                     timeouts.icmp,
                     timeouts.fragment});
}

} // namespace

Nat64Core::State::State(const Nat64Settings& settings)
    : tables(Checked(settings)),
      m_prefix(settings.prefix),
      m_addresses(ToAddressSettings(settings)),
      m_headers(ToHeaderSettings(settings)),
      m_filtering(settings, tables),
      m_fragments(settings.limits.fragmentBytes, settings.timeouts.fragment),
      m_checksums(settings.translation.checksums),
      m_jool(settings.translation.profile == Profile::Jool),
      m_routersOwnErrors(settings.routersOwnErrors),
      m_shortestNs(Shortest(settings.timeouts))
{
}

Outcome
Nat64Core::State::Process(const PacketIn& in, const Surroundings& around, int64_t nowNs)
{
    Expire(around, nowNs);
    m_current = in.handle;
    Outcome outcome = Handle(in, around, nowNs, false, false);
    if (outcome.fate == Fate::Held)
    {
        SettleCurrent(in.handle, outcome);
    }
    m_currentLost = Reason::None;
    m_currentJoined = false;
    tables.Settle();
    if (!m_due.empty() && outcome.fate != Fate::NeedsMore) // who asks again gets them then
    {
        outcome.emissions.insert(outcome.emissions.begin(),
                                 std::make_move_iterator(m_due.begin()),
                                 std::make_move_iterator(m_due.end()));
        m_due.clear();
    }
    return outcome;
}

Outcome
Nat64Core::State::Handle(const PacketIn& in,
                         const Surroundings& around,
                         int64_t nowNs,
                         bool hairpin,
                         bool owned)
{
    const ParseResult parsed = ParsePacket(in, m_checksums);
    if (parsed.needed != 0)
    {
        return Outcome::Needs(parsed.needed);
    }
    if (!parsed.packet)
    {
        return Outcome::Drop(parsed.reason);
    }
    Pass pass{in, *parsed.packet, around, nowNs, hairpin, owned};
    if (m_jool && !pass.packet.isFragment)
    {
        pass.packet.hasFragmentHeader = false; // an atomic fragment is whole once put together
    }
    Prefetch(pass);
    const auto refusal = pass.packet.GetFamily() == Family::V6 ? Enter6(pass) : Enter4(pass);
    if (refusal)
    {
        return *refusal;
    }
    return pass.packet.isFragment ? HandleFragment(pass) : HandleWhole(pass);
}

/** Memory is slow: what the tables will look at is fetched while the headers are checked. */
void
Nat64Core::State::Prefetch(const Pass& pass) const
{
    const ParsedPacket& packet = pass.packet;
    const bool udp = packet.protocol == protocol::UDP;
    if ((!udp && packet.protocol != protocol::TCP) || !packet.IsFirstFragment() ||
        pass.in.available < packet.upper + 4)
    {
        return;
    }
    const uint8_t* upper = pass.in.bytes + packet.upper;
    const BibKind kind = udp ? BibKind::Udp : BibKind::Tcp;
    const TransportAddress source{packet.source, Read16(upper)};
    const TransportAddress destination{packet.destination, Read16(upper + 2)};
    if (packet.source.IsV4())
    {
        tables.Prefetch(kind, destination, source);
    }
    else if (m_prefix.Contains(packet.destination))
    {
        tables.Prefetch(kind, source, {m_prefix.Extract(packet.destination), destination.port});
    }
}

/** RFC 6146 3.5, before any table is asked: is the packet ours, and are its addresses fit? */
std::optional<Outcome>
Nat64Core::State::Enter6(Pass& pass)
{
    const ParsedPacket& packet = pass.packet;
    if (!m_prefix.Contains(packet.destination))
    {
        return Outcome::Say(Fate::NotMine);
    }
    if (m_prefix.Contains(packet.source))
    {
        return Outcome::Drop(Reason::SourceInPrefix);
    }
    if (IsIllegal(packet.source))
    {
        return Outcome::Drop(Reason::IllegalSource);
    }
    if (auto refusal = m_headers.Precheck(pass.in, packet, pass.around, pass.nowNs, true))
    {
        return refusal;
    }
    const MappedAddress destination = m_addresses.To4(packet.destination);
    // D5, and RFC 6052 3.1: dropped, without a word, as the stateless translators do.
    if (destination.reason == Reason::NonZeroUOctet ||
        destination.reason == Reason::WellKnownPrefixNonGlobal)
    {
        return Outcome::Drop(destination.reason);
    }
    if (!destination)
    {
        return Refuse(pass, destination.reason, PROHIBITED_6);
    }
    if (IsIllegal(destination.address)) // RFC 1812 5.3.7: no router passes it on
    {
        return Outcome::Drop(Reason::UntranslatableDestination);
    }
    pass.remote4 = destination.address;
    return std::nullopt;
}

std::optional<Outcome>
Nat64Core::State::Enter4(Pass& pass)
{
    const ParsedPacket& packet = pass.packet;
    if (!tables.GetPool().Owns(packet.destination))
    {
        return Outcome::Say(Fate::NotMine);
    }
    if (pass.hairpin) // came through Enter6()
    {
        return std::nullopt;
    }
    if (auto illegal = RefuseIllegalSource(pass.in, packet))
    {
        return illegal;
    }
    if (auto refusal = m_headers.Precheck(pass.in, packet, pass.around, pass.nowNs, true))
    {
        return refusal;
    }
    // Errors are let through from anywhere, for those who look for the fault (7915-011): Write6()
    // says under which address.
    if (IsIcmpError(pass.in, packet))
    {
        return std::nullopt;
    }
    const MappedAddress source = m_addresses.To6(packet.source);
    return source ? std::nullopt : std::optional(Outcome::Drop(source.reason));
}

Outcome
Nat64Core::State::HandleWhole(Pass& pass)
{
    auto admission = Admit(pass);
    if (auto* refusal = std::get_if<Outcome>(&admission))
    {
        return std::move(*refusal);
    }
    Rewrite& rewrite = std::get<Rewrite>(admission);
    rewrite.mayCut = pass.joined;
    return Send(pass, rewrite);
}

/** Tuple, filtering, and what to write: RFC 6146 3.4 to 3.6. */
Nat64Core::State::Admission
Nat64Core::State::Admit(Pass& pass)
{
    const TupleResult read = ReadTuple(pass.in, pass.packet);
    if (read.needed != 0)
    {
        return Outcome::Needs(read.needed);
    }
    const bool v6 = pass.packet.GetFamily() == Family::V6;
    if (!read.tuple)
    {
        std::optional<IcmpError> error;
        if (read.reason == Reason::UnsupportedTransport)
        {
            error = v6 ? PORT_UNREACHABLE_6 : PROTOCOL_UNREACHABLE_4;
        }
        return Refuse(pass, read.reason, error);
    }
    return v6 ? Admit6(pass, *read.tuple) : Admit4(pass, *read.tuple);
}

Outcome
Nat64Core::State::Send(Pass& pass, const Rewrite& rewrite)
{
    const bool turnsBack =
        rewrite.outer.destination.IsV4() && tables.GetPool().Owns(rewrite.outer.destination);
    return turnsBack ? SendBack(pass, rewrite) : SendOut(pass, rewrite);
}

Outcome
Nat64Core::State::SendOut(Pass& pass, const Rewrite& rewrite)
{
    Outcome outcome = m_headers.Translate(pass.in, pass.packet, rewrite, pass.around, pass.nowNs);
    OwnAll(pass, outcome);
    return outcome;
}

/** RFC 6146 3.8: what goes to the NAT64's own pool comes in again on the other side. */
Outcome
Nat64Core::State::SendBack(Pass& pass, const Rewrite& rewrite)
{
    const InsideTranslator inside(pass.around);
    Outcome outcome = m_headers.Translate(pass.in, pass.packet, rewrite, inside, pass.nowNs);
    OwnAll(pass, outcome);
    if (outcome.fate == Fate::Translated)
    {
        return TurnBack(outcome, pass);
    }
    return outcome;
}

void
Nat64Core::State::OwnAll(const Pass& pass, Outcome& outcome)
{
    if (pass.owned)
    {
        for (auto& emission : outcome.emissions)
        {
            Own(emission, pass.in.bytes);
        }
    }
}

Outcome
Nat64Core::State::Refuse(Pass& pass, Reason reason, const std::optional<IcmpError>& error)
{
    if (!error)
    {
        return Outcome::Drop(reason);
    }
    Outcome outcome =
        m_headers.Refuse(reason, *error, pass.in, pass.packet, pass.around, pass.nowNs);
    OwnAll(pass, outcome);
    return outcome;
}

Nat64Usage
Nat64Core::State::GetUsage() const
{
    Nat64Usage usage;
    tables.Count(usage);
    usage.heldFragments = m_fragments.GetHeldFragments();
    usage.heldBytes = m_fragments.GetHeldBytes();
    return usage;
}

Nat64Core::Nat64Core(const Nat64Settings& settings)
    : m_state(std::make_unique<State>(settings))
{
}

Nat64Core::~Nat64Core() = default;

void
Nat64Core::SetWatch(Nat64Watch watch)
{
    m_state->tables.SetWatch(std::move(watch));
}

Outcome
Nat64Core::Process(const PacketIn& in, const Surroundings& around, int64_t nowNs)
{
    return m_state->Process(in, around, nowNs);
}

std::vector<Emission>
Nat64Core::Advance(const Surroundings& around, int64_t nowNs)
{
    return m_state->Advance(around, nowNs);
}

int64_t
Nat64Core::GetNextDeadline() const
{
    return m_state->GetNextDeadline();
}

std::vector<BindingRecord>
Nat64Core::GetBindings() const
{
    return m_state->tables.GetBindings();
}

std::vector<SessionRecord>
Nat64Core::GetSessions() const
{
    return m_state->tables.GetSessions();
}

Nat64Usage
Nat64Core::GetUsage() const
{
    return m_state->GetUsage();
}

const PoolCounters&
Nat64Core::GetPoolCounters() const
{
    return m_state->tables.GetPool().GetCounters();
}

bool
Nat64Core::HasBinding(BibKind kind, const TransportAddress& outside) const
{
    return m_state->tables.FindOutside(kind, outside) != NO_RECORD;
}

void
Nat64Core::AddBinding(const StaticBinding& binding, int64_t nowNs)
{
    m_state->tables.AddStatic(binding, nowNs);
}

bool
Nat64Core::RemoveBinding(BibKind kind, const TransportAddress& outside, int64_t nowNs)
{
    return m_state->tables.RemoveBinding(kind, outside, nowNs);
}

std::string
Nat64Core::CheckInvariants() const
{
    return m_state->tables.CheckInvariants();
}

} // namespace ns3::v6lab
