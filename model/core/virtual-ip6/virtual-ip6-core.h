// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VIRTUAL_IP6_CORE_H
#define V6LAB_VIRTUAL_IP6_CORE_H

#include "model/core/translation/header-translator.h"
#include "model/core/virtual-ip6/inside-map.h"
#include "model/core/virtual-ip6/peer-flows.h"

#include <random>

namespace ns3::v6lab
{

/**
 * Virtual IPv6 connectivity for an IPv4-only network (draft-vogt-durand-virtual-ip6-connectivity):
 * bytes and time in, bytes out. Time must not run backwards. Nothing happens between calls: the
 * owner calls Advance() when GetNextDeadline() has come.
 *
 * The draft and its slides say: inside hosts have global, stable virtual IPv6 addresses; IPv6 peers
 * appear inside at private, ephemeral virtual IPv4 addresses; packets are translated both ways by
 * this one device; no global IPv4 address is needed. They do not say, and common practice fills in:
 * an own prefix of RFC 6052 makes the stable addresses, one virtual address a peer, ports stay,
 * headers by RFC 7915. Our choices: explicit mappings (RFC 7757), sessions with the timers of RFC
 * 6146, hold, guard and quarantine, answers of a full pool and to stale use, static peers, pools
 * per host, which peers may call.
 */
class VirtualIp6Core
{
  public:
    static constexpr int64_t NEVER = VirtualIp6Tables::NEVER;

    /** Throws std::invalid_argument naming the setting. */
    explicit VirtualIp6Core(const VirtualIp6Settings& settings);
    VirtualIp6Core(const VirtualIp6Core&) = delete;
    VirtualIp6Core& operator=(const VirtualIp6Core&) = delete;

    void SetWatch(VirtualIp6Watch watch);

    /** IPv6 packets to virtual IPv6 addresses, IPv4 packets to virtual IPv4 addresses. */
    Outcome Process(const PacketIn& in, const Surroundings& around, int64_t nowNs);
    /** Everything due at `nowNs` or before. */
    void Advance(int64_t nowNs);
    /** When Advance() has something to do next; NEVER if nothing waits. */
    int64_t GetNextDeadline() const;

    /** See PeerDirectory; `host4` must be there if bindings are per host. */
    std::optional<IpAddress> BindForDns(const IpAddress& peer6,
                                        int64_t ttlNs,
                                        int64_t nowNs,
                                        const IpAddress& host4 = {});
    std::optional<IpAddress> FindPeer(const IpAddress& virtual4, const IpAddress& host4 = {}) const;
    /** What stands in the AAAA record of an inside host; nothing if it has no virtual address. */
    std::optional<IpAddress> GetVirtualIp6(const IpAddress& host4) const;
    /**
     * As if it had been switched off and on: bindings and sessions are lost, virtual IPv6 addresses
     * are not. It remembers the virtual IPv4 addresses that it gave, and lets them rest.
     */
    void Restart(int64_t nowNs);

    /** By virtual address. */
    std::vector<BindingRecord> GetBindings() const;
    /** By protocol, inside host, peer. */
    std::vector<SessionRecord> GetSessions() const;
    VirtualIp6Usage GetUsage() const;
    /** For tests: what contradicts itself in the tables, empty if all is well. Slow. */
    std::string CheckInvariants() const;

  private:
    /** A packet on its way. */
    struct Pass
    {
        const PacketIn& in;
        const ParsedPacket& packet;
        const Surroundings& around;
        int64_t nowNs;
    };

    Outcome Handle(const PacketIn& in, const Surroundings& around, int64_t nowNs);
    Outcome FromIpv6(const Pass& pass);
    Outcome FromIpv4(const Pass& pass);
    Outcome Flow6(const Pass& pass, const IpAddress& host4);
    Outcome Flow4(const Pass& pass);
    Outcome Error6(const Pass& pass, const IpAddress& host4);
    Outcome Error4(const Pass& pass);
    /** The source of a peer's or router's ICMPv6 error, as the inside host gets it. */
    std::optional<IpAddress> ErrorSource6(const Pass& pass, const IpAddress& host4, Rewrite& to);
    std::optional<IpAddress> ErrorSource4(const Pass& pass, const IpAddress& peer6);
    std::optional<IpAddress> StandIn(const std::vector<Prefix>& pool,
                                     const Pass& pass,
                                     const IpAddress& receiver);
    Outcome Refuse(const Pass& pass, Reason reason);
    Outcome Send(const Pass& pass, const Rewrite& rewrite);

    VirtualIp6Settings m_settings;
    InsideMap m_inside;
    VirtualIp6Tables m_tables;
    PeerFlows m_flows;
    HeaderTranslator m_headers;
    std::mt19937_64 m_random; //!< for stand-ins
    uint64_t m_refusedPackets{0};
    uint64_t m_refusedDns{0};
    uint64_t m_stale{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_VIRTUAL_IP6_CORE_H
