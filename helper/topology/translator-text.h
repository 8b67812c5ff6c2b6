// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSLATOR_TEXT_H
#define V6LAB_TRANSLATOR_TEXT_H

#include "model/core/nat64/pool4.h"
#include "model/core/translation/eam-table.h"

#include <optional>
#include <string>

/** What the texts of a translator's configuration mean; nothing for other text. */
namespace ns3::v6lab
{

/** "all", "tcp", "udp" or "icmp"; "all" is an empty kind. False for other words. */
bool ParsePoolProtocol(const std::string& text, std::optional<BibKind>& kind);
/** "203.0.113.1", "203.0.113.1-203.0.113.9" or "203.0.113.0/28"; fills first and last. */
bool ParseAddressRange(const std::string& text, PoolRange& range);
/** "1024-65535" or "5000"; fills firstPort and lastPort. */
bool ParsePortRange(const std::string& text, PoolRange& range);
/** "2001:db8::1#80" or "203.0.113.1#80". */
std::optional<TransportAddress> ParseTransportAddress(const std::string& text);
/** A prefix, or an address as the prefix of all its bits (RFC 7757 3.2). */
std::optional<Prefix> ParseBlock(const std::string& text);
/** Both sides of a mapping, of the right families. */
std::optional<Eam> ParseMapping(const std::string& ipv4, const std::string& ipv6);

} // namespace ns3::v6lab

#endif // V6LAB_TRANSLATOR_TEXT_H
