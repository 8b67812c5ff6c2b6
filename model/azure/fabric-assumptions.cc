// SPDX-License-Identifier: GPL-2.0-only
// Attributes for what is told of Azure, but not documented: the rules marked [K].
#include "model/azure/vnet-fabric.h"

#include "ns3/boolean.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <sstream>
#include <stdexcept>

namespace ns3::v6lab
{

using azure::Assumptions;

TypeId
VnetFabric::AddAssumptions(TypeId tid)
{
    const auto flag = [&tid](const char* name, const char* help, bool usual, const auto& accessor) {
        tid = tid.AddAttribute(name, help, BooleanValue(usual), accessor, MakeBooleanChecker());
    };
    flag("GatewayRoutesInVirtualNetworkTag",
         "Security rules: VirtualNetwork has the prefixes that gateways lead to (S3) [K].",
         true,
         MakeBooleanAccessor(&VnetFabric::Assume<bool, &Assumptions::gatewayRoutesInTag>,
                             &VnetFabric::Assumed<bool, &Assumptions::gatewayRoutesInTag>));
    flag("UserRoutesInVirtualNetworkTag",
         "Security rules: VirtualNetwork has the prefixes of user-defined routes; 0.0.0.0/0 lets "
         "the whole Internet in (S3) [K].",
         true,
         MakeBooleanAccessor(&VnetFabric::Assume<bool, &Assumptions::userRoutesInTag>,
                             &VnetFabric::Assumed<bool, &Assumptions::userRoutesInTag>));
    flag("StandardAddressesShut",
         "Standard public addresses let nothing in without a security group (S4) [K].",
         true,
         MakeBooleanAccessor(&VnetFabric::Assume<bool, &Assumptions::standardAddressesShut>,
                             &VnetFabric::Assumed<bool, &Assumptions::standardAddressesShut>));
    return tid
        .AddAttribute(
            "BalancerUdpIdle",
            "Minutes after which load balancers forget an idle UDP flow [K].",
            UintegerValue(4),
            MakeUintegerAccessor(&VnetFabric::Assume<uint16_t, &Assumptions::udpIdleMinutes>,
                                 &VnetFabric::Assumed<uint16_t, &Assumptions::udpIdleMinutes>),
            MakeUintegerChecker<uint16_t>(4, 30))
        .AddAttribute(
            "ReservedRanges",
            "Prefixes that are routed to None by default (R2), with spaces between.",
            StringValue("measured"),
            MakeStringAccessor(&VnetFabric::SetReservedRanges, &VnetFabric::GetReservedRanges),
            MakeStringChecker())
        .AddAttribute(
            "OutboundOrder",
            "The first of these that a configuration has carries its packets to the "
            "Internet (R20) [K].",
            StringValue("nat-gateway public-address outbound-rule default-outbound"),
            MakeStringAccessor(&VnetFabric::SetOutboundOrder, &VnetFabric::GetOutboundOrder),
            MakeStringChecker());
}

/** "measured" and "documented" name the two lists of R2. */
void
VnetFabric::SetReservedRanges(std::string prefixes)
{
    auto& reserved = EditEstate().assumptions.reserved;
    if (prefixes == "measured" || prefixes == "documented")
    {
        reserved = prefixes == "measured" ? azure::MeasuredReservedRanges()
                                          : azure::DocumentedReservedRanges();
        return;
    }
    std::vector<Prefix> read;
    std::istringstream words(prefixes);
    for (std::string word; words >> word;)
    {
        const auto prefix = Prefix::Parse(word);
        if (!prefix)
        {
            throw std::invalid_argument("ReservedRanges: \"" + word +
                                        "\" is neither a prefix nor measured or documented alone");
        }
        read.push_back(*prefix);
    }
    reserved = read;
}

std::string
VnetFabric::GetReservedRanges() const
{
    std::string text;
    for (const auto& prefix : m_estate.assumptions.reserved)
    {
        text += (text.empty() ? "" : " ") + prefix.ToString();
    }
    return text;
}

void
VnetFabric::SetOutboundOrder(std::string methods)
{
    EditEstate().assumptions.outboundOrder = azure::ParseOutboundOrder(methods);
}

std::string
VnetFabric::GetOutboundOrder() const
{
    std::string text;
    for (const auto method : m_estate.assumptions.outboundOrder)
    {
        text += (text.empty() ? "" : " ") + std::string(ToWord(method));
    }
    return text;
}

} // namespace ns3::v6lab
