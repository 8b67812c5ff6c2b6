// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_HEALTH_PROBE_H
#define V6LAB_AZURE_HEALTH_PROBE_H

#include "model/core/address.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3::v6lab::azure
{

/** How a load balancer asks whether a backend is well (L2). */
struct HealthProbeSettings
{
    enum class Kind : uint8_t
    {
        Tcp,  //!< well if the connection opens
        Http, //!< well if the answer is 200
        Https,
    };

    Kind kind{Kind::Tcp};
    uint16_t port{80};
    int64_t intervalNs{5'000'000'000};
    uint32_t numberOfProbes{2};        //!< so many failures in a row take it out
    int64_t timeoutNs{30'000'000'000}; //!< of HTTP; TCP's is the interval
};

/** What came of one probe. */
struct ProbeOutcome
{
    bool connected{false};
    std::optional<uint16_t> status{}; //!< of HTTP: what was answered in time
};

bool Succeeds(HealthProbeSettings::Kind kind, const ProbeOutcome& outcome);

/** Where probes come from: 168.63.129.16, in IPv6 a link-local address (L2). */
IpAddress ProbeSource(Family family);

/**
 * The health of one backend by its probes: down until one succeeds, then down again after so many
 * failures in a row.
 */
class HealthProbe
{
  public:
    /** The first probe is due at `nowNs`. */
    HealthProbe(const HealthProbeSettings& settings, int64_t nowNs);

    bool IsUp() const
    {
        return m_up;
    }

    /** When the next probe is to be sent. */
    int64_t GetNextNs() const
    {
        return m_nextNs;
    }

    /** A probe was sent; the next one follows an interval later, whatever comes of this one. */
    void Sent(int64_t nowNs);
    /** True if the backend went up or down by this. */
    bool Note(const ProbeOutcome& outcome);

  private:
    HealthProbeSettings m_settings;
    int64_t m_nextNs;
    uint32_t m_failures{0};
    bool m_up{false};
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_HEALTH_PROBE_H
