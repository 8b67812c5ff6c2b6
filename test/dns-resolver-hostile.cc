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

/** Another reply comes before the right one. */
void
Ignores(Verdict& v, const std::function<void(DnsMessage&)>& change, bool ignored)
{
    Bed bed;
    bed.net.Serve("198.51.100.3", [&](const DnsMessage& query, DnsTransport) {
        DnsMessage wrong = SmallInternet().example.Answer(query);
        wrong.answer = Lines({"www.example.com. 60 A 203.0.113.66"});
        change(wrong);
        return std::vector<std::string>{wrong.Encode(),
                                        SmallInternet().example.Answer(query).Encode()};
    });
    v.Equal(Text(bed.Ask("www.example.com. A").answer),
            ignored ? WWW : "www.example.com. 60 A 203.0.113.66",
            "answer");
}

void
IgnoresForgeries(Verdict& v)
{
    Ignores(
        v,
        [](DnsMessage&) {},
        false);
    Ignores(
        v,
        [](DnsMessage& m) { ++m.id; },
        true);
    Ignores(
        v,
        [](DnsMessage& m) { m.questions[0].name = Name("x.example.com."); },
        true);
    Ignores(
        v,
        [](DnsMessage& m) { m.questions[0].type = dns::AAAA; },
        true);
    Ignores(
        v,
        [](DnsMessage& m) { m.questions.clear(); },
        true);
    Ignores(
        v,
        [](DnsMessage& m) { m.response = false; },
        true);
    Ignores(
        v,
        [](DnsMessage& m) { m.opcode = 5; },
        true);
}

void
IgnoresOtherSenders(Verdict& v)
{
    Bed bed;
    DnsQuery query;
    query.question = Question("www.example.com. A");
    bed.Get().Ask(query, 0, [](const DnsAnswer&, int64_t) {});
    const auto sent = bed.net.sent.front(); // more will be sent
    const auto asked =
        DnsMessage::Decode(reinterpret_cast<const uint8_t*>(sent.bytes.data()), sent.bytes.size());
    const std::string reply = SmallInternet().root.Answer(*asked).Encode();
    const auto other = test::data::Addr("203.0.113.66");
    v.True(!bed.Get().OnReply(sent.token, other, reply, 5), "another server");
    v.True(!bed.Get().OnReply(sent.token + 7, sent.server, reply, 5), "another token");
    v.True(!bed.Get().OnReply(sent.token, sent.server, "short", 5), "no message");
    v.True(bed.Get().OnReply(sent.token, sent.server, reply, 5), "the right one");
    v.True(!bed.Get().OnReply(sent.token, sent.server, reply, 6), "the right one twice");
}

void
BoundsWork(Verdict& v)
{
    Bed bed;
    // Every referral leads one label further down, to 20 servers whose names nobody has.
    bed.net.Serve("198.51.100.3", [](const DnsMessage& query, DnsTransport) {
        DnsMessage reply = DnsMessage::ResponseTo(query);
        const DnsName& name = query.questions[0].name;
        static int number = 0;
        for (int i = 0; i < 20; ++i)
        {
            reply.authority.push_back(DnsRecord::Pointer(
                name,
                dns::NS,
                Name("n" + std::to_string(++number) + ".s" + std::to_string(i) + ".x.example.com."),
                60));
        }
        return std::vector<std::string>{reply.Encode()};
    });
    v.Equal(Rcode(bed.Ask("www.example.com. A")), "SERVFAIL", "answer");
    v.True(bed.net.log.size() <= 100, "messages: " + std::to_string(bed.net.log.size()));
    v.True(bed.net.answeredNs <= 10 * SECOND, "in time");
}

void
BoundsLookUps(Verdict& v)
{
    SmallInternet internet;
    std::vector<std::string> servers;
    for (int i = 0; i < 50; ++i)
    {
        servers.push_back("many.com. 60 NS n" + std::to_string(i) + ".com.");
        const std::string zone = "z" + std::to_string(i) + ".com.";
        internet.com.Refer(zone, {zone + " 60 NS ns.z" + std::to_string(i + 1) + ".com."}, {});
    }
    internet.com.Refer("many.com.", servers, {});
    Bed bed(internet);
    v.Equal(Rcode(bed.Ask("www.many.com. A")), "SERVFAIL", "servers that nobody has");
    v.Equal(bed.net.log.size(), 2u + 10, "the way there, and ten of them");
    bed.Sent();
    v.Equal(Rcode(bed.Ask("www.z0.com. A")), "SERVFAIL", "servers that need servers");
    v.Equal(bed.Sent(),
            "198.51.100.2 udp www.z0.com. A\n198.51.100.2 udp ns.z1.com. A\n"
            "198.51.100.2 udp ns.z2.com. A\n198.51.100.2 udp ns.z3.com. A\n"
            "198.51.100.2 udp ns.z4.com. A\n198.51.100.2 udp ns.z5.com. A\n",
            "five deep");
}

/** A server that says anything. */
Net::Speak
Madness(std::mt19937& random)
{
    return [&random](const DnsMessage& query, DnsTransport transport) {
        const std::string names[]{".",
                                  "com.",
                                  "example.com.",
                                  "a.example.com.",
                                  "b.a.example.com.",
                                  "net."};
        const auto name = [&] {
            return random() % 2 ? query.questions[0].name : Name(names[random() % 6]);
        };
        const auto record = [&] {
            const uint16_t aliases[]{dns::CNAME, dns::DNAME, dns::NS};
            switch (random() % 5)
            {
            case 0:
                return DnsRecord::Address(name(),
                                          IpAddress::V4(0xc6336401 + random() % 4),
                                          random() % 100);
            case 1:
                return DnsRecord::Parse(name().ToString() + " 60 SOA . . 1 2 3 4 30");
            default:
                return DnsRecord::Pointer(name(), aliases[random() % 3], name(), random() % 100);
            }
        };
        std::vector<std::string> replies(random() % 3);
        for (auto& bytes : replies)
        {
            DnsMessage reply = DnsMessage::ResponseTo(query);
            const uint16_t codes[]{dns::NOERROR, dns::NOERROR, dns::NOERROR, dns::NXDOMAIN, 1, 2};
            reply.rcode = codes[random() % 6];
            reply.authoritative = random() % 2;
            reply.truncated = transport == DnsTransport::Udp && random() % 8 == 0;
            reply.id = static_cast<uint16_t>(reply.id + (random() % 8 == 0));
            for (auto* section : {&reply.answer, &reply.authority, &reply.additional})
            {
                for (size_t i = random() % 4; i > 0; --i)
                {
                    section->push_back(record());
                }
            }
            bytes = reply.Encode();
            if (random() % 8 == 0)
            {
                bytes[random() % bytes.size()] = static_cast<char>(random());
            }
        }
        return replies;
    };
}

void
SurvivesMadness(Verdict& v)
{
    std::mt19937 random(7);
    std::map<std::string, int> codes;
    for (int round = 0; round < 300; ++round)
    {
        Bed bed;
        bed.settings.seed = static_cast<uint64_t>(round);
        for (int i = 1; i <= 4; ++i)
        {
            const std::string address = "198.51.100." + std::to_string(i);
            bed.net.Serve(address, Madness(random), static_cast<int64_t>(random() % 1500));
            if (random() % 8 == 0)
            {
                bed.net.Fail(address, DnsFailure::Unreachable);
            }
        }
        for (const std::string question :
             {"www.example.com. A", "b.a.example.com. AAAA", "www.example.com. A"})
        {
            const size_t before = bed.net.log.size();
            const int64_t began = bed.net.now;
            ++codes[Rcode(bed.Ask(question))];
            v.True(bed.net.log.size() - before <= 100, "too many messages");
            v.True(bed.net.answeredNs - began <= 10 * SECOND, "too late");
            v.True(bed.net.open.empty(), "sockets are left open");
        }
    }
    v.True(codes["NOERROR"] > 40 && codes["NXDOMAIN"] > 5 && codes["SERVFAIL"] > 20,
           "the servers are not mad enough: " + std::to_string(codes["NOERROR"]) + " " +
               std::to_string(codes["NXDOMAIN"]) + " " + std::to_string(codes["SERVFAIL"]));
}

const std::vector<Row> ROWS{
    {"A reply with another number, question, opcode or without QR is ignored, and the wait goes on",
     "RFC 5452 9.1; RFC 1035 7.3",
     IgnoresForgeries},
    {"A reply from another address or for another socket is ignored",
     "RFC 5452 9.1",
     IgnoresOtherSenders},
    {"Delegations to names without end cost a bounded number of messages",
     "RFC 1034 5.3.3; RFC 9520 3",
     BoundsWork},
    {"Of a delegation's servers without addresses ten are looked up, and five deep",
     "RFC 1034 5.3.3; RFC 9520 3",
     BoundsLookUps},
    {"Servers that say anything, at any time, leave every question answered in time",
     "RFC 1034 5.3.3",
     SurvivesMadness},
};

} // namespace

V6LAB_SUITE("v6lab-dns-resolver-hostile", ROWS);
