// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_INFORMATION_SERVICE_H
#define V6LAB_INFORMATION_SERVICE_H

#include "model/core/dhcpv6/dhcpv6-message.h"

#include <cstdint>
#include <variant>

namespace ns3::v6lab
{

/** What a stateless DHCPv6 server tells the clients of a link (RFC 8415 6.1). */
struct InformationSettings
{
    std::vector<IpAddress> resolvers; //!< IPv6
    std::vector<DnsName> searchDomains;
    uint32_t refreshSeconds{86400}; //!< 600 or more; dhcpv6::INFINITE: no end (21.23)
};

/** Throws std::invalid_argument naming the setting and what is allowed. */
void CheckInformation(const InformationSettings& settings);

/** Why a server does not answer. */
enum class Dhcpv6Refusal : uint8_t
{
    OtherType,   //!< it has no addresses or prefixes to give
    OtherServer, //!< the message is for another one (16.12)
    Association, //!< an Information-request asks for no addresses (16.12)
};

/** The Reply to an Information-request that came by multicast (RFC 8415 16.12, 18.3.6). */
std::variant<Dhcpv6Message, Dhcpv6Refusal> AnswerInformationRequest(
    const Dhcpv6Message& request,
    const Duid& serverId,
    const InformationSettings& settings);

} // namespace ns3::v6lab

#endif // V6LAB_INFORMATION_SERVICE_H
