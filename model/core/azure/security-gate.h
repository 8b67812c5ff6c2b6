// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_SECURITY_GATE_H
#define V6LAB_AZURE_SECURITY_GATE_H

#include "model/core/azure/estate.h"
#include "model/core/azure/rule-classifier.h"
#include "model/core/reason.h"

#include <array>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

namespace ns3::v6lab::azure
{

/** Who has rules for a packet at an interface. */
enum class RuleStage : uint8_t
{
    AdminRules, //!< security admin rules of the virtual network
    Subnet,
    Nic,
};

/** "virtual network", "subnet" or "network interface": what the rules are attached to. */
const char* ToWord(RuleStage stage);

/** A rule that matched. */
struct RuleMatch
{
    RuleStage stage{RuleStage::Subnet};
    Index group{NOTHING}; //!< a network security group, or a collection of security admin rules
    const SecurityRule* rule{nullptr};
};

/** Whether an interface lets a packet pass, and the rules that said so, in order. */
struct SecurityVerdict
{
    Reason reason{Reason::None}; //!< None: it passes
    uint8_t count{0};
    std::array<RuleMatch, 3> matches{};

    bool Passes() const
    {
        return reason == Reason::None;
    }

    /** The last one: of a refusal the one that refused. Null if no rule was asked. */
    const RuleMatch* Deciding() const
    {
        return count == 0 ? nullptr : &matches[count - 1u];
    }
};

/**
 * The security rules of all interfaces, for packets of new flows (N4, S1, S2, S4, A7). Rules are
 * compiled when first asked for, once for all subnets that see them alike. Holds no state of flows.
 * Build a new one when the estate changes.
 */
class SecurityGate
{
  public:
    /** The estate must outlive this object and not change meanwhile. */
    explicit SecurityGate(const Estate& estate);

    /** False if the interface lets everything pass: nobody needs to ask. */
    bool Guards(Index nic) const;

    /** `fromInternet`: the packet came in by a public address of the interface (S4). */
    SecurityVerdict Judge(Index nic,
                          RuleDirection direction,
                          const PacketTuple& packet,
                          bool fromInternet = false);

    /**
     * R8: of a packet to a private endpoint. The group of its subnet is asked if the network
     * policies of the subnet say so; security admin rules do not concern it.
     */
    SecurityVerdict JudgeEndpoint(Index endpoint, const PacketTuple& packet);

    /** Routes of the subnet have changed, which service tags depend on (S3). */
    void Forget(Index subnet);

  private:
    struct Entry
    {
        Index group;
        const SecurityRule* rule;
    };

    /** The rules of one direction, by priority. */
    struct Half
    {
        std::vector<Entry> entries;
        RuleClassifier classifier;
    };

    struct Compiled
    {
        Half inbound;
        Half outbound;
        Half platform; //!< outbound, of those with a platform tag (A7)
    };

    /** Group, virtual network and route table: the last two decide what service tags mean. */
    using Key = std::tuple<Index, Index, Index>;

    const Compiled& Group(Index subnet, Index group);
    const Compiled* AdminRules(Index subnet);
    Half Compile(Index subnet, std::vector<Entry> entries) const;
    std::unique_ptr<Compiled> CompileAll(Index subnet, const std::vector<Entry>& entries) const;
    bool Ask(SecurityVerdict& verdict,
             RuleStage stage,
             const Compiled& rules,
             RuleDirection direction,
             const PacketTuple& packet) const;
    bool IsClosed(Index nic, const IpAddress& destination) const;

    const Estate& m_estate;
    std::vector<AddressSet> m_members; //!< by application security group
    std::map<Key, std::unique_ptr<Compiled>> m_compiled;
};

/** The addresses of the members of each application security group. */
std::vector<std::vector<Prefix>> GroupMembers(const Estate& estate);

/** "web-nsg/securityRules/deny-all", or "collection/rule" of a security admin rule. */
std::string RuleText(const Estate& estate, const RuleMatch& match);

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_SECURITY_GATE_H
