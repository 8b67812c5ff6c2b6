// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/prefix-discovery/connectivity-check.h"

#include "model/core/prefix-discovery/find-pref64.h"
#include "model/core/time-units.h"

#include <array>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** From one try to the next, and from the last to the verdict. */
constexpr std::array<int64_t, 3> PAUSES{1 * SECOND, 2 * SECOND, 3 * SECOND};

IpAddress
TargetOf(const Pref64& prefix, const IpAddress& server)
{
    if (!server.IsV4() || IsWellKnownIpv4Address(server))
    {
        throw std::invalid_argument("the connectivity check server " + server.ToString() +
                                    " must be an IPv4 address other than 192.0.0.170 and "
                                    "192.0.0.171 (RFC 7050 3.2.1)");
    }
    return prefix.Embed(server);
}

} // namespace

ConnectivityCheck::ConnectivityCheck(const Pref64& prefix, const IpAddress& server, int64_t startNs)
    : m_target(TargetOf(prefix, server)),
      m_nextNs(startNs)
{
}

bool
ConnectivityCheck::OnTime(int64_t nowNs)
{
    if (m_state != State::Checking || nowNs < m_nextNs)
    {
        return false;
    }
    if (m_sent == PAUSES.size())
    {
        m_state = State::Unreachable;
        return false;
    }
    m_nextNs = nowNs + PAUSES[m_sent++];
    return true;
}

void
ConnectivityCheck::OnReply()
{
    if (m_state == State::Checking && m_sent > 0)
    {
        m_state = State::Reachable;
    }
}

std::optional<int64_t>
ConnectivityCheck::GetDeadline() const
{
    return m_state == State::Checking ? std::optional(m_nextNs) : std::nullopt;
}

} // namespace ns3::v6lab
