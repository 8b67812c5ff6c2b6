// SPDX-License-Identifier: GPL-2.0-only
// BGP messages as bytes: drawn from the figures of the RFCs; test/cli/bgp.bats shows them to
// tshark.
#include "model/core/bgp/message-stream.h"
#include "model/core/bgp/update-writer.h"
#include "test/support/bgp-lab.h"
#include "test/support/json-data.h"
#include "test/support/source-folder.h"

#include <set>

using namespace ns3::v6lab;
using namespace ns3::v6lab::bgp;
using test::BgpAddr;
using test::BgpBytes;
using test::BgpHex;
using test::Net;
using test::Row;
using test::Verdict;

namespace
{

std::string
Vector(const std::string& name)
{
    std::ifstream file(test::SourceFolder() + "/test/data/bgp-messages.tsv");
    for (std::string line; std::getline(file, line);)
    {
        if (line.rfind(name + "\t", 0) == 0)
        {
            return line.substr(line.rfind('\t') + 1);
        }
    }
    throw std::invalid_argument("no such message: " + name);
}

template <typename Kind>
Kind
Read(const std::string& hex, const WireContext& context = {})
{
    const auto read = Decode(BgpBytes(hex), context);
    if (const auto* error = std::get_if<Error>(&read))
    {
        throw std::runtime_error(ToText(*error));
    }
    return std::get<Kind>(std::get<Message>(read));
}

std::string
Text(const std::vector<Prefix>& prefixes)
{
    std::string text;
    for (const auto& prefix : prefixes)
    {
        text += (text.empty() ? "" : " ") + prefix.ToString();
    }
    return text;
}

Open
FullOpen()
{
    Open open;
    open.as = 4200000001;
    open.holdSeconds = 180;
    open.routerId = 0xc0000201;
    open.families = {Family::V4, Family::V6};
    return open;
}

void
OpenBytes(Verdict& v)
{
    v.Equal(BgpHex(Encode(FullOpen())), Vector("open"), "with capabilities");
    const auto read = Read<Open>(Vector("open"));
    v.Equal(read.as, 4200000001u, "AS");
    v.Equal(read.holdSeconds, 180, "hold time");
    v.Equal(read.routerId, 0xc0000201u, "identifier");
    v.True(read.fourOctetAs, "four octets");
    v.True(read.families == FullOpen().families, "families");
    Open plain;
    plain.as = 12076;
    plain.holdSeconds = 90;
    plain.routerId = 0x0a000001;
    plain.fourOctetAs = false;
    v.Equal(BgpHex(Encode(plain)), Vector("open-plain"), "without");
    const auto old = Read<Open>(Vector("open-plain"));
    v.True(old.as == 12076 && !old.fourOctetAs && old.families.empty(), "of an old speaker");
}

void
OtherCapabilities(Verdict& v)
{
    const auto read = Read<Open>(Vector("open-other-capabilities"));
    v.Equal(read.as, 65010u, "AS");
    v.True(read.families == std::vector<Family>{Family::V6}, "of AFIs and SAFIs only IPv6 unicast");
}

PathAttributes
FullAttributes()
{
    PathAttributes attributes;
    attributes.origin = Origin::Incomplete;
    attributes.asPath =
        AsPath({{SegmentKind::Sequence, {12076, 4200000001}}, {SegmentKind::Set, {64512, 64513}}});
    attributes.med = 50;
    attributes.localPref = 200;
    attributes.atomicAggregate = true;
    attributes.aggregator = Aggregator{64512, 0xc0000201};
    attributes.others = {{8, BgpBytes("fde80001")}}; // COMMUNITIES
    return attributes;
}

void
UpdateV4(Verdict& v)
{
    const Announcement routes{BgpAddr("192.0.2.1"),
                              {Net("10.1.0.0/16"), Net("0.0.0.0/0"), Net("198.51.100.128/25")}};
    const auto messages = EncodeAnnouncement(FullAttributes(), routes, true);
    v.Equal(messages.size(), size_t{1}, "messages");
    v.Equal(BgpHex(messages.at(0)), Vector("update-ipv4"), "bytes");
    const auto read = Read<Update>(Vector("update-ipv4"), {true, true});
    v.True(*read.attributes == FullAttributes(), "attributes");
    v.Equal(read.announcements.at(0).nextHop.ToString(), "192.0.2.1", "next hop");
    v.Equal(Text(read.announcements[0].prefixes),
            "10.1.0.0/16 0.0.0.0/0 198.51.100.128/25",
            "prefixes");
    v.Equal(read.faults.size(), size_t{0}, "faults");
}

void
UpdateV6(Verdict& v)
{
    PathAttributes attributes;
    attributes.asPath = AsPath(std::vector<uint32_t>{65515});
    const Announcement routes{BgpAddr("2001:db8::1"), {Net("fd00:db8:1::/56"), Net("::/0")}};
    const auto messages = EncodeAnnouncement(attributes, routes, true);
    v.Equal(BgpHex(messages.at(0)), Vector("update-ipv6"), "bytes");
    const auto read = Read<Update>(Vector("update-ipv6"));
    v.Equal(read.announcements.at(0).nextHop.ToString(), "2001:db8::1", "next hop");
    v.Equal(Text(read.announcements[0].prefixes), "fd00:db8:1::/56 ::/0", "prefixes");
    v.Equal(read.faults.size(), size_t{0}, "NEXT_HOP is not missed");
    const auto both = Read<Update>(Vector("update-ipv6-link-local"));
    v.Equal(both.announcements.at(0).nextHop.ToString(), "2001:db8::1", "the global next hop");
    v.Equal(Text(both.announcements[0].prefixes), "2001:db8:1::/48", "behind two next hops");
}

void
Withdrawals(Verdict& v)
{
    const auto messages =
        EncodeWithdrawal({Net("10.1.0.0/16"), Net("fd00:db8:1::/56"), Net("198.51.100.128/25")});
    v.Equal(messages.size(), size_t{2}, "one per family");
    v.Equal(BgpHex(messages.at(0)), Vector("withdraw-ipv4"), "IPv4");
    v.Equal(BgpHex(messages.at(1)), Vector("withdraw-ipv6"), "IPv6");
    v.Equal(Text(Read<Update>(Vector("withdraw-ipv4")).withdrawn),
            "10.1.0.0/16 198.51.100.128/25",
            "read IPv4");
    v.Equal(Text(Read<Update>(Vector("withdraw-ipv6")).withdrawn), "fd00:db8:1::/56", "read IPv6");
    v.True(!Read<Update>(Vector("end-of-rib")).attributes, "an UPDATE that says nothing");
}

void
Others(Verdict& v)
{
    v.Equal(BgpHex(Encode(Keepalive())), Vector("keepalive"), "KEEPALIVE");
    const Error error{ErrorCode::OpenMessage, subcode::UNSUPPORTED_VERSION, {0, 4}};
    v.Equal(BgpHex(Encode(Notification{error})), Vector("notification"), "NOTIFICATION");
    v.True(Read<Notification>(Vector("notification")).error == error, "read");
    v.Equal(ToText(error), "OPEN Message Error: Unsupported Version Number (2/1)", "in words");
    v.Equal(ToText({ErrorCode::HoldTimerExpired, 0, {}}), "Hold Timer Expired (4/0)", "in words");
    v.Equal(ToText({static_cast<ErrorCode>(9), 7, {}}), "Unknown Error (9/7)", "in words");
    Error endless{ErrorCode::Cease, 0, Bytes(5000, 1)};
    v.Equal(Encode(Notification{endless}).size(), MAX_MESSAGE_SIZE, "of 4096 bytes at most");
}

void
OldSpeaker(Verdict& v)
{
    PathAttributes attributes;
    attributes.asPath = AsPath(std::vector<uint32_t>{12076, 4200000001});
    attributes.aggregator = Aggregator{4200000001, 0xc0000201};
    const Announcement routes{BgpAddr("192.0.2.1"), {Net("10.1.0.0/16")}};
    const auto message = EncodeAnnouncement(attributes, routes, false).at(0);
    v.Equal(BgpHex(message), Vector("update-as4"), "bytes");
    const auto read = Read<Update>(Vector("update-as4"), {false, false});
    v.Equal(read.attributes->asPath.ToString(), "12076-4200000001", "put together");
    v.True(read.attributes->aggregator == attributes.aggregator, "aggregator");
    const auto behind = Read<Update>(Vector("update-as4-behind"), {false, false});
    v.Equal(behind.attributes->asPath.ToString(),
            "65001-12076-4200000001",
            "two-octet speakers in front stay");
    const auto wide = Read<Update>(Vector("update-as4-unasked"), {true, false});
    v.Equal(wide.attributes->asPath.ToString(), "12076", "not heeded from a new speaker");
    v.True(wide.attributes->others.empty(), "nor passed on");
}

void
Paths(Verdict& v)
{
    AsPath path(std::vector<uint32_t>(254, 64512));
    path.Prepend(65515, 3);
    v.Equal(path.GetSegments().size(), size_t{2}, "a segment holds 255");
    v.Equal(path.GetSegments().front().ases.size(), size_t{2}, "the new one the rest");
    v.Equal(path.GetLength(), size_t{257}, "length");
    v.Equal(path.GetFirst().value_or(0), 65515u, "first");
    const AsPath set({{SegmentKind::Set, {1, 2, 3}}, {SegmentKind::Sequence, {4, 5}}});
    v.Equal(set.GetLength(), size_t{3}, "a set counts as one");
    v.Equal(set.ToString(), "{1,2,3}-4-5", "text");
    v.True(!set.GetFirst(), "a set has no first");
    v.Equal(set.Count(3), size_t{1}, "but members");
    const AsPath mixed(
        std::vector<uint32_t>{64511, 64512, 65534, 65535, 4199999999, 4200000000, 4294967294});
    v.Equal(mixed.WithoutPrivate().ToString(), "64511-65535-4199999999", "RFC 6996's ranges");
    v.True(AsPath(std::vector<uint32_t>{64512}).WithoutPrivate().IsEmpty(), "nothing left");
}

/** 3,000 routes come in messages of at most 4096 bytes, none lost and none twice. */
void
Splitting(Verdict& v, bool v6)
{
    Announcement routes{v6 ? BgpAddr("2001:db8::1") : BgpAddr("192.0.2.1"), {}};
    for (uint32_t i = 0; i < 3000; ++i)
    {
        routes.prefixes.push_back(v6 ? Prefix(BgpAddr("2001:db8::").Plus(i), 128)
                                     : Prefix(IpAddress::V4(0x0a000000 + (i << 8)), 24));
    }
    PathAttributes attributes;
    attributes.asPath = AsPath(std::vector<uint32_t>(250, 65515));
    std::set<Prefix> heard;
    size_t count = 0;
    const auto messages = EncodeAnnouncement(attributes, routes, true);
    for (const auto& message : messages)
    {
        v.True(message.size() <= MAX_MESSAGE_SIZE, "size");
        v.True(message.size() > 4000 || &message == &messages.back(), "is filled");
        for (const auto& said : Read<Update>(BgpHex(message)).announcements)
        {
            heard.insert(said.prefixes.begin(), said.prefixes.end());
            count += said.prefixes.size();
        }
    }
    v.True(count == 3000 && heard.size() == 3000, "all, once");
    count = 0;
    for (const auto& message : EncodeWithdrawal(routes.prefixes))
    {
        v.True(message.size() <= MAX_MESSAGE_SIZE, "size");
        count += Read<Update>(BgpHex(message)).withdrawn.size();
    }
    v.Equal(count, size_t{3000}, "withdrawn");
    attributes.asPath = AsPath(
        std::vector<AsSegment>(5, {SegmentKind::Sequence, std::vector<uint32_t>(250, 65515)}));
    v.True(!Fits(attributes, true), "a path of 1,250 ASes leaves no room");
}

void
Stream(Verdict& v)
{
    std::string all;
    for (const char* name : {"open", "keepalive", "update-ipv4", "keepalive", "withdraw-ipv6"})
    {
        all += Vector(name);
    }
    const Bytes bytes = BgpBytes(all);
    for (size_t piece = 1; piece <= bytes.size(); ++piece)
    {
        MessageStream stream;
        std::string out;
        size_t count = 0;
        for (size_t at = 0; at < bytes.size(); at += piece)
        {
            stream.Put(bytes.data() + at, std::min(piece, bytes.size() - at));
            while (true)
            {
                const auto next = stream.Take();
                if (!std::holds_alternative<Bytes>(next))
                {
                    v.True(std::holds_alternative<std::monostate>(next), "no error");
                    break;
                }
                out += BgpHex(std::get<Bytes>(next));
                ++count;
            }
        }
        v.Equal(count, size_t{5}, "messages in pieces of " + std::to_string(piece));
        v.True(out == all, "the same bytes");
    }
}

const std::vector<Row> ROWS{
    {"an OPEN with its capabilities is what the RFCs draw, AS_TRANS where the AS does not fit, and "
     "is read back",
     "RFC 4271 4.2, RFC 5492 4, RFC 4760 8, RFC 6793 3, 9",
     OpenBytes},
    {"capabilities we do not know are skipped, in one parameter or many",
     "RFC 5492 3, 4",
     OtherCapabilities},
    {"an UPDATE with every attribute and prefixes that fill no whole byte",
     "RFC 4271 4.3, 5.1, RFC 6793 4.1",
     UpdateV4},
    {"IPv6 routes stand in MP_REACH_NLRI, which comes first, with one next hop or two",
     "RFC 4760 3, RFC 2545 3, RFC 7606 5.1",
     UpdateV6},
    {"withdrawn routes: a field for IPv4, MP_UNREACH_NLRI for IPv6",
     "RFC 4271 4.3, RFC 4760 4",
     Withdrawals},
    {"KEEPALIVE and NOTIFICATION", "RFC 4271 4.4, 4.5", Others},
    {"to and from a speaker of two-octet AS numbers the path goes through AS4_PATH",
     "RFC 6793 4.1, 4.2.2, 4.2.3",
     OldSpeaker},
    {"AS paths: segments of 255, sets, private numbers",
     "RFC 4271 5.1.2, 9.1.2.2, RFC 6996 5",
     Paths},
    {"3,000 IPv4 routes are cut into messages",
     "RFC 4271 4.1",
     [](Verdict& v) { Splitting(v, false); }},
    {"3,000 IPv6 routes are cut into messages",
     "RFC 4271 4.1",
     [](Verdict& v) { Splitting(v, true); }},
    {"a TCP stream gives the messages, however it is cut", "RFC 4271 4.1", Stream},
};

V6LAB_SUITE("v6lab-core-bgp-wire", ROWS);

} // namespace
