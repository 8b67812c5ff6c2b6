// SPDX-License-Identifier: GPL-2.0-only
// The client of prefix delegation as a value (RFC 8415 18.2).
#include "test/support/delegation-exchange.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

using State = PrefixRequest::State;

void
FourMessages(test::Verdict& v)
{
    Exchange x;
    v.Equal(x.Next(), 1, "Solicit");
    v.True(x.sent.serverId.empty() && x.sent.associations.size() == 1, "to all servers");
    v.True(x.sent.associations[0].t1Seconds == 0 && x.sent.associations[0].t2Seconds == 0, "21.21");
    v.Equal(x.Reply()->type, dhcpv6::ADVERTISE, "Advertise");
    v.Equal(Changes(x.server), "", "an offer delegates nothing");
    x.Answer();
    v.Equal(x.Next(), 3, "Request");
    v.True(x.now >= SECOND && x.now <= 11 * SECOND / 10, "when servers have had their second");
    v.True(x.sent.serverId == SERVER, "of the server that offered");
    v.Equal(x.sent.associations[0].prefixes.at(0).prefix.ToString(), "2001:db8::/62", "offered");
    v.True(x.Answer(), "Reply");
    v.Equal(x.Leases(), "2001:db8::/62 ", "delegated");
    v.Equal(Changes(x.server), "+2001:db8::/62 via fe80::1 ", "to be routed");
    v.Equal((*x.client.GetDeadline() - x.now) / SECOND, 500, "T1, half of the preferred lifetime");
    v.True(x.client.GetState() == State::Bound, "bound");
}

void
TwoMessages(test::Verdict& v)
{
    PrefixRequestSettings wanted;
    wanted.rapidCommit = true;
    auto settings = Pool("2001:db8::/60", 62);
    settings.rapidCommit = true;
    Exchange x(wanted, settings);
    x.Next();
    v.Equal(x.Reply()->type, dhcpv6::REPLY, "Reply at once");
    v.True(x.Answer() && x.Leases() == "2001:db8::/62 ", "delegated");
    Exchange unasked({}, settings);
    unasked.Next();
    v.Equal(unasked.Reply()->type, dhcpv6::ADVERTISE, "not to who did not ask so");
    v.True(!unasked.Answer([](Dhcpv6Message& reply) {
        reply.type = dhcpv6::REPLY;
        reply.rapidCommit = true;
    }),
           "who does not take it either");
}

void
Hints(test::Verdict& v)
{
    PrefixRequestSettings wanted;
    wanted.hint = *Prefix::Parse("2001:db8:0:8::/62");
    Exchange x(wanted);
    x.Bind();
    v.Equal(x.Leases(), "2001:db8:0:8::/62 ", "the prefix that it would like");
    wanted.hint = *Prefix::Parse("2001:db8:1::/62");
    Exchange outside(wanted);
    outside.Bind();
    v.Equal(outside.Leases(), "2001:db8::/62 ", "another, if the server has it not");
}

void
Preference(test::Verdict& v)
{
    Exchange x;
    x.Next();
    x.Answer([](Dhcpv6Message& reply) { reply.preference = uint8_t{5}; });
    x.Answer([](Dhcpv6Message& reply) {
        reply.serverId = OTHER;
        reply.preference = uint8_t{9};
    });
    x.Answer([](Dhcpv6Message& reply) { reply.preference = uint8_t{7}; });
    v.Equal(x.Next(), 3, "Request");
    v.True(x.sent.serverId == OTHER, "the highest preference wins");
    Exchange best;
    best.Next();
    best.Answer([](Dhcpv6Message& reply) { reply.preference = uint8_t{255}; });
    const int64_t before = best.now;
    best.Next();
    v.Equal(best.now, before, "255 is not waited beyond");
}

/** The seconds between messages of one kind without an answer, chance in the middle. */
std::string
Waits(Exchange& x, int count)
{
    std::string text;
    int64_t last = x.now;
    for (int i = 0; i < count; ++i)
    {
        x.Next();
        text += std::to_string((x.now - last + SECOND / 2) / SECOND) + " ";
        last = x.now;
    }
    return text;
}

void
Retransmits(test::Verdict& v)
{
    Exchange x;
    x.Next();
    v.Equal(Waits(x, 13), "1 2 4 8 17 34 67 134 269 538 1075 2150 3600 ", "Solicit, up to an hour");
    Exchange requesting;
    requesting.Next();
    requesting.Answer();
    requesting.Next();
    v.Equal(Waits(requesting, 9), "1 2 4 8 16 30 30 30 30 ", "Request, ten times");
    v.Equal(requesting.Next(), 1, "then another Solicit");
    Exchange told;
    told.Next();
    told.Answer([](Dhcpv6Message& reply) {
        reply.solMaxRt = 60;
        reply.associations[0].status = Dhcpv6Status{dhcpv6::NO_PREFIX_AVAIL};
    });
    v.True(told.client.GetState() == State::Soliciting, "an Advertise without prefix is none");
    v.Equal(Waits(told, 9), "1 2 4 8 17 34 60 60 60 ", "but for its SOL_MAX_RT");
}

void
RenewsAndRebinds(test::Verdict& v)
{
    Exchange x;
    x.Bind();
    const int64_t bound = x.now;
    v.Equal(x.Next(), 5, "Renew");
    v.Equal((x.now - bound) / SECOND, 500, "at T1");
    v.Equal(Waits(x, 4), "10 20 40 80 ", "again and again");
    while (x.Next() == 5)
    {
    }
    v.Equal(int{x.sent.type}, 6, "Rebind");
    v.Equal((x.now - bound) / SECOND, 800, "at T2");
    v.True(x.sent.serverId.empty(), "to any server");
    v.True(x.Answer() && x.client.GetState() == State::Bound, "any answer will do");
    const int64_t again = x.now;
    x.Next();
    while (x.Next() != 1)
    {
    }
    v.Equal((x.now - again) / SECOND, 2000, "Solicit, when the valid lifetime is over");
    v.Equal(x.Leases(), "", "with nothing");
}

void
IgnoresNonsense(test::Verdict& v)
{
    const auto takes = [](const std::function<void(Dhcpv6Message&)>& change) {
        Exchange x;
        x.Next();
        x.Answer();
        x.Next();
        x.Answer(change);
        return x.Leases() != "";
    };
    v.True(takes([](Dhcpv6Message&) {}), "a sound Reply");
    v.True(!takes([](Dhcpv6Message& m) { m.associations[0].t1Seconds = 900; }), "T1 beyond T2");
    v.True(!takes([](Dhcpv6Message& m) { m.associations[0].prefixes[0].preferredSeconds = 2001; }),
           "preferred beyond valid");
    v.True(!takes([](Dhcpv6Message& m) { m.associations[0].iaid = 2; }), "another association");
    v.True(!takes([](Dhcpv6Message& m) { m.transaction ^= 1; }), "another transaction");
    v.True(!takes([](Dhcpv6Message& m) { m.clientId = OTHER; }), "another client");
    v.True(!takes([](Dhcpv6Message& m) { m.serverId = OTHER; }), "another server");
    Exchange x;
    x.Bind();
    Exchange free;
    free.Next();
    free.Answer();
    free.Next();
    free.Answer(
        [](Dhcpv6Message& m) { m.associations[0].t1Seconds = m.associations[0].t2Seconds = 0; });
    const int64_t bound = free.now;
    v.Equal((*free.client.GetDeadline() - bound) / SECOND, 500, "T1 0: as the client likes");
    while (free.Next() != 6)
    {
    }
    v.Equal((free.now - bound) / SECOND, 800, "and T2");
}

const std::vector<Row> ROWS{
    {"Solicit, Advertise, Request, Reply",
     "RFC 8415 18.2.1, 18.2.2, 18.3.1, 18.3.2, 21.21; 8415-01, 8415-02",
     FourMessages},
    {"two messages instead of four, if both sides want so",
     "RFC 8415 18.2.1, 21.14; 8415-01",
     TwoMessages},
    {"a client may say which prefix it would like", "RFC 8415 18.2.4, 21.22; 8415-03", Hints},
    {"of several servers the one of the highest preference is asked",
     "RFC 8415 18.2.1, 18.2.9, 21.8",
     Preference},
    {"messages go again after times that double", "RFC 8415 7.6, 15, 18.2.9; 8415-04", Retransmits},
    {"a prefix is renewed, rebound, and lost",
     "RFC 8415 18.2.4, 18.2.5; 8415-05",
     RenewsAndRebinds},
    {"a client takes what is for it and does not contradict itself",
     "RFC 8415 16.10, 18.2.10.1, 21.21, 21.22; 8415-02, 8415-03",
     IgnoresNonsense},
};

} // namespace

V6LAB_SUITE("v6lab-core-dhcpv6-delegation", ROWS);
