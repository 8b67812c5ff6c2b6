// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/virtual-ip6/virtual-ip6-core.h"

#include "model/core/translation/illegal-source.h"
#include "model/core/translation/legal-address.h"

#include <algorithm>
#include <cassert>

namespace ns3::v6lab
{

VirtualIp6Core::VirtualIp6Core(const VirtualIp6Settings& settings)
    : m_settings(Checked(settings)),
      m_inside(settings),
      m_tables(settings),
      m_flows(settings, m_tables),
      m_headers(settings.translation),
      m_random(settings.translation.seed)
{
    m_tables.virtual6 = [this](const IpAddress& host4) {
        return m_inside.ToVirtual(host4).address;
    };
}

void
VirtualIp6Core::SetWatch(VirtualIp6Watch watch)
{
    m_tables.SetWatch(std::move(watch));
}

Outcome
VirtualIp6Core::Process(const PacketIn& in, const Surroundings& around, int64_t nowNs)
{
    m_tables.Expire(nowNs);
    Outcome outcome = Handle(in, around, nowNs);
    m_tables.Settle();
    if (outcome.fate == Fate::Dropped)
    {
        m_refusedPackets += outcome.reason == Reason::NoVirtualAddress ? 1 : 0;
        m_stale += outcome.reason == Reason::StaleVirtualAddress ? 1 : 0;
    }
    return outcome;
}

Outcome
VirtualIp6Core::Handle(const PacketIn& in, const Surroundings& around, int64_t nowNs)
{
    const ParseResult parsed = ParsePacket(in, m_settings.translation.checksums);
    if (!parsed.packet)
    {
        return parsed.needed != 0 ? Outcome::Needs(parsed.needed) : Outcome::Drop(parsed.reason);
    }
    const Pass pass{in, *parsed.packet, around, nowNs};
    return pass.packet.GetFamily() == Family::V6 ? FromIpv6(pass) : FromIpv4(pass);
}

void
VirtualIp6Core::Advance(int64_t nowNs)
{
    m_tables.Expire(nowNs);
}

int64_t
VirtualIp6Core::GetNextDeadline() const
{
    return m_tables.GetDeadline();
}

std::optional<IpAddress>
VirtualIp6Core::BindForDns(const IpAddress& peer6,
                           int64_t ttlNs,
                           int64_t nowNs,
                           const IpAddress& host4)
{
    assert(ttlNs >= 0 && (!m_settings.perHost || !host4.IsUnspecified()));
    m_tables.Expire(nowNs);
    if (m_inside.Owns(peer6))
    {
        const auto host = m_inside.ToHost(peer6);
        return host ? std::optional(host.address) : std::nullopt;
    }
    if (!peer6.IsV6() || IsIllegal(peer6))
    {
        return std::nullopt;
    }
    const auto& timeouts = m_settings.timeouts;
    const int64_t untilNs = nowNs + std::max(timeouts.hold, ttlNs + timeouts.guard);
    uint32_t binding = m_tables.FindPeer(host4, peer6);
    if (binding == NO_RECORD)
    {
        binding = m_tables.Bind(host4, peer6, BindingOrigin::Dns, untilNs, nowNs).place;
    }
    if (binding == NO_RECORD)
    {
        ++m_refusedDns;
        return std::nullopt;
    }
    m_tables.Hold(binding, untilNs);
    m_tables.RestAtLeast(ttlNs);
    return m_tables.GetPeer(binding).GetVirtual();
}

std::optional<IpAddress>
VirtualIp6Core::FindPeer(const IpAddress& virtual4, const IpAddress& host4) const
{
    const uint32_t binding = m_tables.FindVirtual(host4, virtual4);
    return binding == NO_RECORD ? std::nullopt : std::optional(m_tables.GetPeer(binding).GetPeer());
}

std::optional<IpAddress>
VirtualIp6Core::GetVirtualIp6(const IpAddress& host4) const
{
    const auto mapped = m_inside.ToVirtual(host4);
    return mapped ? std::optional(mapped.address) : std::nullopt;
}

void
VirtualIp6Core::Restart(int64_t nowNs)
{
    m_tables.Expire(nowNs);
    m_tables.Clear(nowNs);
}

std::vector<BindingRecord>
VirtualIp6Core::GetBindings() const
{
    return m_tables.GetBindings();
}

std::vector<SessionRecord>
VirtualIp6Core::GetSessions() const
{
    return m_tables.GetSessions();
}

VirtualIp6Usage
VirtualIp6Core::GetUsage() const
{
    VirtualIp6Usage usage = m_tables.GetUsage();
    usage.refusedPackets = m_refusedPackets;
    usage.refusedDns = m_refusedDns;
    usage.stale = m_stale;
    return usage;
}

std::string
VirtualIp6Core::CheckInvariants() const
{
    return m_tables.CheckInvariants();
}

} // namespace ns3::v6lab
