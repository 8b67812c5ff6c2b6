// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BUILD_OUTSIDE_H
#define V6LAB_BUILD_OUTSIDE_H

#include "helper/topology/topology.h"

#include <string>
#include <vector>

/** Short ways to write hosts, routers and links outside Azure in C++. */
namespace ns3::v6lab::build
{

/** A node outside Azure; Host(), Router() and InternetHost() make them. */
class Outside
{
  public:
    Outside(const std::string& name, const std::string& kind);

    /** Connects it to a link with addresses such as "192.0.2.1/24". */
    template <class... A>
    Outside& On(const std::string& link, const A&... addresses)
    {
        m_node.interfaces.push_back({link, {std::string(addresses)...}});
        return *this;
    }

    Outside& Route(const std::string& prefix, const std::string& nextHop);

    /** The same, and IPv6 as routers say (RFC 4862). */
    template <class... A>
    Outside& Autoconfigured(const std::string& link, const A&... addresses)
    {
        On(link, addresses...);
        m_node.interfaces.back().autoconfigure = true;
        return *this;
    }

    /** Routers: begins an advertisement on a link. */
    Outside& Advertise(const std::string& link);
    /** Hosts on the link of the last advertisement make addresses of this prefix. */
    Outside& Announce(const std::string& prefix);
    /** A resolver in the last advertisement. */
    Outside& Rdnss(const std::string& address);
    /** A NAT64 prefix in the last advertisement. */
    Outside& Pref64(const std::string& prefix);
    /** The last advertisement bids hosts to ask for the rest by DHCPv6. */
    Outside& OtherByDhcpv6();

    /** Tells hosts on a link resolvers by DHCPv6. */
    template <class... A>
    Outside& ServeDhcpv6(const std::string& link, const A&... resolvers)
    {
        Dhcpv6Config config;
        config.link = link;
        config.resolvers = {std::string(resolvers)...};
        m_node.dhcpv6.push_back(config);
        return *this;
    }

    /** Tells hosts with IPv4 addresses on a link resolvers by DHCP. */
    template <class... A>
    Outside& ServeDhcp(const std::string& link, const A&... resolvers)
    {
        DhcpConfig config;
        config.link = link;
        config.resolvers = {std::string(resolvers)...};
        m_node.dhcp.push_back(config);
        return *this;
    }

    /** Hosts: IPv4 of the last link by DHCP. */
    Outside& Leases();
    /** Routers: leases addresses to hosts on a link; Reserve() keeps one for a host. */
    Outside& DhcpPool(const std::string& link,
                      const std::string& first,
                      const std::string& last,
                      const std::string& leaseTime = "12h");
    /** An address of the last pool that only this host gets. */
    Outside& Reserve(const std::string& host, const std::string& address);

    /** Makes IPv6 addresses of IPv4 literals, as it knows the NAT64's prefix. */
    Outside& SynthesiseLiterals();
    /** Pings an IPv4 address through the NAT64 that it learns of. */
    Outside& CheckNat64With(const std::string& ipv4);

    /** Addresses that it asks for names. */
    template <class... A>
    Outside& Resolvers(const A&... addresses)
    {
        m_node.resolvers = {std::string(addresses)...};
        return *this;
    }

    /** Routers: its AS, and prefixes that it originates; call it before the next three. */
    template <class... P>
    Outside& Bgp(uint32_t asn, const P&... networks)
    {
        m_node.bgp = BgpConfig();
        m_node.bgp->asn = asn;
        m_node.bgp->networks = {std::string(networks)...};
        return *this;
    }

    /** Prefixes that it originates. */
    template <class... P>
    Outside& Originates(const P&... prefixes)
    {
        m_node.bgp->networks = {std::string(prefixes)...};
        return *this;
    }

    /** The same, of prefixes that are put together elsewhere. */
    Outside& Originates(const std::vector<std::string>& prefixes)
    {
        m_node.bgp->networks = prefixes;
        return *this;
    }

    /** A neighbour: its address, or the name of a node on one of its links, which tells the AS. */
    Outside& Neighbor(const std::string& address, uint32_t asn = 0);
    /** What BGP of the node says beyond that: timers, BFD. */
    Outside& BgpTimers(const std::string& keepalive, const std::string& holdTime);
    Outside& Bfd(const std::string& interval = "300ms");

    /** Routers: prefixes of a length out of a pool, for routers on a link. */
    Outside& Delegates(const std::string& link, const std::string& pool, uint32_t length);
    /** When the last delegation begins, and its lifetimes. */
    Outside& From(const std::string& start);
    Outside& Lifetimes(const std::string& preferred, const std::string& valid);
    /** Routers: asks for a prefix on a link; Downlink() says where it is used. */
    Outside& RequestsPrefix(const std::string& link, const std::string& hint = "");
    /** A link that gets a /64 of the last requested prefix. */
    Outside& Downlink(const std::string& link, uint32_t subnet = 0);
    /** Routers: OpenWrt's firewall between two links, with more rules and Jool as it is told. */
    Outside& OpenWrt(const std::string& lan,
                     const std::string& wan,
                     const std::string& firewall = "",
                     const std::string& jool = "");

    /** Begins an IPsec tunnel to a VPN gateway, or to an address, for these prefixes. */
    template <class... P>
    Outside& TunnelTo(const std::string& remote, const P&... prefixes)
    {
        TunnelConfig tunnel;
        tunnel.name = "to-" + remote;
        tunnel.remote = remote;
        tunnel.prefixes = {std::string(prefixes)...};
        m_node.tunnels.push_back(tunnel);
        return *this;
    }

    /** The same, of prefixes that are put together elsewhere. */
    Outside& TunnelTo(const std::string& remote, const std::vector<std::string>& prefixes)
    {
        TunnelTo(remote);
        m_node.tunnels.back().prefixes = prefixes;
        return *this;
    }

    /** A VPN service with a virtual interface of these addresses; mode is proxy or tunnel. */
    template <class... A>
    Outside& Vpn(const std::string& name, const std::string& mode, const A&... addresses)
    {
        VpnServiceConfig config;
        config.name = name;
        config.mode = mode;
        config.addresses = {std::string(addresses)...};
        m_node.vpnServices.push_back(config);
        return *this;
    }

    /** Everything else of the VPN service that was added last. */
    VpnServiceConfig& LastVpn()
    {
        return m_node.vpnServices.back();
    }

    /** A VPN server for clients with addresses in these prefixes. */
    template <class... P>
    Outside& ServeVpn(const P&... prefixes)
    {
        m_node.vpnServer = VpnServerConfig();
        m_node.vpnServer->prefixes = {std::string(prefixes)...};
        return *this;
    }

    /** Connects it to the public internet with these addresses. */
    template <class... A>
    Outside& Internet(const A&... addresses)
    {
        Attachment().addresses = {std::string(addresses)...};
        return *this;
    }

    /** The internet routes these prefixes to it. */
    template <class... P>
    Outside& Owns(const P&... prefixes)
    {
        Attachment().prefixes = {std::string(prefixes)...};
        return *this;
    }

    const OutsideNode& Get() const
    {
        return m_node;
    }

  private:
    InternetAttachment& Attachment();

    OutsideNode m_node;
};

Outside Host(const std::string& name);
Outside Router(const std::string& name);

/** A host that has only its connection to the public internet. */
template <class... A>
Outside
InternetHost(const std::string& name, const A&... addresses)
{
    return Host(name).Internet(addresses...);
}

/** A link outside Azure; Wire() and Lan() make them. */
class Cable
{
  public:
    Cable(const std::string& name, const std::string& kind);

    Cable& Rate(const std::string& rate);
    Cable& Delay(const std::string& delay);
    Cable& Mtu(uint32_t bytes);
    /** Cuts it; an empty `to` means for good. */
    Cable& Outage(const std::string& from, const std::string& to = "", bool silent = true);

    const Link& Get() const
    {
        return m_link;
    }

  private:
    Link m_link;
};

/** A point-to-point link. */
Cable Wire(const std::string& name);
/** A link with any number of nodes. */
Cable Lan(const std::string& name);

} // namespace ns3::v6lab::build

#endif // V6LAB_BUILD_OUTSIDE_H
