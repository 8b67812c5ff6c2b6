// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SECURITY_SCHEMA_H
#define V6LAB_SECURITY_SCHEMA_H

namespace ns3::v6lab
{

/** The part of the schema that holds Azure's security rules. Part of SchemaSql(). */
const char* SecuritySchemaSql();

} // namespace ns3::v6lab

#endif // V6LAB_SECURITY_SCHEMA_H
