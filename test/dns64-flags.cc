// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/dns64-bed.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test::dnsnet;
using test::Row;
using test::Verdict;

namespace
{

const std::string MADE = "h2.example.com. 1800 AAAA 64:ff9b::c000:201";
const std::string SIGNATURE =
    "h2.example.com. 3600 RRSIG A 15 3 3600 20270101000000 20260101000000 1 example.com. "
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==";

/** h2.example.com. has an A only, signed; both answers are as secure as said. */
struct Bed : Dns64Bed
{
    Bed(bool wantsDnssec, bool disables, DnsSecurity six, DnsSecurity four)
    {
        dnssecOk = wantsDnssec;
        checkingDisabled = disables;
        Note(backend.SayEmpty("h2.example.com. AAAA"), six);
        Note(backend.Say("h2.example.com. A", {{"h2.example.com. 3600 A 192.0.2.1", SIGNATURE}}),
             four);
    }

    static void Note(DnsAnswer& answer, DnsSecurity security)
    {
        answer.security = security;
        answer.authenticData = security == DnsSecurity::Secure;
        if (security == DnsSecurity::Bogus)
        {
            answer = DnsAnswer();
            answer.rcode = dns::SERVFAIL;
            answer.security = security;
        }
    }
};

constexpr auto SECURE = DnsSecurity::Secure;
constexpr auto INSECURE = DnsSecurity::Insecure;
constexpr auto BOGUS = DnsSecurity::Bogus;

void
PlainAsker(Verdict& v)
{
    Bed bed(false, false, SECURE, SECURE);
    auto query = bed.Query("h2.example.com. AAAA");
    query.authenticData = true; // RFC 6840 5.7 or not
    const auto answer = bed.Ask(query);
    v.Equal(Text(answer.answer), MADE, "answer");
    v.True(!answer.authenticData, "AD is never set");
    bed.backend.Say("x.example.com. AAAA", {{"x.example.com. 60 AAAA 2001:db8::1"}}).authenticData =
        true;
    v.True(!bed.Ask("x.example.com. AAAA").authenticData, "not for real AAAA either");
}

void
PlainAskerBogus(Verdict& v)
{
    for (const bool first : {true, false})
    {
        Bed bed(false, false, first ? BOGUS : SECURE, first ? SECURE : BOGUS);
        v.Equal(bed.Ask("h2.example.com. AAAA").rcode, dns::SERVFAIL, "what is bogus is no error");
    }
}

void
ValidatedForAsker(Verdict& v)
{
    Bed bed(true, false, SECURE, SECURE);
    const auto answer = bed.Ask("h2.example.com. AAAA");
    v.Equal(Text(answer.answer), MADE, "answer, without the signature of A");
    v.True(answer.authenticData, "AD");
    v.True(!bed.backend.queries.at(0).checkingDisabled, "the backend validates");
    for (const bool first : {true, false})
    {
        Bed half(true, false, first ? INSECURE : SECURE, first ? SECURE : INSECURE);
        const auto insecure = half.Ask("h2.example.com. AAAA");
        v.Equal(Text(insecure.answer), MADE, "answer");
        v.True(!insecure.authenticData, "no AD unless both are secure");
    }
}

void
BogusForAsker(Verdict& v)
{
    Bed denial(true, false, BOGUS, SECURE);
    v.Equal(denial.Ask("h2.example.com. AAAA").rcode, dns::SERVFAIL, "bogus denial");
    v.Equal(denial.backend.log, "h2.example.com. AAAA", "validated before A is asked for");
    Bed data(true, false, SECURE, BOGUS);
    const auto answer = data.Ask("h2.example.com. AAAA");
    v.Equal(answer.rcode, dns::SERVFAIL, "bogus A");
    v.True(answer.answer.empty(), "no records");
}

void
RawForValidator(Verdict& v)
{
    Bed bed(true, true, SECURE, SECURE);
    const auto answer = bed.Ask("h2.example.com. AAAA");
    v.True(answer.answer.empty() && answer.authority.size() == 1, "the denial as it is");
    v.True(!answer.synthesised, "not synthetic");
    v.Equal(bed.backend.log, "h2.example.com. AAAA", "A is not asked for");
    v.True(bed.backend.queries[0].checkingDisabled && bed.backend.queries[0].dnssecOk,
           "the flags go on");
    v.Equal(bed.Ask("h2.example.com. A").answer.size(), 2u, "A with its signature");
}

void
CdAlone(Verdict& v)
{
    Bed bed(false, true, SECURE, SECURE);
    v.Equal(Text(bed.Ask("h2.example.com. AAAA").answer), MADE, "as CD=0 DO=0");
    v.True(!bed.backend.queries[0].checkingDisabled, "validated here");
    bed.settings.synthesiseForCd = false;
    v.True(bed.Ask("h2.example.com. AAAA").answer.empty(), "or as CD=1 DO=1");
}

void
StripsSignatures(Verdict& v)
{
    Bed bed(true, false, SECURE, SECURE);
    std::string signature = SIGNATURE;
    signature.replace(signature.find("RRSIG A "), 8, "RRSIG AAAA ");
    auto& mixed = bed.backend.Say("h2.example.com. AAAA",
                                  {{"h2.example.com. 60 AAAA ::ffff:1.2.3.4",
                                    "h2.example.com. 60 AAAA 2001:db8::1",
                                    signature}});
    mixed.authenticData = true;
    const auto answer = bed.Ask("h2.example.com. AAAA");
    v.Equal(Text(answer.answer), "h2.example.com. 60 AAAA 2001:db8::1", "answer");
    v.True(!answer.authenticData, "it is not what was signed");
}

const std::vector<Row> ROWS{
    {"CD=0, DO=0: synthesised, and AD is not set whatever was validated",
     "RFC 6147 5.5 (1); 6147-26",
     PlainAsker},
    {"CD=0, DO=0: what a validating backend finds bogus is SERVFAIL, not as an empty answer",
     "RFC 6147 5.5 (1); 6147-26",
     PlainAskerBogus},
    {"CD=0, DO=1: synthesised with AD if both the denial and the A are secure",
     "RFC 6147 5.5 (2); 6147-27; 6147-28",
     ValidatedForAsker},
    {"CD=0, DO=1: a bogus denial or A is SERVFAIL",
     "RFC 6147 5.5 (2); 6147-27; 6147-29",
     BogusForAsker},
    {"CD=1, DO=1: nothing is synthesised, the asker gets what there is",
     "RFC 6147 5.5 (3); RFC 6147 3; 6147-30; 6147-31",
     RawForValidator},
    {"CD=1, DO=0: as CD=0, DO=0, or by a setting as CD=1, DO=1", "RFC 6147 5.5; 6147-32", CdAlone},
    {"A set that lost an excluded AAAA is without signature and AD",
     "RFC 6147 5.1.4; RFC 4035 3.1.6; 6147-10",
     StripsSignatures},
};

} // namespace

V6LAB_SUITE("v6lab-dns64-flags", ROWS);
