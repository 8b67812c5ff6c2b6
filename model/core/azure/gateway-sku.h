// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_GATEWAY_SKU_H
#define V6LAB_AZURE_GATEWAY_SKU_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab::azure
{

/** What a SKU of a VPN gateway carries (G1); rates in bits a second. */
struct VpnGatewaySku
{
    uint64_t aggregate{0};     //!< of each instance
    uint64_t tunnel{0};        //!< of a tunnel with GCMAES256
    uint32_t tunnelPackets{0}; //!< a second; 0: not documented
    bool ipv6{false};          //!< may carry IPv6 inside (D1)
    bool bgp{true};
};

/** What a SKU of an ExpressRoute gateway carries (G2). */
struct ExpressRouteGatewaySku
{
    uint64_t rate{0};
    uint32_t packets{0};
    bool fastPath{false};
};

/** Nothing for other words. `generation` is Azure's word; "" and "None" leave it to the SKU. */
std::optional<VpnGatewaySku> FindVpnSku(const std::string& sku, const std::string& generation);
std::optional<ExpressRouteGatewaySku> FindExpressRouteSku(const std::string& sku);
const std::vector<std::string>& VpnSkuWords();
const std::vector<std::string>& ExpressRouteSkuWords();

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_GATEWAY_SKU_H
