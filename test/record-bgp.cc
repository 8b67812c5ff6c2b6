// SPDX-License-Identifier: GPL-2.0-only
// BGP in a topology: installed, drawn, and what the database says of it.
#include "helper/draw/draw.h"
#include "helper/topology/builder.h"
#include "helper/topology/validate.h"
#include "model/bgp/bgp-router.h"
#include "test/support/recorded-lab.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

/** host - left (64512) = right (64513) - far; the primary link is cut from 20 s to 40 s. */
Topology
Describe(bool bfd)
{
    using namespace build;
    auto left = Router("left")
                    .On("lan-a", "192.0.2.1/24", "2001:db8:a::1/64")
                    .On("primary", "10.0.1.1/30", "2001:db8:1::1/64")
                    .On("secondary", "10.0.2.1/30", "2001:db8:2::1/64")
                    .Bgp(64512)
                    .Originates("192.0.2.0/24", "2001:db8:a::/64")
                    .BgpTimers("3s", "9s")
                    .Neighbor("10.0.1.2")
                    .Neighbor("10.0.2.2");
    auto right = Router("right")
                     .On("lan-b", "198.51.100.1/24", "2001:db8:b::1/64")
                     .On("primary", "10.0.1.2/30", "2001:db8:1::2/64")
                     .On("secondary", "10.0.2.2/30", "2001:db8:2::2/64")
                     .Bgp(64513)
                     .Originates("198.51.100.0/24", "2001:db8:b::/64")
                     .BgpTimers("3s", "9s")
                     .Neighbor("10.0.1.1")
                     .Neighbor("10.0.2.1");
    if (bfd)
    {
        left.Bfd();
        right.Bfd();
    }
    auto topology = TopologyBuilder("two-links")
                        .Add(Lan("lan-a"))
                        .Add(Lan("lan-b"))
                        .Add(Wire("primary").Outage("20s", "40s"))
                        .Add(Wire("secondary"))
                        .Add(Host("host").On("lan-a", "192.0.2.9/24", "2001:db8:a::9/64"))
                        .Add(Host("far").On("lan-b", "198.51.100.9/24", "2001:db8:b::9/64"))
                        .Add(left)
                        .Add(right)
                        .Build();
    for (auto& node : topology.nodes)
    {
        if (node.bgp)
        {
            node.bgp->neighbors[0].weight = 100;
            node.bgp->connectRetry = "5s";
        }
    }
    const auto ping = [&](const std::string& name, const std::string& start, const char* family) {
        Workload workload;
        workload.name = name;
        workload.kind = "ping";
        workload.from = "host";
        workload.to = "far";
        workload.family = family;
        workload.start = start;
        workload.count = 1;
        topology.workloads.push_back(workload);
    };
    ping("before", "5s", "v4");
    ping("blind", "21.5s", "v4");
    ping("secondary", "35s", "v4");
    ping("secondary6", "35s", "v6");
    ping("back", "70s", "v6");
    return topology;
}

struct Lab : test::RecordedLab
{
    explicit Lab(bool bfd = false)
        : Lab(Describe(bfd))
    {
    }

    explicit Lab(const Topology& topology)
        : RecordedLab(topology)
    {
        Run();
    }

    std::string Outcome(const std::string& flow)
    {
        return Ask("SELECT outcome || coalesce(' ' || reason, '') FROM v_flow WHERE name = '" +
                   flow + "'");
    }

    /** The links' routers that a flow's packets came in by do not show; the interface does. */
    std::string Nodes(const std::string& flow)
    {
        return Ask("SELECT group_concat(node, ' ') FROM (SELECT node FROM v_hop JOIN v_flow USING "
                   "(flow_id) WHERE name = '" +
                   flow + "' AND action <> 'drop' ORDER BY packet, hop)");
    }
};

void
Failover(Verdict& v)
{
    v.Equal(Validate(Describe(false)).size(), size_t{0}, "faults");
    Lab lab;
    v.Equal(lab.Outcome("before"), "delivered", "before");
    v.Equal(lab.Outcome("blind"), "failed link-outage", "within the hold time");
    v.Equal(lab.Outcome("secondary"), "delivered", "IPv4 by the secondary link");
    v.Equal(lab.Outcome("secondary6"), "delivered", "IPv6 by the secondary link");
    v.Equal(lab.Outcome("back"), "delivered", "after all");
    v.Equal(lab.Ask("SELECT count(*) FROM v_flow"), "5", "flows: BGP is none");
}

void
FastFailover(Verdict& v)
{
    Lab lab(true);
    v.Equal(lab.Outcome("blind"), "delivered", "1.5 s after the cut, with BFD");
}

void
TellsEvents(Verdict& v)
{
    Lab lab;
    const std::string left = "FROM v_bgp_event WHERE node = 'left' AND ";
    v.Equal(lab.Ask("SELECT what || ' ' || detail " + left +
                    "peer = '10.0.1.2' AND what = 'Idle' ORDER BY time_ns LIMIT 1"),
            "Idle hold-timer-expired: Hold Timer Expired (4/0)",
            "end of the session");
    v.Equal(lab.Ask("SELECT time_ns BETWEEN 26e9 AND 29e9 " + left +
                    "peer = '10.0.1.2' AND what = 'Idle' ORDER BY time_ns LIMIT 1"),
            "1",
            "its time");
    v.Equal(lab.Ask("SELECT group_concat(what, ' ') " + left +
                    "peer = '10.0.1.2' AND prefix = '198.51.100.0/24'"),
            "learned selected withdrawn learned selected",
            "one route of that neighbour");
    v.Equal(lab.Ask("SELECT detail " + left +
                    "what = 'selected' AND prefix = '198.51.100.0/24' "
                    "AND peer = '10.0.2.2' LIMIT 1"),
            "64513 via 10.0.2.2",
            "the route by the secondary link");
}

void
TellsPeers(Verdict& v)
{
    Lab lab;
    v.Equal(lab.Ask("SELECT neighbor || ' ' || asn || ' ' || state || ' ' || routes_received FROM "
                    "v_bgp_peer WHERE node = 'left' LIMIT 1"),
            "10.0.1.2 64513 Connected 2",
            "a neighbour");
    v.Equal(lab.Ask("SELECT count(*) FROM v_bgp_peer WHERE messages_sent > 5 AND "
                    "messages_received > 5 AND connected_duration LIKE '00:0_:__.%'"),
            "4",
            "sessions with their figures");
    v.Equal(lab.Ask("SELECT count(DISTINCT connected_duration) FROM v_bgp_peer WHERE neighbor IN "
                    "('10.0.1.2', '10.0.2.2')"),
            "2",
            "the primary session is younger");
}

void
TellsRoutes(Verdict& v)
{
    Lab lab;
    const auto routes = [&](const std::string& where) {
        return lab.Ask("SELECT group_concat(network || ' ' || coalesce(next_hop, '') || ' ' || "
                       "origin || ' ' || coalesce(source_peer, '') || ' ' || as_path || ' ' || "
                       "weight, ', ') FROM v_bgp_route WHERE node = 'left' AND " +
                       where);
    };
    v.Equal(routes("direction = 'learned' AND network = '198.51.100.0/24'"),
            "198.51.100.0/24 10.0.1.2 EBgp 10.0.1.2 64513 100, "
            "198.51.100.0/24 10.0.2.2 EBgp 10.0.2.2 64513 0",
            "learned");
    v.Equal(routes("direction = 'learned' AND origin = 'Network' AND network = '192.0.2.0/24'"),
            "192.0.2.0/24  Network 192.0.2.1  32768",
            "own");
    v.Equal(routes("direction = 'advertised' AND peer = '10.0.2.2' AND network = '192.0.2.0/24'"),
            "192.0.2.0/24 10.0.2.1 Igp  64512 0",
            "advertised");
}

/** left hears IPv4 only from right's primary end, and tells it IPv6 only. */
void
Policies(Verdict& v)
{
    auto topology = Describe(false);
    for (auto& node : topology.nodes)
    {
        if (node.name == "left")
        {
            auto& neighbor = node.bgp->neighbors[0];
            neighbor.importPrefixes = {"198.51.0.0/16"};
            neighbor.exportPrefixes = {"2001:db8::/32"};
            neighbor.prepend = 2;
            node.bgp->routerId = "9.9.9.9";
        }
    }
    topology.links[2].outages.clear();
    Lab lab(topology);
    const auto list = [&](const std::string& node, const std::string& where) {
        return lab.Ask("SELECT group_concat(network || ' ' || as_path, ', ') FROM v_bgp_route "
                       "WHERE node = '" +
                       node + "' AND direction = 'learned' AND " + where);
    };
    v.Equal(list("left", "source_peer = '10.0.1.2'"), "198.51.100.0/24 64513", "let in");
    v.Equal(list("right", "source_peer = '10.0.1.1'"),
            "2001:db8:a::/64 64512-64512-64512",
            "told, with the AS three times");
    v.Equal(lab.Ask("SELECT DISTINCT source_peer FROM v_bgp_route WHERE node = 'left' AND origin = "
                    "'Network'"),
            "9.9.9.9",
            "identifier");
}

void
Carrier(Verdict& v)
{
    auto topology = Describe(false);
    topology.links[2].outages[0].silent = false;
    Lab lab(topology);
    v.Equal(lab.Outcome("blind"), "delivered", "1.5 s after the cut");
    v.Equal(lab.Ask("SELECT time_ns || ' ' || detail FROM v_bgp_event WHERE node = 'left' AND peer "
                    "= '10.0.1.2' AND what = 'Idle' ORDER BY time_ns LIMIT 1"),
            "20000000000 connection-closed",
            "end of the session");
}

void
FinishedTwice(Verdict& v)
{
    Lab lab;
    lab.recorder->Finish(RunStatus::Complete);
    v.Equal(lab.Ask("SELECT count(*) FROM bgp_peer"), "4", "rows of neighbours");
    v.Equal(lab.Ask("SELECT count(*) FROM pragma_foreign_key_check"), "0", "broken references");
}

void
Drawn(Verdict& v)
{
    const std::string dot = DrawDot(Describe(true));
    v.True(dot.find("AS 64512, BFD") != std::string::npos, "the AS at the node");
    v.True(dot.find("cut 20s–40s") != std::string::npos, "the outage at the link");
    size_t sessions = 0;
    for (size_t at = dot.find("BGP"); at != std::string::npos; at = dot.find("BGP", at + 1))
    {
        ++sessions;
    }
    v.Equal(sessions, size_t{2}, "links with BGP");
}

const std::vector<Row> ROWS{
    {"a topology with two links fails over within the hold time and returns",
     "RFC 4271 6.5",
     Failover},
    {"with BFD it fails over at once", "RFC 4271 6.5", FastFailover},
    {"a link whose ends lose the carrier is left at once", "", Carrier},
    {"neighbours hear and say what the topology lets through", "RFC 4271 9.1, 9.2", Policies},
    {"the database tells when sessions and routes came and went, and why", "", TellsEvents},
    {"v_bgp_peer has Azure's columns of list-bgp-peer-status", "", TellsPeers},
    {"v_bgp_route has Azure's columns of learned and advertised routes", "", TellsRoutes},
    {"a run that is finished twice tells its neighbours once", "", FinishedTwice},
    {"a drawing shows ASes, sessions and outages", "", Drawn},
};

V6LAB_SUITE("v6lab-record-bgp", ROWS);

} // namespace
