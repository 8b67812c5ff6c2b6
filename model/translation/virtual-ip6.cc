// SPDX-License-Identifier: GPL-2.0-only
#include "model/translation/virtual-ip6.h"

#include "model/routing/simulated-time.h"
#include "model/translation/attribute-names.h"
#include "model/translation/node-links.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(VirtualIp6);

VirtualIp6::VirtualIp6() = default;
VirtualIp6::~VirtualIp6() = default;

void
VirtualIp6::DoDispose()
{
    m_core.reset();
    StatefulTranslator::DoDispose();
}

void
VirtualIp6::AddPool(const Prefix& ipv4)
{
    m_pool.push_back(ipv4);
}

void
VirtualIp6::AddMapping(const Prefix& ipv4, const Prefix& ipv6)
{
    m_mappings.Add({ipv4, ipv6});
}

void
VirtualIp6::AddNetwork(const Prefix& ipv4)
{
    m_networks.push_back(ipv4);
}

void
VirtualIp6::AddPeer(const IpAddress& ipv6, const IpAddress& ipv4)
{
    m_peers.push_back({ipv6, ipv4});
}

void
VirtualIp6::AddInboundPeers(const Prefix& ipv6)
{
    m_inboundPeers.push_back(ipv6);
}

const char*
VirtualIp6::GetKind() const
{
    return "virtual-ipv6";
}

void
VirtualIp6::Start()
{
    const VirtualIp6Settings settings = MakeVirtualIp6Settings();
    m_core = attribute::Named([&] { return std::make_unique<VirtualIp6Core>(settings); });
    m_core->SetWatch(MakeWatch());
    if (settings.prefix)
    {
        Attract(settings.prefix->GetPrefix());
    }
    for (const auto& entry : m_mappings.GetEntries())
    {
        Attract(entry.ipv6);
    }
    for (const auto& prefix : m_pool)
    {
        Attract(prefix);
    }
}

VirtualIp6Watch
VirtualIp6::MakeWatch()
{
    VirtualIp6Watch watch;
    watch.binding = [this](const BindingRecord& binding, Change change, int64_t) {
        m_binding(binding, change);
        ReportPoolUse();
    };
    watch.session = [this](const SessionRecord& session, Change change, int64_t) {
        m_session(session, change);
    };
    return watch;
}

void
VirtualIp6::ReportPoolUse()
{
    if (!m_poolUse.IsEmpty())
    {
        m_poolUse(GetPoolUse().front());
    }
}

Outcome
VirtualIp6::Process(const PacketIn& in, const Surroundings& around, int64_t nowNs)
{
    ExpireBefore(nowNs);
    return m_core->Process(in, around, nowNs);
}

int64_t
VirtualIp6::GetNextDeadline() const
{
    return m_core->GetNextDeadline();
}

/** Nothing is ever sent: addresses that have rested are free again, and people shall see it. */
std::vector<Emission>
VirtualIp6::AdvanceTo(int64_t nowNs)
{
    const uint64_t resting = m_core->GetUsage().resting;
    m_core->Advance(nowNs);
    if (m_core->GetUsage().resting < resting)
    {
        ReportPoolUse();
    }
    return {};
}

std::optional<IpAddress>
VirtualIp6::BindForDns(const IpAddress& peer6, int64_t ttlNs, const IpAddress& host4)
{
    ExpireBefore(NowNs());
    const auto ipv4 = m_core->BindForDns(peer6, ttlNs, NowNs(), host4);
    AfterPacket(); // the next deadline may be another one
    return ipv4;
}

std::optional<IpAddress>
VirtualIp6::FindPeer(const IpAddress& virtual4, const IpAddress& host4) const
{
    return m_core->FindPeer(virtual4, host4);
}

int64_t
VirtualIp6::GetHold() const
{
    return m_hold.GetNanoSeconds();
}

std::vector<Prefix>
VirtualIp6::GetVirtualPrefixes() const
{
    return m_pool;
}

std::optional<IpAddress>
VirtualIp6::GetVirtualIp6(const IpAddress& host4) const
{
    return m_core->GetVirtualIp6(host4);
}

void
VirtualIp6::Restart()
{
    m_core->Restart(NowNs());
    AfterPacket();
}

std::vector<BindingRecord>
VirtualIp6::GetBindings() const
{
    return m_core ? m_core->GetBindings() : std::vector<BindingRecord>();
}

std::vector<SessionRecord>
VirtualIp6::GetSessions() const
{
    return m_core ? m_core->GetSessions() : std::vector<SessionRecord>();
}

std::vector<PoolUse>
VirtualIp6::GetPoolUse() const
{
    const VirtualIp6Usage usage = GetUsage();
    return {{std::nullopt, usage.bindings + usage.resting, usage.capacity}};
}

VirtualIp6Usage
VirtualIp6::GetUsage() const
{
    return m_core ? m_core->GetUsage() : VirtualIp6Usage();
}

} // namespace ns3::v6lab
