// SPDX-License-Identifier: GPL-2.0-only
// What nodes serve by DHCP.
#include "helper/topology/dhcp-text.h"
#include "helper/topology/validate/context.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

bool
IsOnLink(const OutsideNode& node, const std::string& link)
{
    return std::any_of(node.interfaces.begin(),
                       node.interfaces.end(),
                       [&link](const Interface& interface) { return interface.link == link; });
}

/** By which a server is known, and which it answers from. */
bool
HasIpv4OnLink(const OutsideNode& node, const std::string& link)
{
    return std::any_of(node.interfaces.begin(),
                       node.interfaces.end(),
                       [&link](const Interface& interface) {
                           return interface.link == link &&
                                  std::any_of(interface.addresses.begin(),
                                              interface.addresses.end(),
                                              [](const std::string& text) {
                                                  const auto read = ParseInterfaceAddress(text);
                                                  return read && read->address.IsV4();
                                              });
                       });
}

/** The services of one kind on one node: `read` throws what is wrong with the texts of one. */
template <class Config, class Read>
void
CheckServices(ValidationContext& context,
              const OutsideNode& node,
              const std::vector<Config>& services,
              const std::string& list,
              Read read)
{
    std::set<std::string> links;
    for (size_t i = 0; i < services.size(); ++i)
    {
        const Config& config = services[i];
        const std::string path = Item(list, i);
        if (!config.link.empty() && !IsOnLink(node, config.link))
        {
            context.Add({path + ".link",
                         node.name,
                         "",
                         "",
                         "the node is not on link \"" + config.link + "\""});
        }
        if (!links.insert(config.link).second)
        {
            context.Add({path + ".link",
                         node.name,
                         "",
                         "",
                         "the node serves link \"" + config.link + "\" already"});
        }
        try
        {
            read(config);
        }
        catch (const std::invalid_argument& error)
        {
            context.Add({path, node.name, "", "", error.what()});
        }
    }
}

/** A DHCP server is known by its address on the link (RFC 2132 9.7). */
void
CheckServerAddresses(ValidationContext& context, const OutsideNode& node, const std::string& list)
{
    for (size_t i = 0; i < node.dhcp.size(); ++i)
    {
        const std::string& link = node.dhcp[i].link;
        if (IsOnLink(node, link) && !HasIpv4OnLink(node, link))
        {
            context.Add({Item(list, i) + ".link",
                         node.name,
                         "",
                         "RFC 2132 9.7",
                         "the node needs an IPv4 address on link \"" + link +
                             "\", by which it is known as a server"});
        }
    }
}

} // namespace

void
ValidateDhcp(ValidationContext& context)
{
    const auto& nodes = context.topology.nodes;
    for (size_t i = 0; i < nodes.size(); ++i)
    {
        const std::string node = Item("nodes", i);
        CheckServices(context, nodes[i], nodes[i].dhcpv6, node + ".dhcpv6", ReadDhcpv6);
        CheckServices(context, nodes[i], nodes[i].dhcp, node + ".dhcp", ReadDhcp);
        CheckServerAddresses(context, nodes[i], node + ".dhcp");
    }
}

} // namespace ns3::v6lab
