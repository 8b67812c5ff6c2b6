// SPDX-License-Identifier: GPL-2.0-only
// How often a client of prefix delegation may ask, whatever servers say (RFC 8415 14.1, 14.2).
#include "test/support/delegation-exchange.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

using State = PrefixRequest::State;

DelegationSettings
Lasting(uint32_t preferred, uint32_t valid)
{
    auto settings = Pool("2001:db8::/60", 62);
    settings.preferredSeconds = preferred;
    settings.validSeconds = valid;
    return settings;
}

/** "T1 T2" as the server tells them, and when the client renews and rebinds in milliseconds. */
std::string
TimesOf(uint32_t preferred, const std::function<void(Dhcpv6Message&)>& change)
{
    Exchange x({}, Lasting(preferred, 7200));
    x.Next();
    x.Answer();
    x.Next();
    std::string text;
    x.Answer([&](Dhcpv6Message& reply) {
        const auto& ia = reply.associations.at(0);
        text = std::to_string(ia.t1Seconds) + " " + std::to_string(ia.t2Seconds);
        change(reply);
    });
    const int64_t bound = x.now;
    for (const int type : {5, 6})
    {
        for (int i = 0; i < 1000 && x.Next() != type; ++i)
        {
        }
        text += " " + std::to_string((x.now - bound) / 1000000);
    }
    return text;
}

void
WaitsToRenew(test::Verdict& v)
{
    const auto as = [](uint32_t t1, uint32_t t2) {
        return [=](Dhcpv6Message& reply) {
            reply.associations[0].t1Seconds = t1;
            reply.associations[0].t2Seconds = t2;
        };
    };
    const auto told = [](Dhcpv6Message&) {};
    v.Equal(TimesOf(1, told), "0 0 1000 2000", "preferred for a second: as the client likes");
    v.Equal(TimesOf(2, told), "1 2 1000 2000", "for two: T2 is behind T1");
    v.Equal(TimesOf(3, told), "1 2 1000 2000", "for three");
    v.Equal(TimesOf(10, told), "5 8 5000 8000", "for ten: half and four fifths");
    v.Equal(TimesOf(2, as(0, 0)), "1 2 1000 2000", "another server leaves it open");
    v.Equal(TimesOf(100, as(0, 10)), "50 80 6000 10000", "T1 is in front of the T2 that was told");
    v.Equal(TimesOf(100, as(90, 0)), "50 80 90000 91000", "and T2 behind the T1 that was told");
}

/** All messages until then, each answered; `change` may falsify the answers. */
int
Sent(
    Exchange& x,
    int64_t seconds,
    int type = 0,
    const std::function<void(Dhcpv6Message&)>& change = [](Dhcpv6Message&) {})
{
    int count = 0;
    for (int i = 0; i < 100000 && x.client.GetDeadline().value_or(NEVER) <= seconds * SECOND; ++i)
    {
        const int sent = x.Next();
        if (sent != 0)
        {
            count += type == 0 || sent == type ? 1 : 0;
            x.Answer(change);
        }
    }
    return count;
}

void
NoStorm(test::Verdict& v)
{
    Exchange x({}, Lasting(1, 7200));
    const int sent = Sent(x, 60);
    v.True(sent > 50 && sent < 65, std::to_string(sent) + " messages in a minute");
    v.True(x.client.GetState() == State::Bound, "it keeps its prefix");
    auto lost = Lasting(1, 1); // lost each second, and found again by two messages
    lost.preference = 255;
    Exchange again({}, lost);
    const int asked = Sent(again, 100);
    v.True(asked > 100 && asked <= 121, std::to_string(asked) + " messages in 100 seconds");
}

void
Unbound(test::Verdict& v)
{
    Exchange x;
    const auto refuse = [](Dhcpv6Message& reply) {
        if (reply.type == dhcpv6::REPLY)
        {
            reply.associations[0].prefixes.clear();
            reply.associations[0].status = Dhcpv6Status{dhcpv6::NO_BINDING};
        }
    };
    v.Equal(Sent(x, 30, 3, refuse), 5, "Requests, at 1, 2, 4, 8 and 16 seconds or so");
    v.True(Sent(x, 250, 1, refuse) > 0, "then it looks for a server again");
    v.Equal(x.Leases(), "", "it has nothing");
}

const std::vector<Row> ROWS{
    {"a client renews after a second at the earliest, and rebinds later",
     "RFC 8415 14.2, 21.21, 18.2.4, 18.2.5; 8415-09",
     WaitsToRenew},
    {"no lifetimes make a client send more than 20 messages in 20 seconds",
     "RFC 8415 14.1; 8415-09",
     NoStorm},
    {"a server that has no binding for who just asks for one is asked more and more slowly",
     "RFC 8415 14.1, 15, 18.2.10.1; 8415-09",
     Unbound},
};

} // namespace

V6LAB_SUITE("v6lab-core-dhcpv6-delegation-rate", ROWS);
