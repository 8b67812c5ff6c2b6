// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BALANCED_POOLS_H
#define V6LAB_BALANCED_POOLS_H

#include "model/core/balancer/balancer-settings.h"

#include <optional>
#include <unordered_map>

namespace ns3::v6lab::azure
{

/**
 * Which instances each rule may choose from, and which are up. Instances have numbers that never
 * change, so that flows outlive changes of a pool.
 */
class BalancedPools
{
  public:
    /** How a rule sees an instance. */
    enum class Standing : uint8_t
    {
        Absent,
        Down,
        Up,
    };

    /** The settings must outlive this object; their pools and probes' words are looked up there. */
    explicit BalancedPools(const LoadBalancerSettings& settings);

    /** Of the settings' pool, which has changed. */
    void PoolChanged(Index pool);
    /** An instance is down for a probe until this says something else (L2). */
    void SetHealth(Index probe, const IpAddress& member, bool up);

    Standing GetStanding(Index rule, uint32_t member) const
    {
        const auto& standings = m_rules[rule].standings;
        return member < standings.size() ? standings[member] : Standing::Absent;
    }

    /** Instances that take new flows; AllProbedUp counts. */
    const std::vector<uint32_t>& GetEligible(Index rule) const
    {
        return m_rules[rule].eligible;
    }

    /** No instance is up, but AllProbedUp says to go on as if all were. */
    bool TreatsAllAsUp(Index rule) const
    {
        return m_rules[rule].allAsUp;
    }

    uint32_t CountUp(Index rule) const
    {
        return m_rules[rule].up;
    }

    uint32_t CountMembers(Index rule) const
    {
        return m_rules[rule].members;
    }

    const PoolMember& GetMember(uint32_t member) const
    {
        return m_members[member];
    }

    /** The instance with this address, if there ever was one. */
    std::optional<uint32_t> FindMember(const IpAddress& address) const;
    /** The rule without floating IP that leads to this port of the instance. */
    std::optional<Index> FindReturn(uint32_t member, uint8_t protocol, uint16_t port) const;

  private:
    struct Rule
    {
        std::vector<Standing> standings; //!< by number of the instance
        std::vector<uint32_t> eligible;
        uint32_t up{0};
        uint32_t members{0};
        bool allAsUp{false};
    };

    uint32_t NumberOf(const PoolMember& member);
    bool IsUp(Index probe, uint32_t member) const;
    void Refresh(Index rule);

    const LoadBalancerSettings& m_settings;
    std::vector<PoolMember> m_members;
    std::unordered_map<IpAddress, uint32_t> m_byAddress;
    std::unordered_map<uint64_t, bool> m_health;   //!< by probe and instance
    std::unordered_map<uint64_t, Index> m_returns; //!< by instance, protocol and port
    std::vector<Rule> m_rules;
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_BALANCED_POOLS_H
