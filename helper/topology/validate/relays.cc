// SPDX-License-Identifier: GPL-2.0-only
// Relays of one data centre: what RFC 7756 asks of their configurations together.
#include "helper/topology/interface-address.h"
#include "helper/topology/translator-text.h"
#include "helper/topology/validate/translator-faults.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** The IPv4 networks that a node outside Azure is on. */
std::vector<Prefix>
Ipv4Networks(const ValidationContext& context, const std::string& node)
{
    std::vector<Prefix> networks;
    const auto place = context.nodes.Find(node);
    if (!place)
    {
        return networks;
    }
    for (const auto& interface : context.topology.nodes[*place].interfaces)
    {
        for (const auto& text : interface.addresses)
        {
            const auto address = ParseInterfaceAddress(text);
            if (address && address->address.IsV4())
            {
                networks.push_back(address->network);
            }
        }
    }
    return networks;
}

bool
HasMapping(const TranslatorConfig& config, const Eam& wanted)
{
    return std::any_of(config.mappings.begin(), config.mappings.end(), [&](const auto& mapping) {
        const auto eam = ParseMapping(mapping.ipv4, mapping.ipv6);
        return eam && eam->ipv4 == wanted.ipv4 && eam->ipv6 == wanted.ipv6;
    });
}

/** RFC 7756 3: what a border relay maps to IPv6, its edge relay must map back (7756-01). */
void
CheckPair(ValidationContext& context, size_t edge, const TranslatorConfig& border)
{
    const TranslatorConfig& config = context.topology.translators[edge];
    const auto networks = Ipv4Networks(context, config.node);
    for (const auto& mapping : border.mappings)
    {
        const auto eam = ParseMapping(mapping.ipv4, mapping.ipv6);
        const bool behind =
            eam && std::any_of(networks.begin(), networks.end(), [&](const Prefix& network) {
                return network.Contains(eam->ipv4);
            });
        if (behind && !HasMapping(config, *eam))
        {
            TranslatorFaults(context, edge)
                .Add(".mappings",
                     "RFC 7756 3",
                     mapping.ipv4 + " is on its network, and it lacks the mapping to " +
                         mapping.ipv6 + " that the border relay " + border.node + " has");
        }
    }
}

} // namespace

void
ValidateRelays(ValidationContext& context)
{
    const auto& list = context.topology.translators;
    for (size_t edge = 0; edge < list.size(); ++edge)
    {
        for (const auto& border : list)
        {
            if (list[edge].kind == "siit" && list[edge].role == "edge" && border.kind == "siit" &&
                border.role == "border")
            {
                CheckPair(context, edge, border);
            }
        }
    }
}

} // namespace ns3::v6lab
