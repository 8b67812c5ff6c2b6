// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcpv6/information-service.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t IRT_MINIMUM = 600; //!< RFC 8415 7.6
/**
 * Bytes of resolvers and search domains, option headers included: what fits one UDP datagram beside
 * the Reply's head, two identifiers of the greatest length (11.1) and the refresh time.
 */
constexpr size_t MOST_BYTES = 65535 - 8 - 4 - 2 * (4 + 130) - 8;

size_t
SizeOf(const InformationSettings& settings)
{
    size_t size = settings.resolvers.empty() ? 0 : 4 + 16 * settings.resolvers.size();
    size += settings.searchDomains.empty() ? 0 : 4;
    for (const auto& name : settings.searchDomains)
    {
        size += name.GetWire().size();
    }
    return size;
}

bool
Asks(const Dhcpv6Message& request, uint16_t code)
{
    return std::count(request.requested.begin(), request.requested.end(), code) != 0;
}

} // namespace

void
CheckInformation(const InformationSettings& settings)
{
    for (const auto& resolver : settings.resolvers)
    {
        if (!resolver.IsV6() || resolver.IsMulticast() || resolver.IsUnspecified())
        {
            throw std::invalid_argument("resolvers: " + resolver.ToString() +
                                        " must be an IPv6 unicast address");
        }
    }
    if (SizeOf(settings) > MOST_BYTES)
    {
        throw std::invalid_argument("resolvers and searchDomains take " +
                                    std::to_string(SizeOf(settings)) + " bytes: at most " +
                                    std::to_string(MOST_BYTES) + " fit one reply");
    }
    if (settings.refreshSeconds < IRT_MINIMUM)
    {
        throw std::invalid_argument("refreshTime " + std::to_string(settings.refreshSeconds) +
                                    "s must be 600s or more: clients take no less (RFC 8415 "
                                    "21.23)");
    }
}

std::variant<Dhcpv6Message, Dhcpv6Refusal>
AnswerInformationRequest(const Dhcpv6Message& request,
                         const Duid& serverId,
                         const InformationSettings& settings)
{
    if (request.type != dhcpv6::INFORMATION_REQUEST)
    {
        return Dhcpv6Refusal::OtherType;
    }
    if (!request.serverId.empty() && request.serverId != serverId)
    {
        return Dhcpv6Refusal::OtherServer;
    }
    if (request.HasOther(dhcpv6::IA_NA) || request.HasOther(dhcpv6::IA_TA) ||
        request.HasOther(dhcpv6::IA_PD) || !request.associations.empty())
    {
        return Dhcpv6Refusal::Association;
    }
    Dhcpv6Message reply;
    reply.type = dhcpv6::REPLY;
    reply.transaction = request.transaction;
    reply.clientId = request.clientId;
    reply.serverId = serverId;
    if (Asks(request, dhcpv6::DNS_SERVERS))
    {
        reply.resolvers = settings.resolvers;
    }
    if (Asks(request, dhcpv6::DOMAIN_LIST))
    {
        reply.searchDomains = settings.searchDomains;
    }
    if (Asks(request, dhcpv6::REFRESH_TIME))
    {
        reply.refreshSeconds = settings.refreshSeconds;
    }
    return reply;
}

} // namespace ns3::v6lab
