// SPDX-License-Identifier: GPL-2.0-only
// Random networks of speakers: they agree on shortest ways without loops, and forget all of it.
#include "test/support/bgp-lab.h"

#include <limits>
#include <numeric>
#include <random>
#include <set>

using namespace ns3::v6lab;
using namespace ns3::v6lab::bgp;
using test::BgpNet;
using test::Net;
using test::Row;
using test::Verdict;

namespace
{

constexpr size_t FAR = std::numeric_limits<size_t>::max();

/** ASes of one to three speakers, all of an AS connected to each other. */
struct World
{
    World(uint32_t seed, size_t maxPaths)
        : random(seed)
    {
        const size_t count = 3 + random() % 6;
        for (size_t as = 0; as < count; ++as)
        {
            std::vector<size_t> speakers(1 + random() % 3);
            for (auto& speaker : speakers)
            {
                speaker = net.Add(static_cast<uint32_t>(65001 + as),
                                  "10.0." + std::to_string(as) + "." +
                                      std::to_string(1 + net.SpeakerCount()),
                                  maxPaths);
                asOf.push_back(as);
            }
            const auto self = [](PeerSettings& peer) { peer.nextHopSelf = true; };
            for (size_t i = 0; i < speakers.size(); ++i)
            {
                for (size_t j = 0; j < i; ++j)
                {
                    net.Connect(speakers[i], speakers[j], self, self);
                }
            }
            members.push_back(speakers);
        }
        for (size_t as = 1; as < count; ++as)
        {
            Join(as, random() % as); // all are connected
        }
        for (size_t more = random() % (2 * count); more > 0; --more)
        {
            Join(random() % count, random() % count);
        }
    }

    void Join(size_t a, size_t b)
    {
        if (a == b)
        {
            return;
        }
        const size_t at = members[a][random() % members[a].size()];
        const size_t other = members[b][random() % members[b].size()];
        if (joined.insert({std::min(at, other), std::max(at, other)}).second)
        {
            external.push_back({net.Connect(at, other), a, b});
        }
    }

    /** From every AS to one, over external links that are up: how many ASes away. */
    std::vector<size_t> Distances(size_t target) const
    {
        std::vector<size_t> distance(members.size(), FAR);
        distance[target] = 0;
        for (size_t round = 0; round < members.size(); ++round)
        {
            for (const auto& join : external)
            {
                if (join.down)
                {
                    continue;
                }
                for (const auto& [x, y] : {std::pair(join.a, join.b), std::pair(join.b, join.a)})
                {
                    if (distance[y] != FAR)
                    {
                        distance[x] = std::min(distance[x], distance[y] + 1);
                    }
                }
            }
        }
        return distance;
    }

    struct Joint
    {
        size_t link;
        size_t a;
        size_t b;
        bool down{false};
    };

    std::mt19937 random;
    BgpNet net;
    std::vector<size_t> asOf; //!< by speaker
    std::vector<std::vector<size_t>> members;
    std::set<std::pair<size_t, size_t>> joined;
    std::vector<Joint> external;
};

/** Follows the peers in use from a speaker; how many steps until the network's owner, or FAR. */
size_t
Follow(World& world, size_t from, const Prefix& prefix)
{
    size_t at = from;
    for (size_t steps = 0; steps <= world.net.SpeakerCount(); ++steps)
    {
        const auto* entry = world.net.At(at).GetRib().Find(prefix);
        if (!entry)
        {
            return FAR;
        }
        const Path& path = entry->selected[world.random() % entry->selected.size()];
        if (path.IsOwn())
        {
            return steps;
        }
        for (size_t next = 0; next < world.net.SpeakerCount(); ++next)
        {
            if (world.net.At(next).GetSettings().address == path.peerAddress)
            {
                at = next;
                break;
            }
        }
    }
    return FAR;
}

std::string
NetworkOf(size_t as, bool v6)
{
    return v6 ? "2001:db8:" + std::to_string(as + 1) + "::/48"
              : "10." + std::to_string(as + 1) + ".0.0/16";
}

void
Judge(Verdict& v, World& world, const std::string& when)
{
    for (size_t target = 0; target < world.members.size(); ++target)
    {
        const auto distances = world.Distances(target);
        for (size_t speaker = 0; speaker < world.net.SpeakerCount(); ++speaker)
        {
            const Prefix prefix = Net(NetworkOf(target, target % 2 == 1));
            const auto* entry = world.net.At(speaker).GetRib().Find(prefix);
            const size_t distance = distances[world.asOf[speaker]];
            const std::string what =
                when + ": " + prefix.ToString() + " at " + std::to_string(speaker);
            if (!entry || distance == FAR)
            {
                v.True(!entry && distance == FAR, what + " is known where it can be reached");
                continue;
            }
            const AsPath& path = entry->selected.front().attributes->asPath;
            v.Equal(path.GetLength(), distance, what + ": ASes in the path");
            const uint32_t own = static_cast<uint32_t>(65001 + world.asOf[speaker]);
            v.Equal(path.Count(own), size_t{0}, what + ": our AS in the path");
            v.True(Follow(world, speaker, prefix) != FAR, what + ": following it arrives");
        }
    }
}

void
Converge(Verdict& v, uint32_t seed, size_t maxPaths)
{
    World world(seed, maxPaths);
    BgpNet& net = world.net;
    const std::string name = "world " + std::to_string(seed);
    net.delayNs = 1'000'000 + world.random() % 50'000'000;
    for (size_t as = 0; as < world.members.size(); ++as)
    {
        net.AddNetwork(world.members[as][0], NetworkOf(as, as % 2 == 1));
    }
    net.StartAll();
    net.Run(100);
    Judge(v, world, name);
    for (auto& joint : world.external) // some links fail, some TCP connections end
    {
        if (world.random() % 3 == 0)
        {
            joint.down = true;
            net.LinkAt(joint.link).cut = true;
        }
        else if (world.random() % 4 == 0)
        {
            net.Break(joint.link);
        }
    }
    net.Run(400);
    Judge(v, world, name + " after failures");
    for (auto& joint : world.external)
    {
        if (joint.down)
        {
            joint.down = false;
            net.LinkAt(joint.link).cut = false;
        }
    }
    net.Run(400);
    Judge(v, world, name + " healed");
    const uint64_t updates = net.updates;
    net.Run(400);
    v.Equal(net.updates, updates, name + ": UPDATEs when nothing happens");
    for (size_t as = 0; as < world.members.size(); ++as)
    {
        net.RemoveNetwork(world.members[as][0], NetworkOf(as, as % 2 == 1));
    }
    net.Run(100);
    for (size_t speaker = 0; speaker < net.SpeakerCount(); ++speaker)
    {
        const Speaker& left = net.At(speaker);
        v.Equal(left.GetRib().GetEntries().size(), size_t{0}, name + ": routes left");
        for (PeerIndex peer = 0; peer < left.GetPeerCount(); ++peer)
        {
            v.Equal(left.GetAdvertised(peer).size(), size_t{0}, name + ": still advertised");
            v.Equal(left.GetRoutesReceived(peer), size_t{0}, name + ": still counted");
        }
    }
}

const std::vector<Row> ROWS{
    {"60 random networks with iBGP inside: every network is reached by a shortest path without "
     "loops, also after failures and repairs; withdrawn, nothing of it is left",
     "RFC 4271 9.1, 9.2, 9.3",
     [](Verdict& v) {
         for (uint32_t seed = 1; seed <= 60; ++seed)
         {
             Converge(v, seed, 1);
         }
     }},
    {"40 more with equal-cost paths, of which any is followed",
     "RFC 4271 9.1, 9.2, 9.3",
     [](Verdict& v) {
         for (uint32_t seed = 1001; seed <= 1040; ++seed)
         {
             Converge(v, seed, 8);
         }
     }},
};

V6LAB_SUITE("v6lab-core-bgp-networks", ROWS);

} // namespace
