// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_RIB_H
#define V6LAB_BGP_RIB_H

#include "model/core/bgp/path.h"

#include <map>

namespace ns3::v6lab::bgp
{

/** One prefix: what every peer says of it, and what is used (Adj-RIBs-In and Loc-RIB). */
struct RibEntry
{
    std::vector<Path> paths{};    //!< one per peer at most, in the order of peers
    std::vector<Path> selected{}; //!< SelectPaths of them: never empty
};

/** What a change did to a prefix. */
struct RibChange
{
    Prefix prefix{};
    bool selected{false}; //!< the paths in use changed
    bool best{false};     //!< the first of them changed: peers must hear of it
};

/** The routes of a speaker (RFC 4271 3.2), both families; those let in, not those refused. */
class Rib
{
  public:
    /** How many equal paths may be in use at a time. */
    explicit Rib(size_t maxPaths);

    /** Replaces what the path's peer said before: an implicit withdrawal (RFC 4271 3.1). */
    RibChange Put(const Prefix& prefix, Path path);
    RibChange Drop(const Prefix& prefix, PeerIndex peer);
    std::vector<RibChange> DropAll(PeerIndex peer);

    /** What the peer says of the prefix; null if nothing. */
    const Path* Find(const Prefix& prefix, PeerIndex peer) const;
    /** Null if there is no way to it. */
    const RibEntry* Find(const Prefix& prefix) const;

    const std::map<Prefix, RibEntry>& GetEntries() const
    {
        return m_entries;
    }

  private:
    using Entries = std::map<Prefix, RibEntry>;

    /** Decides anew; removes the entry if no path is left. */
    RibChange Decide(Entries::iterator entry);

    size_t m_maxPaths;
    Entries m_entries;
};

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_RIB_H
