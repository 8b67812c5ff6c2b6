// SPDX-License-Identifier: GPL-2.0-only
// Addresses that delegation has uses for, written down for another use.
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

/** home asks provider for a /60 and gives its third /64 to "lan"; server is a neighbour of both. */
Topology
Home()
{
    TopologyBuilder lab("home", "");
    lab.Add(Lan("up")).Add(Lan("lan"));
    lab.Add(
        Router("provider").On("up", "2001:db8:1::1/64").Delegates("up", "2001:db8:100::/56", 60));
    lab.Add(Router("home")
                .On("up", "2001:db8:1::2/64")
                .On("lan", "192.0.2.1/24")
                .RequestsPrefix("up")
                .Downlink("lan", 2));
    lab.Add(Host("inside").On("lan", "192.0.2.9/24"));
    lab.Add(Router("server").On("up", "2001:db8:1::8/64"));
    return lab.Build();
}

Edit
Inside(const std::string& address, const std::string& hint = "")
{
    return [=](Topology& t) {
        t.nodes.at(2).interfaces.at(0).addresses.push_back(address);
        t.nodes.at(1).prefixRequests.at(0).hint = hint;
    };
}

/** A VPN server with clients in this prefix, on node `place`; `route` is one more of home's. */
Edit
Clients(const std::string& prefix,
        const std::string& hint,
        size_t place = 3,
        const std::string& route = "")
{
    return [=](Topology& t) {
        VpnServerConfig server;
        server.prefixes = {prefix};
        t.nodes.at(place).vpnServer = server;
        t.nodes.at(1).prefixRequests.at(0).hint = hint;
        if (!route.empty())
        {
            StaticRoute back;
            back.prefix = route;
            back.nextHop = "2001:db8:1::8";
            t.nodes.at(1).routes.push_back(back);
        }
    };
}

/** home asks for 2001:db8:100:10::/60 or what `hint` says, and gives its fourth /64 to "more". */
Topology
TwoLinks()
{
    Topology t = Home();
    t.links.push_back(t.links.at(1));
    t.links.back().name = "more";
    t.nodes.at(1).interfaces.push_back({});
    t.nodes.at(1).interfaces.back().link = "more";
    t.nodes.at(1).prefixRequests.at(0).downlinks.push_back({"more", 3});
    t.nodes.at(1).prefixRequests.at(0).hint = "2001:db8:100:10::/60";
    return t;
}

/** home advertises this on "lan". */
Edit
Advertised(const AdvertisedPrefixConfig& prefix, const std::string& hint = "2001:db8:100:10::/60")
{
    return [=](Topology& t) {
        RouterAdvertisementConfig config;
        config.link = "lan";
        config.prefixes = {prefix};
        t.nodes.at(1).routerAdvertisements = {config};
        t.nodes.at(1).prefixRequests.at(0).hint = hint;
    };
}

/** server asks on the same link for another prefix. */
Edit
AnotherAsks(const Edit& change)
{
    return [=](Topology& t) {
        change(t);
        PrefixRequestConfig request;
        request.link = "up";
        request.hint = "2001:db8:100:20::/60";
        t.nodes.at(3).prefixRequests = {request};
    };
}

Row
OfAnotherLink(const std::string& sentence, const Edit& change)
{
    return Refused(sentence,
                   "RFC 8415 6.3",
                   "nodes[1].prefixRequests[0].downlinks[1].subnet",
                   "",
                   change,
                   TwoLinks);
}

Row
Taken(const std::string& sentence, const Edit& change)
{
    const char* path = "nodes[2].interfaces[0].addresses[1]";
    return Refused(sentence, "RFC 7084 L-2", path, "", change, Home);
}

Row
Free(const std::string& sentence, const Edit& change)
{
    return Accepted(sentence, "RFC 7084 L-2", change, Home);
}

const std::vector<Row> ROWS{
    Taken("a host with its router's first address of the prefix that it asks for",
          Inside("2001:db8:100:12::1/64", "2001:db8:100:10::/60")),
    Taken("a host with its router's first address of a prefix that it may get",
          Inside("2001:db8:100:72::1/64")),
    Free("a host with the second address", Inside("2001:db8:100:12::2/64", "2001:db8:100:10::/60")),
    Free("a host with the first address of another /64", Inside("2001:db8:100:13::1/64")),
    Free("a host with the first address in another prefix than the one that is asked for",
         Inside("2001:db8:100:22::1/64", "2001:db8:100:10::/60")),
    Free("a host with a first address out of no pool", Inside("2001:db8:200:12::1/64")),
    OfAnotherLink("an address in the /64 of another link of the same router",
                  Inside("2001:db8:100:13::9/64", "2001:db8:100:10::/60")),
    OfAnotherLink("an address in the /64 that another link of the same router may get",
                  Inside("2001:db8:100:73::9/64")),
    OfAnotherLink("a prefix advertised that is another link's",
                  Advertised({"2001:db8:100:13::/64"})),
    Accepted("a prefix advertised, withdrawn, that is another link's",
             "RFC 4861 6.3.4",
             Advertised({"2001:db8:100:13::/64", true, true, "0s", "0s"}),
             TwoLinks),
    Accepted("a prefix advertised for no use that is another link's",
             "RFC 4861 6.3.4",
             Advertised({"2001:db8:100:13::/64", false, false}),
             TwoLinks),
    Accepted("an address in a /64 that no link has",
             "RFC 8415 6.3",
             Inside("2001:db8:100:15::9/64", "2001:db8:100:10::/60"),
             TwoLinks),
    Accepted("a prefix advertised that the link is given, too",
             "RFC 8415 6.3",
             Advertised({"2001:db8:100:12::/64"}),
             TwoLinks),
    Refused("an address in what another router asks for",
            "RFC 8415 6.3",
            "nodes[3].prefixRequests[0].hint",
            "",
            AnotherAsks(Inside("2001:db8:100:20::9/64")),
            Home),
    Refused("a prefix advertised that another router asks for",
            "RFC 8415 6.3",
            "nodes[3].prefixRequests[0].hint",
            "",
            AnotherAsks(Advertised({"2001:db8:100:2f::/64"})),
            Home),
    Refused("VPN clients in what another router asks for",
            "RFC 7084 WPD-5",
            "nodes[3].vpnServer.prefixes[0]",
            "",
            Clients("2001:db8:100:1f::/64", "2001:db8:100:10::/60"),
            Home),
    Accepted("VPN clients in what the server's own node asks for, on no link",
             "RFC 7084 WPD-5",
             Clients("2001:db8:100:1f::/64", "2001:db8:100:10::/60", 1),
             Home),
    Accepted("VPN clients to whom the router that asks has a route",
             "RFC 7084 WPD-5",
             Clients("2001:db8:100:1f::/64", "2001:db8:100:10::/60", 3, "2001:db8:100:1f::/64"),
             Home),
    Accepted("VPN clients in a prefix of the pool that nobody asks for",
             "RFC 8415 6.3",
             Clients("2001:db8:100:2f::/64", "2001:db8:100:10::/60"),
             Home),
};

} // namespace

V6LAB_SUITE("v6lab-topology-validate-delegated", ROWS);
