// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/gateway-sku.h"

#include <algorithm>

namespace ns3::v6lab::azure
{

namespace
{

constexpr uint64_t MEGA = 1'000'000;

/** Figures of one generation; 0 where there is no such SKU. */
struct Figures
{
    const char* sku;
    uint64_t aggregate1;
    uint64_t tunnel1;
    uint32_t packets1;
    uint64_t aggregate2;
    uint64_t tunnel2;
    uint32_t packets2;
};

/** G1; the figures of Basic and of the legacy SKUs behind it are common knowledge [K]. */
constexpr Figures VPN[] = {
    {"Basic", 100, 100, 0, 0, 0, 0},
    {"Standard", 100, 100, 0, 0, 0, 0},
    {"HighPerformance", 200, 200, 0, 0, 0, 0},
    {"VpnGw1", 650, 650, 62'000, 0, 0, 0},
    {"VpnGw2", 1000, 1000, 0, 1250, 1250, 0},
    {"VpnGw3", 1250, 1250, 0, 2500, 1500, 0},
    {"VpnGw4", 0, 0, 0, 5000, 2300, 220'000},
    {"VpnGw5", 0, 0, 0, 10'000, 2300, 220'000},
};

struct ExpressRouteFigures
{
    const char* sku;
    ExpressRouteGatewaySku figures;
};

/** G2; ErGwScale is one scale unit. */
constexpr ExpressRouteFigures EXPRESS_ROUTE[] = {
    {"Standard", {1000 * MEGA, 100'000, false}},
    {"ErGw1AZ", {1000 * MEGA, 100'000, false}},
    {"HighPerformance", {2000 * MEGA, 200'000, false}},
    {"ErGw2AZ", {2000 * MEGA, 200'000, false}},
    {"UltraPerformance", {10'000 * MEGA, 1'000'000, true}},
    {"ErGw3AZ", {10'000 * MEGA, 1'000'000, true}},
    {"ErGwScale", {1000 * MEGA, 0, false}},
};

} // namespace

std::optional<VpnGatewaySku>
FindVpnSku(const std::string& sku, const std::string& generation)
{
    const bool zones = sku.size() > 2 && sku.compare(sku.size() - 2, 2, "AZ") == 0;
    const std::string base = zones ? sku.substr(0, sku.size() - 2) : sku;
    for (const auto& row : VPN)
    {
        const bool numbered = base.rfind("VpnGw", 0) == 0;
        if (base != row.sku || (zones && !numbered))
        {
            continue;
        }
        const bool second =
            generation == "Generation2" || (generation != "Generation1" && row.aggregate1 == 0);
        const uint64_t aggregate = second ? row.aggregate2 : row.aggregate1;
        if (aggregate == 0)
        {
            return std::nullopt;
        }
        return VpnGatewaySku{aggregate * MEGA,
                             (second ? row.tunnel2 : row.tunnel1) * MEGA,
                             second ? row.packets2 : row.packets1,
                             zones,
                             base != "Basic"};
    }
    return std::nullopt;
}

std::optional<ExpressRouteGatewaySku>
FindExpressRouteSku(const std::string& sku)
{
    for (const auto& row : EXPRESS_ROUTE)
    {
        if (sku == row.sku)
        {
            return row.figures;
        }
    }
    return std::nullopt;
}

const std::vector<std::string>&
VpnSkuWords()
{
    static const std::vector<std::string> WORDS{"Basic",
                                                "Standard",
                                                "HighPerformance",
                                                "VpnGw1",
                                                "VpnGw2",
                                                "VpnGw3",
                                                "VpnGw4",
                                                "VpnGw5",
                                                "VpnGw1AZ",
                                                "VpnGw2AZ",
                                                "VpnGw3AZ",
                                                "VpnGw4AZ",
                                                "VpnGw5AZ"};
    return WORDS;
}

const std::vector<std::string>&
ExpressRouteSkuWords()
{
    static const std::vector<std::string> WORDS = [] {
        std::vector<std::string> words;
        std::transform(std::begin(EXPRESS_ROUTE),
                       std::end(EXPRESS_ROUTE),
                       std::back_inserter(words),
                       [](const ExpressRouteFigures& row) { return row.sku; });
        return words;
    }();
    return WORDS;
}

} // namespace ns3::v6lab::azure
