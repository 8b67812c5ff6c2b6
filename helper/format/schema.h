// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SCHEMA_H
#define V6LAB_SCHEMA_H

#include <string>

namespace ns3::v6lab
{

/** JSON schema (draft-07) of topology files, generated from the declared fields. */
std::string TopologySchema();

/** The same as Markdown for people: one table per struct with key, type, default and meaning. */
std::string TopologyDocs();

} // namespace ns3::v6lab

#endif // V6LAB_SCHEMA_H
