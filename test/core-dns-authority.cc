// SPDX-License-Identifier: GPL-2.0-only
// The examples of RFC 1034 6.2, RFC 4592 2.2.1 and RFC 6672, and what they leave out.
#include "model/core/dns/zone-file.h"
#include "test/support/dns-answers.h"

using namespace ns3::v6lab;
using test::Asks;
using test::Name;
using test::Row;
using test::Verdict;

namespace
{

const char* const EXAMPLE = R"($TTL 3600
@         SOA ns.example. mail.example. 1 2 3 4 600
          NS ns.example.
          NS ns.test.
          MX 10 mail
ns        A 192.0.2.1
          AAAA 2001:db8::1
mail      A 192.0.2.2
WwW       A 192.0.2.3
alias     CNAME www
far       CNAME www.test.
abroad    CNAME www.elsewhere.
nowhere   CNAME missing
intosub   CNAME host.sub
round     CNAME trip
trip      CNAME round
self      CNAME self
under     CNAME a.b.c.d
*.wild    MX 10 mail
*.aw      CNAME www
sub       NS ns.sub
          NS ns.test.
ns.sub    A 192.0.2.9
_s._tcp   SRV 0 0 53 ns
d         DNAME test.
a.b.c     A 192.0.2.4
loop      DNAME loop.loop
)";

const char* const TEST = R"($TTL 60
@         SOA ns mail 1 2 3 4 3600
          NS ns
ns        A 198.51.100.1
www       A 198.51.100.2
)";

/** RFC 4592 2.2.1, with data where it has none. */
const char* const WILDCARDS = R"($TTL 3600
@                  SOA ns.example.com. mail.example.com. 1 2 3 4 5
                   NS ns.example.com.
*                  TXT "this is a wildcard"
*                  MX 10 host1
sub.*              TXT "this is not a wildcard"
host1              A 192.0.2.1
_ssh._tcp.host1    SRV 0 0 22 host1
_ssh._tcp.host2    SRV 0 0 22 host1
subdel             NS ns.example.com.
)";

Authority
Both()
{
    Authority authority;
    authority.AddZone(ReadZone(EXAMPLE, Name("example"), "example").zone);
    authority.AddZone(ReadZone(TEST, Name("test"), "test").zone);
    return authority;
}

Authority
Minimal()
{
    Authority authority(Authority::Settings{true});
    authority.AddZone(ReadZone(EXAMPLE, Name("example"), "example").zone);
    return authority;
}

Authority
Wild()
{
    Authority authority(Authority::Settings{true});
    authority.AddZone(ReadZone(WILDCARDS, Name("example"), "example").zone);
    return authority;
}

const std::string SERVERS = "~ example. 3600 NS ns.example.\n~ example. 3600 NS ns.test.\n";
const std::string HOSTS = "+ ns.example. 3600 A 192.0.2.1\n+ ns.example. 3600 AAAA 2001:db8::1\n"
                          "+ ns.test. 60 A 198.51.100.1\n";
const std::string SOA = "~ example. 600 SOA ns.example. mail.example. 1 2 3 4 600\n";
const std::string TEST_SERVER = "~ test. 60 NS ns.test.\n+ ns.test. 60 A 198.51.100.1\n";
const std::string WILD_SOA = "~ example. 5 SOA ns.example.com. mail.example.com. 1 2 3 4 5\n";

const std::vector<Row> ROWS{
    Asks("an address, with the zone's servers and their addresses",
         "RFC 1034 4.3.2, 6.2.1",
         Both,
         "mail.example A",
         "NOERROR aa\n= mail.example. 3600 A 192.0.2.2\n" + SERVERS + HOSTS),
    Asks("the asker's letters are the answer's",
         "RFC 4343 4.1",
         Minimal,
         "wWw.eXample A",
         "NOERROR aa\n= wWw.eXample. 3600 A 192.0.2.3\n"),
    Asks("an MX, with its host's address",
         "RFC 1034 6.2.3, RFC 1035 3.3.9",
         Both,
         "example MX",
         "NOERROR aa\n= example. 3600 MX 10 mail.example.\n" + SERVERS +
             "+ mail.example. 3600 A 192.0.2.2\n" + HOSTS),
    Asks("an SRV, with its host's addresses once",
         "RFC 2782",
         Both,
         "_s._tcp.example SRV",
         "NOERROR aa\n= _s._tcp.example. 3600 SRV 0 0 53 ns.example.\n" + SERVERS + HOSTS),
    Asks("the zone's servers are not said twice",
         "RFC 1034 4.3.2",
         Both,
         "example NS",
         "NOERROR aa\n= example. 3600 NS ns.example.\n= example. 3600 NS ns.test.\n" + HOSTS),
    Asks("ANY means all that the name has",
         "RFC 1035 3.2.3, RFC 8482 4",
         Both,
         "ns.example ANY",
         "NOERROR aa\n= ns.example. 3600 A 192.0.2.1\n= ns.example. 3600 AAAA 2001:db8::1\n" +
             SERVERS),
    Asks("a minimal answer is what was asked for",
         "RFC 1034 4.3.2",
         Minimal,
         "example MX",
         "NOERROR aa\n= example. 3600 MX 10 mail.example.\n"),
    Asks("a type that the name has not: the SOA, its TTL cut to its minimum",
         "RFC 2308 2.2, 3, 5",
         Both,
         "mail.example AAAA",
         "NOERROR aa\n" + SOA),
    Asks("a name that is not there: NXDOMAIN with the SOA",
         "RFC 2308 2.1, 3, 5",
         Both,
         "missing.example A",
         "NXDOMAIN aa\n" + SOA),
    Asks("the SOA's own TTL, if that is the lower",
         "RFC 2308 5",
         Both,
         "missing.test A",
         "NXDOMAIN aa\n~ test. 60 SOA ns.test. mail.test. 1 2 3 4 3600\n"),
    Asks("a name that only lies above others has no data, but is there",
         "RFC 8020 2, RFC 4592 2.2.2",
         Both,
         "b.c.example A",
         "NOERROR aa\n" + SOA),
    Asks("below a name with data nothing is without a record",
         "RFC 8020 2",
         Both,
         "a.ns.example A",
         "NXDOMAIN aa\n" + SOA),
    Asks("a name of no zone here is refused",
         "RFC 1035 4.1.1",
         Both,
         "www.elsewhere A",
         "REFUSED\n"),
    Asks("an alias is followed",
         "RFC 1034 4.3.2, 6.2.7",
         Minimal,
         "alias.example A",
         "NOERROR aa\n= alias.example. 3600 CNAME www.example.\n= www.example. 3600 A 192.0.2.3\n"),
    Asks("an alias that was asked for is not",
         "RFC 1034 3.6.2, 6.2.8",
         Minimal,
         "alias.example CNAME",
         "NOERROR aa\n= alias.example. 3600 CNAME www.example.\n"),
    Asks("ANY does not follow an alias",
         "RFC 1034 4.3.2",
         Minimal,
         "alias.example ANY",
         "NOERROR aa\n= alias.example. 3600 CNAME www.example.\n"),
    Asks("an alias into another zone of the server is followed",
         "RFC 1034 4.3.2",
         Both,
         "far.example A",
         "NOERROR aa\n= far.example. 3600 CNAME www.test.\n= www.test. 60 A 198.51.100.2\n" +
             TEST_SERVER),
    Asks("an alias to where the server knows nothing is the whole answer",
         "RFC 1034 4.3.2",
         Both,
         "abroad.example A",
         "NOERROR aa\n= abroad.example. 3600 CNAME www.elsewhere.\n"),
    Asks("an alias to a name that is not there: the last name's code",
         "RFC 6604 3, RFC 2308 2.1",
         Both,
         "nowhere.example A",
         "NXDOMAIN aa\n= nowhere.example. 3600 CNAME missing.example.\n" + SOA),
    Asks("an alias to a name without the type: the alias and the SOA",
         "RFC 2308 2.2",
         Both,
         "alias.example AAAA",
         "NOERROR aa\n= alias.example. 3600 CNAME www.example.\n" + SOA),
    Asks("an alias into a delegated zone: the alias and the way on",
         "RFC 1034 4.3.2",
         Both,
         "intosub.example A",
         "NOERROR aa\n= intosub.example. 3600 CNAME host.sub.example.\n"
         "~ sub.example. 3600 NS ns.sub.example.\n~ sub.example. 3600 NS ns.test.\n"
         "+ ns.sub.example. 3600 A 192.0.2.9\n+ ns.test. 60 A 198.51.100.1\n"),
    Asks("aliases that lead to each other end the answer",
         "RFC 1034 3.6.2",
         Both,
         "round.example A",
         "NOERROR aa\n= round.example. 3600 CNAME trip.example.\n"
         "= trip.example. 3600 CNAME round.example.\n"),
    Asks("an alias of itself ends the answer",
         "RFC 1034 3.6.2",
         Both,
         "self.example A",
         "NOERROR aa\n= self.example. 3600 CNAME self.example.\n"),
    Asks("below a delegation: the servers with glue, and no authority",
         "RFC 1034 4.2.1, 6.2.6",
         Both,
         "www.sub.example A",
         "NOERROR\n~ sub.example. 3600 NS ns.sub.example.\n~ sub.example. 3600 NS ns.test.\n"
         "+ ns.sub.example. 3600 A 192.0.2.9\n+ ns.test. 60 A 198.51.100.1\n"),
    Asks("glue itself is the delegated zone's to say",
         "RFC 2181 5.4.1, 6.1",
         Minimal,
         "ns.sub.example A",
         "NOERROR\n~ sub.example. 3600 NS ns.sub.example.\n~ sub.example. 3600 NS ns.test.\n"
         "+ ns.sub.example. 3600 A 192.0.2.9\n"),
    Asks("the delegation itself, whatever the type",
         "RFC 2181 6.1",
         Minimal,
         "sub.example NS",
         "NOERROR\n~ sub.example. 3600 NS ns.sub.example.\n~ sub.example. 3600 NS ns.test.\n"
         "+ ns.sub.example. 3600 A 192.0.2.9\n"),
    Asks("DS is the parent's to say",
         "RFC 4035 3.1.4.1",
         Both,
         "sub.example DS",
         "NOERROR aa\n" + SOA),
    Asks("DS of a name below the delegation is not",
         "RFC 4035 3.1.4.1",
         Minimal,
         "a.sub.example DS",
         "NOERROR\n~ sub.example. 3600 NS ns.sub.example.\n~ sub.example. 3600 NS ns.test.\n"
         "+ ns.sub.example. 3600 A 192.0.2.9\n"),
    Asks("DS where only the child is here: it has none",
         "RFC 4035 3.1.4.1",
         Both,
         "test DS",
         "NOERROR aa\n~ test. 60 SOA ns.test. mail.test. 1 2 3 4 3600\n"),
    Asks("below a DNAME the name's end is replaced, and a CNAME says so with the DNAME's TTL",
         "RFC 6672 3.1, 3.2",
         Both,
         "www.d.example A",
         "NOERROR aa\n= d.example. 3600 DNAME test.\n= www.d.example. 3600 CNAME www.test.\n"
         "= www.test. 60 A 198.51.100.2\n" +
             TEST_SERVER),
    Asks("a DNAME says nothing of its own name",
         "RFC 6672 2.3",
         Both,
         "d.example A",
         "NOERROR aa\n" + SOA),
    Asks("a DNAME that was asked for",
         "RFC 6672 2.1",
         Minimal,
         "d.example DNAME",
         "NOERROR aa\n= d.example. 3600 DNAME test.\n"),
    Asks("an alias that a DNAME makes is not followed if it was asked for",
         "RFC 6672 3.1, RFC 1034 3.6.2",
         Minimal,
         "x.d.example CNAME",
         "NOERROR aa\n= d.example. 3600 DNAME test.\n= x.d.example. 3600 CNAME x.test.\n"),
    Asks(
        "an alias into a DNAME",
        "RFC 6672 3.2",
        Both,
        "under.example A",
        "NXDOMAIN aa\n= under.example. 3600 CNAME a.b.c.d.example.\n= d.example. 3600 DNAME test.\n"
        "= a.b.c.d.example. 3600 CNAME a.b.c.test.\n"
        "~ test. 60 SOA ns.test. mail.test. 1 2 3 4 3600\n"),
    {"a DNAME that makes a name too long ends the answer with YXDOMAIN",
     "RFC 6672 2.2, 3.2",
     [](Verdict& v) {
         const std::string label(60, 'a');
         const std::string name = label + "." + label + "." + label + "." + label;
         Authority authority;
         authority.AddZone(
             ReadZone("@ 60 SOA a b 1 2 3 4 5\n@ 60 NS a.x.\nd 60 DNAME " + label + ".test.\n",
                      Name("e"),
                      "z")
                 .zone);
         const auto answer = authority.Answer(test::Question(name + ".d.e A"));
         v.Equal(DnsRcodeWord(answer.rcode), "YXDOMAIN", "code");
         v.Equal(answer.answer.size(), 1u, "the DNAME alone");
     }},
    {"a DNAME that leads to itself ends, if only for the length of names",
     "RFC 6672 2.2",
     [](Verdict& v) {
         const auto answer = Both().Answer(test::Question("x.loop.example A"));
         v.True(answer.answer.size() > 2 && answer.answer.size() < 60, "some records");
     }},
    Asks("a wildcard answers with the name that was asked for",
         "RFC 4592 2.2.1",
         Wild,
         "host3.example MX",
         "NOERROR aa\n= host3.example. 3600 MX 10 host1.example.\n"),
    Asks("a wildcard without the type: no data",
         "RFC 4592 2.2.1",
         Wild,
         "host3.example A",
         "NOERROR aa\n" + WILD_SOA),
    Asks("a wildcard answers for names of several labels more",
         "RFC 4592 2.2.1",
         Wild,
         "foo.bar.example TXT",
         "NOERROR aa\n= foo.bar.example. 3600 TXT \"this is a wildcard\"\n"),
    Asks("a name that is there has nothing from the wildcard",
         "RFC 4592 2.2.1",
         Wild,
         "host1.example MX",
         "NOERROR aa\n" + WILD_SOA),
    Asks("nor has a name below the asterisk",
         "RFC 4592 2.2.1",
         Wild,
         "sub.*.example MX",
         "NOERROR aa\n" + WILD_SOA),
    Asks("nor a name below one that is there",
         "RFC 4592 2.2.1",
         Wild,
         "_telnet._tcp.host1.example SRV",
         "NXDOMAIN aa\n" + WILD_SOA),
    Asks("nor a name that lies above another",
         "RFC 4592 2.2.2",
         Wild,
         "host2.example MX",
         "NOERROR aa\n" + WILD_SOA),
    Asks("nor a name below a delegation",
         "RFC 4592 2.2.1",
         Wild,
         "host.subdel.example A",
         "NOERROR\n~ subdel.example. 3600 NS ns.example.com.\n"),
    Asks("nor a name below the asterisk that is not there",
         "RFC 4592 2.2.1",
         Wild,
         "ghost.*.example MX",
         "NXDOMAIN aa\n" + WILD_SOA),
    Asks("the wildcard's own name is a name",
         "RFC 4592 2.3",
         Wild,
         "*.example TXT",
         "NOERROR aa\n= *.example. 3600 TXT \"this is a wildcard\"\n"),
    Asks("a wildcard may be an alias",
         "RFC 4592 4.3",
         Minimal,
         "x.aw.example A",
         "NOERROR aa\n= x.aw.example. 3600 CNAME www.example.\n= www.example. 3600 A 192.0.2.3\n"),
    {"another class is refused",
     "RFC 1035 3.2.4",
     [](Verdict& v) {
         auto query = test::Question("www.example A");
         query.question.rclass = 3; // CH
         v.Equal(test::Shown(Both().Answer(query)), "REFUSED\n", "answer");
     }},
    {"twenty aliases in a row end at sixteen",
     "RFC 1034 5.2.2",
     [](Verdict& v) {
         std::string text = "@ 60 SOA a b 1 2 3 4 5\n@ 60 NS a.x.\n";
         for (int i = 0; i < 20; ++i)
         {
             text += "a" + std::to_string(i) + " 60 CNAME a" + std::to_string(i + 1) + "\n";
         }
         Authority authority;
         authority.AddZone(ReadZone(text, Name("e"), "z").zone);
         v.Equal(authority.Answer(test::Question("a0.e A")).answer.size(), 16u, "records");
     }},
};

V6LAB_SUITE("v6lab-core-dns-authority", ROWS);

} // namespace
