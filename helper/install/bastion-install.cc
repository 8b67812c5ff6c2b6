// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/bastion-install.h"

#include "helper/stack-helper.h"

namespace ns3::v6lab
{

void
InstallBastions(const Topology& topology, const AzurePlan& plan, Installation& installation)
{
    for (const auto& bastion : topology.bastionHosts)
    {
        auto node = CreateObject<ns3::Node>();
        StackHelper stack;
        stack.SetLedger(installation.ledger);
        stack.Install(node);
        installation.nodes[bastion.name] = node;
        installation.names[node->GetId()] = bastion.name;
        const auto index = plan.nics.at(bastion.name + "/bastion");
        const auto device = installation.fabric->Attach(node, index);
        installation.devices[bastion.name + "/bastion"] = device;
        const auto& nic = plan.estate.nics[index];
        for (const auto& configuration : nic.ipConfigurations)
        {
            const Family family = configuration.address.GetFamily();
            const auto& prefix = PrefixOf(plan.estate.subnets[nic.subnet], family);
            const auto gateway = azure::GuestGateway(prefix);
            const bool v4 = family == Family::V4;
            StackHelper::AddAddress(node,
                                    device,
                                    configuration.address,
                                    v4 ? prefix.GetLength() : 128); // A4
            if (!v4)
            {
                StackHelper::AddRoute(node, prefix, gateway, device);
            }
            StackHelper::AddRoute(node, *Prefix::Parse(v4 ? "0.0.0.0/0" : "::/0"), gateway, device);
            installation.addresses[bastion.name].push_back(configuration.address);
            if (configuration.publicAddress &&
                *configuration.publicAddress != configuration.address)
            {
                installation.publicAddresses[bastion.name].push_back(*configuration.publicAddress);
            }
        }
        const auto relay = CreateObject<BastionRelay>();
        relay->SetLedger(installation.ledger);
        node->AddApplication(relay);
        installation.applications.Add(relay);
    }
}

Ptr<BastionRelay>
FindBastion(const Installation& installation, const std::string& name)
{
    const auto node = installation.nodes.find(name);
    if (node == installation.nodes.end())
    {
        return nullptr;
    }
    for (uint32_t i = 0; i < node->second->GetNApplications(); ++i)
    {
        if (const auto relay = DynamicCast<BastionRelay>(node->second->GetApplication(i)))
        {
            return relay;
        }
    }
    return nullptr;
}

} // namespace ns3::v6lab
