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

inline Pref64
P64(const std::string& prefix)
{
    return Pref64(data::Block(prefix));
}

/** h2.example.com. has an A only. */
inline Dns64Bed
OnlyA(uint32_t aTtl = 3600, uint32_t soaTtl = 1800)
{
    Dns64Bed bed;
    bed.backend.SayEmpty("h2.example.com. AAAA", soaTtl);
    bed.backend.Say("h2.example.com. A",
                    {{"h2.example.com. " + std::to_string(aTtl) + " A 192.0.2.1"},
                     {"example.com. 900 NS ns.example.com."},
                     {"ns.example.com. 900 A 192.0.2.53"}});
    return bed;
}

} // namespace ns3::v6lab::test::dnsnet

#endif // V6LAB_TEST_DNS64_BED_H
