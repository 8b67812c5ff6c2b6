// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/delivery-decision.h"

#include "model/core/special-addresses.h"

namespace ns3::v6lab::azure
{

Decision
Drop(Reason reason)
{
    Decision decision;
    decision.reason = reason;
    return decision;
}

Decision
ToNic(Index nic, Crossing crossing)
{
    Decision decision;
    decision.kind = Decision::Kind::ToNic;
    decision.target = nic;
    decision.crossing = crossing;
    return decision;
}

Reason
Unroutable(const IpAddress& address)
{
    switch (UseOf(address))
    {
    case AddressUse::Private:
        return Reason::InternetPrivateAddress;
    case AddressUse::Reserved:
        return Reason::InternetReservedAddress;
    case AddressUse::Platform:
        return Reason::AzurePlatformAddress;
    default:
        return Reason::None;
    }
}

const IpConfiguration*
FindConfiguration(const Nic& nic, const IpAddress& address)
{
    for (const auto& configuration : nic.ipConfigurations)
    {
        if (configuration.address == address)
        {
            return &configuration;
        }
    }
    return nullptr;
}

} // namespace ns3::v6lab::azure
