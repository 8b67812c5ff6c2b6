// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_DNS64_BED_H
#define V6LAB_TEST_DNS64_BED_H

#include "model/core/dns/dns64.h"
#include "test/support/scripted-backend.h"

namespace ns3::v6lab::test::dnsnet
{

/** A DNS64 in front of a table. */
struct Dns64Bed
{
    DnsQuery Query(const std::string& question) const
    {
        DnsQuery query;
        query.question = Question(question);
        query.dnssecOk = dnssecOk;
        query.checkingDisabled = checkingDisabled;
        return query;
    }

    DnsAnswer Ask(const DnsQuery& query)
    {
        Dns64 dns64(settings, backend);
        std::vector<DnsAnswer> answers;
        dns64.Ask(query, 0, [&](const DnsAnswer& answer, int64_t) { answers.push_back(answer); });
        if (answers.size() != 1)
        {
            throw std::runtime_error(std::to_string(answers.size()) + " answers");
        }
        return answers.front();
    }

    DnsAnswer Ask(const std::string& question)
    {
        return Ask(Query(question));
    }

    ScriptedBackend backend;
    Dns64Settings settings;
    bool dnssecOk{false};
    bool checkingDisabled{false};
};

} // namespace ns3::v6lab::test::dnsnet

#endif // V6LAB_TEST_DNS64_BED_H
