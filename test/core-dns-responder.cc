// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/authority.h"
#include "model/core/dns/dns-responder.h"
#include "model/core/dns/dns-stream.h"
#include "test/support/dns.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Decoded;
using test::Name;
using test::Raw;
using test::Row;
using test::Rr;
using test::Verdict;

namespace
{

/** Answers what it was told to, at once or when it is told. */
class Canned : public DnsBackend
{
  public:
    void Ask(const DnsQuery& query, int64_t nowNs, Done done) override
    {
        asked.push_back(query);
        if (later)
        {
            waiting = std::move(done);
            return;
        }
        done(answer, nowNs);
    }

    std::vector<DnsQuery> asked;
    DnsAnswer answer;
    bool later{false};
    Done waiting;
};

/** A responder and what it sent. */
struct Bed
{
    explicit Bed(DnsResponder::Settings settings = {})
        : responder(backend, settings)
    {
    }

    std::optional<DnsMessage> Ask(const std::string& wire,
                                  DnsTransport transport = DnsTransport::Udp)
    {
        sent.clear();
        responder.Receive(reinterpret_cast<const uint8_t*>(wire.data()),
                          wire.size(),
                          transport,
                          7,
                          [this](const std::string& bytes, int64_t) { sent.push_back(bytes); });
        return sent.size() == 1 ? Decoded(sent[0]) : std::nullopt;
    }

    std::optional<DnsMessage> Ask(const DnsMessage& query,
                                  DnsTransport transport = DnsTransport::Udp)
    {
        return Ask(query.Encode(), transport);
    }

    Canned backend;
    DnsResponder responder;
    std::vector<std::string> sent;
};

DnsMessage
Query()
{
    return DnsMessage::Query(0x1234, Name("wWw.example"), dns::A);
}

DnsMessage
Edns(uint16_t size, bool dnssecOk = false)
{
    DnsMessage query = Query();
    query.edns = DnsEdns{size, 0, dnssecOk, ""};
    return query;
}

std::string
CodeOf(const std::optional<DnsMessage>& response)
{
    return response ? DnsRcodeWord(response->rcode) : "no answer";
}

/** A query that is refused before anybody is asked. */
Row
Refused(const std::string& sentence,
        const std::string& clause,
        const std::string& wire,
        const std::string& code)
{
    return {sentence + " gets " + code, clause, [=](Verdict& v) {
                Bed bed;
                const auto response = bed.Ask(wire);
                v.Equal(CodeOf(response), code, "code");
                v.True(response && response->response && response->id == 0x1234, "header");
                v.True(response && response->opcode == (wire[2] >> 3 & 15), "opcode");
                v.True(bed.backend.asked.empty(), "the backend was not asked");
            }};
}

Row
Ignored(const std::string& sentence, const std::string& clause, const std::string& wire)
{
    return {sentence + " gets no answer", clause, [=](Verdict& v) {
                Bed bed;
                bed.Ask(wire);
                v.True(bed.sent.empty() && bed.backend.asked.empty(), "silence");
            }};
}

std::string
WithType(uint16_t type)
{
    return DnsMessage::Query(0x1234, Name("www.example"), type).Encode();
}

std::string
WithByte(std::string wire, size_t at, uint8_t value)
{
    wire[at] = static_cast<char>(value);
    return wire;
}

std::string
WithVersion(uint8_t version)
{
    DnsMessage query = Edns(1232);
    query.edns->version = version;
    return query.Encode();
}

void
Echo(Verdict& v)
{
    for (const bool set : {false, true})
    {
        Bed bed({1232, set});
        DnsMessage query = Query();
        query.recursionDesired = set;
        query.checkingDisabled = set;
        bed.backend.answer.authoritative = set;
        bed.backend.answer.answer = {Rr("www.example. 60 IN A 192.0.2.1")};
        const auto response = bed.Ask(query);
        v.Equal(response->id, 0x1234, "identifier");
        v.Equal(response->questions.at(0).name.ToString(), "wWw.example.", "question, in its case");
        v.Equal(response->recursionDesired, set, "RD is the query's");
        v.Equal(response->checkingDisabled, set, "CD is the query's");
        v.Equal(response->recursionAvailable, set, "RA is the backend's");
        v.Equal(response->authoritative, set, "AA is the answer's");
        v.Equal(response->answer.size(), 1u, "answer");
        v.Equal(bed.backend.asked.at(0).recursionDesired, set, "the backend knows RD");
        v.Equal(bed.backend.asked.at(0).checkingDisabled, set, "and CD");
        v.True(!response->edns, "no OPT without OPT");
    }
}

void
AuthenticData(Verdict& v)
{
    for (int bits = 0; bits < 8; ++bits)
    {
        const bool secure = (bits & 1) != 0;
        const bool ad = (bits & 2) != 0;
        const bool dnssecOk = (bits & 4) != 0;
        Bed bed;
        DnsMessage query = Edns(1232, dnssecOk);
        query.authenticData = ad;
        bed.backend.answer.authenticData = secure;
        const auto response = bed.Ask(query);
        v.Equal(response->authenticData,
                secure && (ad || dnssecOk),
                "secure " + std::to_string(secure) + ", AD " + std::to_string(ad) + ", DO " +
                    std::to_string(dnssecOk));
        v.Equal(response->edns->dnssecOk, dnssecOk, "DO is copied");
        v.Equal(bed.backend.asked.at(0).authenticData, ad, "the backend knows AD");
        v.Equal(bed.backend.asked.at(0).dnssecOk, dnssecOk, "and DO");
    }
}

/** An answer of about 3000 bytes. */
DnsRecords
Big()
{
    DnsRecords records;
    for (int i = 0; i < 100; ++i)
    {
        records.push_back(
            Rr("n" + std::to_string(i) + ".example. 60 IN AAAA 2001:db8::" + std::to_string(i)));
    }
    return records;
}

struct Size
{
    std::string sentence;
    std::string clause;
    uint16_t asked; //!< 0: no OPT
    uint16_t ours;
    DnsTransport transport;
    size_t limit; //!< 0: all of it
};

Row
Sized(const Size& size)
{
    return {size.sentence, size.clause, [=](Verdict& v) {
                Bed bed({size.ours, false});
                bed.backend.answer.answer = Big();
                const auto response =
                    bed.Ask(size.asked == 0 ? Query() : Edns(size.asked), size.transport);
                v.Equal(response->truncated, size.limit > 0, "TC");
                const size_t sent = bed.sent.at(0).size();
                v.True(size.limit == 0 || (sent <= size.limit && sent + 40 > size.limit),
                       std::to_string(sent) + " bytes of at most " + std::to_string(size.limit));
                v.Equal(response->answer.size() == 100, size.limit == 0, "all records");
                v.True(!response->edns || response->edns->udpSize == size.ours, "our own size");
                v.Equal(response->edns.has_value(), size.asked > 0, "OPT answers OPT");
            }};
}

void
GlueThatDoesNotFit(Verdict& v)
{
    Bed bed;
    bed.backend.answer.authority = {Rr("sub.example. 60 IN NS ns.sub.example.")};
    bed.backend.answer.additional = Big();
    v.True(bed.Ask(Query())->truncated, "TC for a delegation");
    bed.backend.answer.authoritative = true;
    bed.backend.answer.answer = {Rr("www.example. 60 IN A 192.0.2.1")};
    v.True(!bed.Ask(Query())->truncated, "not for an answer that is whole");
}

void
Later(Verdict& v)
{
    Canned backend;
    backend.later = true;
    std::vector<int64_t> times;
    {
        DnsResponder responder(backend, {});
        const std::string wire = Query().Encode();
        responder.Receive(reinterpret_cast<const uint8_t*>(wire.data()),
                          wire.size(),
                          DnsTransport::Udp,
                          7,
                          [&](const std::string&, int64_t nowNs) { times.push_back(nowNs); });
        v.True(times.empty(), "nothing yet");
    }
    backend.waiting(backend.answer, 9);
    v.True(times == std::vector<int64_t>{9}, "the answer came when it was there");
}

void
Stream(Verdict& v)
{
    const std::string bytes =
        DnsStream::Frame("abc") + DnsStream::Frame("") + DnsStream::Frame(std::string(65535, 'x'));
    v.Equal(bytes.substr(0, 5), Raw("\0\3abc"), "framed");
    for (const size_t step : {size_t{1}, size_t{3}, bytes.size()})
    {
        DnsStream stream;
        std::vector<size_t> sizes;
        for (size_t at = 0; at < bytes.size(); at += step)
        {
            const size_t size = std::min(step, bytes.size() - at);
            stream.Put(reinterpret_cast<const uint8_t*>(bytes.data()) + at, size);
            while (const auto message = stream.Take())
            {
                sizes.push_back(message->size());
            }
        }
        v.True(sizes == std::vector<size_t>{3, 0, 65535}, "by " + std::to_string(step));
    }
}

const std::vector<Row> ROWS{
    {"identifier, question, RD and CD come back; RA and AA are the server's",
     "RFC 1035 4.1.1, RFC 4035 3.2.2",
     Echo},
    {"AD says secure to those who asked by AD or DO",
     "RFC 6840 5.7, 5.8, RFC 3225 3",
     AuthenticData},
    Sized({"without OPT a UDP answer has 512 bytes at most",
           "RFC 1035 4.2.1, RFC 2181 9",
           0,
           1232,
           DnsTransport::Udp,
           512}),
    Sized({"with OPT it has what the asker can take",
           "RFC 6891 6.2.3",
           800,
           1232,
           DnsTransport::Udp,
           800}),
    Sized({"less than 512 counts as 512", "RFC 6891 6.2.3", 100, 1232, DnsTransport::Udp, 512}),
    Sized({"but never more than the server's own limit",
           "RFC 6891 6.2.5",
           4096,
           1232,
           DnsTransport::Udp,
           1232}),
    Sized({"which is a setting", "RFC 6891 6.2.5", 8192, 4096, DnsTransport::Udp, 0}),
    Sized(
        {"over TCP all of it goes", "RFC 1035 4.2.2, RFC 7766 5", 512, 1232, DnsTransport::Tcp, 0}),
    {"a delegation without its addresses is cut, an answer without additional records is not",
     "RFC 9471 3.1, RFC 2181 9",
     GlueThatDoesNotFit},
    {"an answer that comes later goes out later", "", Later},
    {"messages are found in a stream however it was cut",
     "RFC 1035 4.2.2, RFC 7766 6.2.1.1, 8",
     Stream},
    Ignored("a response", "RFC 1035 4.1.1", WithByte(Query().Encode(), 2, 0x80)),
    Ignored("half a header", "RFC 1035 4.1.1", Query().Encode().substr(0, 11)),
    Refused("a header alone", "RFC 1035 4.1.1", Query().Encode().substr(0, 12), "FORMERR"),
    Refused("half a question", "RFC 1035 4.1.1", Query().Encode().substr(0, 20), "FORMERR"),
    Refused("a query with a compression loop",
            "RFC 1035 4.1.1, 4.1.4",
            Query().Encode().substr(0, 12) + Raw("\xc0\x0c\0\1\0\1"),
            "FORMERR"),
    Refused("a query with two OPT records",
            "RFC 6891 6.1.1",
            WithByte(Edns(512).Encode() + Edns(512).Encode().substr(29), 11, 2),
            "FORMERR"),
    Refused("a query of no question",
            "RFC 9619 4",
            WithByte(Query().Encode().substr(0, 12), 5, 0),
            "FORMERR"),
    Refused("a query of two questions",
            "RFC 9619 4",
            WithByte(Query().Encode() + Query().Encode().substr(12), 5, 2),
            "FORMERR"),
    Refused("a question for OPT", "RFC 6895 3.1", WithType(dns::OPT), "FORMERR"),
    Refused("a question for TSIG", "RFC 6895 3.1", WithType(dns::TSIG), "FORMERR"),
    Refused("a zone transfer", "RFC 5936 2.2.1", WithType(dns::AXFR), "REFUSED"),
    Refused("a question for MAILB", "RFC 1035 3.2.3", WithType(dns::MAILB), "NOTIMP"),
    Refused("a status request", "RFC 1035 4.1.1", WithByte(Query().Encode(), 2, 0x10), "NOTIMP"),
    Refused("a notification", "RFC 1996 3.1", WithByte(Query().Encode(), 2, 0x20), "NOTIMP"),
    Refused("an update", "RFC 2136 2.2", WithByte(Query().Encode(), 2, 0x28), "NOTIMP"),
    Refused("a later version of EDNS", "RFC 6891 6.1.3", WithVersion(1), "BADVERS"),
    {"who speaks a later version of EDNS is told ours",
     "RFC 6891 6.1.3",
     [](Verdict& v) {
         Bed bed;
         const auto response = bed.Ask(WithVersion(255));
         v.True(response && response->edns && response->edns->version == 0, "version 0");
     }},
    {"what only a header can be read of is answered by one",
     "RFC 1035 4.1.1",
     [](Verdict& v) {
         Bed bed;
         bed.Ask(Query().Encode().substr(0, 20));
         v.Equal(bed.sent.at(0).size(), 12u, "bytes");
     }},
    {"a limit of less than 512 bytes is refused",
     "RFC 6891 6.2.3",
     [](Verdict& v) {
         Canned backend;
         const std::string text = test::data::Complaint([&] {
             DnsResponder responder(backend, {511, false});
         });
         v.Equal(text, "udpSize 511 is too small; 512 to 65535 bytes are allowed", "message");
     }},
};

V6LAB_SUITE("v6lab-core-dns-responder", ROWS);

} // namespace
