// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcp/dhcp-inform.h"

#include "model/core/time-units.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t TRIES = 4;                          //!< RFC 2131 4.4.3
constexpr int64_t FIRST_TIMEOUT = 4 * SECOND;          //!< 4.1; it doubles each time
constexpr double SPREAD = static_cast<double>(SECOND); //!< 4.1: one second more or less

int64_t
TimeoutAfter(uint32_t sent, double chance)
{
    return (FIRST_TIMEOUT << (sent - 1)) + static_cast<int64_t>((2 * chance - 1) * SPREAD);
}

} // namespace

DhcpInform::DhcpInform(const std::vector<uint8_t>& hardware)
    : m_hardware(hardware)
{
}

void
DhcpInform::Start(const IpAddress& address, int64_t nowNs, double chance)
{
    m_address = address;
    m_sent = 0;
    m_nextNs = nowNs + static_cast<int64_t>(chance * SPREAD); // not all hosts of a link at once
}

void
DhcpInform::Stop()
{
    m_nextNs.reset();
    m_configuration = {};
}

std::optional<int64_t>
DhcpInform::GetDeadline() const
{
    return m_nextNs;
}

std::optional<DhcpMessage>
DhcpInform::OnTime(int64_t nowNs, double chance)
{
    if (!m_nextNs || nowNs < *m_nextNs)
    {
        return std::nullopt;
    }
    if (m_sent == TRIES)
    {
        m_nextNs.reset();
        return std::nullopt;
    }
    if (m_sent == 0)
    {
        m_startNs = nowNs;
        m_transaction = static_cast<uint32_t>(chance * 0xffffffff);
    }
    ++m_sent;
    m_nextNs = nowNs + TimeoutAfter(m_sent, chance);
    DhcpMessage message;
    message.transaction = m_transaction;
    message.seconds = static_cast<uint16_t>((nowNs - m_startNs) / SECOND);
    message.clientAddress = m_address;
    message.hardware = m_hardware;
    message.type = dhcp::INFORM;
    message.requested = {dhcp::DNS_SERVERS, dhcp::DOMAIN_NAME, dhcp::SEARCH_DOMAINS};
    return message;
}

bool
DhcpInform::OnReply(const DhcpMessage& reply)
{
    const bool asking = m_nextNs && m_sent > 0;
    if (!asking || reply.op != dhcp::BOOT_REPLY || reply.transaction != m_transaction ||
        reply.hardware != m_hardware || reply.type != dhcp::ACK || !reply.serverId)
    {
        return false;
    }
    m_configuration = {reply.resolvers, reply.domainName, reply.searchDomains};
    m_nextNs.reset();
    return true;
}

} // namespace ns3::v6lab
