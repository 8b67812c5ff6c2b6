// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SIIT_ADDRESSES_H
#define V6LAB_SIIT_ADDRESSES_H

#include "model/core/translation/address-map.h"
#include "model/core/translation/header-translator.h"
#include "model/core/translation/siit-settings.h"

#include <random>

namespace ns3::v6lab
{

/** The addresses that a packet gets, or why it gets none. */
struct SiitPlan
{
    Rewrite rewrite;
    Reason reason{Reason::None};
    bool silent{false};  //!< of a refusal: without an ICMP error
    bool hairpin{false}; //!< IPv6 to IPv4: translate straight back (RFC 7757 4.2.2)
    uint32_t needed{0};  //!< not 0: bytes of the packet that must be at hand
};

/**
 * Which addresses a stateless translator writes (RFC 7915 6, RFC 7757, RFC 6791), packet by packet
 * and in the quoted packet of ICMP errors.
 */
class SiitAddresses
{
  public:
    explicit SiitAddresses(const SiitSettings& settings);

    /** `turned`: an IPv4 packet on the second pass of an intrinsic hairpin. */
    SiitPlan Plan(const PacketIn& in,
                  const ParsedPacket& packet,
                  const Surroundings& around,
                  bool turned);

  private:
    using Quoted = std::optional<ParsedPacket>;

    SiitPlan PlanTo6(const ParsedPacket& packet,
                     const Quoted& quoted,
                     const Surroundings& around,
                     bool turned);
    SiitPlan PlanTo4(const ParsedPacket& packet, const Quoted& quoted, const Surroundings& around);
    /** Of a CLAT: why the packet is not of one of its hosts, or not for one. */
    Reason RefuseStrangers(const ParsedPacket& packet) const;
    /** RFC 6791 3.1: a source for an ICMP error whose own has no mapping. */
    MappedAddress StandIn(const std::vector<Prefix>& pool,
                          const ParsedPacket& packet,
                          const IpAddress& own);
    bool IsHairpin(const MappedAddress& address) const;

    AddressMap m_map;
    bool m_isClat;
    Ipv4Set m_inside;
    HairpinMode m_mode;
    Profile m_profile;
    std::vector<Prefix> m_pool4;
    std::vector<Prefix> m_pool6;
    bool m_randomPool;
    std::mt19937_64 m_random;
};

} // namespace ns3::v6lab

#endif // V6LAB_SIIT_ADDRESSES_H
