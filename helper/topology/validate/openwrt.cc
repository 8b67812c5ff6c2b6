// SPDX-License-Identifier: GPL-2.0-only
// Home routers in the words of OpenWrt.
#include "helper/topology/openwrt-text.h"
#include "helper/topology/validate/context.h"
#include "helper/topology/vpn-interfaces.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

class OpenWrtChecker
{
  public:
    OpenWrtChecker(ValidationContext& context, const OutsideNode& node, const std::string& path)
        : m_context(context),
          m_node(node),
          m_path(path)
    {
    }

    void Check()
    {
        if (m_node.kind != "router")
        {
            Add(m_path, "", "only a router can have it: kind: router");
        }
        CheckZones();
        CheckVpns();
        const auto& config = *m_node.openwrt;
        Try(m_path + ".firewall", [&] { return ReadOpenWrtRules(config.firewall); });
        const auto instances = Try(m_path + ".jool", [&] { return ReadJool(config.jool); });
        if (instances && !instances->empty() && instances->front().pool4.empty() &&
            JoolPool(m_node).empty())
        {
            Add(m_path + ".jool",
                "RFC 6146 3.2",
                "the node has no IPv4 address that Jool could send from");
        }
    }

  private:
    void CheckZones()
    {
        const auto& config = *m_node.openwrt;
        const size_t before = m_context.faults.size();
        std::set<std::string> links;
        for (const auto* zone : {&config.lan, &config.wan})
        {
            const std::string list = m_path + (zone == &config.lan ? ".lan" : ".wan");
            for (size_t i = 0; i < zone->size(); ++i)
            {
                CheckLink(Item(list, i), (*zone)[i]);
                if (!links.insert((*zone)[i]).second)
                {
                    Add(Item(list, i), "", "a link is in one zone only");
                }
            }
        }
        if (m_context.faults.size() == before)
        {
            CheckOthers(links);
        }
    }

    /** For a link without a zone the filter would judge what comes back, and not what goes. */
    void CheckOthers(const std::set<std::string>& zoned)
    {
        for (const auto& interface : m_node.interfaces)
        {
            if (!interface.link.empty() && zoned.count(interface.link) == 0)
            {
                Add(m_path,
                    "OpenWrt firewall, Zones",
                    "link \"" + interface.link + "\" of node " + m_node.name +
                        " must be in one of the zones, lan or wan");
            }
        }
    }

    /** Through an interface without a zone the filter would see one direction of what passes. */
    void CheckVpns()
    {
        const auto& [lan, wan, firewall, jool] = *m_node.openwrt;
        for (const auto& name : VpnInterfacesOf(m_node))
        {
            if (!name.empty() && std::count(lan.begin(), lan.end(), name) == 0 &&
                std::count(wan.begin(), wan.end(), name) == 0)
            {
                Add(m_path,
                    "OpenWrt firewall, Zones",
                    fmt::format("the VPN interface \"{}\" of node {} must be in one of the zones, "
                                "lan ({}) or wan ({})",
                                name,
                                m_node.name,
                                fmt::join(lan, ", "),
                                fmt::join(wan, ", ")));
            }
        }
    }

    void CheckLink(const std::string& path, const std::string& link)
    {
        const auto vpns = VpnInterfacesOf(m_node);
        if (!link.empty() && std::count(vpns.begin(), vpns.end(), link) == 0 &&
            std::none_of(m_node.interfaces.begin(),
                         m_node.interfaces.end(),
                         [&link](const Interface& one) { return one.link == link; }))
        {
            Add(path, "", "the node is not on link \"" + link + "\"");
        }
    }

    void Add(const std::string& path, const char* rule, const std::string& sentence)
    {
        m_context.Add({path, m_node.name, "", rule, sentence});
    }

    template <class Read>
    auto Try(const std::string& path, Read read) -> std::optional<decltype(read())>
    {
        try
        {
            return read();
        }
        catch (const std::invalid_argument& error)
        {
            Add(path, "", error.what());
            return std::nullopt;
        }
    }

    ValidationContext& m_context;
    const OutsideNode& m_node;
    std::string m_path;
};

} // namespace

void
ValidateOpenWrt(ValidationContext& context)
{
    const auto& nodes = context.topology.nodes;
    for (size_t i = 0; i < nodes.size(); ++i)
    {
        if (nodes[i].openwrt)
        {
            OpenWrtChecker(context, nodes[i], Item("nodes", i) + ".openwrt").Check();
        }
    }
}

} // namespace ns3::v6lab
