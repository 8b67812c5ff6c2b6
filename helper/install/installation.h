// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_INSTALLATION_H
#define V6LAB_INSTALLATION_H

#include "model/azure/vnet-fabric.h"
#include "model/core/address.h"
#include "model/dns/dns-ledger.h"
#include "model/dns/host-resolver.h"
#include "model/trace/flow-ledger.h"
#include "model/translation/translator.h"
#include "model/vpn/vpn-server.h"
#include "model/vpn/vpn-service.h"

#include "ns3/application-container.h"
#include "ns3/net-device.h"
#include "ns3/node.h"

#include <map>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What a load balancer's frontend leads to by one of its rules. */
struct FrontendService
{
    IpAddress address;
    std::string protocol; //!< Tcp, Udp or All
    uint16_t frontendPort{0};
    uint16_t backendPort{0};
    std::vector<std::string> machines; //!< those of the pool, any of which may answer
};

/** The ns-3 objects that a Topology became, by the Topology's names. */
struct Installation
{
    // Written once, in installation.cc: a hundred files would compile a copy of all its parts each.
    Installation();
    Installation(const Installation&);
    Installation(Installation&&) noexcept;
    Installation& operator=(const Installation&);
    Installation& operator=(Installation&&) noexcept;
    ~Installation();

    Ptr<FlowLedger> ledger;
    Ptr<DnsLedger> dnsLedger;
    Ptr<VnetFabric> fabric; //!< null if the topology has nothing in Azure or on the internet
    std::map<std::string, Ptr<ns3::Node>> nodes; //!< virtual machines, hosts and routers
    std::map<uint32_t, std::string> names;       //!< node id → name
    /** Unicast addresses of each node that others may call, best first within a family. */
    std::map<std::string, std::vector<IpAddress>> addresses;
    std::map<std::string, Ptr<NetDevice>> devices; //!< "nic" or "node/link": what pcap captures
    ApplicationContainer applications;
    /** By virtual machine: what hosts outside Azure call it by, where not one of `addresses`. */
    std::map<std::string, std::vector<IpAddress>> publicAddresses;
    std::map<std::string, Ptr<HostResolver>> resolvers; //!< of hosts that may ask for names
    std::vector<Ptr<Translator>> translators;           //!< in the topology's order
    std::map<std::string, std::vector<FrontendService>> frontends{}; //!< by load balancer
    std::map<std::string, Ptr<VpnService>> vpnServices{};            //!< by "node/service"
    std::map<std::string, Ptr<VpnServer>> vpnServers{};              //!< by node
};

} // namespace ns3::v6lab

#endif // V6LAB_INSTALLATION_H
