// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_INFORMATION_REQUEST_H
#define V6LAB_INFORMATION_REQUEST_H

#include "model/core/dhcpv6/dhcpv6-message.h"
#include "model/core/dhcpv6/dhcpv6-retransmission.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** Configuration other than addresses, as a server told it. */
struct Dhcpv6Information
{
    std::vector<IpAddress> resolvers;
    std::vector<DnsName> searchDomains;

    friend bool operator==(const Dhcpv6Information& a, const Dhcpv6Information& b)
    {
        return a.resolvers == b.resolvers && a.searchDomains == b.searchDomains;
    }
};

/**
 * The client of stateless DHCPv6 on one link (RFC 8415 18.2.6): asks until a server answers, and
 * again when what it was told is to be refreshed; until a new answer comes the old one counts. Time
 * is passed in, in nanoseconds, and random numbers from 0 to 1 as well.
 */
class InformationRequest
{
  public:
    explicit InformationRequest(const Duid& clientId);

    /** The link is there: asks within a second, at a random time. */
    void Start(int64_t nowNs, double chance);
    /** The link is gone: what was told is forgotten, nothing is asked until the next Start(). */
    void Stop();
    /** The message to send now, if there is one; `chance` is for its successors. */
    std::optional<Dhcpv6Message> OnTime(int64_t nowNs, double chance);
    /** When OnTime() has something to do. */
    std::optional<int64_t> GetDeadline() const;
    /** True if it answers what was asked last (16.10, 18.2.10.4). */
    bool OnReply(const Dhcpv6Message& reply, int64_t nowNs);

    const Dhcpv6Information& GetInformation() const
    {
        return m_information;
    }

  private:
    Duid m_clientId;
    std::optional<int64_t> m_startNs;              //!< of the next exchange
    std::optional<Dhcpv6Retransmission> m_sending; //!< while an answer is waited for
    uint32_t m_transaction{0};
    uint32_t m_infMaxRt;
    Dhcpv6Information m_information;
};

} // namespace ns3::v6lab

#endif // V6LAB_INFORMATION_REQUEST_H
