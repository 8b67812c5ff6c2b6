// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_STATE_LOG_H
#define V6LAB_STATE_LOG_H

#include "model/record/run-info.h"
#include "model/record/state-rows.h"

#include <array>
#include <map>
#include <set>
#include <utility>

namespace ns3::v6lab
{

/**
 * Turns what translators with state say of their bindings, sessions and pools into rows.
 *
 * A row of a binding or session comes about at its end, from what the translator says then; what
 * has not ended is asked for when the run is over. So nothing is kept here of what lives, however
 * many there are, but for which bindings are static.
 */
class StateLog
{
  public:
    /** The least time between two rows of a pool. */
    static constexpr int64_t POOL_INTERVAL_NS = 100'000'000;

    explicit StateLog(RecordLevel level);

    void OnBinding(uint32_t node, const BindingRecord& binding, Change change, int64_t nowNs);
    void OnSession(uint32_t node, const SessionRecord& session, Change change, int64_t nowNs);
    void OnPoolUse(uint32_t node, const PoolUse& use, int64_t nowNs);

    /**
     * What is there when the run is over; `expiresNs` is the latest of the binding's sessions, for
     * a binding that does not say itself when it ends.
     */
    void AddLiveBinding(uint32_t node,
                        const BindingRecord& binding,
                        const std::optional<int64_t>& expiresNs);
    void AddLiveSession(uint32_t node, const SessionRecord& session);
    /** The last uses of pools that waited for their time to come. */
    void AddLastPoolUse(int64_t nowNs);

    /** What is to be written; whoever writes it clears it. */
    StateRows& GetRows();

  private:
    using Outside = std::pair<std::optional<BibKind>, std::pair<IpAddress, uint16_t>>;

    struct Pool
    {
        std::optional<PoolRow> waiting; //!< what became of it since the last row
        std::optional<int64_t> due;     //!< when there may be the next row
    };

    struct Translator
    {
        std::set<Outside> permanent;
        std::array<Pool, BIB_KINDS + 1> pools; //!< the last one: of whole addresses
        // Of the session that was removed last: its binding may be removed next.
        std::optional<Outside> lastRemoved;
        int64_t lastExpiry{0};
    };

    static Outside OutsideOf(const BindingRecord& binding);
    static Outside OutsideOf(const SessionRecord& session);
    void WriteWaiting(Pool& pool, int64_t nowNs);

    RecordLevel m_level;
    StateRows m_rows;
    std::map<uint32_t, Translator> m_translators; //!< by node
};

} // namespace ns3::v6lab

#endif // V6LAB_STATE_LOG_H
