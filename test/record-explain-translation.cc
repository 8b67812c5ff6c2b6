// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/explain.h"
#include "test/support/recorded.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Events;
using test::Row;
using test::Verdict;

namespace
{

/** The addresses and ports of one header. */
struct Ends
{
    const char* source;
    uint16_t sourcePort;
    const char* destination;
    uint16_t destinationPort;
};

/** What the packet is. */
enum class Carried : uint8_t
{
    Udp,
    Echo,  //!< an ICMP echo request
    Error, //!< ICMP time exceeded
};

void
Set(PacketFacts& facts, const Ends& ends)
{
    facts.source = *IpAddress::Parse(ends.source);
    facts.destination = *IpAddress::Parse(ends.destination);
    facts.sourcePort = ends.sourcePort;
    facts.destinationPort = ends.destinationPort;
    facts.family = facts.source.GetFamily();
}

/** A UDP packet that router r translates. */
PacketEvent
Translation(const Events& events, const char* translator, const Ends& before, const Ends& after)
{
    PacketEvent event = events.Make(Action::Translate, 1, 1, 64);
    event.translator = translator;
    Set(event.before, before);
    event.after = event.before;
    Set(*event.after, after);
    event.before.length = event.before.family == Family::V6 ? 112 : 92;
    event.after->length = event.after->family == Family::V6 ? 112 : 92;
    event.after->ttl = 63;
    return event;
}

void
MakeIcmp(PacketFacts& facts, Carried what)
{
    const bool v6 = facts.family == Family::V6;
    facts.protocol = v6 ? protocol::ICMPV6 : protocol::ICMPV4;
    facts.icmpType = what == Carried::Echo ? (v6 ? 128 : 8) : (v6 ? 3 : 11);
    facts.icmpError = what == Carried::Error;
}

/** What explain says of the translation: its two lines. */
std::string
Told(const Events& events, const PacketEvent& event)
{
    const auto database = Database::Create(":memory:");
    Recorder recorder(database, Events::Info(), RecordLevel::Packets);
    events.Prepare(recorder);
    recorder.OnHop(event);
    recorder.Finish(RunStatus::Complete);
    const std::string text = ToText(Explain(*database, SelectRun(*database, ""), "hello"));
    const size_t begin = text.find("translates");
    return begin == std::string::npos ? text : text.substr(begin);
}

Row
Tells(const std::string& sentence,
      const char* translator,
      const Ends& before,
      const Ends& after,
      const std::string& expected,
      Carried what = Carried::Udp)
{
    return {sentence, "", [=](Verdict& v) {
                const Events events;
                PacketEvent event = Translation(events, translator, before, after);
                if (what != Carried::Udp)
                {
                    MakeIcmp(event.before, what);
                    MakeIcmp(*event.after, what);
                }
                v.Equal(Told(events, event), expected, "text");
            }};
}

const std::vector<Row> ROWS{
    Tells("a NAT64's outbound packet: both headers, both TTLs, both lengths, and the binding",
          "nat64",
          {"2001:db8:1::6", 40000, "64:ff9b::c000:204", 7},
          {"203.0.113.1", 40002, "192.0.2.4", 7},
          "translates IPv6 udp [2001:db8:1::6]:40000 → [64:ff9b::c000:204]:7 becomes IPv4 udp "
          "203.0.113.1:40002 → 192.0.2.4:7, hop limit 64 → TTL 63, 112 → 92 bytes\n"
          "      translated by nat64: binding 2001:db8:1::6#40000 ↔ 203.0.113.1#40002, "
          "destination by prefix 64:ff9b::/96 [RFC 6146]\n"),
    Tells("a NAT64's inbound packet names the same binding the same way",
          "nat64",
          {"192.0.2.4", 7, "203.0.113.1", 40002},
          {"64:ff9b::c000:204", 7, "2001:db8:1::6", 40000},
          "translates IPv4 udp 192.0.2.4:7 → 203.0.113.1:40002 becomes IPv6 udp "
          "[64:ff9b::c000:204]:7 → [2001:db8:1::6]:40000, TTL 64 → hop limit 63, 92 → 112 bytes\n"
          "      translated by nat64: binding 2001:db8:1::6#40000 ↔ 203.0.113.1#40002, "
          "source by prefix 64:ff9b::/96 [RFC 6146]\n"),
    Tells("an echo request has its identifier changed at both ends, and still goes to a prefix",
          "nat64",
          {"2001:db8:1::6", 1, "64:ff9b::c000:204", 1},
          {"203.0.113.1", 34369, "192.0.2.4", 34369},
          "translates IPv6 icmpv6 echo request 2001:db8:1::6 → 64:ff9b::c000:204, id 1 becomes "
          "IPv4 icmp echo request 203.0.113.1 → 192.0.2.4, id 34369, hop limit 64 → TTL 63, 112 → "
          "92 bytes\n"
          "      translated by nat64: binding 2001:db8:1::6#1 ↔ 203.0.113.1#34369, destination by "
          "prefix 64:ff9b::/96 [RFC 6146]\n",
          Carried::Echo),
    Tells("a hairpin goes by two bindings",
          "nat64",
          {"2001:db8:1::6", 40000, "64:ff9b::cb00:7101", 8080},
          {"64:ff9b::cb00:7101", 40002, "2001:db8:1::7", 80},
          "translates udp [2001:db8:1::6]:40000 → [64:ff9b::cb00:7101]:8080 becomes udp "
          "[64:ff9b::cb00:7101]:40002 → [2001:db8:1::7]:80, hop limit 64 → 63, 112 bytes\n"
          "      translated by nat64: hairpin, source by binding 2001:db8:1::6#40000 ↔ "
          "64:ff9b::cb00:7101#40002, destination by binding 2001:db8:1::7#80 ↔ "
          "64:ff9b::cb00:7101#8080 [RFC 6146]\n"),
    Tells(
        "an ICMP error has no binding of its own",
        "nat64",
        {"192.0.2.9", 0, "203.0.113.1", 0},
        {"64:ff9b::c000:209", 0, "2001:db8:1::6", 0},
        "translates IPv4 icmp time exceeded 11/0 192.0.2.9 → 203.0.113.1 becomes IPv6 icmpv6 time "
        "exceeded 3/0 64:ff9b::c000:209 → 2001:db8:1::6, TTL 64 → hop limit 63, 92 → 112 bytes\n"
        "      translated by nat64: an ICMP error, by the binding of the packet that it quotes "
        "[RFC 6146]\n",
        Carried::Error),
    Tells("a stateless translator went by an explicit mapping and by the prefix",
          "siit",
          {"2001:db8:1::6", 40000, "2001:db8:64:cb00:71:900::", 7},
          {"192.0.2.33", 40000, "203.0.113.9", 7},
          "translates IPv6 udp [2001:db8:1::6]:40000 → [2001:db8:64:cb00:71:900::]:7 becomes IPv4 "
          "udp 192.0.2.33:40000 → 203.0.113.9:7, hop limit 64 → TTL 63, 112 → 92 bytes\n"
          "      translated by siit: source by explicit mapping 2001:db8:1::6#40000 ↔ "
          "192.0.2.33#40000, destination by prefix 2001:db8:64::/48 [RFC 7915]\n"),
    Tells("a stateless translator whose prefix holds both addresses",
          "siit",
          {"192.0.2.33", 40000, "198.51.100.2", 7},
          {"64:ff9b::c000:221", 40000, "64:ff9b::c633:6402", 7},
          "translates IPv4 udp 192.0.2.33:40000 → 198.51.100.2:7 becomes IPv6 udp "
          "[64:ff9b::c000:221]:40000 → [64:ff9b::c633:6402]:7, TTL 64 → hop limit 63, 92 → 112 "
          "bytes\n"
          "      translated by siit: both addresses by prefix 64:ff9b::/96 [RFC 7915]\n"),
    Tells(
        "of an ICMP error's source no mapping is claimed: routers may have a borrowed one",
        "siit",
        {"2001:db8:9::1", 0, "64:ff9b::c000:204", 0},
        {"198.51.100.77", 0, "192.0.2.4", 0},
        "translates IPv6 icmpv6 time exceeded 3/0 2001:db8:9::1 → 64:ff9b::c000:204 becomes IPv4 "
        "icmp time exceeded 11/0 198.51.100.77 → 192.0.2.4, hop limit 64 → TTL 63, 112 → 92 bytes\n"
        "      translated by siit: source by 2001:db8:9::1 ↔ 198.51.100.77, destination by "
        "prefix 64:ff9b::/96 [RFC 7915]\n",
        Carried::Error),
    Tells("a router without an IPv4 address gets a stand-in at a CLAT, no mapping",
          "clat",
          {"2001:db8:9::1", 0, "2001:db8:cafe::1", 0},
          {"192.0.0.8", 0, "192.168.1.5", 0},
          "translates IPv6 icmpv6 time exceeded 3/0 2001:db8:9::1 → 2001:db8:cafe::1 becomes IPv4 "
          "icmp time exceeded 11/0 192.0.0.8 → 192.168.1.5, hop limit 64 → TTL 63, 112 → 92 bytes\n"
          "      translated by clat: source 192.0.0.8 stands for a router without an IPv4 address, "
          "destination by 2001:db8:cafe::1 ↔ 192.168.1.5 [RFC 6791 3]\n",
          Carried::Error),
    Tells("a CLAT that shares an address shows the port that it chose",
          "clat",
          {"192.168.1.5", 1000, "192.0.2.4", 7},
          {"2001:db8:cafe::1", 1024, "2001:db8:1234::c000:204", 7},
          "translates IPv4 udp 192.168.1.5:1000 → 192.0.2.4:7 becomes IPv6 udp "
          "[2001:db8:cafe::1]:1024 → [2001:db8:1234::c000:204]:7, TTL 64 → hop limit 63, 92 → 112 "
          "bytes\n"
          "      translated by clat: source by 2001:db8:cafe::1#1024 ↔ 192.168.1.5#1000, "
          "destination by prefix 2001:db8:1234::/96 [RFC 6877]\n"),
    Tells("virtual IPv6, inbound: the binding of the peer, and the prefix of the host",
          "virtual-ipv6",
          {"2001:db8:ffff::10", 40000, "2001:db8:64::a00:5", 7},
          {"10.64.0.1", 40000, "10.0.0.5", 7},
          "translates IPv6 udp [2001:db8:ffff::10]:40000 → [2001:db8:64::a00:5]:7 becomes IPv4 udp "
          "10.64.0.1:40000 → 10.0.0.5:7, hop limit 64 → TTL 63, 112 → 92 bytes\n"
          "      translated by virtual-ipv6: source by binding 2001:db8:ffff::10 ↔ 10.64.0.1, "
          "destination by prefix 2001:db8:64::/96 "
          "[draft-vogt-durand-virtual-ip6-connectivity]\n"),
    Tells("virtual IPv6, outbound, names the same binding the same way; a host may be mapped",
          "virtual-ipv6",
          {"10.0.0.5", 50000, "10.64.0.1", 7},
          {"2001:db8:e::5", 50000, "2001:db8:ffff::10", 7},
          "translates IPv4 udp 10.0.0.5:50000 → 10.64.0.1:7 becomes IPv6 udp "
          "[2001:db8:e::5]:50000 → [2001:db8:ffff::10]:7, TTL 64 → hop limit 63, 92 → 112 bytes\n"
          "      translated by virtual-ipv6: source by explicit mapping 2001:db8:e::5#50000 ↔ "
          "10.0.0.5#50000, destination by binding 2001:db8:ffff::10 ↔ 10.64.0.1 "
          "[draft-vogt-durand-virtual-ip6-connectivity]\n"),
    {"translations are listed by time, whichever packets they are of",
     "",
     [](Verdict& v) {
         const Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Packets);
         events.Prepare(recorder);
         const auto translate = [&](uint32_t packet, int64_t ms) {
             ns3::Simulator::Schedule(ns3::MilliSeconds(ms), [&events, &recorder, packet] {
                 PacketEvent event = Translation(events,
                                                 "siit",
                                                 {"192.0.2.33", 1, "198.51.100.2", 7},
                                                 {"64:ff9b::c000:221", 1, "64:ff9b::c633:6402", 7});
                 event.identity = PacketIdentity(1, packet);
                 recorder.OnHop(event);
             });
         };
         translate(2, 1);
         translate(1, 2);
         translate(2, 3);
         translate(3, 3);
         ns3::Simulator::Run();
         recorder.Finish(RunStatus::Complete);
         v.Equal(test::One(*database, "SELECT group_concat(packet_id) FROM v_translation"),
                 "2,1,2,3",
                 "packets");
     }},
    {"the kind of a translation is the translator's word",
     "the interface's Database table",
     [](Verdict& v) {
         const Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Packets);
         events.Prepare(recorder);
         for (const char* kind : {"siit", "nat64", "clat", "virtual-ipv6"})
         {
             recorder.OnHop(Translation(events,
                                        kind,
                                        {"192.0.2.33", 1, "198.51.100.2", 7},
                                        {"64:ff9b::c000:221", 1, "64:ff9b::c633:6402", 7}));
         }
         recorder.Finish(RunStatus::Complete);
         v.Equal(
             test::One(
                 *database,
                 "SELECT group_concat(kind) FROM (SELECT kind FROM v_translation ORDER BY kind)"),
             "clat,nat64,siit,virtual-ipv6",
             "kinds");
     }},
};

V6LAB_SUITE("v6lab-record-explain-translation", ROWS);

} // namespace
