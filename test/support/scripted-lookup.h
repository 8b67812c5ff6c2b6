// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_SCRIPTED_LOOKUP_H
#define V6LAB_TEST_SCRIPTED_LOOKUP_H

#include "model/workload/name-lookup.h"

#include "ns3/simulator.h"

#include <map>
#include <string>
#include <vector>

namespace ns3::v6lab::test
{

/** A resolver that says of every name what it was told to say, after some time. */
class ScriptedLookup : public NameLookup
{
  public:
    /** Of a family without a script nobody ever answers, and the resolver says so after 5 s. */
    void Answers(Family family,
                 double ms,
                 const std::vector<std::string>& addresses,
                 const std::string& rcode = "NOERROR",
                 uint32_t ttl = 3600)
    {
        LookupResult result;
        result.family = family;
        result.rcode = rcode;
        result.ttl = ttl;
        for (const auto& address : addresses)
        {
            result.addresses.push_back(*IpAddress::Parse(address));
        }
        result.kind = !addresses.empty()                          ? LookupResult::Kind::Addresses
                      : rcode == "NOERROR" || rcode == "NXDOMAIN" ? LookupResult::Kind::Negative
                                                                  : LookupResult::Kind::Failure;
        m_script[family] = {ms, result};
    }

    void Lookup(const std::string& name, Family family, Answer answer) override
    {
        asked +=
            (asked.empty() ? "" : ", ") + std::string(family == Family::V6 ? "AAAA " : "A ") + name;
        const auto found = m_script.find(family);
        LookupResult silence;
        silence.family = family;
        const Script script = found == m_script.end() ? Script{5000, silence} : found->second;
        if (script.ms < 0)
        {
            answer(script.result); // at once, as from a cache
            return;
        }
        Simulator::Schedule(MicroSeconds(static_cast<int64_t>(script.ms * 1000)), [=] {
            ++answered;
            Answer call = answer;
            call(script.result);
        });
    }

    std::string asked;    //!< "AAAA www, A www"
    uint32_t answered{0}; //!< answers that were handed over, those at once not counted

  private:
    struct Script
    {
        double ms; //!< negative: at once
        LookupResult result;
    };

    std::map<Family, Script> m_script;
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_SCRIPTED_LOOKUP_H
