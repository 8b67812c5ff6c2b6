// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CLAT_CORE_H
#define V6LAB_CLAT_CORE_H

#include "model/core/translation/clat-settings.h"
#include "model/core/translation/shared-clat.h"
#include "model/core/translation/siit-core.h"

#include <memory>

namespace ns3::v6lab
{

/**
 * The customer side of 464XLAT (RFC 6877): IPv4 hosts reach IPv4 hosts through IPv6 and the
 * provider's translator, the PLAT. It connects them with nobody else: IPv6 hosts that are not in
 * the PLAT's prefix are not reached (RFC 6877 2), nor do packets from outside find a host that did
 * not ask for them, where an address is shared (RFC 6877 1).
 *
 * Bytes and time in, bytes out; time must not run backwards. What expires does so when a packet
 * comes, there are no deadlines.
 */
class ClatCore
{
  public:
    /** Throws std::invalid_argument naming the setting. */
    explicit ClatCore(const ClatSettings& settings);

    /**
     * The PLAT's prefix was discovered, has changed, or is gone: without one there is no IPv4
     * service (RFC 6877 6.3). Throws std::invalid_argument if it overlaps the CLAT's own addresses.
     */
    void SetPlatPrefix(const std::optional<Pref64>& prefix);

    const std::optional<Pref64>& GetPlatPrefix() const
    {
        return m_settings.platPrefix;
    }

    /**
     * IPv4 packets of the hosts behind it, and IPv6 packets to its own addresses. Fate::NotMine:
     * between hosts behind it, to many receivers, or for the node that has the shared address.
     */
    Outcome Process(const PacketIn& in, const Surroundings& around, int64_t nowNs);

    /** Mappings of the NAT44; 0 without one. */
    uint32_t GetMappings(BibKind kind) const;

  private:
    Outcome FromIpv4(const PacketIn& in,
                     const ParsedPacket& packet,
                     const Surroundings& around,
                     int64_t nowNs);
    Outcome FromIpv6(const PacketIn& in,
                     const ParsedPacket& packet,
                     const Surroundings& around,
                     int64_t nowNs);
    /** RFC 6877 2: packets from elsewhere than the PLAT. */
    Outcome Foreign(const PacketIn& in,
                    const ParsedPacket& packet,
                    const Surroundings& around,
                    int64_t nowNs);

    ClatSettings m_settings;
    Prefix m_own; //!< IPv6
    Ipv4Set m_inside;
    HeaderTranslator m_headers;
    std::unique_ptr<SiitCore> m_siit;     //!< without state; null without a PLAT prefix
    std::unique_ptr<SharedClat> m_shared; //!< with state; null until there is a PLAT prefix
};

} // namespace ns3::v6lab

#endif // V6LAB_CLAT_CORE_H
