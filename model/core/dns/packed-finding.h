// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PACKED_FINDING_H
#define V6LAB_PACKED_FINDING_H

#include "model/core/dns/dns-finding.h"

#include <string>
#include <string_view>

namespace ns3::v6lab
{

/**
 * The records of a finding as bytes, for caches: behind the wire form of the name asked for, each
 * record says only what is not as in the question.
 */
std::string PackRecords(const DnsQuestion& question, const DnsFinding& finding);

/** Adds the records to the finding, whose TTL they get. */
void UnpackRecords(const char* packed, const DnsQuestion& question, DnsFinding& finding);

/** The name that it begins with, as on the wire. */
std::string_view PackedName(const char* packed);

} // namespace ns3::v6lab

#endif // V6LAB_PACKED_FINDING_H
