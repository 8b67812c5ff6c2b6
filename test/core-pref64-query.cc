// SPDX-License-Identifier: GPL-2.0-only
// When hosts ask DNS for the NAT64 prefix, and check it (RFC 7050 3).
#include "model/core/prefix-discovery/connectivity-check.h"
#include "model/core/prefix-discovery/pref64-query.h"
#include "model/core/time-units.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Row;
using test::data::Addr;
using test::data::Block;
using test::data::Complaint;

namespace
{

/** A host that asks; times in seconds, and what it does as text: "aaaa; learned P 600; ". */
class Host
{
  public:
    explicit Host(bool askA = false)
        : query(Settings(askA))
    {
        Take(query.Start(0));
    }

    void Answer(const std::vector<std::string>& aaaas, uint32_t ttl, int64_t second)
    {
        std::vector<IpAddress> addresses;
        for (const auto& aaaa : aaaas)
        {
            addresses.push_back(Addr(aaaa));
        }
        Take(query.OnAaaa(addresses, ttl, second * SECOND));
    }

    void Take(const Pref64Query::Actions& actions)
    {
        using Do = Pref64Query::Do;
        for (const auto& action : actions)
        {
            did += action.what == Do::AskAaaa   ? "aaaa"
                   : action.what == Do::AskA    ? "a"
                   : action.what == Do::NoDns64 ? "no dns64"
                   : action.what == Do::Lost    ? "lost"
                                                : "learned";
            for (const auto& prefix : action.prefixes)
            {
                did += " " + prefix.GetPrefix().ToString();
            }
            did += action.ttlSeconds > 0 ? " " + std::to_string(action.ttlSeconds) + "; " : "; ";
        }
    }

    /** Goes to the next deadline and says when that was. */
    int64_t Next()
    {
        const int64_t when = query.GetDeadline().value_or(-SECOND);
        Take(query.OnTime(when));
        return when / SECOND;
    }

    std::string Did()
    {
        return std::exchange(did, "");
    }

    Pref64Query query;
    std::string did;

  private:
    static Pref64Query::Settings Settings(bool askA)
    {
        Pref64Query::Settings settings;
        settings.askA = askA;
        return settings;
    }
};

const std::vector<std::string> SYNTHETIC{"64:ff9b::c000:aa", "64:ff9b::c000:ab"};

void
Repeats(test::Verdict& v)
{
    v.Equal(std::string(Pref64Query::NAME), "ipv4only.arpa.", "name");
    Host host;
    v.Equal(host.Did(), "aaaa; ", "asks at once");
    v.True(!host.query.GetDeadline(), "waits for the answer");
    host.Answer(SYNTHETIC, 600, 0);
    v.Equal(host.Did(), "learned 64:ff9b::/96 600; ", "learns");
    v.Equal(host.Next(), 590, "asks again ten seconds before the end");
    v.Equal(host.Did(), "aaaa; ", "asks");
    host.Answer(SYNTHETIC, 300, 591);
    v.Equal(host.Did(), "learned 64:ff9b::/96 300; ", "learns again, and loses nothing");
    v.Equal(host.Next(), 591 + 290, "by the new TTL");
}

void
Ends(test::Verdict& v)
{
    Host host;
    host.Answer(SYNTHETIC, 600, 0);
    host.Next();
    host.Did();
    v.Equal(host.Next(), 600, "no answer until the TTL ends");
    v.Equal(host.Did(), "lost; ", "lost");
    host.Answer({"2001:db8:43::c000:aa"}, 60, 601);
    v.Equal(host.Did(), "learned 2001:db8:43::/96 60; ", "a late answer counts");
}

void
ShortTtl(test::Verdict& v)
{
    Host host;
    host.Answer(SYNTHETIC, 7, 0);
    v.Equal(host.Next(), 7, "a TTL below ten seconds");
    Host zero;
    zero.Answer(SYNTHETIC, 0, 0);
    zero.Did();
    v.Equal(zero.Next(), 0, "TTL 0: lost at once");
    v.Equal(zero.Next(), 1, "and not asked again before a second has passed");
}

void
Fails(test::Verdict& v)
{
    Host host;
    host.Answer({"2001:db8::bad"}, 600, 0);
    v.Equal(host.Did(), "aaaa; ", "nothing learnt");
    v.Equal(host.Next(), 590, "asks again before the TTL of what it got ends");
}

void
Negative(test::Verdict& v)
{
    Host host;
    host.Did();
    host.Take(host.query.OnNegative(900, 0));
    v.Equal(host.Did(), "", "nothing to do");
    v.Equal(host.Next(), 900, "waits for the negative TTL");
    v.Equal(host.Did(), "aaaa; ", "and asks");
    host.Answer(SYNTHETIC, 600, 900);
    host.Next();
    host.Did();
    host.Take(host.query.OnNegative(900, 1491));
    v.Equal(host.Did(), "lost; ", "a prefix that is gone is lost");
}

void
AskA(test::Verdict& v)
{
    Host host(true);
    host.Did();
    host.Take(host.query.OnNegative(900, 0));
    v.Equal(host.Did(), "a; ", "is there a DNS64 at all?");
    host.Take(host.query.OnA(true));
    v.Equal(host.Did(), "no dns64; ", "the name is known and nothing was synthesised");
    Host other(true);
    other.Take(other.query.OnNegative(900, 0));
    other.Did();
    other.Take(other.query.OnA(false));
    v.Equal(other.Did(), "", "no records tell nothing");
}

void
Retries(test::Verdict& v)
{
    Host host;
    std::string times;
    int64_t now = 0;
    for (int i = 0; i < 10; ++i)
    {
        host.Take(host.query.OnFailure(now * SECOND));
        const int64_t next = host.Next();
        times += std::to_string(next - now) + " ";
        now = next;
    }
    v.Equal(times, "5 10 20 40 80 160 320 600 600 600 ", "pauses");
    host.Answer(SYNTHETIC, 600, now);
    host.Next();
    host.Take(host.query.OnFailure((now + 590) * SECOND));
    host.Did();
    v.Equal(host.Next() - now, 595, "from the beginning after an answer, and before the TTL ends");
    v.Equal(host.Did(), "aaaa; ", "what is known is not lost yet");
}

void
Passive(test::Verdict& v)
{
    Host host;
    host.Did();
    host.Take(host.query.OnOtherAaaa({Addr("2001:db8::1")}, 60, 0));
    v.Equal(host.Did(), "", "a native address is no sign");
    host.Take(host.query.OnOtherAaaa({Addr("2001:db8::1"), Addr("64:ff9b::c000:201")}, 60, 0));
    v.Equal(host.Did(), "learned 64:ff9b::/96 60; ", "one in the well-known prefix is");
    host.Answer({"2001:db8:43::c000:aa"}, 600, 1);
    v.Equal(host.Did(), "learned 2001:db8:43::/96 600; ", "the real answer is better");
    host.Take(host.query.OnOtherAaaa({Addr("64:ff9b::c000:201")}, 60, 2));
    v.Equal(host.Did(), "", "and stays");
}

void
Stops(test::Verdict& v)
{
    Host host;
    host.Answer(SYNTHETIC, 600, 0);
    host.Did();
    host.Take(host.query.Stop());
    v.Equal(host.Did(), "lost; ", "the network is gone");
    v.True(!host.query.GetDeadline(), "nothing is asked");
    host.Answer(SYNTHETIC, 600, 1);
    v.Equal(host.Did(), "", "late answers do not count");
}

void
CheckTimes(test::Verdict& v)
{
    ConnectivityCheck check(Pref64(), Addr("192.0.2.33"), 10 * SECOND);
    v.Equal(check.GetTarget().ToString(), "64:ff9b::c000:221", "target");
    std::string times;
    while (const auto next = check.GetDeadline())
    {
        v.True(!check.OnTime(*next - 1), "nothing before its time");
        times += check.OnTime(*next) ? "echo " : "verdict ";
        times += std::to_string(*next / SECOND - 10) + " ";
    }
    v.Equal(times, "echo 0 echo 1 echo 3 verdict 6 ", "times");
    v.True(check.GetState() == ConnectivityCheck::State::Unreachable, "unreachable");
    check.OnReply();
    v.True(check.GetState() == ConnectivityCheck::State::Unreachable, "too late");
}

void
CheckReply(test::Verdict& v)
{
    ConnectivityCheck check(Pref64(), Addr("192.0.2.33"), 0);
    check.OnReply();
    v.True(check.GetState() == ConnectivityCheck::State::Checking, "no reply before a request");
    check.OnTime(0);
    check.OnTime(1 * SECOND);
    check.OnReply();
    v.True(check.GetState() == ConnectivityCheck::State::Reachable, "reachable");
    v.True(!check.GetDeadline(), "nothing more is sent");
}

void
CheckServers(test::Verdict& v)
{
    for (const std::string server : {"192.0.0.170", "192.0.0.171", "2001:db8::1"})
    {
        const std::string text = Complaint([&] { ConnectivityCheck(Pref64(), Addr(server), 0); });
        v.True(text.find(server) != std::string::npos, "\"" + text + "\" names " + server);
    }
    v.Equal(Complaint([] { ConnectivityCheck(Pref64(), Addr("192.0.0.172"), 0); }), "", "others");
}

const std::vector<Row> ROWS{
    {"a host asks for AAAA records of ipv4only.arpa at once, and again ten seconds before their "
     "TTL ends",
     "RFC 7050 3, 7050-01, 7050-05, 7050-11",
     Repeats},
    {"without a new answer the prefix is lost when the TTL ends", "RFC 7050 3, 7050-11", Ends},
    {"short TTLs do not make it ask all the time", "RFC 7050 3, 7050-11", ShortTtl},
    {"records without a well-known address are a failure", "RFC 7050 3, 7050-07", Fails},
    {"after a negative answer it waits for that one's TTL", "RFC 7050 3, 7050-09", Negative},
    {"it may ask for A records then: if there are any, there is no DNS64",
     "RFC 7050 3, 7050-08",
     AskA},
    {"without an answer it asks again, after longer and longer pauses",
     "RFC 7050 3, RFC 1035 7.2, 7050-09",
     Retries},
    {"a synthetic address of another name is a sign of the well-known prefix",
     "RFC 7050 3, 7050-10",
     Passive},
    {"where the network is gone, so is the prefix", "RFC 7050 3", Stops},
    {"a connectivity check sends three echo requests, after 0, 1 and 3 s, and gives up at 6 s",
     "RFC 7050 3.2, 7050-13",
     CheckTimes},
    {"it ends with the first reply", "RFC 7050 3.2, 7050-13", CheckReply},
    {"it never goes to the addresses of ipv4only.arpa", "RFC 7050 3.2.1, 7050-14", CheckServers},
};

V6LAB_SUITE("v6lab-core-pref64-query", ROWS);

} // namespace
