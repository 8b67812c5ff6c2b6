// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/authority.h"
#include "model/core/dns/dns-time.h"
#include "model/core/dns/dns64.h"
#include "model/core/dns/zone-file.h"
#include "model/core/dns/zone-sign.h"
#include "test/support/resolver-bed.h"
#include "test/support/signed-world.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test::dnsnet;
using test::Row;
using test::Verdict;
using namespace ns3::v6lab::test::signedworld;

namespace
{

void
Validates(Verdict& v)
{
    World world;
    v.Equal(Shown(world.Ask("www.example. A")), "NOERROR secure ad 3", "a set and its signature");
    v.Equal(Shown(world.Ask("www.signed.example. A")), "NOERROR secure ad 2", "two zones down");
    v.Equal(Shown(world.Ask("example. DNSKEY")).substr(0, 17), "NOERROR secure ad", "keys");
    v.Equal(Shown(world.Ask("signed.example. DS")), "NOERROR secure ad 2", "DS, the parent's");
    v.Equal(Shown(world.Ask("alias.example. A")), "NOERROR secure ad 5", "alias and target");
    v.Equal(Shown(world.Ask("x.redirect.example. A")), "NOERROR secure ad 5", "DNAME");
    v.Equal(Shown(world.Ask("y.wild.example. A")), "NOERROR secure ad 2", "wildcard");
}

void
ValidatesDenials(Verdict& v)
{
    World world;
    v.Equal(Shown(world.Ask("no.example. A")), "NXDOMAIN secure ad 0", "no name");
    v.Equal(Shown(world.Ask("www.example. TXT")), "NOERROR secure ad 0", "no type");
    v.Equal(Shown(world.Ask("empty.example. A")), "NOERROR secure ad 0", "names below only");
    v.Equal(Shown(world.Ask("y.wild.example. TXT")), "NOERROR secure ad 0", "wildcard without it");
    v.Equal(Shown(world.Ask("plain.example. DS")), "NOERROR secure ad 0", "no DS");
    v.Equal(Shown(world.Ask("a.b.c.example. A")), "NXDOMAIN secure ad 0", "far below");
    const auto answer = world.Ask("no.example. A");
    v.True(answer.authority.size() >= 4, "SOA, NSEC and signatures");
}

void
KnowsInsecure(Verdict& v)
{
    World world;
    v.Equal(Shown(world.Ask("www.plain.example. A")), "NOERROR insecure 1", "unsigned zone");
    v.Equal(Shown(world.Ask("no.plain.example. A")), "NXDOMAIN insecure 0", "its denials");
    v.Equal(Shown(world.Ask("out.example. A")), "NOERROR insecure 3", "an alias to it");
    World island;
    island.settings.trustAnchors = island.childKeys.GetDs(60);
    v.Equal(Shown(island.Ask("www.example. A")), "NOERROR insecure 3", "above every anchor");
    v.Equal(Shown(island.Ask("www.signed.example. A")), "NOERROR secure ad 2", "an island");
    World none;
    none.settings.trustAnchors.clear();
    v.Equal(Shown(none.Ask("www.example. A")), "NOERROR unchecked 3", "no anchor at all");
    World missing;
    missing.childKeys.faults.missingDs = true;
    v.Equal(Shown(missing.Ask("www.signed.example. A")), "NOERROR insecure 2", "DS not published");
}

void
ServesFlags(Verdict& v)
{
    World world;
    world.keys.faults.tampered = {{Name("www.example."), dns::A}};
    v.Equal(Shown(world.Ask("www.example. A", true, true)),
            "NOERROR unchecked 3",
            "CD gets what there is");
    v.Equal(Shown(world.Ask("www.example. A")),
            "SERVFAIL bogus 0",
            "without CD from the same cache");
    v.Equal(Shown(world.Ask("www.example. A", true, true)).substr(0, 7), "NOERROR", "CD again");
    v.Equal(Shown(world.Ask("four.example. A", false)),
            "NOERROR secure ad 1",
            "DO=0: no signatures");
    const auto denial = world.Ask("no.example. A", false);
    v.Equal(denial.authority.size(), 1u, "DO=0: the SOA alone");
    v.True(world.Ask("four.example. RRSIG", false).answer.size() > 0, "unless asked for");
}

void
RemembersVerdicts(Verdict& v)
{
    World world;
    world.Ask("www.example. A");
    world.Ask("www.example. A");
    const size_t before = world.net.log.size();
    v.Equal(Shown(world.Ask("www.example. A")), "NOERROR secure ad 3", "from the cache");
    v.Equal(world.net.log.size(), before, "nothing is asked");
    v.Equal(Shown(world.Ask("four.example. A")), "NOERROR secure ad 2", "another name");
    v.Equal(world.net.log.size(), before + 1, "the chain of trust is there");
}

void
UnknownIsInsecure(Verdict& v)
{
    World world;
    world.childKeys.faults.missingDs = true;
    world.more = "signed 3600 DS 12345 200 2 "
                 "0000000000000000000000000000000000000000000000000000000000000000\n";
    v.Equal(Shown(world.Ask("www.signed.example. A")), "NOERROR insecure 2", "algorithm 200");
    World digest;
    digest.childKeys.faults.missingDs = true;
    digest.more = "signed 3600 DS 12345 15 200 "
                  "0000000000000000000000000000000000000000000000000000000000000000\n";
    v.Equal(Shown(digest.Ask("www.signed.example. A")), "NOERROR insecure 2", "digest 200");
}

void
FeedsDns64(Verdict& v)
{
    World world;
    Dns64 dns64(Dns64Settings(), world.Start());
    DnsQuery query;
    query.question = Question("four.example. AAAA");
    query.dnssecOk = true;
    const auto answer = world.net.Ask(dns64, *world.resolver, query);
    v.Equal(Text(answer.answer), "four.example. 300 AAAA 64:ff9b::c000:205", "synthetic");
    v.True(answer.authenticData, "AD, both were validated");
    query.checkingDisabled = true;
    const auto raw = world.net.Ask(dns64, *world.resolver, query);
    v.True(raw.answer.empty() && raw.authority.size() >= 4, "CD and DO get the proof");
    World bogus;
    bogus.keys.faults.tampered = {{Name("four.example."), dns::NSEC}};
    Dns64 other(Dns64Settings(), bogus.Start());
    query.checkingDisabled = false;
    v.Equal(DnsRcodeWord(bogus.net.Ask(other, *bogus.resolver, query).rcode),
            "SERVFAIL",
            "a bogus denial makes no AAAA");
    bogus.keys.faults.tampered = {{Name("four.example."), dns::A}};
    World tampered;
    tampered.keys.faults.tampered = {{Name("four.example."), dns::A}};
    Dns64 third(Dns64Settings(), tampered.Start());
    v.Equal(DnsRcodeWord(tampered.net.Ask(third, *tampered.resolver, query).rcode),
            "SERVFAIL",
            "a bogus A neither");
}

void
KeepsUncheckedApart(Verdict& v)
{
    Net net;
    net.Serve("198.51.100.9", [](const DnsMessage& query, DnsTransport) {
        DnsMessage reply = DnsMessage::ResponseTo(query);
        reply.recursionAvailable = true;
        reply.rcode = query.checkingDisabled ? dns::NOERROR : dns::SERVFAIL;
        if (query.checkingDisabled)
        {
            reply.answer = Lines({"www.example. 300 A 192.0.2.66"});
        }
        return std::vector<std::string>{reply.Encode()};
    });
    ResolverSettings settings;
    settings.forwards.push_back({DnsName(), {test::data::Addr("198.51.100.9")}});
    Resolver resolver(settings, net);
    const auto ask = [&](bool checkingDisabled) {
        DnsQuery query;
        query.question = Question("www.example. A");
        query.checkingDisabled = checkingDisabled;
        return Shown(net.Ask(resolver, resolver, query));
    };
    v.Equal(ask(true), "NOERROR unchecked 1", "with CD");
    v.Equal(ask(false), "SERVFAIL unchecked 0", "without");
    const size_t before = net.log.size();
    v.Equal(ask(true), "NOERROR unchecked 1", "with CD again");
    v.Equal(net.log.size(), before, "out of the cache");
}

/** A DNS64 that hears no CD, as one that is asked with CD clear: it synthesises. */
DnsAnswer
AskBehindDns64(const std::string& question, bool hearsCd)
{
    World world;
    Dns64 dns64(Dns64Settings(), world.Start());
    Net net;
    net.Serve("198.51.100.9", [&](const DnsMessage& query, DnsTransport) {
        DnsQuery asked;
        asked.question = query.questions[0];
        asked.dnssecOk = true;
        asked.checkingDisabled = hearsCd && query.checkingDisabled;
        const DnsAnswer answer = world.net.Ask(dns64, *world.resolver, asked);
        DnsMessage reply = DnsMessage::ResponseTo(query);
        reply.recursionAvailable = true;
        reply.rcode = answer.rcode;
        reply.answer = answer.answer;
        reply.authority = answer.authority;
        reply.edns = DnsEdns();
        return std::vector<std::string>{reply.Encode()};
    });
    ResolverSettings settings;
    settings.forwards.push_back({DnsName(), {test::data::Addr("198.51.100.9")}});
    settings.trustAnchors = world.rootKeys.GetDs(3600);
    Resolver validator(settings, net);
    DnsQuery query;
    query.question = Question(question);
    query.dnssecOk = true;
    return net.Ask(validator, validator, query);
}

void
StandsBehindDns64(Verdict& v)
{
    v.Equal(Shown(AskBehindDns64("four.example. AAAA", false)),
            "SERVFAIL bogus 0",
            "an address that no zone holds");
    v.Equal(Shown(AskBehindDns64("four.example. A", false)),
            "NOERROR secure ad 2",
            "what the DNS64 leaves alone");
    v.Equal(Shown(AskBehindDns64("four.example. AAAA", true)),
            "NOERROR secure ad 0",
            "CD and DO say that the DNS64 must not synthesise");
}

const std::vector<Row> ROWS{
    {"A validator behind a DNS64 that does not see its CD finds what that makes bogus",
     "RFC 6147 6.2, 5.5.3; 6147-30, 6147-36",
     StandsBehindDns64},
    {"Signatures and the chain of DS and DNSKEY from the root make an answer secure",
     "RFC 4035 5.2; RFC 4035 5.3; RFC 4035 3.2.3; RFC 6672 5.3",
     Validates},
    {"NSEC prove that a name, a type, a wildcard's type or a DS is not there",
     "RFC 4035 5.4; RFC 6840 4.1; RFC 6840 4.3",
     ValidatesDenials},
    {"Below a delegation without DS, and above every anchor, data is insecure",
     "RFC 4035 5.2; RFC 4035 4.3",
     KnowsInsecure},
    {"CD gets data unchecked, and DO decides on signatures",
     "RFC 4035 3.2.1; RFC 4035 3.2.2; RFC 6840 5.9",
     ServesFlags},
    {"What a validating forwarder answered to CD is not told to others",
     "RFC 4035 3.2.2, RFC 6840 5.9",
     KeepsUncheckedApart},
    {"What was validated is remembered with its verdict",
     "RFC 4035 4.5; RFC 4035 5.3.3",
     RemembersVerdicts},
    {"A zone whose algorithms or digests nobody knows is insecure",
     "RFC 4035 5.2; RFC 6840 5.2",
     UnknownIsInsecure},
    {"A DNS64 behind the validator sets AD, and makes nothing of what is bogus",
     "RFC 6147 5.5; 6147-27; 6147-28; 6147-29; 6147-30",
     FeedsDns64},
};

} // namespace

V6LAB_SUITE("v6lab-dns-validate", ROWS);
