// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_STATE_ROWS_H
#define V6LAB_STATE_ROWS_H

#include "model/core/nat64/state-records.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** A row of the table binding. */
struct BindingRow
{
    BindingRecord binding;
    std::optional<int64_t> expiresNs; //!< nothing: it had no session
    std::optional<int64_t> removedNs; //!< nothing: it is there still
    uint32_t node{0};
};

/** A row of the table session. */
struct SessionRow
{
    SessionRecord session;
    std::optional<int64_t> removedNs; //!< nothing: it is there still
    uint32_t node{0};
    bool isStatic{false}; //!< its binding
};

/** A row of the table session_event. */
struct SessionEventRow
{
    SessionRecord session;
    int64_t timeNs{0};
    uint32_t node{0};
    Change change{Change::Added};
};

/** A row of the table pool_use. */
struct PoolRow
{
    int64_t timeNs{0};
    uint64_t used{0};
    uint64_t capacity{0};
    uint32_t node{0};
    std::optional<BibKind> kind; //!< nothing: of all protocols
};

/** What there is to write about translators' state. */
struct StateRows
{
    std::vector<BindingRow> bindings;
    std::vector<SessionRow> sessions;
    std::vector<SessionEventRow> events;
    std::vector<PoolRow> pools;

    size_t GetSize() const
    {
        return bindings.size() + sessions.size() + events.size() + pools.size();
    }

    void Clear()
    {
        bindings.clear();
        sessions.clear();
        events.clear();
        pools.clear();
    }
};

} // namespace ns3::v6lab

#endif // V6LAB_STATE_ROWS_H
