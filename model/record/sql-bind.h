// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SQL_BIND_H
#define V6LAB_SQL_BIND_H

#include "model/core/address.h"
#include "model/core/reason.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/VariadicBind.h>
#include <optional>
#include <string>

namespace ns3::v6lab::sql
{

/** The database's number of a node; the fabric is -1. */
int64_t NodeId(uint32_t node);

// Each binds NULL where there is nothing to say.
void BindText(SQLite::Statement& statement, int index, const std::string& text);
void BindAddress(SQLite::Statement& statement, int index, const IpAddress& address);
void BindFamily(SQLite::Statement& statement, int index, const std::optional<Family>& family);
void BindReason(SQLite::Statement& statement, int index, Reason reason);
/** 0 is nothing. */
void BindId(SQLite::Statement& statement, int index, int64_t id);
/** The fabric is nothing. */
void BindNear(SQLite::Statement& statement, int index, uint32_t near);

/** Executes and makes ready for the next row. */
void Run(SQLite::Statement& statement);

/** Binds the values to the parameters in their order, and runs the statement. */
template <typename... Values>
void
Insert(SQLite::Statement& statement, const Values&... values)
{
    SQLite::bind(statement, values...);
    Run(statement);
}

} // namespace ns3::v6lab::sql

#endif // V6LAB_SQL_BIND_H
