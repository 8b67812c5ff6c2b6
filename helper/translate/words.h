// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSLATE_WORDS_H
#define V6LAB_TRANSLATE_WORDS_H

#include "model/core/nat64/nat64-settings.h"
#include "model/core/translation/eam-table.h"

#include <optional>
#include <string>
#include <utility>

namespace ns3::v6lab
{

/** "192.0.2.0/24", or one address: a prefix of its whole length. */
std::optional<Prefix> PrefixOrAddress(const std::string& text);
/** "192.0.2.1#80". */
std::optional<std::pair<IpAddress, uint16_t>> AddressAndPort(const std::string& text);
/** "tcp", "udp", "icmp", in any case. */
std::optional<BibKind> BibKindFromWord(const std::string& word);

// What people write on the command line; all throw std::invalid_argument saying what is allowed.

/** "192.0.2.0/24=2001:db8::/120", in either order. */
Eam EamFromWord(const std::string& word);
/** "[PROTO:]192.0.2.1[-192.0.2.9][#1024-65535]", or a prefix instead of the two addresses. */
PoolRange PoolRangeFromWord(const std::string& word);
/** "tcp:2001:db8::1#80=192.0.2.1#8080". */
StaticBinding BindingFromWord(const std::string& word);
/** "2001:db8::/96". */
Pref64 Pref64FromWord(const std::string& word);

} // namespace ns3::v6lab

#endif // V6LAB_TRANSLATE_WORDS_H
