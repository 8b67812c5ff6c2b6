// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/island-install.h"

#include "helper/install/authored-quantity.h"
#include "helper/topology/island-text.h"
#include "helper/topology/openwrt-text.h"
#include "helper/topology/translator-text.h"
#include "helper/topology/vpn-interfaces.h"
#include "model/dhcpv6/delegating-router.h"
#include "model/dhcpv6/requesting-router.h"
#include "model/firewall/zone-firewall.h"

#include "ns3/simulator.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

Ptr<NetDevice>
DeviceOf(const Installation& installation, const OutsideNode& node, const std::string& link)
{
    return installation.devices.at(node.name + "/" + link);
}

/** Zones have links and VPN interfaces. */
Ptr<NetDevice>
MemberOf(const Installation& installation, const OutsideNode& node, const std::string& name)
{
    return node.vpnServer && name == VPN_SERVER_INTERFACE
               ? installation.vpnServers.at(node.name)->GetDevice()
               : DeviceOf(installation, node, name);
}

std::string
Where(const OutsideNode& node, const std::string& link)
{
    return "node " + node.name + " on link " + link;
}

void
InstallDelegates(const OutsideNode& node, const Installation& installation)
{
    const auto object = installation.nodes.at(node.name);
    for (const auto& config : node.delegates)
    {
        Simulator::Schedule(ReadDuration(config.start, Where(node, config.link)),
                            &DelegatingRouter::Delegate,
                            DelegatingRouter::Of(object),
                            DeviceOf(installation, node, config.link),
                            ReadDelegation(config));
    }
}

void
InstallRequests(const OutsideNode& node, const Installation& installation)
{
    for (const auto& config : node.prefixRequests)
    {
        const auto router = RequestingRouter::Of(installation.nodes.at(node.name));
        const auto uplink = DeviceOf(installation, node, config.link);
        for (const auto& downlink : config.downlinks)
        {
            router->AddDownlink(DeviceOf(installation, node, downlink.link), downlink.subnet);
        }
        Simulator::ScheduleNow(&RequestingRouter::Request,
                               router,
                               uplink,
                               ReadPrefixRequest(config));
        if (!config.release.empty())
        {
            Simulator::Schedule(ReadDuration(config.release, Where(node, config.link)),
                                &RequestingRouter::Release,
                                router,
                                uplink);
        }
    }
}

/** Where a rule's flows come from and go to. Without `dest` they are for the router itself. */
std::vector<FirewallZone>
ZonesOf(const OpenWrtRule& rule)
{
    static const struct
    {
        const char* src;
        const char* dest;
        FirewallZone zone;
    } WAYS[]{
        {"wan", "", ZoneFirewall::WAN_INPUT},
        {"wan", "lan", ZoneFirewall::WAN_FORWARD},
        {"wan", "wan", ZoneFirewall::WAN_BACK},
        {"lan", "", ZoneFirewall::LAN_INPUT},
        {"lan", "wan", ZoneFirewall::LAN_FORWARD},
        {"lan", "lan", ZoneFirewall::LAN_BACK},
    };

    std::vector<FirewallZone> zones;
    for (const auto& way : WAYS)
    {
        const bool anywhere = rule.dest == "*" && *way.dest != '\0';
        if ((rule.src == "*" || rule.src == way.src) && (anywhere || rule.dest == way.dest))
        {
            zones.push_back(way.zone);
        }
    }
    return zones;
}

/**
 * Each rule is a collection of its own: OpenWrt knows no collections. Its fw4 asks rules for all
 * zones first (they stand in the chains "input" and "forward", before the jump to a zone's).
 */
void
AddRules(ZoneFirewall& model, const std::string& node, const std::vector<OpenWrtRule>& rules)
{
    for (const auto& rule : rules)
    {
        FirewallCollection collection{node, rule.src == "*" ? 100u : 200u, rule.accept};
        for (const auto zone : ZonesOf(rule))
        {
            for (auto match : rule.matches)
            {
                match.zone = zone;
                collection.rules.push_back({rule.name, match});
            }
        }
        model.AddCollection(collection);
    }
}

/** What the node's translators let in and out is theirs to judge: they keep state, or mappings. */
void
ExemptTranslators(ZoneFirewall& model, const Topology& topology, const std::string& node)
{
    for (const auto& translator : topology.translators)
    {
        if (translator.node != node)
        {
            continue;
        }
        if (const auto dedicated = Prefix::Parse(translator.dedicatedPrefix))
        {
            model.AddExemptDestination(*dedicated);
        }
        if (const auto shared = IpAddress::Parse(translator.sharedAddress))
        {
            model.AddExemptDestination(Prefix(*shared, 128));
        }
        for (const auto& pool : translator.pool)
        {
            PoolRange range;
            if (ParseAddressRange(pool.addresses, range) && ParsePortRange(pool.ports, range) &&
                ParsePoolProtocol(pool.protocol, range.kind))
            {
                model.AddExemptPool(range);
            }
        }
        for (const auto& binding : translator.bindings)
        {
            PoolRange range;
            const auto outside = ParseTransportAddress(binding.outside);
            if (outside && ParsePoolProtocol(binding.protocol, range.kind))
            {
                range.first = range.last = outside->address;
                range.firstPort = range.lastPort = outside->port;
                model.AddExemptPool(range);
            }
        }
    }
}

void
InstallZones(const Topology& topology, const OutsideNode& node, const Installation& installation)
{
    const auto model = CreateObject<ZoneFirewall>();
    for (const auto& link : node.openwrt->lan)
    {
        model->AddLan(MemberOf(installation, node, link));
    }
    for (const auto& link : node.openwrt->wan)
    {
        model->AddWan(MemberOf(installation, node, link));
    }
    AddRules(*model, node.name, OpenWrtOwnRules());
    AddRules(*model, node.name, ReadOpenWrtRules(node.openwrt->firewall));
    ExemptTranslators(*model, topology, node.name);
    model->Attach(installation.nodes.at(node.name));
}

} // namespace

void
InstallDelegations(const Topology& topology, Installation& installation)
{
    for (const auto& node : topology.nodes)
    {
        try
        {
            InstallDelegates(node, installation);
            InstallRequests(node, installation);
        }
        catch (const std::invalid_argument& error)
        {
            throw std::invalid_argument("prefixes of node " + node.name + ": " + error.what());
        }
    }
}

void
InstallZoneFirewalls(const Topology& topology, Installation& installation)
{
    for (const auto& node : topology.nodes)
    {
        try
        {
            if (node.openwrt)
            {
                InstallZones(topology, node, installation);
            }
        }
        catch (const std::invalid_argument& error)
        {
            throw std::invalid_argument("openwrt of node " + node.name + ": " + error.what());
        }
    }
}

} // namespace ns3::v6lab
