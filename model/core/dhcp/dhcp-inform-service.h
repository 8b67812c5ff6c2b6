// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCP_INFORM_SERVICE_H
#define V6LAB_DHCP_INFORM_SERVICE_H

#include "model/core/dhcp/dhcp-message.h"

#include <cstdint>
#include <variant>

namespace ns3::v6lab
{

/** What a server tells hosts of a link that have their addresses (RFC 2131 4.3.5). */
struct DhcpSettings
{
    std::vector<IpAddress> resolvers; //!< IPv4, RFC 2132 3.8
    std::optional<DnsName> domainName;
    std::vector<DnsName> searchDomains;
};

/** Throws std::invalid_argument naming the setting and what is allowed. */
void CheckDhcpSettings(const DhcpSettings& settings);

/** Why a server does not answer. */
enum class DhcpRefusal : uint8_t
{
    NoRequest,   //!< it is somebody's reply
    OtherType,   //!< the server has no addresses to give
    OtherServer, //!< the message is for another one
    NoAddress,   //!< the client has no address of this link that an answer could go to
};

/**
 * The DHCPACK to a DHCPINFORM, which goes to the client's address itself (4.3.5). `server` is the
 * server's address on the link, `link` the prefix that is valid there.
 */
std::variant<DhcpMessage, DhcpRefusal> AnswerInform(const DhcpMessage& request,
                                                    const IpAddress& server,
                                                    const Prefix& link,
                                                    const DhcpSettings& settings);

} // namespace ns3::v6lab

#endif // V6LAB_DHCP_INFORM_SERVICE_H
