// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_READ_H
#define V6LAB_READ_H

#include "helper/topology/topology.h"

#include <string>

namespace ns3::v6lab
{

/**
 * Reads a topology from YAML or JSON text (see ReadSource() for which).
 *
 * Throws InputError with all faults of form at once: unknown keys with line, nearest key and the
 * allowed ones, missing keys, wrong types and words with line and path. What the values mean
 * is Validate()'s matter. `sourceName` appears in messages and decides by its ending.
 */
Topology ReadTopology(const std::string& text, const std::string& sourceName);

/** The same for a file; also throws InputError if it cannot be read or is too large. */
Topology ReadTopologyFile(const std::string& path);

/**
 * The same for JSON text that a program has made of its values: nobody sees that text, so messages
 * name paths and no lines.
 */
Topology ReadTopologyValue(const std::string& json);

/** All bytes of a file; InputError if it cannot be read, is no regular file or beyond `limit`. */
std::string ReadFileText(const std::string& path, size_t limit);

} // namespace ns3::v6lab

#endif // V6LAB_READ_H
