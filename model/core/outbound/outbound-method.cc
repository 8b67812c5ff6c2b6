// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/outbound/outbound-method.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <stdexcept>

namespace ns3::v6lab::azure
{

namespace
{

constexpr std::array ALL{OutboundMethod::NatGateway,
                         OutboundMethod::InstancePublicAddress,
                         OutboundMethod::OutboundRule,
                         OutboundMethod::DefaultAccess};

} // namespace

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
ChooseOutbound(Family family,
               const OutboundChoices& choices,
               const std::vector<OutboundMethod>& order)
{
    const auto has = [&](OutboundMethod method) {
        switch (method)
        {
        case OutboundMethod::NatGateway:
            return choices.natGateway;
        case OutboundMethod::InstancePublicAddress:
            return choices.publicAddress;
        case OutboundMethod::OutboundRule:
            return choices.outboundRule;
        case OutboundMethod::DefaultAccess:
            return family == Family::V4 && !choices.privateSubnet && !choices.internalPool;
        default:
            return false;
        }
    };
    const auto first = std::find_if(order.begin(), order.end(), has);
    return first == order.end() ? OutboundMethod::None : *first;
}

std::vector<OutboundMethod>
ParseOutboundOrder(const std::string& words)
{
    std::istringstream stream(words);
    std::vector<OutboundMethod> order;
    for (std::string word; stream >> word;)
    {
        const auto method = std::find_if(ALL.begin(), ALL.end(), [&](OutboundMethod known) {
            return word == ToWord(known);
        });
        if (method == ALL.end() || std::count(order.begin(), order.end(), *method) != 0)
        {
            throw std::invalid_argument(
                "OutboundOrder: \"" + word +
                "\" is not one of nat-gateway, public-address, outbound-rule and "
                "default-outbound, or is there twice");
        }
        order.push_back(*method);
    }
    return order;
}

bool
DefaultsToPrivateSubnet(const std::string& apiVersion)
{
    constexpr size_t DATE = 10; // "-preview" may follow
    return apiVersion.substr(0, DATE) > "2026-03-31";
}

} // namespace ns3::v6lab::azure
