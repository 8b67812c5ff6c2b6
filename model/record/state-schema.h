// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_STATE_SCHEMA_H
#define V6LAB_STATE_SCHEMA_H

namespace ns3::v6lab
{

/** The part of SchemaSql() about what translators hold. */
const char* StateSchemaSql();

} // namespace ns3::v6lab

#endif // V6LAB_STATE_SCHEMA_H
