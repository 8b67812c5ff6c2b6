// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_HAPPY_EYEBALLS_H
#define V6LAB_HAPPY_EYEBALLS_H

#include "model/core/happy-eyeballs/untried-addresses.h"

#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** How an attempt to connect ended. */
enum class AttemptOutcome : uint8_t
{
    Running,
    Connected,
    Refused,
    TimedOut,
    Unreachable, //!< no route, or no address to call from
    NoPort,      //!< the host has no port left
    Cancelled,   //!< another attempt was faster, or the application gave up
};

/** "running", "connected", "refused", "timed-out", "unreachable", "no-free-port", "cancelled". */
const char* ToWord(AttemptOutcome outcome);

/** One attempt to connect, for the record. */
struct EyeballAttempt
{
    IpAddress address;
    int64_t startNs{0};
    int64_t endNs{-1}; //!< -1: it goes on
    AttemptOutcome outcome{AttemptOutcome::Running};
};

/** What the host must do now. */
struct EyeballAction
{
    enum class Kind : uint8_t
    {
        QueryAaaa,
        QueryA,
        Connect, //!< to the address of that attempt
        Cancel,  //!< that attempt
        GiveUp,  //!< nothing is left to try: the last action
    };

    Kind kind;
    size_t attempt{0}; //!< of Connect and Cancel: index into GetAttempts()
};

/**
 * Happy Eyeballs version 2 (RFC 8305): from a name, or from addresses, to one connection. A state
 * machine without a clock: each call takes the time in ns and returns what to do now, in order;
 * OnTime() is due at GetDeadline(). One object makes one connection.
 *
 * Addresses that the host cannot call are tried, the best of them, only if it can call none.
 */
class HappyEyeballs
{
  public:
    using Actions = std::vector<EyeballAction>;

    /** Throws std::invalid_argument for settings out of range. The history may be null. */
    HappyEyeballs(const EyeballSettings& settings,
                  const EyeballHost& host,
                  const ConsiderDestination& consider,
                  const AddressHistory* history = nullptr);

    /** Begins with a name: asks for its addresses. */
    Actions Start(int64_t nowNs);
    /** Begins with addresses: a literal one, or those that somebody knows. */
    Actions StartWith(const std::vector<IpAddress>& addresses, int64_t nowNs);

    /**
     * DNS answered with addresses. Another answer for the same family replaces those that are
     * untried (RFC 8305 6). `ttlNs` 0: they may be used for this connection only (RFC 1035 3.2.1).
     */
    Actions OnAddresses(Family family,
                        const std::vector<IpAddress>& addresses,
                        int64_t ttlNs,
                        int64_t nowNs);
    /** DNS answered that there are no addresses; `nameExists` false: NXDOMAIN. */
    Actions OnNegative(Family family, bool nameExists, int64_t nowNs);
    /** DNS did not answer, or with an error. */
    Actions OnFailure(Family family, int64_t nowNs);

    Actions OnConnected(size_t attempt, int64_t nowNs);
    Actions OnFailed(size_t attempt, AttemptOutcome outcome, int64_t nowNs);
    /** An ICMP error about an attempt, which goes on all the same (RFC 1122 4.2.3.9). */
    Actions OnTrouble(size_t attempt, int64_t nowNs);
    Actions OnTime(int64_t nowNs);
    /** The application does not want to connect any more; what runs is cancelled. */
    Actions Stop(int64_t nowNs);

    /** When OnTime() must be called; nothing: not unless something happens before. */
    std::optional<int64_t> GetDeadline() const;
    /** Every attempt so far, in the order of their starts. */
    const std::vector<EyeballAttempt>& GetAttempts() const;
    /** The attempt that connected. */
    std::optional<size_t> GetWinner() const;

  private:
    /** What DNS was asked and said of one family. */
    struct Question
    {
        bool asked{false};
        bool answered{false};
        std::optional<int64_t> expiresNs; //!< of the addresses in the last answer
    };

    Question& Of(Family family);
    const Question& Of(Family family) const;
    void Ask(Family family, Actions& actions);
    void Answered(Family family);
    /** RFC 8305 3: from when on connecting may begin; nothing: not before another answer. */
    std::optional<int64_t> FirstStart() const;
    int64_t DelayAfter(const DestinationCandidate& candidate) const;
    void Hurry(int64_t nowNs);
    void End(size_t attempt, AttemptOutcome outcome, int64_t nowNs);
    void CancelRunning(Actions& actions, int64_t nowNs);
    bool IsRunning() const;
    /** RFC 8305 7.2: an A query may still follow. */
    bool HasLastResort() const;
    void Expire(Family family, int64_t nowNs, Actions& actions);
    void TryNext(int64_t nowNs, Actions& actions);
    void TryLastResort(int64_t nowNs, Actions& actions);
    void GiveUpIfDone(int64_t nowNs, Actions& actions);
    void Connect(const DestinationCandidate& candidate, int64_t nowNs, Actions& actions);
    Actions Advance(int64_t nowNs, Actions actions = {});

    EyeballSettings m_settings;
    EyeballHost m_host;
    const AddressHistory* m_history;
    Question m_questions[2]; //!< IPv6, IPv4
    bool m_nameExists{true};
    UntriedAddresses m_untried;
    std::vector<EyeballAttempt> m_attempts;
    int64_t m_resolutionEndNs{0}; //!< RFC 8305 3: of the Resolution Delay
    int64_t m_nextStartNs{0};     //!< no attempt before this time
    std::optional<size_t> m_winner;
    bool m_over{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_HAPPY_EYEBALLS_H
