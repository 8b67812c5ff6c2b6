// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/build-outside.h"

namespace ns3::v6lab::build
{

Outside::Outside(const std::string& name, const std::string& kind)
{
    m_node.name = name;
    m_node.kind = kind;
}

Outside&
Outside::Advertise(const std::string& link)
{
    RouterAdvertisementConfig config;
    config.link = link;
    m_node.routerAdvertisements.push_back(config);
    return *this;
}

Outside&
Outside::Announce(const std::string& prefix)
{
    AdvertisedPrefixConfig config;
    config.prefix = prefix;
    m_node.routerAdvertisements.back().prefixes.push_back(config);
    return *this;
}

Outside&
Outside::Rdnss(const std::string& address)
{
    m_node.routerAdvertisements.back().rdnss.push_back(address);
    return *this;
}

Outside&
Outside::Pref64(const std::string& prefix)
{
    m_node.routerAdvertisements.back().pref64.push_back(prefix);
    return *this;
}

Outside&
Outside::OtherByDhcpv6()
{
    m_node.routerAdvertisements.back().other = true;
    return *this;
}

Outside&
Outside::Leases()
{
    m_node.interfaces.back().dhcp = true;
    return *this;
}

Outside&
Outside::DhcpPool(const std::string& link,
                  const std::string& first,
                  const std::string& last,
                  const std::string& leaseTime)
{
    m_node.dhcpPools.push_back({link, first, last, leaseTime, {}});
    return *this;
}

Outside&
Outside::Reserve(const std::string& host, const std::string& address)
{
    m_node.dhcpPools.back().reservations.push_back({host, address});
    return *this;
}

Outside&
Outside::Delegates(const std::string& link, const std::string& pool, uint32_t length)
{
    PrefixDelegationConfig config;
    config.link = link;
    config.pool = pool;
    config.length = length;
    m_node.delegates.push_back(config);
    return *this;
}

Outside&
Outside::From(const std::string& start)
{
    m_node.delegates.back().start = start;
    return *this;
}

Outside&
Outside::Lifetimes(const std::string& preferred, const std::string& valid)
{
    m_node.delegates.back().preferredLifetime = preferred;
    m_node.delegates.back().validLifetime = valid;
    return *this;
}

Outside&
Outside::RequestsPrefix(const std::string& link, const std::string& hint)
{
    PrefixRequestConfig config;
    config.link = link;
    config.hint = hint;
    m_node.prefixRequests.push_back(config);
    return *this;
}

Outside&
Outside::Downlink(const std::string& link, uint32_t subnet)
{
    m_node.prefixRequests.back().downlinks.push_back({link, subnet});
    return *this;
}

Outside&
Outside::OpenWrt(const std::string& lan,
                 const std::string& wan,
                 const std::string& firewall,
                 const std::string& jool)
{
    m_node.openwrt = OpenWrtConfig{{lan}, {wan}, firewall, jool};
    return *this;
}

Outside&
Outside::SynthesiseLiterals()
{
    m_node.synthesiseLiterals = true;
    return *this;
}

Outside&
Outside::CheckNat64With(const std::string& ipv4)
{
    m_node.connectivityCheck = ipv4;
    return *this;
}

Outside&
Outside::Route(const std::string& prefix, const std::string& nextHop)
{
    m_node.routes.push_back({prefix, nextHop});
    return *this;
}

InternetAttachment&
Outside::Attachment()
{
    if (!m_node.internet)
    {
        m_node.internet.emplace();
    }
    return *m_node.internet;
}

Outside&
Outside::Neighbor(const std::string& address, uint32_t asn)
{
    BgpNeighbor neighbor;
    neighbor.address = address;
    neighbor.asn = asn;
    m_node.bgp->neighbors.push_back(neighbor);
    return *this;
}

Outside&
Outside::BgpTimers(const std::string& keepalive, const std::string& holdTime)
{
    m_node.bgp->keepalive = keepalive;
    m_node.bgp->holdTime = holdTime;
    return *this;
}

Outside&
Outside::Bfd(const std::string& interval)
{
    m_node.bgp->bfd = true;
    m_node.bgp->bfdInterval = interval;
    return *this;
}

Outside
Host(const std::string& name)
{
    return {name, "host"};
}

Outside
Router(const std::string& name)
{
    return {name, "router"};
}

Cable::Cable(const std::string& name, const std::string& kind)
{
    m_link.name = name;
    m_link.kind = kind;
}

Cable&
Cable::Rate(const std::string& rate)
{
    m_link.dataRate = rate;
    return *this;
}

Cable&
Cable::Delay(const std::string& delay)
{
    m_link.delay = delay;
    return *this;
}

Cable&
Cable::Mtu(uint32_t bytes)
{
    m_link.mtu = bytes;
    return *this;
}

Cable&
Cable::Outage(const std::string& from, const std::string& to, bool silent)
{
    m_link.outages.push_back({from, to, silent});
    return *this;
}

Cable
Wire(const std::string& name)
{
    return {name, "point-to-point"};
}

Cable
Lan(const std::string& name)
{
    return {name, "lan"};
}

} // namespace ns3::v6lab::build
