// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/deterministic-ports.h"
#include "test/support/pool.h"
#include "test/support/table.h"

#include <map>
#include <regex>
#include <set>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;
using test::data::Addr;
using test::data::Block;
using test::data::RfcExamples;
using namespace test::pool;

namespace
{

/** RFC 7422 2.3: 14 subscribers on one address, D = 2. */
DeterministicPlan
Example()
{
    DeterministicPlan plan;
    plan.subscribers = RfcExamples()["rfc7422_s2_3"]["C"];
    plan.outsideCount = 1;
    plan.dynamicFactor = RfcExamples()["rfc7422_s2_3"]["D"];
    plan.maximum = RfcExamples()["rfc7422_s2_3"]["M"];
    return plan;
}

void
PublishedTable(Verdict& v)
{
    const auto& example = RfcExamples()["rfc7422_s2_3"];
    const DeterministicPlan plan = Example();
    plan.Check();
    v.Equal(plan.GetPortsPerSubscriber(), example["ports_per_user"].get<uint32_t>(), "ports");
    uint64_t subscriber = 0;
    for (const auto& row : example["table"])
    {
        const PortSpan span = SpanOf(plan, subscriber++);
        v.Equal(span.first, row["first"].get<uint16_t>(), row["inside"]);
        v.Equal(span.last, row["last"].get<uint16_t>(), row["inside"]);
    }
    v.Equal(plan.GetDynamic()->first, example["dynamic"][0].get<uint16_t>(), "dynamic");
    v.Equal(plan.GetDynamic()->last, example["dynamic"][1].get<uint16_t>(), "dynamic");
}

void
PublishedInverse(Verdict& v)
{
    const DeterministicPlan plan = Example();
    const PortOwner first = OwnerOf(plan, {0, 2001});
    v.True(first.kind == PortOwner::Kind::Subscriber, "2001 is a subscriber's");
    v.Equal(first.subscriber, uint64_t{0}, "198.51.100.1's");
    v.True(OwnerOf(plan, {0, 58204}).kind == PortOwner::Kind::Dynamic, "58204 is in the log");
    v.True(OwnerOf(plan, {0, 1023}).kind == PortOwner::Kind::Reserved, "1023 is nobody's");
    v.True(OwnerOf(plan, {1, 2001}).kind == PortOwner::Kind::Reserved, "no such address");
}

Row
Inverse(PortAssignment assignment, const std::string& name)
{
    return {name + ": every port of a subscriber leads back to it, and no port to two",
            "RFC 7422 2, 7422-01, 7422-02",
            [=](Verdict& v) {
                DeterministicPlan plan;
                plan.subscribers = 50; // 17 an address, the last one has fewer
                plan.outsideCount = 3;
                plan.dynamicFactor = 3;
                plan.assignment = assignment;
                uint32_t wrong = 0;
                std::set<std::pair<uint32_t, uint16_t>> dealt;
                for (uint64_t subscriber = 0; subscriber < plan.subscribers; ++subscriber)
                {
                    for (uint32_t n = 0; n < plan.GetPortsPerSubscriber(); ++n)
                    {
                        const PlannedPort port = PortOf(plan, subscriber, n);
                        const PortOwner owner = OwnerOf(plan, port);
                        wrong += owner.kind != PortOwner::Kind::Subscriber ||
                                 owner.subscriber != subscriber || port.port < 1024;
                        dealt.insert({port.outside, port.port});
                    }
                }
                v.Equal(wrong, 0u, "faults");
                v.Equal(plan.GetPortsPerSubscriber(), 64512u / 20, "(65536 - R) / (C + D)");
                v.Equal(dealt.size(), size_t{50 * 3225}, "different ports");
            }};
}

void
Patterns(Verdict& v)
{
    DeterministicPlan plan;
    plan.subscribers = 6;
    plan.outsideCount = 2;
    plan.assignment = PortAssignment::Staggered;
    v.True(PortOf(plan, 1, 0) == PlannedPort{0, 1025}, "the second one's first");
    v.True(PortOf(plan, 1, 1) == PlannedPort{0, 1028}, "every third port");
    plan.assignment = PortAssignment::Interlaced;
    v.True(PortOf(plan, 1, 0) == PlannedPort{1, 1024}, "the second one's first");
    v.True(PortOf(plan, 1, 1) == PlannedPort{0, 1027}, "the next one on the next address");
}

void
LogLine(Verdict& v)
{
    const DeterministicPlan plan = Example();
    const std::string line = DeterministicLogLine(plan,
                                                  "Wed Oct 11 14:32:52 2000",
                                                  Block("198.51.100.0/28"),
                                                  Block("192.0.2.0/32"));
    v.Equal(line,
            "[Wed Oct 11 14:32:52 2000]:198.51.100.0:28:192.0.2.0:32:2:5040:0:1-1023",
            "the published line but for two reserved ports");
    const std::string published = RfcExamples()["rfc7422_s2_3"]["log_line"];
    v.Equal(published.compare(0, line.size(), line), 0, "begins as the published line");
}

/** 14 of 16 /64s would not be a prefix: 16 subscribers on one address, the RFC's ports. */
PoolSettings
Deterministic()
{
    PoolSettings settings = OneAddress();
    settings.selection = PortSelection::Deterministic;
    settings.subscribers = Block("2001:db8::/60");
    settings.subscriberPrefix = 64;
    settings.dynamicFactor = 2;
    settings.blockSize = 100;
    return settings;
}

/** A host in the /64 with the number. */
Pool4::Request
Subscriber(uint16_t number, uint16_t port, BibKind kind = BibKind::Udp)
{
    Pool4::Request request = From(1, port, kind);
    IpAddress::Bytes bytes = request.inside.address.GetBytes();
    bytes[7] = static_cast<uint8_t>(number);
    request.inside.address = IpAddress::V6(bytes.data());
    return request;
}

struct BlockLog
{
    std::vector<PortBlock> given;
    std::vector<PortBlock> back;

    void Listen(Pool4& pool)
    {
        pool.SetBlockWatch([this](const PortBlock& block, bool allocated) {
            (allocated ? given : back).push_back(block);
        });
    }
};

void
OwnSpanFirst(Verdict& v)
{
    Pool4 pool(Deterministic());
    BlockLog log;
    log.Listen(pool);
    // 64512 / 18 = 3584 ports each; the third subscriber has 8192 to 11775.
    std::vector<uint16_t> ports;
    std::set<uint16_t> different;
    for (uint16_t flow = 0; flow < 3584; ++flow)
    {
        ports.push_back(pool.Allocate(Subscriber(2, 20000 + flow)).outside.port);
        different.insert(ports.back());
    }
    v.Equal(different.size(), size_t{3584}, "all its own");
    v.Equal(*different.begin(), 8192, "first");
    v.Equal(*different.rbegin(), 11775, "last");
    uint32_t next = 0;
    for (size_t i = 1; i < 1000; ++i)
    {
        next += ports[i] == ports[i - 1] + 1;
    }
    v.True(next < 20, "in no order");
    v.Equal(log.given.size(), size_t{0}, "nothing to log");
}

void
Overflow(Verdict& v)
{
    PoolSettings settings = Deterministic();
    settings.subscriberPorts = 3584 + 1000;
    Pool4 pool(settings);
    BlockLog log;
    log.Listen(pool);
    std::vector<Pool4::Allocation> got;
    for (uint16_t flow = 0; flow < 4584; ++flow)
    {
        got.push_back(pool.Allocate(Subscriber(2, 20000 + flow)));
    }
    v.Equal(Text(pool.Allocate(Subscriber(2, 1))), "subscriber-limit", "one more than M");
    v.Equal(log.given.size(), size_t{10}, "blocks of 100");
    for (const PortBlock& block : log.given)
    {
        v.Equal(block.subscriber.ToString(), "2001:db8:0:2::", "subscriber");
        v.Equal(block.ports.last - block.ports.first, 99, "ports");
        v.True(block.ports.first >= 1024 + 16 * 3584, "in the dynamic pool");
    }
    for (size_t flow = 0; flow < got.size(); ++flow)
    {
        Return(pool, Subscriber(2, 0), got[flow]);
    }
    v.Equal(log.back.size(), size_t{10}, "all come back");
    v.Equal(pool.GetUsed(BibKind::Udp), uint64_t{0}, "used");
}

void
StrangersGetBlocks(Verdict& v)
{
    Pool4 pool(Deterministic());
    BlockLog log;
    log.Listen(pool);
    Pool4::Request request = From(1, 5000);
    request.inside.address = Addr("2001:db8:1::1");
    v.True(pool.Allocate(request).outside.port >= 1024 + 16 * 3584, "from the dynamic pool");
    v.Equal(log.given.size(), size_t{1}, "logged");
}

void
StaticInBlocks(Verdict& v)
{
    Pool4 pool(Deterministic());
    const auto claim = [&](const char* inside, uint16_t port) {
        return pool.Claim(BibKind::Tcp, {Addr("203.0.113.1"), port}, Addr(inside));
    };
    v.True(claim("2001:db8:0:2::7", 8192), "its own span");
    v.True(!claim("2001:db8:0:3::7", 8193), "not another one's");
    v.True(claim("2001:db8:0:3::7", 58400), "a block nobody has");
    v.True(claim("2001:db8:0:3::8", 58401), "its own block");
    v.True(!claim("2001:db8:0:2::7", 58402), "not another one's block");
}

void
BlocksOnDemand(Verdict& v)
{
    PoolSettings settings = OneAddress(1024, 2023); // ten blocks
    settings.ranges[0].last = Addr("203.0.113.3");
    settings.selection = PortSelection::Blocks;
    settings.blockSize = 100;
    settings.subscriberPrefix = 64;
    Pool4 pool(settings);
    BlockLog log;
    log.Listen(pool);
    std::map<std::string, int> addresses;
    std::vector<Pool4::Allocation> got;
    for (uint16_t flow = 0; flow < 250; ++flow)
    {
        got.push_back(pool.Allocate(Subscriber(1, 3000 + flow)));
        ++addresses[got.back().outside.address.ToString()];
    }
    v.Equal(addresses.size(), size_t{1}, "one address");
    v.Equal(log.given.size(), size_t{3}, "blocks for 250 ports");
    const auto tcp = pool.Allocate(Subscriber(1, 1, BibKind::Tcp));
    v.Equal(tcp.outside.address.ToString(), addresses.begin()->first, "TCP in the same blocks");
    v.Equal(log.given.size(), size_t{3}, "no new one");
    std::set<uint16_t> first;
    for (const PortBlock& block : log.given)
    {
        v.Equal((block.ports.first - 1024) % 100, 0, "aligned");
        first.insert(block.ports.first);
    }
    v.Equal(first.size(), size_t{3}, "different blocks");
    for (const auto& allocation : got)
    {
        Return(pool, Subscriber(1, 0), allocation);
    }
    v.Equal(log.back.size(), size_t{2}, "the block with the TCP port stays");
}

void
BlocksRunOut(Verdict& v)
{
    PoolSettings settings = OneAddress(1024, 1323);
    settings.selection = PortSelection::Blocks;
    settings.subscriberPrefix = 64;
    settings.subscriberPorts = 200;
    Pool4 pool(settings);
    v.Equal(pool.GetCapacity(BibKind::Udp), uint64_t{300}, "capacity");
    for (uint16_t flow = 0; flow < 200; ++flow)
    {
        pool.Allocate(Subscriber(1, flow));
    }
    v.Equal(Text(pool.Allocate(Subscriber(1, 9))), "subscriber-limit", "two blocks are the limit");
    v.True(pool.Allocate(Subscriber(2, 9)).reason == Reason::None, "the last block");
    v.Equal(Text(pool.Allocate(Subscriber(3, 9))), "pool-exhausted", "no block is left");
}

const std::vector<Row> ROWS{
    {"the ranges of the RFC's example come out as printed",
     "RFC 7422 2.3, 7422-01",
     PublishedTable},
    {"a port of the RFC's example leads back to its subscriber",
     "RFC 7422 2.3, 7422-01",
     PublishedInverse},
    Inverse(PortAssignment::Sequential, "sequential (A = 0)"),
    Inverse(PortAssignment::Staggered, "staggered (A = 1)"),
    Inverse(PortAssignment::Interlaced, "interlaced (A = 3)"),
    {"staggered ports are C apart, interlaced ones change addresses as well",
     "RFC 7422 2, 7422-02",
     Patterns},
    {"system ports are nobody's by default",
     "RFC 7422 2, 7422-03",
     [](Verdict& v) {
         v.Equal(SpanOf(Example(), 0).first, 1024, "first port of the first subscriber");
         v.Equal(PoolRange().firstPort, 1024, "first port of a range");
     }},
    {"a subscriber gets all its own ports first, in no order and without a log",
     "RFC 7422 2, 7422-04",
     OwnSpanFirst},
    {"then it gets blocks, logged, up to its limit",
     "RFC 7422 2, RFC 8158 4.6.10, 7422-05, 8158-10",
     Overflow},
    {"who has no ports of its own gets blocks", "RFC 7422 2, 7422-05", StrangersGetBlocks},
    {"static bindings keep out of other subscribers' ports", "RFC 7422 2", StaticInBlocks},
    {"blocks are given on demand, at one address, for all protocols, and come back",
     "RFC 7422 2, RFC 8158 4.6.10, 8158-10, 6146-22",
     BlocksOnDemand},
    {"blocks run out for a subscriber and for all",
     "RFC 6888 2 REQ-4, RFC 6146 3.5.1.1, 6146-103",
     BlocksRunOut},
    {"the line that an operator keeps has all parameters", "RFC 7422 3, 7422-06", LogLine},
};

V6LAB_SUITE("v6lab-core-port-blocks", ROWS);

} // namespace
