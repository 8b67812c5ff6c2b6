// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CONNECTION_SCHEMA_H
#define V6LAB_CONNECTION_SCHEMA_H

namespace ns3::v6lab
{

/** The part of the schema that holds how flows found whom to call. Part of SchemaSql(). */
const char* ConnectionSchemaSql();

} // namespace ns3::v6lab

#endif // V6LAB_CONNECTION_SCHEMA_H
