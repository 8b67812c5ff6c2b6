// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/siit-addresses.h"

#include "model/core/translation/icmp-map.h"
#include "model/core/translation/legal-address.h"
#include "model/core/translation/rfc6791-pool.h"

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t ICMP_HEADER = 8;

SiitPlan
Refused(Reason reason, bool silent)
{
    SiitPlan plan;
    plan.reason = reason;
    plan.silent = silent;
    return plan;
}

/** RFC 6052 3.1 and decision D5 want no answer; `role` names an address that just has no mapping.
 */
SiitPlan
Unmapped(const MappedAddress& address, Reason role)
{
    const bool silent = address.reason == Reason::WellKnownPrefixNonGlobal ||
                        address.reason == Reason::NonZeroUOctet;
    const bool plain = address.reason == Reason::UntranslatableSource ||
                       address.reason == Reason::UntranslatableDestination;
    return Refused(plain ? role : address.reason, silent);
}

void
SetOuter(SiitPlan& plan, const MappedAddress& source, const MappedAddress& destination)
{
    plan.rewrite.outer.source = source.address;
    plan.rewrite.outer.destination = destination.address;
}

void
SetQuoted(SiitPlan& plan, const MappedAddress& source, const MappedAddress& destination)
{
    Endpoints& quoted = plan.rewrite.quoted.emplace();
    quoted.source = source.address;
    quoted.destination = destination.address;
}

} // namespace

SiitAddresses::SiitAddresses(const SiitSettings& settings)
    : m_map(settings.addresses),
      m_isClat(!settings.inside.empty()),
      m_inside(settings.inside, "inside"),
      m_mode(settings.addresses.eams.IsEmpty() ? HairpinMode::Off : settings.hairpin),
      m_profile(settings.translation.profile),
      m_pool4(settings.translation.rfc6791Pool),
      m_pool6(settings.translation.rfc6791v6Pool),
      m_randomPool(settings.translation.randomRfc6791),
      m_random(settings.translation.seed)
{
}

SiitPlan
SiitAddresses::Plan(const PacketIn& in,
                    const ParsedPacket& packet,
                    const Surroundings& around,
                    bool turned)
{
    Quoted quoted;
    if (IsIcmpError(in, packet))
    {
        if (in.available < packet.end)
        {
            SiitPlan plan;
            plan.needed = packet.end;
            return plan;
        }
        const uint32_t start = std::min(packet.upper + ICMP_HEADER, packet.end);
        quoted = ParseQuoted(packet.GetFamily(), in.bytes + start, packet.end - start).packet;
        if (!quoted)
        {
            return Refused(Reason::QuotedPacketTooShort, true);
        }
    }
    // RFC 7915 4.1 lets errors from illegal sources through; 5.1 says nothing of that.
    const bool tolerated = quoted && (packet.source.IsV4() || m_profile == Profile::Jool);
    if (!tolerated && IsIllegal(packet.source))
    {
        return Refused(Reason::IllegalSource, true);
    }
    if (IsIllegal(packet.destination))
    {
        return Refused(Reason::UntranslatableDestination, false);
    }
    const Reason strange = m_isClat ? RefuseStrangers(packet) : Reason::None;
    if (strange != Reason::None)
    {
        return Refused(strange, false);
    }
    return packet.GetFamily() == Family::V4 ? PlanTo6(packet, quoted, around, turned)
                                            : PlanTo4(packet, quoted, around);
}

Reason
SiitAddresses::RefuseStrangers(const ParsedPacket& packet) const
{
    if (packet.GetFamily() == Family::V4)
    {
        if (!m_inside.Contains(packet.source))
        {
            return Reason::UntranslatableSource;
        }
        return m_inside.Contains(packet.destination) ? Reason::UntranslatableDestination
                                                     : Reason::None;
    }
    const auto destination = m_map.To4Anyway(packet.destination);
    if (!destination.byEam || !m_inside.Contains(destination.address))
    {
        return Reason::UntranslatableDestination;
    }
    // Nobody out there has an address of the hosts behind this CLAT.
    const auto source = m_map.To4Anyway(packet.source);
    return source && m_inside.Contains(source.address) ? Reason::UntranslatableSource
                                                       : Reason::None;
}

SiitPlan
SiitAddresses::PlanTo6(const ParsedPacket& packet,
                       const Quoted& quoted,
                       const Surroundings& around,
                       bool turned)
{
    const bool rules = turned || m_mode == HairpinMode::Simple; // RFC 7757 4.2.1
    const auto destination = m_map.To6(packet.destination);
    if (!destination)
    {
        return Unmapped(destination, Reason::UntranslatableDestination);
    }
    SiitPlan plan;
    plan.rewrite.decrement = !turned;
    if (!quoted)
    {
        const auto source = rules ? m_map.To6ByPrefix(packet.source) : m_map.To6(packet.source);
        if (!source)
        {
            return Unmapped(source, Reason::UntranslatableSource);
        }
        SetOuter(plan, source, destination);
        return plan;
    }
    const bool third = rules && packet.source == quoted->destination;
    auto source = third ? m_map.To6ByPrefix(packet.source) : m_map.To6ForError(packet.source);
    if (!source)
    {
        source = StandIn(m_pool6, packet, around.GetOwnAddress(destination.address));
    }
    const auto from = m_map.To6Anyway(quoted->source);
    const auto to = rules ? m_map.To6ByPrefix(quoted->destination) : m_map.To6(quoted->destination);
    if (!source || !from || !to)
    {
        const bool bad = !source || !from;
        return Refused(bad ? Reason::UntranslatableSource : Reason::UntranslatableDestination,
                       true);
    }
    SetOuter(plan, source, destination);
    SetQuoted(plan, from, to);
    return plan;
}

SiitPlan
SiitAddresses::PlanTo4(const ParsedPacket& packet, const Quoted& quoted, const Surroundings& around)
{
    const auto destination = m_map.To4(packet.destination);
    if (!destination || IsIllegal(destination.address))
    {
        return destination ? Refused(Reason::UntranslatableDestination, false)
                           : Unmapped(destination, Reason::UntranslatableDestination);
    }
    SiitPlan plan;
    if (!quoted)
    {
        const auto source = m_map.To4(packet.source);
        if (!source || IsIllegal(source.address))
        {
            return source ? Refused(Reason::IllegalSource, true)
                          : Unmapped(source, Reason::UntranslatableSource);
        }
        SetOuter(plan, source, destination);
        plan.hairpin = IsHairpin(destination); // condition set A
        return plan;
    }
    auto source = m_map.To4ForError(packet.source);
    if (!source)
    {
        source = StandIn(m_pool4, packet, around.GetOwnAddress(destination.address));
        plan.rewrite.tellSource = true;
    }
    const auto from = m_map.To4Anyway(quoted->source);
    const auto to = m_map.To4(quoted->destination);
    if (!source || !from || !to)
    {
        const bool bad = !source || !from;
        return Refused(bad ? Reason::UntranslatableSource : Reason::UntranslatableDestination,
                       true);
    }
    SetOuter(plan, source, destination);
    SetQuoted(plan, from, to);
    plan.hairpin = IsHairpin(from); // condition set B
    return plan;
}

MappedAddress
SiitAddresses::StandIn(const std::vector<Prefix>& pool,
                       const ParsedPacket& packet,
                       const IpAddress& own)
{
    MappedAddress result;
    result.address = own;
    if (!pool.empty())
    {
        result.address = PickFromPool(pool, m_randomPool ? m_random() : packet.hopLimit);
    }
    else if (own.IsUnspecified())
    {
        result.reason = Reason::UntranslatableSource;
    }
    return result;
}

bool
SiitAddresses::IsHairpin(const MappedAddress& address) const
{
    return m_mode == HairpinMode::Intrinsic && !address.byEam &&
           m_map.GetSettings().eams.To6(address.address).has_value();
}

} // namespace ns3::v6lab
