// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCP_INFORM_H
#define V6LAB_DHCP_INFORM_H

#include "model/core/dhcp/dhcp-message.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** Configuration other than addresses, as a server told it. */
struct DhcpConfiguration
{
    std::vector<IpAddress> resolvers;
    std::optional<DnsName> domainName;
    std::vector<DnsName> searchDomains;

    friend bool operator==(const DhcpConfiguration& a, const DhcpConfiguration& b)
    {
        return a.resolvers == b.resolvers && a.domainName == b.domainName &&
               a.searchDomains == b.searchDomains;
    }
};

/**
 * The client of a host that has its address on one link, and asks for the rest (RFC 2131 4.4.3):
 * four times within about a minute, until a server answers. What it is told has no end (4.3.5).
 * Time is passed in, in nanoseconds, and random numbers from 0 to 1 as well.
 */
class DhcpInform
{
  public:
    /** The link's hardware address. */
    explicit DhcpInform(const std::vector<uint8_t>& hardware);

    /** The link is there, and the host has this IPv4 address: asks within a second. */
    void Start(const IpAddress& address, int64_t nowNs, double chance);
    /** The link is gone: what was told is forgotten, nothing is asked until the next Start(). */
    void Stop();
    /** The message to send now, if there is one; `chance` is for its successors. */
    std::optional<DhcpMessage> OnTime(int64_t nowNs, double chance);
    /** When OnTime() has something to do. */
    std::optional<int64_t> GetDeadline() const;
    /** True if it answers what is being asked (4.4.3). */
    bool OnReply(const DhcpMessage& reply);

    const DhcpConfiguration& GetConfiguration() const
    {
        return m_configuration;
    }

  private:
    std::vector<uint8_t> m_hardware;
    IpAddress m_address;
    std::optional<int64_t> m_nextNs; //!< of the next message, or of giving up
    int64_t m_startNs{0};
    uint32_t m_sent{0};
    uint32_t m_transaction{0};
    DhcpConfiguration m_configuration;
};

} // namespace ns3::v6lab

#endif // V6LAB_DHCP_INFORM_H
