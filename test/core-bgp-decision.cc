// SPDX-License-Identifier: GPL-2.0-only
// Which of several paths is used.
#include "test/support/bgp-lab.h"

#include <algorithm>

using namespace ns3::v6lab;
using namespace ns3::v6lab::bgp;
using test::BgpAddr;
using test::Row;
using test::Verdict;

namespace
{

/** A path and how it differs from a plain one. */
struct Way
{
    std::vector<uint32_t> ases{65001, 65002};
    uint32_t weight{DEFAULT_WEIGHT};
    uint32_t localPref{100};
    Origin origin{Origin::Igp};
    std::optional<uint32_t> med{};
    bool internal{false};
    std::string routerId{"10.0.0.9"};
    std::string address{"10.0.0.9"};
    bool own{false};
};

std::vector<Path>
PathsOf(const std::vector<Way>& ways)
{
    std::vector<Path> paths;
    for (const auto& way : ways)
    {
        auto attributes = std::make_shared<PathAttributes>();
        attributes->asPath = AsPath(way.ases);
        attributes->origin = way.origin;
        attributes->med = way.med;
        Path path;
        path.peer = way.own ? OWN : static_cast<PeerIndex>(paths.size());
        path.internal = way.internal;
        path.weight = way.weight;
        path.localPref = way.localPref;
        path.routerId = BgpAddr(way.routerId).ToV4();
        path.peerAddress = BgpAddr(way.address);
        path.nextHop = BgpAddr("192.0.2." + std::to_string(paths.size() + 1));
        path.attributes = attributes;
        paths.push_back(path);
    }
    return paths;
}

std::string
Chosen(const std::vector<Path>& paths, size_t most)
{
    std::string text;
    for (const auto& path : SelectPaths(paths, most))
    {
        text += (path.IsOwn() ? "own" : std::to_string(path.peer)) + " ";
    }
    return text;
}

/** Of these ways, in whatever order they come, those by their places are used. */
Row
Chooses(const std::string& what,
        const std::string& clause,
        const std::vector<Way>& ways,
        const std::string& expected,
        size_t most = 1)
{
    return {what, clause, [=](Verdict& v) {
                std::vector<Path> paths = PathsOf(ways);
                for (size_t turn = 0; turn < paths.size(); ++turn)
                {
                    v.Equal(Chosen(paths, most), expected, "turned by " + std::to_string(turn));
                    std::rotate(paths.begin(), paths.begin() + 1, paths.end());
                }
            }};
}

Way
With(const std::function<void(Way&)>& change)
{
    Way way;
    change(way);
    return way;
}

const Way PLAIN;
/** Better in whatever comes behind the step in question. */
const Way OTHERWISE_BETTER = With([](Way& way) {
    way.routerId = "10.0.0.1";
    way.address = "10.0.0.1";
});

const std::vector<Row> ROWS{
    Chooses("the highest weight wins, over LOCAL_PREF",
            "R7",
            {With([](Way& w) { w.localPref = 900; }), With([](Way& w) { w.weight = 32769; })},
            "1 "),
    Chooses("then the highest LOCAL_PREF, over the length of the path",
            "RFC 4271 9.1.1",
            {With([](Way& w) { w.ases = {1}; }), With([](Way& w) { w.localPref = 101; })},
            "1 "),
    Chooses("then our own network",
            "RFC 4271 9.1",
            {With([](Way& w) {
                 w.ases = {};
                 w.internal = true;
             }),
             With([](Way& w) {
                 w.own = true;
                 w.origin = Origin::Incomplete;
             })},
            "own "),
    Chooses("an internal path of higher weight wins over it, as between Azure's gateways",
            "R7",
            {With([](Way& w) {
                 w.weight = 32769;
                 w.internal = true;
             }),
             With([](Way& w) { w.own = true; })},
            "0 "),
    Chooses("an external one never does",
            "R7",
            {With([](Way& w) { w.weight = 32769; }), With([](Way& w) { w.own = true; })},
            "own "),
    Chooses("then the shortest AS path",
            "RFC 4271 9.1.2.2",
            {OTHERWISE_BETTER, With([](Way& w) {
                 w.ases = {65001};
                 w.origin = Origin::Incomplete;
             })},
            "1 "),
    Chooses("then the lowest ORIGIN",
            "RFC 4271 9.1.2.2",
            {With([](Way& w) {
                 w.origin = Origin::Incomplete;
                 w.routerId = "10.0.0.1";
             }),
             With([](Way& w) {
                 w.origin = Origin::Egp;
                 w.med = 5;
             })},
            "1 "),
    Chooses("then the lowest MULTI_EXIT_DISC of one neighbouring AS",
            "RFC 4271 9.1.2.2",
            {With([](Way& w) {
                 w.med = 20;
                 w.routerId = "10.0.0.1";
             }),
             With([](Way& w) {
                 w.med = 10;
                 w.internal = true;
             })},
            "1 "),
    Chooses("none means 0",
            "RFC 4271 9.1.2.2",
            {With([](Way& w) {
                 w.med = 1;
                 w.routerId = "10.0.0.1";
             }),
             PLAIN},
            "1 "),
    Chooses("of different ones it does not count",
            "RFC 4271 9.1.2.2",
            {With([](Way& w) {
                 w.med = 20;
                 w.ases = {65009, 65002};
                 w.routerId = "10.0.0.1";
             }),
             With([](Way& w) { w.med = 10; })},
            "0 "),
    Chooses("a path beaten by its neighbour's MULTI_EXIT_DISC helps nobody, in whatever order",
            "RFC 4271 9.1.2.2",
            {With([](Way& w) {
                 w.med = 20;
                 w.routerId = "10.0.0.1";
             }),
             With([](Way& w) {
                 w.ases = {65009, 65002};
                 w.routerId = "10.0.0.2";
             }),
             With([](Way& w) {
                 w.med = 10;
                 w.routerId = "10.0.0.3";
             })},
            "1 "),
    Chooses("then external before internal",
            "RFC 4271 9.1.2.2",
            {With([](Way& w) {
                 w.internal = true;
                 w.routerId = "10.0.0.1";
             }),
             PLAIN},
            "1 "),
    Chooses("then the lowest identifier",
            "RFC 4271 9.1.2.2",
            {With([](Way& w) { w.address = "10.0.0.1"; }),
             With([](Way& w) { w.routerId = "9.255.255.255"; })},
            "1 "),
    Chooses("then the lowest address",
            "RFC 4271 9.1.2.2",
            {PLAIN, With([](Way& w) { w.address = "10.0.0.8"; })},
            "1 "),
    Chooses("equal paths are used together, the best first, whatever ASes they pass",
            "R7",
            {With([](Way& w) { w.routerId = "10.0.0.4"; }),
             With([](Way& w) {
                 w.routerId = "10.0.0.3";
                 w.ases = {65007, 65008};
             }),
             With([](Way& w) { w.routerId = "10.0.0.2"; }),
             With([](Way& w) {
                 w.routerId = "10.0.0.1";
                 w.internal = true;
             }),
             With([](Way& w) {
                 w.routerId = "10.0.0.1";
                 w.ases = {1, 2, 3};
             })},
            "2 1 0 ",
            8),
    Chooses("but no more than are allowed",
            "R7",
            {With([](Way& w) { w.routerId = "10.0.0.4"; }),
             With([](Way& w) { w.routerId = "10.0.0.3"; }),
             With([](Way& w) { w.routerId = "10.0.0.2"; })},
            "2 1 ",
            2),
    {"of no paths none is used", "", [](Verdict& v) { v.Equal(Chosen({}, 4), "", "none"); }},
};

V6LAB_SUITE("v6lab-core-bgp-decision", ROWS);

} // namespace
