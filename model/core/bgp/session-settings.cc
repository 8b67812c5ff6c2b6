// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/session-settings.h"

#include <stdexcept>
#include <string>

namespace ns3::v6lab::bgp
{

namespace
{

void
Require(bool allowed, const std::string& what)
{
    if (!allowed)
    {
        throw std::invalid_argument("BGP session: " + what);
    }
}

} // namespace

void
SessionSettings::Check() const
{
    Require(localAs != 0, "localAs must not be 0");
    Require(peerAs != 0, "peerAs must not be 0");
    Require(routerId != 0, "routerId must not be 0.0.0.0");
    Require(holdSeconds == 0 || holdSeconds >= 3, "holdSeconds must be 0 or at least 3");
    Require(keepaliveNs >= 0, "keepaliveNs must not be negative");
    Require(connectRetryNs > 0, "connectRetryNs must be above 0");
    Require(idleHoldNs > 0, "idleHoldNs must be above 0");
    Require(!families.empty(), "families must name v4, v6 or both");
    Require(fourOctetAs || localAs <= 0xffff, "localAs must be at most 65535 without fourOctetAs");
}

} // namespace ns3::v6lab::bgp
