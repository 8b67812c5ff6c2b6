// SPDX-License-Identifier: GPL-2.0-only
#include "model/translation/attribute-names.h"

namespace ns3::v6lab::attribute
{

const SettingNames&
Names()
{
    static const SettingNames names{
        {"timeouts.udp ", "UdpTimeout "},
        {"timeouts.icmp ", "IcmpTimeout "},
        {"timeouts.tcpEstablished ", "TcpEstablishedTimeout "},
        {"timeouts.tcpTransitory ", "TcpTransitoryTimeout "},
        {"timeouts.tcpOpening ", "TcpOpeningTimeout "},
        {"timeouts.tcpIncomingSyn ", "TcpIncomingSynTimeout "},
        {"timeouts.fragment ", "FragmentTimeout "},
        {"lowestIpv6Mtu ", "LowestIpv6Mtu "},
        {"largestIcmpv4Error ", "LargestIcmpv4Error "},
        {"plateaus ", "Plateaus "},
        {"errorRate and errorBurst ", "IcmpErrorRate and IcmpErrorBurst "},
        {"wellKnownDeny ", "WellKnownDeny "},
        {"the rest of a freed port ", "PortQuarantine: the rest of a freed port "},
        {"subscriber prefix length ", "SubscriberPrefix: a length of "},
        {"pool thresholds ", "PoolLowWater and PoolHighWater: they "},
        {"block size ", "BlockSize: a size of "},
        {"with blocks of ports, ", "PortSelection: with blocks of ports, "},
        {"the pool range ", "BlockSize: the pool range "},
        {"deterministic ports need ", "Subscribers: deterministic ports need "},
        {"deterministic ports: the prefix of ", "Subscribers: the prefix of "},
        {"deterministic ports: the limit of ", "SubscriberPorts: the limit of "},
        {"deterministic ports: all pool ranges ", "PortSelection: all pool ranges "},
        {"deterministic ports: ", "Subscribers: "},
        {"NAT44 ports: ", "FirstPort and LastPort: "},
        {"NAT44 mappings and datagrams: ", "MaxMappings and MaxFragmentedDatagrams: "},
        {"NAT44 timeout udp: ", "UdpTimeout: "},
        {"NAT44 timeout tcpEstablished: ", "TcpEstablishedTimeout: "},
        {"NAT44 timeout tcpTransitory: ", "TcpTransitoryTimeout: "},
        {"NAT44 timeout icmp: ", "IcmpTimeout: "},
        {"NAT44 timeout fragment: ", "FragmentTimeout: "},
        {"a CLAT has either ", "DedicatedPrefix and SharedAddress: a CLAT has either "},
        {"dedicated prefix ", "DedicatedPrefix: "},
        {"shared address ", "SharedAddress: "},
        {"host address ", "HostAddress: "},
        {"PLAT prefix ", "PlatPrefix: "},
        {"prefix: ", "Prefix: "}, // of virtual IPv6, from here on
        {"udpTimeout: ", "UdpTimeout: "},
        {"tcpEstablishedTimeout: ", "TcpEstablishedTimeout: "},
        {"tcpTransitoryTimeout: ", "TcpTransitoryTimeout: "},
        {"icmpTimeout: ", "IcmpTimeout: "},
        {"bindingHold: ", "BindingHold: "},
        {"bindingGuard: ", "BindingGuard: "},
        {"quarantine: ", "Quarantine: "},
        {"maxBindings: ", "MaxBindings: "},
        {"maxSessions: ", "MaxSessions: "},
    };
    return names;
}

} // namespace ns3::v6lab::attribute
