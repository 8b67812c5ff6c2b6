// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCPV6_RETRANSMISSION_H
#define V6LAB_DHCPV6_RETRANSMISSION_H

#include <cstdint>
#include <optional>

namespace ns3::v6lab
{

/**
 * When a client sends its message again (RFC 8415 15). Times in nanoseconds; `chance` is a random
 * number from 0 to 1, of which the RFC's RAND, from -0.1 to 0.1, is made.
 */
class Dhcpv6Retransmission
{
  public:
    /** The parameters of one kind of message (7.6); 0: no limit. */
    struct Settings
    {
        int64_t initialNs{1000000000}; //!< IRT
        int64_t longestNs{0};          //!< MRT
        uint32_t messages{0};          //!< MRC
        int64_t durationNs{0};         //!< MRD
    };

    explicit Dhcpv6Retransmission(const Settings& settings);

    /** A message is about to go; false if it must not: the exchange has failed. */
    bool OnSending(int64_t nowNs, double chance);
    /** Another MRT, for what is sent from now on. */
    void SetLongest(int64_t longestNs);
    /** When the next one goes, or the exchange fails; nothing before the first. */
    std::optional<int64_t> GetDeadline() const;
    /** Since the first message, in hundredths of a second, at most 65535 (21.9). */
    uint16_t GetElapsed(int64_t nowNs) const;

  private:
    Settings m_settings;
    uint32_t m_sent{0};
    int64_t m_startNs{0};
    int64_t m_timeoutNs{0}; //!< RT
    int64_t m_nextNs{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_DHCPV6_RETRANSMISSION_H
