// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_IPV4_ISLAND_CONCLUSION_H
#define V6LAB_IPV4_ISLAND_CONCLUSION_H

#include "model/core/address.h"
#include "model/record/reader.h"

#include <string>

/** What the scenario `ipv4-island` makes of a run when it is over. */
namespace ns3::v6lab::island
{

/**
 * Writes the three captures of the hands-on: pings on one side of a translator and then on the
 * other. `outer` is the internet's server as it is called between CLAT and PLAT, or, without a
 * CLAT, its own address. Throws std::runtime_error if a file cannot be read or written.
 */
void WriteCaptures(const std::string& directory, const IpAddress& outer);

/** The questions of the hands-on with what a run's `v_translation` answers. */
std::string AnswerQuestions(const Table& translations, bool clat);

} // namespace ns3::v6lab::island

#endif // V6LAB_IPV4_ISLAND_CONCLUSION_H
