// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_BGP_BED_H
#define V6LAB_TEST_BGP_BED_H

#include "model/bgp/bgp-router.h"
#include "model/routing/ipv4-lpm-routing.h"
#include "model/routing/ipv6-lpm-routing.h"
#include "model/routing/link-outage.h"
#include "model/routing/packet-bytes.h"
#include "test/support/bgp-lab.h"
#include "test/support/small-net.h"

#include "ns3/boolean.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <functional>

namespace ns3::v6lab::test
{

/** BGP routers on the links of a SmallNet, and what they told with the time in seconds. */
class BgpBed
{
  public:
    using Tweak = std::function<void(bgp::PeerSettings&)>;

    struct PeerNote
    {
        double at{0};
        std::string node;
        BgpPeerEvent event;
    };

    struct RouteNote
    {
        double at{0};
        std::string node;
        BgpRouteEvent event;
    };

    /** Hold time 9 s, so that rows are short, and no waiting after an end. */
    Ptr<BgpRouter> Router(const std::string& name, uint32_t asn, bool bfd = false)
    {
        net.Router(name);
        const auto router = CreateObject<BgpRouter>();
        router->SetAttribute("Asn", UintegerValue(asn));
        router->SetAttribute("HoldTime", TimeValue(Seconds(9)));
        router->SetAttribute("Keepalive", TimeValue(Seconds(3)));
        router->SetAttribute("ConnectRetry", TimeValue(Seconds(7)));
        router->SetAttribute("IdleHold", TimeValue(Seconds(1)));
        router->SetAttribute("Bfd", BooleanValue(bfd));
        net.At(name)->AggregateObject(router);
        router->TraceConnectWithoutContext(
            "PeerState",
            Callback<void, const BgpPeerEvent&>([this, name](const BgpPeerEvent& event) {
                peers.push_back({Simulator::Now().GetSeconds(), name, event});
            }));
        router->TraceConnectWithoutContext(
            "Route",
            Callback<void, const BgpRouteEvent&>([this, name](const BgpRouteEvent& event) {
                routes.push_back({Simulator::Now().GetSeconds(), name, event});
            }));
        routers[name] = router;
        return router;
    }

    /** 10.0.`net`.1 and .2 of a /30, 2001:db8:`net`::1 and ::2. */
    void Wire(const std::string& link, const std::string& a, const std::string& b, int number)
    {
        net.Link(link, a, b);
        const std::string n = std::to_string(number);
        net.Address(a, link, "10.0." + n + ".1/30");
        net.Address(b, link, "10.0." + n + ".2/30");
        net.Address(a, link, "2001:db8:" + n + "::1/64");
        net.Address(b, link, "2001:db8:" + n + "::2/64");
    }

    /** Sessions over a link of Wire(): over IPv4, or over IPv6. */
    void Session(const std::string& a,
                 const std::string& b,
                 int number,
                 const Tweak& atA = {},
                 const Tweak& atB = {},
                 bool v6 = false)
    {
        const std::string base = v6 ? "2001:db8:" + std::to_string(number) + "::"
                                    : "10.0." + std::to_string(number) + ".";
        Neighbor(a, base + "1", base + "2", b, atA);
        Neighbor(b, base + "2", base + "1", a, atB);
    }

    bgp::PeerIndex Neighbor(const std::string& node,
                            const std::string& local,
                            const std::string& remote,
                            const std::string& other,
                            const Tweak& tweak = {})
    {
        UintegerValue asn;
        routers.at(other)->GetAttribute("Asn", asn);
        auto settings = routers.at(node)->MakeNeighbor(BgpAddr(local),
                                                       BgpAddr(remote),
                                                       static_cast<uint32_t>(asn.Get()));
        if (tweak)
        {
            tweak(settings);
        }
        return routers.at(node)->AddNeighbor(settings);
    }

    void Originate(const std::string& node, const std::vector<std::string>& prefixes)
    {
        std::vector<Prefix> parsed;
        for (const auto& text : prefixes)
        {
            parsed.push_back(Net(text));
        }
        routers.at(node)->Originate(parsed);
    }

    void Cut(const std::string& link,
             const std::string& a,
             const std::string& b,
             double from,
             std::optional<double> to = {},
             bool silent = true)
    {
        OutageTimes times;
        times.from = Seconds(from);
        times.silent = silent;
        if (to)
        {
            times.to = Seconds(*to);
        }
        NetDeviceContainer ends(net.Device(a, link));
        ends.Add(net.Device(b, link));
        ScheduleOutage(ends, times);
    }

    void At(double seconds, const std::function<void()>& run)
    {
        Simulator::Schedule(Seconds(seconds), run);
    }

    /** The next hop in the forwarding table, "10.0.1.2"; "-": no route; "on-link". */
    std::string NextHop(const std::string& node, const std::string& destination) const
    {
        const auto address = BgpAddr(destination);
        if (address.IsV4())
        {
            const auto* entry =
                DynamicCast<Ipv4LpmRouting>(net.At(node)->GetObject<Ipv4>()->GetRoutingProtocol())
                    ->Lookup(address.ToV4());
            return !entry          ? "-"
                   : entry->onLink ? "on-link"
                                   : IpAddress::V4(entry->gateway).ToString();
        }
        const auto* entry =
            DynamicCast<Ipv6LpmRouting>(net.At(node)->GetObject<Ipv6>()->GetRoutingProtocol())
                ->Lookup(KeyOfV6(address));
        return !entry          ? "-"
               : entry->onLink ? "on-link"
                               : ToCore(FromKey(entry->gateway)).ToString();
    }

    /** "100-200 via 10.0.1.1": AS path and next hop in use; "-" if there is none. */
    std::string Best(const std::string& node, const std::string& prefix) const
    {
        const auto* entry = routers.at(node)->GetSpeaker()->GetRib().Find(Net(prefix));
        return !entry ? "-"
                      : entry->selected.front().attributes->asPath.ToString() + " via " +
                            entry->selected.front().nextHop.ToString();
    }

    bgp::SessionState State(const std::string& node, bgp::PeerIndex peer = 0) const
    {
        return routers.at(node)->GetSpeaker()->GetSession(peer).GetState();
    }

    /** When the node's session left Established for the first time after `after`, and why. */
    std::pair<double, std::string> Loss(const std::string& node, double after = 0) const
    {
        for (const auto& note : peers)
        {
            if (note.node == node && note.at >= after &&
                note.event.from == bgp::SessionState::Established)
            {
                return {note.at, note.event.cause};
            }
        }
        return {-1, "never"};
    }

    /** When the node's session came up for the first time after `after`; -1: never. */
    double Rise(const std::string& node, double after = 0) const
    {
        for (const auto& note : peers)
        {
            if (note.node == node && note.at >= after &&
                note.event.to == bgp::SessionState::Established)
            {
                return note.at;
            }
        }
        return -1;
    }

    /** "learned withdrawn": what the node told of a prefix, in order. */
    std::string Told(const std::string& node, const std::string& prefix) const
    {
        std::string text;
        for (const auto& note : routes)
        {
            if (note.node == node && note.event.prefix == Net(prefix))
            {
                text += (text.empty() ? "" : " ") + std::string(ToWord(note.event.change));
            }
        }
        return text;
    }

    SmallNet net;
    std::map<std::string, Ptr<BgpRouter>> routers;
    std::vector<PeerNote> peers;
    std::vector<RouteNote> routes;
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_BGP_BED_H
