// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/sql-bind.h"

#include "model/trace/packet-event.h"

namespace ns3::v6lab::sql
{

int64_t
NodeId(uint32_t node)
{
    return node == PacketEvent::FABRIC ? -1 : static_cast<int64_t>(node);
}

void
BindText(SQLite::Statement& statement, int index, const std::string& text)
{
    if (text.empty())
    {
        statement.bind(index); // NULL
        return;
    }
    statement.bind(index, text);
}

void
BindAddress(SQLite::Statement& statement, int index, const IpAddress& address)
{
    BindText(statement, index, address.IsUnspecified() ? "" : address.ToString());
}

void
BindFamily(SQLite::Statement& statement, int index, const std::optional<Family>& family)
{
    BindText(statement, index, family ? ToWord(*family) : "");
}

void
BindReason(SQLite::Statement& statement, int index, Reason reason)
{
    if (reason == Reason::None)
    {
        statement.bind(index); // NULL
        return;
    }
    // The table of reasons is made of string literals, which end in a zero byte.
    statement.bindNoCopy(index, Describe(reason).word.data());
}

void
BindId(SQLite::Statement& statement, int index, int64_t id)
{
    id == 0 ? statement.bind(index) : statement.bind(index, id);
}

void
BindNear(SQLite::Statement& statement, int index, uint32_t near)
{
    near == PacketEvent::FABRIC ? statement.bind(index)
                                : statement.bind(index, static_cast<int64_t>(near));
}

void
Run(SQLite::Statement& statement)
{
    statement.exec();
    statement.reset();
}

} // namespace ns3::v6lab::sql
