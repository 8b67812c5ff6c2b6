// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BUILD_AZURE_H
#define V6LAB_BUILD_AZURE_H

#include "helper/topology/topology.h"

#include <string>
#include <vector>

/** Short ways to write the Azure parts of a topology in C++; see builder.h for how they combine. */
namespace ns3::v6lab::build
{

/** A virtual network; what follows Subnet() says something about that subnet. */
class Vnet
{
  public:
    explicit Vnet(const std::string& name);

    Vnet& In(const std::string& location);

    /** Adds prefixes to the address space. */
    template <class... P>
    Vnet& Space(const P&... prefixes)
    {
        (m_vnet.addressPrefixes.emplace_back(prefixes), ...);
        return *this;
    }

    template <class... P>
    Vnet& Subnet(const std::string& name, const P&... prefixes)
    {
        auto& subnet = m_vnet.subnets.emplace_back();
        subnet.name = name;
        (subnet.addressPrefixes.emplace_back(prefixes), ...);
        return *this;
    }

    /** The last subnet uses this route table. Throws std::logic_error before any Subnet(). */
    Vnet& Uses(const std::string& routeTable);
    /** The last subnet is guarded by this network security group. */
    Vnet& GuardedBy(const std::string& securityGroup);
    /** The last subnet's outbound connections use this NAT gateway. */
    Vnet& OutBy(const std::string& natGateway);
    /** The last subnet has no default outbound access. */
    Vnet& Private();

    const std::string& GetName() const
    {
        return m_vnet.name;
    }

    const VirtualNetwork& Get() const
    {
        return m_vnet;
    }

  private:
    v6lab::Subnet& Last();

    VirtualNetwork m_vnet;
};

/** A route table (user-defined routes); routes are named after their order: "route-1". */
class Udr
{
  public:
    explicit Udr(const std::string& name);

    /** Sends a prefix to an appliance. */
    Udr& Via(const std::string& prefix, const std::string& appliance);
    /** Sends a prefix to another next hop type: Internet, None, VnetLocal, VirtualNetworkGateway.
     */
    Udr& To(const std::string& prefix, const std::string& nextHopType);
    /** Keeps gateway routes out (disableBgpRoutePropagation). */
    Udr& WithoutGatewayRoutes();

    const RouteTable& Get() const
    {
        return m_table;
    }

  private:
    RouteTable m_table;
};

/** A public IP address with version "IPv4" or "IPv6"; without address one is assigned. */
class PublicIp
{
  public:
    explicit PublicIp(const std::string& name, const std::string& version = "IPv4");

    PublicIp& At(const std::string& address);
    /** The SKU Standard: closed to the Internet until a network security group opens it. */
    PublicIp& Standard();

    const PublicIpAddress& Get() const
    {
        return m_address;
    }

  private:
    PublicIpAddress m_address;
};

/** A virtual machine with its network interfaces "<vm>-nic", "<vm>-nic2", … */
class Vm
{
  public:
    explicit Vm(const std::string& name);

    /**
     * Adds an interface in "vnet/subnet" with one IP configuration per address; "v4" and "v6" stand
     * for the next free one, nothing for "v4".
     */
    template <class... A>
    Vm& Nic(const std::string& subnet, const A&... addresses)
    {
        return AddNic(subnet, {std::string(addresses)...});
    }

    /** Gives the last interface's configuration of the same version this public address. */
    Vm& Public(const PublicIp& address);
    /** The last interface is guarded by this network security group. */
    Vm& GuardedBy(const std::string& securityGroup);
    /** The last interface's configuration of the version of a pool, "load balancer/pool", is in it.
     */
    Vm& Behind(const std::string& pool, const std::string& version = "IPv4");
    /** Dead from then on, or until `to`: times such as "10s". */
    Vm& Dead(const std::string& from, const std::string& to = "");

    /** Addresses that it asks for names. */
    template <class... A>
    Vm& Resolvers(const A&... addresses)
    {
        m_vm.resolvers = {std::string(addresses)...};
        return *this;
    }

    /** Egress limit of the last interface. */
    Vm& Rate(const std::string& rate);
    /** Makes it an appliance: guest and all interfaces, also later ones, forward. */
    Vm& Forwarding();
    /** An appliance with a stateful packet filter in its guest. */
    Vm& Filtering(const GuestFirewall& firewall);
    /** The guest forwards, but Azure's enableIPForwarding stays off: a common mistake (R15). */
    Vm& GuestForwardingOnly();

    const VirtualMachine& Get() const
    {
        return m_vm;
    }

    const std::vector<NetworkInterface>& GetNics() const
    {
        return m_nics;
    }

    const std::vector<PublicIpAddress>& GetPublicIps() const
    {
        return m_publicIps;
    }

  private:
    Vm& AddNic(const std::string& subnet, std::vector<std::string> addresses);
    NetworkInterface& Last();

    VirtualMachine m_vm;
    std::vector<NetworkInterface> m_nics;
    std::vector<PublicIpAddress> m_publicIps;
    bool m_forwarding{false};
};

} // namespace ns3::v6lab::build

#endif // V6LAB_BUILD_AZURE_H
