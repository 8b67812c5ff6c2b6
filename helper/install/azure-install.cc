// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/azure-install.h"

#include "helper/install/address-text.h"
#include "helper/install/authored-quantity.h"
#include "helper/install/azure-plan.h"
#include "helper/install/balancer-install.h"
#include "helper/install/bastion-install.h"
#include "helper/install/security-plan.h"
#include "helper/stack-helper.h"
#include "helper/topology/firewall-machines.h"

#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

const Prefix&
AllOf(Family family)
{
    static const Prefix V4 = *Prefix::Parse("0.0.0.0/0");
    static const Prefix V6 = *Prefix::Parse("::/0");
    return family == Family::V4 ? V4 : V6;
}

/** Places of the NIC's configurations: the primary one, then the others as they stand. */
std::vector<size_t>
PrimaryFirst(const NetworkInterface& nic)
{
    std::vector<size_t> order(nic.ipConfigurations.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_partition(order.begin(), order.end(), [&](size_t i) {
        return nic.ipConfigurations[i].primary;
    });
    return order;
}

Ptr<VnetFabric>
CreateFabric(const FabricSettings& settings)
{
    auto fabric = CreateObject<VnetFabric>();
    // What the author left at its default stays open to ns-3's own way of setting attributes.
    const FabricSettings defaults;
    const auto delay = [&](const char* name, std::string FabricSettings::*field) {
        if (settings.*field != defaults.*field)
        {
            fabric->SetAttribute(name, TimeValue(ReadDuration(settings.*field, name)));
        }
    };
    delay("VnetDelay", &FabricSettings::vnetDelay);
    delay("PeeringDelay", &FabricSettings::peeringDelay);
    delay("GlobalPeeringDelay", &FabricSettings::globalPeeringDelay);
    delay("InternetDelay", &FabricSettings::internetDelay);
    if (settings.nicDataRate != defaults.nicDataRate)
    {
        fabric->SetAttribute("NicDataRate",
                             DataRateValue(ReadRate(settings.nicDataRate, "NicDataRate")));
    }
    if (settings.nicQueuePackets != defaults.nicQueuePackets)
    {
        fabric->SetAttribute("NicQueuePackets", UintegerValue(settings.nicQueuePackets));
    }
    return fabric;
}

/** Installs virtual machines over a fabric whose estate is planned. */
class MachineInstaller
{
  public:
    MachineInstaller(const Topology& topology, const AzurePlan& plan, Installation& installation)
        : m_plan(plan),
          m_in(installation)
    {
        for (const auto& nic : topology.networkInterfaces)
        {
            m_nics[nic.name] = &nic;
        }
    }

    void Install(const VirtualMachine& machine);

    /** The machines of the interfaces that are installed. */
    const std::map<azure::Index, std::string>& GetOwners() const
    {
        return m_owners;
    }

  private:
    Ptr<FabricNic> InstallNic(const Ptr<ns3::Node>& node, const NetworkInterface& nic);
    void AddRoutes(const Ptr<ns3::Node>& node, const Ptr<FabricNic>& device);
    void PublishAddresses(const std::string& machine, const NetworkInterface& nic);
    void ScheduleOutages(const VirtualMachine& machine) const;

    const AzurePlan& m_plan;
    Installation& m_in;
    std::map<std::string, const NetworkInterface*> m_nics;
    std::map<azure::Index, std::string> m_owners;
    std::set<Family> m_defaultRoutes;      //!< of the machine at hand
    std::vector<Ptr<FabricNic>> m_devices; //!< of the machine at hand
};

void
MachineInstaller::Install(const VirtualMachine& machine)
{
    auto node = CreateObject<ns3::Node>();
    StackHelper stack;
    stack.SetForwarding(machine.guestForwarding);
    stack.SetLedger(m_in.ledger);
    stack.Install(node);
    m_in.nodes[machine.name] = node;
    m_in.names[node->GetId()] = machine.name;
    m_in.addresses[machine.name];
    m_defaultRoutes.clear();
    m_devices.clear();
    for (const auto& name : machine.networkInterfaces)
    {
        const auto nic = m_nics.find(name);
        if (nic == m_nics.end())
        {
            throw std::invalid_argument(machine.name + ": there is no NIC \"" + name + "\"");
        }
        AddRoutes(node, InstallNic(node, *nic->second));
        m_owners[m_plan.nics.at(name)] = machine.name;
        PublishAddresses(machine.name, *nic->second);
    }
    ScheduleOutages(machine);
}

Ptr<FabricNic>
MachineInstaller::InstallNic(const Ptr<ns3::Node>& node, const NetworkInterface& nic)
{
    const auto index = m_plan.nics.at(nic.name);
    auto device = m_in.fabric->Attach(node, index);
    m_in.devices[nic.name] = device;
    m_devices.push_back(device);
    if (!nic.dataRate.empty())
    {
        device->SetAttribute("DataRate", DataRateValue(ReadRate(nic.dataRate, nic.name)));
    }
    const auto& planned = m_plan.estate.nics[index];
    for (const size_t i : PrimaryFirst(nic)) // the guest sends from the first that fits
    {
        const auto& configuration = planned.ipConfigurations[i];
        const Family family = configuration.address.GetFamily();
        const auto& prefix = PrefixOf(m_plan.estate.subnets[planned.subnet], family);
        StackHelper::AddAddress(node,
                                device,
                                configuration.address,
                                family == Family::V4 ? prefix.GetLength() : 128); // A4
    }
    return device;
}

/**
 * A4: what DHCP and router advertisements give the guest. Each NIC reaches its subnet; the default
 * route goes through the first NIC that has the family.
 */
void
MachineInstaller::AddRoutes(const Ptr<ns3::Node>& node, const Ptr<FabricNic>& device)
{
    const auto& nic = m_plan.estate.nics[device->GetEstateIndex()];
    std::set<Family> families;
    for (const auto& configuration : nic.ipConfigurations)
    {
        families.insert(configuration.address.GetFamily());
    }
    for (const Family family : families)
    {
        const auto& prefix = PrefixOf(m_plan.estate.subnets[nic.subnet], family);
        const auto gateway = azure::GuestGateway(prefix);
        if (family == Family::V6) // in IPv4 the address's mask makes this route
        {
            StackHelper::AddRoute(node, prefix, gateway, device);
        }
        if (m_defaultRoutes.insert(family).second)
        {
            StackHelper::AddRoute(node, AllOf(family), gateway, device);
        }
    }
}

void
MachineInstaller::PublishAddresses(const std::string& machine, const NetworkInterface& nic)
{
    const auto& planned = m_plan.estate.nics[m_plan.nics.at(nic.name)].ipConfigurations;
    for (const size_t i : PrimaryFirst(nic))
    {
        m_in.addresses[machine].push_back(planned[i].address);
        if (planned[i].publicAddress && *planned[i].publicAddress != planned[i].address)
        {
            m_in.publicAddresses[machine].push_back(*planned[i].publicAddress);
        }
    }
}

void
MachineInstaller::ScheduleOutages(const VirtualMachine& machine) const
{
    for (const auto& outage : machine.outages)
    {
        const Time from = ReadDuration(outage.from, machine.name + ": from");
        for (const auto& device : m_devices)
        {
            if (from.IsZero())
            {
                device->SetDown(true); // before the first probe asks
            }
            Simulator::Schedule(from, &FabricNic::SetDown, device, true);
            if (!outage.to.empty())
            {
                Simulator::Schedule(ReadDuration(outage.to, machine.name + ": to"),
                                    &FabricNic::SetDown,
                                    device,
                                    false);
            }
        }
    }
}

} // namespace

void
InstallAzure(const Topology& authored, Installation& installation)
{
    const Topology topology = WithFirewallMachines(authored);
    const bool internet =
        std::any_of(topology.nodes.begin(), topology.nodes.end(), [](const OutsideNode& node) {
            return node.internet.has_value();
        });
    if (topology.virtualNetworks.empty() && topology.virtualMachines.empty() && !internet)
    {
        return;
    }
    auto plan = PlanAzure(authored);
    installation.fabric = CreateFabric(topology.fabric);
    auto& estate = installation.fabric->EditEstate();
    const auto assumptions = estate.assumptions; // attributes of the fabric
    estate = plan.estate;
    estate.assumptions = assumptions;
    MachineInstaller machines(topology, plan, installation);
    for (const auto& machine : topology.virtualMachines)
    {
        machines.Install(machine);
    }
    InstallBalancers(machines.GetOwners(), installation);
    InstallBastions(topology, plan, installation);
    for (const auto& node : topology.nodes)
    {
        if (installation.nodes.count(node.name) != 0)
        {
            AttachToInternet(node, installation);
        }
    }
}

void
AttachToInternet(const OutsideNode& description, Installation& installation)
{
    const std::string name = description.name + "/internet";
    if (!description.internet || installation.devices.count(name) != 0)
    {
        return;
    }
    const azure::InternetHost host{ReadAddresses(description.internet->addresses, name),
                                   ReadPrefixes(description.internet->prefixes, name)};
    std::set<Family> families;
    for (const auto& address : host.addresses)
    {
        families.insert(address.GetFamily());
    }
    for (const auto& prefix : host.prefixes)
    {
        families.insert(prefix.GetFamily());
    }
    const auto node = installation.nodes.at(description.name);
    const auto device = installation.fabric->AttachInternet(node, host);
    installation.devices[name] = device;
    auto& addresses = installation.addresses[description.name];
    for (const auto& address : host.addresses)
    {
        StackHelper::AddAddress(node, device, address, address.GetBits());
        addresses.push_back(address);
    }
    for (const Family family : families)
    {
        StackHelper::AddRoute(node, AllOf(family), std::nullopt, device);
    }
}

namespace
{

/** A Microsoft edge stands outside of the network that it leads into: it has no effective routes.
 */
bool
IsEdge(const Installation& installation, const FabricNic& nic)
{
    return !installation.fabric->GetEstate().nics[nic.GetEstateIndex()].entries.empty();
}

} // namespace

std::vector<EffectiveRouteRow>
EffectiveRoutes(const Installation& installation)
{
    std::vector<EffectiveRouteRow> rows;
    for (const auto& [name, device] : installation.devices)
    {
        const auto nic = DynamicCast<FabricNic>(device);
        if (!nic || nic->GetSide() != FabricNic::Side::Azure || IsEdge(installation, *nic))
        {
            continue;
        }
        const auto routes = installation.fabric->GetEffectiveRoutes(nic->GetEstateIndex());
        for (const auto& [route, addressPrefix] : azure::ShownRoutes(routes))
        {
            rows.push_back({name,
                            ToWord(route.source),
                            ToWord(route.state),
                            addressPrefix,
                            ToWord(route.nextHopType),
                            route.nextHopIp ? route.nextHopIp->ToString() : ""});
        }
    }
    return rows;
}

std::vector<EffectiveSecurityRuleRow>
EffectiveSecurityRules(const Topology& topology, const Installation& installation)
{
    std::vector<EffectiveSecurityRuleRow> rows;
    for (const auto& [name, device] : installation.devices)
    {
        const auto nic = DynamicCast<FabricNic>(device);
        if (nic && nic->GetSide() == FabricNic::Side::Azure && !IsEdge(installation, *nic))
        {
            AddSecurityRows(rows,
                            name,
                            topology,
                            installation.fabric->GetEstate(),
                            nic->GetEstateIndex());
        }
    }
    return rows;
}

} // namespace ns3::v6lab
