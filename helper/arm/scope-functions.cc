// SPDX-License-Identifier: GPL-2.0-only
// Azure's references: "Scope functions" and "Deployment functions for ARM templates".
#include "helper/arm/expression-error.h"
#include "helper/arm/functions.h"
#include "helper/arm/resource-id.h"

namespace ns3::v6lab::arm
{

namespace
{

constexpr const char* TENANT = "00000000-0000-0000-0000-000000000001";

const Placement&
Where(const Call& call)
{
    if (!call.frame.scope)
    {
        throw ExpressionError("there is no deployment here");
    }
    return call.frame.scope->GetPlacement();
}

Value
ResourceGroup(const Call& call)
{
    const Placement& placement = Where(call);
    if (placement.level != Placement::RESOURCE_GROUP)
    {
        throw ExpressionError("this deployment has no resource group");
    }
    call.evaluator.Assume("The resource group \"" + placement.resourceGroup + "\" is in " +
                          placement.location + ".");
    return {{"id", ScopeId(placement)},
            {"name", placement.resourceGroup},
            {"type", "Microsoft.Resources/resourceGroups"},
            {"location", placement.location},
            {"tags", Value::object()},
            {"properties", {{"provisioningState", "Succeeded"}}}};
}

Value
Subscription(const Call& call)
{
    const Placement& placement = Where(call);
    if (placement.level < Placement::SUBSCRIPTION)
    {
        throw ExpressionError("this deployment has no subscription");
    }
    return {{"id", "/subscriptions/" + placement.subscriptionId},
            {"subscriptionId", placement.subscriptionId},
            {"tenantId", TENANT},
            {"displayName", "v6lab"}};
}

Value
Tenant(const Call&)
{
    return {{"tenantId", TENANT}, {"displayName", "v6lab"}, {"countryCode", "NL"}};
}

Value
ManagementGroup(const Call&)
{
    return {{"id", "/providers/Microsoft.Management/managementGroups/v6lab-mg"},
            {"name", "v6lab-mg"},
            {"type", "Microsoft.Management/managementGroups"},
            {"properties", {{"displayName", "v6lab"}, {"tenantId", TENANT}}}};
}

Value
Deployment(const Call& call)
{
    const Placement& placement = Where(call);
    const Value* version = FindProperty(call.frame.scope->GetTemplate(), "contentVersion");
    return {{"name", placement.deployment},
            {"location", placement.location},
            {"properties",
             {{"template", {{"contentVersion", version ? *version : Value("1.0.0.0")}}},
              {"mode", "Incremental"},
              {"provisioningState", "Accepted"}}}};
}

/** Azure's public cloud. */
Value
Environment(const Call&)
{
    return {
        {"name", "AzureCloud"},
        {"gallery", "https://gallery.azure.com/"},
        {"graph", "https://graph.windows.net/"},
        {"portal", "https://portal.azure.com"},
        {"resourceManager", "https://management.azure.com/"},
        {"authentication",
         {{"loginEndpoint", "https://login.microsoftonline.com/"},
          {"audiences", {"https://management.core.windows.net/", "https://management.azure.com/"}},
          {"tenant", "common"},
          {"identityProvider", "AAD"}}},
        {"suffixes",
         {{"acrLoginServer", ".azurecr.io"},
          {"keyvaultDns", ".vault.azure.net"},
          {"sqlServerHostname", ".database.windows.net"},
          {"storage", "core.windows.net"}}}};
}

} // namespace

void
AddScopeFunctions(FunctionTable& table)
{
    table["resourcegroup"] = {ResourceGroup, 0, 0};
    table["subscription"] = {Subscription, 0, 0};
    table["tenant"] = {Tenant, 0, 0};
    table["managementgroup"] = {ManagementGroup, 0, 0};
    table["deployment"] = {Deployment, 0, 0};
    table["environment"] = {Environment, 0, 0};
}

} // namespace ns3::v6lab::arm
