// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/shared-clat.h"

#include "model/core/translation/legal-address.h"
#include "model/core/translation/rfc6791-pool.h"

namespace ns3::v6lab
{

namespace
{

AddressMapSettings
MapOf(const ClatSettings& settings, const Pref64& prefix)
{
    AddressMapSettings map;
    map.prefix = prefix;
    map.wellKnownDeny = settings.wellKnownDeny;
    map.deny = settings.neverTranslate;
    return map;
}

} // namespace

SharedClat::SharedClat(const ClatSettings& settings)
    : m_settings(settings),
      m_map(MapOf(settings, *settings.platPrefix)),
      m_headers(settings.translation),
      m_nat(settings.nat, settings.hostAddress),
      m_random(settings.translation.seed)
{
}

void
SharedClat::SetPlatPrefix(const Pref64& prefix)
{
    m_settings.platPrefix = prefix;
    m_map = AddressMap(MapOf(m_settings, prefix));
}

Outcome
SharedClat::To6(const PacketIn& in,
                const ParsedPacket& packet,
                const Surroundings& around,
                int64_t nowNs)
{
    if (auto early = m_headers.Precheck(in, packet, around, nowNs))
    {
        return std::move(*early);
    }
    const auto destination = m_map.To6(packet.destination);
    if (!destination || IsIllegal(packet.destination))
    {
        const bool silent = destination.reason == Reason::WellKnownPrefixNonGlobal; // RFC 6052 3.1
        const Reason reason = destination ? Reason::UntranslatableDestination : destination.reason;
        return silent ? Outcome::Drop(reason)
                      : m_headers.Refuse(reason, {3, 13, 0}, in, packet, around, nowNs);
    }
    const Nat44Decision decision = m_nat.Outbound(in, packet, nowNs);
    if (decision.needed != 0 || decision.reason != Reason::None)
    {
        return Refuse(decision, in, packet, around, nowNs);
    }
    Rewrite rewrite;
    rewrite.outer.source = *m_settings.shared;
    rewrite.outer.destination = destination.address;
    if (decision.isError)
    {
        const auto remote = m_map.To6Anyway(decision.remote.address);
        Endpoints& quoted = rewrite.quoted.emplace();
        quoted.source = remote.address;
        quoted.destination = *m_settings.shared;
    }
    Nat44::SetOutside(decision, rewrite);
    ParsedPacket renumbered = packet;
    renumbered.identification = decision.identification;
    return m_headers.Translate(in, renumbered, rewrite, around, nowNs);
}

/** Hosts learn that there are no ports left, as RFC 6146 3.5.1.1 has it for IPv6 hosts. */
Outcome
SharedClat::Refuse(const Nat44Decision& decision,
                   const PacketIn& in,
                   const ParsedPacket& packet,
                   const Surroundings& around,
                   int64_t nowNs)
{
    if (decision.needed != 0)
    {
        return Outcome::Needs(decision.needed);
    }
    const bool full =
        decision.reason == Reason::PoolExhausted || decision.reason == Reason::BindingLimit;
    const IcmpError error = icmp::HostUnreachable(Family::V4);
    return full ? m_headers.Refuse(decision.reason, error, in, packet, around, nowNs)
                : Outcome::Drop(decision.reason);
}

/** Or from a router on the way there, about a packet to there. */
bool
SharedClat::IsFromPlat(const Nat44Decision& decision, const ParsedPacket& packet) const
{
    const IpAddress& remote = decision.isError ? decision.remote.address : packet.source;
    return m_settings.platPrefix->Contains(remote);
}

Outcome
SharedClat::To4(const PacketIn& in,
                const ParsedPacket& packet,
                const Surroundings& around,
                int64_t nowNs)
{
    const Nat44Decision decision = m_nat.Inbound(in, packet, nowNs);
    if (decision.needed != 0)
    {
        return Outcome::Needs(decision.needed);
    }
    if (decision.reason != Reason::None || !IsFromPlat(decision, packet))
    {
        return decision.reason == Reason::FragmentLimit ? Outcome::Drop(decision.reason)
                                                        : Outcome::Say(Fate::NotMine);
    }
    if (auto early = m_headers.Precheck(in, packet, around, nowNs))
    {
        return std::move(*early);
    }
    Rewrite rewrite;
    const auto source = SourceIn4(decision, packet, rewrite);
    if (!source || (IsIllegal(source.address) && !decision.isError))
    {
        return Outcome::Drop(source ? Reason::IllegalSource : source.reason);
    }
    rewrite.outer.source = source.address;
    rewrite.outer.destination = decision.inside.address;
    if (decision.isError)
    {
        Endpoints& quoted = rewrite.quoted.emplace();
        quoted.source = decision.inside.address;
        quoted.destination = m_map.To4Anyway(decision.remote.address).address;
    }
    Nat44::SetInside(decision, rewrite);
    return m_headers.Translate(in, packet, rewrite, around, nowNs);
}

MappedAddress
SharedClat::SourceIn4(const Nat44Decision& decision, const ParsedPacket& packet, Rewrite& rewrite)
{
    if (!decision.isError)
    {
        return m_map.To4(packet.source);
    }
    auto source = m_map.To4ForError(packet.source);
    if (!source)
    {
        const auto& translation = m_settings.translation;
        const uint64_t index = translation.randomRfc6791 ? m_random() : packet.hopLimit;
        source = MappedAddress();
        source.address = PickFromPool(translation.rfc6791Pool, index);
        rewrite.tellSource = true;
    }
    return source;
}

} // namespace ns3::v6lab
