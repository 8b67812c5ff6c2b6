// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_FIREWALL_H
#define V6LAB_AZURE_FIREWALL_H

#include "model/firewall/stateful-firewall.h"

#include "ns3/traced-value.h"

namespace ns3::v6lab
{

/**
 * Azure Firewall on a node that forwards (M2): denies by default and is itself unreachable; flows
 * to public destinations, and those that destination NAT sends on, get one of its addresses.
 *
 * One object stands for all instances of the service. Application rules are not simulated.
 */
class AzureFirewallService : public StatefulFirewall
{
  public:
    static TypeId GetTypeId();

    // Azure Monitor's metrics, by their names there.

    /** Flows that a network rule or DNAT rule let pass or denied. */
    uint64_t GetNetworkRuleHit() const
    {
        return m_networkRuleHit;
    }

    /** There are no application rules. */
    static uint64_t GetApplicationRuleHit()
    {
        return 0;
    }

    /** Bytes of IP packets that passed. */
    uint64_t GetDataProcessed() const
    {
        return m_dataProcessed;
    }

    /** Per cent. */
    double GetSnatPortUtilization() const
    {
        return 100 * GetCore().GetPortUse();
    }

    /** 100 per cent, or 50 (Degraded) while more than 95 % of the SNAT ports are in use. */
    double GetFirewallHealth() const;

  protected:
    FirewallSettings MakeSettings() const override;
    void OnJudged(const FirewallVerdict& verdict, const PacketFacts& facts) override;

  private:
    uint32_t m_portsPerAddress{0};
    bool m_dualStack{false};
    TracedValue<uint64_t> m_networkRuleHit{0};
    TracedValue<uint64_t> m_dataProcessed{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_AZURE_FIREWALL_H
