// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/fragment.h"
#include "model/core/path-mtu-cache.h"
#include "model/core/time-units.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

const IpAddress V4 = *IpAddress::Parse("192.0.2.1");
const IpAddress V6 = *IpAddress::Parse("2001:db8::1");

/** What is known after one message. */
Row
Learns(const std::string& sentence,
       const std::string& clause,
       const IpAddress& destination,
       uint32_t reported,
       uint32_t quoted,
       uint32_t expected)
{
    return {sentence, clause, [=](Verdict& v) {
                PathMtuCache cache;
                cache.Learn(destination, reported, quoted, 0);
                v.Equal(cache.Get(destination, 1), expected, "path MTU");
            }};
}

std::string
Pieces(uint32_t payload, uint32_t room, uint32_t offset = 0, bool more = false)
{
    std::string text;
    for (const auto& piece : CutPayload(payload, room, offset, more))
    {
        text += std::to_string(piece.offset) + "+" + std::to_string(piece.length) +
                (piece.more ? "> " : ". ");
    }
    return text;
}

Row
Cuts(const std::string& sentence, const std::string& pieces, const std::string& expected)
{
    return {sentence, "RFC 791 3.2, RFC 8200 4.5", [=](Verdict& v) {
                v.Equal(pieces, expected, "offset+length");
            }};
}

const std::vector<Row> ROWS{
    Learns("IPv4: the reported next-hop MTU is taken", "RFC 1191 4", V4, 1300, 1500, 1300),
    Learns("IPv6: the reported MTU is taken", "RFC 8201 4", V6, 1400, 1500, 1400),
    Learns("IPv4: never below 68", "RFC 1191 3", V4, 20, 1500, 68),
    Learns("IPv6: never below 1280", "RFC 8201 4", V6, 600, 1500, 1280),
    Learns("a message about a packet that would fit is not believed",
           "RFC 8201 4",
           V6,
           1500,
           1400,
           0),
    Learns("IPv4: a router that reports 0 gives the plateau below a 1500 byte packet",
           "RFC 1191 7.1",
           V4,
           0,
           1500,
           1492),
    Learns("IPv4: and below a 1492 byte packet the next one", "RFC 1191 7.1", V4, 0, 1492, 1006),
    {"a later message lowers the estimate, but never raises it",
     "RFC 8201 4",
     [](Verdict& v) {
         PathMtuCache cache;
         v.True(cache.Learn(V6, 1400, 1500, 0), "first");
         v.True(!cache.Learn(V6, 1450, 1500, SECOND), "a larger one teaches nothing");
         v.True(cache.Learn(V6, 1300, 1400, SECOND), "a smaller one does");
         v.Equal(cache.Get(V6, 2 * SECOND), 1300u, "path MTU");
     }},
    {"an estimate is forgotten after ten minutes",
     "RFC 1191 6.3, RFC 8201 4",
     [](Verdict& v) {
         PathMtuCache cache;
         cache.Learn(V4, 1300, 1500, 5 * SECOND);
         v.Equal(cache.Get(V4, 604 * SECOND), 1300u, "after 9 min 59 s");
         v.Equal(cache.Get(V4, 605 * SECOND), 0u, "after 10 min");
         v.True(cache.Learn(V4, 1400, 1500, 606 * SECOND), "and may then be larger");
         v.Equal(cache.Get(V4, 607 * SECOND), 1400u, "path MTU");
         v.Equal(cache.GetSize(), size_t{1}, "size");
     }},
    {"destinations are apart, and of both families",
     "RFC 8201 5.2",
     [](Verdict& v) {
         PathMtuCache cache;
         cache.Learn(V4, 1300, 1500, 0);
         cache.Learn(V6, 1400, 1500, 0);
         v.Equal(cache.Get(V4, 1), 1300u, "IPv4");
         v.Equal(cache.Get(V6, 1), 1400u, "IPv6");
         v.Equal(cache.Get(V4.Plus(1), 1), 0u, "another");
     }},
    {"a flood of messages cannot fill the memory",
     "RFC 8201 6",
     [](Verdict& v) {
         PathMtuCache cache;
         for (uint64_t i = 0; i < 3 * PathMtuCache::CAPACITY; ++i)
         {
             cache.Learn(V6.Plus(i), 1300, 1500, static_cast<int64_t>(i));
         }
         v.True(cache.GetSize() <= PathMtuCache::CAPACITY, "bounded");
         v.Equal(cache.Get(V6.Plus(3 * PathMtuCache::CAPACITY - 1), 1), 1300u, "the newest stays");
     }},
    Cuts("1300 bytes for a room of 1280: the first piece is a multiple of 8",
         Pieces(1300, 1280),
         "0+1280> 1280+20. "),
    Cuts("an odd room is rounded down for all but the last",
         Pieces(3000, 1479),
         "0+1472> 1472+1472> 2944+56. "),
    Cuts("what fits is one piece", Pieces(100, 100), "0+100. "),
    Cuts("a last fragment goes on where it was", Pieces(24, 16, 800), "800+16> 816+8. "),
    Cuts("a fragment in the middle stays one", Pieces(24, 16, 800, true), "800+16> 816+8> "),
    Cuts("less than 8 bytes of room carry nothing", Pieces(24, 7), ""),
};

V6LAB_SUITE("v6lab-core-path-mtu", ROWS);

} // namespace
