// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/keyed-hash.h"
#include "model/core/nat64/port-selector.h"
#include "test/support/pool.h"
#include "test/support/table.h"

#include <map>
#include <set>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;
using test::data::Addr;
using namespace test::pool;

namespace
{

PoolSettings
By(PortSelection selection, uint16_t firstPort = 1024, uint16_t lastPort = 65535)
{
    PoolSettings settings = OneAddress(firstPort, lastPort);
    settings.selection = selection;
    settings.keepParity = false;
    return settings;
}

const std::vector<std::pair<PortSelection, std::string>> ALGORITHMS{
    {PortSelection::SimpleRandom, "simple random"},
    {PortSelection::RandomRetry, "random with retries"},
    {PortSelection::Hash, "hash"},
    {PortSelection::DoubleHash, "double hash"},
    {PortSelection::RandomIncrements, "random increments"},
    {PortSelection::Preserve, "preserving"},
    {PortSelection::Blocks, "blocks"},
};

Row
ReachesAll(PortSelection selection, const std::string& name)
{
    return {"ports by " + name + ": every port is found once, then none",
            "RFC 6056 3.3, 6056-01, 6056-02",
            [=](Verdict& v) {
                PoolSettings settings = By(selection);
                settings.blockSize = 64; // divides 64512
                Pool4 pool(settings);
                std::set<uint16_t> ports;
                for (uint32_t flow = 0; flow < 64512; ++flow)
                {
                    const auto got =
                        pool.Allocate(From(flow % 7, static_cast<uint16_t>(flow + 2048)));
                    v.True(got.reason == Reason::None, "refused");
                    ports.insert(got.outside.port);
                }
                v.Equal(ports.size(), size_t{64512}, "different ports");
                v.Equal(*ports.begin(), 1024, "smallest");
                v.Equal(*ports.rbegin(), 65535, "largest");
                v.Equal(Text(pool.Allocate(From(1, 9))), "pool-exhausted", "one more");
            }};
}

/** Counts of 64,000 ports from 64, each given back at once. */
double
ChiSquare(Pool4& pool, uint32_t expectedPorts)
{
    std::map<uint16_t, uint32_t> counts;
    constexpr uint32_t DRAWS = 64000;
    for (uint32_t draw = 0; draw < DRAWS; ++draw)
    {
        const auto got = pool.Allocate(From(1, 30000));
        ++counts[got.outside.port];
        Return(pool, From(1, 30000), got);
    }
    const double each = double{DRAWS} / expectedPorts;
    double sum = each * (expectedPorts - static_cast<double>(counts.size()));
    for (const auto& [port, count] : counts)
    {
        sum += (count - each) * (count - each) / each;
    }
    return sum;
}

Row
Uniform(PortSelection selection, const std::string& name)
{
    return {"ports by " + name + " are equally likely in an empty pool",
            "RFC 6056 3.3, 6056-01",
            [=](Verdict& v) {
                Pool4 pool(By(selection, 5000, 5063));
                const double sum = ChiSquare(pool, 64);
                // 63 degrees of freedom: 0.999 lies below 103.4, 0.001 below 34.6.
                v.True(sum < 103.4, "chi-square " + std::to_string(sum));
                v.True(sum > 34.6, "not too even: " + std::to_string(sum));
            }};
}

void
UniformWhenFull(Verdict& v)
{
    Pool4 pool(By(PortSelection::RandomRetry, 5000, 5999));
    for (uint16_t port = 5000; port < 6000; ++port)
    {
        if (port != 5000 && port != 5001 && port != 5002 && port != 5999)
        {
            pool.Claim(BibKind::Udp, {Addr("203.0.113.1"), port}, Addr("2001:db8::9"));
        }
    }
    const double sum = ChiSquare(pool, 4);
    v.True(sum < 16.3, "3 degrees of freedom, 0.999: chi-square " + std::to_string(sum));
}

/** Asks for ports for destinations by turns; the steps from port to port of the first one. */
std::vector<uint32_t>
Steps(PortSelection selection, uint32_t destinations, uint32_t rounds)
{
    Pool4 pool(By(selection));
    std::vector<uint32_t> steps;
    uint32_t last = 0;
    for (uint32_t round = 0; round < rounds; ++round)
    {
        for (uint32_t i = 0; i < destinations; ++i)
        {
            Pool4::Request request = From(1, static_cast<uint16_t>(2000 + round));
            request.remote.address = Addr("198.51.100.9").Plus(i);
            const uint32_t port = pool.Allocate(request).outside.port;
            if (i == 0)
            {
                if (round > 0)
                {
                    steps.push_back((port + 64512 - last) % 64512);
                }
                last = port;
            }
        }
    }
    return steps;
}

uint32_t
Off(const std::vector<uint32_t>& steps, uint32_t low, uint32_t high)
{
    uint32_t off = 0;
    for (const uint32_t step : steps)
    {
        off += step < low || step > high;
    }
    return off;
}

/** Ports of ten requests. */
std::string
Sequence(PortSelection selection, uint64_t seed)
{
    PoolSettings settings = By(selection);
    settings.seed = seed;
    Pool4 pool(settings);
    std::string text;
    for (uint32_t host = 0; host < 10; ++host)
    {
        pool.Allocate(From(host + 100, 3000)); // the second asker cannot keep the port
        text += Text(pool.Allocate(From(host, 3000))) + " ";
    }
    return text;
}

void
SeedsDecide(Verdict& v)
{
    for (const auto& [selection, name] : ALGORITHMS)
    {
        v.Equal(Sequence(selection, 5), Sequence(selection, 5), name + ", same seed");
        v.True(Sequence(selection, 5) != Sequence(selection, 6), name + ", another seed");
    }
}

void
OffsetsDiffer(Verdict& v)
{
    Pool4 pool(By(PortSelection::Hash));
    std::set<uint16_t> ports;
    uint32_t near = 0;
    uint16_t last = 0;
    for (uint32_t i = 0; i < 200; ++i)
    {
        Pool4::Request request = From(1, 2000);
        request.remote.address = Addr("198.51.100.0").Plus(i);
        const uint16_t port = pool.Allocate(request).outside.port;
        near += port - last < 100 && last - port < 100;
        last = port;
    }
    v.True(near < 5, "ports of different destinations tell nothing of each other");
}

void
OwnPortFirst(Verdict& v)
{
    PoolSettings settings = OneAddress();
    Pool4 pool(settings);
    for (const uint16_t port : {1024, 5000, 40001, 65535})
    {
        v.Equal(pool.Allocate(From(1, port)).outside.port, port, "kept");
    }
    std::set<uint16_t> ports;
    uint32_t near = 0;
    for (uint32_t host = 2; host < 102; ++host)
    {
        const uint16_t port = pool.Allocate(From(host, 5000)).outside.port;
        near += port < 5300;
        ports.insert(port);
        v.Equal(port % 2, 0, "parity");
    }
    v.Equal(ports.size(), size_t{100}, "ports");
    v.True(near < 10, "not the next ones: spread over the range");
}

void
ParityVariant(Verdict& v)
{
    PoolSettings settings = By(PortSelection::SimpleRandom);
    settings.keepParity = true;
    Pool4 pool(settings);
    uint32_t same = 0;
    for (uint32_t host = 0; host < 1000; ++host)
    {
        const auto port = static_cast<uint16_t>(3000 + host);
        const uint16_t got = pool.Allocate(From(host, port)).outside.port;
        v.Equal(got % 2, port % 2, "parity");
        same += got == port;
    }
    v.True(same < 10, "the port itself is not kept");
}

void
SpansAreOne(Verdict& v)
{
    // 5000-5009 and 60000-60009: without care for the gap, 60000 would be the favourite.
    PoolSettings settings = By(PortSelection::SimpleRandom, 5000, 5009);
    settings.ranges.push_back(Range("203.0.113.1", "203.0.113.1", 60000, 60009));
    Pool4 pool(settings);
    const double sum = ChiSquare(pool, 20);
    v.True(sum < 43.8, "19 degrees of freedom, 0.999: chi-square " + std::to_string(sum));
}

void
FreeSetAsAList(Verdict& v)
{
    FreeSet set;
    std::set<uint32_t> list;
    std::mt19937 random(11);
    uint32_t wrong = 0;
    const auto meets = [](uint32_t port, Parity parity) {
        return parity == Parity::Any || ParityOf(port) == parity;
    };
    for (int step = 0; step < 20000; ++step)
    {
        // Few ports in all, so that words and their summaries fill and empty again and again.
        const auto port = static_cast<uint16_t>(random() % 300 * 218 % 65536);
        if (set.Has(port))
        {
            set.Remove(port);
            list.erase(port);
        }
        else
        {
            set.Add(port);
            list.insert(port);
        }
        const uint32_t first = random() % 65536;
        const uint32_t last = first + random() % (65536 - first);
        const auto parity = static_cast<Parity>(random() % 3);
        std::vector<uint32_t> inside;
        for (auto at = list.lower_bound(first); at != list.end() && *at <= last; ++at)
        {
            if (meets(*at, parity))
            {
                inside.push_back(*at);
            }
        }
        wrong += set.Next(first, last, parity) != (inside.empty() ? FreeSet::NONE : inside[0]);
        wrong += set.Count(first, last, parity) != inside.size();
        const uint32_t rank = random() % 300;
        wrong += set.Select(first, last, parity, rank) !=
                 (rank < inside.size() ? inside[rank] : FreeSet::NONE);
    }
    v.Equal(wrong, 0u, "faults");
}

void
SpansAsAList(Verdict& v)
{
    PortSpans spans;
    spans.Add({60, 70});
    spans.Add({5, 9});
    spans.Add({71, 71});
    spans.Add({7, 12});
    spans.Add({65535, 65535});
    v.Equal(spans.Get().size(), size_t{3}, "5-12, 60-71 and 65535");
    for (const Parity parity : {Parity::Even, Parity::Odd, Parity::Any})
    {
        uint32_t index = 0;
        for (uint32_t port = 0; port < 65536; ++port)
        {
            const auto p = static_cast<uint16_t>(port);
            if (spans.Has(p) && (parity == Parity::Any || ParityOf(port) == parity))
            {
                v.True(spans.At(index, parity) == p, "port by index");
                v.True(spans.IndexOf(p, parity) == index, "index by port");
                ++index;
            }
        }
        v.Equal(spans.Count(parity), index, "count");
    }
}

std::vector<Row>
Rows()
{
    std::vector<Row> rows;
    for (const auto& [selection, name] : ALGORITHMS)
    {
        rows.push_back(ReachesAll(selection, name));
    }
    rows.push_back(Uniform(PortSelection::SimpleRandom, "simple random"));
    rows.push_back(Uniform(PortSelection::RandomRetry, "random with retries"));
    return rows;
}

const std::vector<Row> FURTHER{
    {"random with retries: the last free ports are equally likely",
     "RFC 6056 3.3.2, 6056-01",
     UniformWhenFull},
    {"hash: the ports of one destination follow each other",
     "RFC 6056 3.3.3, 6056-01",
     [](Verdict& v) { v.Equal(Off(Steps(PortSelection::Hash, 1, 200), 1, 1), 0u, "off by 1"); }},
    {"hash: all destinations count together",
     "RFC 6056 3.3.3, 6056-01",
     [](Verdict& v) { v.Equal(Off(Steps(PortSelection::Hash, 3, 200), 3, 3), 0u, "off by 3"); }},
    {"double hash: each destination counts for itself",
     "RFC 6056 3.3.4, 6056-01",
     [](Verdict& v) {
         v.Equal(Off(Steps(PortSelection::DoubleHash, 3, 200), 1, 1), 0u, "off by 1");
     }},
    {"random increments: steps of 1 to 500, 250 in the mean",
     "RFC 6056 3.3.5, 6056-01",
     [](Verdict& v) {
         const auto steps = Steps(PortSelection::RandomIncrements, 1, 200);
         v.Equal(Off(steps, 1, 500), 0u, "steps off");
         uint32_t sum = 0;
         for (const uint32_t step : steps)
         {
             sum += step;
         }
         v.True(sum / steps.size() > 200 && sum / steps.size() < 300, "mean");
     }},
    {"hash: destinations have offsets that do not follow from each other",
     "RFC 6056 3.3.3, 6056-01, 6056-04",
     OffsetsDiffer},
    {"a port is kept while it is free, and changed unpredictably when it is not",
     "RFC 6056 4, RFC 7857 9, 6056-03, 6146-110",
     OwnPortFirst},
    {"without preservation every port is obfuscated, parity kept on request",
     "RFC 6056 4, 6056-03",
     ParityVariant},
    {"ports in two spans are chosen as from one", "RFC 6056 3.2, 6056-01", SpansAreOne},
    {"the same seed gives the same ports, another seed others",
     "RFC 6056 3.1, 6056-04",
     SeedsDecide},
    {"the keyed hash gives the values of its authors",
     "RFC 6056 3.3.3, 6056-04",
     [](Verdict& v) {
         const KeyedHash hash(0x0706050403020100, 0x0f0e0d0c0b0a0908);
         v.Equal(hash.Get(), uint64_t{0x726fdb47dd0e0e31}, "of nothing");
         v.Equal(KeyedHash(hash).Add(0x0706050403020100).Get(),
                 uint64_t{0x93f5f5799a932462},
                 "of 8 bytes");
     }},
    {"a set of free ports answers as a list of them would", "", FreeSetAsAList},
    {"spans of ports count as a list of them would", "", SpansAsAList},
};

std::vector<Row>
All()
{
    std::vector<Row> rows = Rows();
    rows.insert(rows.end(), FURTHER.begin(), FURTHER.end());
    return rows;
}

V6LAB_SUITE("v6lab-core-port-selection", All());

} // namespace
