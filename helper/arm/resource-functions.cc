// SPDX-License-Identifier: GPL-2.0-only
// Azure's reference: "Resource functions for ARM templates".
#include "helper/arm/expression-error.h"
#include "helper/arm/functions.h"
#include "helper/arm/resource-id.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

Placement
Where(const Call& call)
{
    if (!call.frame.scope)
    {
        throw ExpressionError("there is no deployment here");
    }
    return call.frame.scope->GetPlacement();
}

std::vector<std::string>
Texts(const Call& call, size_t from)
{
    std::vector<std::string> texts;
    for (size_t i = from; i < call.Count(); ++i)
    {
        texts.push_back(call.Text(i));
    }
    return texts;
}

/** The first argument with a slash: neither a subscription nor a group can have one. */
size_t
TypeAt(const Call& call, size_t most)
{
    for (size_t i = 0; i < call.Count() && i <= most; ++i)
    {
        if (call.Text(i).find('/') != std::string::npos)
        {
            return i;
        }
    }
    throw ExpressionError("none of the first arguments is a resource type");
}

/** resourceId([subscriptionId], [resourceGroupName], resourceType, name...) */
Value
ResourceIdOf(const Call& call)
{
    Placement placement = Where(call);
    const size_t type = TypeAt(call, 2);
    if (type >= 1)
    {
        const bool inSubscription = placement.level == Placement::SUBSCRIPTION && type == 1;
        (inSubscription ? placement.subscriptionId : placement.resourceGroup) = call.Text(type - 1);
        placement.level = inSubscription ? Placement::SUBSCRIPTION : Placement::RESOURCE_GROUP;
    }
    if (type == 2)
    {
        placement.subscriptionId = call.Text(0);
    }
    return ResourceId(placement, call.Text(type), Texts(call, type + 1));
}

Value
SubscriptionResourceId(const Call& call)
{
    Placement placement = Where(call);
    const size_t type = TypeAt(call, 1);
    placement.level = Placement::SUBSCRIPTION;
    placement.subscriptionId = type == 1 ? call.Text(0) : placement.subscriptionId;
    return ResourceId(placement, call.Text(type), Texts(call, type + 1));
}

Value
TenantResourceId(const Call& call)
{
    return "/providers/" + ProviderPath(call.Text(0), Texts(call, 1));
}

Value
ManagementGroupResourceId(const Call& call)
{
    const size_t type = TypeAt(call, 1);
    const std::string group = type == 1 ? call.Text(0) : "v6lab-mg";
    return "/providers/Microsoft.Management/managementGroups/" + group + "/providers/" +
           ProviderPath(call.Text(type), Texts(call, type + 1));
}

Value
ExtensionResourceId(const Call& call)
{
    return call.Text(0) + "/providers/" + ProviderPath(call.Text(1), Texts(call, 2));
}

Value
Reference(const Call& call)
{
    const bool full = call.Count() > 2 && SameWord(call.Text(2), "full");
    return call.evaluator.GetResources().Refer(call.Text(0), full, call.frame);
}

Value
References(const Call& call)
{
    const bool full = call.Count() > 1 && SameWord(call.Text(call.Count() - 1), "full");
    return call.evaluator.GetResources().ReferAll(call.Text(0), full, call.frame);
}

Value
ResourceInfo(const Call& call)
{
    return call.evaluator.GetResources().Describe(call.Text(0), call.frame);
}

/** pickZones(namespace, type, location, [count], [offset]) */
Value
PickZones(const Call& call)
{
    call.evaluator.Assume("Every region has three availability zones.");
    const int64_t count = call.Integer(3, 1);
    const int64_t offset = call.Integer(4, 0);
    if (count < 0 || offset < 0 || offset > 3 || count > 3 - offset)
    {
        throw ExpressionError("the region has three zones");
    }
    Value zones = Value::array();
    for (int64_t i = 0; i < count; ++i)
    {
        zones.push_back(std::to_string(offset + i + 1));
    }
    return zones;
}

} // namespace

void
AddResourceFunctions(FunctionTable& table)
{
    table["resourceid"] = {ResourceIdOf, 2, ANY_NUMBER};
    table["subscriptionresourceid"] = {SubscriptionResourceId, 2, ANY_NUMBER};
    table["tenantresourceid"] = {TenantResourceId, 2, ANY_NUMBER};
    table["managementgroupresourceid"] = {ManagementGroupResourceId, 2, ANY_NUMBER};
    table["extensionresourceid"] = {ExtensionResourceId, 3, ANY_NUMBER};
    table["reference"] = {Reference, 1, 3};
    table["references"] = {References, 1, 3};
    table["resourceinfo"] = {ResourceInfo, 1, 1};
    table["pickzones"] = {PickZones, 3, 5};
}

} // namespace ns3::v6lab::arm
