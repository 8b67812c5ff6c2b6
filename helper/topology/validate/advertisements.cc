// SPDX-License-Identifier: GPL-2.0-only
// Router advertisements, and who listens to them.
#include "helper/topology/advertisement-text.h"
#include "helper/topology/quantity.h"
#include "helper/topology/validate/context.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

void
CheckAdvertisement(ValidationContext& context,
                   const OutsideNode& node,
                   const RouterAdvertisementConfig& config,
                   const std::string& path)
{
    const auto add = [&](const std::string& at, const char* rule, const std::string& sentence) {
        context.Add({at, node.name, "", rule, sentence});
    };
    if (node.kind != "router")
    {
        add(path, "RFC 4861 6.2.1", "only routers advertise, and this is a host");
    }
    const bool onLink =
        std::any_of(node.interfaces.begin(), node.interfaces.end(), [&config](const Interface& i) {
            return i.link == config.link;
        });
    if (!onLink && !config.link.empty())
    {
        add(path + ".link", "", "the router is not on link \"" + config.link + "\"");
    }
    if (!ParseDuration(config.start))
    {
        add(path + ".start", "", "\"" + config.start + "\" is not a time such as \"10s\"");
    }
    try
    {
        ReadAdvertisement(config);
    }
    catch (const std::invalid_argument& error)
    {
        add(path, "", error.what());
    }
}

/** Of two for one link, the later one must be said later. */
void
CheckOrder(ValidationContext& context, const OutsideNode& node, const std::string& list)
{
    const auto& all = node.routerAdvertisements;
    for (size_t later = 0; later < all.size(); ++later)
    {
        for (size_t first = 0; first < later; ++first)
        {
            const auto before = ParseDuration(all[first].start);
            const auto after = ParseDuration(all[later].start);
            if (all[first].link == all[later].link && before && after && *after <= *before)
            {
                context.Add({Item(list, later) + ".start",
                             node.name,
                             "",
                             "",
                             "\"" + all[later].start + "\" is not after \"" + all[first].start +
                                 "\", when the router begins to advertise on link " +
                                 all[later].link});
                break;
            }
        }
    }
}

/** A CLAT that learns its prefix is told none, and has somewhere to learn it from. */
void
CheckDiscovery(ValidationContext& context, const TranslatorConfig& config, const std::string& path)
{
    if (!config.discoverPrefix || config.kind != "clat")
    {
        return;
    }
    if (!config.prefix.empty())
    {
        context.Add({path + ".prefix", config.node, "", "", "goes without discoverPrefix only"});
    }
    const auto node = context.nodes.Find(config.node);
    const auto* outside = node ? &context.topology.nodes[*node] : nullptr;
    const bool listens = outside && std::any_of(outside->interfaces.begin(),
                                                outside->interfaces.end(),
                                                [](const Interface& i) { return i.autoconfigure; });
    if (!listens)
    {
        context.Add({path + ".discoverPrefix",
                     config.node,
                     "",
                     "RFC 8781 5",
                     "needs a node outside Azure with an interface that has autoconfigure"});
    }
}

} // namespace

void
ValidateAdvertisements(ValidationContext& context)
{
    const auto& nodes = context.topology.nodes;
    for (size_t i = 0; i < nodes.size(); ++i)
    {
        const std::string list = Item("nodes", i) + ".routerAdvertisements";
        for (size_t j = 0; j < nodes[i].routerAdvertisements.size(); ++j)
        {
            CheckAdvertisement(context, nodes[i], nodes[i].routerAdvertisements[j], Item(list, j));
        }
        CheckOrder(context, nodes[i], list);
    }
    const auto& translators = context.topology.translators;
    for (size_t i = 0; i < translators.size(); ++i)
    {
        CheckDiscovery(context, translators[i], Item("translators", i));
    }
}

} // namespace ns3::v6lab
