// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/siit-bed.h"

#include <map>

namespace ns3::v6lab::test
{

namespace
{

/** An ICMPv4 error from a router about a UDP packet that HOST6 sent. */
Bytes
Error4(uint8_t type, uint8_t code, uint32_t word, size_t total = 44)
{
    const Bytes quoted = Maker::V4().From(HOST6_IN4).To(HOST4).Udp(total - 28);
    return Maker::V4().From(ROUTER4).Upper(protocol::ICMPV4, Icmp(type, code, word, quoted));
}

/** An ICMPv6 error from HOST6 about a UDP packet that HOST4 sent. */
Bytes
Error6(uint8_t type, uint8_t code, uint32_t word)
{
    const Bytes quoted = Maker::V6().From(HOST4_IN6).To(HOST6).Udp(16);
    return Maker::V6().Upper(protocol::ICMPV6, Icmp(type, code, word, quoted));
}

/** What an error became, as "type/code word", or "" if nothing left. */
std::string
Became(const Bytes& packet, Verdict& v, const SiitBed& like = SiitBed())
{
    SiitBed bed;
    bed.settings = like.settings;
    bed.around = like.around;
    const Answer answer = bed.Send(packet);
    if (answer.IsSilent())
    {
        v.Equal(Describe(answer.reason).word, "icmp-not-translatable", "reason");
        return "";
    }
    const Seen seen = answer.Only();
    v.Equal(seen.Faults(), "", "faults");
    v.Equal(answer.errors.size(), 0u, "own errors");
    return std::to_string(seen.Type()) + "/" + std::to_string(seen.Code()) + " " +
           std::to_string(seen.Word());
}

const std::map<int, std::string> UNREACHABLE_TO6{{0, "1/0 0"},
                                                 {1, "1/0 0"},
                                                 {2, "4/1 6"},
                                                 {3, "1/4 0"},
                                                 {4, "2/0 1420"},
                                                 {5, "1/0 0"},
                                                 {6, "1/0 0"},
                                                 {7, "1/0 0"},
                                                 {8, "1/0 0"},
                                                 {9, "1/1 0"},
                                                 {10, "1/1 0"},
                                                 {11, "1/0 0"},
                                                 {12, "1/0 0"},
                                                 {13, "1/1 0"},
                                                 {15, "1/1 0"}};

/** RFC 7915 figure 3, and nothing for the pointers that it leaves out. */
const std::map<int, int> POINTER_TO6{{0, 0},
                                     {1, 1},
                                     {2, 4},
                                     {3, 4},
                                     {8, 7},
                                     {9, 6},
                                     {12, 8},
                                     {13, 8},
                                     {14, 8},
                                     {15, 8},
                                     {16, 24},
                                     {17, 24},
                                     {18, 24},
                                     {19, 24}};

std::string
Found(const std::map<int, std::string>& table, int key)
{
    const auto found = table.find(key);
    return found == table.end() ? "" : found->second;
}

/** RFC 7915 figure 6; -1 for the pointers that have no counterpart. */
int
PointerTo4(int pointer)
{
    const std::map<int, int> table{{0, 0}, {1, 1}, {4, 2}, {5, 2}, {6, 9}, {7, 8}};
    const auto found = table.find(pointer);
    return found != table.end()             ? found->second
           : pointer >= 8 && pointer <= 23  ? 12
           : pointer >= 24 && pointer <= 39 ? 16
                                            : -1;
}

const std::vector<Row> ROWS{
    {"echo requests and replies keep code, identifier, sequence and data, from IPv4",
     "RFC 7915 4.2, 7915-050, 7915-067",
     [](Verdict& v) {
         SiitBed bed;
         for (const auto& [before, after] : std::map<uint8_t, int>{{8, 128}, {0, 129}})
         {
             const Bytes packet = Maker::V4().Upper(1, Icmp(before, 0, 0x00770001, Bytes(33, 9)));
             const Seen seen = bed.Send(packet).Only();
             v.Equal(seen.Type(), after, "type");
             v.Equal(seen.Word(), 0x00770001u, "identifier and sequence");
             v.Equal(ToHex(seen.Upper()).substr(16), ToHex(Bytes(33, 9)), "data");
             v.Equal(seen.Faults(), "", "faults");
         }
     }},
    {"echo requests and replies keep code, identifier, sequence and data, from IPv6",
     "RFC 7915 5.2, 7915-140",
     [](Verdict& v) {
         SiitBed bed;
         for (const auto& [before, after] : std::map<uint8_t, int>{{128, 8}, {129, 0}})
         {
             const Bytes packet = Maker::V6().Upper(58, Icmp(before, 0, 0x00770001, Bytes(33, 9)));
             const Seen seen = bed.Send(packet).Only();
             v.Equal(seen.Type(), after, "type");
             v.Equal(seen.Word(), 0x00770001u, "identifier and sequence");
             v.Equal(seen.Faults(), "", "faults");
         }
     }},
    {"ICMPv4 messages without a counterpart are silently dropped",
     "RFC 7915 4.2, 7915-051, 7915-052, 7915-053, 7915-063",
     [](Verdict& v) {
         for (const int type : {1, 2, 4, 5, 6, 7, 9, 10, 13, 14, 15, 16, 17, 18, 40, 42, 253, 255})
         {
             v.Equal(Became(Error4(static_cast<uint8_t>(type), 0, 0), v), "", "ICMPv4");
         }
     }},
    {"every code of ICMPv4 Destination Unreachable becomes what the table says",
     "RFC 7915 4.2, 7915-055, 7915-056, 7915-057, 7915-060, 7915-061, 7915-062",
     [](Verdict& v) {
         for (int code = 0; code <= 20; ++code)
         {
             v.Equal(Became(Error4(3, static_cast<uint8_t>(code), code == 4 ? 1400 : 0), v),
                     Found(UNREACHABLE_TO6, code),
                     "code " + std::to_string(code));
         }
     }},
    {"Time Exceeded keeps its code both ways",
     "RFC 7915 4.2, 5.2, 7915-064, 7915-144",
     [](Verdict& v) {
         for (const uint8_t code : {0, 1})
         {
             v.Equal(Became(Error4(11, code, 0), v), "3/" + std::to_string(code) + " 0", "to 6");
             v.Equal(Became(Error6(3, code, 0), v), "11/" + std::to_string(code) + " 0", "to 4");
         }
     }},
    {"the pointers of figure 3 are mapped, any other drops the ICMPv4 Parameter Problem",
     "RFC 7915 4.2, 7915-065",
     [](Verdict& v) {
         for (int pointer = 0; pointer <= 30; ++pointer)
         {
             const auto found = POINTER_TO6.find(pointer);
             const std::string expected =
                 found == POINTER_TO6.end() ? "" : "4/0 " + std::to_string(found->second);
             for (const uint8_t code : {0, 2})
             {
                 v.Equal(Became(Error4(12, code, uint32_t(pointer) << 24), v),
                         expected,
                         "pointer " + std::to_string(pointer));
             }
         }
     }},
    {"a missing option and unknown codes drop the ICMPv4 Parameter Problem",
     "RFC 7915 4.2, 7915-066",
     [](Verdict& v) {
         for (const uint8_t code : {1, 3, 77})
         {
             v.Equal(Became(Error4(12, code, 0), v), "", "code");
         }
     }},
    {"a plateau stands in for an MTU of 0, and never falls below 1280",
     "RFC 7915 4.2, RFC 1191 7.1, 7915-059",
     [](Verdict& v) {
         SiitBed wide;
         wide.around.mtu4 = 70000;
         wide.around.mtu6 = 70000;
         for (const auto& [length, mtu] : std::map<size_t, int>{{1300, 1280},
                                                                {1492, 1280},
                                                                {1500, 1512},
                                                                {2002, 1512},
                                                                {2003, 2022},
                                                                {9000, 8186},
                                                                {17914, 8186},
                                                                {65507, 32020}})
         {
             v.Equal(Became(Error4(3, 4, 0, length), v, wide),
                     "2/0 " + std::to_string(mtu),
                     std::to_string(length));
         }
         v.Equal(Became(Error4(3, 4, 0, 1500), v), "2/0 1500", "behind an MTU of 1500");
     }},
    {"ICMPv6 messages without a counterpart are silently dropped",
     "RFC 7915 5.2, 7915-141, 7915-146",
     [](Verdict& v) {
         for (int type = 5; type <= 255; ++type)
         {
             if (type != 128 && type != 129)
             {
                 v.Equal(Became(Error6(static_cast<uint8_t>(type), 0, 0), v),
                         "",
                         "type " + std::to_string(type));
             }
         }
     }},
    {"messages of one link only get no answer about their hop limit of 1, others do",
     "RFC 7915 4.2, 5.2, 7915-052, 7915-054, 7915-141",
     [](Verdict& v) {
         SiitBed bed;
         const auto became = [&bed](const Bytes& packet) {
             const Answer answer = bed.Send(packet);
             return std::string(Describe(answer.reason).word) + " " +
                    std::to_string(answer.errors.size());
         };
         for (const uint8_t type : {130, 131, 132, 133, 134, 135, 136, 137, 143})
         {
             const Bytes message = Icmp(type, 0, 0, Bytes(20));
             v.Equal(became(Maker::V6().Ttl(1).Upper(protocol::ICMPV6, message)),
                     "icmp-not-translatable 0",
                     "ICMPv6 " + std::to_string(type));
         }
         for (const uint8_t type : {9, 10})
         {
             v.Equal(became(Maker::V4().Ttl(1).Upper(1, Icmp(type, 0, 0, Bytes(20)))),
                     "icmp-not-translatable 0",
                     "ICMPv4 " + std::to_string(type));
         }
         v.Equal(became(Maker::V4().Ttl(1).Upper(2, Bytes(8))), "icmp-not-translatable 0", "IGMP");
         v.Equal(became(Maker::V6().Ttl(1).Upper(protocol::ICMPV6, Icmp(128, 0, 0, Bytes(20)))),
                 "hop-limit-exceeded 1",
                 "an echo request");
     }},
    {"every code of ICMPv6 Destination Unreachable becomes what the table says",
     "RFC 7915 5.2, 7915-142",
     [](Verdict& v) {
         const std::map<int, std::string> table{{0, "3/1 0"},
                                                {1, "3/10 0"},
                                                {2, "3/1 0"},
                                                {3, "3/1 0"},
                                                {4, "3/3 0"}};
         for (int code = 0; code <= 9; ++code)
         {
             v.Equal(Became(Error6(1, static_cast<uint8_t>(code), 0), v),
                     Found(table, code),
                     "code");
         }
     }},
    {"the pointers of figure 6 are mapped, any other drops the ICMPv6 Parameter Problem",
     "RFC 7915 5.2, 7915-145",
     [](Verdict& v) {
         for (int pointer = 0; pointer <= 50; ++pointer)
         {
             const int mapped = PointerTo4(pointer);
             const std::string expected =
                 mapped < 0 ? "" : "12/0 " + std::to_string(uint32_t(mapped) << 24);
             v.Equal(Became(Error6(4, 0, uint32_t(pointer)), v),
                     expected,
                     "pointer " + std::to_string(pointer));
         }
     }},
    {"an unknown next header becomes 3/2, an unknown option nothing",
     "RFC 7915 5.2, 7915-146",
     [](Verdict& v) {
         v.Equal(Became(Error6(4, 1, 6), v), "3/2 0", "4/1");
         v.Equal(Became(Error6(4, 2, 40), v), "", "4/2");
         v.Equal(Became(Error6(4, 3, 40), v), "", "4/3");
     }},
    {"a wrong checksum of an ICMP error, or of the IPv4 header that it quotes, drops it",
     "RFC 5508 3, 7915-086",
     [](Verdict& v) {
         Bytes outer = Error4(3, 1, 0);
         outer[22] ^= 1;
         SiitBed bed;
         ExpectSilence(v, bed.Send(outer), Reason::BadIcmpChecksum, "outer");
         Bytes quoted = Maker::V4().From(HOST6_IN4).To(HOST4);
         quoted[10] ^= 1;
         const Bytes inner = Maker::V4().From(ROUTER4).Upper(1, Icmp(3, 1, 0, quoted));
         ExpectSilence(v, bed.Send(inner), Reason::BadIcmpChecksum, "quoted header");
         Bytes six = Error6(1, 4, 0);
         six[42] ^= 1;
         ExpectSilence(v, bed.Send(six), Reason::BadIcmpChecksum, "ICMPv6");
     }},
    {"the checksum of a quoted UDP header does not matter",
     "RFC 5508 3, 7915-086",
     [](Verdict& v) {
         Bytes quoted = Maker::V4().From(HOST6_IN4).To(HOST4);
         quoted[26] ^= 1;
         const Bytes packet = Maker::V4().From(ROUTER4).Upper(1, Icmp(3, 1, 0, quoted));
         v.Equal(Became(packet, v), "1/0 0", "error");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-translation-icmp", ROWS);

} // namespace ns3::v6lab::test
