// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_SESSION_SETTINGS_H
#define V6LAB_BGP_SESSION_SETTINGS_H

#include "model/core/address.h"
#include "model/core/bgp/session-timers.h"

#include <vector>

namespace ns3::v6lab::bgp
{

struct SessionSettings
{
    uint32_t localAs{0};
    uint32_t peerAs{0};
    uint32_t routerId{0};      //!< host order
    uint16_t holdSeconds{180}; //!< 0: for ever; 1 and 2 are not allowed; Azure says 180 [K]
    int64_t keepaliveNs{0};    //!< 0: a third of the agreed hold time; more than that is cut to it
    int64_t connectRetryNs{120 * SECOND_NS}; //!< RFC 4271 10
    /** From a failure to the next start (RFC 4271 8.1.1, IdleHoldTime); passive ones wait not. */
    int64_t idleHoldNs{10 * SECOND_NS};
    /** Waits for the peer's connection (RFC 4271 8.1.1, PassiveTcpEstablishment). */
    bool passive{false};
    std::vector<Family> families{Family::V4};
    bool fourOctetAs{true}; //!< false: from before RFC 6793; all AS numbers have 16 bits

    bool IsInternal() const
    {
        return localAs == peerAs;
    }

    /** Throws std::invalid_argument that names the setting. */
    void Check() const;
};

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_SESSION_SETTINGS_H
