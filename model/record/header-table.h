// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_HEADER_TABLE_H
#define V6LAB_HEADER_TABLE_H

#include "model/core/packet-facts.h"

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3::v6lab
{

/** What the packets of one direction of a flow have in common, but for TCP's flags. */
struct HeaderKey
{
    static constexpr uint8_t NO_ICMP_TYPE = 255; //!< reserved by IANA for both versions

    static HeaderKey Of(const PacketFacts& facts);

    IpAddress source;
    IpAddress destination;
    uint16_t sourcePort{0};
    uint16_t destinationPort{0};
    uint8_t protocol{0};
    uint8_t icmpType{0}; //!< NO_ICMP_TYPE: a later fragment, which shows none
    uint8_t tcpFlags{0};
    bool icmpError{false};
    uint8_t icmpCode{0}; //!< of an error
    uint16_t mtu{0};     //!< that an error tells; 0: none

    friend bool operator==(const HeaderKey& a, const HeaderKey& b)
    {
        return a.sourcePort == b.sourcePort && a.destinationPort == b.destinationPort &&
               a.protocol == b.protocol && a.icmpType == b.icmpType && a.tcpFlags == b.tcpFlags &&
               a.icmpError == b.icmpError && a.icmpCode == b.icmpCode && a.mtu == b.mtu &&
               a.source == b.source && a.destination == b.destination;
    }
};

struct HeaderKeyHash
{
    size_t operator()(const HeaderKey& key) const noexcept;
};

/** "icmp", "icmpv6", "tcp", "udp" or the number. */
std::string ProtocolWord(uint8_t protocol);

/** "SYN, ACK": the flags of RFC 9293 3.1 that are set, those that tell most first. */
std::string TcpFlagsWord(uint8_t flags);

/** Numbers combinations of addresses and ports, so that a hop stores one small number. */
class HeaderTable
{
  public:
    /** The number of the combination, from 1. */
    uint32_t Intern(const PacketFacts& facts);
    uint32_t Intern(const HeaderKey& key);
    /** Combinations in the order of their numbers. */
    const std::vector<HeaderKey>& GetAll() const;

  private:
    /**
     * Flows alternate between two directions (TCP's with and without PSH), and a packet's hops
     * follow each other closely.
     */
    struct Recent
    {
        HeaderKey key;
        uint32_t id{0};
    };

    std::vector<HeaderKey> m_all;
    std::unordered_map<HeaderKey, uint32_t, HeaderKeyHash> m_ids;
    std::array<Recent, 4> m_recent;
    size_t m_next{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_HEADER_TABLE_H
