// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSLATOR_FAULTS_H
#define V6LAB_TRANSLATOR_FAULTS_H

#include "helper/topology/translator-config.h"
#include "helper/topology/validate/context.h"
#include "model/core/nat64/pool4.h"
#include "model/core/translation/eam-table.h"

#include <stdexcept>
#include <string>

namespace ns3::v6lab
{

/** The faults of one translator, for those who check its parts. */
class TranslatorFaults
{
  public:
    TranslatorFaults(ValidationContext& context, size_t place)
        : config(context.topology.translators[place]),
          m_context(context),
          m_path(Item("translators", place)),
          m_before(context.faults.size())
    {
    }

    /** `member` is the path below the translator, such as ".pool[0].ports". */
    void Add(const std::string& member, const std::string& rule, const std::string& sentence)
    {
        m_context.Add({m_path + member, config.node, "", rule, sentence});
    }

    /** What the core itself refuses becomes a fault, in the core's words; true if there is none. */
    template <class Attempt>
    bool Try(const std::string& member, const std::string& rule, Attempt&& attempt)
    {
        try
        {
            attempt();
            return true;
        }
        catch (const std::invalid_argument& error)
        {
            Add(member, rule, error.what());
            return false;
        }
    }

    const Topology& GetTopology() const
    {
        return m_context.topology;
    }

    bool IsEmpty() const
    {
        return m_context.faults.size() == m_before;
    }

    const TranslatorConfig& config;

  private:
    ValidationContext& m_context;
    std::string m_path;
    size_t m_before;
};

/** What a kind does not have would be ignored silently. */
void CheckKindOptions(TranslatorFaults& faults);
/** Plateaus and the size of ICMPv4 errors. */
void CheckSizes(TranslatorFaults& faults);
/** Times and limits of a clat's NAT44. */
void CheckSharedClat(TranslatorFaults& faults);
/** Pool, static bindings, times and limits (RFC 6146). */
void CheckNat64(TranslatorFaults& faults);
/** Addresses of its pool that are somebody's, are leased, or are no host's; `path` is a member. */
void CheckPoolOwners(TranslatorFaults& faults, const PoolRange& range, const std::string& path);
/** Virtual addresses of both kinds, peers, times and limits (draft-vogt-durand). */
void CheckVirtualIp6(ValidationContext& context, TranslatorFaults& faults);
/** Reads the explicit mappings into the table (RFC 7757); false if some are wrong. */
bool ReadMappings(TranslatorFaults& faults, EamTable& table);

} // namespace ns3::v6lab

#endif // V6LAB_TRANSLATOR_FAULTS_H
