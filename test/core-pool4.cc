// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/pool4.h"
#include "model/core/time-units.h"
#include "test/support/pool.h"
#include "test/support/table.h"

#include <random>
#include <set>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;
using test::data::Addr;
using namespace test::pool;

namespace
{

std::string
Take(Pool4& pool, const Pool4::Request& request)
{
    return Text(pool.Allocate(request));
}

void
PairedPooling(Verdict& v)
{
    PoolSettings settings = OneAddress();
    settings.ranges = {Range("203.0.113.1", "203.0.113.4", 1024, 65535)};
    Pool4 pool(settings);
    std::set<std::string> addresses;
    Pool4::Request request = From(1, 1024);
    for (int flow = 0; flow < 500; ++flow)
    {
        const auto got = pool.Allocate(request);
        addresses.insert(got.outside.address.ToString());
        request.paired = got.outside.address;
        ++request.inside.port;
    }
    v.Equal(addresses.size(), size_t{1}, "addresses of one host");
    for (uint32_t host = 2; host < 100; ++host)
    {
        addresses.insert(pool.Allocate(From(host, 5000)).outside.address.ToString());
    }
    v.Equal(addresses.size(), size_t{4}, "addresses of all hosts");
    Pool4::Request other = From(500, 7000, BibKind::Tcp);
    other.paired = Addr("203.0.113.3");
    v.Equal(Take(pool, other), "203.0.113.3#7000", "whatever the protocol");
}

void
PairedIsFull(Verdict& v, bool pairedOnly, const std::string& expected)
{
    PoolSettings settings;
    settings.ranges = {Range("203.0.113.1", "203.0.113.2", 5000, 5000)};
    settings.pairedOnly = pairedOnly;
    Pool4 pool(settings);
    v.True(pool.Claim(BibKind::Udp, {Addr("203.0.113.1"), 5000}, Addr("2001:db8::1")), "claimed");
    Pool4::Request request = From(1, 6000);
    request.paired = Addr("203.0.113.1");
    v.Equal(Take(pool, request), expected, "second port of the host");
}

void
PairingToWhatIsNot(Verdict& v)
{
    PoolSettings settings;
    settings.ranges = {Range("203.0.113.1", "203.0.113.1", 1024, 65535),
                       Range("203.0.113.2", "203.0.113.2", 1024, 65535)};
    settings.ranges[0].kind = BibKind::Tcp;
    settings.ranges[1].kind = BibKind::Udp;
    Pool4 pool(settings);
    Pool4::Request request = From(1, 6000);
    request.paired = Addr("203.0.113.1");
    v.Equal(Take(pool, request), "203.0.113.2#6000", "no UDP at the paired address");
    request.inside.port = 6002;
    request.paired = Addr("198.51.100.1");
    v.Equal(Take(pool, request), "203.0.113.2#6002", "the paired address is not in the pool");
}

void
RangesKept(Verdict& v, BibKind kind)
{
    Pool4 pool(OneAddress(1000, 1049)); // 1000-1023 are system ports
    for (uint32_t host = 1; host <= 24; ++host)
    {
        v.True(pool.Allocate(From(host, 500, kind)).outside.port < 1024, "system port");
    }
    v.True(pool.Allocate(From(25, 500, kind)).outside.port >= 1024, "none left, so another one");
    for (uint32_t host = 1; host <= 25; ++host)
    {
        v.True(pool.Allocate(From(host, 40000, kind)).outside.port >= 1024, "not a system port");
    }
    v.Equal(Take(pool, From(99, 40000, kind)), "pool-exhausted", "all 50 taken");
}

void
ParityKept(Verdict& v)
{
    Pool4 pool(OneAddress(20000, 21999));
    std::mt19937 random(24);
    int wrong = 0;
    for (uint32_t host = 0; host < 1000; ++host)
    {
        const auto port = static_cast<uint16_t>(1024 + 2 * (random() % 30000) + host % 2);
        wrong += pool.Allocate(From(host, port)).outside.port % 2 != port % 2;
    }
    v.Equal(wrong, 0, "ports of another parity");
    for (uint32_t host = 0; host < 500; ++host)
    {
        wrong += pool.Allocate(From(host, 30000)).outside.port % 2 != 0;
    }
    v.Equal(wrong, 0, "even ports up to the last");
    v.True(pool.Allocate(From(1, 30002)).outside.port % 2 == 1, "an odd one when no even is free");
}

void
ParityOff(Verdict& v)
{
    PoolSettings settings = OneAddress(20000, 20999);
    settings.keepParity = false;
    Pool4 pool(settings);
    int odd = 0;
    for (uint32_t host = 0; host < 100; ++host)
    {
        odd += pool.Allocate(From(host, 30000)).outside.port % 2;
    }
    v.True(odd > 20 && odd < 80, "half of the ports are odd: " + std::to_string(odd));
}

void
OneUseEach(Verdict& v)
{
    Pool4 pool(OneAddress(5000, 5001));
    v.Equal(Take(pool, From(1, 5000, BibKind::Udp)), "203.0.113.1#5000", "first");
    v.Equal(Take(pool, From(2, 5000, BibKind::Udp)), "203.0.113.1#5001", "not the same");
    v.Equal(Take(pool, From(3, 5000, BibKind::Udp)), "pool-exhausted", "nor overloaded");
    v.Equal(Take(pool, From(1, 5000, BibKind::Tcp)), "203.0.113.1#5000", "TCP has its own table");
    v.Equal(Take(pool, From(1, 5000, BibKind::Icmp)), "203.0.113.1#5000", "so has ICMP");
    v.Equal(pool.GetUsed(BibKind::Udp), uint64_t{2}, "used");
    v.Equal(pool.GetCapacity(BibKind::Udp), uint64_t{2}, "capacity");
    v.True(!pool.Claim(BibKind::Udp, {Addr("203.0.113.1"), 5000}, Addr("2001:db8::9")), "claim");
}

void
NonContiguous(Verdict& v)
{
    PoolSettings settings;
    settings.ranges = {Range("203.0.113.77", "203.0.113.80", 5000, 5009),
                       Range("203.0.113.1", "203.0.113.1", 5000, 5009)};
    Pool4 pool(settings);
    std::set<std::string> addresses;
    for (uint32_t host = 0; host < 50; ++host)
    {
        addresses.insert(pool.Allocate(From(host, 5000)).outside.address.ToString());
    }
    v.True(addresses == std::set<std::string>{"203.0.113.1",
                                              "203.0.113.77",
                                              "203.0.113.78",
                                              "203.0.113.79",
                                              "203.0.113.80"},
           "all five addresses are used");
    v.Equal(Take(pool, From(51, 5000)), "pool-exhausted", "the 51st");
    v.True(pool.Owns(Addr("203.0.113.80")), "owns .80");
    for (const char* text : {"203.0.113.0", "203.0.113.2", "203.0.113.76", "203.0.113.81", "::"})
    {
        v.True(!pool.Owns(Addr(text)), std::string("does not own ") + text);
    }
}

void
OwnsPorts(Verdict& v)
{
    PoolSettings settings;
    settings.ranges = {Range("203.0.113.1", "203.0.113.1", 80, 80),
                       Range("203.0.113.1", "203.0.113.2", 6000, 6999),
                       Range("203.0.113.1", "203.0.113.1", 6500, 7999)};
    settings.ranges[0].kind = BibKind::Tcp;
    const Pool4 pool(settings);
    const auto owns = [&](BibKind kind, const char* address, uint16_t port) {
        return pool.Owns(kind, {Addr(address), port});
    };
    v.True(owns(BibKind::Tcp, "203.0.113.1", 80), "80 of TCP");
    v.True(!owns(BibKind::Udp, "203.0.113.1", 80), "not 80 of UDP");
    v.True(owns(BibKind::Udp, "203.0.113.1", 7999), "the second range");
    v.True(!owns(BibKind::Udp, "203.0.113.2", 7000), "of the other address only");
    v.Equal(pool.GetCapacity(BibKind::Udp), uint64_t{3000}, "overlaps count once");
    v.Equal(pool.GetCapacity(BibKind::Tcp), uint64_t{3001}, "and TCP's one more");
}

void
Rests(Verdict& v)
{
    PoolSettings settings = OneAddress(5000, 5000);
    settings.quarantineNs = 120 * SECOND;
    Pool4 pool(settings);
    const auto at = [](Pool4::Request request, int64_t seconds) {
        request.nowNs = seconds * SECOND;
        return request;
    };
    for (const BibKind kind : {BibKind::Udp, BibKind::Icmp})
    {
        const auto got = pool.Allocate(at(From(1, 5000, kind), 0));
        Return(pool, From(1, 5000, kind), got, 10 * SECOND);
        v.Equal(pool.GetUsed(kind), uint64_t{0}, "a resting port is not in use");
        v.Equal(Take(pool, at(From(2, 5000, kind), 129)), "pool-exhausted", "119 s later");
        v.Equal(Take(pool, at(From(2, 5000, kind), 130)), "203.0.113.1#5000", "120 s later");
        Return(pool, From(2, 5000, kind), got, 130 * SECOND);
        v.True(pool.Claim(kind, got.outside, Addr("2001:db8::9")), "a resting port is claimed");
        v.Equal(Take(pool, at(From(2, 5000, kind), 900)), "pool-exhausted", "and stays so");
    }
    const auto got = pool.Allocate(at(From(1, 5000, BibKind::Tcp), 900));
    Return(pool, From(1, 5000, BibKind::Tcp), got, 900 * SECOND);
    v.Equal(Take(pool, at(From(2, 5000, BibKind::Tcp), 900)), "203.0.113.1#5000", "TCP at once");
}

void
Limits(Verdict& v)
{
    PoolSettings settings = OneAddress();
    settings.subscriberPorts = 100;
    settings.subscriberPrefix = 64;
    Pool4 pool(settings);
    std::vector<Pool4::Allocation> got;
    for (uint32_t flow = 0; flow < 100; ++flow)
    {
        // Two hosts of one /64 are one subscriber.
        got.push_back(pool.Allocate(From(flow % 2, static_cast<uint16_t>(2000 + flow))));
    }
    v.Equal(Take(pool, From(0, 9000)), "subscriber-limit", "the 101st flow");
    v.Equal(Take(pool, From(0, 9000, BibKind::Tcp)), "203.0.113.1#9000", "TCP counts apart");
    Pool4::Request neighbour = From(0, 9000);
    neighbour.inside.address = Addr("2001:db8:0:1::1");
    v.Equal(Take(pool, neighbour), "203.0.113.1#9000", "another subscriber");
    Return(pool, From(0, 2000), got[0]);
    v.Equal(Take(pool, From(1, 9002)), "203.0.113.1#9002", "one freed, one more");
    v.Equal(Take(pool, From(1, 9004)), "subscriber-limit", "and not two");
    v.Equal(pool.GetCounters().subscriberLimit, uint64_t{2}, "refusals are counted");
    v.True(pool.Claim(BibKind::Udp, {Addr("203.0.113.1"), 9006}, Addr("2001:db8::1")),
           "a static binding is not refused");
}

void
Counters(Verdict& v)
{
    PoolSettings settings = OneAddress(5000, 5009);
    settings.highWater = 80;
    settings.lowWater = 50;
    Pool4 pool(settings);
    std::vector<Pool4::Allocation> got;
    for (uint32_t host = 0; host < 10; ++host)
    {
        v.Equal(pool.GetCounters().high, uint64_t{host >= 8}, std::to_string(host) + " in use");
        got.push_back(pool.Allocate(From(host, 5000)));
    }
    for (const int64_t ms : {0, 1, 999, 1000, 1500, 2500})
    {
        Pool4::Request request = From(20, 5000);
        request.nowNs = ms * SECOND / 1000;
        pool.Allocate(request);
    }
    v.Equal(pool.GetCounters().exhausted, uint64_t{6}, "refusals");
    v.Equal(pool.GetCounters().exhaustedEvents, uint64_t{3}, "at 0, 1 and 2.5 s");
    for (uint32_t host = 0; host < 5; ++host)
    {
        v.Equal(pool.GetCounters().low, uint64_t{0}, "not low yet");
        Return(pool, From(host, 5000), got[host]);
    }
    v.Equal(pool.GetCounters().low, uint64_t{1}, "low at half");
    v.Equal(pool.GetCounters().high, uint64_t{1}, "high once");
}

/** 20,000 random steps against a list of what is in use. */
void
AsABookkeeper(Verdict& v)
{
    PoolSettings settings;
    settings.ranges = {Range("203.0.113.1", "203.0.113.3", 900, 1100),
                       Range("203.0.113.9", "203.0.113.9", 60000, 60100)};
    settings.pairedOnly = false;
    Pool4 pool(settings);
    std::mt19937 random(3);
    std::map<std::string, std::pair<Pool4::Request, Pool4::Allocation>> used;
    int wrong = 0;
    for (int step = 0; step < 20000; ++step)
    {
        if (random() % 5 < 2 && !used.empty())
        {
            const auto victim = std::next(used.begin(), random() % used.size());
            Return(pool, victim->second.first, victim->second.second);
            used.erase(victim);
            continue;
        }
        const auto request = From(random() % 50, static_cast<uint16_t>(random()));
        const auto got = pool.Allocate(request);
        const bool full = used.size() == pool.GetCapacity(BibKind::Udp);
        wrong += (got.reason != Reason::None) != full;
        if (got.reason == Reason::None)
        {
            wrong += !used.emplace(Text(got), std::make_pair(request, got)).second;
            wrong += !pool.Owns(BibKind::Udp, got.outside);
        }
        wrong += pool.GetUsed(BibKind::Udp) != used.size();
    }
    v.Equal(wrong, 0, "faults");
    v.True(used.size() > 600, "the pool was full for a while");
}

const std::vector<Row> ROWS{
    {"the words of the binding tables are tcp, udp and icmp",
     "RFC 6146 3.1",
     [](Verdict& v) {
         v.Equal(std::string(ToWord(BibKind::Tcp)), "tcp", "word");
         v.Equal(std::string(ToWord(BibKind::Udp)), "udp", "word");
         v.Equal(std::string(ToWord(BibKind::Icmp)), "icmp", "word");
     }},
    {"a host keeps its address for all its flows, and hosts spread over the pool",
     "RFC 6146 3.5.1.1, 3.5.2.3, 6146-22",
     PairedPooling},
    {"when the paired address is full, nothing else is given",
     "RFC 7857 4, 6146-108",
     [](Verdict& v) { PairedIsFull(v, true, "pool-exhausted"); }},
    {"on request, another address helps out when the paired one is full",
     "RFC 6146 3.5.1.1, 6146-108",
     [](Verdict& v) { PairedIsFull(v, false, "203.0.113.2#5000"); }},
    {"a paired address that does not serve the protocol or is not there binds nobody",
     "RFC 6146 3.5.1.1, 6146-22",
     PairingToWhatIsNot},
    {"UDP: system ports stay system ports while there are any, others stay others",
     "RFC 6146 3.5.1.1, 6146-23",
     [](Verdict& v) { RangesKept(v, BibKind::Udp); }},
    {"TCP: system ports stay system ports while there are any, others stay others",
     "RFC 6146 3.5.2.3, 6146-23",
     [](Verdict& v) { RangesKept(v, BibKind::Tcp); }},
    {"UDP: an even port stays even and an odd one odd while there are any",
     "RFC 6146 3.5.1.1, D12, 6146-24",
     ParityKept},
    {"on request, parity does not matter", "RFC 7857 8, D12, 6146-24", ParityOff},
    {"a transport address has one use in each binding table, and may have one in the others",
     "RFC 6146 3.5.1.1, 6146-25",
     OneUseEach},
    {"two hosts with the same ICMP identifier get different ones, any one that is free",
     "RFC 6146 3.5.3, 6146-70",
     [](Verdict& v) {
         Pool4 pool(OneAddress(1000, 1100));
         const auto first = pool.Allocate(From(1, 1001, BibKind::Icmp));
         const auto second = pool.Allocate(From(2, 1001, BibKind::Icmp));
         v.Equal(first.outside.port, 1001, "as it is");
         v.True(second.outside.port != 1001, "another one");
     }},
    {"a pool of one port refuses the second host, and takes it when the port is free again",
     "RFC 6146 3.5.1.1",
     [](Verdict& v) {
         Pool4 pool(OneAddress(5000, 5000));
         const auto got = pool.Allocate(From(1, 6000));
         v.Equal(Text(got), "203.0.113.1#5000", "first host");
         v.Equal(Take(pool, From(2, 6000)), "pool-exhausted", "second host");
         Return(pool, From(1, 6000), got);
         v.Equal(Take(pool, From(2, 6000)), "203.0.113.1#5000", "second host again");
     }},
    {"port 0 is never given out, identifier 0 is",
     "RFC 6335 6",
     [](Verdict& v) {
         Pool4 pool(OneAddress(0, 1));
         v.Equal(Take(pool, From(1, 0)), "203.0.113.1#1", "UDP");
         v.Equal(Take(pool, From(2, 0)), "pool-exhausted", "no more");
         v.Equal(Take(pool, From(1, 0, BibKind::Icmp)), "203.0.113.1#0", "ICMP");
     }},
    {"a pool may have gaps", "RFC 6888 2 REQ-3, 6146-111", NonContiguous},
    {"ranges give ports to protocols and addresses, and add up", "RFC 6146 3.5", OwnsPorts},
    {"a freed UDP port or ICMP identifier rests for the set time, a TCP port does not",
     "RFC 6888 2 REQ-8, 6146-106",
     Rests},
    {"a subscriber has as many ports of a protocol as it may, static bindings aside",
     "RFC 6888 2 REQ-4, RFC 8158 4.4, 6146-103, 8158-08",
     Limits},
    {"an exhausted pool tells so once a second, and its thresholds when they are passed",
     "RFC 8158 4.5, 4.6.5, 8158-07, 8158-09",
     Counters},
    {"a long random life never gives out twice, never refuses what is there",
     "RFC 6146 3.5.1.1, 6146-25",
     AsABookkeeper},
};

V6LAB_SUITE("v6lab-core-pool4", ROWS);

} // namespace
