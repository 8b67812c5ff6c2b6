// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/pool4.h"
#include "test/support/pool.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;
using test::data::Addr;
using test::data::Block;
using test::data::Complaint;
using namespace test::pool;

namespace
{

Row
Invalid(const std::string& sentence,
        const std::string& clause,
        const std::string& because,
        const std::function<void(PoolSettings&)>& spoil)
{
    return {sentence, clause, [=](Verdict& v) {
                PoolSettings settings = OneAddress();
                spoil(settings);
                const std::string text = Complaint([&] { Pool4 refused(settings); });
                v.True(text.find(because) != std::string::npos, "\"" + text + "\" says why");
            }};
}

void
Deterministic(PoolSettings& s)
{
    s.selection = PortSelection::Deterministic;
    s.subscribers = Block("2001:db8::/60");
    s.subscriberPrefix = 64;
}

const std::vector<Row> ROWS{
    Invalid("a pool without ranges is refused",
            "RFC 6146 3, 6146-01",
            "at least one range",
            [](PoolSettings& s) { s.ranges.clear(); }),
    Invalid("a range that runs backwards is refused",
            "",
            "ascending order",
            [](PoolSettings& s) { s.ranges[0].last = Addr("203.0.113.0"); }),
    Invalid("a range of IPv6 addresses is refused",
            "",
            "two IPv4 addresses",
            [](PoolSettings& s) { s.ranges[0].last = Addr("2001:db8::"); }),
    Invalid("ports that run backwards are refused",
            "",
            "ports must be in ascending order",
            [](PoolSettings& s) { s.ranges[0].lastPort = 1; }),
    Invalid("multicast addresses are refused",
            "",
            "only addresses that a host may have",
            [](PoolSettings& s) { s.ranges[0].last = Addr("224.0.0.1"); }),
    Invalid("more than 65536 addresses are refused",
            "",
            "more than 65536 addresses",
            [](PoolSettings& s) { s.ranges[0].last = Addr("203.1.113.1"); }),
    Invalid("a negative rest is refused",
            "",
            "must not be negative",
            [](PoolSettings& s) { s.quarantineNs = -1; }),
    Invalid("a subscriber of 0 bits is refused",
            "",
            "from 1 to 128",
            [](PoolSettings& s) { s.subscriberPrefix = 0; }),
    Invalid("a subscriber of 129 bits is refused",
            "",
            "129 must be from 1 to 128",
            [](PoolSettings& s) { s.subscriberPrefix = 129; }),
    Invalid("a high threshold over 100 is refused",
            "",
            "percentages",
            [](PoolSettings& s) { s.highWater = 101; }),
    Invalid("a low threshold above the high one is refused",
            "",
            "percentages",
            [](PoolSettings& s) { s.lowWater = 1; }),
    Invalid("blocks of no port are refused",
            "",
            "block size 0 must be from 1",
            [](PoolSettings& s) {
                s.selection = PortSelection::Blocks;
                s.blockSize = 0;
            }),
    Invalid("blocks larger than a range are refused",
            "",
            "less ports than a block of 64513",
            [](PoolSettings& s) {
                s.selection = PortSelection::Blocks;
                s.blockSize = 64513;
            }),
    Invalid("blocks of one protocol are refused",
            "",
            "must be for all protocols",
            [](PoolSettings& s) {
                s.selection = PortSelection::Blocks;
                s.ranges[0].kind = BibKind::Udp;
            }),
    Invalid("deterministic ports without the subscribers' prefix are refused",
            "",
            "need the IPv6 prefix of all subscribers",
            [](PoolSettings& s) { s.selection = PortSelection::Deterministic; }),
    Invalid("subscribers longer than the prefix of all are refused",
            "",
            "and not longer",
            [](PoolSettings& s) {
                Deterministic(s);
                s.subscriberPrefix = 56;
            }),
    Invalid("more than 2^24 subscribers are refused",
            "",
            "at most 24 bits shorter",
            [](PoolSettings& s) {
                Deterministic(s);
                s.subscriberPrefix = 128;
            }),
    Invalid("more subscribers than ports are refused",
            "",
            "leave no port for each",
            [](PoolSettings& s) {
                Deterministic(s);
                s.subscribers = Block("2001:db8::/44");
            }),
    Invalid("a limit below a subscriber's own ports is refused",
            "",
            "at least the 3584",
            [](PoolSettings& s) {
                Deterministic(s);
                s.subscriberPorts = 100;
            }),
    Invalid("deterministic ports of unequal ranges are refused",
            "",
            "must have the same ports",
            [](PoolSettings& s) {
                Deterministic(s);
                s.ranges.push_back(Range("203.0.113.7", "203.0.113.7", 2000, 65535));
            }),
};

V6LAB_SUITE("v6lab-core-pool-settings", ROWS);

} // namespace
