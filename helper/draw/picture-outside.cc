// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/island-words.h"
#include "helper/draw/name-words.h"
#include "helper/draw/picture-parts.h"
#include "helper/draw/vpn-words.h"
#include "helper/topology/bgp-neighbor.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

class OutsideMaker
{
  public:
    explicit OutsideMaker(PictureParts& parts)
        : m_topology(parts.topology),
          m_context(parts.context),
          m_translators(parts.translators),
          m_picture(parts.picture)
    {
    }

    void Add()
    {
        for (const auto& link : m_topology.links)
        {
            m_picture.links.push_back({link.name, link.kind == "lan", Figures(link), {}});
        }
        for (size_t i = 0; i < m_topology.nodes.size(); ++i)
        {
            AddNode(i);
        }
    }

  private:
    static std::vector<std::string> Figures(const Link& link)
    {
        static const Link STANDARD;
        std::string figures;
        const auto add = [&](bool shown, const std::string& text) {
            figures += shown ? (figures.empty() ? "" : ", ") + text : "";
        };
        add(link.dataRate != STANDARD.dataRate, link.dataRate);
        add(link.delay != STANDARD.delay, link.delay);
        add(link.mtu != STANDARD.mtu, "MTU " + std::to_string(link.mtu));
        for (const auto& outage : link.outages)
        {
            add(true, "cut " + outage.from + (outage.to.empty() ? " for good" : "–" + outage.to));
        }
        return figures.empty() ? std::vector<std::string>{} : std::vector<std::string>{figures};
    }

    void AddNode(size_t place)
    {
        const OutsideNode& node = m_topology.nodes[place];
        NodeView view;
        view.name = node.name;
        view.router = node.kind == "router";
        view.translators = m_translators[node.name];
        for (const auto& interface : node.interfaces)
        {
            view.lines.insert(view.lines.end(),
                              interface.addresses.begin(),
                              interface.addresses.end());
            if (interface.autoconfigure)
            {
                view.lines.emplace_back("IPv6 by advertisement");
            }
            if (interface.dhcp)
            {
                view.lines.push_back("IPv4 by DHCP" + Reserved(node.name));
            }
            if (const auto link = m_context.links.Find(interface.link))
            {
                AddEnd(m_picture.links[*link], place, interface);
            }
        }
        if (node.internet)
        {
            view.internet = true;
            m_picture.internet = true;
            view.lines.insert(view.lines.end(),
                              node.internet->addresses.begin(),
                              node.internet->addresses.end());
            for (const auto& prefix : node.internet->prefixes)
            {
                view.lines.push_back("routed here: " + prefix);
            }
        }
        AddBgp(node, view);
        const auto island = IslandLines(node);
        view.lines.insert(view.lines.end(), island.begin(), island.end());
        for (const auto& service : node.vpnServices)
        {
            const auto server = m_context.nodes.Find(service.server);
            if (service.mode == "tunnel" && server)
            {
                m_picture.vpnTunnels.push_back({service.name, place, *server});
            }
        }
        const auto vpns = VpnLines(node);
        view.lines.insert(view.lines.end(), vpns.begin(), vpns.end());
        const auto names = NameLines(m_topology, node.name);
        view.lines.insert(view.lines.end(), names.begin(), names.end());
        m_picture.nodes.push_back(std::move(view));
    }

    /** ": 192.168.1.10", or nothing. */
    std::string Reserved(const std::string& host) const
    {
        for (const auto& node : m_topology.nodes)
        {
            for (const auto& pool : node.dhcpPools)
            {
                for (const auto& reservation : pool.reservations)
                {
                    if (reservation.node == host)
                    {
                        return ": " + reservation.address;
                    }
                }
            }
        }
        return "";
    }

    /** A session over a link stands at the link, any other at the node. */
    void AddBgp(const OutsideNode& node, NodeView& view)
    {
        if (!node.bgp)
        {
            return;
        }
        view.lines.push_back("AS " + std::to_string(node.bgp->asn) +
                             (node.bgp->bfd ? ", BFD" : ""));
        for (const auto& neighbor : node.bgp->neighbors)
        {
            const auto ends = FindBgpNeighbor(m_topology, node, neighbor);
            const auto link = SharedLink(node, ends);
            if (!link)
            {
                view.lines.push_back("BGP with " + neighbor.address);
            }
            else if (std::count(link->lines.begin(), link->lines.end(), "BGP") == 0)
            {
                link->lines.emplace_back("BGP");
            }
        }
    }

    /** The link whose subnet the session is in; null if there is none. */
    LinkView* SharedLink(const OutsideNode& node, const BgpNeighborEnds& ends)
    {
        for (const auto& interface : node.interfaces)
        {
            const bool shared =
                std::count(ends.links.begin(), ends.links.end(), interface.link) != 0;
            for (const auto& text : interface.addresses)
            {
                const auto parsed = ParseInterfaceAddress(text);
                const auto link = m_context.links.Find(interface.link);
                if (shared && parsed && ends.remote && link &&
                    parsed->network.Contains(*ends.remote))
                {
                    return &m_picture.links[*link];
                }
            }
        }
        return nullptr;
    }

    static void AddEnd(LinkView& link, size_t node, const Interface& interface)
    {
        link.ends.push_back(node);
        for (const auto& text : interface.addresses)
        {
            const auto parsed = ParseInterfaceAddress(text);
            const std::string prefix = parsed ? parsed->network.ToString() : text;
            if (std::count(link.lines.begin(), link.lines.end(), prefix) == 0)
            {
                link.lines.push_back(prefix);
            }
        }
    }

    const Topology& m_topology;
    const ValidationContext& m_context;
    std::map<std::string, std::vector<TranslatorView>>& m_translators;
    Picture& m_picture;
};

} // namespace

void
AddOutside(PictureParts& parts)
{
    OutsideMaker(parts).Add();
}

} // namespace ns3::v6lab
