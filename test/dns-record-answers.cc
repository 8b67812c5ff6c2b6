// SPDX-License-Identifier: GPL-2.0-only
// Kinds of answers on record, and as they are told: referrals, denials, cut and made ones.
#include "test/support/names-lab.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using test::FirstMissing;
using test::NamesDesign;
using test::NamesLab;
using test::Row;
using test::Verdict;

namespace
{

NamesDesign
Calls(const std::string& name, const std::string& server)
{
    NamesDesign design;
    design.resolver.Dns64();
    design.flows = {Tcp("client", name).Server(server)};
    return design;
}

/** The root's server sends the resolver to that of example.com. */
void
Refers(Verdict& v)
{
    NamesLab lab(Calls("six.example.com", "n6"));
    lab.RunFlows();
    v.Equal(lab.Cell("SELECT group_concat(server || ' ' || answers || ' ' || referral, '; ') FROM "
                     "v_dns WHERE client = 'dns' AND qtype = 'AAAA' AND qname LIKE 'six%'"),
            "root  ns1.example.com.; auth AAAA 2001:db8:46::80 ",
            "who answers and who refers");
    const auto text = lab.Explained();
    v.Equal(FirstMissing(text,
                         {"dns asks root",
                          "six.example.com. → refers to ns1.example.com. (",
                          "dns asks auth",
                          "six.example.com. → AAAA 2001:db8:46::80 ("}),
            "",
            text);
}

void
Denies(Verdict& v)
{
    NamesLab lab(Calls("four.example.com", "n4"));
    lab.RunFlows();
    v.Equal(lab.Cell("SELECT rcode || answers || referral FROM v_dns WHERE client = 'dns' AND "
                     "server = 'auth' AND qtype = 'AAAA' AND qname = 'four.example.com.'"),
            "NOERROR",
            "NODATA is no referral");
    const auto text = lab.Explained();
    v.Equal(FirstMissing(text, {"dns asks auth", "AAAA four.example.com. → no such record ("}),
            "",
            text);
}

/** What is recorded of an answer with these sections, to a question for "www.example.com. A". */
std::string
ReferralOf(bool authoritative,
           uint16_t rcode,
           const std::vector<std::string>& answers,
           const std::vector<std::string>& authority)
{
    std::string referral;
    const auto ledger = ns3::CreateObject<DnsLedger>();
    ledger->TraceConnectWithoutContext(
        "Exchange",
        ns3::Callback<void, const DnsExchange&>(
            [&](const DnsExchange& exchange) { referral = exchange.referral; }));
    DnsMessage message;
    message.authoritative = authoritative;
    message.rcode = rcode;
    for (const auto& line : answers)
    {
        message.answer.push_back(test::Rr(line));
    }
    for (const auto& line : authority)
    {
        message.authority.push_back(test::Rr(line));
    }
    ledger->Answered(ledger->Open({}), message, 1);
    return referral;
}

void
OnlyReferralsRefer(Verdict& v)
{
    const std::string ns = "example.com. 60 IN NS ns1.example.com.";
    const std::string soa = "example.com. 60 IN SOA ns1.example.com. h. 1 2 3 4 5";
    const std::string www = "www.example.com. 60 IN A 192.0.2.1";
    v.Equal(ReferralOf(false, dns::NOERROR, {}, {ns, "example.com. 60 IN NS b.test."}),
            "ns1.example.com., b.test.",
            "a referral");
    v.Equal(ReferralOf(false, dns::NOERROR, {www}, {ns}), "", "an answer out of a cache");
    v.Equal(ReferralOf(true, dns::NOERROR, {}, {ns}), "", "the zone's own server");
    v.Equal(ReferralOf(false, dns::NOERROR, {}, {soa, ns}), "", "a denial out of a cache");
    v.Equal(ReferralOf(false, dns::NXDOMAIN, {}, {ns}), "", "another denial");
}

/** 60 addresses behind the NAT64 do not fit: the cut answer holds none of them. */
void
CutIsNotMade(Verdict& v)
{
    NamesDesign design = Calls("six.example.com", "n6");
    for (int i = 1; i <= 60; ++i)
    {
        design.example.Record("many A 192.0.2." + std::to_string(i));
    }
    NamesLab lab(design);
    lab.Ask("many.example.com", dns::AAAA);
    v.Equal(lab.Cell("SELECT group_concat(transport || ' ' || tc || synthesised, '; ') FROM v_dns "
                     "WHERE client = 'client' AND qname LIKE 'many%'"),
            "udp 10; tcp 01",
            "transport, cut and made");
}

const std::vector<Row> ROWS{
    {"a referral names the servers that it sends the asker to", "RFC 2308 2.1", Refers},
    {"a denial is told as such", "RFC 2308 2.2", Denies},
    {"only an answer without an answer refers", "RFC 2308 2.1, 2.2", OnlyReferralsRefer},
    {"a truncated answer without records is not a synthetic one",
     "RFC 6147 5.4, RFC 2181 9",
     CutIsNotMade},
};

V6LAB_SUITE("v6lab-dns-record-answers", ROWS);

} // namespace
