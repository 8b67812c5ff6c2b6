// SPDX-License-Identifier: GPL-2.0-only
// The parts that a topology has lists of. Such lists are compiled once, in topology.cc, which
// includes this a second time: hundreds of files would compile copies of their own otherwise.

#ifndef V6LAB_LIST
#define V6LAB_LIST(Part) extern template class std::vector<ns3::v6lab::Part>
#endif

V6LAB_LIST(AdvertisedPrefixConfig);
V6LAB_LIST(ApplianceIpConfiguration);
V6LAB_LIST(ApplicationSecurityGroup);
V6LAB_LIST(AzureFirewall);
V6LAB_LIST(BackendAddressPool);
V6LAB_LIST(BastionHost);
V6LAB_LIST(BgpNeighbor);
V6LAB_LIST(BindingConfig);
V6LAB_LIST(Check);
V6LAB_LIST(ConnectivityConfiguration);
V6LAB_LIST(ConnectivityGroupItem);
V6LAB_LIST(DhcpConfig);
V6LAB_LIST(DhcpPoolConfig);
V6LAB_LIST(DhcpReservationConfig);
V6LAB_LIST(Dhcpv6Config);
V6LAB_LIST(Dns64PrefixConfig);
V6LAB_LIST(DownlinkConfig);
V6LAB_LIST(ExpressRouteCircuit);
V6LAB_LIST(ExpressRoutePeering);
V6LAB_LIST(FirewallNatRule);
V6LAB_LIST(FirewallNatRuleCollection);
V6LAB_LIST(FirewallNetworkRule);
V6LAB_LIST(FirewallNetworkRuleCollection);
V6LAB_LIST(FlowLog);
V6LAB_LIST(FrontendIpConfiguration);
V6LAB_LIST(GatewayConnection);
V6LAB_LIST(GuestFilterRule);
V6LAB_LIST(GuestNatRule);
V6LAB_LIST(InboundNatRule);
V6LAB_LIST(Interface);
V6LAB_LIST(IpConfiguration);
V6LAB_LIST(LeftOut);
V6LAB_LIST(Link);
V6LAB_LIST(LinkOutage);
V6LAB_LIST(LoadBalancer);
V6LAB_LIST(LoadBalancerProbe);
V6LAB_LIST(LoadBalancingRule);
V6LAB_LIST(LocalNetworkGateway);
V6LAB_LIST(MachineOutage);
V6LAB_LIST(MappingConfig);
V6LAB_LIST(NameServerConfig);
V6LAB_LIST(NatGateway);
V6LAB_LIST(NetworkGroup);
V6LAB_LIST(NetworkInterface);
V6LAB_LIST(NetworkManager);
V6LAB_LIST(NetworkSecurityGroup);
V6LAB_LIST(OutboundRule);
V6LAB_LIST(OutsideNode);
V6LAB_LIST(PeerConfig);
V6LAB_LIST(PoolConfig);
V6LAB_LIST(PrefixDelegationConfig);
V6LAB_LIST(PrefixRequestConfig);
V6LAB_LIST(PrivateEndpoint);
V6LAB_LIST(PublicIpAddress);
V6LAB_LIST(PublicIpPrefix);
V6LAB_LIST(Route);
V6LAB_LIST(RouteTable);
V6LAB_LIST(RouterAdvertisementConfig);
V6LAB_LIST(SecurityAdminRuleCollection);
V6LAB_LIST(SecurityRule);
V6LAB_LIST(StaticRoute);
V6LAB_LIST(Subnet);
V6LAB_LIST(TranslatorConfig);
V6LAB_LIST(TunnelConfig);
V6LAB_LIST(VirtualMachine);
V6LAB_LIST(VirtualNetwork);
V6LAB_LIST(VirtualNetworkGateway);
V6LAB_LIST(VirtualNetworkPeering);
V6LAB_LIST(VpnServiceConfig);
V6LAB_LIST(Workload);
V6LAB_LIST(ZoneConfig);

#undef V6LAB_LIST
