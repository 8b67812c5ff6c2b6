// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_DIAGNOSIS_H
#define V6LAB_AZURE_DIAGNOSIS_H

#include "model/core/azure/effective-routes.h"
#include "model/core/azure/security-gate.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab::azure
{

/** What Network Watcher's next hop says. */
struct NextHopAnswer
{
    std::string nextHopType; //!< Network Watcher's word, which is not that of route tables
    std::optional<IpAddress> nextHopIpAddress{};
    Index routeTable{NOTHING};  //!< NOTHING: "System Route"
    Prefix prefix{};            //!< of the route
    bool found{false};          //!< false: no route; nextHopType is None
    Reason issue{Reason::None}; //!< why nothing gets to that next hop (R14), if it is known
};

/** By the route of the subnet for that destination: the longest Active one. */
NextHopAnswer NextHop(const Estate& estate, Index subnet, const IpAddress& destination);

/** The same by other routes than the estate's, such as those that gateways knew at some time. */
NextHopAnswer NextHop(const Estate& estate,
                      Index subnet,
                      const std::vector<EffectiveRoute>& routes,
                      const IpAddress& destination);

/** What Network Watcher's IP flow verify says. */
struct IpFlowAnswer
{
    SecurityVerdict verdict{};
    std::string ruleName; //!< "securityRules/web"; empty if no rule was asked
    std::string group;    //!< of that rule
};

/**
 * Asks the rules of an interface about the first packet of a flow. `fromInternet` is for packets
 * that come in by a public address.
 */
IpFlowAnswer VerifyIpFlow(const Estate& estate,
                          Index nic,
                          RuleDirection direction,
                          const PacketTuple& packet,
                          bool fromInternet);

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_DIAGNOSIS_H
