// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_IMPORT_STATE_H
#define V6LAB_ARM_IMPORT_STATE_H

#include "helper/arm/address-book.h"
#include "helper/arm/expansion.h"
#include "helper/arm/field.h"
#include "helper/topology/topology.h"

#include <map>
#include <set>
#include <string>
#include <vector>

/** From expanded resources to the Topology; each type of resource has its file. */
namespace ns3::v6lab::arm
{

/** A resource that is imported: its name in the topology and its content. */
struct Imported
{
    std::string name; //!< unique among its type: "group.name" if two groups have one
    Resource* resource{nullptr};
    const Value* body{nullptr};
};

class ImportState
{
  public:
    ImportState(Expansion& expansion, Evaluator& evaluator);

    /** The resources of a type, in the template's order; a repeated one where it was first. */
    std::vector<Imported> Find(const std::string& type) const;
    /** The name in the topology of the resource with that id and type, or nothing. */
    std::string NameOf(const std::string& id, const std::string& type) const;
    /** Resources of a child type whose parent has that id, e.g. subnets by their network. */
    std::vector<Imported> ChildrenOf(const std::string& parentId, const std::string& type) const;
    /** Those of all resources that are imported. */
    std::vector<NamedResource> GetNames() const;
    /** Child resources whose parent is not described here; they are left out. */
    void LeaveOrphans(const std::string& childType, const std::string& parentType);

    Field Read(const Imported& imported);
    void Leave(const Imported& imported, const std::string& what);
    void Assume(const std::string& sentence);
    /** A name that no machine has yet. */
    std::string FreshMachineName(const std::string& wanted) const;

    AddressBook& GetAddresses()
    {
        return m_addresses;
    }

    Topology topology;
    std::vector<std::string> faults;
    std::set<std::string> droppedSubnets; //!< "network/subnet", lower case, with no address range

  private:
    void Add(Resource& resource);
    void Qualify();
    void ListLeftOut(Expansion& expansion);

    Evaluator& m_evaluator;
    AddressBook& m_addresses;
    std::map<std::string, std::vector<Imported>> m_byType;        //!< lower-case type
    std::map<std::string, std::pair<std::string, size_t>> m_byId; //!< type and place in it
};

void ImportVirtualNetworks(ImportState& state);
void ImportSecurityGroups(ImportState& state);
void ImportRouteTables(ImportState& state);
void ImportPublicIpAddresses(ImportState& state);
void ImportNetworkInterfaces(ImportState& state);
void ImportVirtualMachines(ImportState& state);
/** After networks and public addresses. */
void ImportGateways(ImportState& state);
/** After network interfaces, some of which are instances by their address. */
void ImportLoadBalancers(ImportState& state);
void ImportBackendPools(ImportState& state, const Imported& imported, LoadBalancer& balancer);
/** Those of load balancers that are not in the template. */
void LeavePools(ImportState& state);
/** With the public IP prefixes. */
void ImportNatGateways(ImportState& state);
void ImportFirewalls(ImportState& state);
/** Private endpoints, Bastions, network managers and flow logs; call after the others. */
void ImportManagedResources(ImportState& state);
/** Security admin rules, for the networks of the groups that they apply to. */
void ImportAdminRules(ImportState& state);
/** A node on the internet that calls machines through each Bastion. */
void AddBastionUser(Topology& topology);
/** A node on the internet, if a load balancer has a service on a public frontend. */
void AddFrontendUser(Topology& topology);
/**
 * Gives machines to interfaces that have none, to the subnets of a design without any, and to the
 * subnets of load balancers that nobody could call.
 */
void AddProbes(ImportState& state);

/** Azure's spelling, whatever the template's letter case; unknown words stay for Validate(). */
std::string Canonical(const std::string& word, const std::vector<std::string>& words);

/** The network security group that a subnet or interface names; said to be left out if not here. */
std::string SecurityGroupOf(ImportState& state,
                            const Imported& owner,
                            const Field& properties,
                            const std::string& path);
/** Of a list of ids those that are here; the others are said to be left out, after `path`. */
std::vector<std::string> ApplicationSecurityGroupsOf(ImportState& state,
                                                     const Imported& owner,
                                                     const Field& list,
                                                     const std::string& path);

/** Service tags among a rule's addresses in Azure's spelling; unknown words stay for Validate(). */
std::vector<std::string> RuleAddresses(ImportState& state, std::vector<std::string> texts);

/** Pools or rules of load balancers by their ids, as "load balancer/name"; see above. */
std::vector<std::string> BalancerPartsOf(ImportState& state,
                                         const Imported& owner,
                                         const Field& list,
                                         const std::string& path);

/** The subnet an id names, as "network/subnet" in the topology's names; empty if not here. */
std::string SubnetOf(const ImportState& state, const Field& id);

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_IMPORT_STATE_H
