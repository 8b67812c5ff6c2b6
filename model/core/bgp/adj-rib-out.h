// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_ADJ_RIB_OUT_H
#define V6LAB_BGP_ADJ_RIB_OUT_H

#include "model/core/bgp/rib.h"
#include "model/core/bgp/route-policy.h"
#include "model/core/bgp/session.h"

#include <map>
#include <set>

namespace ns3::v6lab::bgp
{

/** A route as a peer heard it last. */
struct AdvertisedPath
{
    IpAddress nextHop{};
    SharedAttributes attributes{};

    friend bool operator==(const AdvertisedPath& a, const AdvertisedPath& b)
    {
        return a.nextHop == b.nextHop &&
               (a.attributes == b.attributes || *a.attributes == *b.attributes);
    }
};

/** What one peer was told, and what it is yet to hear (RFC 4271 3.2, 9.2). */
class AdjRibOut
{
  public:
    AdjRibOut(const PeerSettings& settings, PeerIndex index);

    /** The best path to the prefix changed. */
    void Mark(const Prefix& prefix);
    /** The session is up: the peer is to hear of everything. */
    void MarkAll(const Rib& rib);
    /** The session is down: the peer forgot it all. */
    void Clear();

    /** When Update() may say something again; NEVER if there is nothing to say. */
    int64_t GetNextNs() const;

    /**
     * The UPDATEs that bring the peer up to date: only what differs from what it heard last, and
     * routes of the same attributes together. None before GetNextNs().
     */
    std::vector<Bytes> Update(const Rib& rib, const Session& session, int64_t nowNs);

    const std::map<Prefix, AdvertisedPath>& GetRoutes() const
    {
        return m_routes;
    }

  private:
    /** Routes that go out together. */
    struct Group
    {
        SharedAttributes attributes;
        Announcement announcement;
    };

    /** Exported attributes by those they are made from: many routes share them. */
    using Made = std::map<std::pair<const PathAttributes*, PeerIndex>, SharedAttributes>;

    std::optional<AdvertisedPath> Export(const Prefix& prefix,
                                         const Rib& rib,
                                         const Session& session,
                                         Made& made) const;

    const PeerSettings& m_settings;
    const PeerIndex m_index;
    std::map<Prefix, AdvertisedPath> m_routes;
    std::set<Prefix> m_marked;
    int64_t m_nextNs{0}; //!< not before (RFC 4271 9.2.1.1)
};

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_ADJ_RIB_OUT_H
