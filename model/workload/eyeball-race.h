// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_EYEBALL_RACE_H
#define V6LAB_EYEBALL_RACE_H

#include "model/core/happy-eyeballs/happy-eyeballs.h"
#include "model/workload/connection-history.h"
#include "model/workload/name-lookup.h"

#include "ns3/event-id.h"
#include "ns3/node.h"
#include "ns3/simple-ref-count.h"

#include <deque>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** Whom to connect to: a name, or else addresses. */
struct RaceTarget
{
    std::string name;
    Ptr<NameLookup> lookup; //!< for a name
    std::vector<IpAddress> addresses;
    std::optional<Family> only;   //!< of a name: the one family that is wanted
    std::vector<Pref64> prefixes; //!< of the network's NAT64, as far as the node knows them
    Ptr<NetDevice> bound{};       //!< that the sockets are bound to; null: none
};

/**
 * One connection by Happy Eyeballs (RFC 8305) in simulated time: HappyEyeballs, its clock and its
 * questions to DNS. Who makes the connections is told what to do, and tells what became of it.
 *
 * The callbacks live as long as they are wanted: after Stop() and after the last one, GiveUp,
 * nobody is called any more.
 */
class EyeballRace : public SimpleRefCount<EyeballRace>
{
  public:
    /** Who makes the connections. */
    class Runner
    {
      public:
        virtual ~Runner() = default;
        virtual void Connect(EyeballRace& race, size_t attempt, const IpAddress& address) = 0;
        virtual void Cancel(EyeballRace& race, size_t attempt) = 0;
        virtual void GiveUp(EyeballRace& race) = 0;
    };

    EyeballRace(Runner& runner,
                const Ptr<ns3::Node>& node,
                const EyeballSettings& settings,
                const RaceTarget& target);
    ~EyeballRace();
    EyeballRace(const EyeballRace&) = delete;
    EyeballRace& operator=(const EyeballRace&) = delete;

    void Start();
    void OnConnected(size_t attempt);
    void OnFailed(size_t attempt, AttemptOutcome outcome);
    void OnTrouble(size_t attempt);
    /** Nobody wants the connection any more; cancels what runs. */
    void Stop();
    /** Calls its runner no more; for the end of the simulation. */
    void Forget();

    const std::vector<EyeballAttempt>& GetAttempts() const;
    /** The attempt that connected. */
    std::optional<size_t> GetWinner() const;
    /** Answers that brought no address. */
    const std::vector<LookupResult>& GetDisappointments() const;
    /** When the first answer with addresses came; nothing for known ones. */
    std::optional<int64_t> GetResolvedNs() const;

  private:
    void Ask(Family family);
    void OnAnswer(const LookupResult& result);
    void OnTime();
    void Do(const HappyEyeballs::Actions& actions);
    void Do(const EyeballAction& action);
    void Wait();

    Runner* m_runner; //!< null when it wants to hear no more
    Ptr<ns3::Node> m_node;
    RaceTarget m_target;
    Ptr<ConnectionHistory> m_history;
    HappyEyeballs m_eyeballs;
    std::vector<LookupResult> m_disappointments;
    std::optional<int64_t> m_resolvedNs;
    std::deque<EyeballAction> m_todo; //!< what is done may lead to more
    bool m_busy{false};
    EventId m_timer;
};

} // namespace ns3::v6lab

#endif // V6LAB_EYEBALL_RACE_H
