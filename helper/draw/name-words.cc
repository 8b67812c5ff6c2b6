// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/name-words.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr size_t MOST_ZONES = 3;

/** "zones ., example.com (signed)"; of many the first ones. */
std::string
ZonesServed(const Topology& topology, const std::string& node)
{
    std::string text;
    size_t count = 0;
    for (const auto& zone : topology.zones)
    {
        if (std::find(zone.servers.begin(), zone.servers.end(), node) == zone.servers.end())
        {
            continue;
        }
        if (++count <= MOST_ZONES)
        {
            text += (text.empty() ? "" : ", ") + zone.name + (zone.isSigned ? " (signed)" : "");
        }
    }
    if (count > MOST_ZONES)
    {
        text += " and " + std::to_string(count - MOST_ZONES) + " more";
    }
    return text.empty() ? "" : (count == 1 ? "zone " : "zones ") + text;
}

std::string
Dns64Words(const Dns64Config& dns64)
{
    std::string prefixes;
    for (const auto& each : dns64.prefixes)
    {
        prefixes += (prefixes.empty() ? " " : ", ") + each.prefix;
    }
    return "DNS64" + (prefixes.empty() ? " 64:ff9b::/96" : prefixes);
}

std::string
ServerWords(const NameServerConfig& server)
{
    std::string text = server.kind == "proxy" ? "DNS proxy" : "resolver";
    text += server.validate ? ", validates" : "";
    return text + (server.dns64 ? ", " + Dns64Words(*server.dns64) : "");
}

} // namespace

std::vector<std::string>
NameLines(const Topology& topology, const std::string& node)
{
    std::vector<std::string> lines;
    const std::string zones = ZonesServed(topology, node);
    if (!zones.empty())
    {
        lines.push_back(zones);
    }
    for (const auto& server : topology.nameServers)
    {
        if (server.node == node && server.kind != "authoritative")
        {
            lines.push_back(ServerWords(server));
        }
    }
    return lines;
}

} // namespace ns3::v6lab
