// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PEERING_CHECKER_H
#define V6LAB_PEERING_CHECKER_H

#include "helper/topology/validate/context.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3::v6lab
{

/** Both sides of all peerings, and what they open. */
class PeeringChecker
{
  public:
    explicit PeeringChecker(ValidationContext& context);

    void Check();

  private:
    /** One side of a peering by its places. */
    struct Half
    {
        size_t vnet;
        size_t peering;
        size_t remote;
    };

    /** How the virtual networks around one are tied to it. */
    struct Neighbour
    {
        bool own{false};    //!< the hub has its half
        bool theirs{false}; //!< the neighbour has its half
        size_t half{0};     //!< of the neighbour if it has one, otherwise of the hub
    };

    const VirtualNetworkPeering& Get(const Half& half) const;
    void Add(const Half& half, const char* word, const char* rule, const std::string& sentence);
    void CollectHalves(size_t place);
    void AddNeighbours(const Half& half);
    const Half* Other(const Half& half) const;
    void CheckState(const Half& half);
    void CheckRemoteGateways(size_t place);
    bool HasGateway(const std::string& vnet) const;
    void CheckGateways(const Half& half);

    // Which addresses a peering opens.
    /** What a peering opens of one of its two networks: all of it, or the subnets it names (P12).
     */
    std::vector<Claim> Offered(const Half& half, size_t place) const;
    void CheckNamedSubnets(const Half& half,
                           size_t place,
                           const std::vector<std::string>& names,
                           const char* field);
    /** P12: what single subnets may be named, and that both sides name the same ones. */
    void CheckSubnets(const Half& half);
    /** P6 for one pair, told at the first of its sides. */
    void CheckOverlap(const Half& half);
    /** P6a: networks around one hub against each other; halves in any state count. */
    void CheckSecondOrder(size_t hub);

    ValidationContext& m_context;
    const std::vector<VirtualNetwork>& m_vnets;
    std::vector<Half> m_halves;                           //!< those that are in order so far
    std::map<std::pair<size_t, size_t>, size_t> m_byPair; //!< from, to → half
    std::vector<std::map<size_t, Neighbour>> m_neighbours;
};

} // namespace ns3::v6lab

#endif // V6LAB_PEERING_CHECKER_H
