// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/balancer-install.h"

#include "helper/stack-helper.h"
#include "model/workload/tcp-responder.h"

#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/uinteger.h"

#include <set>

namespace ns3::v6lab
{

namespace
{

const char*
WordOf(azure::BalancedProtocol protocol)
{
    switch (protocol)
    {
    case azure::BalancedProtocol::Tcp:
        return "Tcp";
    case azure::BalancedProtocol::Udp:
        return "Udp";
    default:
        return "All";
    }
}

class BalancerInstaller
{
  public:
    BalancerInstaller(const std::map<azure::Index, std::string>& machines,
                      Installation& installation)
        : m_machines(machines),
          m_in(installation)
    {
        for (const auto& [name, device] : installation.devices)
        {
            const auto nic = DynamicCast<FabricNic>(device);
            if (nic && nic->GetSide() == FabricNic::Side::Azure)
            {
                m_nics[nic->GetEstateIndex()] = nic;
            }
        }
    }

    void Install(const azure::BalancerPlace& balancer)
    {
        const auto& settings = balancer.settings;
        for (const auto& rule : settings.rules)
        {
            const auto& frontend = settings.frontends[rule.frontend];
            FrontendService service{frontend.address,
                                    WordOf(rule.protocol),
                                    rule.frontendPort,
                                    rule.backendPort,
                                    {}};
            for (const auto& member : settings.pools[rule.pool].members)
            {
                const auto machine = m_machines.find(member.nic);
                if (machine == m_machines.end())
                {
                    continue; // no machine has that interface
                }
                service.machines.push_back(machine->second);
                if (rule.enableFloatingIp)
                {
                    AddFrontend(member.nic, frontend.address);
                }
                if (rule.probe != azure::NOTHING)
                {
                    Serve(m_in.nodes.at(machine->second), settings.probes[rule.probe].port);
                }
            }
            m_in.frontends[balancer.name].push_back(service);
        }
    }

  private:
    /** On the loopback interface, so that calls of the machine's own leave from its NIC's address.
     */
    void AddFrontend(azure::Index nic, const IpAddress& address)
    {
        if (m_floating.insert({nic, address}).second)
        {
            const auto node = m_nics.at(nic)->GetNode();
            const auto loopback = address.IsV4() ? node->GetObject<Ipv4>()->GetNetDevice(0)
                                                 : node->GetObject<Ipv6>()->GetNetDevice(0);
            StackHelper::AddAddress(node, loopback, address, address.GetBits());
        }
    }

    void Serve(const Ptr<ns3::Node>& node, uint16_t port)
    {
        if (HasTcpServer(node, port))
        {
            return;
        }
        const auto server = CreateObject<TcpResponder>();
        server->SetLedger(m_in.ledger);
        server->SetAttribute("Port", UintegerValue(port));
        node->AddApplication(server);
        m_in.applications.Add(server);
    }

    const std::map<azure::Index, std::string>& m_machines;
    Installation& m_in;
    std::map<azure::Index, Ptr<FabricNic>> m_nics;
    std::set<std::pair<azure::Index, IpAddress>> m_floating;
};

} // namespace

bool
HasTcpServer(const Ptr<ns3::Node>& node, uint16_t port)
{
    for (uint32_t i = 0; i < node->GetNApplications(); ++i)
    {
        const auto server = DynamicCast<TcpResponder>(node->GetApplication(i));
        UintegerValue own;
        if (server && server->GetAttributeFailSafe("Port", own) && own.Get() == port)
        {
            return true;
        }
    }
    return false;
}

void
InstallBalancers(const std::map<azure::Index, std::string>& machines, Installation& installation)
{
    BalancerInstaller installer(machines, installation);
    for (const auto& balancer : installation.fabric->GetEstate().loadBalancers)
    {
        installer.Install(balancer);
    }
    installation.fabric->StartProbes();
}

} // namespace ns3::v6lab
