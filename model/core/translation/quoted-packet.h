// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_QUOTED_PACKET_H
#define V6LAB_QUOTED_PACKET_H

#include "model/core/translation/header-translator.h"

namespace ns3::v6lab
{

/** A quoted packet in the other family, or why there is none. */
struct QuotedTranslation
{
    std::vector<uint8_t> bytes;
    Reason reason{Reason::None};
    uint32_t length{0}; //!< of the packet that was quoted, in bytes, before it was cut off
};

/** What an ICMP error quotes. */
struct QuotedBytes
{
    Family family{Family::V4};
    const uint8_t* bytes{nullptr};
    uint32_t size{0};   //!< the packet's part of the message
    uint32_t behind{0}; //!< bytes of the message behind that
};

/**
 * The packet that an ICMP error quotes (RFC 7915 4.3, 5.3): like any other, but the hop limit
 * stays, what is cut off is not missed, and it must not be an ICMP error itself.
 */
QuotedTranslation TranslateQuoted(const QuotedBytes& quoted,
                                  const Endpoints& to,
                                  const TranslationSettings& settings);

} // namespace ns3::v6lab

#endif // V6LAB_QUOTED_PACKET_H
