// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/speaker-views.h"

#include <algorithm>
#include <cstdio>

namespace ns3::v6lab::bgp
{

namespace
{

/** A .NET TimeSpan, whose ticks are of 100 ns: days only if there are any. */
std::string
DurationText(int64_t ns)
{
    const int64_t seconds = ns / SECOND_NS;
    const int64_t days = seconds / 86400;
    char text[64];
    std::snprintf(text,
                  sizeof text,
                  "%02d:%02d:%02d.%07d",
                  static_cast<int>(seconds / 3600 % 24),
                  static_cast<int>(seconds / 60 % 60),
                  static_cast<int>(seconds % 60),
                  static_cast<int>(ns % SECOND_NS / 100));
    return days > 0 ? std::to_string(days) + "." + text : text;
}

const char*
OriginWord(Origin origin)
{
    switch (origin)
    {
    case Origin::Igp:
        return "Igp";
    case Origin::Egp:
        return "Egp";
    default:
        return "Incomplete";
    }
}

GatewayRoute
LearnedRoute(const Speaker& speaker, const Prefix& prefix, const Path& path)
{
    GatewayRoute row;
    row.network = prefix.ToString();
    row.asPath = path.attributes->asPath.ToString();
    row.weight = path.weight;
    if (path.IsOwn())
    {
        row.origin = "Network";
        row.sourcePeer = row.localAddress = speaker.GetSettings().address.ToString();
        return row;
    }
    row.nextHop = path.nextHop.ToString();
    row.origin = path.internal ? "IBgp" : "EBgp";
    row.sourcePeer = path.peerAddress.ToString();
    row.localAddress = speaker.GetPeerSettings(path.peer).localAddress.ToString();
    return row;
}

const char*
StateWord(const Session& session)
{
    if (session.GetState() == SessionState::Established)
    {
        return "Connected";
    }
    if (session.GetState() != SessionState::Idle)
    {
        return "Connecting";
    }
    if (session.IsStarted())
    {
        return "Idle";
    }
    return session.WasStarted() ? "Stopped" : "Unknown";
}

} // namespace

std::vector<GatewayRoute>
LearnedRoutes(const Speaker& speaker)
{
    std::vector<GatewayRoute> rows;
    for (const auto& [prefix, entry] : speaker.GetRib().GetEntries())
    {
        for (const auto& path : entry.paths)
        {
            rows.push_back(LearnedRoute(speaker, prefix, path));
        }
    }
    const auto rank = [](const GatewayRoute& row) {
        return row.origin == "Network" ? 0 : row.origin == "EBgp" ? 1 : 2;
    };
    std::stable_sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
        return rank(a) < rank(b);
    });
    return rows;
}

std::vector<GatewayRoute>
AdvertisedRoutes(const Speaker& speaker, PeerIndex peer)
{
    std::vector<GatewayRoute> rows;
    for (const auto& [prefix, path] : speaker.GetAdvertised(peer))
    {
        GatewayRoute row;
        row.network = prefix.ToString();
        row.nextHop = path.nextHop.ToString();
        row.origin = OriginWord(path.attributes->origin);
        row.asPath = path.attributes->asPath.ToString();
        row.localAddress = speaker.GetPeerSettings(peer).localAddress.ToString();
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<GatewayPeerStatus>
PeerStatuses(const Speaker& speaker, int64_t nowNs)
{
    std::vector<GatewayPeerStatus> rows;
    for (PeerIndex peer = 0; peer < speaker.GetPeerCount(); ++peer)
    {
        const PeerSettings& settings = speaker.GetPeerSettings(peer);
        const Session& session = speaker.GetSession(peer);
        GatewayPeerStatus row;
        row.neighbor = settings.peerAddress.ToString();
        row.asn = settings.session.peerAs;
        row.localAddress = settings.localAddress.ToString();
        row.state = StateWord(session);
        if (session.GetState() == SessionState::Established)
        {
            row.connectedDuration = DurationText(nowNs - session.GetUpSinceNs());
        }
        row.routesReceived = speaker.GetRoutesReceived(peer);
        row.messagesSent = session.GetMessagesSent();
        row.messagesReceived = session.GetMessagesReceived();
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace ns3::v6lab::bgp
