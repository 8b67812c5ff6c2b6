// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_HEALTH_PROBE_H
#define V6LAB_HEALTH_PROBE_H

#include "model/core/address.h"
#include "model/core/balancer/probe-settings.h"

#include <optional>

namespace ns3::v6lab::azure
{

/** Where probes come from (L2): 168.63.129.16, or the link-local address of the IPv6 gateway (A4).
 */
IpAddress ProbeSource(Family family);

/** S4: without an NSG on the instance's subnet an IPv6 probe does not arrive. */
inline bool
ProbeArrives(Family family, bool subnetHasNsg)
{
    return family == Family::V4 || subnetHasNsg;
}

/** A probe that is to be sent now. */
struct ProbeRequest
{
    uint32_t number{0}; //!< tells the answer which probe it is of
    ProbeProtocol protocol{ProbeProtocol::Tcp};
    IpAddress source;
    IpAddress destination;
    uint16_t port{0};
    std::string path{};
};

/** What came of a probe; silence is nothing that anybody has to tell. */
struct ProbeAnswer
{
    enum class Kind : uint8_t
    {
        Connected, //!< TCP: the handshake succeeded
        Reset,     //!< a TCP reset, whatever the protocol
        Status,    //!< HTTP and HTTPS: a response
    };

    Kind kind{Kind::Connected};
    uint16_t status{0}; //!< of a response
};

/**
 * The health of one instance for one probe (L2): down at first, up with the first success, down
 * after numberOfProbes failures in a row. No answer is a failure when the next TCP probe is due; of
 * HTTP after 30 s if that is earlier.
 *
 * Has no events of its own: who drives it calls Advance() when GetDueNs() says so, sends what it
 * returns and tells Answer() what came back. Time must not run backwards.
 */
class HealthProbe
{
  public:
    /** Throws std::invalid_argument naming the setting. The first probe is due at `startNs`. */
    HealthProbe(const ProbeSettings& settings, const IpAddress& instance, int64_t startNs);

    /** When Advance() has something to do. */
    int64_t GetDueNs() const;
    /** Counts what timed out; a probe to send, if one is due. */
    std::optional<ProbeRequest> Advance(int64_t nowNs);
    /** The answer to the probe with this number; one that comes too late counts for nothing. */
    void Answer(uint32_t number, const ProbeAnswer& answer);

    bool IsUp() const
    {
        return m_up;
    }

    /** DipAvailability is made of these: probes that succeeded, and that ended at all. */
    uint64_t GetSuccesses() const
    {
        return m_successes;
    }

    uint64_t GetEnded() const
    {
        return m_ended;
    }

  private:
    bool IsSuccess(const ProbeAnswer& answer) const;
    void End(bool success);

    ProbeSettings m_settings;
    IpAddress m_instance;
    int64_t m_nextNs;
    int64_t m_timeoutNs{0};
    uint32_t m_number{0};
    uint32_t m_failures{0}; //!< in a row
    bool m_outstanding{false};
    bool m_up{false};
    uint64_t m_successes{0};
    uint64_t m_ended{0};
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_HEALTH_PROBE_H
