// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_RULE_CLASSIFIER_H
#define V6LAB_AZURE_RULE_CLASSIFIER_H

#include "model/core/azure/security-rule.h"
#include "model/core/azure/service-tags.h"
#include "model/core/prefix-map.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::v6lab::azure
{

/** What a security rule looks at. */
struct PacketTuple
{
    IpAddress source{};
    IpAddress destination{};
    uint8_t protocol{0};
    bool hasPorts{false}; //!< TCP and UDP, but for later fragments
    uint16_t sourcePort{0};
    uint16_t destinationPort{0};
};

/** A rule with its addresses resolved; what has no ports matches only rules for all of them. */
struct ClassifierRule
{
    RuleProtocol protocol{RuleProtocol::Any};
    const AddressSet* source{nullptr};
    const AddressSet* destination{nullptr};
    std::vector<PortRange> sourcePorts{};      //!< empty: any
    std::vector<PortRange> destinationPorts{}; //!< empty: any
};

/**
 * Finds the first of many rules that matches a packet.
 *
 * Each of the five fields is classified alone (longest prefix, port interval, protocol); a class
 * has one bit per rule that its values satisfy, and the lowest bit that all five share is the
 * answer. So the cost grows by one word per 64 rules, not by the rules.
 */
class RuleClassifier
{
  public:
    static constexpr size_t NO_RULE = ~size_t{0};

    RuleClassifier() = default;
    /** The sets that the rules point to are not needed afterwards. */
    explicit RuleClassifier(const std::vector<ClassifierRule>& rules);

    /** The place of the first rule that matches, or NO_RULE. */
    size_t Match(const PacketTuple& packet) const;

  private:
    using Bits = std::vector<uint64_t>;

    /** Sets of rules, equal ones once. */
    class BitTable
    {
      public:
        void SetWords(size_t words)
        {
            m_words = words;
        }

        uint32_t Add(const Bits& bits);

        const uint64_t* Get(uint32_t place) const
        {
            return m_bits.data() + size_t{place} * m_words;
        }

      private:
        size_t m_words{0};
        std::vector<uint64_t> m_bits;
        std::vector<std::pair<uint64_t, uint32_t>> m_byHash;
    };

    /** The classes of one port field. */
    struct Ports
    {
        std::vector<uint16_t> starts; //!< of intervals, ascending, the first one 0
        std::vector<uint32_t> classes;
        uint32_t none{0}; //!< for packets without ports

        uint32_t Find(uint16_t port) const;
    };

    using Ranges = std::vector<PortRange> ClassifierRule::*;
    using Addresses = const AddressSet* ClassifierRule::*;

    void AddAddresses(PrefixMap<uint32_t>& map,
                      const std::vector<ClassifierRule>& rules,
                      Addresses field);
    Ports MakePorts(const std::vector<ClassifierRule>& rules, Ranges field);
    void AddProtocols(const std::vector<ClassifierRule>& rules);

    size_t m_words{0};
    BitTable m_table;
    PrefixMap<uint32_t> m_sources;
    PrefixMap<uint32_t> m_destinations;
    Ports m_sourcePorts;
    Ports m_destinationPorts;
    std::array<uint32_t, 256> m_protocols{};
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_RULE_CLASSIFIER_H
