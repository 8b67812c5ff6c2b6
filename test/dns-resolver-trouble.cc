// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/resolver-bed.h"
#include "test/support/table.h"

#include <random>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test::dnsnet;
using Bed = ResolverBed;
using test::Row;
using test::Verdict;

namespace
{

const std::string WWW = "www.example.com. 3600 A 192.0.2.1";

/** example.com. has two servers, .3 and .4, that both know all of it. */
SmallInternet
TwoServers()
{
    SmallInternet internet;
    internet.com = Server("com.");
    internet.com.Refer(
        "example.com.",
        {"example.com. 86400 NS ns.example.com.", "example.com. 86400 NS ns2.example.com."},
        {"ns.example.com. 86400 A 198.51.100.3", "ns2.example.com. 86400 A 198.51.100.4"});
    return internet;
}

struct TwoServerBed : Bed
{
    TwoServerBed()
        : Bed(TwoServers())
    {
        net.Serve("198.51.100.4", TwoServers().example);
    }

    int Count(const std::string& server) const
    {
        int count = 0;
        for (const auto& line : net.log)
        {
            count += line.rfind(server + " ", 0) == 0;
        }
        return count;
    }
};

Net::Speak
Silence()
{
    return [](const DnsMessage&, DnsTransport) { return std::vector<std::string>(); };
}

Net::Speak
Code(uint16_t rcode)
{
    return [=](const DnsMessage& query, DnsTransport) {
        DnsMessage reply = DnsMessage::ResponseTo(query);
        reply.rcode = rcode;
        reply.edns = query.edns;
        return std::vector<std::string>{reply.Encode()};
    };
}

void
RetriesLost(Verdict& v)
{
    Bed bed;
    int seen = 0;
    const SmallInternet internet;
    bed.net.Serve("198.51.100.3", [&](const DnsMessage& query, DnsTransport) {
        return ++seen < 3 ? std::vector<std::string>()
                          : std::vector<std::string>{internet.example.Answer(query).Encode()};
    });
    v.Equal(Text(bed.Ask("www.example.com. A").answer), WWW, "answer");
    v.Equal(seen, 3, "tries");
    v.Equal(bed.net.answeredNs / MILLISECOND, 20 + 1000 + 2000 + 10, "timeouts double");
}

void
GivesUp(Verdict& v)
{
    Bed bed;
    bed.net.Serve("198.51.100.3", Silence());
    const auto answer = bed.Ask("www.example.com. A");
    v.Equal(Rcode(answer) + Text(answer.answer), "SERVFAIL", "answer");
    v.Equal(bed.net.log.size(), 5u, "root, com. and three tries");
    v.Equal(bed.net.answeredNs / MILLISECOND, 20 + 1000 + 2000 + 4000, "after");
    v.True(bed.net.open.empty(), "sockets are left open");
    bed.Sent();
    v.Equal(Rcode(bed.Ask("www.example.com. A")), "SERVFAIL", "at once after");
    v.Equal(bed.Sent(), "", "the failure is remembered");
    bed.net.now += 6 * SECOND;
    bed.Ask("www.example.com. A");
    v.True(!bed.Sent().empty(), "but not for long");
}

void
EndsInTime(Verdict& v)
{
    Bed bed;
    for (const std::string last : {"1", "2", "3"})
    {
        bed.net.Serve("198.51.100." + last, Silence());
    }
    bed.settings.tries = 100;
    bed.settings.timing.deadAfter = 100;
    v.Equal(Rcode(bed.Ask("www.example.com. A")), "SERVFAIL", "answer");
    v.Equal(bed.net.answeredNs, 10 * SECOND, "the total timeout");
}

void
TurnsToTheOther(Verdict& v)
{
    TwoServerBed bed;
    bed.net.Serve("198.51.100.3", Silence());
    v.Equal(Text(bed.Ask("www.example.com. A").answer), WWW, "answer");
    v.Equal(bed.net.answeredNs / MILLISECOND, 20 + 1000 + 10, "after one timeout");
    for (int i = 0; i < 5; ++i)
    {
        bed.Ask("x" + std::to_string(i) + ".example.com. A");
    }
    v.Equal(bed.Count("198.51.100.3"), 1, "asks of the silent one");
}

void
PrefersTheNearer(Verdict& v)
{
    TwoServerBed bed;
    const SmallInternet internet;
    bed.net.Serve("198.51.100.3", internet.example, 900);
    bed.net.Serve("198.51.100.4", internet.example, 5);
    for (int i = 0; i < 20; ++i)
    {
        bed.Ask("x" + std::to_string(i) + ".example.com. A");
    }
    v.Equal(bed.Count("198.51.100.3"), 1, "asks of the far one");
    v.Equal(bed.Count("198.51.100.4"), 19, "asks of the near one");
}

void
LeavesTheDeadAlone(Verdict& v)
{
    TwoServerBed bed;
    bed.settings.timing.deadAfter = 1;
    bed.net.Serve("198.51.100.3", Silence());
    bed.net.Serve("198.51.100.4", SmallInternet().example, 700);
    bed.Ask("www.example.com. A");
    bed.Ask("a.example.com. A");
    v.Equal(bed.Count("198.51.100.3"), 1, "while it is dead");
    bed.net.now += 20 * SECOND;
    bed.net.Serve("198.51.100.3", SmallInternet().example, 5);
    bed.Ask("b.example.com. A");
    v.Equal(bed.Count("198.51.100.3"), 2, "after that it is tried again");
    bed.Ask("c.example.com. A");
    v.Equal(bed.Count("198.51.100.3"), 3, "and is the nearer one");
}

void
TriesTheDeadIfAllAre(Verdict& v)
{
    Bed bed;
    bed.settings.failureTtl = 1;
    bed.net.Serve("198.51.100.3", Silence());
    bed.Ask("www.example.com. A");
    bed.net.Serve("198.51.100.3", SmallInternet().example);
    bed.net.now += 2 * SECOND;
    v.Equal(Text(bed.Ask("www.example.com. A").answer), WWW, "answer");
}

void
LeavesLameServers(Verdict& v)
{
    for (const uint16_t rcode : {dns::SERVFAIL, dns::REFUSED, dns::NOTIMP})
    {
        TwoServerBed bed;
        bed.net.Serve("198.51.100.3", Code(rcode));
        v.Equal(Text(bed.Ask("www.example.com. A").answer), WWW, DnsRcodeWord(rcode));
        v.Equal(bed.net.answeredNs / MILLISECOND, 40, "at once");
    }
    std::vector<Saying> lame(3);
    lame[0].answer = {"www.example.com. 60 A 203.0.113.66"}; // without authority
    lame[1].authority = {". 60 NS a.root."};                 // upwards
    lame[2].authority = {"example.com. 60 NS ns.example.com."};
    for (auto& saying : lame)
    {
        TwoServerBed bed;
        saying.authoritative = false;
        bed.net.Serve("198.51.100.3", Server("example.com.").Say("www.example.com. A", saying));
        v.Equal(Text(bed.Ask("www.example.com. A").answer), WWW, "lame");
    }
}

void
MovesOnWhenUnreachable(Verdict& v)
{
    TwoServerBed bed;
    bed.net.Fail("198.51.100.3", DnsFailure::Unreachable);
    v.Equal(Text(bed.Ask("www.example.com. A").answer), WWW, "answer");
    v.Equal(bed.net.answeredNs / MILLISECOND, 31, "as soon as the ICMP error is there");
    bed.Ask("a.example.com. A");
    v.Equal(bed.Count("198.51.100.3"), 1, "and it is dead");
}

void
TurnsToTcp(Verdict& v)
{
    SmallInternet internet;
    Saying cut{{WWW}};
    cut.truncated = true;
    internet.example.Say("www.example.com. A", cut);
    Bed bed(internet);
    v.Equal(Text(bed.Ask("www.example.com. A").answer), WWW, "answer");
    v.Equal(bed.net.log.back(), "198.51.100.3 tcp www.example.com. A", "last message");
    v.Equal(bed.net.log.size(), 4u, "messages");
    TwoServerBed two;
    int tcp = 0;
    two.net.Serve("198.51.100.3", [&](const DnsMessage& query, DnsTransport transport) {
        tcp += transport == DnsTransport::Tcp;
        DnsMessage reply = DnsMessage::ResponseTo(query);
        reply.truncated = true;
        return transport == DnsTransport::Tcp ? std::vector<std::string>()
                                              : std::vector<std::string>{reply.Encode()};
    });
    v.Equal(Text(two.Ask("www.example.com. A").answer), WWW, "TCP is silent");
    v.Equal(tcp, 1, "tries over TCP");
    TwoServerBed refusing;
    refusing.net.Serve("198.51.100.3", Server("example.com.").Say("www.example.com. A", cut));
    refusing.net.RefuseTcp("198.51.100.3");
    v.Equal(Text(refusing.Ask("www.example.com. A").answer), WWW, "TCP is refused");
    v.Equal(refusing.net.answeredNs / MILLISECOND, 20 + 10 + 10 + 10, "no wait for that");
}

void
LivesWithoutEdns(Verdict& v)
{
    for (const uint16_t rcode : {dns::FORMERR, dns::NOTIMP})
    {
        Bed bed;
        int plain = 0;
        bed.net.Serve("198.51.100.3", [&](const DnsMessage& query, DnsTransport) {
            DnsMessage reply = SmallInternet().example.Answer(query);
            if (query.edns)
            {
                reply = DnsMessage::ResponseTo(query);
                reply.rcode = rcode;
            }
            plain += !query.edns;
            return std::vector<std::string>{reply.Encode()};
        });
        v.Equal(Text(bed.Ask("www.example.com. A").answer), WWW, DnsRcodeWord(rcode));
        bed.Ask("other.example.com. A");
        v.Equal(plain, 2, "asked plainly, and remembered as one that must be");
        v.Equal(bed.net.log.size(), 5u, "messages");
    }
}

const std::vector<Row> ROWS{
    {"A lost message is sent again, each time after twice the wait",
     "RFC 1035 4.2.1; RFC 1035 7.2",
     RetriesLost},
    {"SERVFAIL after all tries, remembered for some seconds",
     "RFC 2308 7.1; RFC 9520 3.2",
     GivesUp},
    {"SERVFAIL when the total timeout is over, however many tries are left",
     "RFC 1035 7.2",
     EndsInTime},
    {"Where one server is silent, the next is asked",
     "RFC 1035 7.2; RFC 2308 7.2",
     TurnsToTheOther},
    {"The server with the shorter round trip is asked", "RFC 1035 7.2", PrefersTheNearer},
    {"A silent server is left alone for a time", "RFC 2308 7.2; RFC 9520 3.2", LeavesTheDeadAlone},
    {"If all servers are dead, one of them is tried all the same",
     "RFC 1035 7.2",
     TriesTheDeadIfAllAre},
    {"A server that fails, refuses or refers upwards is lame: the next is asked",
     "RFC 1034 5.3.3; RFC 1912 2.8",
     LeavesLameServers},
    {"An ICMP error ends the wait", "RFC 1123 6.1.3.3; RFC 2308 7.2", MovesOnWhenUnreachable},
    {"A truncated reply is asked for again over TCP; a server without TCP is given up",
     "RFC 7766 5; RFC 2181 9",
     TurnsToTcp},
    {"A server that does not know EDNS is asked without, and remembered",
     "RFC 6891 6.2.2; RFC 6891 7",
     LivesWithoutEdns},
};

} // namespace

V6LAB_SUITE("v6lab-dns-resolver-trouble", ROWS);
