// SPDX-License-Identifier: GPL-2.0-only
// What the DNS costs, without any simulator: memory of a name in a resolver's cache, and time of a
// query that is answered from a small and from a large one, bytes in to bytes out.
#include "bench/support/measure.h"
#include "model/core/dns/authority.h"
#include "model/core/dns/dns-responder.h"
#include "model/core/dns/dns64.h"
#include "model/core/dns/resolver-lookup.h"
#include "model/core/dns/resolver.h"
#include "model/core/dns/zone-file.h"

#include <malloc.h>
#include <random>
#include <vector>

using namespace ns3::v6lab;
using namespace ns3::v6lab::bench;

namespace
{

constexpr uint32_t MILLION = 1'000'000;
constexpr uint32_t FEW = 1000;
constexpr uint32_t QUERIES = MILLION / 2;

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

/** Random numbers of names, in the order of their use. */
std::vector<uint32_t>
Order(uint32_t names)
{
    std::mt19937 random(1);
    std::vector<uint32_t> order(QUERIES);
    for (auto& number : order)
    {
        number = static_cast<uint32_t>(random() % names);
    }
    return order;
}

void
Check(bool condition, const char* what)
{
    if (!condition)
    {
        throw std::runtime_error(std::string("bench: ") + what);
    }
}

/** Nanoseconds of finding a name picked at random. */
double
FindNs(uint32_t names)
{
    DnsCache cache({});
    Fill(cache, names);
    std::vector<DnsQuestion> questions; // making them is not part of it
    for (const uint32_t number : Order(names))
    {
        questions.push_back(QuestionOf(number));
    }
    uint32_t found = 0;
    const double seconds = CpuSeconds([&] {
        for (const auto& question : questions)
        {
            found += cache.Get(question, 1).has_value();
        }
    });
    Check(found == QUERIES, "a name was not found");
    return seconds * 1e9 / QUERIES;
}

/** Nobody is ever asked. */
class NoPort : public ResolverPort
{
  public:
    void Send(const DnsSending&) override
    {
        Check(false, "a name was not in the cache");
    }

    void Release(uint32_t) override
    {
    }
};

/** A resolver that begins with a full cache. */
class FilledResolver : public DnsBackend
{
  public:
    explicit FilledResolver(uint32_t names)
        : m_core(Settings(), m_port)
    {
        Fill(m_core.cache, names);
    }

    void Ask(const DnsQuery& query, int64_t nowNs, Done done) override
    {
        ResolverContext context;
        context.work = std::make_shared<DnsWork>();
        std::make_shared<ResolverLookup>(m_core, query.question, context, std::move(done))
            ->Start(nowNs);
    }

  private:
    static ResolverSettings Settings()
    {
        ResolverSettings settings;
        settings.forwards = {{DnsName(), {IpAddress::V4(0xc0000201)}}};
        return settings;
    }

    NoPort m_port;
    ResolverCore m_core;
};

/** Nanoseconds of a query for a name picked at random, bytes in to bytes out. */
double
QueryNs(uint32_t names)
{
    FilledResolver resolver(names);
    DnsResponder::Settings settings;
    settings.recursive = true;
    DnsResponder responder(resolver, settings);
    std::vector<std::string> queries;
    for (const uint32_t number : Order(names))
    {
        queries.push_back(DnsMessage::Query(7, QuestionOf(number).name, dns::A).Encode());
    }
    size_t bytes = 0;
    const double seconds = CpuSeconds([&] {
        for (const auto& query : queries)
        {
            responder.Receive(reinterpret_cast<const uint8_t*>(query.data()),
                              query.size(),
                              DnsTransport::Udp,
                              1,
                              [&](const std::string& answer, int64_t) { bytes += answer.size(); });
        }
    });
    Check(bytes > QUERIES * 40, "an answer is missing");
    return seconds * 1e9 / QUERIES;
}

/** The servers that a resolver asks: one set of zones, reached without any network. */
class ZonePort : public ResolverPort
{
  public:
    explicit ZonePort(const std::string& zone)
        : m_responder(m_authority, DnsResponder::Settings())
    {
        m_authority.AddZone(ReadZone(zone, *DnsName::Parse("example.com"), "bench").zone);
    }

    void Send(const DnsSending& sending) override
    {
        m_sent.push_back(sending);
    }

    void Release(uint32_t) override
    {
    }

    /** Answers all that was sent, and what is sent because of that. */
    void Serve(Resolver& resolver)
    {
        while (!m_sent.empty())
        {
            const DnsSending sending = m_sent.back();
            m_sent.pop_back();
            m_responder.Receive(reinterpret_cast<const uint8_t*>(sending.bytes.data()),
                                sending.bytes.size(),
                                sending.transport,
                                1,
                                [&](const std::string& answer, int64_t nowNs) {
                                    resolver.OnReply(sending.token, sending.server, answer, nowNs);
                                });
        }
    }

  private:
    Authority m_authority;
    DnsResponder m_responder;
    std::vector<DnsSending> m_sent;
};

/** Queries a second for AAAA of names that have only A, each of `names` in turn, bytes to bytes. */
double
Dns64QueriesPerSecond(uint32_t names)
{
    ZonePort port("$TTL 3600\n@ SOA ns hostmaster 1 7200 900 1209600 300\n@ NS ns\n"
                  "ns AAAA 2001:db8::53\n* A 192.0.2.1\n");
    ResolverSettings settings;
    settings.forwards = {{DnsName(), {*IpAddress::Parse("2001:db8::53")}}};
    Resolver resolver(settings, port);
    Dns64 dns64(Dns64Settings(), resolver);
    DnsResponder::Settings front;
    front.recursive = true;
    DnsResponder responder(dns64, front);
    constexpr uint32_t TIMES = 50'000;
    std::vector<std::string> queries;
    for (uint32_t i = 0; i < TIMES; ++i)
    {
        const auto name = DnsName::Parse("host" + std::to_string(i % names) + ".example.com");
        queries.push_back(DnsMessage::Query(7, *name, dns::AAAA).Encode());
    }
    uint32_t answers = 0;
    const double seconds = CpuSeconds([&] {
        for (const auto& query : queries)
        {
            responder.Receive(reinterpret_cast<const uint8_t*>(query.data()),
                              query.size(),
                              DnsTransport::Udp,
                              1,
                              [&](const std::string& answer, int64_t) {
                                  answers += answer.size() > 60; // with an AAAA
                              });
            port.Serve(resolver);
        }
    });
    Check(answers == TIMES, "a synthesised answer is missing");
    return TIMES / seconds;
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
    const Ratio query =
        Compare([] { return QueryNs(MILLION); }, [] { return QueryNs(FEW); }, pairs);
    Report("DNS resolver, cached query for a random name, 1,000,000 / 1,000 known", query, 2);
    InformValue("the former alone", query.a, "ns");
    const Ratio find = Compare([] { return FindNs(MILLION); }, [] { return FindNs(FEW); }, pairs);
    Inform("DNS cache alone, random name among 1,000,000 / among 1,000", find);
    InformValue("the former alone", find.a, "ns");
    InformValue("DNS64, queries on one core, each name new: two questions to a server in-process",
                InChild([] { return Dns64QueriesPerSecond(50'000); }).value,
                "queries/s");
    InformValue("DNS64, queries on one core, of 1,000 names: nearly all cached",
                InChild([] { return Dns64QueriesPerSecond(FEW); }).value,
                "queries/s");
    return 0;
}
