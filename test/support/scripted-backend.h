// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_SCRIPTED_BACKEND_H
#define V6LAB_TEST_SCRIPTED_BACKEND_H

#include "model/core/dns/dns-backend.h"
#include "test/support/dns-net.h"

#include <map>
#include <string>
#include <vector>

namespace ns3::v6lab::test::dnsnet
{

/** A backend that says what a table tells it; NXDOMAIN for what is in none. */
class ScriptedBackend : public DnsBackend
{
  public:
    /** To "name TYPE", or "name TYPE CH". */
    DnsAnswer& Say(const std::string& question, const Saying& saying = {})
    {
        DnsAnswer& answer = m_answers[question];
        answer.rcode = saying.rcode;
        answer.answer = Lines(saying.answer);
        answer.authority = Lines(saying.authority);
        answer.additional = Lines(saying.additional);
        return answer;
    }

    /** NODATA with an SOA of this TTL. */
    DnsAnswer& SayEmpty(const std::string& question, uint32_t soaTtl = 1800)
    {
        Saying saying;
        saying.authority = {"example.com. " + std::to_string(soaTtl) +
                            " SOA ns.example.com. hostmaster.example.com. 1 7200 3600 86400 600"};
        return Say(question, saying);
    }

    void Ask(const DnsQuery& query, int64_t nowNs, Done done) override
    {
        const std::string question = query.question.name.ToString() + " " +
                                     DnsTypeWord(query.question.type) +
                                     (query.question.rclass == dns::IN ? "" : " CH");
        log += (log.empty() ? "" : "; ") + question;
        queries.push_back(query);
        const auto found = m_answers.find(question);
        DnsAnswer unknown;
        unknown.rcode = dns::NXDOMAIN;
        const DnsAnswer answer = found == m_answers.end() ? unknown : found->second;
        if (slow)
        {
            m_owed.push_back([answer, done](int64_t now) { done(answer, now); });
            return;
        }
        done(answer, nowNs);
    }

    /** Answers the question that came as the `index`th of those still owed. */
    void Release(size_t index, int64_t nowNs)
    {
        const auto owed = m_owed.at(index);
        m_owed.erase(m_owed.begin() + static_cast<std::ptrdiff_t>(index));
        owed(nowNs);
    }

    size_t CountOwed() const
    {
        return m_owed.size();
    }

    bool slow{false}; //!< answers only when they are released
    std::string log;  //!< questions, in order
    std::vector<DnsQuery> queries;

  private:
    std::map<std::string, DnsAnswer> m_answers;
    std::vector<std::function<void(int64_t)>> m_owed;
};

} // namespace ns3::v6lab::test::dnsnet

#endif // V6LAB_TEST_SCRIPTED_BACKEND_H
