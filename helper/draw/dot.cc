// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/columns.h"
#include "helper/draw/dot-labels.h"
#include "helper/draw/draw.h"
#include "helper/draw/palette.h"
#include "helper/draw/picture.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace ns3::v6lab
{

namespace
{

using namespace palette;

/**
 * Networks are nodes with tables as labels rather than graphviz clusters: these keep their shape
 * whatever the edges do, and edges can end at one machine's cell.
 */
class DotWriter
{
  public:
    explicit DotWriter(const Picture& picture)
        : m_picture(picture)
    {
    }

    std::string Write()
    {
        m_text =
            fmt::format("graph topology {{\n"
                        "  graph [rankdir=LR, nodesep=0.3, ranksep=0.6, pad=0.3,\n"
                        "         bgcolor=white, fontname=\"{0}\", fontcolor=\"{1}\",\n"
                        "         labelloc=t, label=<{2}>];\n"
                        "  node [shape=plain, fontname=\"{0}\", fontsize=12, fontcolor=\"{1}\"];\n"
                        "  edge [fontname=\"{0}\", fontsize=10, fontcolor=\"{1}\", penwidth=2];\n",
                        FONT,
                        INK,
                        TitleLabel(m_picture));
        m_text += fmt::format("  subgraph cluster_all {{\n"
                              "  penwidth=0; labelloc=b; label=<{}>;\n",
                              LegendLabel(m_picture));
        WriteNetworks();
        WriteOutside();
        WriteTunnels();
        WriteInternet();
        m_text += "  }\n}\n";
        return m_text;
    }

  private:
    /** Where a network stands that is peered with one other only. */
    struct Place
    {
        bool left{false};
        size_t column{0}; //!< 0: next to the hub
    };

    void WriteNetworks()
    {
        for (size_t i = 0; i < m_picture.networks.size(); ++i)
        {
            m_text +=
                fmt::format("  vnet{} [label=<{}>];\n", i, NetworkLabel(m_picture.networks[i]));
        }
        for (size_t i = 0; i < m_picture.unplaced.size(); ++i)
        {
            m_text +=
                fmt::format("  vm{} [label=<{}>];\n", i, MachineLabel(m_picture.unplaced[i], ""));
        }
        ChooseSides();
        for (const auto& peering : m_picture.peerings)
        {
            WritePeering(peering);
        }
    }

    /**
     * Networks around a hub stand half on its left and half on its right; many of them in several
     * columns on each side, so that the picture fits a slide.
     */
    void ChooseSides()
    {
        std::map<size_t, std::vector<size_t>> around;
        for (const auto& peering : m_picture.peerings)
        {
            around[peering.from].push_back(peering.to);
            around[peering.to].push_back(peering.from);
        }
        for (const auto& [hub, neighbours] : around)
        {
            const size_t columns = ColumnsAround(m_picture, hub, neighbours);
            const size_t half = neighbours.size() / 2;
            for (size_t i = 0; neighbours.size() > 1 && i < neighbours.size(); ++i)
            {
                if (around.at(neighbours[i]).size() == 1)
                {
                    Place& place = m_places[{neighbours[i], hub}];
                    place.left = i < half;
                    place.column = (place.left ? i : i - half) % columns;
                }
            }
        }
    }

    void WritePeering(const PeeringView& peering)
    {
        const auto there = m_places.find({peering.to, peering.from});
        const auto here = m_places.find({peering.from, peering.to});
        const bool turned = there != m_places.end()  ? there->second.left
                            : here != m_places.end() ? !here->second.left
                                                     : false;
        const size_t column = there != m_places.end()  ? there->second.column
                              : here != m_places.end() ? here->second.column
                                                       : 0;
        WriteEdge(fmt::format("vnet{}", turned ? peering.to : peering.from),
                  fmt::format("vnet{}", turned ? peering.from : peering.to),
                  m_picture.alike ? "" : PeeringLabel(peering),
                  peering.state == "Connected" ? DUAL : BROKEN,
                  peering.state == "Connected"   ? "solid"
                  : peering.state == "Initiated" ? "dashed"
                                                 : "dotted",
                  column + 1);
    }

    /** The label stands in the line, as a node of its own, so that it never lies on another. */
    void WriteEdge(const std::string& from,
                   const std::string& to,
                   const std::string& label,
                   const char* colour,
                   const char* style = "solid",
                   size_t length = 1)
    {
        const std::string look =
            fmt::format("color=\"{}\", style={}, minlen={}", colour, style, length);
        if (label.empty())
        {
            m_text += fmt::format("  {} -- {} [{}];\n", from, to, look);
            return;
        }
        const std::string middle = fmt::format("label{}", m_labels++);
        m_text += fmt::format("  {0} [label=<{1}>];\n  {2} -- {0} -- {3} [{4}];\n",
                              middle,
                              label,
                              from,
                              to,
                              look);
    }

    void WriteOutside()
    {
        for (size_t i = 0; i < m_picture.nodes.size(); ++i)
        {
            m_text += fmt::format("  node{} [label=<{}>];\n", i, NodeLabel(m_picture.nodes[i]));
        }
        for (size_t i = 0; i < m_picture.links.size(); ++i)
        {
            const LinkView& link = m_picture.links[i];
            if (!link.lan && link.ends.size() == 2)
            {
                WriteEdge(fmt::format("node{}", link.ends[0]),
                          fmt::format("node{}", link.ends[1]),
                          LinkLabel(link),
                          OUTSIDE);
                continue;
            }
            m_text += fmt::format("  link{} [label=<{}>];\n", i, LanLabel(link));
            for (size_t j = 0; j < link.ends.size(); ++j)
            {
                // Half of the nodes on each side of a LAN.
                const std::string node = fmt::format("node{}", link.ends[j]);
                const std::string lan = fmt::format("link{}", i);
                const bool before = j < (link.ends.size() + 1) / 2;
                m_text += fmt::format("  {} -- {} [color=\"{}\"];\n",
                                      before ? node : lan,
                                      before ? lan : node,
                                      OUTSIDE);
            }
        }
    }

    void WriteTunnels()
    {
        const auto place = [](const MachinePlace& at, char side) {
            return fmt::format("vnet{}:{}:{}",
                               at.network,
                               MachinePort(at.subnet, at.machine),
                               side);
        };
        for (const auto& tunnel : m_picture.tunnels)
        {
            WriteEdge(tunnel.other ? place(*tunnel.other, 'e') : fmt::format("node{}", tunnel.node),
                      place(tunnel.gateway, 'w'),
                      PublicLabel({tunnel.name}),
                      OUTSIDE,
                      "dashed");
        }
        for (const auto& tunnel : m_picture.vpnTunnels)
        {
            WriteEdge(fmt::format("node{}", tunnel.server),
                      fmt::format("node{}", tunnel.client),
                      PublicLabel({tunnel.name + ": VPN tunnel"}),
                      VPN_LINE,
                      "dashed");
        }
    }

    void WriteInternet()
    {
        if (!m_picture.internet)
        {
            return;
        }
        m_text += fmt::format("  internet [shape=ellipse, peripheries=2, style=filled, margin=0.15,"
                              " fontsize=16, fillcolor=\"{}\", color=\"{}\", penwidth=1.5,"
                              " label=\"Internet\"];\n",
                              INTERNET,
                              INTERNET_LINE);
        for (size_t i = 0; i < m_picture.nodes.size(); ++i)
        {
            if (m_picture.nodes[i].internet)
            {
                m_text += fmt::format("  node{} -- internet [color=\"{}\"];\n", i, INTERNET_LINE);
            }
        }
        bool tied = false;
        for (size_t i = 0; i < m_picture.networks.size(); ++i)
        {
            const auto& subnets = m_picture.networks[i].subnets;
            for (size_t j = 0; j < subnets.size(); ++j)
            {
                tied = WritePublics(i, j, subnets[j].machines) || tied;
            }
        }
        if (!tied && !m_picture.networks.empty())
        {
            m_text += "  internet -- vnet0 [style=invis];\n"; // keeps the two beside each other
        }
    }

    /**
     * A line to each machine with public addresses; one line for all, to their subnet, where one
     * would run through a machine that stands before another.
     */
    bool WritePublics(size_t network, size_t subnet, const std::vector<MachineView>& machines)
    {
        bool through = false;
        bool any = false;
        std::vector<std::string> named;
        for (size_t k = 0; k < machines.size(); ++k)
        {
            any = any || !machines[k].publics.empty();
            through = through || (!machines[k].publics.empty() && !StandsFirst(machines, k));
            for (const auto& address : machines[k].publics)
            {
                named.push_back(machines[k].name + " " + address);
            }
        }
        if (through)
        {
            WriteEdge("internet",
                      fmt::format("vnet{}:{}:w", network, SubnetPort(subnet)),
                      PublicLabel(named),
                      INTERNET_LINE);
            return true;
        }
        for (size_t k = 0; k < machines.size(); ++k)
        {
            if (!machines[k].publics.empty())
            {
                WriteEdge("internet",
                          fmt::format("vnet{}:{}:w", network, MachinePort(subnet, k)),
                          PublicLabel(machines[k].publics),
                          INTERNET_LINE);
            }
        }
        return any;
    }

    const Picture& m_picture;
    std::string m_text;
    std::map<std::pair<size_t, size_t>, Place> m_places; //!< of a spoke, hub
    size_t m_labels{0};
};

} // namespace

std::string
DrawDot(const Topology& topology)
{
    return DotWriter(MakePicture(topology)).Write();
}

} // namespace ns3::v6lab
