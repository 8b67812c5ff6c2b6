// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/late-addresses.h"

#include "model/core/special-addresses.h"
#include "model/workload/socket-address.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

/**
 * What a node's own interfaces to its links have; those of translators and VPNs do not count. No
 * deprecated ones where there are others, as nobody is told these any more (RFC 4862 5.5.4).
 */
std::vector<IpAddress>
AddressesOnLinks(const Ptr<ns3::Node>& node,
                 const std::set<uint32_t>& links,
                 const std::vector<Family>& families)
{
    std::vector<IpAddress> preferred;
    std::vector<IpAddress> deprecated;
    for (const Family family : families)
    {
        for (const auto& source : SourcesOf(node, family))
        {
            if (links.count(source.interface) != 0)
            {
                (source.deprecated ? deprecated : preferred).push_back(source.address);
            }
        }
    }
    return preferred.empty() ? deprecated : preferred;
}

/** Some interface gets addresses of the family while the run goes on. */
bool
Gets(const OutsideNode& node, Family family)
{
    const bool delegated = family == Family::V6 && !node.prefixRequests.empty();
    return delegated ||
           std::any_of(node.interfaces.begin(), node.interfaces.end(), [&](const Interface& one) {
               return family == Family::V6 ? one.autoconfigure : one.dhcp;
           });
}

/** Unique local addresses (RFC 4193) are known to nobody outside the site, and hide no others. */
bool
IsForEverybody(const IpAddress& address)
{
    return address.IsV4() || UseOf(address) != AddressUse::Private;
}

/** Of those that the node gets, those in which everybody has no address of it that is known. */
std::vector<Family>
UnknownFamilies(const Installation& installation,
                const OutsideNode& node,
                const std::optional<Family>& only)
{
    std::vector<Family> unknown;
    const auto known = installation.addresses.find(node.name);
    for (const Family family : {Family::V6, Family::V4})
    {
        const bool isKnown =
            known != installation.addresses.end() &&
            std::any_of(known->second.begin(), known->second.end(), [&](const IpAddress& address) {
                return address.GetFamily() == family && IsForEverybody(address);
            });
        if (!isKnown && only.value_or(family) == family && Gets(node, family))
        {
            unknown.push_back(family);
        }
    }
    return unknown;
}

} // namespace

std::function<std::vector<IpAddress>()>
LateAddresses(const Topology& topology,
              const Installation& installation,
              const std::string& node,
              std::optional<Family> only)
{
    const auto described = std::find_if(topology.nodes.begin(),
                                        topology.nodes.end(),
                                        [&](const OutsideNode& one) { return one.name == node; });
    const auto families = described == topology.nodes.end()
                              ? std::vector<Family>()
                              : UnknownFamilies(installation, *described, only);
    if (families.empty())
    {
        return nullptr;
    }
    std::set<uint32_t> links;
    for (const auto& interface : described->interfaces)
    {
        links.insert(installation.devices.at(node + "/" + interface.link)->GetIfIndex());
    }
    const Ptr<ns3::Node> installed = installation.nodes.at(node);
    return [=]() { return AddressesOnLinks(installed, links, families); };
}

} // namespace ns3::v6lab
