// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_EMBEDDED_ADDRESS_H
#define V6LAB_EMBEDDED_ADDRESS_H

#include <string>

namespace ns3::v6lab
{

/**
 * The text of an IPv4 address behind an RFC 6052 prefix, both as options give them; the IPv4
 * address itself if the prefix is none, of which Validate() tells.
 */
std::string EmbeddedAddress(const std::string& prefix, const std::string& ipv4);

} // namespace ns3::v6lab

#endif // V6LAB_EMBEDDED_ADDRESS_H
