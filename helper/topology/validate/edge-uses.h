// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VALIDATE_EDGE_USES_H
#define V6LAB_VALIDATE_EDGE_USES_H

#include "helper/topology/validate/context.h"

#include <map>
#include <string>

namespace ns3::v6lab
{

/** Who uses which address, of interfaces, load balancers and NAT gateways. */
class EdgeUses
{
  public:
    /** Knows what interfaces use. */
    explicit EdgeUses(ValidationContext& context);

    /** A reference to a public IP address. */
    struct Reference
    {
        std::string name;
        std::string path;
        std::string user;
        std::string sku; //!< that the user has, and the address must have
    };

    /** Adds what is wrong with it; `version` empty: any, `skuWord`: Azure's for another SKU. */
    void UsePublic(const Reference& reference,
                   const std::string& version,
                   const std::string& skuWord);
    /** Who has that address already; empty: it is the user's now. */
    std::string UsePrivate(size_t vnet, const IpAddress& address, const std::string& user);

  private:
    ValidationContext& m_context;
    std::map<std::pair<size_t, IpAddress>, std::string> m_statics;
    std::map<std::string, std::string> m_publics;
};

void ValidateNatGateways(ValidationContext& context, EdgeUses& uses);
/** What only planned settings show: the cores know their own faults. Needs a valid topology. */
void ValidateBalancerPlan(ValidationContext& context);

} // namespace ns3::v6lab

#endif // V6LAB_VALIDATE_EDGE_USES_H
