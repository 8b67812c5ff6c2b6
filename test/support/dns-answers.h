// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_DNS_ANSWERS_H
#define V6LAB_TEST_DNS_ANSWERS_H

#include "model/core/dns/authority.h"
#include "test/support/dns.h"
#include "test/support/table.h"

/** Rows that ask an Authority and write its answer down. */
namespace ns3::v6lab::test
{

/**
 * A question as rows write it: "www.example A", with " DO" behind it if signatures are wanted.
 */
inline DnsQuery
Question(const std::string& text)
{
    std::istringstream words(text);
    std::string name;
    std::string type;
    std::string flag;
    words >> name >> type >> flag;
    DnsQuery query;
    query.question = {Name(name), ParseDnsType(type).value_or(0), dns::IN};
    query.dnssecOk = flag == "DO";
    return query;
}

/** One record: without class; of a signature only what it covers, of an NSEC its next name. */
inline std::string
Shown(const DnsRecord& record)
{
    const std::string type = DnsTypeWord(record.type);
    std::istringstream data(record.DataText());
    std::string first;
    data >> first;
    const bool isShort = record.type == dns::RRSIG || record.type == dns::NSEC;
    return record.name.ToString() + ' ' + std::to_string(record.ttl) + ' ' + type + ' ' +
           (isShort ? first : record.DataText());
}

/** "NXDOMAIN aa", then a line for each record: "= " answer, "~ " authority, "+ " additional. */
inline std::string
Shown(const DnsAnswer& answer)
{
    std::string text = DnsRcodeWord(answer.rcode) + (answer.authoritative ? " aa\n" : "\n");
    for (const auto& [mark, section] : {std::pair{"= ", &answer.answer},
                                        std::pair{"~ ", &answer.authority},
                                        std::pair{"+ ", &answer.additional}})
    {
        for (const auto& record : *section)
        {
            text += mark + Shown(record) + '\n';
        }
    }
    return text;
}

/** `authority` makes the server; it is called when the row runs. */
inline Row
Asks(const std::string& sentence,
     const std::string& clause,
     const std::function<Authority()>& authority,
     const std::string& question,
     const std::string& answer)
{
    return {sentence, clause, [=](Verdict& v) {
                v.Equal("\n" + Shown(authority().Answer(Question(question))),
                        "\n" + answer,
                        question);
            }};
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_DNS_ANSWERS_H
