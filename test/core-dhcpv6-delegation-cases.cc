// SPDX-License-Identifier: GPL-2.0-only
// The client of prefix delegation where servers disagree, refuse, or say what it did not expect.
#include "test/support/delegation-exchange.h"
#include "test/support/table.h"

#include <algorithm>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

using State = PrefixRequest::State;
using Edit = std::function<void(Dhcpv6Message&)>;

constexpr uint16_t UNSPEC_FAIL = 1; //!< RFC 8415 21.13

/** A client that has requested what a server offered. */
Exchange
Requesting(const PrefixRequestSettings& wanted = {})
{
    Exchange x(wanted);
    x.Next();
    x.Answer();
    x.Next();
    return x;
}

/** Whole seconds until the client has something to do. */
int64_t
Left(const Exchange& x)
{
    return (x.client.GetDeadline().value_or(x.now) - x.now) / SECOND;
}

void
BeginsAtRandom(test::Verdict& v)
{
    PrefixRequest client(CLIENT, {});
    client.Start(10 * SECOND, 0.25);
    v.Equal(client.GetDeadline().value_or(0), 10 * SECOND + SECOND / 4, "within a second");
    const auto solicit = client.OnTime(11 * SECOND, 0.25);
    v.True(solicit->elapsed == uint16_t{0}, "elapsed time of the first message");
    const auto second = client.OnTime(*client.GetDeadline(), 0.75);
    v.Equal(second->transaction, solicit->transaction, "one exchange, one transaction");
    v.True(second->elapsed.value_or(0) >= 100 && second->elapsed.value_or(0) <= 110,
           "hundredths of a second since then");
    const Dhcpv6Message offer = *PrefixDelegation(SERVER, Pool("2001:db8::/60", 62))
                                     .Answer(*second, VIA, true, 12 * SECOND);
    client.OnMessage(offer, 13 * SECOND);
    const auto request = client.OnTime(13 * SECOND, 0.75);
    v.Equal(int{request->type}, 3, "an Advertise behind the second Solicit is taken at once");
    v.True(request->transaction != solicit->transaction, "another exchange, another transaction");
}

void
AsksForOptions(test::Verdict& v)
{
    const auto asks = [](const Dhcpv6Message& message) {
        return std::count(message.requested.begin(), message.requested.end(), 82) == 1;
    };
    PrefixRequestSettings wanted;
    wanted.rapidCommit = true;
    wanted.hint = *Prefix::Parse("::/62");
    Exchange x(wanted);
    x.Next();
    v.True(asks(x.sent) && x.sent.rapidCommit, "Solicit");
    v.Equal(x.Reply()->type, dhcpv6::ADVERTISE, "a server that was not told to commits nothing");
    x.Answer();
    x.Next();
    v.True(asks(x.sent) && !x.sent.rapidCommit, "Request");
    x.Answer();
    x.Next();
    v.True(asks(x.sent) && !x.sent.rapidCommit, "Renew");
    v.Equal(x.sent.associations.at(0).prefixes.size(), 1u, "of its prefix alone, without the hint");
    while (x.Next() != dhcpv6::REBIND)
    {
    }
    v.True(asks(x.sent), "Rebind");
}

void
HeedsTimes(test::Verdict& v)
{
    auto told = Requesting();
    told.Answer([](Dhcpv6Message& m) {
        m.associations[0].t1Seconds = 300;
        m.associations[0].t2Seconds = 600;
    });
    const int64_t bound = told.now;
    v.Equal(told.Next(), 5, "Renew");
    v.Equal((told.now - bound) / SECOND, 300, "at the T1 that it was told");
    while (told.Next() != dhcpv6::REBIND)
    {
    }
    v.Equal((told.now - bound) / SECOND, 600, "Rebind at that T2");
    auto half = Requesting();
    v.True(half.Answer([](Dhcpv6Message& m) {
        m.associations[0].t1Seconds = 300;
        m.associations[0].t2Seconds = 0;
    }),
           "T2 of 0 does not contradict T1");
    const int64_t again = half.now;
    while (half.Next() != dhcpv6::REBIND)
    {
    }
    v.Equal((half.now - again) / SECOND, 800, "it is as the client likes");
}

void
NeverEnds(test::Verdict& v)
{
    auto settings = Pool("2001:db8::/60", 62);
    settings.preferredSeconds = settings.validSeconds = dhcpv6::INFINITE;
    Exchange x({}, settings);
    x.Bind();
    v.Equal(x.Leases(), "2001:db8::/62 ", "delegated");
    const auto reply = x.Reply();
    v.Equal(reply->associations.at(0).t1Seconds, dhcpv6::INFINITE, "T1");
    v.Equal(reply->associations[0].t2Seconds, dhcpv6::INFINITE, "T2");
    v.True(!x.client.GetDeadline(), "no Renew, ever");
    v.True(!x.server.GetDeadline(), "nor does the server forget");
}

void
DropsOffers(test::Verdict& v)
{
    const auto takes = [](const Edit& change) {
        Exchange x;
        x.Next();
        x.Answer(change);
        return x.Next() == dhcpv6::REQUEST;
    };
    v.True(takes([](Dhcpv6Message&) {}), "a sound one");
    v.True(!takes([](Dhcpv6Message& m) { m.associations[0].prefixes[0].validSeconds = 0; }) &&
               !takes([](Dhcpv6Message& m) {
                   m.associations[0].prefixes[0].preferredSeconds = 0;
                   m.associations[0].prefixes[0].validSeconds = 0;
               }),
           "a prefix without lifetime");
    v.True(!takes([](Dhcpv6Message& m) { m.status = Dhcpv6Status{UNSPEC_FAIL}; }), "a failure");
    v.True(!takes([](Dhcpv6Message& m) {
        m.associations[0].status = Dhcpv6Status{dhcpv6::NO_PREFIX_AVAIL};
    }),
           "a prefix beside \"none\"");
    v.True(!takes([](Dhcpv6Message& m) { m.serverId.clear(); }), "nobody's");
}

void
DropsReplies(test::Verdict& v)
{
    const auto leases = [](const Edit& change) {
        auto x = Requesting();
        x.Answer(change);
        return x.Leases();
    };
    v.Equal(leases([](Dhcpv6Message&) {}), "2001:db8::/62 ", "a sound one");
    v.Equal(leases([](Dhcpv6Message& m) { m.status = Dhcpv6Status{UNSPEC_FAIL}; }),
            "",
            "a failure");
    v.Equal(leases([](Dhcpv6Message& m) { m.serverId.clear(); }), "", "nobody's");
    v.Equal(leases([](Dhcpv6Message& m) {
                m.associations[0].prefixes[0].prefix = *Prefix::Parse("::/0");
            }),
            "",
            "everything");
    PrefixRequestSettings wanted;
    wanted.rapidCommit = true;
    auto settings = Pool("2001:db8::/60", 62);
    settings.rapidCommit = true;
    Exchange rapid(wanted, settings);
    rapid.Next();
    v.True(!rapid.Answer([](Dhcpv6Message& m) { m.rapidCommit = false; }),
           "a Reply to a Solicit without Rapid Commit");
}

void
StartsOver(test::Verdict& v)
{
    auto none = Requesting();
    none.Answer([](Dhcpv6Message& m) {
        m.associations[0].prefixes.clear();
        m.associations[0].status = Dhcpv6Status{dhcpv6::NO_PREFIX_AVAIL};
    });
    v.Equal(none.Next(), 1, "Solicit, as the server has none left");
    Exchange lost;
    lost.Bind();
    lost.Next();
    lost.Answer([](Dhcpv6Message& m) {
        m.associations[0].prefixes[0].preferredSeconds = 0;
        m.associations[0].prefixes[0].validSeconds = 0;
    });
    v.Equal(lost.Leases(), "", "a Renew that is answered with lifetimes of 0");
    v.Equal(lost.Next(), 1, "Solicit, as nothing is left");
    PrefixRequest idle(CLIENT, {});
    idle.Start(0, 0.5);
    idle.Release(0);
    v.True(idle.GetState() == State::Idle && !idle.GetDeadline(), "nothing to release: no Release");
}

void
ChangesServers(test::Verdict& v)
{
    const auto rebinding = [] {
        Exchange x;
        x.Bind();
        while (x.Next() != dhcpv6::REBIND)
        {
        }
        return x;
    };
    auto taken = rebinding();
    v.True(taken.Answer([](Dhcpv6Message& m) { m.serverId = OTHER; }), "another server's Reply");
    v.Equal(taken.Next(), 5, "Renew");
    v.True(taken.sent.serverId == OTHER, "of that server");
    auto unknown = rebinding();
    unknown.Answer([](Dhcpv6Message& m) {
        m.serverId = OTHER;
        m.associations[0].prefixes.clear();
        m.associations[0].status = Dhcpv6Status{dhcpv6::NO_BINDING};
    });
    v.Equal(unknown.Next(), 3, "Request");
    v.True(unknown.sent.serverId == OTHER, "of the server that has no binding");
}

void
Retransmits(test::Verdict& v)
{
    Exchange releasing;
    releasing.Bind();
    releasing.client.Release(releasing.now);
    std::string waits;
    while (releasing.Next() == dhcpv6::RELEASE)
    {
        waits += std::to_string(Left(releasing)) + " ";
    }
    v.Equal(waits, "1 2 4 8 ", "Release: REL_TIMEOUT is a second");
    Exchange told;
    told.Next();
    told.Answer([](Dhcpv6Message& m) { m.solMaxRt = 60; });
    while (told.Next() != dhcpv6::SOLICIT)
    {
    }
    int64_t longest = 0;
    for (int i = 0; i < 10; ++i)
    {
        longest = std::max(longest, Left(told));
        told.Next();
    }
    v.Equal(longest, 60, "SOL_MAX_RT counts for later Solicits too");
}

const std::vector<Row> ROWS{
    {"a client begins at random, and each exchange has its transaction and its time",
     "RFC 8415 16.1, 18.2.1, 18.2.9, 21.9; 8415-04",
     BeginsAtRandom},
    {"SOL_MAX_RT is asked for, Rapid Commit in a Solicit alone",
     "RFC 8415 18.2.1, 21.7, 21.14, 21.24",
     AsksForOptions},
    {"T1 and T2 are the server's, or the client's where it says 0",
     "RFC 8415 14.2, 21.21; 8415-05",
     HeedsTimes},
    {"a prefix for ever is never renewed", "RFC 8415 7.7, 21.21, 21.22", NeverEnds},
    {"an offer that offers nothing is none", "RFC 8415 16.3, 18.2.9; 8415-02", DropsOffers},
    {"a Reply that fails, or that nobody asked for, changes nothing",
     "RFC 8415 16.10, 18.2.1, 18.2.10.1, 21.22",
     DropsReplies},
    {"a client without prefixes begins anew", "RFC 8415 18.2.7, 18.2.10.1", StartsOver},
    {"who answers a Rebind is the server from then on",
     "RFC 8415 18.2.5, 18.2.10.1; 8415-05",
     ChangesServers},
    {"Releases and later Solicits keep to their times",
     "RFC 8415 7.6, 15, 21.24; 8415-04",
     Retransmits},
};

} // namespace

V6LAB_SUITE("v6lab-core-dhcpv6-delegation-cases", ROWS);
