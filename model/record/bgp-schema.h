// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_SCHEMA_H
#define V6LAB_BGP_SCHEMA_H

namespace ns3::v6lab
{

/** The part of SchemaSql() about BGP. */
const char* BgpSchemaSql();

} // namespace ns3::v6lab

#endif // V6LAB_BGP_SCHEMA_H
