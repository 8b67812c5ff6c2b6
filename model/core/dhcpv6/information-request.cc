// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcpv6/information-request.h"

#include "model/core/time-units.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

// RFC 8415 7.6, in seconds.
constexpr int64_t INF_MAX_DELAY = 1;
constexpr int64_t INF_TIMEOUT = 1;
constexpr uint32_t INF_MAX_RT = 3600;
constexpr uint32_t IRT_DEFAULT = 86400;
constexpr uint32_t IRT_MINIMUM = 600;

constexpr double TRANSACTIONS = 1 << 24;

} // namespace

InformationRequest::InformationRequest(const Duid& clientId)
    : m_clientId(clientId),
      m_infMaxRt(INF_MAX_RT)
{
}

void
InformationRequest::Start(int64_t nowNs, double chance)
{
    m_sending.reset();
    m_startNs = nowNs + static_cast<int64_t>(chance * static_cast<double>(INF_MAX_DELAY * SECOND));
}

void
InformationRequest::Stop()
{
    m_startNs.reset();
    m_sending.reset();
    m_information = {};
}

std::optional<int64_t>
InformationRequest::GetDeadline() const
{
    return m_sending ? m_sending->GetDeadline() : m_startNs;
}

std::optional<Dhcpv6Message>
InformationRequest::OnTime(int64_t nowNs, double chance)
{
    const auto deadline = GetDeadline();
    if (!deadline || nowNs < *deadline)
    {
        return std::nullopt;
    }
    if (!m_sending) // 16.1: the messages of an exchange have one transaction id
    {
        m_transaction = static_cast<uint32_t>(chance * (TRANSACTIONS - 1));
        m_sending.emplace(
            Dhcpv6Retransmission::Settings{INF_TIMEOUT * SECOND, m_infMaxRt * SECOND, 0, 0});
    }
    Dhcpv6Message message;
    message.type = dhcpv6::INFORMATION_REQUEST;
    message.transaction = m_transaction;
    message.clientId = m_clientId;
    message.elapsed = m_sending->GetElapsed(nowNs);
    message.requested = {dhcpv6::DNS_SERVERS,
                         dhcpv6::DOMAIN_LIST,
                         dhcpv6::REFRESH_TIME, // these two must be asked for (18.2.6)
                         dhcpv6::INF_MAX_RT};
    m_sending->OnSending(nowNs, chance);
    return message;
}

bool
InformationRequest::OnReply(const Dhcpv6Message& reply, int64_t nowNs)
{
    if (!m_sending || reply.type != dhcpv6::REPLY || reply.transaction != m_transaction ||
        reply.serverId.empty() || reply.clientId != m_clientId)
    {
        return false;
    }
    m_information = {reply.resolvers, reply.searchDomains};
    m_infMaxRt = reply.infMaxRt.value_or(m_infMaxRt);
    m_sending.reset();
    m_startNs.reset();
    const uint32_t refresh = reply.refreshSeconds.value_or(IRT_DEFAULT);
    if (refresh != dhcpv6::INFINITE)
    {
        m_startNs = nowNs + std::max(refresh, IRT_MINIMUM) * SECOND;
    }
    return true;
}

} // namespace ns3::v6lab
