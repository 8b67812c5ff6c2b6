// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SIIT_CORE_H
#define V6LAB_SIIT_CORE_H

#include "model/core/translation/header-translator.h"
#include "model/core/translation/siit-addresses.h"
#include "model/core/translation/siit-settings.h"

namespace ns3::v6lab
{

/**
 * A stateless translator (RFC 7915, RFC 7757): bytes in, bytes out. It knows no routes: what is not
 * to be translated (RFC 7915 4.6, 5.6) must not be given to it.
 */
class SiitCore
{
  public:
    /** Throws std::invalid_argument naming the setting. */
    explicit SiitCore(const SiitSettings& settings);

    /** `nowNs` only moves the rate limit of errors. */
    Outcome Process(const PacketIn& in, const Surroundings& around, int64_t nowNs);

  private:
    Outcome Hairpin(const PacketIn& in,
                    const ParsedPacket& packet,
                    const Rewrite& rewrite,
                    const Surroundings& around,
                    int64_t nowNs);
    /** The way back of a hairpin; `there` is the packet in IPv4. */
    Outcome TurnBack(const PacketIn& in,
                     const Emission& there,
                     const Surroundings& around,
                     int64_t nowNs);

    SiitAddresses m_addresses;
    HeaderTranslator m_headers;
};

} // namespace ns3::v6lab

#endif // V6LAB_SIIT_CORE_H
