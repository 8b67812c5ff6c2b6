// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_STATEFUL_TRANSLATOR_H
#define V6LAB_STATEFUL_TRANSLATOR_H

#include "model/core/nat64/state-records.h"
#include "model/translation/translator.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/traced-callback.h"

#include <limits>

namespace ns3::v6lab
{

/**
 * What translators with bindings and sessions share: the trace sources Binding, Session (added,
 * changed, removed) and PoolUse, and their timers. One simulator event waits for all timers
 * together, and ends all that end within TimerGranularity; packets meet the tables as they are at
 * that very time.
 */
class StatefulTranslator : public Translator
{
  public:
    using BindingTrace = TracedCallback<const BindingRecord&, Change>;
    using SessionTrace = TracedCallback<const SessionRecord&, Change>;
    using PoolTrace = TracedCallback<const PoolUse&>;
    /** Signatures of listeners, named for ns-3's trace documentation. */
    using BindingCallback = void (*)(const BindingRecord& binding, Change change);
    using SessionCallback = void (*)(const SessionRecord& session, Change change);
    using PoolCallback = void (*)(const PoolUse& use);

    static TypeId GetTypeId();

    StatefulTranslator();
    ~StatefulTranslator() override;

    /** What it holds now; empty before Attach(). */
    virtual std::vector<BindingRecord> GetBindings() const = 0;
    virtual std::vector<SessionRecord> GetSessions() const = 0;
    /** Of each pool that has something in it. */
    virtual std::vector<PoolUse> GetPoolUse() const = 0;

  protected:
    static constexpr int64_t NEVER = std::numeric_limits<int64_t>::max();

    void DoDispose() override;
    void AfterPacket() override;
    /** When AdvanceTo() has something to do next; NEVER if nothing waits. */
    virtual int64_t GetNextDeadline() const = 0;
    /** Everything due at `nowNs` or before, and what is to be sent for it. */
    virtual std::vector<Emission> AdvanceTo(int64_t nowNs) = 0;
    /** What expires now comes before the packet. */
    void ExpireBefore(int64_t nowNs);

    BindingTrace m_binding;
    SessionTrace m_session;
    PoolTrace m_poolUse;

  private:
    void Expire();

    EventId m_timer;
    int64_t m_timerAt{NEVER};
    Time m_granularity; //!< attribute
};

} // namespace ns3::v6lab

#endif // V6LAB_STATEFUL_TRANSLATOR_H
