// SPDX-License-Identifier: GPL-2.0-only
// BGP of nodes outside Azure.
#include "helper/topology/bgp-neighbor.h"
#include "helper/topology/quantity.h"
#include "helper/topology/validate/context.h"
#include "model/core/time-units.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

constexpr int64_t LEAST_HOLD = 3 * SECOND;     // RFC 4271 4.2
constexpr int64_t MOST_HOLD = 65535 * SECOND;  // RFC 4271 4.2
constexpr int64_t MOST_INTERVAL = 60 * SECOND; // BgpRouter's BfdInterval
constexpr int64_t LEAST_INTERVAL = 1'000'000;
constexpr uint32_t MOST_PREPENDED = 200;

/** Numbers that no speaker may have (RFC 7607 2, RFC 6793 9, RFC 7300 2). */
bool
IsReservedAs(uint32_t asn)
{
    return asn == 0 || asn == 23456 || asn == 65535 || asn == 4294967295;
}

class BgpChecker
{
  public:
    BgpChecker(ValidationContext& context, size_t place)
        : m_context(context),
          m_node(context.topology.nodes[place]),
          m_bgp(*m_node.bgp),
          m_path(Item("nodes", place) + ".bgp")
    {
    }

    void Check()
    {
        if (m_node.kind != "router")
        {
            Add("", "RFC 4271 1", "a host has no BGP; its kind must be router");
        }
        if (IsReservedAs(m_bgp.asn))
        {
            Add(".asn",
                "RFC 7607 2, RFC 6793 9, RFC 7300 2",
                std::to_string(m_bgp.asn) + " is reserved, no AS can have it");
        }
        CheckRouterId();
        CheckTimers();
        CheckPrefixes(m_bgp.networks, ".networks");
        std::set<IpAddress> seen;
        for (size_t i = 0; i < m_bgp.neighbors.size(); ++i)
        {
            CheckNeighbor(m_bgp.neighbors[i], Item(".neighbors", i), seen);
        }
    }

  private:
    void Add(const std::string& key, const char* rule, const std::string& sentence)
    {
        m_context.Add({m_path + key, m_node.name, "", rule, sentence});
    }

    bool HasV4() const
    {
        const auto isV4 = [](const std::string& text) {
            const auto parsed = ParseInterfaceAddress(text);
            return parsed && parsed->address.IsV4();
        };
        const auto& all = m_node.interfaces;
        return m_node.internet || !m_node.tunnels.empty() || EndsCircuit() ||
               std::any_of(all.begin(), all.end(), [&](const Interface& one) {
                   return std::any_of(one.addresses.begin(), one.addresses.end(), isV4);
               });
    }

    /** Its link gives the node an address of the /30. */
    bool EndsCircuit() const
    {
        const auto& circuits = m_context.topology.expressRouteCircuits;
        return std::any_of(circuits.begin(),
                           circuits.end(),
                           [&](const ExpressRouteCircuit& circuit) {
                               return circuit.primaryRouter == m_node.name ||
                                      circuit.secondaryRouter == m_node.name;
                           });
    }

    void CheckRouterId()
    {
        const auto id = IpAddress::Parse(m_bgp.routerId);
        if (!m_bgp.routerId.empty() && (!id || id->IsV6() || id->IsUnspecified()))
        {
            Add(".routerId",
                "RFC 6286 2.1",
                "\"" + m_bgp.routerId + "\" is not written as an IPv4 address other than 0.0.0.0");
        }
        if (m_bgp.routerId.empty() && !HasV4())
        {
            Add(".routerId", "RFC 6286 2.1", "must be given, for the node has no IPv4 address");
        }
    }

    void CheckTimers()
    {
        const auto hold = ParseDuration(m_bgp.holdTime);
        if (!hold || *hold % SECOND != 0 || (*hold != 0 && *hold < LEAST_HOLD) || *hold > MOST_HOLD)
        {
            Add(".holdTime",
                "RFC 4271 4.2",
                "\"" + m_bgp.holdTime + "\" is not 0s or whole seconds from 3s to 65535s");
        }
        const auto keepalive = ParseDuration(m_bgp.keepalive);
        if (!keepalive || (hold && *hold != 0 && *keepalive >= *hold))
        {
            Add(".keepalive",
                "RFC 4271 4.4",
                "\"" + m_bgp.keepalive + "\" is not a time shorter than the hold time");
        }
        const auto retry = ParseDuration(m_bgp.connectRetry);
        if (!retry || *retry < SECOND || *retry > MOST_HOLD)
        {
            Add(".connectRetry",
                "RFC 4271 10",
                "\"" + m_bgp.connectRetry + "\" is not a time from 1s to 65535s");
        }
        const auto interval = ParseDuration(m_bgp.bfdInterval);
        if (!interval || *interval < LEAST_INTERVAL || *interval > MOST_INTERVAL)
        {
            Add(".bfdInterval",
                "RFC 5880 4.1",
                "\"" + m_bgp.bfdInterval + "\" is not a time from 1ms to 60s");
        }
    }

    void CheckPrefixes(const std::vector<std::string>& texts, const std::string& key)
    {
        std::set<std::string> seen;
        for (size_t i = 0; i < texts.size(); ++i)
        {
            const auto prefix = Prefix::Parse(texts[i]);
            if (!prefix)
            {
                Add(Item(key, i), "RFC 4632 3.1", PrefixFormFault(texts[i])->sentence);
            }
            else if (!seen.insert(prefix->ToString()).second)
            {
                Add(Item(key, i), "", texts[i] + " stands there already");
            }
        }
    }

    void CheckNeighbor(const BgpNeighbor& neighbor,
                       const std::string& key,
                       std::set<IpAddress>& seen)
    {
        const auto ends = FindBgpNeighbor(m_context.topology, m_node, neighbor);
        CheckPrefixes(neighbor.importPrefixes, key + ".importPrefixes");
        CheckPrefixes(neighbor.exportPrefixes, key + ".exportPrefixes");
        if (neighbor.prepend > MOST_PREPENDED)
        {
            Add(key + ".prepend",
                "RFC 4271 5.1.2",
                std::to_string(neighbor.prepend) + " is more than " +
                    std::to_string(MOST_PREPENDED));
        }
        if (neighbor.address.empty() || !CheckAddress(neighbor, ends, key))
        {
            return;
        }
        if (!seen.insert(*ends.remote).second)
        {
            Add(key + ".address", "", ends.remote->ToString() + " is a neighbor already");
        }
        if (!HasWayTo(*ends.remote))
        {
            Add(key + ".address",
                "RFC 4271 8",
                "no link, static route or tunnel of the node leads to " + ends.remote->ToString());
        }
        CheckLocal(neighbor, ends, key);
        if (ends.asn == 0)
        {
            Add(key + ".asn", "RFC 4271 6.2", "must be given, as no node's BGP tells it");
        }
        CheckOtherSide(neighbor, ends, key);
    }

    /** Tunnels, circuits and the internet lead to what is not known here. */
    bool HasWayTo(const IpAddress& remote) const
    {
        const auto onLink = [&](const std::string& text) {
            const auto parsed = ParseInterfaceAddress(text);
            return parsed && parsed->network.Contains(remote);
        };
        const auto& links = m_node.interfaces;
        const auto& routes = m_node.routes;
        return m_node.internet || !m_node.tunnels.empty() ||
               std::any_of(
                   links.begin(),
                   links.end(),
                   [&](const Interface& one) {
                       return std::any_of(one.addresses.begin(), one.addresses.end(), onLink);
                   }) ||
               std::any_of(routes.begin(),
                           routes.end(),
                           [&](const StaticRoute& route) {
                               const auto prefix = Prefix::Parse(route.prefix);
                               return prefix && prefix->Contains(remote);
                           }) ||
               EndsCircuit();
    }

    bool CheckAddress(const BgpNeighbor& neighbor,
                      const BgpNeighborEnds& ends,
                      const std::string& key)
    {
        if (ends.remote && (ends.remote->IsMulticast() || ends.remote->IsUnspecified()))
        {
            Add(key + ".address", "", neighbor.address + " is no address of a neighbor");
            return false;
        }
        const bool named = !IpAddress::Parse(neighbor.address);
        if (named && ends.node.empty())
        {
            Add(key + ".address",
                "",
                "\"" + neighbor.address + "\" is neither an address nor a node outside Azure");
            return false;
        }
        if (ends.node == m_node.name)
        {
            Add(key + ".address", "", "that is the node itself");
            return false;
        }
        if (named && ends.links.size() > 1)
        {
            Add(key + ".address",
                "",
                neighbor.address + " is on several links of this node; name its address");
            return false;
        }
        if (!ends.remote)
        {
            Add(key + ".address",
                "",
                neighbor.address + " shares no subnet with this node; name its address");
            return false;
        }
        return true;
    }

    void CheckLocal(const BgpNeighbor& neighbor,
                    const BgpNeighborEnds& ends,
                    const std::string& key)
    {
        if (neighbor.localAddress.empty())
        {
            return;
        }
        if (!ends.local || ends.local->GetFamily() != ends.remote->GetFamily())
        {
            Add(key + ".localAddress",
                "",
                "\"" + neighbor.localAddress + "\" is not an " + Named(ends.remote->GetFamily()) +
                    " address, as the neighbor's");
        }
    }

    /** Only of nodes outside Azure: a gateway has its side by itself. */
    void CheckOtherSide(const BgpNeighbor& neighbor,
                        const BgpNeighborEnds& ends,
                        const std::string& key)
    {
        const auto other = m_context.nodes.Find(ends.node);
        if (!other)
        {
            return;
        }
        const auto& node = m_context.topology.nodes[*other];
        if (!HasBgpNeighbor(m_context.topology, node, m_node.name, ends))
        {
            Add(key + ".address",
                "RFC 4271 8.2.1",
                neighbor.address + " has no neighbor in its bgp that is this end of the session");
        }
    }

    ValidationContext& m_context;
    const OutsideNode& m_node;
    const BgpConfig& m_bgp;
    const std::string m_path;
};

} // namespace

void
ValidateBgp(ValidationContext& context)
{
    for (size_t i = 0; i < context.topology.nodes.size(); ++i)
    {
        if (context.topology.nodes[i].bgp)
        {
            BgpChecker(context, i).Check();
        }
    }
}

} // namespace ns3::v6lab
