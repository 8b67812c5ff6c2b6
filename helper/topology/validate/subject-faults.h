// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SUBJECT_FAULTS_H
#define V6LAB_SUBJECT_FAULTS_H

#include "helper/topology/validate/context.h"

#include <string>

namespace ns3::v6lab
{

/** The faults of one subject after the other, for those who check them. */
class SubjectFaults
{
  protected:
    explicit SubjectFaults(ValidationContext& context)
        : m_context(context),
          m_topology(context.topology)
    {
    }

    void Add(const std::string& path,
             const std::string& word,
             const std::string& rule,
             const std::string& sentence)
    {
        m_context.Add({path, m_subject, word, rule, sentence});
    }

    ValidationContext& m_context;
    const Topology& m_topology;
    std::string m_subject; //!< whose faults they are
};

} // namespace ns3::v6lab

#endif // V6LAB_SUBJECT_FAULTS_H
