// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/firewall-install.h"

#include "helper/install/address-text.h"
#include "helper/topology/filter-text.h"
#include "helper/topology/firewall-machines.h"
#include "model/azure/azure-firewall.h"
#include "model/azure/vnet-fabric.h"

#include "ns3/boolean.h"
#include "ns3/string.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** The texts, "*" as any address of the IP version; both versions if none is given. */
std::vector<Prefix>
ReadAddressList(const std::vector<std::string>& texts,
                const std::optional<Family>& any,
                const std::string& where)
{
    static const Prefix ALL4 = *Prefix::Parse("0.0.0.0/0");
    static const Prefix ALL6 = *Prefix::Parse("::/0");
    std::vector<Prefix> prefixes;
    for (const auto& text : texts)
    {
        if (text == "*" && !any)
        {
            return {};
        }
        const auto prefix =
            text == "*" ? (*any == Family::V4 ? ALL4 : ALL6) : ParseFilterAddress(text);
        if (!prefix)
        {
            throw std::invalid_argument(where + ": \"" + text + "\" is no address or prefix");
        }
        prefixes.push_back(*prefix);
    }
    return prefixes;
}

template <class Rule>
FirewallMatch
ReadMatch(const Rule& rule, const std::optional<Family>& any, const std::string& where)
{
    FirewallMatch match;
    for (const auto& text : rule.protocols)
    {
        const auto protocol = ParseFilterProtocol(text);
        if (!protocol)
        {
            throw std::invalid_argument(where + ": \"" + text + "\" is no protocol of a rule");
        }
        match.protocols.push_back(*protocol);
    }
    match.sources = ReadAddressList(rule.sourceAddresses, any, where);
    match.destinations = ReadAddressList(rule.destinationAddresses, any, where);
    for (const auto& text : rule.destinationPorts)
    {
        const auto range = azure::ParsePortRange(text);
        if (!range)
        {
            throw std::invalid_argument(where + ": \"" + text + "\" is no port or range of ports");
        }
        match.destinationPorts.push_back(*range);
    }
    return match;
}

/** M2: a rule is for one IP version, IPv4 unless an address says otherwise. */
template <class Rule>
Family
VersionOf(const Rule& rule)
{
    const bool v6 = FamiliesOf(rule.sourceAddresses).count(Family::V6) != 0 ||
                    FamiliesOf(rule.destinationAddresses).count(Family::V6) != 0;
    return v6 ? Family::V6 : Family::V4;
}

/** What the firewall's interface has. */
const std::vector<azure::IpConfiguration>&
ConfigurationsOf(const std::string& nic, const Installation& installation)
{
    const auto device = DynamicCast<FabricNic>(installation.devices.at(nic));
    return installation.fabric->GetEstate().nics.at(device->GetEstateIndex()).ipConfigurations;
}

class FirewallInstaller
{
  public:
    FirewallInstaller(const AzureFirewall& firewall, const Installation& installation)
        : m_firewall(firewall),
          m_in(installation),
          m_configurations(ConfigurationsOf(InterfaceOf(firewall), installation))
    {
    }

    void Install()
    {
        const auto model = CreateObject<AzureFirewallService>();
        model->SetAttribute("DualStack", BooleanValue(m_firewall.dualStack));
        for (const auto& collection : m_firewall.natRuleCollections)
        {
            model->AddDnatCollection(ReadDnat(collection));
        }
        for (const auto& collection : m_firewall.networkRuleCollections)
        {
            model->AddCollection(Read(collection));
        }
        for (const auto& prefix : ReadAddressList(m_firewall.privateRanges, {}, m_firewall.name))
        {
            model->AddPrivateRange(prefix);
        }
        for (const auto& configuration : m_configurations)
        {
            model->AddSnatAddress(configuration.address);
        }
        model->Attach(m_in.nodes.at(m_firewall.name));
    }

  private:
    static FirewallCollection Read(const FirewallNetworkRuleCollection& collection)
    {
        FirewallCollection read{collection.name, collection.priority, collection.action == "Allow"};
        for (const auto& rule : collection.rules)
        {
            read.rules.push_back(
                {rule.name, ReadMatch(rule, VersionOf(rule), collection.name + "/" + rule.name)});
        }
        return read;
    }

    FirewallDnatCollection ReadDnat(const FirewallNatRuleCollection& collection) const
    {
        FirewallDnatCollection read{collection.name, collection.priority};
        for (const auto& rule : collection.rules)
        {
            const std::string where = collection.name + "/" + rule.name;
            FirewallNatRule inside = rule;
            for (auto& destination : inside.destinationAddresses)
            {
                destination = InsideOf(destination, where);
            }
            FirewallDnatRule made{rule.name, ReadMatch(inside, Family::V4, where)};
            made.server = ReadAddress(rule.translatedAddress, where);
            made.serverPort = azure::ParsePortRange(rule.translatedPort).value().first;
            read.rules.push_back(made);
        }
        return read;
    }

    /** The fabric has translated a public address when a packet gets here. */
    std::string InsideOf(const std::string& destination, const std::string& where) const
    {
        const auto literal = IpAddress::Parse(destination);
        const auto& given = m_firewall.ipConfigurations;
        for (size_t i = 0; i < given.size(); ++i)
        {
            const auto& assigned = m_configurations.at(i);
            if (given[i].publicIPAddress == destination ||
                (literal && assigned.publicAddress == literal))
            {
                return assigned.address.ToString();
            }
        }
        throw std::invalid_argument(where + ": \"" + destination +
                                    "\" is no public address of the firewall");
    }

    const AzureFirewall& m_firewall;
    const Installation& m_in;
    const std::vector<azure::IpConfiguration>& m_configurations;
};

/** Each rule is a collection of its own: a guest knows no collections. */
FirewallCollection
CollectionOf(const GuestFilterRule& rule, const std::string& machine)
{
    return {machine,
            100,
            rule.action == "Allow",
            {{rule.name, ReadMatch(rule, std::nullopt, machine + "/" + rule.name)}}};
}

/** Only what calls an address of the guest itself, of the server's IP version. */
FirewallDnatCollection
CollectionOf(const GuestNatRule& rule,
             const std::vector<IpAddress>& own,
             const std::string& machine)
{
    FirewallDnatRule made{rule.name};
    made.server = ReadAddress(rule.translatedAddress, machine + "/" + rule.name);
    made.serverPort = rule.translatedPort;
    made.match.protocols.push_back(rule.protocol == "UDP" ? azure::RuleProtocol::Udp
                                                          : azure::RuleProtocol::Tcp);
    made.match.destinationPorts.push_back({rule.port, rule.port});
    for (const auto& address : own)
    {
        if (address.GetFamily() == made.server.GetFamily())
        {
            made.match.destinations.push_back(Prefix(address, address.IsV4() ? 32 : 128));
        }
    }
    FirewallDnatCollection collection{machine};
    if (!made.match.destinations.empty()) // none would be any
    {
        collection.rules.push_back(made);
    }
    return collection;
}

void
InstallGuest(const VirtualMachine& machine, const Installation& installation)
{
    const GuestFirewall& guest = *machine.firewall;
    const auto model = CreateObject<StatefulFirewall>();
    model->SetAttribute("DefaultAction", StringValue(guest.defaultAction));
    model->SetAttribute("SnatsDnat", BooleanValue(!guest.natRules.empty()));
    for (const auto& rule : guest.natRules)
    {
        model->AddDnatCollection(
            CollectionOf(rule, installation.addresses.at(machine.name), machine.name));
    }
    for (const auto& rule : guest.rules)
    {
        model->AddCollection(CollectionOf(rule, machine.name));
    }
    for (const auto& prefix : ReadAddressList(guest.privateRanges, {}, machine.name))
    {
        model->AddPrivateRange(prefix);
    }
    for (const auto& address : installation.addresses.at(machine.name))
    {
        const char* version = address.IsV4() ? "IPv4" : "IPv6";
        const auto& versions = guest.masquerade;
        if (std::find(versions.begin(), versions.end(), version) != versions.end())
        {
            model->AddSnatAddress(address);
        }
    }
    model->Attach(installation.nodes.at(machine.name));
}

} // namespace

void
InstallFirewalls(const Topology& topology, Installation& installation)
{
    for (const auto& firewall : topology.azureFirewalls)
    {
        FirewallInstaller(firewall, installation).Install();
    }
    for (const auto& machine : topology.virtualMachines)
    {
        if (machine.firewall)
        {
            InstallGuest(machine, installation);
        }
    }
}

} // namespace ns3::v6lab
