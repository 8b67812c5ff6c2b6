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

const std::vector<Row> ROWS{
    {"Changed data, expired signatures and a DS of another key are bogus: SERVFAIL",
     "RFC 4035 5.5; RFC 4035 4.3",
     FindsBogus},
    {"So is what lost its signatures or its proof on the way, or has another's",
     "RFC 4035 5.5; RFC 4035 5.4",
     FindsWhatWasTaken},
    {"What one server's answers make bogus is asked of the zone's others first",
     "RFC 4035 4.7, 5",
     TriesOtherServers},
    {"What all servers' answers make bogus is given up, and remembered",
     "RFC 4035 4.7, 5.5",
     GivesUpOnBogus},
    {"Signatures count by the simulated time of day, and no data outlives them",
     "RFC 4034 3.1.5; RFC 4035 5.3.1; RFC 4035 5.3.3",
     ExpiresInTime},
};

} // namespace

V6LAB_SUITE("v6lab-dns-validate-trouble", ROWS);
