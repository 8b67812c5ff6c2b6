// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PREF64_CHOICE_H
#define V6LAB_PREF64_CHOICE_H

#include "model/core/advertisement/timed-list.h"
#include "model/core/translation/pref64.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** Where a NAT64's prefix is known from; the first that has one counts (RFC 8781 5.1, RFC 8585). */
enum class Pref64Source : uint8_t
{
    Static,              //!< an administrator
    Pcp,                 //!< the Port Control Protocol (RFC 7225)
    RouterAdvertisement, //!< PREF64 options (RFC 8781)
    Dns,                 //!< ipv4only.arpa (RFC 7050)
};

/** "static", "pcp", "ra" or "dns". */
const char* ToWord(Pref64Source source);

/**
 * The NAT64 prefixes that one interface of a host was told, and which of them count now. Each
 * interface has its own (RFC 8781 5.1). Time is passed in, in nanoseconds.
 */
class Pref64Choice
{
  public:
    /** Is called after what counts has changed: the source or the list. */
    using Listener = std::function<void(const Pref64Choice&)>;

    void SetListener(Listener listener);

    /** Replaces the configured prefixes; empty: none. */
    void SetStatic(const std::vector<Pref64>& prefixes);
    /** Replaces what PCP told. */
    void SetPcp(const std::vector<Pref64>& prefixes, uint32_t lifetimeSeconds, int64_t nowNs);
    /** A router's PREF64 option; lifetime 0: it no longer stands by it (RFC 8781 4.1). */
    void Advertise(const IpAddress& router,
                   const Pref64& prefix,
                   uint32_t lifetimeSeconds,
                   int64_t nowNs);
    /** Replaces what DNS told. */
    void SetDns(const std::vector<Pref64>& prefixes, uint32_t ttlSeconds, int64_t nowNs);
    /** The interface is down: all but the configured prefixes are forgotten. */
    void Reset();

    /** Forgets what has ended. */
    void Expire(int64_t nowNs);
    /** When Expire() has something to do; nothing if nothing ends. */
    std::optional<int64_t> GetDeadline() const;

    /**
     * All that count, in the order in which they were told: addresses in any of them are
     * translated ones, and the first is for making such addresses (RFC 7050 3).
     */
    const std::vector<Pref64>& GetPrefixes() const
    {
        return m_current;
    }

    /** The first, for synthesis. */
    std::optional<Pref64> GetFirst() const;
    /** Of those that count, the one that contains the address. */
    std::optional<Pref64> FindFor(const IpAddress& ipv6) const;

    /** Nothing if no prefix is known. */
    std::optional<Pref64Source> GetSource() const
    {
        return m_source;
    }

    /** A sentence if routers advertise different prefixes (RFC 8781 5.2); else empty. */
    std::string GetInconsistency() const;

  private:
    static constexpr size_t SOURCES = 4;

    TimedList<Pref64>& Of(Pref64Source source);
    void Replace(Pref64Source source,
                 const std::vector<Pref64>& prefixes,
                 uint32_t lifetimeSeconds,
                 int64_t nowNs);
    void Update();

    std::array<TimedList<Pref64>, SOURCES> m_told; //!< by source
    std::vector<Pref64> m_current;
    std::optional<Pref64Source> m_source;
    Listener m_listener;
};

} // namespace ns3::v6lab

#endif // V6LAB_PREF64_CHOICE_H
