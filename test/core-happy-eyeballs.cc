// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/eyeball-script.h"

#include <stdexcept>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test::eyes;
using ns3::v6lab::test::Row;
using ns3::v6lab::test::Verdict;

namespace
{

Row
Refused(const std::string& sentence,
        const std::function<void(EyeballSettings&)>& change,
        const std::string& complaint)
{
    return {sentence, "RFC 8305 5, 8; 8305-11", [=](Verdict& v) {
                EyeballSettings settings;
                change(settings);
                std::string said;
                try
                {
                    settings.Check();
                }
                catch (const std::invalid_argument& error)
                {
                    said = error.what();
                }
                v.Equal(said, complaint, "complaint");
            }};
}

/** Earlier connections to 2001:db8::1 took so long. */
Lab
Adaptive(int rttMs)
{
    Lab lab = Known({"2001:db8::1", "192.0.2.1"});
    lab.settings.adaptiveDelay = true;
    if (rttMs != 0)
    {
        lab.history.NoteRtt(1, *IpAddress::Parse("2001:db8::1"), rttMs * MS);
    }
    return lab;
}

const std::vector<Row> ROWS{
    // Section 3: names.
    Does("AAAA is asked for first, and A at once behind it",
         "RFC 8305 3; 8305-01",
         DUAL,
         {},
         "0 AAAA, 0 A"),
    Does("who has one family asks for that one",
         "RFC 8305 3",
         With(DUAL, [](Lab& lab) { lab.host.hasV6 = false; }),
         {NoData(5, V4)},
         "0 A, 5 give up"),
    Does("an application that wants IPv6 only asks for no more",
         "RFC 8305 3",
         With(DUAL, [](Lab& lab) { lab.host.only = V6; }),
         {Answer(5, V6, {"2001:db8::1"}), Failed(3005, 0, TIMED_OUT)},
         "0 AAAA, 5 2001:db8::1, 3005 give up"),
    Does("who has IPv6 addresses connects, whatever the A query does",
         "RFC 8305 3; 8305-02",
         DUAL,
         {Answer(10, V6, {"2001:db8::1"}), Connected(60, 0), Answer(3000, V4, {"192.0.2.1"})},
         "0 AAAA, 0 A, 10 2001:db8::1"),
    Does("IPv4 addresses wait for IPv6 ones that come within the Resolution Delay",
         "RFC 8305 3; 8305-03",
         DUAL,
         {Answer(10, V4, {"192.0.2.1"}), Answer(40, V6, {"2001:db8::1"}), Connected(50, 0)},
         "0 AAAA, 0 A, 40 2001:db8::1"),
    Does("and for 50 ms, no longer",
         "RFC 8305 3; 8305-03",
         DUAL,
         {Answer(10, V4, {"192.0.2.1"}), Connected(70, 0), Answer(100, V6, {"2001:db8::1"})},
         "0 AAAA, 0 A, 60 192.0.2.1"),
    Does("a Resolution Delay of 0 waits for nothing",
         "RFC 8305 8; 8305-03",
         With(DUAL, [](Lab& lab) { lab.settings.resolutionDelayNs = 0; }),
         {Answer(10, V4, {"192.0.2.1"}), Connected(20, 0)},
         "0 AAAA, 0 A, 10 192.0.2.1"),
    Does("no IPv6 addresses: IPv4 goes on at once",
         "RFC 8305 3; 8305-04",
         DUAL,
         {Answer(10, V4, {"192.0.2.1"}), NoData(30, V6), Connected(35, 0)},
         "0 AAAA, 0 A, 30 192.0.2.1"),
    Does("no IPv6 addresses, and then IPv4 ones: they wait for nothing",
         "RFC 8305 3; 8305-04",
         DUAL,
         {NoData(10, V6), Answer(30, V4, {"192.0.2.1"}), Connected(35, 0)},
         "0 AAAA, 0 A, 30 192.0.2.1"),
    Does("an AAAA query that fails is as good as a negative answer",
         "RFC 8305 3; 8305-04",
         DUAL,
         {Answer(10, V4, {"192.0.2.1"}), Broken(20, V6), Connected(35, 0)},
         "0 AAAA, 0 A, 20 192.0.2.1"),
    Does("late IPv6 addresses join those that are untried, sorted",
         "RFC 8305 3, 6; 8305-05, 8305-10",
         DUAL,
         {Answer(10, V4, {"192.0.2.1", "192.0.2.2"}),
          Answer(100, V6, {"2001:db8::1", "2001:db8::2"}),
          Connected(820, 3)},
         "0 AAAA, 0 A, 60 192.0.2.1, 310 2001:db8::1, 560 192.0.2.2, 810 2001:db8::2, "
         "820 cancel 0, 820 cancel 1, 820 cancel 2"),
    Does("late addresses that nothing stands before are tried at once",
         "RFC 8305 3, 5; 8305-05",
         DUAL,
         {Answer(10, V4, {"192.0.2.1"}), Answer(400, V6, {"2001:db8::1"}), Connected(410, 1)},
         "0 AAAA, 0 A, 60 192.0.2.1, 400 2001:db8::1, 410 cancel 0",
         "192.0.2.1 60-410 cancelled, 2001:db8::1 400-410 connected"),
    Does("late IPv4 addresses after failed IPv6 ones are not given up on",
         "RFC 8305 3; 8305-05",
         DUAL,
         {Answer(10, V6, {"2001:db8::1"}),
          Failed(100, 0),
          Answer(900, V4, {"192.0.2.1"}),
          Connected(910, 1)},
         "0 AAAA, 0 A, 10 2001:db8::1, 900 192.0.2.1"),
    Does("no addresses at all: nothing to try",
         "RFC 8305 3",
         DUAL,
         {NoName(10, V6), NoName(12, V4)},
         "0 AAAA, 0 A, 12 give up"),
    Does("both queries fail: nothing to try",
         "RFC 8305 3",
         DUAL,
         {Broken(5000, V4), Broken(5000, V6)},
         "0 AAAA, 0 A, 5000 give up"),
    Does("an answer without addresses is a negative one",
         "RFC 2308 2.2",
         DUAL,
         {Answer(10, V6, {}), Answer(20, V4, {"192.0.2.1"}), Connected(25, 0)},
         "0 AAAA, 0 A, 20 192.0.2.1"),
    // Section 4: order.
    Does("addresses are tried in the order of RFC 6724, the families by turns",
         "RFC 8305 4, 5; 8305-07, 8305-09, 8305-10",
         Known({"192.0.2.1", "192.0.2.2", "fd00::1", "2001:db8::1", "2001:db8:ff::2"}),
         {Connected(1500, 4)},
         "0 2001:db8:ff::2, 250 192.0.2.1, 500 2001:db8::1, 750 192.0.2.2, 1000 fd00::1, "
         "1500 cancel 0, 1500 cancel 1, 1500 cancel 2, 1500 cancel 3"),
    Does("with a First Address Family Count of 2, two IPv6 addresses lead",
         "RFC 8305 4; 8305-09",
         With(Known({"192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2"}),
              [](Lab& lab) { lab.settings.firstFamilyCount = 2; }),
         {Connected(760, 3)},
         "0 2001:db8::1, 250 2001:db8::2, 500 192.0.2.1, 750 192.0.2.2, 760 cancel 0, "
         "760 cancel 1, 760 cancel 2"),
    Does("the families take turns though IPv4 addresses come after IPv6 ones",
         "RFC 8305 4, 6; 8305-09",
         DUAL,
         {Answer(10, V6, {"2001:db8::1", "2001:db8::2"}),
          Answer(15, V4, {"192.0.2.1", "192.0.2.2"}),
          Connected(770, 3)},
         "0 AAAA, 0 A, 10 2001:db8::1, 260 192.0.2.1, 510 2001:db8::2, 760 192.0.2.2, "
         "770 cancel 0, 770 cancel 1, 770 cancel 2"),
    Does("and with a First Address Family Count of 2 after the second IPv6 address",
         "RFC 8305 4, 6; 8305-09",
         With(DUAL, [](Lab& lab) { lab.settings.firstFamilyCount = 2; }),
         {Answer(10, V6, {"2001:db8::1", "2001:db8::2", "2001:db8::3"}),
          Answer(300, V4, {"192.0.2.1"}),
          Connected(770, 3)},
         "0 AAAA, 0 A, 10 2001:db8::1, 260 2001:db8::2, 510 192.0.2.1, 760 2001:db8::3, "
         "770 cancel 0, 770 cancel 1, 770 cancel 2"),
    Does("also if they come before it",
         "RFC 8305 4, 6; 8305-09",
         With(DUAL, [](Lab& lab) { lab.settings.firstFamilyCount = 2; }),
         {Answer(10, V6, {"2001:db8::1", "2001:db8::2", "2001:db8::3"}),
          Answer(15, V4, {"192.0.2.1"}),
          Connected(770, 3)},
         "0 AAAA, 0 A, 10 2001:db8::1, 260 2001:db8::2, 510 192.0.2.1, 760 2001:db8::3, "
         "770 cancel 0, 770 cancel 1, 770 cancel 2"),
    Does("late IPv6 addresses after IPv4 ones have no lead of two any more",
         "RFC 8305 4, 6; 8305-09",
         With(DUAL, [](Lab& lab) { lab.settings.firstFamilyCount = 2; }),
         {Answer(10, V4, {"192.0.2.1", "192.0.2.2"}),
          Answer(100, V6, {"2001:db8::1", "2001:db8::2"}),
          Connected(820, 3)},
         "0 AAAA, 0 A, 60 192.0.2.1, 310 2001:db8::1, 560 192.0.2.2, 810 2001:db8::2, "
         "820 cancel 0, 820 cancel 1, 820 cancel 2"),
    Does("what was nearest before is tried first",
         "RFC 8305 4; 8305-08",
         With(Known({"2001:db8:ff::2", "2001:db8::1"}),
              [](Lab& lab) { lab.history.NoteRtt(1, *IpAddress::Parse("2001:db8::1"), MS); }),
         {Connected(1, 0)},
         "0 2001:db8::1"),
    Does("addresses that the host cannot call are left out",
         "RFC 8305 4, RFC 6724 6 rule 1; 8305-07",
         With(Known({"2001:db8::1", "192.0.2.1"}), [](Lab& lab) { lab.unreachable = {"::/0"}; }),
         {Failed(3000, 0, TIMED_OUT)},
         "0 192.0.2.1, 3000 give up"),
    Does("if it can call none, the best of them shows why",
         "RFC 6724 6 rule 1; 8305-07",
         With(Known({"2001:db8::1", "192.0.2.1"}),
              [](Lab& lab) {
                  lab.host.hasV6 = false;
                  lab.unreachable = {"0.0.0.0/0"};
              }),
         {Failed(0, 0, AttemptOutcome::Unreachable)},
         "0 192.0.2.1, 0 give up",
         "192.0.2.1 0-0 unreachable"),
    // Section 5: attempts.
    Does("attempts are 250 ms apart",
         "RFC 8305 5; 8305-10",
         Known({"2001:db8::1", "192.0.2.1", "192.0.2.2"}),
         {Connected(600, 0)},
         "0 2001:db8::1, 250 192.0.2.1, 500 192.0.2.2, 600 cancel 1, 600 cancel 2",
         "2001:db8::1 0-600 connected, 192.0.2.1 250-600 cancelled, 192.0.2.2 500-600 cancelled"),
    Does("or as far as is configured, down to 10 ms",
         "RFC 8305 5, 8; 8305-10, 8305-11",
         With(Known({"2001:db8::1", "192.0.2.1"}),
              [](Lab& lab) { lab.settings.attemptDelayNs = 10 * MS; }),
         {Connected(15, 1)},
         "0 2001:db8::1, 10 192.0.2.1, 15 cancel 0"),
    Does("up to 2 s",
         "RFC 8305 5, 8; 8305-11",
         With(Known({"2001:db8::1", "192.0.2.1"}),
              [](Lab& lab) { lab.settings.attemptDelayNs = 2000 * MS; }),
         {Connected(2015, 1)},
         "0 2001:db8::1, 2000 192.0.2.1, 2015 cancel 0"),
    Refused(
        "5 ms between attempts are refused",
        [](EyeballSettings& settings) { settings.attemptDelayNs = 5 * MS; },
        "AttemptDelay must be from 10 ms to 2 s (RFC 8305 5), not 5.0 ms"),
    Refused(
        "2001 ms between attempts are refused",
        [](EyeballSettings& settings) { settings.attemptDelayNs = 2001 * MS; },
        "AttemptDelay must be from 10 ms to 2 s (RFC 8305 5), not 2001.0 ms"),
    Refused(
        "a minimum below 10 ms is refused",
        [](EyeballSettings& settings) { settings.minimumAttemptDelayNs = 9999999; },
        "MinimumAttemptDelay must be from 10 ms to 2 s (RFC 8305 5), not 9.999999 ms"),
    Refused(
        "a negative Resolution Delay is refused",
        [](EyeballSettings& settings) { settings.resolutionDelayNs = -1 * MS; },
        "ResolutionDelay must be 0 ms or more, not -1.0 ms"),
    Refused(
        "a negative Last Resort Local Synthesis Delay is refused",
        [](EyeballSettings& settings) { settings.lastResortDelayNs = -2 * MS; },
        "LastResortDelay must be 0 ms or more, not -2.0 ms"),
    Refused(
        "a First Address Family Count of 0 is refused",
        [](EyeballSettings& settings) { settings.firstFamilyCount = 0; },
        "FirstFamilyCount must be 1 or more (RFC 8305 8)"),
    {"no machine is made of refused settings",
     "RFC 8305 5; 8305-11",
     [](Verdict& v) {
         EyeballSettings settings;
         settings.attemptDelayNs = 5 * MS;
         bool refused = false;
         try
         {
             const Lab lab;
             HappyEyeballs(settings, lab.host, [&](const IpAddress& address) {
                 return lab.Consider(address);
             });
         }
         catch (const std::invalid_argument&)
         {
             refused = true;
         }
         v.True(refused, "refused");
     }},
    Does("adaptive: the next attempt starts when the one before repeats its SYN",
         "RFC 8305 5, RFC 6298 2.2; 8305-12",
         Adaptive(50),
         {Connected(151, 0)},
         "0 2001:db8::1, 150 192.0.2.1, 151 cancel 1"),
    Does("adaptive: not before the recommended minimum of 100 ms",
         "RFC 8305 5; 8305-11, 8305-12",
         Adaptive(2),
         {Connected(101, 0)},
         "0 2001:db8::1, 100 192.0.2.1, 101 cancel 1"),
    Does("adaptive: not after the maximum of 2 s",
         "RFC 8305 5; 8305-11, 8305-12",
         Adaptive(1500),
         {Connected(2001, 0)},
         "0 2001:db8::1, 2000 192.0.2.1, 2001 cancel 1"),
    Does("adaptive: 250 ms for an address that was never measured",
         "RFC 8305 5; 8305-12",
         Adaptive(0),
         {Connected(251, 0)},
         "0 2001:db8::1, 250 192.0.2.1, 251 cancel 1"),
    Does("not adaptive unless so wanted",
         "RFC 8305 5; 8305-12",
         With(Adaptive(50), [](Lab& lab) { lab.settings.adaptiveDelay = false; }),
         {Connected(251, 0)},
         "0 2001:db8::1, 250 192.0.2.1, 251 cancel 1"),
    Does("the first to connect wins: the others are cancelled, the untried ignored",
         "RFC 8305 5; 8305-13",
         Known({"2001:db8::1", "192.0.2.1", "192.0.2.2"}),
         {Connected(260, 1)},
         "0 2001:db8::1, 250 192.0.2.1, 260 cancel 0",
         "2001:db8::1 0-260 cancelled, 192.0.2.1 250-260 connected"),
    Does("a second one that connects at the same time changes nothing",
         "RFC 8305 5; 8305-13",
         Known({"2001:db8::1", "192.0.2.1"}),
         {Connected(260, 1), Connected(260, 0), Failed(270, 0)},
         "0 2001:db8::1, 250 192.0.2.1, 260 cancel 0",
         "2001:db8::1 0-260 cancelled, 192.0.2.1 250-260 connected"),
    Does("answers after the race are taken, and lead to nothing",
         "RFC 8305 5; 8305-14",
         DUAL,
         {Answer(10, V6, {"2001:db8::1"}),
          Connected(20, 0),
          Answer(900, V4, {"192.0.2.1"}),
          NoData(950, V6)},
         "0 AAAA, 0 A, 10 2001:db8::1"),
    Does("who is refused does not hold up the next",
         "RFC 8305 5, RFC 9293 3.10.7.3; 8305-21",
         Known({"2001:db8::1", "192.0.2.1"}),
         {Failed(40, 0), Connected(60, 1)},
         "0 2001:db8::1, 40 192.0.2.1",
         "2001:db8::1 0-40 refused, 192.0.2.1 40-60 connected"),
    Does("but never within 10 ms of the attempt before",
         "RFC 8305 5; 8305-11, 8305-21",
         Known({"2001:db8::1", "192.0.2.1"}),
         {Failed(2, 0), Connected(60, 1)},
         "0 2001:db8::1, 10 192.0.2.1"),
    Does("an ICMP error does not end an attempt, nor does the attempt hold up the next",
         "RFC 1122 4.2.3.9, RFC 8305 5; 8305-21",
         Known({"2001:db8::1", "192.0.2.1"}),
         {IcmpError(30, 0), Connected(80, 0)},
         "0 2001:db8::1, 30 192.0.2.1, 80 cancel 1"),
    Does("who does not want that waits for the delay",
         "RFC 8305 5; 8305-21",
         With(Known({"2001:db8::1", "192.0.2.1"}),
              [](Lab& lab) { lab.settings.nextOnFailure = false; }),
         {Failed(40, 0), Connected(260, 1)},
         "0 2001:db8::1, 250 192.0.2.1"),
    Does("after the last failure there is nothing left to do",
         "RFC 8305 5",
         Known({"2001:db8::1", "192.0.2.1"}),
         {Failed(3000, 0, TIMED_OUT), Failed(3250, 1, TIMED_OUT)},
         "0 2001:db8::1, 250 192.0.2.1, 3250 give up",
         "2001:db8::1 0-3000 timed-out, 192.0.2.1 250-3250 timed-out"),
    Does("an application that stops ends what runs, and nothing follows",
         "",
         Known({"2001:db8::1", "192.0.2.1", "192.0.2.2"}),
         {Stopped(300), Failed(310, 0)},
         "0 2001:db8::1, 250 192.0.2.1, 300 cancel 0, 300 cancel 1",
         "2001:db8::1 0-300 cancelled, 192.0.2.1 250-300 cancelled"),
};

V6LAB_SUITE("v6lab-core-happy-eyeballs", ROWS);

} // namespace
