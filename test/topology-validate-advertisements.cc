// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

/** OutsideSites() whose r1 advertises on lan-a, where pc listens; one CLAT on pc. */
Topology
Advertised()
{
    Topology topology = OutsideSites();
    RouterAdvertisementConfig config;
    config.link = "lan-a";
    config.prefixes = {{"2001:db8:a::/64"}};
    config.rdnss = {"2001:db8::53"};
    config.pref64 = {"64:ff9b::/96"};
    topology.nodes.at(1).routerAdvertisements = {config};
    topology.nodes.at(0).interfaces.at(0).autoconfigure = true;
    TranslatorConfig clat;
    clat.node = "pc";
    clat.kind = "clat";
    clat.sharedAddress = "2001:db8:a::c1a7";
    clat.discoverPrefix = true;
    topology.translators = {clat};
    return topology;
}

/** A change of what r1 says on lan-a. */
Row
Told(const std::string& sentence,
     const std::function<void(RouterAdvertisementConfig&)>& change,
     const std::string& member = "")
{
    return Refused(
        sentence,
        "",
        "nodes[1].routerAdvertisements[0]" + member,
        "",
        [=](Topology& t) { change(t.nodes.at(1).routerAdvertisements.at(0)); },
        Advertised);
}

const std::vector<Row> ROWS{
    Accepted(
        "advertisements, a listener and a CLAT that learns its prefix",
        "",
        [](Topology&) {},
        Advertised),
    Accepted(
        "one that is said later",
        "",
        [](Topology& t) {
            auto& all = t.nodes.at(1).routerAdvertisements;
            all.push_back(all.at(0));
            all.back().start = "10s";
        },
        Advertised),
    Accepted(
        "all lifetimes",
        "",
        [](Topology& t) {
            auto& config = t.nodes.at(1).routerAdvertisements.at(0);
            config.routerLifetime = "0s";
            config.rdnssLifetime = "forever";
            config.pref64Lifetime = "8s";
            config.minInterval = "3s";
            config.maxInterval = "4s";
            config.prefixes.at(0).validLifetime = "forever";
            config.prefixes.at(0).preferredLifetime = "forever";
        },
        Advertised),
    Refused(
        "a host that advertises",
        "RFC 4861 6.2.1",
        "nodes[0].routerAdvertisements[0]",
        "",
        [](Topology& t) {
            t.nodes.at(0).routerAdvertisements = t.nodes.at(1).routerAdvertisements;
        },
        Advertised),
    Refused(
        "two at the same time",
        "",
        "nodes[1].routerAdvertisements[1].start",
        "",
        [](Topology& t) {
            auto& all = t.nodes.at(1).routerAdvertisements;
            all.push_back(all.at(0));
        },
        Advertised),
    Told(
        "a link that the router is not on",
        [](auto& c) { c.link = "lan-b"; },
        ".link"),
    Told(
        "a start that is no time",
        [](auto& c) { c.start = "soon"; },
        ".start"),
    Told("an IPv4 prefix", [](auto& c) { c.prefixes.at(0).prefix = "192.0.2.0/24"; }),
    Told("a lifetime in milliseconds", [](auto& c) { c.prefixes.at(0).validLifetime = "1500ms"; }),
    Told("preferred longer than valid",
         [](auto& c) { c.prefixes.at(0).preferredLifetime = "721h"; }),
    Told("an IPv4 resolver", [](auto& c) { c.rdnss = {"192.0.2.53"}; }),
    Told("a PREF64 of another length", [](auto& c) { c.pref64 = {"2001:db8::/80"}; }),
    Told("a PREF64 lifetime beyond 65528 s", [](auto& c) { c.pref64Lifetime = "65529s"; }),
    Told("an interval of an hour", [](auto& c) { c.maxInterval = "1h"; }),
    Told("a router lifetime below the interval", [](auto& c) { c.routerLifetime = "10s"; }),
    Told("a hop limit of 256", [](auto& c) { c.hopLimit = 256; }),
    Told("an MTU of 1279", [](auto& c) { c.mtu = 1279; }),
    Refused(
        "a link with autoconfiguration that is too narrow for IPv6",
        "RFC 8200 5",
        "links[0].mtu",
        "",
        [](Topology& t) {
            for (auto& node : t.nodes)
            {
                for (auto& interface : node.interfaces)
                {
                    interface.addresses.resize(interface.link == "lan-a" ? 1 : 2); // IPv4 only
                }
            }
            t.links.at(0).mtu = 1000;
            t.nodes.at(0).routes.pop_back();
            t.nodes.at(1).routerAdvertisements.clear();
        },
        Advertised),
    Refused(
        "a CLAT that learns its prefix and is told one",
        "",
        "translators[0].prefix",
        "",
        [](Topology& t) { t.translators.at(0).prefix = "64:ff9b::/96"; },
        Advertised),
    Refused(
        "a CLAT that learns its prefix where nobody listens",
        "RFC 8781 5",
        "translators[0].discoverPrefix",
        "",
        [](Topology& t) { t.nodes.at(0).interfaces.at(0).autoconfigure = false; },
        Advertised),
};

V6LAB_SUITE("v6lab-topology-validate-advertisements", ROWS);

} // namespace
