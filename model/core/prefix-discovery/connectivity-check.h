// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CONNECTIVITY_CHECK_H
#define V6LAB_CONNECTIVITY_CHECK_H

#include "model/core/translation/pref64.h"

#include <cstdint>
#include <optional>

namespace ns3::v6lab
{

/**
 * Whether a NAT64 is there: ICMPv6 echo requests to a server behind it (RFC 7050 3.2). Three tries,
 * one and two seconds after one another; three seconds after the last it is over. Time is passed
 * in, in nanoseconds.
 */
class ConnectivityCheck
{
  public:
    enum class State : uint8_t
    {
        Checking,
        Reachable,
        Unreachable,
    };

    /**
     * Throws std::invalid_argument if the server's address is not IPv4, or is one of ipv4only.arpa:
     * nobody answers there (RFC 7050 3.2.1).
     */
    ConnectivityCheck(const Pref64& prefix, const IpAddress& server, int64_t startNs);

    /** Where the requests go: the server's address in the prefix. */
    const IpAddress& GetTarget() const
    {
        return m_target;
    }

    /** True if an echo request is due now; counts it. */
    bool OnTime(int64_t nowNs);
    /** An echo reply came from the target. */
    void OnReply();
    /** When OnTime() has something to do; nothing once the check is over. */
    std::optional<int64_t> GetDeadline() const;

    State GetState() const
    {
        return m_state;
    }

  private:
    IpAddress m_target;
    int64_t m_nextNs;
    uint32_t m_sent{0};
    State m_state{State::Checking};
};

} // namespace ns3::v6lab

#endif // V6LAB_CONNECTIVITY_CHECK_H
