// SPDX-License-Identifier: GPL-2.0-only
// A CLAT that learns its provider's prefix from DNS: RFC 7050.
#include "test/support/carrier-net.h"
#include "test/support/table.h"

#include <algorithm>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using namespace ns3::v6lab::test::carrier;
using ns3::Seconds;
using ns3::Simulator;

namespace
{

void
LearnsByDns(test::Verdict& v)
{
    Carrier net;
    net.SetDns(Records({"2001:db8::bad", "64:ff9b::c000:aa", "64:ff9b::c000:ab"}, 600));
    net.Advertise("", 0);
    net.Ask(1);
    net.Run(1200);
    v.Equal(net.payload, 200u, "IPv4 works");
    v.Equal(net.asked, "0 AAAA; 590 AAAA; 1180 AAAA; ", "queries");
    v.Equal(net.changes, "0 dns 64:ff9b::/96; ", "the same all the time");
}

void
HasNoDns64(test::Verdict& v)
{
    Carrier net;
    uint32_t none = 0;
    net.watch->TraceConnectWithoutContext(
        "NoDns64",
        ns3::Callback<void, uint32_t>([&none](uint32_t) { ++none; }));
    Answer negative;
    negative.kind = Answer::Kind::NoRecords;
    negative.ttlSeconds = 900;
    net.SetDns(negative);
    net.Advertise("", 0);
    net.Ask(1);
    net.Run(1000);
    v.Equal(net.asked, "0 AAAA; 0 A; 900 AAAA; 900 A; ", "queries");
    v.Equal(none, 0u, "no A records either");
    v.Equal(net.Used(), "", "no translation");
    v.True(!net.clat->GetPlatPrefix(), "the CLAT is off");
    v.Equal(net.drops, "no-clat-prefix; ", "and says so");
}

void
AsksNewResolvers(test::Verdict& v)
{
    Carrier net;
    net.SetDns(Answer()); // a failure
    AdvertiserSettings settings;
    settings.prefixes = {{Block("2001:db8:cafe::/64")}};
    settings.resolvers = {{{Addr("2001:db8::53")}, 9000}};
    Simulator::Schedule(Seconds(2), [&]() {
        RouterAdvertiser::Of(net.At("edge"))->Advertise(net.Device("edge", "access"), settings);
    });
    net.Run(4);
    v.Equal(net.asked, "0 AAAA; 2 AAAA; ", "at the start, and when resolvers are told");
}

/** Two prefixes by DNS; `dead` does not lead anywhere, as a check finds out after 6 s. */
std::string
ChosenAfterCheck(const std::vector<std::string>& dead)
{
    Carrier net;
    Answer answer;
    answer.kind = Answer::Kind::Records;
    answer.ttlSeconds = 600;
    for (const auto& prefix : {OLD, NEW})
    {
        answer.addresses.push_back(P(prefix).Embed(Addr("192.0.0.170")));
        answer.addresses.push_back(P(prefix).Embed(Addr("192.0.0.171")));
    }
    net.watch->SetConnectivityCheck(
        net.Uplink(),
        [dead](uint32_t, const Pref64& prefix, const std::function<void(bool)>& done) {
            const bool reachable =
                std::count(dead.begin(), dead.end(), prefix.GetPrefix().ToString()) == 0;
            Simulator::Schedule(Seconds(reachable ? 1 : 6),
                                [done, reachable]() { done(reachable); });
        });
    net.SetDns(answer);
    net.Run(20);
    return net.changes;
}

void
PrefersWhatWorks(test::Verdict& v)
{
    const std::string both = "0 dns " + OLD + " " + NEW + "; ";
    v.Equal(ChosenAfterCheck({}), both, "both work");
    v.Equal(ChosenAfterCheck({OLD}), both + "6 dns " + NEW + " " + OLD + "; ", "the second does");
    v.Equal(ChosenAfterCheck({NEW}), both, "the first does");
    v.Equal(ChosenAfterCheck({OLD, NEW}), both, "neither does: it may be the check");
}

const std::vector<Row> ROWS{
    {"without PREF64 DNS tells the prefix, asked again before the TTL ends",
     "RFC 7050 3, RFC 6877 6.3, 7050-01, 7050-11, 6877-07, 8585-03",
     LearnsByDns},
    {"where neither tells, the CLAT stays off",
     "RFC 8585 3.2, RFC 6877 6.3, 8585-03, 7050-08, 7050-09",
     HasNoDns64},
    {"new resolvers are asked at once", "RFC 7050 3, RFC 8106 5.3.1", AsksNewResolvers},
    {"of prefixes that DNS tells, one that fails its check stands behind those that do not",
     "RFC 7050 3.2; 7050-13",
     PrefersWhatWorks},
};

V6LAB_SUITE("v6lab-translation-pref64-dns", ROWS);

} // namespace
