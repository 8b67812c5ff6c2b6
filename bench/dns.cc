// SPDX-License-Identifier: GPL-2.0-only
// What the DNS costs, without any simulator: memory of a name in a resolver's cache, and time of a
// look-up in a small and in a large one.
#include "bench/support/measure.h"
#include "model/core/dns/dns-cache.h"

#include <malloc.h>
#include <random>

using namespace ns3::v6lab;
using namespace ns3::v6lab::bench;

namespace
{

constexpr uint32_t MILLION = 1'000'000;
constexpr uint32_t FEW = 1000;
constexpr uint32_t LOOK_UPS = 2 * MILLION;

size_t
HeapBytes()
{
    const auto info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

/** "host123456.example123.com.", as long as names are. */
DnsQuestion
QuestionOf(uint32_t number)
{
    const std::string text =
        "host" + std::to_string(number) + ".example" + std::to_string(number % 1000) + ".com.";
    return {*DnsName::Parse(text), dns::A, dns::IN};
}

DnsFinding
FindingOf(const DnsQuestion& question, uint32_t number)
{
    DnsFinding finding;
    finding.outcome = DnsOutcome::Data;
    finding.trust = DnsTrust::Answer;
    finding.ttl = 3600;
    finding.records = {DnsRecord::Address(question.name, IpAddress::V4(number), 3600)};
    return finding;
}

void
Fill(DnsCache& cache, uint32_t names)
{
    for (uint32_t i = 0; i < names; ++i)
    {
        const DnsQuestion question = QuestionOf(i);
        cache.Put(question, FindingOf(question, i), 0);
    }
}

double
NameBytes()
{
    const size_t before = HeapBytes();
    DnsCache cache({});
    Fill(cache, MILLION);
    return static_cast<double>(HeapBytes() - before) / MILLION;
}

/** Nanoseconds of a look-up of a name picked at random. */
double
LookUpNs(uint32_t names)
{
    DnsCache cache({});
    Fill(cache, names);
    std::mt19937 random(1);
    // In the order of their use: making the questions is not to miss the caches.
    std::vector<DnsQuestion> questions;
    for (uint32_t i = 0; i < MILLION; ++i)
    {
        questions.push_back(QuestionOf(static_cast<uint32_t>(random() % names)));
    }
    uint32_t found = 0;
    const double seconds = CpuSeconds([&] {
        for (uint32_t i = 0; i < LOOK_UPS; ++i)
        {
            found += cache.Get(questions[i % MILLION], 1).has_value();
        }
    });
    if (found != LOOK_UPS)
    {
        throw std::runtime_error("bench: a name was not found");
    }
    return seconds * 1e9 / LOOK_UPS;
}

} // namespace

int
main(int argc, char** argv)
{
    const int pairs = Pairs(argc, argv);
    ReportValue("DNS cache, memory of a name with an A, 1,000,000 of them",
                InChild(NameBytes).value,
                "bytes",
                150);
    const Ratio lookUp =
        Compare([] { return LookUpNs(MILLION); }, [] { return LookUpNs(FEW); }, pairs);
    Report("DNS cache, look-up of a random name among 1,000,000 / among 1,000", lookUp, 2);
    InformValue("the former alone", lookUp.a, "ns");
    return 0;
}
