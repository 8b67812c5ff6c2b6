// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/authority.h"
#include "model/core/dns/dns-time.h"
#include "model/core/dns/dns64.h"
#include "model/core/dns/zone-file.h"
#include "model/core/dns/zone-sign.h"
#include "test/support/resolver-bed.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test::dnsnet;
using test::Row;
using test::Verdict;

namespace
{

constexpr uint32_t YEAR = 365 * 86400;
constexpr auto SECURE = DnsSecurity::Secure;
constexpr auto INSECURE = DnsSecurity::Insecure;
constexpr auto BOGUS = DnsSecurity::Bogus;

ZoneSigning
Keys(const std::string& zone)
{
    return ZoneSigning::WithTwoKeys(Name(zone), 1, DNS_EPOCH, DNS_EPOCH + YEAR);
}

const std::string APEX = "@ 3600 SOA ns hostmaster 1 7200 3600 86400 600\n@ 3600 NS ns\n";

/**
 * A signed root on 198.51.100.1, signed example. with a signed and an unsigned zone below it on
 * .2, .3 and .4. What is wrong with example. is for each row to say.
 */
struct World
{
    World()
        : rootKeys(Keys(".")),
          keys(Keys("example.")),
          childKeys(Keys("signed.example."))
    {
        settings.roots.push_back({Name("ns."), {test::data::Addr("198.51.100.1")}});
        settings.useV6 = false;
        settings.tries = 1;
        settings.trustAnchors = rootKeys.GetDs(3600);
    }

    static std::string Lines(const DnsRecords& records)
    {
        std::string text;
        for (const auto& record : records)
        {
            text += record.ToString() + "\n";
        }
        return text;
    }

    static Zone Read(const std::string& origin, const std::string& text)
    {
        return ReadZone(APEX + text, Name(origin), origin).zone;
    }

    /** Signs all, brings the servers up and the resolver with them. */
    Resolver& Start()
    {
        const std::string delegation = "example. 3600 NS ns.example.\nns.example. 3600 A "
                                       "198.51.100.2\nns 3600 A 198.51.100.1\n";
        root.AddZone(
            SignZone(Read(".", delegation + Lines(keys.GetDs(3600)) + rootMore), rootKeys));
        const std::string own = R"(ns      A 198.51.100.2
www     300 A 192.0.2.1
www     300 A 192.0.2.2
*.wild  300 A 192.0.2.3
below.empty 300 A 192.0.2.4
alias   300 CNAME www
out     300 CNAME www.plain
redirect 300 DNAME deep.signed
four    300 A 192.0.2.5
signed  3600 NS ns.signed
ns.signed 3600 A 198.51.100.3
plain   3600 NS ns.plain
ns.plain 3600 A 198.51.100.4
)";
        example.AddZone(
            SignZone(Read("example.", own + Lines(childKeys.GetDs(3600)) + more), keys));
        child.AddZone(
            SignZone(Read("signed.example.",
                          "ns A 198.51.100.3\nwww 300 A 192.0.2.6\nx.deep 300 A 192.0.2.7\n"),
                     childKeys));
        plain.AddZone(Read("plain.example.", "ns A 198.51.100.4\nwww 300 A 192.0.2.8\n"));
        net.ServeBackend("198.51.100.1", root);
        net.ServeBackend("198.51.100.2", example);
        net.ServeBackend("198.51.100.3", child);
        net.ServeBackend("198.51.100.4", plain);
        resolver = std::make_unique<Resolver>(settings, net);
        return *resolver;
    }

    DnsAnswer Ask(const std::string& question, bool dnssecOk = true, bool checkingDisabled = false)
    {
        if (!resolver)
        {
            Start();
        }
        DnsQuery query;
        query.question = Question(question);
        query.dnssecOk = dnssecOk;
        query.checkingDisabled = checkingDisabled;
        return net.Ask(*resolver, *resolver, query);
    }

    ZoneSigning rootKeys;
    ZoneSigning keys;
    ZoneSigning childKeys;
    std::string more;
    std::string rootMore;
    ResolverSettings settings;
    Net net;
    Authority root;
    Authority example;
    Authority child;
    Authority plain;
    std::unique_ptr<Resolver> resolver;
};

/** "NOERROR secure 2 0": code, security, records of answer and authority. */
std::string
Shown(const DnsAnswer& answer)
{
    constexpr const char* WORDS[]{"unchecked", "secure", "insecure", "bogus"};
    return DnsRcodeWord(answer.rcode) + " " + WORDS[static_cast<size_t>(answer.security)] +
           (answer.authenticData ? " ad" : "") + " " + std::to_string(answer.answer.size());
}

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
FindsBogus(Verdict& v)
{
    World tampered;
    tampered.keys.faults.tampered = {{Name("www.example."), dns::A}};
    v.Equal(Shown(tampered.Ask("www.example. A")), "SERVFAIL bogus 0", "changed data");
    v.Equal(Shown(tampered.Ask("four.example. A")), "NOERROR secure ad 2", "another set");
    v.Equal(Shown(tampered.Ask("alias.example. A")), "SERVFAIL bogus 0", "behind an alias");
    World expired;
    expired.keys.faults.expired = true;
    v.Equal(Shown(expired.Ask("www.example. A")), "SERVFAIL bogus 0", "expired");
    v.Equal(Shown(expired.Ask("no.example. A")), "SERVFAIL bogus 0", "denial, expired");
    World wrong;
    wrong.childKeys.faults.wrongDs = true;
    v.Equal(Shown(wrong.Ask("www.signed.example. A")), "SERVFAIL bogus 0", "DS of another key");
    World anchor;
    anchor.settings.trustAnchors = ZoneSigning::WithTwoKeys(Name("."), 2, 0, 1).GetDs(60);
    v.Equal(Shown(anchor.Ask("www.example. A")), "SERVFAIL bogus 0", "anchor of another key");
    World denial;
    denial.keys.faults.tampered = {{Name("four.example."), dns::NSEC},
                                   {Name("example."), dns::NSEC}};
    v.Equal(Shown(denial.Ask("four.example. AAAA")), "SERVFAIL bogus 0", "changed NSEC");
}

/** example.'s server, whose replies are changed on their way. */
void
Change(World& world, const std::function<void(DnsMessage&)>& change)
{
    world.Start();
    world.net.Serve("198.51.100.2", [&world, change](const DnsMessage& query, DnsTransport) {
        DnsQuery asked;
        asked.question = query.questions[0];
        asked.dnssecOk = true;
        const DnsAnswer answer = world.example.Answer(asked);
        DnsMessage reply = DnsMessage::ResponseTo(query);
        reply.rcode = answer.rcode;
        reply.authoritative = answer.authoritative;
        reply.answer = answer.answer;
        reply.authority = answer.authority;
        reply.additional = answer.additional;
        reply.edns = DnsEdns();
        change(reply);
        return std::vector<std::string>{reply.Encode()};
    });
}

void
Drop(DnsRecords& records, uint16_t type)
{
    records.erase(std::remove_if(records.begin(),
                                 records.end(),
                                 [=](const DnsRecord& record) { return record.type == type; }),
                  records.end());
}

void
FindsWhatWasTaken(Verdict& v)
{
    World stripped;
    Change(stripped, [](DnsMessage& reply) { Drop(reply.answer, dns::RRSIG); });
    v.Equal(Shown(stripped.Ask("www.example. A")), "SERVFAIL bogus 0", "signatures");
    World proofless;
    Change(proofless, [](DnsMessage& reply) { Drop(reply.authority, dns::NSEC); });
    v.Equal(Shown(proofless.Ask("no.example. A")), "SERVFAIL bogus 0", "proof of NXDOMAIN");
    v.Equal(Shown(proofless.Ask("www.example. TXT")), "SERVFAIL bogus 0", "proof of NODATA");
    v.Equal(Shown(proofless.Ask("y.wild.example. A")), "SERVFAIL bogus 0", "proof of a wildcard");
    v.Equal(Shown(proofless.Ask("www.plain.example. A")),
            "SERVFAIL bogus 0",
            "proof that a delegation is insecure");
    World denied;
    Change(denied, [](DnsMessage& reply) {
        if (!reply.answer.empty() && reply.questions[0].type == dns::A)
        {
            reply.answer.clear();
            reply.rcode = dns::NXDOMAIN;
        }
    });
    v.Equal(Shown(denied.Ask("www.example. A")).substr(0, 8), "SERVFAIL", "a name, by its absence");
    World swapped;
    DnsMessage other;
    Change(swapped, [&](DnsMessage& reply) {
        if (reply.questions[0] == Question("no.example. A"))
        {
            DnsQuery query;
            query.question = Question("y.wild.example. TXT");
            query.dnssecOk = true;
            reply.authority = swapped.example.Answer(query).authority;
        }
    });
    v.Equal(Shown(swapped.Ask("no.example. A")), "SERVFAIL bogus 0", "a proof about other names");
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
ExpiresInTime(Verdict& v)
{
    World world;
    world.keys = ZoneSigning::WithOneKey(Name("example."), 1, DNS_EPOCH, DNS_EPOCH + 100);
    world.Start();
    world.net.now = 50 * SECOND;
    const auto answer = world.Ask("www.example. A");
    v.Equal(Shown(answer), "NOERROR secure ad 3", "while they are valid");
    v.True(answer.answer.at(0).ttl <= 50, "no TTL beyond the signature's end");
    world.net.now = 150 * SECOND;
    v.Equal(Shown(world.Ask("www.example. A")), "SERVFAIL bogus 0", "after that");
    World early;
    early.keys = ZoneSigning::WithOneKey(Name("example."), 1, DNS_EPOCH + 1000, DNS_EPOCH + YEAR);
    v.Equal(Shown(early.Ask("www.example. A")), "SERVFAIL bogus 0", "before they begin");
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

/** example. with a second server, 198.51.100.5, that is all right. */
void
AddServer(World& world)
{
    world.rootMore = "example. 3600 NS ns2.example.\nns2.example. 3600 A 198.51.100.5\n";
    world.more = "@ 3600 NS ns2\nns2 A 198.51.100.5\n";
}

/** How often a server was asked. */
int64_t
Asked(const World& world, const std::string& server)
{
    return std::count_if(world.net.log.begin(), world.net.log.end(), [&](const std::string& line) {
        return line.rfind(server + " ", 0) == 0;
    });
}

void
TriesOtherServers(Verdict& v)
{
    const auto with = [&v](const std::function<void(DnsMessage&)>& change,
                           const std::string& question,
                           const std::string& expected) {
        World world;
        AddServer(world);
        Change(world, change);
        world.net.ServeBackend("198.51.100.5", world.example);
        v.Equal(Shown(world.Ask(question)), expected, question);
        v.True(Asked(world, "198.51.100.2") > 0, question + " of the bad one");
        const size_t before = world.net.log.size();
        v.Equal(Shown(world.Ask(question)), expected, question + " again");
        v.Equal(world.net.log.size(), before, question + " out of the cache");
    };
    const auto stripped = [](uint16_t type) {
        return [type](DnsMessage& reply) {
            if (reply.questions[0].type == type)
            {
                Drop(reply.answer, dns::RRSIG);
                Drop(reply.authority, dns::NSEC);
            }
        };
    };
    with(stripped(dns::A), "www.example. A", "NOERROR secure ad 3");
    with(stripped(dns::A), "no.example. A", "NXDOMAIN secure ad 0");
    with(stripped(dns::DNSKEY), "www.example. A", "NOERROR secure ad 3");
    with(stripped(dns::DS), "www.signed.example. A", "NOERROR secure ad 2");
    with(stripped(dns::DS), "www.plain.example. A", "NOERROR insecure 1");
    with(
        [](DnsMessage& reply) {
            if (reply.questions[0] == Question("no.example. A"))
            {
                reply.rcode = dns::NOERROR;
                reply.authority.clear();
                reply.answer = Lines({"no.example. 300 A 192.0.2.66"});
            }
        },
        "no.example. A",
        "NXDOMAIN secure ad 0");
}

void
GivesUpOnBogus(Verdict& v)
{
    World world;
    AddServer(world);
    world.keys.faults.tampered = {{Name("www.example."), dns::A}};
    world.Start();
    world.net.ServeBackend("198.51.100.5", world.example);
    v.Equal(Shown(world.Ask("www.example. A")), "SERVFAIL bogus 0", "both say so");
    const size_t before = world.net.log.size();
    v.True(before < 20, std::to_string(before) + " queries");
    v.Equal(Shown(world.Ask("www.example. A")), "SERVFAIL bogus 0", "again");
    v.Equal(world.net.log.size(), before, "out of the cache");
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
    {"Changed data, expired signatures and a DS of another key are bogus: SERVFAIL",
     "RFC 4035 5.5; RFC 4035 4.3",
     FindsBogus},
    {"So is what lost its signatures or its proof on the way, or has another's",
     "RFC 4035 5.5; RFC 4035 5.4",
     FindsWhatWasTaken},
    {"CD gets data unchecked, and DO decides on signatures",
     "RFC 4035 3.2.1; RFC 4035 3.2.2; RFC 6840 5.9",
     ServesFlags},
    {"What one server's answers make bogus is asked of the zone's others first",
     "RFC 4035 4.7, 5",
     TriesOtherServers},
    {"What all servers' answers make bogus is given up, and remembered",
     "RFC 4035 4.7, 5.5",
     GivesUpOnBogus},
    {"What a validating forwarder answered to CD is not told to others",
     "RFC 4035 3.2.2, RFC 6840 5.9",
     KeepsUncheckedApart},
    {"What was validated is remembered with its verdict",
     "RFC 4035 4.5; RFC 4035 5.3.3",
     RemembersVerdicts},
    {"Signatures count by the simulated time of day, and no data outlives them",
     "RFC 4034 3.1.5; RFC 4035 5.3.1; RFC 4035 5.3.3",
     ExpiresInTime},
    {"A zone whose algorithms or digests nobody knows is insecure",
     "RFC 4035 5.2; RFC 6840 5.2",
     UnknownIsInsecure},
    {"A DNS64 behind the validator sets AD, and makes nothing of what is bogus",
     "RFC 6147 5.5; 6147-27; 6147-28; 6147-29; 6147-30",
     FeedsDns64},
};

} // namespace

V6LAB_SUITE("v6lab-dns-validate", ROWS);
