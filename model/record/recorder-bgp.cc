// SPDX-License-Identifier: GPL-2.0-only
// What the recorder hears of BGP, and what it asks the speakers in the end.
#include "model/bgp/bgp-router.h"
#include "model/record/bgp-rows.h"
#include "model/record/recorder.h"
#include "model/record/state-log.h"

#include "ns3/node.h"
#include "ns3/simulator.h"

namespace ns3::v6lab
{

namespace
{

/** "12076-64512 via 10.0.0.1"; own networks have neither. */
std::string
PathsText(const std::vector<bgp::Path>& paths)
{
    std::string text;
    for (const auto& path : paths)
    {
        const std::string way =
            path.IsOwn() ? "own network"
                         : path.attributes->asPath.ToString() + " via " + path.nextHop.ToString();
        text += (text.empty() ? "" : ", ") + way;
    }
    return text;
}

} // namespace

bool
Recorder::WatchBgp(const Ptr<BgpRouter>& router)
{
    const uint32_t node = router->GetObject<Node>()->GetId();
    m_bgpRouters.emplace_back(node, router);
    return router->TraceConnectWithoutContext("PeerState",
                                              MakeCallback(&Recorder::OnBgpPeer, this, node)) &&
           router->TraceConnectWithoutContext("Route",
                                              MakeCallback(&Recorder::OnBgpRoute, this, node));
}

void
Recorder::OnBgpPeer(uint32_t node, const BgpPeerEvent& event)
{
    if (m_failure)
    {
        return;
    }
    BgpEventRow row;
    row.timeNs = Simulator::Now().GetNanoSeconds();
    row.node = node;
    row.peer = event.neighbor.ToString();
    row.what = bgp::ToWord(event.to);
    row.detail = event.cause + (event.notification.empty() ? "" : ": " + event.notification);
    m_bgp.push_back(row);
    FlushIfFull();
}

void
Recorder::OnBgpRoute(uint32_t node, const BgpRouteEvent& event)
{
    if (m_failure)
    {
        return;
    }
    BgpEventRow row;
    row.timeNs = Simulator::Now().GetNanoSeconds();
    row.node = node;
    row.peer = event.peer == bgp::OWN ? "" : event.neighbor.ToString();
    row.what = ToWord(event.change);
    row.prefix = event.prefix.ToString();
    row.detail = PathsText(event.paths);
    m_bgp.push_back(row);
    FlushIfFull();
}

void
Recorder::AddBgpStatus()
{
    BgpStatusRows rows;
    for (const auto& [node, router] : m_bgpRouters)
    {
        const bgp::Speaker* speaker = router->GetSpeaker();
        if (!speaker)
        {
            continue;
        }
        for (const auto& status : bgp::PeerStatuses(*speaker, Simulator::Now().GetNanoSeconds()))
        {
            rows.peers.push_back({node, status});
        }
        for (const auto& route : bgp::LearnedRoutes(*speaker))
        {
            rows.routes.push_back({node, "learned", "", route});
        }
        for (bgp::PeerIndex peer = 0; peer < speaker->GetPeerCount(); ++peer)
        {
            const std::string name = speaker->GetPeerSettings(peer).peerAddress.ToString();
            for (const auto& route : bgp::AdvertisedRoutes(*speaker, peer))
            {
                rows.routes.push_back({node, "advertised", name, route});
            }
        }
    }
    m_writer.WriteBgpStatus(rows);
}

} // namespace ns3::v6lab
