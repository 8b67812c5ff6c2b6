// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RUN_CLAIM_H
#define V6LAB_RUN_CLAIM_H

#include "model/record/run-info.h"

#include <SQLiteCpp/Database.h>
#include <string>

namespace ns3::v6lab
{

/**
 * A run's row and its right to the run's id, of which a file holds one record.
 *
 * While a record of the id is there already (complete, left behind by a killed process, or still
 * being written by another one), the new row is called ID+2, ID+3, ... It takes the id when the run
 * is complete, and older records go. Of several processes that make the same run at once the first
 * to complete keeps its record; the others drop theirs, which says the same.
 *
 * Each call must be made within a transaction of the caller's.
 */
class RunClaim
{
  public:
    /** Inserts the row, status incomplete. */
    RunClaim(SQLite::Database& database, const RunInfo& info, RecordLevel level);

    int64_t GetKey() const
    {
        return m_key;
    }

    /** Under which id the file has the run at the moment. */
    const std::string& GetName() const
    {
        return m_name;
    }

    /** False once another record has taken the place of this one: nothing more is to be written. */
    bool IsHeld(SQLite::Database& database);
    /** The run is complete. Foreign keys must be on, so that rows go with their run. */
    void Settle(SQLite::Database& database);

  private:
    void ChooseName(SQLite::Database& database);
    void GiveWay();

    std::string m_id;
    std::string m_name;
    int64_t m_key{0};
    int64_t m_old{0}; //!< the complete record that was there at the beginning
    bool m_held{true};
};

} // namespace ns3::v6lab

#endif // V6LAB_RUN_CLAIM_H
