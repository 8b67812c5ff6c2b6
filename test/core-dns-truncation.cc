// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/any-message.h"
#include "test/support/dns.h"
#include "test/support/table.h"

#include <random>

using namespace ns3::v6lab;
using test::Decoded;
using test::Lines;
using test::Name;
using test::Row;
using test::Rr;
using test::Verdict;

namespace
{

/** `sets` sets of three addresses each, 48 bytes a set at least. */
DnsRecords
Sets(size_t sets, const std::string& prefix)
{
    DnsRecords records;
    for (size_t i = 0; i < 3 * sets; ++i)
    {
        records.push_back(
            Rr(prefix + std::to_string(i / 3) + ".example. 60 IN A 192.0.2." + std::to_string(i)));
    }
    return records;
}

DnsMessage
Full()
{
    DnsMessage message = DnsMessage::ResponseTo(DnsMessage::Query(1, Name("a0.example"), dns::A));
    message.answer = Sets(4, "a");
    message.authority = Sets(4, "b");
    message.additional = Sets(4, "c");
    message.edns = DnsEdns{};
    return message;
}

/** Whether `part` is `whole` up to the end of a set. */
bool
IsWholeSets(const DnsRecords& part, const DnsRecords& whole)
{
    return part.size() % 3 == 0 && part.size() <= whole.size() &&
           std::equal(part.begin(), part.end(), whole.begin());
}

/** At every limit there is: what is cut, and what the bit says of it. */
void
EveryLimit(Verdict& v)
{
    const DnsMessage full = Full();
    const size_t size = full.Encode().size();
    size_t before = 0;
    for (size_t limit = 64; limit <= size; ++limit)
    {
        const std::string at = "limit " + std::to_string(limit);
        const std::string wire = full.Encode(limit);
        const auto cut = Decoded(wire);
        v.True(cut && wire.size() <= limit && cut->edns && cut->questions.size() == 1, at);
        v.True(IsWholeSets(cut->answer, full.answer) &&
                   IsWholeSets(cut->authority, full.authority) &&
                   IsWholeSets(cut->additional, full.additional),
               at + ": only whole sets");
        v.True(cut->additional.empty() || cut->authority.size() == full.authority.size(),
               at + ": additional records go first");
        v.True(cut->authority.empty() || cut->answer.size() == full.answer.size(),
               at + ": then those of authority");
        v.Equal(cut->truncated,
                cut->answer.size() < full.answer.size() ||
                    cut->authority.size() < full.authority.size(),
                at + ": TC");
        const size_t records = cut->answer.size() + cut->authority.size() + cut->additional.size();
        v.True(records >= before, at + ": more room, not fewer records");
        before = records;
    }
    v.Equal(before, 36u, "all of them in the end");
}

void
QuestionStays(Verdict& v)
{
    const auto cut = Decoded(Full().Encode(20));
    v.True(cut && cut->truncated && cut->questions.size() == 1 && cut->answer.empty(),
           "header, question and OPT");
}

void
RoundTrips(Verdict& v)
{
    std::mt19937 random(1035); // NOLINT: the same messages each time
    for (int i = 0; i < 2000; ++i)
    {
        const DnsMessage message = test::AnyMessage(random);
        const std::string wire = message.Encode();
        const auto back = Decoded(wire);
        v.True(back && back->id == message.id && back->rcode == message.rcode &&
                   back->questions == message.questions && back->answer == message.answer &&
                   back->authority == message.authority && back->additional == message.additional &&
                   back->edns.has_value() == message.edns.has_value(),
               "message " + std::to_string(i));
        v.True(back && (!back->edns || (back->edns->udpSize == message.edns->udpSize &&
                                        back->edns->dnssecOk == message.edns->dnssecOk)),
               "OPT of message " + std::to_string(i));
        v.Equal(back ? back->Encode() : "", wire, "bytes of message " + std::to_string(i));
    }
}

const std::vector<Row> ROWS{
    {"a message too long loses whole sets from its end, and TC says so unless they were additional",
     "RFC 2181 9",
     EveryLimit},
    {"header, question and OPT stay whatever the limit",
     "RFC 1035 4.1.1, RFC 6891 7",
     QuestionStays},
    {"two thousand messages come back as they were sent", "RFC 1035 4.1", RoundTrips},
};

V6LAB_SUITE("v6lab-core-dns-truncation", ROWS);

} // namespace
