// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ERROR_TRANSLATION_H
#define V6LAB_ERROR_TRANSLATION_H

#include "model/core/translation/header-translator.h"
#include "model/core/translation/icmp-map.h"

namespace ns3::v6lab
{

/** An ICMP error to translate; all bytes of `in` must be at hand. */
struct ErrorToTranslate
{
    const PacketIn& in;
    const ParsedPacket& packet;
    const Rewrite& rewrite;
    const TranslationSettings& settings;
    icmp_map::MtuContext nextHops;
    uint32_t largest{0}; //!< bytes that the translated IP packet may have
};

/** The ICMP message in the other family from its type field on, or why there is none. */
struct ErrorTranslation
{
    std::vector<uint8_t> message;
    Reason reason{Reason::None};
};

/** RFC 7915 4.2, 4.3, 5.2, 5.3 and RFC 4884 for one ICMP error, checksum included. */
ErrorTranslation TranslateIcmpError(const ErrorToTranslate& error);

} // namespace ns3::v6lab

#endif // V6LAB_ERROR_TRANSLATION_H
