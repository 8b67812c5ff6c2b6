// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/workload-install.h"

#include "helper/install/balancer-install.h"
#include "helper/install/bastion-install.h"
#include "helper/install/nat64-learning.h"
#include "helper/install/workload-kind.h"
#include "helper/install/workload-target.h"
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

#include <fmt/format.h>
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
          m_installation(installation),
          m_targets(topology, installation)
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
    void Install(const Workload& workload)
    {
        const auto node = m_installation.nodes.find(workload.from);
        if (node == m_installation.nodes.end())
        {
            throw std::invalid_argument(
                fmt::format("workload {}: there is no node \"{}\"", workload.name, workload.from));
        }
        WorkloadTarget target = m_targets.Resolve(workload);
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
            client->SetRemoteSource(target.late);
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
        client->BindTo(m_targets.DeviceOf(workload));
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
        if (target.nodes.empty() && PortOf(workload) == 0) // whoever is behind a translator
        {
            for (const auto& [name, any] : m_installation.nodes)
            {
                Serve(any, workload, 0);
            }
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

    /** Who finds the addresses of the name that is called; null where no name is. */
    Ptr<FlowLookup> LookupOf(const Workload& workload) const
    {
        if (!m_targets.CallsName(workload))
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

    const Topology& m_topology;
    Installation& m_installation;
    WorkloadTargets m_targets;
    std::set<std::tuple<uint32_t, bool, uint16_t>> m_served; //!< node, UDP or TCP, port
};

} // namespace

void
InstallWorkloads(const Topology& topology, Installation& installation)
{
    Installer(topology, installation).Run();
}

} // namespace ns3::v6lab
