// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SHARED_CLAT_H
#define V6LAB_SHARED_CLAT_H

#include "model/core/nat44/nat44.h"
#include "model/core/translation/address-map.h"
#include "model/core/translation/clat-settings.h"

namespace ns3::v6lab
{

/**
 * A CLAT whose hosts share one IPv6 address (RFC 6877 6.3, RFC 8585 464XLAT-1): NAT44 to one IPv4
 * address, and that one stands for the IPv6 address. Both steps are one rewriting here, so that
 * errors go to the host that they concern and quote what it sent.
 *
 * The address may be the node's own: only packets of its hosts' flows are taken.
 */
class SharedClat
{
  public:
    /** Settings as Completed() gives them, with a PLAT prefix. */
    explicit SharedClat(const ClatSettings& settings);

    /** From a host behind it. */
    Outcome To6(const PacketIn& in,
                const ParsedPacket& packet,
                const Surroundings& around,
                int64_t nowNs);
    /** To the shared address; Fate::NotMine if no host behind it is meant. */
    Outcome To4(const PacketIn& in,
                const ParsedPacket& packet,
                const Surroundings& around,
                int64_t nowNs);

    /** Another prefix; what NAT44 has mapped stays. */
    void SetPlatPrefix(const Pref64& prefix);

    const Nat44Table& GetTable() const
    {
        return m_nat.GetTable();
    }

  private:
    Outcome Refuse(const Nat44Decision& decision,
                   const PacketIn& in,
                   const ParsedPacket& packet,
                   const Surroundings& around,
                   int64_t nowNs);
    bool IsFromPlat(const Nat44Decision& decision, const ParsedPacket& packet) const;
    /** The source of a packet to a host; of errors the stand-in of RFC 6791 if it has no other. */
    MappedAddress SourceIn4(const Nat44Decision& decision,
                            const ParsedPacket& packet,
                            Rewrite& rewrite);

    ClatSettings m_settings;
    AddressMap m_map;
    HeaderTranslator m_headers;
    Nat44 m_nat;
    std::mt19937_64 m_random; //!< for stand-ins
};

} // namespace ns3::v6lab

#endif // V6LAB_SHARED_CLAT_H
