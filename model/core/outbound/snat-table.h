// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SNAT_TABLE_H
#define V6LAB_SNAT_TABLE_H

#include "model/core/outbound/snat-ports.h"
#include "model/core/packet-facts.h"
#include "model/core/reason.h"

namespace ns3::v6lab::azure
{

/** What a flow that leaves gets as its source; or why it does not leave. */
struct SnatMapping
{
    Reason reason{Reason::None};
    IpAddress address;
    uint16_t port{0};
};

/** Whose a packet from the Internet is. */
struct SnatInside
{
    Index nic{NOTHING};
    IpAddress address;
    uint16_t port{0};
};

/**
 * Source address translation (SNAT) of NAT gateways and of load balancers' outbound rules. A public
 * port serves any number of flows as long as their destinations differ. Whole TCP and UDP packets
 * only.
 *
 * Time must not run backwards.
 */
class SnatTable
{
  public:
    /** Throws std::invalid_argument naming the setting. */
    explicit SnatTable(const SnatSettings& settings);
    SnatTable(const SnatTable&) = delete;
    SnatTable& operator=(const SnatTable&) = delete;

    /**
     * A packet that the NIC sends to the Internet; `allotment` are the ports that it may use (none:
     * exhausted).
     * Reasons: AzureSnatExhausted, AzureSnatNoConnection (a TCP segment in mid-connection),
     * AzureOutboundUnsupported, AzureNoOutboundMethod (no address of its IP version).
     */
    SnatMapping Outbound(Index nic,
                         const PacketFacts& packet,
                         const SnatAllotment& allotment,
                         int64_t nowNs);
    /** A packet from the Internet; nothing if no flow expects it (AzureSnatNoConnection). */
    std::optional<SnatInside> Inbound(const PacketFacts& packet, int64_t nowNs);
    /** Of an ICMP error from the Internet, by the packet that it quotes; touches no timer. */
    std::optional<SnatInside> FindBehind(const PacketFacts& quoted) const;

    /** Ends what is due. */
    void Expire(int64_t nowNs);

    std::optional<int64_t> GetDeadline()
    {
        return m_flows.GetDeadline();
    }

    /** UsedSnatPorts. */
    uint32_t GetUsedPorts(uint8_t protocol) const
    {
        return m_ports.GetUsed(protocol);
    }

    uint32_t GetFlowCount() const
    {
        return m_flows.GetSize();
    }

    /** SnatConnectionCount with ConnectionState Failed: flows that found no port. */
    uint64_t GetFailures() const
    {
        return m_failures;
    }

    /** The same, Successful. */
    uint64_t GetSuccesses() const
    {
        return m_successes;
    }

    const SnatSettings& GetSettings() const
    {
        return m_settings;
    }

  private:
    SnatEnds EndsOf(Index nic, const PacketFacts& packet) const;
    std::optional<SnatOutside> OutsideOf(const IpAddress& address,
                                         uint16_t port,
                                         const IpAddress& remote,
                                         uint16_t remotePort,
                                         uint8_t protocol) const;
    SnatOutside OutsideOf(const SnatFlow& flow) const;
    SnatMapping Make(const SnatEnds& ends, const SnatAllotment& allotment);
    void Heard(uint32_t place, Family side, uint8_t tcpFlags, int64_t nowNs);
    void Start(uint32_t place, SnatTimer timer, int64_t nowNs);
    int64_t SpanOf(SnatTimer timer) const;

    SnatSettings m_settings;
    SnatFlows m_flows;
    SnatPorts m_ports;
    std::unordered_map<IpAddress, uint8_t> m_numbers; //!< of the public addresses
    uint64_t m_failures{0};
    uint64_t m_successes{0};
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_SNAT_TABLE_H
