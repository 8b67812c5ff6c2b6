// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NAT64_CORE_H
#define V6LAB_NAT64_CORE_H

#include "model/core/nat64/nat64-settings.h"
#include "model/core/nat64/state-records.h"
#include "model/core/translation/outcome.h"
#include "model/core/translation/packet-in.h"
#include "model/core/translation/surroundings.h"

#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** Told of every change of state; all may stay empty. */
struct Nat64Watch
{
    std::function<void(const BindingRecord&, Change, int64_t nowNs)> binding;
    std::function<void(const SessionRecord&, Change, int64_t nowNs)> session;
    /** A packet that was held, by PacketIn::handle, will not go on (Fate::Held). */
    std::function<void(uint64_t handle, Reason, int64_t nowNs)> dropped;
    /** A packet that was held went on as a part of another one: with its other fragments. */
    std::function<void(uint64_t handle, int64_t nowNs)> joined;
};

/** What a NAT64 holds. */
struct Nat64Usage
{
    uint64_t bindings[BIB_KINDS]{};
    uint64_t sessions[BIB_KINDS]{};
    uint64_t storedSyns{0};
    uint64_t heldFragments{0};
    uint64_t heldBytes{0};
    uint64_t poolUsed[BIB_KINDS]{};
    uint64_t poolCapacity[BIB_KINDS]{};
};

/**
 * A stateful translator (RFC 6146): bytes and time in, bytes out. Time must not run backwards.
 * Nothing happens between calls: the owner calls Advance() when GetNextDeadline() has come.
 */
class Nat64Core
{
  public:
    static constexpr int64_t NEVER = std::numeric_limits<int64_t>::max();

    /** Throws std::invalid_argument naming the setting. */
    explicit Nat64Core(const Nat64Settings& settings);
    ~Nat64Core();

    void SetWatch(Nat64Watch watch);

    /**
     * Expires what is due, then handles the packet. The emissions of what expired are not lost:
     * call Advance() first to have them apart.
     */
    Outcome Process(const PacketIn& in, const Surroundings& around, int64_t nowNs);

    /** Everything due at `nowNs` or before, and what is to be sent for it: probes, ICMP errors. */
    std::vector<Emission> Advance(const Surroundings& around, int64_t nowNs);
    /** When Advance() has something to do next; NEVER if nothing waits. */
    int64_t GetNextDeadline() const;

    /** Sorted by protocol, then inside address and port. */
    std::vector<BindingRecord> GetBindings() const;
    std::vector<SessionRecord> GetSessions() const;
    Nat64Usage GetUsage() const;
    const PoolCounters& GetPoolCounters() const;
    /** Whether a packet to that pool address and port has a binding to go by. */
    bool HasBinding(BibKind kind, const TransportAddress& outside) const;
    /** Throws std::invalid_argument if the pool does not own it or it is in use. */
    void AddBinding(const StaticBinding& binding, int64_t nowNs);
    /** With its sessions; false if there is no such binding. */
    bool RemoveBinding(BibKind kind, const TransportAddress& outside, int64_t nowNs);
    /** For tests: what contradicts RFC 6146 3.1 in the tables, empty if all is well. Slow. */
    std::string CheckInvariants() const;

  private:
    class State;
    std::unique_ptr<State> m_state;
};

} // namespace ns3::v6lab

#endif // V6LAB_NAT64_CORE_H
