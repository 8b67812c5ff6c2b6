// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADVERTISEMENT_TIMER_H
#define V6LAB_ADVERTISEMENT_TIMER_H

#include <cstdint>
#include <optional>

namespace ns3::v6lab
{

/**
 * When a router advertises on a link (RFC 4861 6.2.4, 6.2.6). All to all nodes; answers to
 * solicitations join the next one that may go. Time and chance are passed in: nanoseconds, and
 * numbers from 0 to 1.
 */
class AdvertisementTimer
{
  public:
    /** Of the settings. */
    void SetIntervals(uint32_t minSeconds, uint32_t maxSeconds);
    /** The link becomes one to advertise on, or there is news: a few come fast from now on. */
    void Start(int64_t nowNs);
    /** Somebody asks; `chance` spreads the answers over half a second. */
    void OnSolicitation(int64_t nowNs, double chance);
    /** One has been sent. */
    void OnSent(int64_t nowNs, double chance);

    /** When the next one is due; never before Start(). */
    std::optional<int64_t> GetNext() const
    {
        return m_next;
    }

  private:
    /** No earlier than MIN_DELAY_BETWEEN_RAS after the last one (6.2.6). */
    int64_t Allowed(int64_t wantedNs) const;

    uint32_t m_minSeconds{200};
    uint32_t m_maxSeconds{600};
    uint32_t m_fast{0}; //!< that are still to come fast
    std::optional<int64_t> m_last;
    std::optional<int64_t> m_next;
};

} // namespace ns3::v6lab

#endif // V6LAB_ADVERTISEMENT_TIMER_H
