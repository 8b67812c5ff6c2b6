// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_STRUCT_TABLE_H
#define V6LAB_STRUCT_TABLE_H

#include <string>

namespace ns3::v6lab::bindings
{

/**
 * The structs of a topology as JSON, each after those that it consists of: name in C++, title,
 * comment, and of every field name, type, default and what Field says of it. Python makes its
 * classes of this.
 */
std::string StructTable();

} // namespace ns3::v6lab::bindings

#endif // V6LAB_STRUCT_TABLE_H
