// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_MACHINE_FIELDS_H
#define V6LAB_MACHINE_FIELDS_H

#include "helper/topology/field.h"
#include "helper/topology/topology.h"

/** The declaration of what virtual machines and their interfaces consist of; see fields.h. */
namespace ns3::v6lab
{

V6LAB_TYPE_NAME(PublicIpAddress, "public IP address")

template <class V>
void
Fields(V& v, Of<PublicIpAddress>)
{
    using T = PublicIpAddress;
    v(Field("name", "unique among the public IP addresses").Required(), &T::name);
    v(Field("publicIPAddressVersion", "IP version").Words({"IPv4", "IPv6"}),
      &T::publicIPAddressVersion);
    v(Field("ipAddress", "assigned from a documentation prefix if not given"), &T::ipAddress);
    v(Field("sku", "Standard is closed to the Internet until a network security group opens it")
          .Words({"Basic", "Standard", "StandardV2"}),
      &T::sku);
}

V6LAB_TYPE_NAME(IpConfiguration, "IP configuration")

template <class V>
void
Fields(V& v, Of<IpConfiguration>)
{
    using T = IpConfiguration;
    v(Field("name", "unique in its network interface").Required(), &T::name);
    v(Field("subnet", "\"virtual network/subnet\"").Required(), &T::subnet);
    v(Field("privateIPAddressVersion", "IP version").Words({"IPv4", "IPv6"}),
      &T::privateIPAddressVersion);
    v(Field("privateIPAddress", "a static address; the next free one if not given"),
      &T::privateIPAddress);
    v(Field("publicIPAddress", "name of a public IP address"), &T::publicIPAddress);
    v(Field("primary", "true for the primary one of the interface"), &T::primary);
    v(Field("applicationSecurityGroups", "names of those that it belongs to"),
      &T::applicationSecurityGroups);
    v(Field("loadBalancerBackendAddressPools", "\"load balancer/pool\" of each that it is in"),
      &T::loadBalancerBackendAddressPools);
    v(Field("loadBalancerInboundNatRules", "\"load balancer/rule\" of each that leads to it"),
      &T::loadBalancerInboundNatRules);
}

V6LAB_TYPE_NAME(NetworkInterface, "network interface")

template <class V>
void
Fields(V& v, Of<NetworkInterface>)
{
    using T = NetworkInterface;
    v(Field("name", "unique among the network interfaces").Required(), &T::name);
    v(Field("enableIPForwarding", "true lets it carry packets that are not its own"),
      &T::enableIPForwarding);
    v(Field("dataRate", "egress limit such as \"10Gbps\"; the fabric's if not given"),
      &T::dataRate);
    v(Field("ipConfigurations", "at least one with IPv4").Required(), &T::ipConfigurations);
    v(Field("networkSecurityGroup", "name of the network security group that guards it"),
      &T::networkSecurityGroup);
}

V6LAB_TYPE_NAME(MachineOutage, "outage of a virtual machine")

template <class V>
void
Fields(V& v, Of<MachineOutage>)
{
    v(Field("from", "when it begins, such as \"10s\"").Required(), &MachineOutage::from);
    v(Field("to", "when it ends; empty: never"), &MachineOutage::to);
}

V6LAB_TYPE_NAME(VirtualMachine, "virtual machine")

template <class V>
void
Fields(V& v, Of<VirtualMachine>)
{
    using T = VirtualMachine;
    v(Field("name", "unique among virtual machines and nodes").Required(), &T::name);
    v(Field("networkInterfaces", "names; the first is the primary one").Required(),
      &T::networkInterfaces);
    v(Field("resolvers", "addresses that it asks for names"), &T::resolvers);
    v(Field("guestForwarding", "true if the guest forwards packets: an appliance"),
      &T::guestForwarding);
    v(Field("outages", "when it is dead"), &T::outages);
    v(Field("firewall", "a stateful packet filter in the guest of an appliance"), &T::firewall);
}

} // namespace ns3::v6lab

#endif // V6LAB_MACHINE_FIELDS_H
