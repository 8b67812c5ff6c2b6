// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/stub-resolver.h"
#include "test/support/dns-net.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test::dnsnet;
using test::Row;
using test::Verdict;
using test::data::Addr;
using test::data::Complaint;

namespace
{

const std::string V4 = "192.0.2.53";
const std::string V6 = "2001:db8::53";

Server
Recursive()
{
    Saying www{
        {"www.example.com. 300 CNAME x.net.", "x.net. 200 A 192.0.2.2", "x.net. 200 A 192.0.2.1"}};
    Saying six{{"x.net. 100 AAAA 2001:db8::2"}};
    Saying pointer{{"1.2.0.192.in-addr.arpa. 60 PTR x.net."}};
    Saying dangling{{"d.net. 300 CNAME no.net."}, {"net. 50 SOA ns. host. 1 2 3 4 40"}};
    return Server(".")
        .Say("www.example.com. A", www)
        .Say("x.net. AAAA", six)
        .Say("1.2.0.192.in-addr.arpa. PTR", pointer)
        .Say("d.net. A", dangling);
}

struct Bed
{
    Bed()
    {
        settings.servers = {Addr(V4), Addr(V6)};
        net.Serve(V4, Recursive());
        net.Serve(V6, Recursive());
    }

    StubResolver& Get()
    {
        if (!stub)
        {
            stub = std::make_unique<StubResolver>(settings, net);
        }
        return *stub;
    }

    StubAnswer Ask(const DnsQuestion& question)
    {
        std::vector<StubAnswer> answers;
        Get().LookUp(question, net.now, [&](const StubAnswer& answer, int64_t now) {
            answers.push_back(answer);
            answeredNs = now;
        });
        net.Run(Get());
        if (answers.size() != 1)
        {
            throw std::runtime_error(std::to_string(answers.size()) + " answers");
        }
        return answers.front();
    }

    StubAnswer Ask(const std::string& question)
    {
        return Ask(Question(question));
    }

    std::string Sent()
    {
        std::string text;
        for (; m_seen < net.log.size(); ++m_seen)
        {
            text += net.log[m_seen].substr(0, net.log[m_seen].find(' ')) + " ";
        }
        return text;
    }

    Net net;
    StubSettings settings;
    std::unique_ptr<StubResolver> stub;
    int64_t answeredNs{0};

  private:
    size_t m_seen{0};
};

std::string
Shown(const StubAnswer& answer)
{
    std::string text = ToWord(answer.kind);
    for (const auto& address : answer.addresses)
    {
        text += " " + address.ToString();
    }
    for (const auto& name : answer.names)
    {
        text += " " + name.ToString();
    }
    return text + " " + std::to_string(answer.ttl);
}

void
Speak(Net& net, const std::string& address, uint16_t rcode)
{
    net.Serve(address, [=](const DnsMessage& query, DnsTransport) {
        DnsMessage reply = DnsMessage::ResponseTo(query);
        reply.rcode = rcode;
        reply.edns = query.edns;
        return std::vector<std::string>{reply.Encode()};
    });
}

void
Silence(Net& net, const std::string& address)
{
    net.Serve(address, [](const DnsMessage&, DnsTransport) { return std::vector<std::string>(); });
}

void
ReadsAnswers(Verdict& v)
{
    Bed bed;
    const auto answer = bed.Ask("www.example.com. A");
    v.Equal(Shown(answer), "data 192.0.2.2 192.0.2.1 200", "addresses behind an alias");
    v.Equal(answer.records.size(), 3u, "the section");
    v.Equal(answer.server.ToString(), V6, "who said so");
    v.Equal(Shown(bed.Ask("x.net. AAAA")), "data 2001:db8::2 100", "AAAA");
    v.Equal(Shown(bed.Ask(PointerQuestion(Addr("192.0.2.1")))), "data x.net. 60", "PTR");
    v.Equal(Shown(bed.Ask("x.net. MX")), "nodata 600", "no such type, for the SOA's MINIMUM");
    v.Equal(Shown(bed.Ask("no.net. A")), "nxdomain 600", "no such name");
    v.Equal(Shown(bed.Ask("d.net. A")), "nodata 40", "an alias of nothing");
    v.Equal(PointerQuestion(Addr("64:ff9b::192.0.2.1")).name.ToString(),
            test::data::RfcExamples()["rfc6147_s7"]["ptr"]["qname"].get<std::string>(),
            "name of an IPv6 address");
}

void
AsksWell(Verdict& v)
{
    Bed bed;
    bed.Ask("www.example.com. A");
    const auto& bytes = bed.net.sent.at(0).bytes;
    const auto query =
        DnsMessage::Decode(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
    v.True(query->recursionDesired && !query->checkingDisabled, "RD=1, CD=0");
    v.True(query->edns && !query->edns->dnssecOk, "EDNS without DO");
    v.True(bed.net.sent[0].sourcePort >= 1024, "a port");
}

void
PrefersV6(Verdict& v)
{
    Bed bed;
    bed.Ask("www.example.com. A");
    v.Equal(bed.Sent(), V6 + " ", "the second in the list");
    Bed listed;
    listed.settings.v6First = false;
    listed.Ask("www.example.com. A");
    v.Equal(listed.Sent(), V4 + " ", "the first in the list, without the rule");
    Bed only;
    only.settings.useV6 = false;
    only.Ask("www.example.com. A");
    v.Equal(only.Sent(), V4 + " ", "a host without IPv6");
}

void
PenalisesTheSilent(Verdict& v)
{
    Bed bed;
    Silence(bed.net, V6);
    v.Equal(Shown(bed.Ask("x.net. AAAA")), "data 2001:db8::2 100", "answer");
    v.Equal(bed.Sent(), V6 + " " + V4 + " ", "after one timeout the other");
    v.Equal(bed.answeredNs / MILLISECOND, 5010, "after");
    bed.Ask("x.net. AAAA");
    v.Equal(bed.Sent(), V4 + " ", "the silent one is left alone");
    bed.net.now += 60 * SECOND;
    bed.net.Serve(V6, Recursive());
    bed.Ask("x.net. AAAA");
    v.Equal(bed.Sent(), V6 + " ", "but not for ever");
}

void
GivesUp(Verdict& v)
{
    Bed bed;
    Silence(bed.net, V6);
    Silence(bed.net, V4);
    v.Equal(Shown(bed.Ask("x.net. AAAA")), "timeout 0", "answer");
    v.Equal(bed.Sent(), V6 + " " + V4 + " " + V6 + " ", "a second round, as far as");
    v.Equal(bed.answeredNs / MILLISECOND, 15000, "the total lasts");
    Bed one;
    one.settings.servers = {Addr(V6)};
    Silence(one.net, V6);
    one.Ask("x.net. AAAA");
    v.Equal(one.Sent(), V6 + " " + V6 + " ", "two tries");
    v.Equal(one.answeredNs / MILLISECOND, 5000 + 8000, "after");
    Bed none;
    none.settings.servers.clear();
    v.Equal(Shown(none.Ask("x.net. AAAA")), "noservers 0", "nobody to ask");
}

/** Its resolver is near and has answered quickly; now it needs time for servers that are dead. */
void
HasPatience(Verdict& v)
{
    Bed bed;
    for (int i = 0; i < 8; ++i)
    {
        bed.Ask("x.net. AAAA");
    }
    bed.settings.servers = {Addr(V6)};
    bed.Get().SetServers(bed.settings.servers);
    bed.net.Serve(V6, Recursive(), 4500);
    bed.Sent();
    const int64_t asked = bed.net.now;
    v.Equal(Shown(bed.Ask("www.example.com. A")),
            "data 192.0.2.2 192.0.2.1 200",
            "the answer after 4.5 s");
    v.Equal(bed.Sent(), V6 + " ", "asked once");
    v.Equal((bed.answeredNs - asked) / MILLISECOND, 4500, "after");
}

void
TurnsFromFailures(Verdict& v)
{
    Bed bed;
    Speak(bed.net, V6, dns::SERVFAIL);
    v.Equal(Shown(bed.Ask("x.net. AAAA")), "data 2001:db8::2 100", "the other knows");
    v.Equal(bed.Sent(), V6 + " " + V4 + " ", "asked");
    Speak(bed.net, V4, dns::REFUSED);
    const auto answer = bed.Ask("x.net. AAAA");
    v.Equal(Shown(answer), "failed 0", "nobody knows");
    v.Equal(answer.rcode, dns::REFUSED, "the last code");
    Bed unreachable;
    unreachable.net.Fail(V6, DnsFailure::Unreachable);
    unreachable.Ask("x.net. AAAA");
    v.Equal(unreachable.answeredNs / MILLISECOND, 11, "an ICMP error ends the wait");
}

void
TurnsToTcp(Verdict& v)
{
    Bed bed;
    Saying cut{{"big.net. 60 A 192.0.2.1"}};
    cut.truncated = true;
    bed.net.Serve(V6, Server(".").Say("big.net. A", cut));
    v.Equal(Shown(bed.Ask("big.net. A")), "data 192.0.2.1 60", "answer");
    v.Equal(bed.net.log.at(1), V6 + " tcp big.net. A", "over TCP");
}

void
TakesNewServers(Verdict& v)
{
    Bed bed;
    const std::string later = "2001:db8::54";
    bed.net.Serve(later, Recursive());
    Silence(bed.net, V6);
    Silence(bed.net, V4);
    StubAnswer answer;
    bed.Get().LookUp(Question("x.net. AAAA"), 0, [&](const StubAnswer& found, int64_t) {
        answer = found;
    });
    bed.Get().SetServers({Addr(later)});
    bed.net.Run(bed.Get());
    v.Equal(Shown(answer), "data 2001:db8::2 100", "the question under way");
    v.Equal(bed.Sent(), V6 + " " + later + " ", "asked");
    bed.Ask("x.net. AAAA");
    v.Equal(bed.Sent(), later + " ", "the next question");
}

void
KeepsToAnInterface(Verdict& v)
{
    Bed bed;
    StubAnswer answer;
    bed.Get().LookUpFrom({Addr(V4)}, Question("x.net. AAAA"), 0, [&](const auto& found, int64_t) {
        answer = found;
    });
    bed.net.Run(bed.Get());
    v.Equal(Shown(answer), "data 2001:db8::2 100", "answer");
    v.Equal(bed.Sent(), V4 + " ", "only these are asked");
}

void
RefusesSettings(Verdict& v)
{
    Bed bed;
    bed.settings.tries = 0;
    v.Equal(Complaint([&] { bed.Get(); }), "stub resolver tries: must be more than 0", "tries");
    Bed small;
    small.settings.udpSize = 511;
    v.Equal(Complaint([&] { small.Get(); }),
            "stub resolver udpSize: must be 0 or 512 to 65535, not 511",
            "size");
}

const std::vector<Row> ROWS{
    {"Addresses, names and what is not there are read from the answer, behind aliases too",
     "RFC 1034 5.3.1; RFC 2308 5; RFC 3596 2.5",
     ReadsAnswers},
    {"Recursion is desired, and checking is not disabled",
     "RFC 1034 5.3.1; RFC 7050 3; 7050-02",
     AsksWell},
    {"A server's IPv6 address is asked first", "RFC 8305 3.1; 8305-06", PrefersV6},
    {"A silent server is tried once more after the others, and later for a time not first",
     "RFC 8305 3.1; RFC 1035 4.2.1; 8305-06",
     PenalisesTheSilent},
    {"Without any reply, the question times out; without a server, at once",
     "RFC 1035 4.2.1; RFC 1123 6.1.3.3",
     GivesUp},
    {"A question is not repeated within 2 to 5 s, however quick its server was before",
     "RFC 1035 4.2.1; RFC 6147 5.1.3; 6147-07",
     HasPatience},
    {"A server that fails or refuses is not the last word", "RFC 1123 6.1.3.3", TurnsFromFailures},
    {"A truncated reply is asked for again over TCP", "RFC 7766 5", TurnsToTcp},
    {"Servers may change while a question is under way", "RFC 8106 5.3", TakesNewServers},
    {"A question can be for the servers of one interface",
     "RFC 8880 7.1; 8880-03",
     KeepsToAnInterface},
    {"Settings that cannot work are refused, with what is allowed", "", RefusesSettings},
};

} // namespace

V6LAB_SUITE("v6lab-dns-stub", ROWS);
