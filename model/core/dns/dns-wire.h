// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_WIRE_H
#define V6LAB_DNS_WIRE_H

#include <cstddef>
#include <cstdint>

namespace ns3::v6lab
{

/**
 * Whether bytes are one message and nothing else (RFC 1035 4.1), as strictly as ldns is not: all
 * that the header counts is there and nothing behind it; compression points backwards only (4.1.4);
 * each record's data has the form of its type; OPT stands once, for the root, among the additional
 * records (RFC 6891 6.1.1).
 */
bool IsWholeDnsMessage(const uint8_t* bytes, size_t size);

} // namespace ns3::v6lab

#endif // V6LAB_DNS_WIRE_H
