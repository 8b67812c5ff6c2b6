// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-message.h"
#include "test/support/dns.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Decoded;
using test::Lines;
using test::Name;
using test::Raw;
using test::Row;
using test::Rr;
using test::Verdict;

namespace
{

const std::string QUESTION = Raw("\3www\7example\0\0\1\0\1");
const std::string OPT = Raw("\0\0\x29\x04\xd0\0\0\x80\0\0\0");

/** A query with these counts and this behind the header. */
std::string
Message(const std::string& counts, const std::string& body)
{
    std::string wire = Raw("\x12\x34\x01\0");
    for (const char count : counts)
    {
        wire += '\0';
        wire += static_cast<char>(count - '0');
    }
    return wire + body;
}

/** One answer for the question's name: type, class, TTL, length and data follow. */
std::string
Answer(const std::string& rest)
{
    return Message("1100", QUESTION + Raw("\xc0\x0c") + rest);
}

Row
Refused(const std::string& sentence, const std::string& clause, const std::string& wire)
{
    return {sentence + " is no message", clause, [=](Verdict& v) {
                v.True(!Decoded(wire), "it was read");
                v.True(wire.size() < 12 || Decoded(Message("1000", QUESTION)).has_value(),
                       "the same frame around a right question is one");
            }};
}

Row
Read(const std::string& sentence,
     const std::string& clause,
     const std::string& wire,
     const std::string& answer)
{
    return {sentence + " is read", clause, [=](Verdict& v) {
                const auto message = Decoded(wire);
                v.Equal(message ? Lines(message->answer) : "nothing", answer, "answer");
            }};
}

void
ReadsQuery(Verdict& v)
{
    const auto query = Decoded(Message("1001", QUESTION + OPT));
    v.True(query.has_value(), "read");
    v.Equal(query->id, 0x1234, "identifier");
    v.True(query->recursionDesired && !query->response && query->opcode == 0, "header");
    v.Equal(query->questions.at(0).name.ToString(), "www.example.", "name");
    v.True(query->edns && query->edns->dnssecOk && query->edns->udpSize == 1232, "OPT");
    v.True(query->additional.empty(), "OPT is no record");
}

/** Each flag alone goes over the wire and comes back alone. */
void
Flags(Verdict& v)
{
    const std::vector<std::pair<bool DnsMessage::*, std::pair<size_t, uint8_t>>> flags{
        {&DnsMessage::response, {2, 0x80}},
        {&DnsMessage::authoritative, {2, 0x04}},
        {&DnsMessage::truncated, {2, 0x02}},
        {&DnsMessage::recursionDesired, {2, 0x01}},
        {&DnsMessage::recursionAvailable, {3, 0x80}},
        {&DnsMessage::authenticData, {3, 0x20}},
        {&DnsMessage::checkingDisabled, {3, 0x10}},
    };
    for (const auto& [flag, place] : flags)
    {
        DnsMessage message;
        message.*flag = true;
        const std::string wire = message.Encode();
        v.Equal(static_cast<uint8_t>(wire[place.first]), place.second, "flag");
        v.Equal(static_cast<uint8_t>(wire[5 - place.first]), 0, "other byte");
        v.True((*Decoded(wire)).*flag, "comes back");
    }
}

void
ExtendedRcode(Verdict& v)
{
    DnsMessage message = DnsMessage::Query(7, Name("example"), dns::SOA);
    message.rcode = dns::BADVERS;
    message.edns = DnsEdns{};
    const std::string wire = message.Encode();
    v.Equal(static_cast<int>(wire[3] & 15), 0, "lower four bits in the header");
    // root, type, class: the TTL's first byte has the upper eight.
    v.Equal(static_cast<int>(wire[wire.size() - 6]), 1, "upper eight bits in OPT");
    v.Equal(Decoded(wire)->rcode, dns::BADVERS, "both together");
}

void
Compression(Verdict& v)
{
    DnsMessage message = DnsMessage::Query(7, Name("www.example"), dns::MX);
    message.answer = {Rr("www.example. 60 IN MX 1 mail.example."),
                      Rr("www.example. 60 IN SRV 1 2 3 mail.example."),
                      Rr("www.example. 60 IN TYPE65280 \\# 14 046d61696c076578616d706c6500")};
    const std::string wire = message.Encode();
    // header, question, three pointers as owners with 10 bytes each, MX: 2 + "mail" and pointer,
    // SRV: 6 and a whole name (RFC 2782), the unknown type as it is (RFC 3597 4).
    v.Equal(wire.size(), 12u + 13 + 4 + 3 * 12 + 9 + 6 + 14 + 14, "bytes");
    v.Equal(Lines(Decoded(wire)->answer), Lines(message.answer), "records");
}

void
EmptyOpt(Verdict& v)
{
    DnsMessage message = DnsMessage::Query(7, Name("example"), dns::A);
    message.edns = DnsEdns{0, 0, false, ""};
    const auto back = Decoded(message.Encode());
    v.True(back && back->edns && back->edns->udpSize == 0, "it is there");
}

const std::string LONG_NAME(Raw("\x3f") + std::string(63, 'a'));

const std::vector<Row> ROWS{
    {"a query with OPT is read", "RFC 1035 4.1, RFC 6891 6.1.2", ReadsQuery},
    {"each flag has its bit", "RFC 1035 4.1.1, RFC 4035 3.2.2, 3.2.3", Flags},
    {"a response code of twelve bits is split", "RFC 6891 6.1.3", ExtendedRcode},
    {"an OPT of zeros is one", "RFC 6891 6.1.1", EmptyOpt},
    {"names are compressed where RFC 1035 knew them only",
     "RFC 1035 4.1.4, RFC 3597 4, RFC 2782",
     Compression},
    Refused("nothing", "RFC 1035 4.1.1", ""),
    Refused("half a header", "RFC 1035 4.1.1", Raw("\0\1\2\3\4\5")),
    Refused("a header that counts a question that is not there",
            "RFC 1035 4.1.1",
            Message("1000", "")),
    Refused("a question that ends early",
            "RFC 1035 4.1.2",
            Message("1000", QUESTION.substr(0, 15))),
    Refused("a header that counts two answers of one",
            "RFC 1035 4.1.1",
            Message("1200", QUESTION + Raw("\xc0\x0c\0\1\0\1\0\0\0\1\0\4abcd"))),
    Refused("a message with bytes behind it", "RFC 1035 4.1", Message("1000", QUESTION + "x")),
    Refused("a pointer to itself", "RFC 1035 4.1.4", Message("1000", Raw("\xc0\x0c\0\1\0\1"))),
    Refused("two pointers to each other",
            "RFC 1035 4.1.4",
            Message("2000", Raw("\xc0\x12\0\1\0\1\xc0\x0c\0\1\0\1"))),
    Refused("a pointer forwards",
            "RFC 1035 4.1.4",
            Message("2000", Raw("\xc0\x12\0\1\0\1") + QUESTION)),
    Refused("a label in front of a pointer to it",
            "RFC 1035 4.1.4",
            Message("1000", Raw("\1a\xc0\x0c\0\1\0\1"))),
    Refused("a pointer behind the end", "RFC 1035 4.1.4", Message("1000", Raw("\xc0\xff\0\1\0\1"))),
    Refused("a pointer into the header", "RFC 1035 4.1.4", Message("1000", Raw("\xc0\0\0\1\0\1"))),
    Refused("a pointer of one byte", "RFC 1035 4.1.4", Message("1000", Raw("\xc0"))),
    Refused("a label of a reserved kind",
            "RFC 1035 4.1.4, RFC 6891 5",
            Message("1000",
                    Raw("\x41"
                        "a\0\0\1\0\1"))),
    Refused("a name of more than 255 bytes",
            "RFC 1035 2.3.4",
            Message("1000", LONG_NAME + LONG_NAME + LONG_NAME + LONG_NAME + Raw("\0\0\1\0\1"))),
    Refused("a name that pointers make longer than 255 bytes",
            "RFC 1035 2.3.4, 4.1.4",
            Message("2000",
                    LONG_NAME + LONG_NAME + Raw("\0\0\1\0\1") + LONG_NAME + LONG_NAME +
                        Raw("\xc0\x0c\0\1\0\1"))),
    Refused("an A of three bytes", "RFC 1035 3.4.1", Answer(Raw("\0\1\0\1\0\0\0\1\0\3abc"))),
    Refused("an A of five bytes",
            "RFC 1035 3.4.1",
            Answer(Raw("\0\1\0\1\0\0\0\1\0\5"
                       "abcde"))),
    Refused("an A of no bytes", "RFC 1035 3.4.1", Answer(Raw("\0\1\0\1\0\0\0\1\0\0"))),
    Refused("an AAAA of four bytes", "RFC 3596 2.2", Answer(Raw("\0\x1c\0\1\0\0\0\1\0\4abcd"))),
    Refused("an EUI64 of nine bytes",
            "RFC 7043 4.1",
            Answer(Raw("\0\x6d\0\1\0\0\0\1\0\x09"
                       "123456789"))),
    Refused("an EUI48 of seven bytes",
            "RFC 7043 3.1",
            Answer(Raw("\0\x6c\0\1\0\0\0\1\0\7"
                       "1234567"))),
    Refused("a node identifier of nine bytes behind its preference",
            "RFC 6742 2.1.1",
            Answer(Raw("\0\x68\0\1\0\0\0\1\0\x0b\0\1"
                       "123456789"))),
    Refused("data that goes on behind the message",
            "RFC 1035 3.2.1",
            Answer(Raw("\0\1\0\1\0\0\0\1\0\x09"
                       "abcd"))),
    Refused("a CNAME with something behind its name",
            "RFC 1035 3.3.1",
            Answer(Raw("\0\5\0\1\0\0\0\1\0\4\xc0\x0c"
                       "ab"))),
    Refused("a CNAME whose name ends behind its data",
            "RFC 1035 3.3.1",
            Message("1101", QUESTION + Raw("\xc0\x0c\0\5\0\1\0\0\0\1\0\2\1a\0") + OPT)),
    Refused("an MX without a name", "RFC 1035 3.3.9", Answer(Raw("\0\x0f\0\1\0\0\0\1\0\2\0\1"))),
    Refused("a TXT without a text", "RFC 1035 3.3.14", Answer(Raw("\0\x10\0\1\0\0\0\1\0\0"))),
    Refused("a TXT whose text goes on behind its data",
            "RFC 1035 3.3.14",
            Answer(Raw("\0\x10\0\1\0\0\0\1\0\3\5"
                       "ab"))),
    Refused("an SOA with half its numbers",
            "RFC 1035 3.3.13",
            Answer(Raw("\0\6\0\1\0\0\0\1\0\x0c\xc0\x0c\xc0\x0c"
                       "12345678"))),
    Refused("an RRSIG of one byte", "RFC 4034 3.1", Answer(Raw("\0\x2e\0\1\0\0\0\1\0\1a"))),
    Refused("a message with two OPT records",
            "RFC 6891 6.1.1",
            Message("1002", QUESTION + OPT + OPT)),
    Refused("a message with OPT among its answers",
            "RFC 6891 6.1.1",
            Message("1100", QUESTION + OPT)),
    Refused("a message with OPT for a name",
            "RFC 6891 6.1.2",
            Message("1001", QUESTION + Raw("\1a") + OPT)),
    Refused("a message with half an option in OPT",
            "RFC 6891 6.1.2",
            Message("1001", QUESTION + Raw("\0\0\x29\x04\xd0\0\0\0\0\0\5\0\3\0\2a"))),
    Read("a record of a type without a name",
         "RFC 3597 3",
         Answer(Raw("\xff\1\0\1\0\0\0\1\0\3abc")),
         "www.example. 1 IN TYPE65281 \\# 3 616263\n"),
    Read("a record of a type without a name and without data",
         "RFC 3597 3, 5",
         Answer(Raw("\xff\1\0\1\0\0\0\1\0\0")),
         "www.example. 1 IN TYPE65281 \\# 0\n"),
    Read("a TTL with its top bit set, as zero,",
         "RFC 2181 8",
         Answer(Raw("\0\1\0\1\x80\0\0\1\0\4abcd")),
         "www.example. 0 IN A 97.98.99.100\n"),
    Read("a record of class ANY without data",
         "RFC 2136 2.4.1",
         Answer(Raw("\0\1\0\xff\0\0\0\0\0\0")),
         "www.example. 0 ANY A \\# 0\n"),
    Read("a name compressed in data",
         "RFC 1035 4.1.4",
         Answer(Raw("\0\2\0\1\0\0\0\1\0\5\2ns\xc0\x10")),
         "www.example. 1 IN NS ns.example.\n"),
};

V6LAB_SUITE("v6lab-core-dns-message", ROWS);

} // namespace
