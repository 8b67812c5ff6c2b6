// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcp/dhcp-inform-service.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace ns3::v6lab
{

namespace
{

/**
 * What clients must take without having said so: 312 bytes of options (RFC 2131 2). Of these the
 * cookie, the type, the server's identifier and the end are always there, and perhaps the client's
 * identifier as it gave it (RFC 6842 3), of which this much is left room for.
 */
constexpr size_t OPTIONS = 312 - 4 - 3 - 6 - 1 - 34;

bool
IsUnicast(const IpAddress& address)
{
    return address.IsV4() && !address.IsMulticast() && !address.IsUnspecified() &&
           address.ToV4() != 0xffffffff;
}

size_t
SizeOf(const DhcpSettings& settings)
{
    size_t size = settings.resolvers.empty() ? 0 : SizeOfDhcpOption(4 * settings.resolvers.size());
    if (settings.domainName)
    {
        size += SizeOfDhcpOption(settings.domainName->ToString().size() - 1);
    }
    if (!settings.searchDomains.empty())
    {
        size += SizeOfDhcpOption(EncodeSearchDomains(settings.searchDomains).size());
    }
    return size;
}

/** A client that lists nothing leaves the choice to the server. */
bool
Asks(const DhcpMessage& request, uint8_t code)
{
    return request.requested.empty() ||
           std::count(request.requested.begin(), request.requested.end(), code) != 0;
}

} // namespace

void
CheckDhcpSettings(const DhcpSettings& settings)
{
    for (const auto& resolver : settings.resolvers)
    {
        if (!IsUnicast(resolver))
        {
            throw std::invalid_argument("resolvers: " + resolver.ToString() +
                                        " must be an IPv4 unicast address");
        }
    }
    if (settings.domainName && settings.domainName->IsRoot())
    {
        throw std::invalid_argument("domainName: \".\" must be a name below the root");
    }
    if (SizeOf(settings) > OPTIONS)
    {
        throw std::invalid_argument("resolvers, domainName and searchDomains take " +
                                    std::to_string(SizeOf(settings)) + " bytes: at most " +
                                    std::to_string(OPTIONS) +
                                    " fit what every client takes (RFC 2131 2)");
    }
}

std::variant<DhcpMessage, DhcpRefusal>
AnswerInform(const DhcpMessage& request,
             const IpAddress& server,
             const Prefix& link,
             const DhcpSettings& settings)
{
    if (request.op != dhcp::BOOT_REQUEST)
    {
        return DhcpRefusal::NoRequest;
    }
    if (request.type != dhcp::INFORM)
    {
        return DhcpRefusal::OtherType;
    }
    if (request.serverId && *request.serverId != server)
    {
        return DhcpRefusal::OtherServer;
    }
    if (!IsUnicast(request.clientAddress) || !link.Contains(request.clientAddress))
    {
        return DhcpRefusal::NoAddress;
    }
    DhcpMessage reply; // without yiaddr and lease time (4.3.5)
    reply.op = dhcp::BOOT_REPLY;
    reply.hardwareType = request.hardwareType;
    reply.transaction = request.transaction;
    reply.broadcast = request.broadcast;
    reply.clientAddress = request.clientAddress;
    reply.relay = request.relay;
    reply.hardware = request.hardware;
    reply.type = dhcp::ACK;
    reply.serverId = server;
    reply.clientId = request.clientId;
    if (Asks(request, dhcp::DNS_SERVERS))
    {
        reply.resolvers = settings.resolvers;
    }
    if (Asks(request, dhcp::DOMAIN_NAME))
    {
        reply.domainName = settings.domainName;
    }
    if (Asks(request, dhcp::SEARCH_DOMAINS))
    {
        reply.searchDomains = settings.searchDomains;
    }
    return reply;
}

} // namespace ns3::v6lab
