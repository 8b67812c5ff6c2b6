// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIREWALL_RULES_H
#define V6LAB_FIREWALL_RULES_H

#include "model/core/azure/rule-classifier.h"
#include "model/core/firewall/firewall-settings.h"
#include "model/core/packet-facts.h"

#include <map>

namespace ns3::v6lab
{

/** A rule as it is asked for; `server` and `serverPort` if it translates the destination. */
struct FirewallRuling
{
    std::string name; //!< "collection/rule"
    bool allow{false};
    IpAddress server{};
    uint16_t serverPort{0};
};

/**
 * Rules of one kind, by priority of their collections and then as they stand; a look-up costs one
 * word per 64 rules (azure::RuleClassifier).
 */
class FirewallRules
{
  public:
    explicit FirewallRules(const std::vector<FirewallCollection>& collections);
    explicit FirewallRules(const std::vector<FirewallDnatCollection>& collections);

    /** The first rule that matches a flow's first packet; null if none does. */
    const FirewallRuling* Match(const PacketFacts& packet, FirewallZone zone) const;

  private:
    /** The rules that concern a zone; one that names no zone concerns all. */
    struct Zone
    {
        azure::RuleClassifier classifier;
        std::vector<size_t> rulings; //!< by place in the classifier
    };

    struct Listed
    {
        FirewallMatch match;
        size_t ruling;
    };

    void Compile(const std::vector<Listed>& rules);
    static Zone MakeZone(const std::vector<Listed>& rules, std::optional<FirewallZone> zone);

    std::vector<FirewallRuling> m_rulings;
    Zone m_elsewhere; //!< of zones that no rule names
    std::map<FirewallZone, Zone> m_zones;
};

} // namespace ns3::v6lab

#endif // V6LAB_FIREWALL_RULES_H
