// SPDX-License-Identifier: GPL-2.0-only
// What routers advertise, and when (RFC 4861 6.2, RFC 8106 5.1, RFC 8781 4.1).
#include "model/core/advertisement/advertisement-pieces.h"
#include "model/core/advertisement/advertisement-timer.h"
#include "model/core/advertisement/advertisement-withdrawals.h"
#include "model/core/advertisement/advertiser-settings.h"
#include "model/core/time-units.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

#include <algorithm>

using namespace ns3::v6lab;
using test::Row;
using test::data::Addr;
using test::data::Block;
using test::data::Complaint;

namespace
{

Row
Refused(const std::string& name,
        const std::string& allowed,
        const std::string& clause,
        const std::function<void(AdvertiserSettings&)>& spoil)
{
    return {"the setting " + name + " is refused unless it is " + allowed,
            clause,
            [=](test::Verdict& v) {
                AdvertiserSettings settings;
                CheckAdvertiser(settings);
                spoil(settings);
                const std::string text = Complaint([&settings] { CheckAdvertiser(settings); });
                v.True(text.find(name) != std::string::npos, "\"" + text + "\" names it");
                v.True(text.find(allowed) != std::string::npos, "\"" + text + "\" allows");
            }};
}

RouterAdvertisement
WithInterval(uint32_t seconds)
{
    AdvertiserSettings settings;
    settings.maxIntervalSeconds = seconds;
    settings.pref64s.push_back({Pref64(), std::nullopt});
    settings.resolvers.push_back({{Addr("2001:db8::53")}, std::nullopt});
    CheckAdvertiser(settings);
    return Compose(settings);
}

void
DefaultLifetimes(test::Verdict& v)
{
    v.Equal(WithInterval(600).lifetimeSeconds, 1800, "router lifetime");
    v.Equal(WithInterval(600).resolvers.at(0).lifetimeSeconds, 1800u, "resolvers");
    v.Equal(WithInterval(600).pref64s.at(0).lifetimeSeconds, 225u * 8, "PREF64");
    v.Equal(WithInterval(4).pref64s.at(0).lifetimeSeconds, 12u, "PREF64, of 4 s");
    v.Equal(AdvertiserSettings().GetMinInterval(), 198u, "shortest interval of 600 s");
    AdvertiserSettings quick;
    quick.maxIntervalSeconds = 4;
    v.Equal(quick.GetMinInterval(), 3u, "shortest interval of 4 s");
}

void
LongLifetime(test::Verdict& v)
{
    AdvertiserSettings settings;
    settings.lifetimeSeconds = 65529;
    v.True(FindDoubts(settings).empty(), "without NAT64 nothing is doubtful");
    settings.pref64s.push_back({Pref64(), std::nullopt});
    CheckAdvertiser(settings);
    const auto doubts = FindDoubts(settings);
    v.Equal(doubts.size(), 1u, "doubts");
    v.True(doubts.at(0).find("65529") != std::string::npos, "names it: " + doubts[0]);
    settings.lifetimeSeconds = 65528;
    v.True(FindDoubts(settings).empty(), "65528 is fine");
}

void
ShortPref64(test::Verdict& v)
{
    AdvertiserSettings settings;
    settings.pref64s.push_back({Pref64(), 599});
    v.Equal(FindDoubts(settings).size(), 1u, "ends between two");
    settings.pref64s = {{Pref64(), 0}};
    v.True(FindDoubts(settings).empty(), "0 withdraws it");
}

/** 200 prefixes, 300 resolvers in lists of 127 at most, two NAT64 prefixes and one that was. */
RouterAdvertisement
LongAdvertisement()
{
    AdvertiserSettings settings;
    settings.mtu = 1400;
    const auto numbered = [](const std::string& rest, int i) {
        return "2001:db8:" + std::to_string(1000 + i) + rest;
    };
    for (int i = 0; i < 200; ++i)
    {
        settings.prefixes.push_back({Block(numbered("::/64", i))});
    }
    for (const int from : {0, 127, 254})
    {
        settings.resolvers.emplace_back();
        for (int i = from; i < std::min(from + 127, 300); ++i)
        {
            settings.resolvers.back().addresses.push_back(Addr(numbered("::53", i)));
        }
    }
    settings.pref64s = {{Pref64(), std::nullopt},
                        {Pref64(Block("2001:db8:64::/96")), 0},
                        {Pref64(Block("2001:db8:65::/96")), 600}};
    CheckAdvertiser(settings);
    auto whole = Compose(settings);
    whole.sourceLinkLayer = {0, 0, 0, 0, 0, 1};
    return whole;
}

void
Pieces(test::Verdict& v)
{
    const auto whole = LongAdvertisement();
    const auto pieces = InPieces(whole);
    RouterAdvertisement all;
    size_t bytes = 0;
    for (const auto& piece : pieces)
    {
        const size_t size = piece.Encode(IpAddress(), IpAddress()).size();
        v.True(size <= LONGEST_ADVERTISEMENT, std::to_string(size) + " bytes");
        bytes += size;
        v.True(piece.mtu == whole.mtu && piece.sourceLinkLayer == whole.sourceLinkLayer &&
                   piece.lifetimeSeconds == whole.lifetimeSeconds,
               "what is said of the router and the link");
        size_t live = 0;
        for (const auto& pref64 : piece.pref64s)
        {
            live += pref64.lifetimeSeconds > 0 ? 1 : 0;
            all.pref64s.insert(all.pref64s.end(), pref64.lifetimeSeconds == 0 ? 1 : 0, pref64);
        }
        v.Equal(live, 2u, "NAT64 prefixes in use");
        all.prefixes.insert(all.prefixes.end(), piece.prefixes.begin(), piece.prefixes.end());
        for (const auto& list : piece.resolvers)
        {
            v.Equal(list.lifetimeSeconds, 1800u, "lifetime of resolvers");
            all.resolvers.resize(1);
            auto& into = all.resolvers[0].addresses;
            into.insert(into.end(), list.addresses.begin(), list.addresses.end());
        }
    }
    v.Equal(all.prefixes.size(), 200u, "prefixes, each once");
    v.Equal(all.prefixes.at(199).prefix.ToString(), "2001:db8:1199::/64", "in their order");
    v.Equal(all.resolvers.at(0).addresses.size(), 300u, "resolvers, each once");
    v.Equal(all.resolvers[0].addresses[299].ToString(), "2001:db8:1299::53", "in their order");
    v.Equal(all.pref64s.size(), 1u, "the NAT64 prefix that was, once");
    v.True(bytes > (pieces.size() - 1) * (LONGEST_ADVERTISEMENT - 32), "pieces are full");
    v.Equal(InPieces(RouterAdvertisement()).size(), 1u, "one message if it fits");
}

void
Withdrawals(test::Verdict& v)
{
    AdvertiserSettings before;
    before.prefixes = {{Block("2001:db8:1::/64")}, {Block("2001:db8:2::/64")}};
    before.resolvers = {{{Addr("2001:db8::1"), Addr("2001:db8::2")}, 600}};
    before.pref64s = {{Pref64(), 600}};
    AdvertiserSettings after;
    after.prefixes = {{Block("2001:db8:2::/64")}, {Block("2001:db8:3::/64")}};
    after.resolvers = {{{Addr("2001:db8::2")}, 600}};
    after.pref64s = {{Pref64(Block("2001:db8:64::/96")), 600}};
    auto next = Compose(after);
    AddWithdrawals(next, Compose(before));
    std::string text;
    for (const auto& prefix : next.prefixes)
    {
        text += prefix.prefix.ToString() + " " + std::to_string(prefix.validSeconds) + " " +
                std::to_string(prefix.preferredSeconds) + "; ";
    }
    for (const auto& list : next.resolvers)
    {
        for (const auto& address : list.addresses)
        {
            text += address.ToString() + " " + std::to_string(list.lifetimeSeconds) + "; ";
        }
    }
    for (const auto& pref64 : next.pref64s)
    {
        text += pref64.prefix.GetPrefix().ToString() + " " +
                std::to_string(pref64.lifetimeSeconds) + "; ";
    }
    v.Equal(text,
            "2001:db8:2::/64 2592000 604800; 2001:db8:3::/64 2592000 604800; 2001:db8:1::/64 0 0; "
            "2001:db8::2 600; 2001:db8::1 0; "
            "2001:db8:64::/96 600; 64:ff9b::/96 0; ",
            "told");
}

void
Inconsistencies(test::Verdict& v)
{
    AdvertiserSettings settings;
    settings.prefixes = {{Block("2001:db8:1::/64")}};
    settings.pref64s = {{Pref64(), 600}};
    const auto own = Compose(settings);
    v.True(FindInconsistencies(own, own).empty(), "the same is consistent");
    auto lifetimes = own;
    lifetimes.lifetimeSeconds = 0;
    lifetimes.pref64s.at(0).lifetimeSeconds = 1200;
    lifetimes.hopLimit = 0;
    v.True(FindInconsistencies(own, lifetimes).empty(), "router lifetimes are each one's own");
    auto other = own;
    other.managed = true;
    other.prefixes.at(0).preferredSeconds = 1;
    other.pref64s = {{Pref64(Block("2001:db8:64::/96")), 600}};
    const auto found = FindInconsistencies(own, other);
    v.Equal(found.size(), 3u, "sentences");
    v.True(found.at(0).find("managed") != std::string::npos, found[0]);
    v.True(found.at(1).find("preferredSeconds of prefix 2001:db8:1::/64") != std::string::npos,
           found[1]);
    v.True(found.at(2).find("2001:db8:64::/96") != std::string::npos &&
               found[2].find("64:ff9b::/96") != std::string::npos,
           found[2]);
    auto none = own;
    none.pref64s.at(0).lifetimeSeconds = 0;
    v.Equal(FindInconsistencies(own, none).size(), 1u, "a withdrawn PREF64 is none");
}

/** When the first advertisements go, in seconds, without solicitations. */
void
FirstThree(test::Verdict& v)
{
    AdvertisementTimer timer;
    v.True(!timer.GetNext(), "nothing before the start");
    timer.SetIntervals(200, 600);
    timer.Start(0);
    std::string times;
    for (int i = 0; i < 5; ++i)
    {
        const int64_t now = *timer.GetNext();
        times += std::to_string(now / SECOND) + " ";
        timer.OnSent(now, i % 2 == 0 ? 0.5 : 0.0);
    }
    v.Equal(times, "0 16 32 432 632 ", "times");
}

void
Answers(test::Verdict& v)
{
    AdvertisementTimer timer;
    timer.SetIntervals(200, 600);
    timer.OnSolicitation(0, 0.5);
    v.True(!timer.GetNext(), "a router that does not advertise does not answer");
    timer.Start(0);
    timer.OnSent(0, 0);
    timer.OnSolicitation(1 * SECOND, 0.5);
    v.Equal(*timer.GetNext(), 3 * SECOND + SECOND / 4, "three seconds after the last, and a bit");
    timer.OnSolicitation(2 * SECOND, 0.8);
    v.Equal(*timer.GetNext(), 3 * SECOND + SECOND / 4, "one answer for both");
    timer.OnSent(*timer.GetNext(), 0);
    timer.OnSolicitation(10 * SECOND, 1.0);
    v.Equal(*timer.GetNext(), 10 * SECOND + SECOND / 2, "half a second at most");
    timer.OnSent(*timer.GetNext(), 0);
    timer.OnSolicitation(210 * SECOND + SECOND / 4, 1.0);
    v.Equal(*timer.GetNext(), 210 * SECOND + SECOND / 2, "the one that is due is the answer");
}

void
News(test::Verdict& v)
{
    AdvertisementTimer timer;
    timer.SetIntervals(200, 600);
    timer.Start(0);
    for (int i = 0; i < 4; ++i)
    {
        timer.OnSent(*timer.GetNext(), 0);
    }
    timer.Start(300 * SECOND);
    std::string times;
    for (int i = 0; i < 4; ++i)
    {
        times += std::to_string(*timer.GetNext() / SECOND) + " ";
        timer.OnSent(*timer.GetNext(), 0);
    }
    v.Equal(times, "300 316 332 532 ", "times");
    timer.Start(533 * SECOND);
    v.Equal(*timer.GetNext() / SECOND, 535, "no sooner than three seconds after the last");
}

const std::vector<Row> ROWS{
    {"lifetimes that are not set are three times the longest interval",
     "RFC 4861 6.2.1, RFC 8106 5.1, RFC 8781 4.1, 8781-05",
     DefaultLifetimes},
    {"a router lifetime that no PREF64 can match is doubtful",
     "RFC 8781 4.1, 8781-07",
     LongLifetime},
    {"so is a PREF64 that ends between two advertisements", "RFC 8781 4.1", ShortPref64},
    Refused("maxIntervalSeconds",
            "4 to 1800",
            "RFC 4861 6.2.1",
            [](auto& s) { s.maxIntervalSeconds = 1801; }),
    Refused("minIntervalSeconds",
            "3 to 450",
            "RFC 4861 6.2.1",
            [](auto& s) { s.minIntervalSeconds = 451; }),
    Refused("minIntervalSeconds",
            "3 to 450",
            "RFC 4861 6.2.1",
            [](auto& s) { s.minIntervalSeconds = 2; }),
    Refused("lifetimeSeconds",
            "0 or 600",
            "RFC 4861 6.2.1, RFC 8319 4",
            [](auto& s) { s.lifetimeSeconds = 599; }),
    Refused("lifetimeSeconds",
            "to 65535",
            "RFC 4861 4.2, RFC 8319 4",
            [](auto& s) { s.lifetimeSeconds = 65536; }),
    Refused("mtu", "at least 1280", "RFC 8200 5", [](auto& s) { s.mtu = 1279; }),
    Refused("reachableMs",
            "at most 3600000",
            "RFC 4861 6.2.1",
            [](auto& s) { s.reachableMs = 3600001; }),
    Refused("prefix fe80::/64",
            "neither link-local",
            "RFC 4861 4.6.2",
            [](auto& s) { s.prefixes = {{Block("fe80::/64")}}; }),
    Refused("preferredSeconds 11 of prefix 2001:db8::/64",
            "at most validSeconds",
            "RFC 4861 6.2.1",
            [](auto& s) {
                s.prefixes = {{Block("2001:db8::/64"), true, true, 10, 11}};
            }),
    Refused("rdnss ff02::1",
            "an IPv6 unicast address",
            "RFC 8106 5.1",
            [](auto& s) {
                s.resolvers = {{{Addr("ff02::1")}, 600}};
            }),
    Refused("rdnss",
            "1 to 127",
            "RFC 8106 5.1",
            [](auto& s) {
                s.resolvers = {{{}, 600}};
            }),
    Refused("lifetimeSeconds 65529 of pref64 64:ff9b::/96",
            "at most 65528",
            "RFC 8781 4, 8781-01",
            [](auto& s) {
                s.pref64s = {{Pref64(), 65529}};
            }),
    Refused("75 pref64",
            "at most 1240",
            "RFC 8200 5, RFC 8781 5.2",
            [](auto& s) {
                s.pref64s.assign(75, {Pref64(), std::nullopt});
            }),
    {"what does not fit into one message goes into several, NAT64 prefixes into each",
     "RFC 4861 6.2.3, RFC 8781 5.2",
     Pieces},
    {"what the new settings leave out is withdrawn with lifetime 0",
     "RFC 4861 6.2.4, RFC 8106 5.1, RFC 8781 4.1, 8781-04",
     Withdrawals},
    {"routers find out what others say differently, PREF64 included",
     "RFC 4861 6.2.7, RFC 8781 5.2, 8781-11",
     Inconsistencies},
    {"the first advertisement goes at once, two more at most 16 s apart, then random intervals",
     "RFC 4861 6.2.4",
     FirstThree},
    {"solicitations are answered within half a second, three seconds after the last one at the "
     "earliest",
     "RFC 4861 6.2.6",
     Answers},
    {"news go out at once, three times", "RFC 4861 6.2.4, 6.2.6", News},
};

V6LAB_SUITE("v6lab-core-advertiser", ROWS);

} // namespace
