// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ZONE_WORDS_H
#define V6LAB_ZONE_WORDS_H

#include "model/core/dns/dns-name.h"

#include <cstdint>
#include <optional>
#include <string>

/** Words of a zone file; for sources of model/core/dns only. */
namespace ns3::v6lab
{

/** Thrown: what is wrong with an entry. */
struct EntryFault
{
    std::string sentence;
};

/** Begins like a TTL: seconds, or numbers with w, d, h, m, s behind them. */
bool IsTtl(const std::string& word);
/** Throws EntryFault for what is no TTL or more than 2^31-1 seconds (RFC 2181 8). */
uint32_t ReadTtl(const std::string& word);
/** "@" is the origin, a name without a dot at its end relative to it; throws EntryFault. */
DnsName ReadName(const std::string& text, const DnsName& origin);

} // namespace ns3::v6lab

#endif // V6LAB_ZONE_WORDS_H
