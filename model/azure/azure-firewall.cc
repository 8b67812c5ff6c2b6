// SPDX-License-Identifier: GPL-2.0-only
#include "model/azure/azure-firewall.h"

#include "ns3/boolean.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(AzureFirewallService);

namespace
{

constexpr double EXHAUSTED = 95; //!< per cent

} // namespace

TypeId
AzureFirewallService::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::AzureFirewallService")
            .SetParent<StatefulFirewall>()
            .SetGroupName("V6lab")
            .AddConstructor<AzureFirewallService>()
            .AddAttribute(
                "PortsPerAddress",
                "Ports of each address that source NAT takes, from FirstPort up: 2,496 for "
                "each of two instances, the least that there are.",
                UintegerValue(4992),
                MakeUintegerAccessor(&AzureFirewallService::m_portsPerAddress),
                MakeUintegerChecker<uint32_t>(1, 64512))
            .AddAttribute("DualStack",
                          "Carry IPv6 by network rules (preview; D3).",
                          BooleanValue(false),
                          MakeBooleanAccessor(&AzureFirewallService::m_dualStack),
                          MakeBooleanChecker())
            .AddTraceSource("NetworkRuleHit",
                            "Flows that a rule decided about.",
                            MakeTraceSourceAccessor(&AzureFirewallService::m_networkRuleHit),
                            "ns3::TracedValueCallback::Uint64")
            .AddTraceSource("DataProcessed",
                            "Bytes that passed.",
                            MakeTraceSourceAccessor(&AzureFirewallService::m_dataProcessed),
                            "ns3::TracedValueCallback::Uint64");
    return tid;
}

FirewallSettings
AzureFirewallService::MakeSettings() const
{
    FirewallSettings settings = StatefulFirewall::MakeSettings();
    settings.takesOwn = false;
    settings.snatsDnat = true;
    settings.carriesIpv6 = m_dualStack;
    const uint32_t last = uint32_t{settings.firstPort} + m_portsPerAddress - 1;
    settings.lastPort = static_cast<uint16_t>(std::min(last, uint32_t{65535}));
    settings.privateRanges.push_back(*Prefix::Parse("fc00::/7")); // M2: not configurable
    return settings;
}

void
AzureFirewallService::OnJudged(const FirewallVerdict& verdict, const PacketFacts& facts)
{
    if (verdict.rule && !facts.laterFragment)
    {
        ++m_networkRuleHit;
    }
    if (verdict.reason == Reason::None)
    {
        m_dataProcessed += facts.length;
    }
}

double
AzureFirewallService::GetFirewallHealth() const
{
    return GetSnatPortUtilization() > EXHAUSTED ? 50 : 100;
}

} // namespace ns3::v6lab
