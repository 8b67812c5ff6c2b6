// SPDX-License-Identifier: GPL-2.0-only
// VPN servers of nodes.
#include "helper/topology/interface-address.h"
#include "helper/topology/validate/context.h"
#include "helper/topology/validate/delegated-pools.h"
#include "helper/topology/validate/host-prefixes.h"
#include "helper/topology/validate/learned-prefixes.h"
#include "helper/topology/validate/vpn-uses.h"
#include "model/vpn/vpn-server.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

class ServerChecker
{
  public:
    ServerChecker(ValidationContext& context, const OutsideNode& node, std::string path)
        : m_context(context),
          m_node(node),
          m_path(std::move(path))
    {
    }

    void Check(const VpnServerConfig& server)
    {
        if (m_node.kind != "router")
        {
            Add(m_path, "a VPN server forwards its clients' packets: the node must be a router");
        }
        if (server.port == 0)
        {
            Add(m_path + ".port", "0 is not a port; 1 to 65535 is allowed");
        }
        for (size_t i = 0; i < server.prefixes.size(); ++i)
        {
            const std::string place = Item(m_path + ".prefixes", i);
            if (auto fault = PrefixFormFault(server.prefixes[i]))
            {
                fault->path = place;
                fault->subject = m_node.name;
                m_context.Add(*fault);
            }
            else if (CheckHosts(*Prefix::Parse(server.prefixes[i]), place))
            {
                m_clients.push_back({*Prefix::Parse(server.prefixes[i]), i});
                CheckLinks(m_clients.back().prefix, place);
            }
        }
        CheckEachOther(m_path + ".prefixes");
        if (const auto fault = VpnMtuFault(server.mtu, VpnServer::LARGEST_MTU))
        {
            Add(m_path + ".mtu", *fault, "RFC 8200 5");
        }
        CheckEchoes(server.port);
    }

  private:
    bool CheckHosts(const Prefix& clients, const std::string& path)
    {
        const char* allowed = "; allowed are prefixes such as 10.8.0.0/24 or fd00:8::/64";
        if (clients.GetLength() == 0)
        {
            Add(path, clients.ToString() + " leads everything to clients" + allowed);
            return false;
        }
        if (const auto range = RangeWithoutHosts(clients))
        {
            Add(path,
                clients.ToString() + " overlaps " + *range + ", which no client can have" + allowed,
                ClauseOfHosts(clients.GetFamily()));
            return false;
        }
        return true;
    }

    /** The way to clients must not be the way to what the server reaches over its links. */
    void CheckLinks(const Prefix& clients, const std::string& path)
    {
        std::set<Prefix> told;
        const auto tell = [&](const Prefix& taken, const std::string& link) {
            if (taken.Overlaps(clients) && told.insert(taken).second)
            {
                Add(path,
                    clients.ToString() + " overlaps " + taken.ToString() + " of " + link +
                        "; clients need addresses that no link has");
            }
        };
        for (const auto& interface : m_node.interfaces)
        {
            for (const auto& text : interface.addresses)
            {
                if (const auto own = ParseInterfaceAddress(text))
                {
                    tell(own->network, "the server's link " + interface.link);
                }
            }
        }
        for (const auto& [prefix, source] : LearnedPrefixes(m_context.topology, m_node, clients))
        {
            tell(prefix, "the server's " + source);
        }
        CheckDelegated(clients, path);
    }

    /** What a router is delegated leads to it, and ends there if it has no route on (WPD-5). */
    void CheckDelegated(const Prefix& clients, const std::string& path)
    {
        for (const auto& pool : DelegatedPools(m_context.topology))
        {
            for (const auto& router : m_context.topology.nodes)
            {
                for (const auto& request : router.prefixRequests)
                {
                    const auto given = HeededHint(request, pool);
                    if (given && given->Overlaps(clients) && !Reaches(router, clients))
                    {
                        Add(path,
                            clients.ToString() + " overlaps " + given->ToString() +
                                ", which node " + router.name +
                                " asks for: what is for clients goes there, and it has no route to "
                                "them",
                            "RFC 7084 WPD-5");
                    }
                }
            }
        }
    }

    bool Reaches(const OutsideNode& router, const Prefix& clients) const
    {
        return router.name == m_node.name ||
               std::any_of(router.routes.begin(), router.routes.end(), [&](const auto& route) {
                   const auto prefix = Prefix::Parse(route.prefix);
                   return prefix && prefix->GetLength() > 0 && prefix->Overlaps(clients);
               });
    }

    void CheckEachOther(const std::string& list)
    {
        for (const auto& [first, second] : FindOverlaps(m_clients))
        {
            Add(Item(list, m_clients[second].owner),
                m_clients[second].prefix.ToString() + " overlaps " +
                    m_clients[first].prefix.ToString() +
                    ", which the server has for clients already; leave one of them out");
        }
    }

    /** Who asks for an echo where the server listens would get none. */
    void CheckEchoes(uint16_t port)
    {
        for (size_t i = 0; i < m_context.topology.workloads.size(); ++i)
        {
            const Workload& flow = m_context.topology.workloads[i];
            const uint16_t called = flow.serverPort != 0 ? flow.serverPort : flow.port;
            if (flow.kind == "udp-echo" && called == port && port != 0 && EndsHere(flow))
            {
                m_context.Add({Item("workloads", i) + ".port",
                               flow.name,
                               "",
                               "RFC 768",
                               std::to_string(port) + " is the port of " + m_node.name +
                                   "'s VPN server; an echo needs another one"});
            }
        }
    }

    bool EndsHere(const Workload& flow) const
    {
        if (flow.server == m_node.name || flow.to == m_node.name)
        {
            return true;
        }
        const auto& all = m_node.interfaces;
        return std::any_of(all.begin(), all.end(), [&](const Interface& interface) {
            return std::any_of(
                interface.addresses.begin(),
                interface.addresses.end(),
                [&](const std::string& text) { return text.substr(0, text.find('/')) == flow.to; });
        });
    }

    void Add(const std::string& path, const std::string& sentence, const std::string& rule = "")
    {
        m_context.Add({path, m_node.name, "", rule, sentence});
    }

    ValidationContext& m_context;
    const OutsideNode& m_node;
    std::string m_path;
    std::vector<Claim> m_clients; //!< owner: the place in the list
};

} // namespace

std::optional<std::string>
VpnMtuFault(uint32_t mtu, uint32_t largest)
{
    const bool allowed = mtu == 0 || (mtu >= 1280 && mtu <= largest);
    return allowed ? std::nullopt
                   : std::optional(fmt::format("{} is not 0 or 1280 to {}", mtu, largest));
}

void
ValidateVpnServer(ValidationContext& context, const OutsideNode& node, const std::string& path)
{
    if (node.vpnServer)
    {
        ServerChecker(context, node, path).Check(*node.vpnServer);
    }
}

} // namespace ns3::v6lab
