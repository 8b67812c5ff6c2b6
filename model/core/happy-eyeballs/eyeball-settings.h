// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_EYEBALL_SETTINGS_H
#define V6LAB_EYEBALL_SETTINGS_H

#include "model/core/address.h"
#include "model/core/translation/pref64.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** RFC 8305 8: the values that may be configured, with those that it recommends. Times in ns. */
struct EyeballSettings
{
    static constexpr int64_t MS = 1000000;
    static constexpr int64_t SHORTEST_ATTEMPT_DELAY_NS = 10 * MS;  //!< RFC 8305 5: MUST NOT be less
    static constexpr int64_t LONGEST_ATTEMPT_DELAY_NS = 2000 * MS; //!< RFC 8305 5

    int64_t resolutionDelayNs{50 * MS};
    int64_t attemptDelayNs{250 * MS};
    /** RFC 8305 5: from the time at which the attempt before sends its second SYN, if known. */
    bool adaptiveDelay{false};
    int64_t minimumAttemptDelayNs{100 * MS}; //!< of an adaptive delay
    uint32_t firstFamilyCount{1};            //!< First Address Family Count
    int64_t lastResortDelayNs{2000 * MS};    //!< Last Resort Local Synthesis Delay
    /**
     * An attempt that failed, or of which an ICMP error tells that it will, does not hold up the
     * next one, which still keeps SHORTEST_ATTEMPT_DELAY_NS. RFC 8305 is silent on it.
     */
    bool nextOnFailure{true};

    /** Throws std::invalid_argument naming the value and its range. */
    void Check() const;
};

/** What a host knows of itself and its network when it begins to connect. */
struct EyeballHost
{
    bool hasV6{true};    //!< an address to call from
    bool hasV4{true};    //!< the same; perhaps to some places only, as in a VPN
    bool routesV6{true}; //!< to the IPv6 internet
    bool routesV4{true}; //!< to the IPv4 internet
    bool hasResolver{true};
    std::vector<Pref64> prefixes; //!< of the network's NAT64, as far as known (RFC 7050, RFC 8781)
    std::optional<Family> only;   //!< the one family that the application wants

    /** RFC 8305 7: the network is IPv6-only, so that the host may have to synthesize addresses. */
    bool IsBehindNat64() const;
    bool MaySynthesize() const;
    /** RFC 8305 3: both families that the host has, or both if it has none. */
    bool Asks(Family family) const;
};

} // namespace ns3::v6lab

#endif // V6LAB_EYEBALL_SETTINGS_H
