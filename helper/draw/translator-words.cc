// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/translator-words.h"

#include <algorithm>
#include <utility>

namespace ns3::v6lab
{

namespace
{

constexpr size_t MOST_LINES = 4;
constexpr const char* WELL_KNOWN = "64:ff9b::/96";

/** All of the list's lines, or the first ones and how many there are more. */
void
AddCut(const std::vector<std::string>& list, std::vector<std::string>& lines)
{
    const size_t shown = list.size() > MOST_LINES ? MOST_LINES - 1 : list.size();
    lines.insert(lines.end(), list.begin(), list.begin() + static_cast<std::ptrdiff_t>(shown));
    if (shown < list.size())
    {
        lines.push_back("and " + std::to_string(list.size() - shown) + " more");
    }
}

/** "203.0.113.1 (ports 1024-65535)": all ports of the same addresses together. */
std::vector<std::string>
PoolTexts(const std::vector<PoolConfig>& pool)
{
    std::vector<std::pair<std::string, std::string>> byAddress;
    for (const auto& range : pool)
    {
        const std::string ports =
            range.protocol == "all" ? range.ports : range.protocol + " " + range.ports;
        const auto known = std::find_if(byAddress.begin(), byAddress.end(), [&](const auto& entry) {
            return entry.first == range.addresses;
        });
        if (known == byAddress.end())
        {
            byAddress.emplace_back(range.addresses, ports);
        }
        else
        {
            known->second += ", " + ports;
        }
    }
    std::vector<std::string> texts;
    for (const auto& [addresses, ports] : byAddress)
    {
        texts.push_back(addresses + " (ports " + ports + ")");
    }
    return texts;
}

std::vector<std::string>
Nat64Lines(const TranslatorConfig& translator)
{
    const std::string prefix = translator.prefix.empty() ? WELL_KNOWN : translator.prefix;
    std::vector<std::string> lines;
    AddCut(PoolTexts(translator.pool), lines);
    if (lines.empty())
    {
        lines.emplace_back("no pool");
    }
    lines.front() = "NAT64 " + prefix + " ↔ " + lines.front();
    std::vector<std::string> bindings;
    for (const auto& binding : translator.bindings)
    {
        bindings.push_back("static " + binding.protocol + " " + binding.outside + " → " +
                           binding.inside);
    }
    AddCut(bindings, lines);
    return lines;
}

std::vector<std::string>
SiitLines(const TranslatorConfig& translator)
{
    const size_t count = translator.mappings.size();
    std::string first = "SIIT";
    first += translator.prefix.empty() ? "" : " " + translator.prefix;
    if (count > 0)
    {
        first += (translator.prefix.empty() ? " " : ", ") + std::to_string(count) +
                 (count == 1 ? " mapping" : " mappings");
    }
    std::vector<std::string> lines{first};
    std::vector<std::string> mappings;
    for (const auto& mapping : translator.mappings)
    {
        mappings.push_back(mapping.ipv4 + " ↔ " + mapping.ipv6);
    }
    AddCut(mappings, lines);
    return lines;
}

std::vector<std::string>
ClatLines(const TranslatorConfig& translator)
{
    const std::string own =
        translator.sharedAddress.empty() ? translator.dedicatedPrefix : translator.sharedAddress;
    const std::string plat = translator.discoverPrefix   ? "by discovery"
                             : translator.prefix.empty() ? WELL_KNOWN
                                                         : translator.prefix;
    std::vector<std::string> lines{"CLAT " + own + " → PLAT " + plat};
    std::string networks;
    for (const auto& network : translator.networks)
    {
        networks += (networks.empty() ? "" : ", ") + network;
    }
    const bool shared = !translator.sharedAddress.empty();
    lines.push_back(networks.empty() ? "for its own IPv4"
                    : shared         ? "for " + networks + ", behind a NAT44"
                                     : "for " + networks);
    return lines;
}

std::vector<std::string>
VirtualIp6Lines(const TranslatorConfig& translator)
{
    std::vector<std::string> lines;
    for (const auto& pool : translator.pool)
    {
        lines.push_back(pool.addresses);
    }
    if (lines.empty())
    {
        lines.emplace_back("no pool");
    }
    std::vector<std::string> shown;
    AddCut(lines, shown);
    const size_t count = translator.mappings.size();
    std::string first = "virtual IPv6 " + translator.prefix;
    if (count > 0)
    {
        first += (translator.prefix.empty() ? "" : ", ") + std::to_string(count) +
                 (count == 1 ? " mapping" : " mappings");
    }
    shown.front() = first + " ↔ " + shown.front();
    std::vector<std::string> peers;
    for (const auto& peer : translator.peers)
    {
        peers.push_back("static " + peer.ipv4 + " → " + peer.ipv6);
    }
    AddCut(peers, shown);
    return shown;
}

} // namespace

std::vector<std::string>
TranslatorLines(const TranslatorConfig& translator)
{
    if (translator.kind == "nat64")
    {
        return Nat64Lines(translator);
    }
    if (translator.kind == "siit")
    {
        return SiitLines(translator);
    }
    if (translator.kind == "clat")
    {
        return ClatLines(translator);
    }
    if (translator.kind == "virtual-ipv6")
    {
        return VirtualIp6Lines(translator);
    }
    return {"translator " + translator.kind};
}

} // namespace ns3::v6lab
