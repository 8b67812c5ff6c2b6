// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-message.h"
#include "model/core/dns/dns-type.h"
#include "model/dns/dns-listener.h"
#include "model/workload/dns-tester.h"
#include "scenarios/benchmark/dns-mix.h"
#include "test/support/table.h"
#include "test/support/two-hosts.h"

#include "ns3/simulator.h"

#include <cmath>
#include <map>
#include <set>

using namespace ns3;
using namespace ns3::v6lab;
using test::Row;
using test::TwoHosts;
using test::Verdict;

namespace
{

const char* const SERVER = "2001:db8:0:1::2";

DnsRecord
Aaaa(const DnsName& name)
{
    return DnsRecord::Address(name, *IpAddress::Parse("2001:db8::1"), 60);
}

/** The tester on host a; host b answers as a row says. */
class Bed
{
  public:
    /** What the server makes of a query by its number, and how long it takes. */
    using Answerer = std::function<Time(uint64_t number, DnsMessage& answer)>;

    explicit Bed(const Answerer& answerer, const std::vector<uint16_t>& ports = {4096})
    {
        listener->SetHandler([this, answerer](const DnsClient& client,
                                              const std::string& query,
                                              const DnsListener::Answer& answer) {
            const auto message =
                DnsMessage::Decode(reinterpret_cast<const uint8_t*>(query.data()), query.size());
            clients.push_back(client.from.port);
            times.push_back(Simulator::Now().GetNanoSeconds());
            types.insert(message->questions.front().type);
            auto reply = DnsMessage::ResponseTo(*message);
            const Time wait = answerer(clients.size() - 1, reply);
            Simulator::Schedule(wait, [answer, bytes = reply.Encode()] { answer(bytes); });
        });
        listener->Start(hosts.in.nodes["b"]);
        tester->Attach(hosts.in.nodes["a"], ports);
    }

    ~Bed()
    {
        listener->Dispose();
    }

    void Run(double rate, uint64_t queries, double seconds = 10)
    {
        Simulator::Stop(Seconds(5)); // addresses are usable
        Simulator::Run();
        tester->Start({*IpAddress::Parse(SERVER), rate, queries, Seconds(1), &Bed::NameOf});
        Simulator::Stop(Seconds(seconds));
        Simulator::Run();
    }

    static DnsName NameOf(uint64_t number)
    {
        return *DnsName::Parse("n" + std::to_string(number) + ".test");
    }

    TwoHosts hosts;
    Ptr<DnsListener> listener = CreateObject<DnsListener>();
    Ptr<DnsTester> tester = CreateObject<DnsTester>();
    std::vector<uint16_t> clients;
    std::vector<int64_t> times;
    std::set<uint16_t> types;
};

Time
Valid(uint64_t, DnsMessage& answer)
{
    answer.answer.push_back(Aaaa(answer.questions.front().name));
    return Seconds(0);
}

/** Of three queries the second gets the answer that the row is about: it is not counted. */
Row
Refused(const std::string& sentence, const std::function<Time(DnsMessage& answer)>& second)
{
    return {sentence, "RFC 8219 9.2", [=](Verdict& v) {
                Bed bed([&](uint64_t number, DnsMessage& answer) {
                    return number == 1 ? second(answer) : Valid(number, answer);
                });
                bed.Run(10, 3);
                const auto& result = bed.tester->GetResult();
                v.Equal(result.answered, 2u, "answers that count");
                v.True(result.answeredNs.at(1) == DnsTrialResult::NEVER, "the second counts");
                v.Equal(result.GetDelays().size(), 2u, "times");
            }};
}

void
AsksInTime(Verdict& v)
{
    Bed bed(&Valid, {4096, 5000});
    bed.Run(8, 5);
    v.Equal(bed.tester->GetResult().answered, 5u, "answers");
    v.True(bed.types == std::set<uint16_t>{dns::AAAA}, "it asked for something else");
    v.True(bed.clients == std::vector<uint16_t>{4096, 5000, 4096, 5000, 4096}, "ports");
    for (size_t i = 1; i < bed.times.size(); ++i)
    {
        v.Equal(bed.times[i] - bed.times[i - 1], 125'000'000, "distance of two queries, ns");
    }
}

void
TellsOfLoss(Verdict& v)
{
    Bed bed([](uint64_t number, DnsMessage& answer) {
        const Time wait = Valid(number, answer);
        return number == 2 || number == 4 ? Seconds(5) : wait;
    });
    std::vector<double> told;
    bed.tester->SetLossListener([&] { told.push_back(Simulator::Now().GetSeconds()); });
    bed.Run(10, 40);
    v.Equal(told.size(), 1u, "how often");
    // The query was sent 0.2 s after the start at 5 s; the first one more than 1 s later tells.
    v.True(!told.empty() && told[0] > 6.2 && told[0] < 6.35, "when");
    v.Equal(bed.tester->GetResult().answered, 38u, "answers in time");
}

void
ForgetsTrials(Verdict& v)
{
    Bed bed([](uint64_t number, DnsMessage& answer) {
        Valid(number, answer);
        return MilliSeconds(number < 3 ? 900 : 100);
    });
    bed.Run(100, 3, 0.5);
    v.Equal(bed.tester->GetResult().answered, 0u, "answers of the first trial so far");
    bed.tester->Start({*IpAddress::Parse(SERVER), 100, 2, Seconds(1), [](uint64_t number) {
                           return *DnsName::Parse("other" + std::to_string(number) + ".test");
                       }});
    Simulator::Stop(Seconds(5));
    Simulator::Run();
    const auto& result = bed.tester->GetResult();
    v.Equal(result.answered, 2u, "answers of the second trial");
    for (const int64_t delay : result.GetDelays())
    {
        v.True(delay > 100'000'000 && delay < 200'000'000, "an answer of the first trial counts");
    }
}

void
MixesAreThoseOfTheRfc(Verdict& v)
{
    const auto all = DnsMixesOf("all", "all");
    v.Equal(all.size(), 31u, "mixes: 5 x 6, and one where all is cached");
    v.True(all.front() == DnsMix{0, 0}, "the required mix is not the first");
    v.True(std::count(all.begin(), all.end(), DnsMix{0, 0}) == 1, "it comes twice");
    v.True(std::count(all.begin(), all.end(), DnsMix{40, 80}) == 1, "40 % cached, 80 % AAAA");
    v.True(std::count(all.begin(), all.end(), DnsMix{100, 20}) == 0, "100 % cached, 20 % AAAA");
    v.True(DnsMixesOf("0", "0") == std::vector<DnsMix>{{0, 0}}, "the required one");
    v.True(DnsMixesOf("60", "20") == std::vector<DnsMix>{{0, 0}, {60, 20}}, "and another");
    v.True(DnsMixesOf("100", "20") == std::vector<DnsMix>{{0, 0}, {100, 0}}, "all cached");
}

void
MessagesAreThoseOfTheRfc(Verdict& v)
{
    const auto of = [](uint32_t cached, uint32_t aaaa) {
        return DnsMix{cached, aaaa}.GetMessages();
    };
    v.Equal(of(0, 0), 3.0, "a query, an empty answer, an answer to A");
    v.Equal(of(0, 100), 2.0, "steps 4 and 5 are omitted");
    v.Equal(of(100, 0), 1.0, "steps 2 to 5 are omitted");
    v.True(std::abs(of(20, 40) - (0.2 * 1 + 0.8 * (0.4 * 2 + 0.6 * 3))) < 1e-12, "a mix");
    v.Equal(DnsMix({0, 0}).GetFewestMessages(), 3u, "at least");
    v.Equal(DnsMix({0, 20}).GetFewestMessages(), 2u, "at least, with AAAA");
    v.Equal(DnsMix({20, 20}).GetFewestMessages(), 1u, "at least, with some cached");
}

void
NamesAreNew(Verdict& v)
{
    DnsTestNames names;
    const DnsMix mix{40, 60};
    names.MakePool(mix, 100);
    std::map<std::string, int> asked;
    for (const auto& name : names.GetPool())
    {
        asked[name.ToString()] = -1;
    }
    v.Equal(asked.size(), 100u, "names of the pool");
    uint64_t cached = 0;
    uint64_t dual = 0;
    for (uint64_t i = 0; i < 1000; ++i)
    {
        const std::string name = names.Choose(mix, i).ToString();
        const auto found = asked.find(name);
        const bool ofPool = found != asked.end() && found->second == -1;
        v.True(ofPool || found == asked.end(), "a name comes twice: " + name);
        cached += ofPool;
        dual += !ofPool && name.find(".dual.") != std::string::npos;
        if (!ofPool)
        {
            asked[name] = 1;
        }
        v.True(i % 5 != 4 || cached == (i + 1) * 2 / 5, "2 of 5 are cached, all along");
    }
    v.Equal(cached, 400u, "cached of 1000");
    v.Equal(dual, 360u, "with AAAA, of the other 600");
    const auto ofPool =
        std::count_if(names.GetPool().begin(), names.GetPool().end(), [](const auto& name) {
            return name.ToString().find(".dual.") != std::string::npos;
        });
    v.Equal(ofPool, 60, "with AAAA, of 100 that are cached");
}

const std::vector<Row> ROWS{
    {"the tester asks for AAAA at even distances, from its ports in turn",
     "RFC 8219 9.2",
     AsksInTime},
    Refused("an empty answer is not valid: it must contain an AAAA record",
            [](DnsMessage&) { return Seconds(0); }),
    Refused("an answer with an A alone is not valid",
            [](DnsMessage& answer) {
                answer.answer.push_back(DnsRecord::Address(answer.questions.front().name,
                                                           *IpAddress::Parse("192.0.2.1"),
                                                           60));
                return Seconds(0);
            }),
    Refused("a failure is not valid, whatever it holds",
            [](DnsMessage& answer) {
                answer.rcode = dns::SERVFAIL;
                return Valid(0, answer);
            }),
    Refused("an answer to another question is not valid",
            [](DnsMessage& answer) {
                answer.questions.front().name = *DnsName::Parse("else.test");
                return Valid(0, answer);
            }),
    Refused("an answer after more than a second does not count",
            [](DnsMessage& answer) { return Valid(0, answer) + MilliSeconds(1001); }),
    {"an answer within a second counts",
     "RFC 8219 9.2",
     [](Verdict& v) {
         Bed bed([](uint64_t number, DnsMessage& answer) {
             return Valid(number, answer) + MilliSeconds(950);
         });
         bed.Run(10, 3);
         v.Equal(bed.tester->GetResult().answered, 3u, "answers");
     }},
    {"the first query that waits for more than a second is told, once",
     "RFC 8219 9.2",
     TellsOfLoss},
    {"answers to queries of an earlier trial do not count", "RFC 8219 9.2", ForgetsTrials},
    {"cached and AAAA shares are 0 to 100 % in steps of 20, 0 % and 0 % first",
     "RFC 8219 9.2, details 1 and 2",
     MixesAreThoseOfTheRfc},
    {"a query costs the messages of the six steps that it takes",
     "RFC 8219 9.1",
     MessagesAreThoseOfTheRfc},
    {"names are different but for those that are to be cached, in even shares",
     "RFC 8219 9.2, detail 1",
     NamesAreNew},
};

V6LAB_SUITE("v6lab-benchmark-dns64", ROWS);

} // namespace
