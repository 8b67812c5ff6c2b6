// SPDX-License-Identifier: GPL-2.0-only
// Rules A2 and A3 for network interfaces, and what their IP configurations refer to.
#include "helper/topology/quantity.h"
#include "helper/topology/validate/context.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

/** Addresses per subnet that Azure keeps: the first four and, in IPv4, the last (A3). */
constexpr uint64_t FIRST_USABLE = 4;
constexpr uint64_t RESERVED4 = 5;

class NicChecker
{
  public:
    explicit NicChecker(ValidationContext& context)
        : m_context(context),
          m_topology(context.topology)
    {
    }

    void Check()
    {
        for (size_t i = 0; i < m_topology.networkInterfaces.size(); ++i)
        {
            CheckNic(i);
        }
        for (const auto& [place, users] : m_users4)
        {
            CheckCapacity(place, users);
        }
    }

  private:
    void Add(const std::string& path,
             const char* word,
             const char* rule,
             const std::string& sentence)
    {
        m_context.Add({path, m_subject, word, rule, sentence});
    }

    void CheckNic(size_t place)
    {
        const NetworkInterface& nic = m_topology.networkInterfaces[place];
        const std::string path = Item("networkInterfaces", place);
        m_subject = nic.name;
        m_subnet.reset();
        const auto& configurations = nic.ipConfigurations;
        for (size_t i = 0; i < configurations.size(); ++i)
        {
            m_subject = nic.name + "/" + configurations[i].name;
            CheckConfiguration(configurations[i], Item(path + ".ipConfigurations", i));
        }
        m_subject = nic.name;
        const bool has4 = std::any_of(configurations.begin(), configurations.end(), [](auto& c) {
            return c.privateIPAddressVersion == "IPv4";
        });
        if (!has4 && !configurations.empty())
        {
            Add(path + ".ipConfigurations",
                "",
                "A2",
                "needs at least one IPv4 configuration; Azure has no IPv6-only interfaces");
        }
        const auto primaries = std::count_if(configurations.begin(),
                                             configurations.end(),
                                             [](auto& c) { return c.primary; });
        if (primaries > 1)
        {
            Add(path + ".ipConfigurations", "", "A2", "only one configuration may be primary");
        }
        if (!nic.dataRate.empty() && ParseRate(nic.dataRate).value_or(0) == 0)
        {
            Add(path + ".dataRate",
                "",
                "T3",
                "\"" + nic.dataRate + "\" is not a positive rate such as \"10Gbps\"");
        }
    }

    void CheckConfiguration(const IpConfiguration& configuration, const std::string& path)
    {
        if (configuration.primary && configuration.privateIPAddressVersion == "IPv6")
        {
            Add(path + ".primary", "", "A2", "the primary configuration must be IPv4");
        }
        CheckPublic(configuration, path);
        const auto place = m_context.FindSubnet(configuration.subnet);
        if (place)
        {
            CheckSubnet(configuration, *place, path);
            CheckAddress(configuration, *place, path);
        }
        else if (!configuration.subnet.empty())
        {
            Add(path + ".subnet",
                "InvalidResourceReference",
                "",
                "there is no subnet \"" + configuration.subnet +
                    "\" (write \"virtual network/subnet\")");
        }
    }

    void CheckSubnet(const IpConfiguration& configuration,
                     const SubnetPlace& place,
                     const std::string& path)
    {
        const auto& vnet = m_topology.virtualNetworks[place.vnet];
        if (m_subnet && place != *m_subnet)
        {
            Add(path + ".subnet",
                "IpConfigurationsOnSameNicCannotUseDifferentSubnets",
                "R1",
                "all configurations of an interface must be in one subnet");
        }
        m_subnet = m_subnet.value_or(place);
        const Family family = FamilyOf(configuration.privateIPAddressVersion);
        if (!m_context.subnetSpaces[place.vnet][place.subnet].Has(family))
        {
            Add(path + ".subnet",
                "",
                "A2",
                "the subnet " + configuration.subnet + " has no " + Named(family) + " prefix");
        }
        if (vnet.subnets[place.subnet].name == "GatewaySubnet")
        {
            Add(path + ".subnet", "", "A6", "GatewaySubnet is for gateways only");
        }
        if (family == Family::V4)
        {
            ++m_users4[place];
        }
    }

    void CheckAddress(const IpConfiguration& configuration,
                      const SubnetPlace& place,
                      const std::string& path)
    {
        const std::string& text = configuration.privateIPAddress;
        if (text.empty())
        {
            return;
        }
        const auto address = IpAddress::Parse(text);
        if (!address || address->GetFamily() != FamilyOf(configuration.privateIPAddressVersion))
        {
            Add(path + ".privateIPAddress",
                "",
                "A2",
                "\"" + text + "\" is not an " + configuration.privateIPAddressVersion + " address");
            return;
        }
        const Claim* around = m_context.subnetSpaces[place.vnet][place.subnet].Containing(*address);
        if (!around)
        {
            Add(path + ".privateIPAddress",
                "PrivateIPAddressNotInSubnet",
                "A5",
                text + " is not in subnet " + configuration.subnet);
            return;
        }
        if (IsReserved(*address, around->prefix))
        {
            Add(path + ".privateIPAddress",
                "PrivateIPAddressInReservedRange",
                "A3",
                text + " is reserved by Azure in " + around->prefix.ToString() +
                    "; the first usable address is " +
                    around->prefix.GetAddress().Plus(FIRST_USABLE).ToString());
        }
        const auto [first, fresh] =
            m_statics.emplace(std::make_pair(place.vnet, *address), m_subject);
        if (!fresh)
        {
            Add(path + ".privateIPAddress",
                "PrivateIPAddressIsAllocated",
                "",
                text + " already belongs to " + first->second);
        }
    }

    static bool IsReserved(const IpAddress& address, const Prefix& prefix)
    {
        return address < prefix.GetAddress().Plus(FIRST_USABLE) || address == prefix.Last();
    }

    void CheckPublic(const IpConfiguration& configuration, const std::string& path)
    {
        const std::string& name = configuration.publicIPAddress;
        if (name.empty())
        {
            return;
        }
        const auto place = m_context.publicIps.Find(name);
        if (!place)
        {
            Add(path + ".publicIPAddress",
                "InvalidResourceReference",
                "",
                "there is no public IP address \"" + name + "\"");
            return;
        }
        const auto& version = m_topology.publicIPAddresses[*place].publicIPAddressVersion;
        if (version != configuration.privateIPAddressVersion)
        {
            Add(path + ".publicIPAddress",
                "",
                "A8",
                name + " is " + version + ", but the configuration is " +
                    configuration.privateIPAddressVersion);
        }
        const auto [first, fresh] = m_publicUsers.emplace(name, m_subject);
        if (!fresh)
        {
            Add(path + ".publicIPAddress",
                "PublicIPAddressInUse",
                "",
                name + " is already used by " + first->second);
        }
    }

    void CheckCapacity(const SubnetPlace& place, uint64_t users)
    {
        const Subnet& subnet = m_topology.virtualNetworks[place.vnet].subnets[place.subnet];
        for (const Claim& claim : ParsedClaims(subnet.addressPrefixes))
        {
            const uint8_t length = claim.prefix.GetLength();
            if (claim.prefix.GetFamily() != Family::V4 || length > 29)
            {
                continue;
            }
            const uint64_t room = (uint64_t{1} << (32 - length)) - RESERVED4;
            if (users > room)
            {
                m_subject = m_topology.virtualNetworks[place.vnet].name + "/" + subnet.name;
                Add(Item(Item("virtualNetworks", place.vnet) + ".subnets", place.subnet),
                    "SubnetIsFull",
                    "A3",
                    std::to_string(users) + " IPv4 configurations, but " + claim.prefix.ToString() +
                        " has room for " + std::to_string(room));
            }
        }
    }

    ValidationContext& m_context;
    const Topology& m_topology;
    std::string m_subject;
    std::optional<SubnetPlace> m_subnet; //!< of the interface being checked
    std::map<SubnetPlace, uint64_t> m_users4;
    std::map<std::pair<size_t, IpAddress>, std::string> m_statics;
    std::map<std::string, std::string> m_publicUsers;
};

/** Who uses which interface, by name. */
using NicUsers = std::map<std::string, std::string>;

/** Checks one reference to an interface and notes the networks that the interface is in. */
void
CheckAttachment(ValidationContext& context,
                const VirtualMachine& machine,
                const std::string& name,
                const std::string& path,
                NicUsers& users,
                std::set<size_t>& vnets)
{
    const auto nic = context.nics.Find(name);
    if (!nic)
    {
        context.Add({path,
                     machine.name,
                     "InvalidResourceReference",
                     "",
                     "there is no network interface \"" + name + "\""});
        return;
    }
    const auto [first, fresh] = users.emplace(name, machine.name);
    if (!fresh)
    {
        context.Add(
            {path, machine.name, "NicInUse", "", name + " is already used by " + first->second});
    }
    for (const auto& configuration : context.topology.networkInterfaces[*nic].ipConfigurations)
    {
        if (const auto place = context.FindSubnet(configuration.subnet))
        {
            vnets.insert(place->vnet);
        }
    }
}

} // namespace

void
ValidateNics(ValidationContext& context)
{
    NicChecker(context).Check();
}

void
ValidateMachines(ValidationContext& context)
{
    NicUsers users;
    const auto& machines = context.topology.virtualMachines;
    for (size_t i = 0; i < machines.size(); ++i)
    {
        const std::string path = Item("virtualMachines", i) + ".networkInterfaces";
        std::set<size_t> vnets;
        for (size_t j = 0; j < machines[i].networkInterfaces.size(); ++j)
        {
            const std::string& name = machines[i].networkInterfaces[j];
            CheckAttachment(context, machines[i], name, Item(path, j), users, vnets);
        }
        if (vnets.size() > 1)
        {
            context.Add({path,
                         machines[i].name,
                         "SubnetsNotInSameVnet",
                         "",
                         "all interfaces of a machine must be in one virtual network"});
        }
    }
}

} // namespace ns3::v6lab
