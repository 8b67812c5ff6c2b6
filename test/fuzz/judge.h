// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FUZZ_JUDGE_H
#define V6LAB_FUZZ_JUDGE_H

#include "helper/translate/packet-translator.h"

#include <string>

namespace ns3::v6lab::fuzz
{

/** Throws std::logic_error with this text if the condition does not hold. */
void Require(bool condition, const std::string& what);

/**
 * What every packet that leaves a translator must be: headers that agree with its length, a right
 * header checksum, a right checksum of the ICMP errors that the translator wrote itself.
 */
void JudgePacket(const SentPacket& sent, bool checksums);

/** A packet whose checksums were right has them right afterwards, unless it was cut. */
void JudgeChecksums(const std::vector<uint8_t>& in, const Translation& translation);

/** What no answer of a translator may be. */
void JudgeTranslation(const Translation& translation, bool checksums);

} // namespace ns3::v6lab::fuzz

#endif // V6LAB_FUZZ_JUDGE_H
