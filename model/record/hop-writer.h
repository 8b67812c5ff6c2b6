// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_HOP_WRITER_H
#define V6LAB_HOP_WRITER_H

#include "model/record/record-rows.h"

#include <memory>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace ns3::v6lab
{

/**
 * Inserts hops. Speaks to SQLite without its C++ wrapper and sixteen rows at a time, which costs
 * two thirds of one row at a time: the level packets is three rows for a packet that takes 6 us.
 */
class HopWriter
{
  public:
    explicit HopWriter(sqlite3* handle);

    /** Inside a transaction of the caller's; throws SQLite::Exception. */
    void Write(const std::vector<HopRow>& rows);

  private:
    struct Finalize
    {
        void operator()(sqlite3_stmt* statement) const;
    };

    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

    Statement Prepare(int rows) const;
    void Run(sqlite3_stmt* statement) const;

    sqlite3* m_handle;
    Statement m_many;
    Statement m_one;
};

} // namespace ns3::v6lab

#endif // V6LAB_HOP_WRITER_H
