// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/workload-install.h"

#include "helper/install/balancer-install.h"
#include "helper/install/bastion-install.h"
#include "helper/install/nat64-learning.h"
#include "helper/install/workload-kind.h"
#include "model/workload/destination-choice.h"
#include "model/workload/echo-server.h"
#include "model/workload/icmp-endpoint.h"
#include "model/workload/ping-flow.h"
#include "model/workload/tcp-flow.h"
#include "model/workload/tcp-responder.h"
#include "model/workload/traceroute-flow.h"
#include "model/workload/udp-echo-flow.h"

#include "ns3/boolean.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** Makes the applications of one topology. */
class Installer
{
  public:
    Installer(const Topology& topology, Installation& installation)
        : m_topology(topology),
          m_installation(installation)
    {
    }

    void Run()
    {
        for (const Workload& workload : m_topology.workloads)
        {
            Install(workload);
        }
    }

  private:
    struct Target
    {
        std::vector<std::string> nodes;   //!< those that have the addresses
        std::vector<IpAddress> addresses; //!< best first
        bool pooled{false};               //!< a load balancer chooses one for each request
        uint16_t port{0};                 //!< where they listen, if not where they are called
    };

    void Install(const Workload& workload)
    {
        const auto node = m_installation.nodes.find(workload.from);
        if (node == m_installation.nodes.end())
        {
            throw std::invalid_argument(
                fmt::format("workload {}: there is no node \"{}\"", workload.name, workload.from));
        }
        Target target = Resolve(workload);
        const auto bastion = FindBastion(m_installation, workload.to);
        if (bastion)
        {
            target.nodes = {workload.server}; // who answers in the end
        }
        const auto client = MakeClient(workload);
        const auto lookup = LookupOf(workload);
        if (lookup)
        {
            client->SetRemoteName(workload.to, lookup, PortOf(workload), OnlyFamily(workload));
        }
        else
        {
            client->SetRemotes(target.addresses,
                               CalledPort(workload),
                               OnlyFamily(workload).value_or(Family::V4));
        }
        if (workload.family != "v4") // which asks for what IPv4 itself does
        {
            client->SetNat64Source(LearnedNat64(m_topology, m_installation, workload.from));
        }
        client->SetAttribute("Count", UintegerValue(CountOf(workload)));
        client->SetAttribute("Size", UintegerValue(SizeOf(workload)));
        client->SetAttribute("Interval",
                             TimeValue(TimeOf(workload, "interval", workload.interval)));
        client->SetAttribute("Timeout", TimeValue(TimeOf(workload, "timeout", workload.timeout)));
        FlowRecord record;
        record.name = workload.name;
        record.sourceNode = workload.from;
        if (workload.family == "v4" || workload.family == "v6")
        {
            record.familyAtSource = client->GetFamily();
        }
        if (target.nodes.size() == 1) // of several, the one that the requests reach
        {
            record.destinationNode = target.nodes.front();
            record.destinationNodeId = m_installation.nodes.at(record.destinationNode)->GetId();
        }
        record.pooled = target.pooled;
        client->BindTo(DeviceOf(workload));
        const uint32_t flow = client->Announce(m_installation.ledger, record);
        if (lookup)
        {
            lookup->SetFlow(flow);
        }
        if (bastion)
        {
            bastion->AddSession(flow, MachineBehind(workload));
        }
        Add(node->second, client, TimeOf(workload, "start", workload.start));
        for (const std::string& name : target.nodes)
        {
            Serve(m_installation.nodes.at(name), workload, target.port);
        }
    }

    /** D8: a Bastion calls the machine by its private IPv4 address. */
    Endpoint MachineBehind(const Workload& workload) const
    {
        for (const auto& address : m_installation.addresses.at(workload.server))
        {
            if (address.IsV4())
            {
                return {address, ServedPort(workload)};
            }
        }
        throw std::invalid_argument(
            fmt::format("workload {}: {} has no IPv4 address", workload.name, workload.server));
    }

    /** Where the workload's server listens. */
    uint16_t ServedPort(const Workload& workload) const
    {
        if (workload.serverPort == 0 && FindBastion(m_installation, workload.to))
        {
            return SSH_PORT;
        }
        return workload.serverPort != 0 ? workload.serverPort : PortOf(workload);
    }

    uint16_t CalledPort(const Workload& workload) const
    {
        const bool bastion = workload.port == 0 && FindBastion(m_installation, workload.to);
        return bastion ? uint16_t{443} : PortOf(workload);
    }

    /** That its sockets are bound to; null: none. */
    Ptr<NetDevice> DeviceOf(const Workload& workload) const
    {
        if (workload.vpn.empty())
        {
            return nullptr;
        }
        const auto service = m_installation.vpnServices.find(workload.from + "/" + workload.vpn);
        if (service == m_installation.vpnServices.end())
        {
            throw std::invalid_argument(fmt::format("workload {}: {} has no VPN service \"{}\"",
                                                    workload.name,
                                                    workload.from,
                                                    workload.vpn));
        }
        return service->second->GetDevice();
    }

    static std::optional<Family> OnlyFamily(const Workload& workload)
    {
        if (workload.family == "auto")
        {
            return std::nullopt;
        }
        return workload.family == "v6" ? Family::V6 : Family::V4;
    }

    bool CallsName(const Workload& workload) const
    {
        return !IpAddress::Parse(workload.to) && m_installation.nodes.count(workload.to) == 0 &&
               workload.to.find('.') != std::string::npos;
    }

    /** Who finds the addresses of the name that is called; null where no name is. */
    Ptr<FlowLookup> LookupOf(const Workload& workload) const
    {
        if (!CallsName(workload))
        {
            return nullptr;
        }
        const auto resolver = m_installation.resolvers.find(workload.from);
        if (resolver == m_installation.resolvers.end())
        {
            throw std::invalid_argument(
                fmt::format("workload {}: {} has no resolvers to ask for {}",
                            workload.name,
                            workload.from,
                            workload.to));
        }
        const auto lookup = CreateObject<FlowLookup>();
        lookup->SetResolver(resolver->second);
        return lookup;
    }

    static Ptr<FlowApplication> MakeClient(const Workload& workload)
    {
        switch (KindOf(workload))
        {
        case WorkloadKind::Ping: {
            const auto ping = CreateObject<PingFlow>();
            ping->SetAttribute("DontFragment", BooleanValue(workload.dontFragment));
            return ping;
        }
        case WorkloadKind::UdpEcho:
            return CreateObject<UdpEchoFlow>();
        case WorkloadKind::Traceroute:
            return CreateObject<TracerouteFlow>();
        case WorkloadKind::Tcp:
        case WorkloadKind::TcpBulk:
            break;
        }
        const auto tcp = CreateObject<TcpFlow>();
        const uint32_t usual = KindOf(workload) == WorkloadKind::TcpBulk ? 1 : 1000;
        tcp->SetAttribute("ReplySize",
                          UintegerValue(workload.replySize != 0 ? workload.replySize : usual));
        return tcp;
    }

    void Serve(const Ptr<ns3::Node>& node, const Workload& workload, uint16_t backendPort)
    {
        if (PortOf(workload) == 0) // ICMP: the node's stack answers
        {
            IcmpEndpoint::Of(node)->SetLedger(m_installation.ledger);
            return;
        }
        const bool udp = KindOf(workload) == WorkloadKind::UdpEcho;
        const uint16_t port = workload.serverPort != 0 ? workload.serverPort
                              : backendPort != 0       ? backendPort
                                                       : ServedPort(workload);
        if (!udp && HasTcpServer(node, port)) // one that answers health probes
        {
            return;
        }
        if (!m_served.insert({node->GetId(), udp, port}).second)
        {
            return;
        }
        if (udp)
        {
            const auto server = CreateObject<EchoServer>();
            server->SetLedger(m_installation.ledger);
            server->SetAttribute("Port", UintegerValue(port));
            Add(node, server, Time(0));
            return;
        }
        const auto server = CreateObject<TcpResponder>();
        server->SetLedger(m_installation.ledger);
        server->SetAttribute("Port", UintegerValue(port));
        Add(node, server, Time(0));
    }

    void Add(const Ptr<ns3::Node>& node, const Ptr<Application>& application, Time start)
    {
        node->AddApplication(application);
        application->SetStartTime(start);
        m_installation.applications.Add(application);
    }

    Target Resolve(const Workload& workload) const
    {
        const auto literal = IpAddress::Parse(workload.to);
        const Target frontend = FrontendOf(workload, literal);
        if (!frontend.addresses.empty() || IsBalancer(workload.to))
        {
            return frontend;
        }
        if (literal)
        {
            Target target{workload.server.empty() ? OwnersOf(workload, *literal)
                                                  : ServersOf(workload.server),
                          {*literal}};
            target.pooled = !workload.server.empty() && target.nodes.size() > 1;
            return target;
        }
        if (CallsName(workload))
        {
            return {workload.server.empty() ? std::vector<std::string>()
                                            : std::vector<std::string>{workload.server},
                    {}};
        }
        if (m_installation.nodes.count(workload.to) == 0)
        {
            throw std::invalid_argument(
                fmt::format("workload {}: \"{}\" is neither a node nor an address",
                            workload.name,
                            workload.to));
        }
        const Ptr<ns3::Node> from = m_installation.nodes.at(workload.from);
        if (workload.family == "auto")
        {
            auto known = AddressesFor(workload, Family::V6);
            const auto ipv4 = AddressesFor(workload, Family::V4);
            known.insert(known.end(), ipv4.begin(), ipv4.end());
            return {{workload.to},
                    SortFor(from, known, DeviceOf(workload))}; // as a host that asks for a name
        }
        auto known = AddressesFor(workload, workload.family == "v6" ? Family::V6 : Family::V4);
        known.resize(std::min<size_t>(known.size(), 1));
        return {{workload.to}, known};
    }

    /** The frontends that are called, by name or address; no addresses if none is. */
    Target FrontendOf(const Workload& workload, const std::optional<IpAddress>& literal) const
    {
        Target target;
        std::set<std::string> nodes;
        for (const auto& [name, services] : m_installation.frontends)
        {
            for (const FrontendService& service : services)
            {
                const auto only = OnlyFamily(workload);
                const bool called = literal ? service.address == *literal
                                            : name == workload.to &&
                                                  (!only || *only == service.address.GetFamily());
                if (!called)
                {
                    continue;
                }
                if (std::count(target.addresses.begin(), target.addresses.end(), service.address) ==
                    0)
                {
                    target.addresses.push_back(service.address);
                }
                if (service.protocol == "All" || IsServedBy(workload, service))
                {
                    target.port = service.backendPort;
                    nodes.insert(service.machines.begin(), service.machines.end());
                }
            }
        }
        if (!workload.server.empty())
        {
            const auto servers = ServersOf(workload.server);
            nodes = {servers.begin(), servers.end()};
        }
        target.nodes.assign(nodes.begin(), nodes.end());
        target.pooled = nodes.size() > 1;
        if (!literal && workload.family == "auto")
        {
            target.addresses = SortFor(m_installation.nodes.at(workload.from), target.addresses);
        }
        return target;
    }

    /** Also one that has no frontend of the flow's IP version: then there is none to call. */
    bool IsBalancer(const std::string& name) const
    {
        const auto& all = m_topology.loadBalancers;
        return std::any_of(all.begin(), all.end(), [&](const LoadBalancer& balancer) {
            return balancer.name == name;
        });
    }

    /** A machine, or all those behind a load balancer. */
    std::vector<std::string> ServersOf(const std::string& name) const
    {
        const auto pool = m_installation.frontends.find(name);
        if (pool == m_installation.frontends.end())
        {
            return {name};
        }
        std::set<std::string> machines;
        for (const FrontendService& service : pool->second)
        {
            machines.insert(service.machines.begin(), service.machines.end());
        }
        return {machines.begin(), machines.end()};
    }

    static bool IsServedBy(const Workload& workload, const FrontendService& service)
    {
        const bool udp = KindOf(workload) == WorkloadKind::UdpEcho;
        return service.protocol == (udp ? "Udp" : "Tcp") &&
               service.frontendPort == PortOf(workload);
    }

    /** Outside Azure a virtual machine is known by its public addresses, where it has some. */
    std::vector<IpAddress> AddressesFor(const Workload& workload, Family family) const
    {
        const bool outside =
            std::any_of(m_topology.nodes.begin(),
                        m_topology.nodes.end(),
                        [&](const OutsideNode& node) { return node.name == workload.from; });
        const auto known = [&](const std::map<std::string, std::vector<IpAddress>>& all) {
            std::vector<IpAddress> addresses;
            if (const auto found = all.find(workload.to); found != all.end())
            {
                std::copy_if(
                    found->second.begin(),
                    found->second.end(),
                    std::back_inserter(addresses),
                    [&](const IpAddress& address) { return address.GetFamily() == family; });
            }
            return addresses;
        };
        const auto published =
            outside ? known(m_installation.publicAddresses) : std::vector<IpAddress>();
        return published.empty() ? known(m_installation.addresses) : published;
    }

    /** All that have the address: unconnected networks may use the same ones. */
    std::vector<std::string> OwnersOf(const Workload& workload, const IpAddress& address) const
    {
        std::vector<std::string> owners;
        for (const auto& [name, node] : m_installation.nodes)
        {
            for (const auto* known : {&m_installation.addresses, &m_installation.publicAddresses})
            {
                const auto found = known->find(name);
                if (found != known->end() &&
                    std::count(found->second.begin(), found->second.end(), address) != 0)
                {
                    owners.push_back(name);
                    break;
                }
            }
        }
        if (std::count(owners.begin(), owners.end(), workload.from) != 0)
        {
            throw std::invalid_argument(fmt::format("workload {}: {} is an address of {}; a flow "
                                                    "must not end where it starts",
                                                    workload.name,
                                                    workload.to,
                                                    workload.from));
        }
        return owners;
    }

    const Topology& m_topology;
    Installation& m_installation;
    std::set<std::tuple<uint32_t, bool, uint16_t>> m_served; //!< node, UDP or TCP, port
};

} // namespace

void
InstallWorkloads(const Topology& topology, Installation& installation)
{
    Installer(topology, installation).Run();
}

} // namespace ns3::v6lab
