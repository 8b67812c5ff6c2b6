// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ZONE_NUMBERS_H
#define V6LAB_ZONE_NUMBERS_H

#include <cstdint>
#include <string>

/** Numbers in a record's data; for sources of model/core/dns only. */
namespace ns3::v6lab
{

/**
 * What is wrong with the numbers in the data of a record of this type, as a zone file has them
 * (RFC 1035 5.1): that one is no number, or does not fit its field. Empty if nothing is. ldns
 * itself would cut them to the field's size without a word.
 */
std::string FaultOfNumbers(uint16_t type, const std::string& data);

} // namespace ns3::v6lab

#endif // V6LAB_ZONE_NUMBERS_H
