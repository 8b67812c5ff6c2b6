// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/name-lookup.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(NameLookup);

TypeId
NameLookup::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::NameLookup").SetParent<Object>().SetGroupName("V6lab");
    return tid;
}

namespace
{

LookupFailure
WhyNotFound(const LookupResult& result)
{
    if (result.rcode == "NXDOMAIN")
    {
        return {Reason::NameNotFound, "name not found"};
    }
    if (result.kind != LookupResult::Kind::Failure)
    {
        return {Reason::NoAddressOfFamily, "name has no address of this family"};
    }
    if (!result.asked)
    {
        return {Reason::NoResolver, "there is no resolver to ask"};
    }
    return result.rcode.empty()
               ? LookupFailure{Reason::NameLookupTimeout, "name lookup timed out"}
               : LookupFailure{Reason::NameLookupFailed, "name lookup failed: " + result.rcode};
}

/** How much a failure says of the name. */
int
Weight(Reason reason)
{
    switch (reason)
    {
    case Reason::NameNotFound:
        return 3;
    case Reason::NameLookupFailed:
        return 2;
    case Reason::NameLookupTimeout:
    case Reason::NoResolver:
        return 1;
    default:
        return 0;
    }
}

} // namespace

LookupFailure
WhyNotFound(const std::vector<LookupResult>& results)
{
    LookupFailure why{Reason::NoAddressOfFamily, "name has no address of this family"};
    for (const LookupResult& result : results)
    {
        const LookupFailure other = WhyNotFound(result);
        why = Weight(other.reason) > Weight(why.reason) ? other : why;
    }
    return why;
}

} // namespace ns3::v6lab
