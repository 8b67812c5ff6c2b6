// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VALIDATE_CONTEXT_H
#define V6LAB_VALIDATE_CONTEXT_H

#include "helper/topology/interface-address.h"
#include "helper/topology/validate.h"
#include "helper/topology/validate/prefix-set.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

/** What the parts of Validate() share: lookups by name, parsed prefixes, the list of faults. */
namespace ns3::v6lab
{

/** Places of the entries of one list by name; of equal names the first counts. */
class NameIndex
{
  public:
    template <class T>
    explicit NameIndex(const std::vector<T>& list)
    {
        for (size_t i = 0; i < list.size(); ++i)
        {
            m_places.emplace(list[i].name, i);
        }
    }

    std::optional<size_t> Find(const std::string& name) const
    {
        const auto found = m_places.find(name);
        return found == m_places.end() ? std::nullopt : std::optional<size_t>(found->second);
    }

  private:
    std::unordered_map<std::string, size_t> m_places;
};

/** Where a subnet is: topology.virtualNetworks[vnet].subnets[subnet]. */
struct SubnetPlace
{
    size_t vnet{0};
    size_t subnet{0};

    friend bool operator<(const SubnetPlace& a, const SubnetPlace& b)
    {
        return a.vnet != b.vnet ? a.vnet < b.vnet : a.subnet < b.subnet;
    }

    friend bool operator!=(const SubnetPlace& a, const SubnetPlace& b)
    {
        return a < b || b < a;
    }
};

class ValidationContext
{
  public:
    explicit ValidationContext(const Topology& value);

    void Add(Fault fault)
    {
        faults.push_back(std::move(fault));
    }

    /** The subnet that "virtual network/subnet" names. */
    std::optional<SubnetPlace> FindSubnet(const std::string& reference) const;
    /** A virtual machine, a node, a gateway, a firewall or a Bastion. */
    bool HasNode(const std::string& name) const;

    const Topology& topology;
    NameIndex vnets;
    NameIndex routeTables;
    NameIndex publicIps;
    NameIndex nics;
    NameIndex machines;
    NameIndex nodes;
    NameIndex links;
    NameIndex workloads;
    NameIndex bastions;
    std::vector<PrefixSet> spaces; //!< of each virtual network; owner: the prefix
    std::vector<std::vector<PrefixSet>> subnetSpaces; //!< of each subnet; owner: the prefix
    std::vector<Fault> faults;

  private:
    std::vector<NameIndex> m_subnets; //!< of each virtual network
};

/** "list[3]" */
std::string Item(const std::string& list, size_t place);
/** The texts that are prefixes; owner: the place in the list. */
std::vector<Claim> ParsedClaims(const std::vector<std::string>& prefixes);
/** A fault of the form of a prefix, or nothing; the caller fills path and subject. */
std::optional<Fault> PrefixFormFault(const std::string& text);
/** "IPv4" or "IPv6". */
const char* Named(Family family);
/** The family that Azure's word "IPv4" or "IPv6" means; IPv4 for other words. */
Family FamilyOf(const std::string& version);

/** A public IPv6 address without an address of its own: it is that of the configuration (R20). */
struct DerivedAddress
{
    IpAddress address;
    std::string nic;
    std::string path; //!< of the configuration's reference to it
};

/** Those of all NICs, with what dynamic assignment will give them (A3). */
std::vector<DerivedAddress> DerivedAddresses(const ValidationContext& context);

void ValidateDeclared(ValidationContext& context);
void ValidateNames(ValidationContext& context);
void ValidateAddressing(ValidationContext& context);
void ValidatePeering(ValidationContext& context);
void ValidateRoutes(ValidationContext& context);
void ValidatePublicAddresses(ValidationContext& context);
void ValidateNics(ValidationContext& context);
void ValidateBalancers(ValidationContext& context);
void ValidateMachines(ValidationContext& context);
void ValidateOutside(ValidationContext& context);
void ValidateAdvertisements(ValidationContext& context);
void ValidateDhcp(ValidationContext& context);
void ValidateLeases(ValidationContext& context);
void ValidateIslands(ValidationContext& context);
void ValidateOpenWrt(ValidationContext& context);
void ValidateVpns(ValidationContext& context);
void ValidateLearnedNat64(ValidationContext& context);
void ValidateFigures(ValidationContext& context);
void ValidateWorkloads(ValidationContext& context);
void ValidateChecks(ValidationContext& context);
void ValidateTranslators(ValidationContext& context);
void ValidateDns(ValidationContext& context);
void ValidateSecurity(ValidationContext& context);
void ValidateGateways(ValidationContext& context);
void ValidateGatewayConflicts(ValidationContext& context);
void ValidateGatewayValues(ValidationContext& context);
void ValidateCircuits(ValidationContext& context);
void ValidateFirewalls(ValidationContext& context);
void ValidateGuestFirewalls(ValidationContext& context);
void ValidateManagers(ValidationContext& context);
void ValidateEndpoints(ValidationContext& context);
void ValidateBastions(ValidationContext& context);
void ValidateFlowLogs(ValidationContext& context);
void ValidateRelays(ValidationContext& context);
void ValidateBgp(ValidationContext& context);
void ValidateOutages(ValidationContext& context);

} // namespace ns3::v6lab

#endif // V6LAB_VALIDATE_CONTEXT_H
