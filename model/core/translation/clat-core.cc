// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/clat-core.h"

#include "model/core/translation/icmp-map.h"

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t QUOTED_DESTINATION = 8 + 24; //!< behind the ICMPv6 header

Prefix
OwnOf(const ClatSettings& settings)
{
    return settings.shared ? Prefix(*settings.shared, 128) : *settings.dedicated;
}

bool
IsForMany(const IpAddress& ipv4)
{
    return ipv4.ToV4() == 0xffffffff || ipv4.IsMulticast();
}

/** The node that packets of this one's flow come from: of an ICMP error that of the quoted one. */
struct Remote
{
    IpAddress address;
    uint32_t needed{0}; //!< not 0: bytes of the packet that must be at hand
};

Remote
RemoteOf(const PacketIn& in, const ParsedPacket& packet)
{
    Remote remote{packet.source, 0};
    const uint32_t end = packet.upper + QUOTED_DESTINATION + 16;
    if (!packet.IsIcmp() || end > packet.end)
    {
        return remote;
    }
    if (in.available < end)
    {
        remote.needed = end;
    }
    else if (IsIcmpError(in, packet))
    {
        remote.address = IpAddress::V6(in.bytes + packet.upper + QUOTED_DESTINATION);
    }
    return remote;
}

} // namespace

ClatCore::ClatCore(const ClatSettings& settings)
    : m_settings(Completed(settings)),
      m_own(OwnOf(m_settings)),
      m_inside(InsideOf(m_settings), "networks"),
      m_headers(m_settings.translation)
{
    SetPlatPrefix(m_settings.platPrefix);
}

void
ClatCore::SetPlatPrefix(const std::optional<Pref64>& prefix)
{
    if (prefix)
    {
        RefuseOverlap(m_settings, *prefix);
    }
    m_settings.platPrefix = prefix;
    m_siit.reset();
    if (!prefix)
    {
        return;
    }
    if (!m_settings.SharesAddress())
    {
        SiitSettings siit;
        siit.translation = m_settings.translation;
        siit.addresses.prefix = prefix;
        siit.addresses.eams = MappingsOf(m_settings);
        siit.addresses.wellKnownDeny = m_settings.wellKnownDeny;
        siit.addresses.deny = m_settings.neverTranslate;
        siit.hairpin = HairpinMode::Off;
        m_siit = std::make_unique<SiitCore>(siit);
    }
    else if (m_shared)
    {
        m_shared->SetPlatPrefix(*prefix);
    }
    else
    {
        m_shared = std::make_unique<SharedClat>(m_settings);
    }
}

Outcome
ClatCore::Process(const PacketIn& in, const Surroundings& around, int64_t nowNs)
{
    const ParseResult parsed = ParsePacket(in, m_settings.translation.checksums);
    if (!parsed.packet)
    {
        return parsed.needed != 0 ? Outcome::Needs(parsed.needed) : Outcome::Drop(parsed.reason);
    }
    return parsed.packet->GetFamily() == Family::V4 ? FromIpv4(in, *parsed.packet, around, nowNs)
                                                    : FromIpv6(in, *parsed.packet, around, nowNs);
}

Outcome
ClatCore::FromIpv4(const PacketIn& in,
                   const ParsedPacket& packet,
                   const Surroundings& around,
                   int64_t nowNs)
{
    if (m_inside.Contains(packet.destination) || IsForMany(packet.destination))
    {
        return Outcome::Say(Fate::NotMine);
    }
    if (!m_settings.platPrefix)
    {
        const IcmpError error = icmp::NoRoute(Family::V4);
        return m_headers.Refuse(Reason::NoClatPrefix, error, in, packet, around, nowNs);
    }
    if (!m_inside.Contains(packet.source))
    {
        const auto reason = Reason::UntranslatableSource;
        return m_headers.Refuse(reason, {3, 13, 0}, in, packet, around, nowNs);
    }
    return m_siit ? m_siit->Process(in, around, nowNs) : m_shared->To6(in, packet, around, nowNs);
}

Outcome
ClatCore::FromIpv6(const PacketIn& in,
                   const ParsedPacket& packet,
                   const Surroundings& around,
                   int64_t nowNs)
{
    if (!m_own.Contains(packet.destination))
    {
        return Outcome::Say(Fate::NotMine);
    }
    if (!m_settings.platPrefix)
    {
        return m_settings.shared ? Outcome::Say(Fate::NotMine)
                                 : Outcome::Drop(Reason::NoClatPrefix);
    }
    const Remote remote = RemoteOf(in, packet);
    if (remote.needed != 0)
    {
        return Outcome::Needs(remote.needed);
    }
    const Pref64& plat = *m_settings.platPrefix;
    if (!plat.Contains(remote.address))
    {
        return Foreign(in, packet, around, nowNs);
    }
    // Nobody out there has an address of the hosts behind this CLAT.
    if (plat.Contains(packet.source) && m_inside.Contains(plat.Extract(packet.source)))
    {
        return Outcome::Drop(Reason::UntranslatableSource);
    }
    return m_siit ? m_siit->Process(in, around, nowNs) : m_shared->To4(in, packet, around, nowNs);
}

Outcome
ClatCore::Foreign(const PacketIn& in,
                  const ParsedPacket& packet,
                  const Surroundings& around,
                  int64_t nowNs)
{
    if (m_settings.shared)
    {
        return Outcome::Say(Fate::NotMine);
    }
    const auto reason = Reason::UntranslatableSource;
    return m_headers.Refuse(reason, {1, 1, 0}, in, packet, around, nowNs);
}

uint32_t
ClatCore::GetMappings(BibKind kind) const
{
    return m_shared ? m_shared->GetTable().GetSize(kind) : 0;
}

} // namespace ns3::v6lab
