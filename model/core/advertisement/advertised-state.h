// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADVERTISED_STATE_H
#define V6LAB_ADVERTISED_STATE_H

#include "model/core/advertisement/router-advertisement.h"
#include "model/core/advertisement/timed-list.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::v6lab
{

/**
 * What a host knows of one link from router advertisements (RFC 4861 6.3, RFC 4862 5.5, RFC 8106
 * 5.3, RFC 8781 5). Time is passed in, in nanoseconds; Expire() forgets what has ended by then.
 */
class AdvertisedState
{
  public:
    /** A prefix to make addresses of. */
    struct Autonomous
    {
        Prefix prefix;
        int64_t preferredUntilNs{0}; //!< then the address is deprecated (RFC 4862 5.5.4)
        int64_t validUntilNs{0};     //!< then it is gone

        bool IsDeprecated(int64_t nowNs) const
        {
            return preferredUntilNs <= nowNs;
        }
    };

    void Receive(const IpAddress& router, const RouterAdvertisement& heard, int64_t nowNs);
    void Expire(int64_t nowNs);
    /** When Expire() has something to do, or an address becomes deprecated. After `nowNs`. */
    std::optional<int64_t> GetDeadline(int64_t nowNs) const;

    /** Default routers, in the order in which they were first heard. */
    std::vector<IpAddress> GetRouters() const
    {
        return m_routers.GetValues();
    }

    /** Prefixes of neighbours; may be in doubt where GetAutonomous() is not, and the reverse. */
    std::vector<Prefix> GetOnLink() const
    {
        return m_onLink.GetValues();
    }

    const std::vector<Autonomous>& GetAutonomous() const
    {
        return m_autonomous;
    }

    std::vector<IpAddress> GetResolvers() const
    {
        return m_resolvers.GetValues();
    }

    std::vector<Pref64> GetPref64s() const
    {
        return m_pref64s.GetValues();
    }

    /** The hosts' hop limit; 0: not told. */
    uint8_t GetHopLimit() const
    {
        return m_hopLimit;
    }

    std::optional<uint32_t> GetMtu() const
    {
        return m_mtu;
    }

    /** The flags of the last advertisement. */
    bool IsManaged() const
    {
        return m_managed;
    }

    bool HasOtherConfiguration() const
    {
        return m_other;
    }

  private:
    void HearAutonomous(const PrefixInformation& prefix, int64_t nowNs);

    TimedList<IpAddress> m_routers;
    TimedList<Prefix> m_onLink;
    TimedList<IpAddress> m_resolvers;
    TimedList<Pref64> m_pref64s;
    std::vector<Autonomous> m_autonomous;
    uint8_t m_hopLimit{0};
    std::optional<uint32_t> m_mtu;
    bool m_managed{false};
    bool m_other{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_ADVERTISED_STATE_H
