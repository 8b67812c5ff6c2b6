// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CLAT_SETTINGS_H
#define V6LAB_CLAT_SETTINGS_H

#include "model/core/nat44/nat44-settings.h"
#include "model/core/translation/eam-table.h"
#include "model/core/translation/pref64.h"
#include "model/core/translation/settings.h"

#include <optional>
#include <vector>

namespace ns3::v6lab
{

/**
 * A CLAT (RFC 6877 6.3) has either a dedicated prefix or a shared address, and either IPv4 networks
 * behind it or, without any, the node itself as its client:
 *
 * - dedicated prefix: each IPv4 address is embedded in it, no state;
 * - shared address with networks: NAT44 to `hostAddress`, and that is the shared address;
 * - shared address without networks: `hostAddress` is the shared address, no state.
 */
struct ClatSettings
{
    /** An empty RFC 6791 pool means 192.0.0.8 (RFC 7600): routers between CLAT and PLAT have no
     * IPv4 address. */
    TranslationSettings translation;
    std::optional<Pref64> platPrefix;   //!< nothing: not known yet, no IPv4 service
    std::vector<Prefix> networks;       //!< IPv4
    std::optional<Prefix> dedicated;    //!< IPv6, /64 or /96; of a /64 the first /96 is used
    std::optional<IpAddress> shared;    //!< IPv6
    IpAddress hostAddress;              //!< unspecified: 192.0.0.1 (RFC 7335)
    std::vector<Prefix> wellKnownDeny;  //!< RFC 6052 3.1, D6
    std::vector<Prefix> neverTranslate; //!< IPv4 destinations
    Nat44Settings nat;                  //!< of a shared address with networks

    bool IsHost() const
    {
        return networks.empty();
    }

    /** Hosts share one address: there is state. */
    bool SharesAddress() const
    {
        return shared && !networks.empty();
    }
};

/** The settings with their defaults; std::invalid_argument names the one that is wrong. */
ClatSettings Completed(const ClatSettings& settings);

/** RFC 6877 2: the two prefixes are different ones. Throws std::invalid_argument. */
void RefuseOverlap(const ClatSettings& settings, const Pref64& platPrefix);

/** The explicit mappings of a CLAT without state; settings as Completed() gives them. */
EamTable MappingsOf(const ClatSettings& settings);

/** The IPv4 addresses behind it; settings as Completed() gives them. */
std::vector<Prefix> InsideOf(const ClatSettings& settings);

} // namespace ns3::v6lab

#endif // V6LAB_CLAT_SETTINGS_H
