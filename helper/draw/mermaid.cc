// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/draw.h"
#include "helper/draw/escape.h"
#include "helper/draw/palette.h"
#include "helper/draw/picture.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ns3::v6lab
{

namespace
{

using namespace palette;

/** The texts as lines of one label. */
std::string
Label(const std::string& first, const std::vector<std::string>& rest)
{
    std::string label = EscapeForMermaid(first);
    for (const auto& line : rest)
    {
        label += "<br/>" + EscapeForMermaid(line);
    }
    return label;
}

/** Lines and, below them, what translates there. */
std::vector<std::string>
WithTranslators(std::vector<std::string> lines, const std::vector<TranslatorView>& translators)
{
    for (const auto& translator : translators)
    {
        lines.insert(lines.end(), translator.begin(), translator.end());
    }
    return lines;
}

class MermaidWriter
{
  public:
    explicit MermaidWriter(const Picture& picture)
        : m_picture(picture)
    {
    }

    std::string Write()
    {
        const std::string title = m_picture.title.empty() ? "Topology" : m_picture.title;
        // The head is YAML, where a JSON text is one too; Mermaid decodes no entities there.
        m_text = fmt::format("---\ntitle: {}\n---\nflowchart LR\n",
                             nlohmann::json(Drawable(title)).dump());
        for (size_t i = 0; i < m_picture.networks.size(); ++i)
        {
            WriteNetwork(i, m_picture.networks[i]);
        }
        for (size_t i = 0; i < m_picture.unplaced.size(); ++i)
        {
            WriteMachine(fmt::format("vm{}", i), m_picture.unplaced[i]);
        }
        for (size_t i = 0; i < m_picture.sharedTables.size(); ++i)
        {
            const auto& table = m_picture.sharedTables[i];
            m_text += fmt::format("  table{}[/\"{}\"/]:::routes\n",
                                  i,
                                  Label("route table " + table.name, table.routes));
        }
        for (const auto& peering : m_picture.peerings)
        {
            WritePeering(peering);
        }
        WriteOutside();
        WriteTunnels();
        WriteClasses();
        return m_text;
    }

  private:
    void WriteNetwork(size_t place, const NetworkView& network)
    {
        const std::string id = fmt::format("vnet{}", place);
        std::vector<std::string> lines = network.prefixes;
        lines.insert(lines.begin(), network.dual ? "IPv4 + IPv6" : "IPv4 only");
        const std::string label = Label(network.name, lines);
        const char* type = network.dual ? "dual" : "single";
        if (network.subnets.empty()) // Mermaid draws no empty box
        {
            m_text += fmt::format("  {}[\"{}\"]:::{}\n", id, label, type);
            return;
        }
        m_text += fmt::format("  subgraph {}[\"{}\"]\n    direction TB\n", id, label);
        for (size_t i = 0; i < network.subnets.size(); ++i)
        {
            WriteSubnet(fmt::format("{}s{}", id, i), network.subnets[i]);
        }
        m_text += fmt::format("  end\n  class {} {}\n", id, type);
    }

    void WriteSubnet(const std::string& id, const SubnetView& subnet)
    {
        std::vector<std::string> lines = subnet.prefixes;
        if (subnet.isPrivate)
        {
            lines.emplace_back("private subnet");
        }
        if (!subnet.natGateway.empty())
        {
            lines.push_back("NAT gateway " + subnet.natGateway);
        }
        if (!subnet.securityGroup.empty())
        {
            lines.push_back("NSG " + subnet.securityGroup);
        }
        const std::string label = Label(subnet.name, lines);
        const bool empty = subnet.machines.empty() && subnet.routeTable.empty();
        if (empty)
        {
            m_text += fmt::format("    {}[\"{}\"]:::subnet\n", id, label);
            return;
        }
        m_text += fmt::format("    subgraph {}[\"{}\"]\n", id, label);
        for (size_t i = 0; i < subnet.machines.size(); ++i)
        {
            WriteMachine(fmt::format("{}m{}", id, i), subnet.machines[i]);
        }
        if (!subnet.routeTable.empty())
        {
            m_text += fmt::format("      {}r[/\"{}\"/]:::routes\n",
                                  id,
                                  Label("route table " + subnet.routeTable, subnet.routes));
        }
        m_text += fmt::format("    end\n    class {} subnet\n", id);
    }

    void WriteMachine(const std::string& id, const MachineView& machine)
    {
        m_text += fmt::format("      {}[\"{}\"]:::{}\n",
                              id,
                              Label(machine.name + (machine.appliance ? " (NVA)" : ""),
                                    WithTranslators(machine.lines, machine.translators)),
                              machine.appliance ? "nva"
                              : machine.gateway ? "router"
                              : machine.dual    ? "dualVm"
                                                : "singleVm");
        if (!machine.publics.empty())
        {
            m_later += fmt::format("  internet ---|\"{}\"| {}\n",
                                   Label("public address", machine.publics),
                                   id);
        }
    }

    void WritePeering(const PeeringView& peering)
    {
        const bool connected = peering.state == "Connected";
        m_text +=
            fmt::format("  vnet{} {}|\"{}\"| vnet{}\n",
                        peering.from,
                        connected ? "===" : "-.-",
                        Label(connected ? "peering" : "peering " + peering.state, peering.flags),
                        peering.to);
    }

    void WriteOutside()
    {
        for (size_t i = 0; i < m_picture.nodes.size(); ++i)
        {
            const NodeView& node = m_picture.nodes[i];
            const std::string label =
                Label(node.name, WithTranslators(node.lines, node.translators));
            m_text += fmt::format("  node{}{}\"{}\"{}:::{}\n",
                                  i,
                                  node.router ? "((" : "[",
                                  label,
                                  node.router ? "))" : "]",
                                  node.router ? "router" : "host");
            m_later += node.internet ? fmt::format("  node{} --- internet\n", i) : "";
        }
        for (size_t i = 0; i < m_picture.links.size(); ++i)
        {
            WriteLink(i, m_picture.links[i]);
        }
        if (m_picture.internet)
        {
            m_text += "  internet([\"Internet\"]):::internet\n";
        }
        m_text += m_later;
    }

    void WriteLink(size_t place, const LinkView& link)
    {
        const std::string label = Label(link.name, link.lines);
        if (!link.lan && link.ends.size() == 2)
        {
            m_text +=
                fmt::format("  node{} ---|\"{}\"| node{}\n", link.ends[0], label, link.ends[1]);
            return;
        }
        m_text += fmt::format("  link{}{{{{\"{}\"}}}}:::lan\n", place, label);
        for (const size_t end : link.ends)
        {
            m_text += fmt::format("  node{} --- link{}\n", end, place);
        }
    }

    void WriteTunnels()
    {
        const auto id = [](const MachinePlace& at) {
            return fmt::format("vnet{}s{}m{}", at.network, at.subnet, at.machine);
        };
        for (const auto& tunnel : m_picture.tunnels)
        {
            m_text +=
                fmt::format("  {} -.-|\"{}\"| {}\n",
                            tunnel.other ? id(*tunnel.other) : fmt::format("node{}", tunnel.node),
                            Label(tunnel.name, {}),
                            id(tunnel.gateway));
        }
        for (const auto& tunnel : m_picture.vpnTunnels)
        {
            m_text += fmt::format("  node{} -.-|\"{}\"| node{}\n",
                                  tunnel.client,
                                  Label(tunnel.name + ": VPN tunnel", {}),
                                  tunnel.server);
        }
    }

    void WriteClasses()
    {
        const auto add = [&](const char* name, const char* fill, const char* line) {
            m_text +=
                fmt::format("  classDef {} fill:{},stroke:{},color:{}\n", name, fill, line, INK);
        };
        add("dual", DUAL_FILL, DUAL);
        add("single", SINGLE_FILL, SINGLE);
        add("subnet", "#ffffff", FAINT);
        add("dualVm", DUAL_MACHINE, INK);
        add("singleVm", SINGLE_MACHINE, INK);
        add("nva", APPLIANCE, INK);
        add("routes", ROUTES_FILL, ROUTES);
        add("router", ROUTER, INK);
        add("host", "#ffffff", INK);
        add("lan", "#ffffff", OUTSIDE);
        add("internet", INTERNET, INTERNET_LINE);
    }

    const Picture& m_picture;
    std::string m_text;
    std::string m_later; //!< lines to the internet, after everything they join
};

} // namespace

std::string
DrawMermaid(const Topology& topology)
{
    return MermaidWriter(MakePicture(topology)).Write();
}

} // namespace ns3::v6lab
