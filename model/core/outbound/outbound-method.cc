// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/outbound/outbound-method.h"

namespace ns3::v6lab::azure
{

const char*
ToWord(OutboundMethod method)
{
    switch (method)
    {
    case OutboundMethod::NatGateway:
        return "nat-gateway";
    case OutboundMethod::InstancePublicAddress:
        return "public-address";
    case OutboundMethod::OutboundRule:
        return "outbound-rule";
    case OutboundMethod::DefaultAccess:
        return "default-outbound";
    default:
        return "none";
    }
}

OutboundMethod
ChooseOutbound(Family family, const OutboundChoices& choices)
{
    if (choices.natGateway)
    {
        return OutboundMethod::NatGateway;
    }
    if (choices.publicAddress)
    {
        return OutboundMethod::InstancePublicAddress;
    }
    if (choices.outboundRule)
    {
        return OutboundMethod::OutboundRule;
    }
    return family == Family::V4 && !choices.privateSubnet && !choices.internalPool
               ? OutboundMethod::DefaultAccess
               : OutboundMethod::None;
}

bool
DefaultsToPrivateSubnet(const std::string& apiVersion)
{
    constexpr size_t DATE = 10; // "-preview" may follow
    return apiVersion.substr(0, DATE) > "2026-03-31";
}

} // namespace ns3::v6lab::azure
