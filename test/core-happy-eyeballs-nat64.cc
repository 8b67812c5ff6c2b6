// SPDX-License-Identifier: GPL-2.0-only
// Happy Eyeballs while records change, and behind a NAT64.
#include "test/support/eyeball-script.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test::eyes;
using ns3::v6lab::test::Row;
using ns3::v6lab::test::Verdict;

namespace
{

/** An IPv6-only host whose network has a NAT64 with the prefix 2001:db8:64::/96. */
Lab
BehindNat64(const std::vector<std::string>& known = {})
{
    Lab lab;
    lab.known = known;
    lab.host.hasV4 = lab.host.routesV4 = false;
    lab.host.prefixes = {Pref64(*Prefix::Parse("2001:db8:64::/96"))};
    return lab;
}

const std::vector<Row> ROWS{
    // Section 6: changes.
    Does("a record that goes: its running attempt goes on, untried it is not tried",
         "RFC 8305 6; 8305-15",
         DUAL,
         {NoData(0, V4),
          Answer(0, V6, {"2001:db8::1", "2001:db8::2"}),
          Answer(100, V6, {"2001:db8::3"}),
          Connected(300, 0)},
         "0 AAAA, 0 A, 0 2001:db8::1, 250 2001:db8::3, 300 cancel 1"),
    Does("a record that comes again is not tried again",
         "RFC 8305 6; 8305-15",
         DUAL,
         {NoData(0, V4),
          Answer(0, V6, {"2001:db8::1"}),
          Answer(100, V6, {"2001:db8::1"}),
          Failed(3000, 0, TIMED_OUT)},
         "0 AAAA, 0 A, 0 2001:db8::1, 3000 give up"),
    Does("when the TTL is over, untried addresses go and DNS is asked again",
         "RFC 8305 6; 8305-15",
         With(DUAL, [](Lab& lab) { lab.settings.attemptDelayNs = 600 * MS; }),
         {NoData(0, V4),
          Answer(0, V6, {"2001:db8::1", "2001:db8::2", "2001:db8::3"}, 1),
          Answer(1020, V6, {"2001:db8::4"}, 1),
          Connected(1300, 0)},
         "0 AAAA, 0 A, 0 2001:db8::1, 600 2001:db8::2, 1000 AAAA, 1200 2001:db8::4, "
         "1300 cancel 1, 1300 cancel 2"),
    Does("a TTL that ends when all are tried asks nobody",
         "RFC 8305 6; 8305-15",
         DUAL,
         {NoData(0, V4), Answer(0, V6, {"2001:db8::1"}, 1), Failed(3000, 0, TIMED_OUT)},
         "0 AAAA, 0 A, 0 2001:db8::1, 3000 give up"),
    // Section 7: NAT64.
    Does("an IPv4 literal is called through the NAT64, by each of its prefixes",
         "RFC 8305 7.1, RFC 6052 2.2; 8305-16, 8305-17",
         With(BehindNat64({"198.51.100.1"}),
              [](Lab& lab) {
                  lab.host.prefixes.push_back(Pref64(*Prefix::Parse("2001:db8:6464::/48")));
              }),
         {Connected(300, 1)},
         "0 2001:db8:64::c633:6401, 250 2001:db8:6464:c633:64:100::, 300 cancel 0"),
    Does("a private IPv4 address is not put behind the well-known prefix",
         "RFC 6052 3.1, RFC 8305 7.1; 8305-17",
         With(BehindNat64({"10.0.0.1"}),
              [](Lab& lab) {
                  lab.host.prefixes = {Pref64(), Pref64(*Prefix::Parse("2001:db8:64::/96"))};
              }),
         {Connected(20, 0)},
         "0 2001:db8:64::a00:1"),
    Does("a host with IPv4 of its own calls the literal as it is",
         "RFC 8305 7; 8305-16",
         With(BehindNat64({"198.51.100.1"}),
              [](Lab& lab) { lab.host.hasV4 = lab.host.routesV4 = true; }),
         {Connected(20, 0)},
         "0 198.51.100.1"),
    Does("a host without a resolver does not take its network for one with a NAT64",
         "RFC 8305 7; 8305-16",
         With(BehindNat64({"198.51.100.1"}), [](Lab& lab) { lab.host.hasResolver = false; }),
         {Failed(0, 0, AttemptOutcome::Unreachable)},
         "0 198.51.100.1, 0 give up"),
    Does("nor does one without a way to the IPv6 internet",
         "RFC 8305 7; 8305-16",
         With(BehindNat64({"198.51.100.1"}), [](Lab& lab) { lab.host.routesV6 = false; }),
         {Failed(0, 0, AttemptOutcome::Unreachable)},
         "0 198.51.100.1, 0 give up"),
    Does("nor can one that knows no prefix call the literal",
         "RFC 8305 7.1; 8305-16, 8305-17",
         With(BehindNat64({"198.51.100.1"}), [](Lab& lab) { lab.host.prefixes.clear(); }),
         {Failed(0, 0, AttemptOutcome::Unreachable)},
         "0 198.51.100.1, 0 give up"),
    Does("behind a NAT64 only AAAA is asked for while its addresses may work",
         "RFC 8305 7.2; 8305-18",
         BehindNat64(),
         {Answer(10, V6, {"2001:db8::1"}), Connected(40, 0)},
         "0 AAAA, 10 2001:db8::1"),
    Does("broken AAAA records: 2 s after the last attempt began, A and local synthesis",
         "RFC 8305 7.2; 8305-18",
         BehindNat64(),
         {Answer(10, V6, {"2001:db8::1", "2001:db8::2"}),
          Answer(2290, V4, {"192.0.2.1"}),
          Connected(2320, 2)},
         "0 AAAA, 10 2001:db8::1, 260 2001:db8::2, 2260 A, 2290 2001:db8:64::c000:201, "
         "2320 cancel 0, 2320 cancel 1"),
    Does("that the last AAAA attempt failed does not bring the last resort forward",
         "RFC 8305 7.2; 8305-18",
         BehindNat64(),
         {Answer(10, V6, {"2001:db8::1"}),
          Failed(50, 0),
          Answer(2030, V4, {"192.0.2.1"}),
          Connected(2060, 1)},
         "0 AAAA, 10 2001:db8::1, 2010 A, 2030 2001:db8:64::c000:201"),
    Does("who connects within the 2 s asks no A",
         "RFC 8305 7.2; 8305-18",
         BehindNat64(),
         {Answer(10, V6, {"2001:db8::1"}), Connected(2009, 0)},
         "0 AAAA, 10 2001:db8::1"),
    Does("no A record either: that was the last resort",
         "RFC 8305 7.2; 8305-18",
         BehindNat64(),
         {Answer(10, V6, {"2001:db8::1"}), NoData(2020, V4), Failed(3010, 0, TIMED_OUT)},
         "0 AAAA, 10 2001:db8::1, 2010 A, 3010 give up"),
    Does("the delay of the last resort can be set",
         "RFC 8305 8; 8305-18",
         With(BehindNat64(), [](Lab& lab) { lab.settings.lastResortDelayNs = 500 * MS; }),
         {Answer(10, V6, {"2001:db8::1"}), Answer(520, V4, {"192.0.2.1"}), Connected(530, 1)},
         "0 AAAA, 10 2001:db8::1, 510 A, 520 2001:db8:64::c000:201, 530 cancel 0"),
    Does("no AAAA record, as without DNS64: there is no attempt to wait for",
         "RFC 8305 7.2; 8305-18",
         BehindNat64(),
         {NoData(10, V6), Answer(20, V4, {"192.0.2.1"}), Connected(30, 0)},
         "0 AAAA, 10 A, 20 2001:db8:64::c000:201"),
    Does("a name that does not exist has no A record either",
         "RFC 8020 2, RFC 8305 7.2; 8305-18",
         BehindNat64(),
         {NoName(10, V6)},
         "0 AAAA, 10 give up"),
    Does("no prefix, no last resort",
         "RFC 8305 7.2; 8305-18",
         With(BehindNat64(), [](Lab& lab) { lab.host.prefixes.clear(); }),
         {Answer(10, V6, {"2001:db8::1"}), Failed(3010, 0, TIMED_OUT)},
         "0 AAAA, 10 2001:db8::1, 3010 give up"),
    Does("a dual-stack host has no last resort: it has asked both",
         "RFC 8305 7.2; 8305-16, 8305-18",
         With(BehindNat64(), [](Lab& lab) { lab.host.hasV4 = lab.host.routesV4 = true; }),
         {NoData(5, V4), Answer(10, V6, {"2001:db8::1"}), Failed(3010, 0, TIMED_OUT)},
         "0 AAAA, 0 A, 10 2001:db8::1, 3010 give up"),
    Does("a VPN's resolver knows an address that only the network's NAT64 can reach",
         "RFC 8305 7.3; 8305-19",
         With(BehindNat64(),
              [](Lab& lab) {
                  lab.host.hasV4 = true; // the VPN's, which routes 192.0.2.0/24 and nothing else
                  lab.unreachable = {"198.51.100.0/24"};
              }),
         {NoData(20, V6), Answer(25, V4, {"198.51.100.42"}), Connected(60, 0)},
         "0 AAAA, 0 A, 25 2001:db8:64::c633:642a"),
    Does("what the VPN routes is called as it is",
         "RFC 8305 7.3; 8305-19",
         With(BehindNat64(),
              [](Lab& lab) {
                  lab.host.hasV4 = true;
                  lab.unreachable = {"198.51.100.0/24"};
              }),
         {NoData(20, V6), Answer(25, V4, {"192.0.2.42"}), Connected(60, 0)},
         "0 AAAA, 0 A, 25 192.0.2.42"),
};

V6LAB_SUITE("v6lab-core-happy-eyeballs-nat64", ROWS);

} // namespace
