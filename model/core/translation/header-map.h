// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_HEADER_MAP_H
#define V6LAB_HEADER_MAP_H

#include "model/core/translation/header-translator.h"
#include "model/core/translation/ip-header.h"

namespace ns3::v6lab
{

/**
 * The IP header of the other family (RFC 7915 4.1, 5.1, 5.1.1), `payload` bytes behind it. The hop
 * limit is copied. IPv4: the identification comes from a Fragment Header or is 0; DF follows the
 * size (decision D3) unless there was a Fragment Header.
 */
IpHeader MapHeader(const ParsedPacket& packet,
                   const Endpoints& to,
                   uint32_t payload,
                   const TranslationSettings& settings);

} // namespace ns3::v6lab

#endif // V6LAB_HEADER_MAP_H
