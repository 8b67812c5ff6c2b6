// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/route-policy.h"

namespace ns3::v6lab::bgp
{

namespace
{

const Prefix WELL_KNOWN_PREFIX(*IpAddress::Parse("64:ff9b::"), 96);

} // namespace

ImportRefusal
JudgeImport(const PeerSettings& peer,
            const Prefix& prefix,
            const PathAttributes& attributes,
            bool isOurs)
{
    const SessionSettings& session = peer.session;
    if (prefix.GetLength() > 0 && prefix.GetAddress().IsMulticast())
    {
        return ImportRefusal::Multicast;
    }
    if (!session.IsInternal() && peer.enforceFirstAs &&
        attributes.asPath.GetFirst() != session.peerAs)
    {
        return ImportRefusal::WrongFirstAs;
    }
    if (attributes.asPath.Count(session.localAs) > peer.allowOwnAs)
    {
        return ImportRefusal::OwnAsInPath;
    }
    if (isOurs)
    {
        return ImportRefusal::OwnNextHop;
    }
    return peer.importFilter.Permits(prefix) ? ImportRefusal::None : ImportRefusal::Filtered;
}

bool
MayExport(const PeerSettings& peer, PeerIndex index, const Prefix& prefix, const Path& best)
{
    const bool internal = peer.session.IsInternal();
    if (best.peer == index || (internal && best.internal)) // RFC 4271 9.2.1: no reflection
    {
        return false;
    }
    if (!internal && prefix.GetLength() > WELL_KNOWN_PREFIX.GetLength() &&
        WELL_KNOWN_PREFIX.Contains(prefix)) // RFC 6052 3.2
    {
        return false;
    }
    return (best.IsOwn() || peer.exportLearned) && peer.exportFilter.Permits(prefix);
}

PathAttributes
ExportAttributes(const PeerSettings& peer, const Path& best)
{
    PathAttributes out = *best.attributes;
    if (peer.session.IsInternal())
    {
        out.localPref = best.localPref;
        return out;
    }
    out.localPref.reset();              // RFC 4271 5.1.5
    out.med = peer.med       ? peer.med // RFC 4271 5.1.4: what others said goes no further
              : best.IsOwn() ? out.med
                             : std::nullopt;
    if (peer.removePrivateAs)
    {
        out.asPath = out.asPath.WithoutPrivate();
    }
    out.asPath.Prepend(peer.session.localAs, 1 + peer.prepend);
    return out;
}

std::optional<IpAddress>
ExportNextHop(const PeerSettings& peer, Family family, const Path& best)
{
    if (best.IsOwn() || !peer.session.IsInternal() || peer.nextHopSelf)
    {
        return peer.OwnNextHop(family);
    }
    return best.nextHop;
}

} // namespace ns3::v6lab::bgp
