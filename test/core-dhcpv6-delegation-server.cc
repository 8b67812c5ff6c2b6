// SPDX-License-Identifier: GPL-2.0-only
// The server of prefix delegation as a value (RFC 8415 18.3).
#include "test/support/delegation-exchange.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

using State = PrefixRequest::State;

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

/** The new pool is full: there is nothing instead of what is withdrawn. */
void
Withdraws(test::Verdict& v)
{
    Exchange x;
    x.Bind();
    x.server.Change(Pool("2001:db8:1::/62", 62));
    Dhcpv6Message solicit = x.sent;
    solicit.type = dhcpv6::REQUEST;
    solicit.clientId = OTHER;
    x.server.Answer(solicit, VIA, true, x.now);
    Changes(x.server);
    v.Equal(x.Next(), 5, "Renew");
    const auto reply = x.Reply();
    const auto& given = reply->associations.at(0);
    v.True(given.status && given.status->code == dhcpv6::NO_PREFIX_AVAIL, "NoPrefixAvail");
    v.True(given.prefixes.size() == 1 && given.prefixes[0].validSeconds == 0, "lifetime 0");
    v.Equal(Changes(x.server), "-2001:db8::/62 via fe80::1 ", "it is routed no more");
    v.True(x.client.OnMessage(*reply, x.now), "counts");
    v.Equal(x.Leases(), "", "nor used");
    const int64_t before = x.now;
    v.Equal(x.Next(), 1, "another server may have some");
    v.True(x.now - before >= SECOND, "not at once");
}

void
ReleasesItsOwn(test::Verdict& v)
{
    Exchange x;
    x.Bind();
    Changes(x.server);
    Dhcpv6Message release = x.sent;
    release.type = dhcpv6::RELEASE;
    for (const char* other : {"2001:db8:0:4::/62", "2001:db8::/61", ""})
    {
        release.associations[0].prefixes.clear();
        if (const auto prefix = Prefix::Parse(other))
        {
            release.associations[0].prefixes.push_back({*prefix});
        }
        const auto reply = x.server.Answer(release, VIA, true, x.now);
        v.True(reply->status->code == dhcpv6::SUCCESS && reply->associations.empty(), "Success");
        v.Equal(Changes(x.server), "", std::string("it was not \"") + other + "\"");
    }
    release.associations[0].prefixes = {{*Prefix::Parse("2001:db8:0:4::/62")},
                                        {*Prefix::Parse("2001:db8::/62")}};
    x.server.Answer(release, VIA, true, x.now);
    v.Equal(Changes(x.server), "-2001:db8::/62 via fe80::1 ", "among others");
    Exchange offered;
    offered.Next();
    offered.Reply();
    release.associations[0].prefixes = {{*Prefix::Parse("2001:db8::/62")}};
    v.Equal(offered.server.Answer(release, VIA, true, 0)->associations.at(0).status->code,
            dhcpv6::NO_BINDING,
            "an offer is no binding");
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
    const auto still = x.server.Answer(solicit, VIA, true, x.now + 1999 * SECOND);
    v.True(still->associations.at(0).status.has_value(), "as long as they are valid");
    const auto later = x.server.Answer(solicit, VIA, true, x.now + 2001 * SECOND);
    v.True(!later->associations.at(0).status, "until one is no longer valid");
    v.Equal(x.server.GetBindings(), 1u, "bindings");
}

/** Of one client's associations each has a number, and a prefix of its own. */
void
KeepsAssociations(test::Verdict& v)
{
    Exchange x(PrefixRequestSettings{7});
    x.Bind();
    v.Equal(x.Leases(), "2001:db8::/62 ", "what is answered is what was asked");
    Dhcpv6Message both = x.sent;
    both.associations = {PrefixAssociation{7}, PrefixAssociation{8}, PrefixAssociation{0x107}};
    const auto reply = x.server.Answer(both, VIA, true, x.now);
    v.Equal(reply->associations.at(0).iaid, 7u, "first");
    v.Equal(reply->associations.at(0).prefixes.at(0).prefix.ToString(), "2001:db8::/62", "its own");
    v.Equal(reply->associations.at(1).iaid, 8u, "second");
    v.Equal(reply->associations.at(1).prefixes.at(0).prefix.ToString(),
            "2001:db8:0:4::/62",
            "another one");
    v.Equal(reply->associations.at(2).prefixes.at(0).prefix.ToString(),
            "2001:db8:0:8::/62",
            "a number has 32 bits");
}

/** Nobody asks for what was offered: another client gets it. */
void
ForgetsOffers(test::Verdict& v)
{
    Exchange x({}, Pool("2001:db8::/62", 62));
    x.Next();
    x.Reply();
    auto other = x.sent;
    other.clientId = OTHER;
    v.True(x.server.Answer(other, VIA, true, x.now)->associations.at(0).status.has_value(),
           "as long as it may be asked for");
    const auto later = x.server.Answer(other, VIA, true, x.now + 61 * SECOND);
    v.True(!later->associations.at(0).status, "not for ever");
    v.Equal(Changes(x.server), "", "nobody has had it, so nothing has changed");
    Exchange offered;
    offered.Next();
    offered.Answer();
    offered.Next();
    offered.sent.type = dhcpv6::RENEW;
    const auto renewed = offered.Reply()->associations.at(0);
    v.True(renewed.status && renewed.status->code == dhcpv6::NO_BINDING,
           "an offer is no binding that could be renewed");
}

/** The next hop of a prefix is the address that its client asks from. */
void
FollowsClient(test::Verdict& v)
{
    Exchange x;
    x.Bind();
    Changes(x.server);
    x.Next();
    x.server.Answer(x.sent, *IpAddress::Parse("fe80::2"), true, x.now);
    v.Equal(Changes(x.server),
            "-2001:db8::/62 via fe80::1 +2001:db8::/62 via fe80::2 ",
            "another address of the client's");
    x.server.Answer(x.sent, *IpAddress::Parse("fe80::2"), true, x.now);
    v.Equal(Changes(x.server), "", "the same again");
}

void
LooksThroughHints(test::Verdict& v)
{
    Exchange x;
    x.Next();
    x.sent.associations[0].prefixes = {{*Prefix::Parse("2001:db8:9::/62")},
                                       {*Prefix::Parse("2001:db8:0:c::/62")}};
    v.Equal(x.Reply()->associations.at(0).prefixes.at(0).prefix.ToString(),
            "2001:db8:0:c::/62",
            "the first that it has");
}

/** A pool grows around what is delegated already. */
void
KeepsDelegated(test::Verdict& v)
{
    Exchange x;
    x.Bind();
    x.server.Change(Pool("2001:db8::/59", 62));
    Dhcpv6Message solicit = x.sent;
    solicit.type = dhcpv6::SOLICIT;
    solicit.serverId.clear();
    solicit.clientId = OTHER;
    solicit.associations = {PrefixAssociation{1}};
    v.Equal(x.server.Answer(solicit, VIA, true, x.now)
                ->associations.at(0)
                .prefixes.at(0)
                .prefix.ToString(),
            "2001:db8:0:4::/62",
            "another client gets another one");
    x.Next();
    x.Answer();
    v.Equal(x.Leases(), "2001:db8::/62 ", "the first keeps its own");
}

void
TellsPreference(test::Verdict& v)
{
    auto settings = Pool("2001:db8::/60", 62);
    settings.preference = 7;
    Exchange x({}, settings);
    x.Next();
    v.True(x.Reply()->preference == uint8_t{7}, "told");
    x.Answer();
    x.Next();
    v.True(!x.Reply()->preference, "in a Reply there is nothing to choose");
    Exchange plain;
    plain.Next();
    v.True(!plain.Reply()->preference, "0 needs no option");
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
    x.sent.serverId = SERVER;
    v.True(!x.Reply(), "a Solicit is for no server in particular");
    x.sent.serverId.clear();
    x.Answer();
    x.Next();
    v.Equal(x.Reply(false)->status->code, dhcpv6::USE_MULTICAST, "a Request, too");
    x.sent.serverId = OTHER;
    v.True(!x.Reply(), "another server's Request");
    x.sent.serverId = SERVER;
    x.sent.clientId.clear();
    v.True(!x.Reply(), "nobody's Request");
}

const std::vector<Row> ROWS{
    {"another pool reaches a client when it renews", "RFC 8415 18.3.4, 18.2.10.1", Renumbers},
    {"a prefix that is released is free at once", "RFC 8415 18.2.7, 18.3.7, 7.6", Releases},
    {"a prefix is withdrawn, and there is no other",
     "RFC 8415 18.2.10.1, 18.3.4; 8415-10",
     Withdraws},
    {"only what is named is released, and only if it is the client's",
     "RFC 8415 18.3.7; 8415-11",
     ReleasesItsOwn},
    {"a server without prefixes says so", "RFC 8415 18.3.9, 21.13", Exhausts},
    {"an association keeps its number, and each has a prefix of its own",
     "RFC 8415 12, 18.3.2, 21.21; 8415-01",
     KeepsAssociations},
    {"an offer that nobody takes is free again", "RFC 8415 18.3.4, 18.3.9", ForgetsOffers},
    {"a client that asks from another address is routed to there",
     "RFC 8415 6.3, 18.3.4; 8415-08",
     FollowsClient},
    {"of several prefixes that a client would like it gets one that there is",
     "RFC 8415 18.3.9, 21.22; 8415-03",
     LooksThroughHints},
    {"in a larger pool delegations stay as they are", "RFC 8415 18.3.4", KeepsDelegated},
    {"a server's preference stands in its Advertise", "RFC 8415 18.3.9, 21.8", TellsPreference},
    {"a server that has forgotten says so, or nothing",
     "RFC 8415 18.3.4, 18.3.5, 18.2.10.1",
     KnowsNothing},
    {"a server answers what is for it, by multicast", "RFC 8415 16.2, 16.4, 18.4", OnlyWhatIsForIt},
};

} // namespace

V6LAB_SUITE("v6lab-core-dhcpv6-delegation-server", ROWS);
