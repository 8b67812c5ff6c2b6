// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VALIDATE_FILTER_RULES_H
#define V6LAB_VALIDATE_FILTER_RULES_H

#include "helper/topology/validate/context.h"

namespace ns3::v6lab
{

/** Complaints about the texts that all kinds of firewall rules have. */
class FilterTexts
{
  public:
    /** `rule`: the Azure rule that the complaints cite. */
    FilterTexts(ValidationContext& context, std::string subject, const char* rule)
        : m_context(context),
          m_subject(std::move(subject)),
          m_rule(rule)
    {
    }

    void Protocols(const std::vector<std::string>& texts, const std::string& path) const;
    /** Addresses, prefixes or "*". */
    void Addresses(const std::vector<std::string>& texts, const std::string& path) const;
    void Ports(const std::vector<std::string>& texts, const std::string& path) const;
    /** Prefixes whose destinations keep their source. */
    void Ranges(const std::vector<std::string>& texts, bool only4, const std::string& path) const;
    void Add(const std::string& path, const std::string& sentence) const;

  private:
    ValidationContext& m_context;
    std::string m_subject;
    const char* m_rule;
};

} // namespace ns3::v6lab

#endif // V6LAB_VALIDATE_FILTER_RULES_H
