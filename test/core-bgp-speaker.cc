// SPDX-License-Identifier: GPL-2.0-only
// What speakers let in and tell each other.
#include "model/core/bgp/update-writer.h"
#include "test/support/bgp-lab.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::bgp;
using test::BgpAddr;
using test::BgpNet;
using test::Net;
using test::Row;
using test::Verdict;

namespace
{

/** Speakers in a row, each in an AS of its own unless said otherwise, 10.0.0.1 and so on. */
struct Chain
{
    explicit Chain(const std::vector<uint32_t>& ases,
                   const std::vector<BgpNet::Tweak>& forwards = {},
                   const std::vector<BgpNet::Tweak>& backwards = {})
    {
        for (size_t i = 0; i < ases.size(); ++i)
        {
            net.Add(ases[i], "10.0.0." + std::to_string(i + 1));
        }
        for (size_t i = 0; i + 1 < ases.size(); ++i)
        {
            net.Connect(i,
                        i + 1,
                        i < forwards.size() ? forwards[i] : BgpNet::Tweak(),
                        i < backwards.size() ? backwards[i] : BgpNet::Tweak());
        }
        net.StartAll();
        net.Run(5);
    }

    const PathAttributes& AttributesAt(size_t speaker, const std::string& prefix)
    {
        return *net.At(speaker).GetRib().Find(Net(prefix))->selected.front().attributes;
    }

    BgpNet net;
};

void
External(Verdict& v)
{
    Chain chain({65001, 65002, 65003});
    chain.net.AddNetwork(0, "10.1.0.0/16");
    chain.net.AddNetwork(0, "2001:db8:1::/48");
    chain.net.Run(1);
    v.Equal(chain.net.Best(0, "10.1.0.0/16"), " via 0.0.0.0", "our own");
    v.Equal(chain.net.Best(1, "10.1.0.0/16"), "65001 via 10.0.0.1", "one AS further");
    v.Equal(chain.net.Best(2, "10.1.0.0/16"), "65002-65001 via 10.0.0.2", "two");
    v.Equal(chain.net.Best(2, "2001:db8:1::/48"), "65002-65001 via 2001:db8:ffff::a00:2", "IPv6");
    v.True(!chain.AttributesAt(2, "10.1.0.0/16").localPref, "LOCAL_PREF stays inside");
    chain.net.RemoveNetwork(0, "10.1.0.0/16");
    chain.net.Run(1);
    v.Equal(chain.net.Best(2, "10.1.0.0/16"), "-", "withdrawn");
    v.Equal(chain.net.Best(2, "2001:db8:1::/48"), "65002-65001 via 2001:db8:ffff::a00:2", "stays");
    chain.net.Break(0);
    v.Equal(chain.net.Best(1, "2001:db8:1::/48"), "-", "the session is gone");
    chain.net.Run(1);
    v.Equal(chain.net.Best(2, "2001:db8:1::/48"), "-", "and everybody hears of it");
    chain.net.Run(30);
    v.Equal(chain.net.Best(2, "2001:db8:1::/48"), "65002-65001 via 2001:db8:ffff::a00:2", "back");
}

void
Internal(Verdict& v)
{
    Chain chain({65001, 65002, 65002, 65002}, {}, {[](PeerSettings& peer) {
                    peer.localPref = 250;
                }});
    chain.net.AddNetwork(0, "10.1.0.0/16");
    chain.net.Run(1);
    v.Equal(chain.net.Best(2, "10.1.0.0/16"),
            "65001 via 10.0.0.1",
            "inside, path and next hop stay as they are");
    v.Equal(chain.net.At(2).GetRib().Find(Net("10.1.0.0/16"))->selected[0].localPref,
            250u,
            "with the preference given at the edge");
    v.Equal(chain.net.Best(3, "10.1.0.0/16"), "-", "not told on inside");
    chain.net.AddNetwork(2, "10.3.0.0/16");
    chain.net.Run(1);
    v.Equal(chain.net.Best(1, "10.3.0.0/16"), " via 10.0.0.3", "our own, from inside");
    v.Equal(chain.net.Best(0, "10.3.0.0/16"), "65002 via 10.0.0.2", "and outside");
}

/** One setting of the middle of three ASes; what the third hears then of 10.1.0.0/16. */
Row
ThirdHears(const std::string& what,
           const std::string& clause,
           const BgpNet::Tweak& inwards,
           const BgpNet::Tweak& outwards,
           const std::string& expected)
{
    return {what, clause, [=](Verdict& v) {
                Chain chain({65001, 12076, 65003}, {{}, outwards}, {inwards});
                chain.net.AddNetwork(0, "10.1.0.0/16");
                chain.net.Run(1);
                v.Equal(chain.net.Best(2, "10.1.0.0/16"), expected, "at the third");
            }};
}

void
Loops(Verdict& v)
{
    Chain chain({65001, 65002, 65001, 65003});
    chain.net.AddNetwork(0, "10.1.0.0/16");
    chain.net.Run(1);
    v.Equal(chain.net.Best(2, "10.1.0.0/16"), "-", "our own AS in the path");
    Chain lenient({65001, 65002, 65001}, {}, {{}, [](PeerSettings& peer) { peer.allowOwnAs = 1; }});
    lenient.net.AddNetwork(0, "10.1.0.0/16");
    lenient.net.Run(1);
    v.Equal(lenient.net.Best(2, "10.1.0.0/16"), "65002-65001 via 10.0.0.2", "allowed once");
}

void
Med(Verdict& v)
{
    Chain chain({65001, 65002, 65002, 65003}, {[](PeerSettings& peer) { peer.med = 77; }}, {});
    chain.net.AddNetwork(0, "10.1.0.0/16");
    chain.net.Run(1);
    v.Equal(chain.AttributesAt(1, "10.1.0.0/16").med.value_or(0), 77u, "the neighbour hears it");
    v.Equal(chain.AttributesAt(2, "10.1.0.0/16").med.value_or(0), 77u, "and those inside");
    v.True(!chain.AttributesAt(3, "10.1.0.0/16").med, "but no AS behind");
}

void
Opaque(Verdict& v)
{
    Chain chain({65001, 65002, 65003});
    PathAttributes attributes;
    attributes.asPath = AsPath(std::vector<uint32_t>{65001});
    attributes.others = {{8, {0xfd, 0xe9, 0, 1}}};
    const auto bytes =
        EncodeAnnouncement(attributes, {BgpAddr("10.0.0.1"), {Net("10.9.0.0/16")}}, true).at(0);
    chain.net.At(1).Receive(0, bytes.data(), bytes.size(), chain.net.Now());
    chain.net.Drain(1);
    chain.net.Run(1);
    v.True(chain.AttributesAt(2, "10.9.0.0/16").others == attributes.others, "as it came");
}

void
Silence(Verdict& v)
{
    Chain chain({65001, 65002, 65003});
    chain.net.AddNetwork(0, "10.1.0.0/16");
    chain.net.Run(1);
    const uint64_t before = chain.net.updates;
    chain.net.AddNetwork(0, "10.1.0.0/16");
    chain.net.Run(1);
    v.Equal(chain.net.updates, before, "UPDATEs for what all know");
    PathAttributes same;
    same.asPath = AsPath(std::vector<uint32_t>{65001});
    const auto bytes =
        EncodeAnnouncement(same, {BgpAddr("10.0.0.1"), {Net("10.1.0.0/16")}}, true).at(0);
    chain.net.At(1).TakeChanges();
    chain.net.At(1).Receive(0, bytes.data(), bytes.size(), chain.net.Now());
    chain.net.Drain(1);
    chain.net.Run(1);
    v.Equal(chain.net.updates, before + 1, "only the one itself");
    v.True(chain.net.At(1).TakeChanges().empty(), "nothing changes");
    v.Equal(chain.net.At(1).GetRoutesReceived(0), size_t{1}, "counted once");
}

/** Announced again with other words: what was said before is gone. */
void
Implicit(Verdict& v)
{
    Chain chain({65001, 65002, 65003});
    const auto say = [&](const std::vector<uint32_t>& path, const std::string& nextHop) {
        PathAttributes attributes;
        attributes.asPath = AsPath(path);
        const auto bytes =
            EncodeAnnouncement(attributes, {BgpAddr(nextHop), {Net("10.9.0.0/16")}}, true).at(0);
        chain.net.At(1).Receive(0, bytes.data(), bytes.size(), chain.net.Now());
        chain.net.Drain(1);
        chain.net.Run(1);
        return chain.net.Best(2, "10.9.0.0/16");
    };
    v.Equal(say({65001}, "10.0.0.1"), "65002-65001 via 10.0.0.2", "first");
    v.Equal(say({65001, 65009}, "10.0.0.1"), "65002-65001-65009 via 10.0.0.2", "a longer one");
    v.Equal(say({65001, 65002}, "10.0.0.1"), "-", "a loop: what it replaces is gone");
    v.Equal(say({65001}, "10.0.0.7"), "65002-65001 via 10.0.0.2", "somebody else's next hop");
    v.Equal(say({65001}, "10.0.0.2"), "-", "we ourselves as next hop");
    v.Equal(say({65001}, "10.0.0.1"), "65002-65001 via 10.0.0.2", "again");
    v.Equal(say({65009, 65001}, "10.0.0.1"), "-", "a path that does not begin with the neighbour");
    v.Equal(chain.net.At(1).GetRoutesReceived(0), size_t{0}, "nothing is left");
}

void
WellKnownPrefix(Verdict& v)
{
    Chain chain({65001, 65002, 65002});
    for (const char* prefix :
         {"64:ff9b::/96", "64:ff9b::c000:200/120", "64:ff9b:1::/48", "64:ff9b:1:2::/96"})
    {
        chain.net.AddNetwork(0, prefix);
        chain.net.AddNetwork(1, prefix);
    }
    chain.net.RemoveNetwork(0, "64:ff9b:1::/48");
    chain.net.Run(1);
    v.True(chain.net.Best(1, "64:ff9b::/96") != "-", "the prefix itself");
    v.True(!chain.net.At(1).GetRib().Find(Net("64:ff9b::c000:200/120"), 0), "nothing within it");
    v.True(chain.net.At(1).GetRib().Find(Net("64:ff9b:1:2::/96"), 0), "others may");
    v.True(chain.net.Best(2, "64:ff9b::c000:200/120") != "-", "and inside an AS");
    v.Equal(chain.net.Best(0, "64:ff9b::c000:200/120"), " via ::", "not from the neighbour");
}

void
Families(Verdict& v)
{
    Chain chain({65001, 65002}, {[](PeerSettings& peer) { peer.session.families = {Family::V4}; }});
    chain.net.AddNetwork(1, "10.1.0.0/16");
    chain.net.AddNetwork(1, "2001:db8:1::/48");
    chain.net.Run(1);
    v.True(chain.net.Best(0, "10.1.0.0/16") != "-", "IPv4 goes");
    v.Equal(AdvertisedRoutes(chain.net.At(1), 0).size(), size_t{1}, "IPv6 is not even sent");
    PathAttributes attributes;
    attributes.asPath = AsPath(std::vector<uint32_t>{65002});
    const auto bytes =
        EncodeAnnouncement(attributes, {BgpAddr("2001:db8::1"), {Net("2001:db8:2::/48")}}, true)
            .at(0);
    chain.net.At(0).Receive(0, bytes.data(), bytes.size(), chain.net.Now());
    v.Equal(chain.net.Best(0, "2001:db8:2::/48"), "-", "nor taken from who sends it");
}

void
NoNextHop(Verdict& v)
{
    Chain chain({65001, 65002}, {[](PeerSettings& peer) { peer.nextHopV6.reset(); }});
    chain.net.AddNetwork(0, "2001:db8:1::/48");
    chain.net.AddNetwork(0, "10.1.0.0/16");
    chain.net.Run(1);
    v.Equal(chain.net.Best(1, "2001:db8:1::/48"), "-", "no IPv6 address to send to");
    v.True(chain.net.Best(1, "10.1.0.0/16") != "-", "IPv4 has one");
}

void
Interval(Verdict& v)
{
    Chain chain({65001, 65002},
                {[](PeerSettings& peer) { peer.advertisementIntervalNs = 30 * SECOND_NS; }});
    chain.net.AddNetwork(0, "10.1.0.0/16");
    chain.net.Run(1);
    v.True(chain.net.Best(1, "10.1.0.0/16") != "-", "the first at once");
    const uint64_t before = chain.net.updates;
    chain.net.AddNetwork(0, "10.2.0.0/16");
    chain.net.RemoveNetwork(0, "10.1.0.0/16");
    chain.net.AddNetwork(0, "10.1.0.0/16");
    chain.net.AddNetwork(0, "10.3.0.0/16");
    chain.net.Run(28);
    v.Equal(chain.net.updates, before, "nothing for 30 s");
    chain.net.Run(2);
    v.Equal(chain.net.updates, before + 1, "then what is left of it in one");
    v.True(chain.net.Best(1, "10.2.0.0/16") != "-" && chain.net.Best(1, "10.3.0.0/16") != "-",
           "all");
}

void
LongPaths(Verdict& v)
{
    std::vector<uint32_t> ases;
    for (uint32_t i = 0; i < 8; ++i)
    {
        ases.push_back(4200000000 + i);
    }
    std::vector<BgpNet::Tweak> prepends(8, [](PeerSettings& peer) { peer.prepend = 200; });
    Chain chain(ases, prepends);
    chain.net.AddNetwork(0, "10.1.0.0/16");
    chain.net.Run(2);
    v.True(chain.net.Best(4, "10.1.0.0/16") != "-", "804 ASes fit into a message");
    v.Equal(chain.net.Best(5, "10.1.0.0/16"), "-", "1,005 do not, and that is no harm");
    v.Equal(std::string(ToWord(chain.net.SessionOf(4, 0).GetState())), "Established", "session");
}

void
OldNeighbour(Verdict& v)
{
    const BgpNet::Tweak old = [](PeerSettings& peer) {
        peer.session.fourOctetAs = false;
        peer.session.peerAs = AS_TRANS; // what it sees of AS numbers above 65535
    };
    Chain between({4200000001, 65002, 4200000003}, {{}, old}, {old});
    between.net.AddNetwork(0, "10.1.0.0/16");
    between.net.Run(1);
    v.Equal(between.net.Best(1, "10.1.0.0/16"), "23456 via 10.0.0.1", "what an old speaker sees");
    v.Equal(between.net.Best(2, "10.1.0.0/16"),
            "65002-4200000001 via 10.0.0.2",
            "what one behind it puts together");
    Chain wide({65001, 65002, 4200000003, 65004});
    wide.net.AddNetwork(3, "10.4.0.0/16");
    wide.net.Run(1);
    v.Equal(wide.net.Best(0, "10.4.0.0/16"), "65002-4200000003-65004 via 10.0.0.2", "all new");
}

void
Refused(Verdict& v)
{
    SpeakerSettings settings;
    settings.as = 65515;
    settings.routerId = 1;
    Speaker speaker(settings);
    const auto refused = [&](const std::function<void(PeerSettings&)>& change,
                             const std::string& text) {
        PeerSettings peer;
        peer.session.peerAs = 12076;
        peer.localAddress = BgpAddr("10.0.0.1");
        peer.peerAddress = BgpAddr("10.0.0.2");
        change(peer);
        try
        {
            speaker.AddPeer(peer);
            v.True(false, text + ": accepted");
        }
        catch (const std::invalid_argument& error)
        {
            v.Equal(std::string(error.what()), text, "says");
        }
    };
    refused([](auto& p) { p.localAddress = {}; }, "BGP peer: localAddress must be set");
    refused([](auto& p) { p.peerAddress = {}; }, "BGP peer: peerAddress must be set");
    refused([](auto& p) { p.peerAddress = BgpAddr("::1"); },
            "BGP peer: localAddress and peerAddress must be of one IP version");
    refused([](auto& p) { p.peerAddress = p.localAddress; },
            "BGP peer: peerAddress must not be localAddress");
    refused([](auto& p) { p.nextHopV4 = BgpAddr("::1"); },
            "BGP peer: nextHopV4 must be an IPv4 address");
    refused([](auto& p) { p.nextHopV6 = BgpAddr("10.0.0.1"); },
            "BGP peer: nextHopV6 must be an IPv6 address");
    refused([](auto& p) { p.prepend = 201; }, "BGP peer: prepend must be at most 200");
    refused([](auto& p) { p.session.peerAs = 0; }, "BGP session: peerAs must not be 0");
    v.Equal(speaker.GetPeerCount(), size_t{0}, "none was added");
    settings.as = 0;
    bool threw = false;
    try
    {
        Speaker nobody(settings);
    }
    catch (const std::invalid_argument&)
    {
        threw = true;
    }
    v.True(threw, "a speaker without an AS");
}

const std::vector<Row> ROWS{
    {"between ASes each puts its own in front and itself as next hop; withdrawals and lost "
     "sessions are passed on",
     "RFC 4271 5.1.2, 5.1.3, 5.1.5, 9.2",
     External},
    {"inside an AS path and next hop stay, LOCAL_PREF goes along, nothing is told on",
     "RFC 4271 5.1.2, 5.1.3, 5.1.5, 9.2.1",
     Internal},
    ThirdHears(
        "prepending",
        "RFC 4271 5.1.2",
        {},
        [](PeerSettings& p) { p.prepend = 2; },
        "12076-12076-12076-65001 via 10.0.0.2"),
    ThirdHears(
        "private ASes are left out",
        "RFC 6996 4",
        {},
        [](PeerSettings& p) { p.removePrivateAs = true; },
        "12076 via 10.0.0.2"),
    ThirdHears(
        "own networks only",
        "R7",
        {},
        [](PeerSettings& p) { p.exportLearned = false; },
        "-"),
    ThirdHears(
        "a filter outwards: too long",
        "RFC 4271 9.2",
        {},
        [](PeerSettings& p) {
            p.exportFilter.rules = {{Net("10.0.0.0/8"), 9, 24, false}};
        },
        "-"),
    ThirdHears(
        "a filter outwards: not as long as that",
        "RFC 4271 9.2",
        {},
        [](PeerSettings& p) {
            p.exportFilter.rules = {{Net("10.0.0.0/8"), 17, 24, false}};
        },
        "12076-65001 via 10.0.0.2"),
    ThirdHears(
        "a filter inwards: all but",
        "RFC 4271 9.1.1",
        [](PeerSettings& p) {
            p.importFilter = {{{Net("10.2.0.0/16"), 16, 32, true}}, false};
        },
        {},
        "-"),
    ThirdHears(
        "a filter inwards: the first rule decides",
        "RFC 4271 9.1.1",
        [](PeerSettings& p) {
            p.importFilter = {
                {{Net("10.1.0.0/16"), 16, 16, true}, {Net("10.0.0.0/8"), 8, 32, false}},
                false};
        },
        {},
        "12076-65001 via 10.0.0.2"),
    {"a path with our AS in it is a loop, unless it is allowed", "RFC 4271 9.1.2", Loops},
    {"MULTI_EXIT_DISC goes one AS far", "RFC 4271 5.1.4", Med},
    {"an optional transitive attribute that we do not know goes along", "RFC 4271 5", Opaque},
    {"what changes nothing is not said again", "RFC 4271 9.2", Silence},
    {"a route that is announced again replaces what it was, also if it is not let in",
     "RFC 4271 3.1, 6.3, 9.1.2",
     Implicit},
    {"more specific prefixes of 64:ff9b::/96 stay inside an AS",
     "RFC 6052 3.2, 6052-12",
     WellKnownPrefix},
    {"only families that both sides can are sent and taken", "RFC 4760 8", Families},
    {"a family for which we have no next hop is not announced", "RFC 4271 5.1.3", NoNextHop},
    {"the advertisement interval gathers changes", "RFC 4271 9.2.1.1", Interval},
    {"a path too long for a message is not announced", "RFC 4271 9.2", LongPaths},
    {"a two-octet neighbour on the way", "RFC 6793 4.2.2, 4.2.3", OldNeighbour},
    {"settings that cannot be are refused by name", "RFC 4271 5.1.3", Refused},
};

V6LAB_SUITE("v6lab-core-bgp-speaker", ROWS);

} // namespace
