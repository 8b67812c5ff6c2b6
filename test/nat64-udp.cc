// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/profile-choices.h"
#include "test/support/nat64-lab.h"

#include <set>

using namespace ns3::v6lab;
using test::Row;
using namespace ns3::v6lab::test::flow;

namespace
{

const End N6{"2001:db8::1", 5000};
const End N4{"192.0.2.1", 53};
const End N4_IN6{"64:ff9b::192.0.2.1", 53};
const End POOL{"203.0.113.1", 5000};

const std::vector<Row> ROWS{
    {"the first packet of a host makes a binding and a session, and is translated",
     "RFC 6146 3.5.1, 6146-20, 6146-14",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Expect(v, Udp(N6, N4_IN6), {Udp(POOL, N4, {1, 2, 3, 4}, 63)}, "out");
         v.Equal(lab.heard, "+b +s ", "the watch");
         const auto sessions = lab.core.GetSessions();
         v.Equal(sessions.size(), size_t{1}, "sessions");
         v.Equal(ToText(sessions[0].inside), "2001:db8::1#5000", "X', x");
         v.Equal(ToText(sessions[0].remote6), "64:ff9b::c000:201#53", "Y', y");
         v.Equal(ToText(sessions[0].outside), "203.0.113.1#5000", "T, t");
         v.Equal(ToText(sessions[0].remote4), "192.0.2.1#53", "Z, z");
     }},
    {"the answer finds its way back",
     "RFC 6146 3.5.1, 3.7, 6146-14",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6));
         lab.Expect(v, Udp(N4, POOL, {7, 7}), {Udp(N4_IN6, N6, {7, 7}, 63)}, "back");
     }},
    {"a translator that gets the bytes one header at a time does the same",
     "RFC 6146 3.7, 6146-14",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.atHand = 1;
         lab.Expect(v, Udp(N6, N4_IN6), {Udp(POOL, N4, {1, 2, 3, 4}, 63)}, "out");
         lab.Expect(v, Udp(N4, POOL, {7, 7}), {Udp(N4_IN6, N6, {7, 7}, 63)}, "back");
     }},
    {"the mapping does not depend on the destination",
     "RFC 6146 5.2, 6146-21",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6));
         const End other{"198.51.100.7", 999};
         lab.Expect(v,
                    Udp(N6, {In6(other.address), other.port}),
                    {Udp(POOL, other, {1, 2, 3, 4}, 63)},
                    "to another host and port");
         v.Equal(lab.Bindings().size(), size_t{1}, "bindings");
         v.Equal(lab.Sessions().size(), size_t{2}, "sessions");
     }},
    {"all flows of a host have one IPv4 address, of whatever protocol",
     "RFC 6146 3.5.1.1, 3.5.2.3, 3.5.3, 6146-22, 6146-64, 6146-71",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.pool.ranges = {Range("203.0.113.1", "203.0.113.4")};
         Nat64Lab lab(settings);
         for (uint16_t i = 0; i < 500; ++i)
         {
             lab.Send(Udp({"2001:db8::1", static_cast<uint16_t>(2000 + i)}, N4_IN6));
         }
         lab.Send(Tcp({"2001:db8::1", 2000}, N4_IN6, tcp::SYN));
         lab.Send(Echo("2001:db8::1", N4_IN6.address, 128, 77));
         std::set<std::string> addresses;
         for (const auto& binding : lab.core.GetBindings())
         {
             addresses.insert(binding.outside.address.ToString());
         }
         v.Equal(lab.core.GetBindings().size(), size_t{502}, "bindings");
         v.Equal(addresses.size(), size_t{1}, "addresses");
     }},
    {"one port may serve UDP and TCP, but no two hosts in one table",
     "RFC 6146 3.5.1.1, 6146-25, 6146-02",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6));
         lab.Send(Tcp(N6, N4_IN6, tcp::SYN));
         lab.Send(Udp({"2001:db8::2", 5000}, N4_IN6));
         const auto bindings = lab.core.GetBindings();
         v.Equal(bindings.size(), size_t{3}, "bindings");
         v.Equal(ToText(bindings[0].outside), "203.0.113.1#5000", "TCP");
         v.Equal(ToText(bindings[1].outside), "203.0.113.1#5000", "UDP");
         v.True(bindings[2].outside.port != 5000, "the second host has another port");
         v.Equal(lab.core.CheckInvariants(), "", "tables");
     }},
    {"a UDP binding does not let TCP in",
     "RFC 7857 5, 6146-34",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6));
         lab.ExpectDrop(v, Tcp(N4, POOL, tcp::ACK), Reason::TcpWithoutSession, "TCP");
     }},
    {"after 299 s of silence the answer passes, after 300 s it is dropped and the tables are empty",
     "RFC 6146 3.5.1, 4, 6146-27, 6146-04, 6146-62",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6), 0);
         lab.Expect(v, Udp(N4, POOL), {Udp(N4_IN6, N6, {1, 2, 3, 4}, 63)}, "in time", 299);
         Nat64Lab late;
         late.Send(Udp(N6, N4_IN6), 0);
         v.True(late.core.GetNextDeadline() == 300 * SECOND, "deadline");
         late.ExpectDrop(v, Udp(N4, POOL), Reason::NoBinding, "too late", 301);
         v.Equal(late.Bindings().size() + late.Sessions().size(), size_t{0}, "what is left");
         v.Equal(late.heard, "+b +s -s -b ", "the watch");
         v.True(late.core.GetNextDeadline() == Nat64Core::NEVER, "no deadline is left");
     }},
    {"a UDP timeout below two minutes is refused",
     "RFC 6146 3.5.1, RFC 4787 REQ-5, 6146-27",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.timeouts.udp = 60 * SECOND;
         std::string text;
         try
         {
             Nat64Core core(settings);
         }
         catch (const std::invalid_argument& error)
         {
             text = error.what();
         }
         v.True(text.find("timeouts.udp") != std::string::npos, "names the field: " + text);
         v.True(text.find("120 s") != std::string::npos, "names the least: " + text);
     }},
    {"traffic from either side keeps a session",
     "RFC 6146 3.5.1, 6146-28",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6), 0);
         for (int second = 100; second <= 3600; second += 100)
         {
             lab.Send(Udp(N4, POOL), second);
         }
         v.Equal(lab.Sessions().size(), size_t{1}, "inbound for an hour");
         v.Equal(lab.Expires(), 3900.0, "ends");
         lab.Send(Udp(N6, N4_IN6), 3700);
         v.Equal(lab.Expires(), 4000.0, "ends after an outbound packet");
     }},
    {"traffic from the IPv4 side does not keep a session if so configured",
     "RFC 6146 5.3, RFC 4787 REQ-6, 6146-28",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.inboundRefreshesUdp = false;
         Nat64Lab lab(settings);
         lab.Send(Udp(N6, N4_IN6), 0);
         lab.Expect(v, Udp(N4, POOL), {Udp(N4_IN6, N6, {1, 2, 3, 4}, 63)}, "at 250 s", 250);
         lab.ExpectDrop(v, Udp(N4, POOL), Reason::NoBinding, "at 301 s", 301);
     }},
    {"an inbound packet without a binding is dropped; only if configured is it answered with 3/1",
     "RFC 6146 3.5.1, 6146-29",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.ExpectDrop(v, Udp(N4, POOL), Reason::NoBinding, "silent");
         Nat64Settings settings = PlainNat64();
         settings.answerUnbound = true;
         Nat64Lab speaking(settings);
         const Bytes packet = Udp(N4, POOL);
         speaking.ExpectDrop(v,
                             packet,
                             Reason::NoBinding,
                             "answered",
                             0,
                             {OwnAbout("203.0.113.1", N4.address, {3, 1, 0}, packet)});
     }},
    {"endpoint-independent filtering lets any IPv4 host in, and makes a session for it",
     "RFC 6146 3.5.1, 6146-31",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6));
         const End stranger{"198.51.100.9", 4444};
         lab.Expect(v,
                    Udp(stranger, POOL),
                    {Udp({In6(stranger.address), 4444}, N6, {1, 2, 3, 4}, 63)},
                    "from a stranger");
         v.Equal(lab.Sessions().size(), size_t{2}, "sessions");
     }},
    {"address-dependent filtering lets in the hosts that were sent to, from any port",
     "RFC 6146 3.5.1, 6146-30",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.addressDependentFiltering = true;
         Nat64Lab lab(settings);
         lab.Send(Udp(N6, N4_IN6));
         lab.ExpectDrop(v,
                        Udp({"198.51.100.9", 53}, POOL),
                        Reason::AddressDependentFilter,
                        "a stranger");
         v.Equal(lab.Sessions().size(), size_t{1}, "sessions");
         lab.Expect(v,
                    Udp({N4.address, 9999}, POOL),
                    {Udp({N4_IN6.address, 9999}, N6, {1, 2, 3, 4}, 63)},
                    "a known host");
         v.Equal(lab.Sessions().size(), size_t{2}, "sessions with a new one");
     }},
    {"what address-dependent filtering drops is answered with 3/13 if configured, or as Jool does",
     "RFC 6146 3.5.1, 6146-30",
     [](test::Verdict& v) {
         for (const bool jool : {false, true})
         {
             Nat64Settings settings = PlainNat64();
             settings.addressDependentFiltering = true;
             settings.translation.profile = jool ? Profile::Jool : Profile::Rfc;
             settings.answerFiltered = jool ? ChoicesOf(Profile::Jool).answerFiltered : true;
             Nat64Lab lab(settings);
             lab.Send(Udp(N6, N4_IN6));
             const Bytes packet = Udp({"198.51.100.9", 53}, POOL);
             lab.ExpectDrop(v,
                            packet,
                            Reason::AddressDependentFilter,
                            "answered",
                            0,
                            {OwnAbout("203.0.113.1", "198.51.100.9", {3, 13, 0}, packet)});
         }
     }},
    {"who sets that it is not answered is heeded with either profile",
     "RFC 6146 3.5.1, 6146-30",
     [](test::Verdict& v) {
         for (const Profile profile : {Profile::Rfc, Profile::Jool})
         {
             Nat64Settings settings = PlainNat64();
             settings.addressDependentFiltering = true;
             settings.answerFiltered = false;
             settings.translation.profile = profile;
             Nat64Lab lab(settings);
             lab.Send(Udp(N6, N4_IN6));
             lab.ExpectDrop(v,
                            Udp({"198.51.100.9", 53}, POOL),
                            Reason::AddressDependentFilter,
                            "unanswered");
         }
     }},
    {"what the filter drops does not keep a session alive",
     "RFC 7857 7, 6146-32",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.addressDependentFiltering = true;
         Nat64Lab lab(settings);
         lab.Send(Udp(N6, N4_IN6), 0);
         for (int second = 60; second < 300; second += 60)
         {
             lab.Send(Udp({"198.51.100.9", 53}, POOL), second);
         }
         v.Equal(lab.Expires(), 300.0, "ends");
         lab.Wait(300);
         v.Equal(lab.Sessions().size(), size_t{0}, "sessions");
     }},
    {"the mapping is the same with 1 flow and with 50,000",
     "RFC 4787 REQ-11, 6146-33",
     [](test::Verdict& v) {
         Nat64Lab lab;
         for (uint32_t i = 0; i < 50000; ++i)
         {
             lab.Send(Udp({"2001:db8::1", static_cast<uint16_t>(10000 + i)}, N4_IN6));
         }
         lab.Send(Udp(N6, N4_IN6));
         const End other{"198.51.100.7", 999};
         lab.Expect(v,
                    Udp(N6, {In6(other.address), other.port}),
                    {Udp(POOL, other, {1, 2, 3, 4}, 63)},
                    "to another host");
         v.Equal(lab.core.GetUsage().bindings[1], uint64_t{50001}, "bindings");
     }},
    {"no free port: dropped, with address unreachable",
     "RFC 6146 3.5.1.1, 6146-26",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.pool.ranges = {Range("203.0.113.1", "203.0.113.1", 5000, 5000)};
         Nat64Lab lab(settings);
         lab.Send(Udp(N6, N4_IN6));
         const Bytes packet = Udp({"2001:db8::2", 5000}, N4_IN6);
         lab.ExpectDrop(v,
                        packet,
                        Reason::PoolExhausted,
                        "the second host",
                        0,
                        {IcmpAbout("2001:db8::64", "2001:db8::2", {1, 3, 0}, packet)});
     }},
    {"IPv4 UDP without a checksum gets one",
     "RFC 6146 3.4, 6146-94",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6));
         Bytes packet = Udp(N4, POOL);
         Put16(packet, 26, 0);
         lab.Expect(v, packet, {Udp(N4_IN6, N6, {1, 2, 3, 4}, 63)}, "back");
     }},
};

V6LAB_SUITE("v6lab-nat64-udp", ROWS);

} // namespace
