// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/arm.h"

using namespace ns3::v6lab;
using test::Fails;
using test::Gives;
using test::Row;

namespace
{

const std::string CIDR = "ARM template reference: CIDR functions";
const std::string DATE = "ARM template reference: date functions";
const std::string SCOPE = "ARM template reference: scope and deployment functions";
const std::string RESOURCE = "ARM template reference: resource functions";
const std::string GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/";

const std::vector<Row> ROWS{
    Gives("[parseCidr('10.144.0.0/20')]",
          R"({"network":"10.144.0.0","netmask":"255.255.240.0","broadcast":"10.144.15.255",)"
          R"("firstUsable":"10.144.0.1","lastUsable":"10.144.15.254","cidr":20})",
          CIDR),
    Gives(
        "[parseCidr('fdad:3236:5555::/48')]",
        R"({"network":"fdad:3236:5555::","netmask":"ffff:ffff:ffff::",)"
        R"("firstUsable":"fdad:3236:5555::","lastUsable":"fdad:3236:5555:ffff:ffff:ffff:ffff:ffff","cidr":48})",
        CIDR),
    Gives("[map(range(0, 5), lambda('i', cidrSubnet('10.144.0.0/20', 24, lambdaVariables('i'))))]",
          R"(["10.144.0.0/24","10.144.1.0/24","10.144.2.0/24","10.144.3.0/24","10.144.4.0/24"])",
          CIDR),
    Gives("[map(range(0, 5), lambda('i', cidrSubnet('fdad:3236:5555::/48', 52, "
          "lambdaVariables('i'))))]",
          R"(["fdad:3236:5555::/52","fdad:3236:5555:1000::/52","fdad:3236:5555:2000::/52",)"
          R"("fdad:3236:5555:3000::/52","fdad:3236:5555:4000::/52"])",
          CIDR),
    Gives("[map(range(0, 3), lambda('i', cidrHost('10.144.3.0/24', lambdaVariables('i'))))]",
          R"(["10.144.3.1","10.144.3.2","10.144.3.3"])",
          CIDR),
    Gives("[map(range(0, 2), lambda('i', cidrHost('fdad:3236:5555:3000::/52', "
          "lambdaVariables('i'))))]",
          R"(["fdad:3236:5555:3000::1","fdad:3236:5555:3000::2"])",
          CIDR),
    Gives("[cidrSubnet('10.0.0.0/16', 16, 0)]", R"("10.0.0.0/16")", CIDR),
    Gives("[cidrSubnet('10.0.0.0/16', 24, 255)]", R"("10.0.255.0/24")", CIDR),
    Fails("[cidrSubnet('10.0.0.0/16', 24, 256)]", "no subnet 256", CIDR),
    Fails("[cidrSubnet('10.0.0.0/16', 8, 0)]", "must be 16 to 32", CIDR),
    Fails("[cidrHost('10.0.0.0/30', 3)]", "no host 3", CIDR),
    Fails("[cidrSubnet('10.0.0.0/33', 24, 0)]", "not an address range", CIDR),
    Fails("[parseCidr('banana')]", "not an address range", CIDR),
    Gives("[dateTimeAdd('2020-04-07 14:53:14Z', 'P3Y')]", R"("2023-04-07 14:53:14Z")", DATE),
    Gives("[dateTimeAdd('2020-04-07 14:53:14Z', '-P9D')]", R"("2020-03-29 14:53:14Z")", DATE),
    Gives("[dateTimeAdd('2020-04-07T14:53:14Z', 'PT1H')]", R"("2020-04-07T15:53:14Z")", DATE),
    Gives("[dateTimeAdd('2024-01-31T00:00:00Z', 'P1M', 'yyyy-MM-dd')]", R"("2024-02-29")", DATE),
    Gives("[dateTimeAdd('20200101T000000Z', '-PT1S')]", R"("20191231T235959Z")", DATE),
    Gives("[dateTimeAdd('2020-01-01T00:00:00.5+01:00', 'P1Y2M1W3DT1H2M3S')]",
          R"("2021-03-11T00:02:03Z")",
          DATE),
    Fails("[dateTimeAdd('2020-01-01T00:00:00Z', 'PT1D')]", "not an ISO 8601 duration", DATE),
    Fails("[dateTimeAdd('2020-01-01T00:00:00Z', '1D')]", "not an ISO 8601 duration", DATE),
    Gives("[dateTimeFromEpoch(1683040573)]", R"("2023-05-02T15:16:13Z")", DATE),
    Gives("[dateTimeToEpoch('2023-05-02T15:16:13Z')]", "1683040573", DATE),
    Gives("[dateTimeToEpoch('1970-01-01T02:00:00+02:00')]", "0", DATE),
    Gives("[parameters('now')]", R"("2026-01-01 00:00:00Z")", DATE),
    Fails("[utcNow()]", "only be called in the default of a parameter", DATE),
    Fails("[dateTimeAdd('yesterday', 'P1D')]", "not an ISO 8601 time", DATE),
    Fails("[dateTimeAdd('2020-02-30T00:00:00Z', 'P1D')]", "no day and time", DATE),
    Fails("[dateTimeAdd('2020-01-01T00:00:00Z', 'P999999Y')]", "outside the years", DATE),
    Fails("[dateTimeFromEpoch(9223372036854775807)]", "outside the years", DATE),
    Gives("[resourceGroup().location]", R"("westeurope")", SCOPE),
    Gives("[resourceGroup().name]", R"("v6lab-rg")", SCOPE),
    Gives("[resourceGroup().id]", "\"" + GROUP + "v6lab-rg\"", SCOPE),
    Gives("[subscription().subscriptionId]", R"("00000000-0000-0000-0000-000000000000")", SCOPE),
    Gives("[subscription().id]", R"("/subscriptions/00000000-0000-0000-0000-000000000000")", SCOPE),
    Gives("[deployment().name]", R"("azuredeploy")", SCOPE),
    Gives("[deployment().properties.template.contentVersion]", R"("1.0.0.0")", SCOPE),
    Gives("[environment().suffixes.storage]", R"("core.windows.net")", SCOPE),
    Gives("[equals(tenant().tenantId, subscription().tenantId)]", "true", SCOPE),
    Gives("[managementGroup().type]", R"("Microsoft.Management/managementGroups")", SCOPE),
    Gives("[resourceId('Microsoft.Network/virtualNetworks', 'v')]",
          "\"" + GROUP + "v6lab-rg/providers/Microsoft.Network/virtualNetworks/v\"",
          RESOURCE),
    Gives("[resourceId('Microsoft.Network/virtualNetworks/subnets/', 'v', 's')]",
          "\"" + GROUP + "v6lab-rg/providers/Microsoft.Network/virtualNetworks/v/subnets/s\"",
          RESOURCE),
    Gives("[resourceId('other', 'Microsoft.Network/virtualNetworks', 'v')]",
          "\"" + GROUP + "other/providers/Microsoft.Network/virtualNetworks/v\"",
          RESOURCE),
    Gives(
        "[resourceId('11111111-1111-1111-1111-111111111111', 'other', "
        "'Microsoft.Network/virtualNetworks', 'v')]",
        R"("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/other/providers/Microsoft.Network/virtualNetworks/v")",
        RESOURCE),
    Fails("[resourceId('Microsoft.Network/virtualNetworks/subnets', 'v')]",
          "needs 2 names, but has 1",
          RESOURCE),
    Fails("[resourceId('v', 's')]", "none of the first arguments is a resource type", RESOURCE),
    Gives(
        "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'x')]",
        R"("/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/x")",
        RESOURCE),
    Gives("[tenantResourceId('Microsoft.Authorization/roleDefinitions', 'x')]",
          R"("/providers/Microsoft.Authorization/roleDefinitions/x")",
          RESOURCE),
    Gives("[extensionResourceId('/a/b', 'Microsoft.Authorization/locks', 'x')]",
          R"("/a/b/providers/Microsoft.Authorization/locks/x")",
          RESOURCE),
    Gives(
        "[managementGroupResourceId('Microsoft.Authorization/policyDefinitions', 'x')]",
        R"("/providers/Microsoft.Management/managementGroups/v6lab-mg/providers/Microsoft.Authorization/policyDefinitions/x")",
        RESOURCE),
    Gives("[pickZones('Microsoft.Compute', 'virtualMachines', 'westus2', 2, 1)]",
          R"(["2","3"])",
          RESOURCE),
    Fails("[listKeys('x', '2020-01-01').keys[0].value]", "run-time value", RESOURCE),
    Fails("[listAccountSas('x', '2020-01-01')]", "run-time value", RESOURCE),
};

V6LAB_SUITE("v6lab-arm-functions-azure", ROWS);

} // namespace
