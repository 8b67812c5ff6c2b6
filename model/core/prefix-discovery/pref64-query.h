// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PREF64_QUERY_H
#define V6LAB_PREF64_QUERY_H

#include "model/core/translation/pref64.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::v6lab
{

/**
 * When a host asks DNS for ipv4only.arpa, and what it makes of the answers (RFC 7050 3). Knows
 * nothing of DNS messages: whoever owns it asks, and tells the result. Time is passed in, in
 * nanoseconds; each call returns what is to be done now, in order.
 */
class Pref64Query
{
  public:
    /** The name whose AAAA records tell the prefix (RFC 7050 8.1). */
    static constexpr const char* NAME = "ipv4only.arpa.";

    struct Settings
    {
        bool askA{true};               //!< if there is no AAAA: is there a DNS64 at all? (3)
        uint32_t firstRetrySeconds{5}; //!< after a failure; doubles with each (RFC 1035 7.2)
        uint32_t lastRetrySeconds{600};
    };

    enum class Do : uint8_t
    {
        AskAaaa, //!< with the CD bit clear: a DNS64 would not synthesise (3)
        AskA,
        Learned, //!< `prefixes` count from now on, for `ttlSeconds`
        Lost,    //!< no prefix is known any more
        NoDns64, //!< the resolver knows the name and synthesises nothing
    };

    struct Action
    {
        Do what;
        std::vector<Pref64> prefixes;
        uint32_t ttlSeconds{0};
    };

    using Actions = std::vector<Action>;

    Pref64Query() = default;
    explicit Pref64Query(const Settings& settings);

    /** The network is there: asks at once, whatever was known before. */
    Actions Start(int64_t nowNs);
    /** The network is gone: nothing is asked until the next Start(). */
    Actions Stop();

    /** AAAA records came; the TTL is the lowest of theirs. */
    Actions OnAaaa(const std::vector<IpAddress>& addresses, uint32_t ttlSeconds, int64_t nowNs);
    /** There are no AAAA records; the TTL is that of the negative answer (RFC 2308 5). */
    Actions OnNegative(uint32_t ttlSeconds, int64_t nowNs);
    /** No answer, in spite of the resolver's own retransmissions, or one that says nothing. */
    Actions OnFailure(int64_t nowNs);
    /** What became of the query for A records. */
    Actions OnA(bool hasRecords);
    /** AAAA records of some other name passed by: 64:ff9b::/96 in one of them is a sign (3). */
    Actions OnOtherAaaa(const std::vector<IpAddress>& addresses,
                        uint32_t ttlSeconds,
                        int64_t nowNs);

    /** Time has come: to ask again, or to give up what has ended. */
    Actions OnTime(int64_t nowNs);
    /** When OnTime() has something to do. */
    std::optional<int64_t> GetDeadline() const;

    const std::vector<Pref64>& GetPrefixes() const
    {
        return m_prefixes;
    }

  private:
    Actions Ask();
    void Learn(const std::vector<Pref64>& prefixes, uint32_t ttl, int64_t nowNs, Actions& actions);
    void Lose(Actions& actions);

    Settings m_settings;
    bool m_running{false};
    bool m_waiting{false};               //!< for an answer
    std::optional<int64_t> m_askAgainNs; //!< nothing while m_waiting
    std::optional<int64_t> m_expiresNs;  //!< of the prefixes
    uint32_t m_failures{0};              //!< in a row
    std::vector<Pref64> m_prefixes;
};

} // namespace ns3::v6lab

#endif // V6LAB_PREF64_QUERY_H
