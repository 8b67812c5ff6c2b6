// SPDX-License-Identifier: GPL-2.0-only
// Client and server of prefix delegation as values (RFC 8415 18).
#include "model/core/dhcpv6/prefix-delegation.h"
#include "model/core/dhcpv6/prefix-request.h"
#include "test/support/advertisements.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

#include <functional>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using test::data::Addr;

namespace
{

constexpr int64_t SECOND = 1000000000;
const Duid CLIENT = FromHex("00030001020000000001");
const Duid SERVER = FromHex("00030001020000000002");
const Duid OTHER = FromHex("00030001020000000003");
const IpAddress VIA = Addr("fe80::1");

using State = PrefixRequest::State;

DelegationSettings
Pool(const std::string& pool, uint8_t length)
{
    DelegationSettings settings;
    settings.pool = *Prefix::Parse(pool);
    settings.length = length;
    settings.preferredSeconds = 1000;
    settings.validSeconds = 2000;
    return settings;
}

/** A client that starts at 0 and draws `chance` each time, and a server; messages by hand. */
class Exchange
{
  public:
    explicit Exchange(const PrefixRequestSettings& wanted = {},
                      const DelegationSettings& given = Pool("2001:db8::/60", 62))
        : client(CLIENT, wanted),
          server(SERVER, given)
    {
        client.Start(0, 0);
    }

    /** Goes to the client's next deadline; the type that it sends there, 0 for nothing. */
    int Next()
    {
        now = client.GetDeadline().value_or(now);
        const auto message = client.OnTime(now, 0.5);
        sent = message ? *message : sent;
        return message ? message->type : 0;
    }

    /** What the server says to what was sent last. */
    std::optional<Dhcpv6Message> Reply(bool multicast = true)
    {
        return server.Answer(sent, VIA, multicast, now);
    }

    bool Answer(const std::function<void(Dhcpv6Message&)>& change = [](Dhcpv6Message&) {})
    {
        auto reply = Reply();
        if (!reply)
        {
            return false;
        }
        change(*reply);
        return client.OnMessage(*reply, now);
    }

    /** Solicit, Advertise, Request, Reply. */
    void Bind()
    {
        Next();
        Answer();
        Next();
        Answer();
    }

    std::string Leases() const
    {
        std::string text;
        for (const auto& lease : client.GetLeases())
        {
            text += lease.prefix.ToString() + " ";
        }
        return text;
    }

    PrefixRequest client;
    PrefixDelegation server;
    int64_t now{0};
    Dhcpv6Message sent;
};

std::string
Changes(PrefixDelegation& server)
{
    std::string text;
    for (const auto& change : server.TakeChanges())
    {
        text += (change.delegated ? "+" : "-") + change.prefix.ToString() + " via " +
                change.client.ToString() + " ";
    }
    return text;
}

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
Renumbers(test::Verdict& v)
{
    Exchange x;
    x.Bind();
    Changes(x.server);
    x.server.Change(Pool("2001:db8:1::/60", 62));
    x.Next();
    const auto reply = x.Reply();
    const auto& given = reply->associations.at(0).prefixes;
    v.Equal(given.size(), 2u, "both prefixes");
    v.Equal(given.at(0).prefix.ToString(), "2001:db8:1::/62", "the new one");
    v.True(given.at(1).prefix == *Prefix::Parse("2001:db8::/62") && given[1].validSeconds == 0 &&
               given[1].preferredSeconds == 0,
           "the old one, with lifetimes of 0");
    x.client.OnMessage(*reply, x.now);
    v.Equal(x.Leases(), "2001:db8:1::/62 ", "the client has the new one alone");
    v.Equal(Changes(x.server),
            "-2001:db8::/62 via fe80::1 +2001:db8:1::/62 via fe80::1 ",
            "and so has the router");
}

void
Releases(test::Verdict& v)
{
    Exchange x;
    x.Bind();
    Changes(x.server);
    x.client.Release(x.now);
    v.Equal(x.Leases(), "", "it is not used any more");
    v.Equal(x.Next(), 8, "Release");
    v.Equal(x.sent.associations[0].prefixes.at(0).prefix.ToString(), "2001:db8::/62", "of what");
    const auto reply = x.Reply();
    v.True(reply->status && reply->status->code == dhcpv6::SUCCESS, "Success");
    v.Equal(Changes(x.server), "-2001:db8::/62 via fe80::1 ", "nobody's any more");
    v.Equal(x.server.GetPool().GetUsed(), 0u, "used");
    x.client.OnMessage(*reply, x.now);
    v.True(x.client.GetState() == State::Idle && !x.client.GetDeadline(), "and that is all");
    v.Equal(x.Reply()->associations.at(0).status->code, dhcpv6::NO_BINDING, "a second time");
    Exchange silent;
    silent.Bind();
    silent.client.Release(silent.now);
    int sent = 0;
    while (silent.Next() == 8)
    {
        ++sent;
    }
    v.Equal(sent, 4, "Releases without an answer");
}

void
Exhausts(test::Verdict& v)
{
    Exchange x({}, Pool("2001:db8::/62", 62));
    x.Bind();
    Dhcpv6Message solicit = x.sent;
    solicit.type = dhcpv6::SOLICIT;
    solicit.serverId.clear();
    solicit.clientId = OTHER;
    const auto reply = x.server.Answer(solicit, VIA, true, x.now);
    v.Equal(reply->type, dhcpv6::ADVERTISE, "Advertise");
    v.Equal(reply->associations.at(0).status->code, dhcpv6::NO_PREFIX_AVAIL, "all are delegated");
    const auto later = x.server.Answer(solicit, VIA, true, x.now + 2001 * SECOND);
    v.True(!later->associations.at(0).status, "until one is no longer valid");
    v.Equal(x.server.GetBindings(), 1u, "bindings");
}

void
KnowsNothing(test::Verdict& v)
{
    Exchange x;
    x.Bind();
    PrefixDelegation fresh(SERVER, Pool("2001:db8::/60", 62));
    x.Next(); // Renew
    const auto renewed = fresh.Answer(x.sent, VIA, true, x.now);
    v.Equal(renewed->associations.at(0).status->code, dhcpv6::NO_BINDING, "Renew");
    v.True(x.client.OnMessage(*renewed, x.now), "counts");
    v.Equal(x.Next(), 3, "the client requests what it had");
    v.Equal(x.sent.associations.at(0).prefixes.at(0).prefix.ToString(), "2001:db8::/62", "that");
    auto rebind = x.sent;
    rebind.type = dhcpv6::REBIND;
    rebind.serverId.clear();
    v.True(!fresh.Answer(rebind, VIA, true, x.now), "a Rebind may be another server's");
    rebind.associations[0].prefixes[0].prefix = *Prefix::Parse("2001:db8:9::/62");
    const auto wrong = fresh.Answer(rebind, VIA, true, x.now);
    v.True(wrong && wrong->associations.at(0).prefixes.at(0).validSeconds == 0,
           "unless it cannot be right on this link");
}

void
OnlyWhatIsForIt(test::Verdict& v)
{
    Exchange x;
    x.Next();
    v.True(!x.Reply(false), "a Solicit must be multicast");
    x.Answer();
    x.Next();
    v.Equal(x.Reply(false)->status->code, dhcpv6::USE_MULTICAST, "a Request, too");
    x.sent.serverId = OTHER;
    v.True(!x.Reply(), "another server's Request");
    x.sent.serverId = SERVER;
    x.sent.clientId.clear();
    v.True(!x.Reply(), "nobody's Request");
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
    v.Equal((*free.client.GetDeadline() - free.now) / SECOND, 500, "T1 0: as the client likes");
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
    {"another pool reaches a client when it renews", "RFC 8415 18.3.4, 18.2.10.1", Renumbers},
    {"a prefix that is released is free at once", "RFC 8415 18.2.7, 18.3.7, 7.6", Releases},
    {"a server without prefixes says so", "RFC 8415 18.3.9, 21.13", Exhausts},
    {"a server that has forgotten says so, or nothing",
     "RFC 8415 18.3.4, 18.3.5, 18.2.10.1",
     KnowsNothing},
    {"a server answers what is for it, by multicast", "RFC 8415 16.2, 16.4, 18.4", OnlyWhatIsForIt},
    {"a client takes what is for it and does not contradict itself",
     "RFC 8415 16.10, 18.2.10.1, 21.21, 21.22; 8415-02, 8415-03",
     IgnoresNonsense},
};

} // namespace

V6LAB_SUITE("v6lab-core-dhcpv6-delegation", ROWS);
