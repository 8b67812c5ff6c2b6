// SPDX-License-Identifier: GPL-2.0-only
// Hosts that learn of their network's NAT64, and what they do with it.
#include "helper/topology/validate/context.h"
#include "model/core/prefix-discovery/connectivity-check.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** By router advertisements or, of resolvers, by DNS. */
bool
CanLearn(const OutsideNode& node)
{
    return !node.resolvers.empty() ||
           std::any_of(node.interfaces.begin(), node.interfaces.end(), [](const Interface& i) {
               return i.autoconfigure;
           });
}

bool
HasLearningClat(const Topology& topology, const std::string& node)
{
    return std::any_of(topology.translators.begin(),
                       topology.translators.end(),
                       [&node](const TranslatorConfig& config) {
                           return config.node == node && config.discoverPrefix;
                       });
}

void
CheckServer(ValidationContext& context, const OutsideNode& node, const std::string& path)
{
    const auto server = IpAddress::Parse(node.connectivityCheck);
    try
    {
        ConnectivityCheck(Pref64(), server.value_or(*IpAddress::Parse("::")), 0);
    }
    catch (const std::invalid_argument&)
    {
        context.Add({path,
                     node.name,
                     "",
                     "RFC 7050 3.2.1",
                     "\"" + node.connectivityCheck +
                         "\" is not an IPv4 address other than those of ipv4only.arpa"});
    }
}

} // namespace

void
ValidateLearnedNat64(ValidationContext& context)
{
    const auto& nodes = context.topology.nodes;
    for (size_t i = 0; i < nodes.size(); ++i)
    {
        const auto& node = nodes[i];
        if (node.synthesiseLiterals && !CanLearn(node))
        {
            context.Add({Item("nodes", i) + ".synthesiseLiterals",
                         node.name,
                         "",
                         "RFC 8305 7.1",
                         "needs an interface that has autoconfigure, or resolvers: there is "
                         "nowhere to learn the NAT64's prefix from"});
        }
        if (node.connectivityCheck.empty())
        {
            continue;
        }
        const std::string path = Item("nodes", i) + ".connectivityCheck";
        CheckServer(context, node, path);
        if (!node.synthesiseLiterals && !HasLearningClat(context.topology, node.name))
        {
            context.Add({path,
                         node.name,
                         "",
                         "RFC 7050 3.2",
                         "needs synthesiseLiterals, or a CLAT with discoverPrefix: the host learns "
                         "no prefix that it could check"});
        }
    }
}

} // namespace ns3::v6lab
