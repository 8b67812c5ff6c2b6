// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_HUB_SPOKE_PLAN_H
#define V6LAB_HUB_SPOKE_PLAN_H

#include <cstdint>
#include <fmt/format.h>
#include <string>

/** The address plan of the scenario hub-spoke, and its names. */
namespace ns3::v6lab::hubspoke
{

inline constexpr const char* HUB4 = "10.0.0.0/16";
inline constexpr const char* HUB6 = "2001:db8:a0::/48";
inline constexpr const char* FIREWALL4 = "10.0.1.4";
inline constexpr const char* APPLIANCES4 = "10.0.3.100"; //!< the frontend before them
inline constexpr const char* APPLIANCES6 = "2001:db8:a0:3::100";
inline constexpr const char* SPOKES4 = "10.0.0.0/8"; //!< with the hub
inline constexpr const char* SPOKES6 = "2001:db8:100::/40";
inline constexpr const char* HQ4 = "172.17.0.0/16";
inline constexpr const char* HQ6 = "2001:db8:c1::/48";
inline constexpr const char* BRANCH4 = "172.16.0.0/16";
inline constexpr const char* BRANCH6 = "2001:db8:c0::/48";
inline constexpr uint32_t MACHINES = 3; //!< of a spoke, each in a subnet of its own

inline std::string
SpokeName(uint32_t spoke)
{
    return fmt::format("spoke-{}", spoke);
}

inline std::string
BalancerName(uint32_t spoke)
{
    return fmt::format("spoke-{}-lb", spoke);
}

inline std::string
MachineName(uint32_t spoke, uint32_t machine)
{
    return fmt::format("s{}-vm{}", spoke, machine);
}

inline std::string
Spoke4(uint32_t spoke)
{
    return fmt::format("10.{}.0.0/16", spoke);
}

/** Without the length: "2001:db8:101:2" for subnet 2. */
inline std::string
Start6(uint32_t spoke, uint32_t subnet)
{
    return fmt::format("2001:db8:{:x}:{:x}", 0x100 + spoke, subnet);
}

inline std::string
Spoke6(uint32_t spoke)
{
    return fmt::format("2001:db8:{:x}::/48", 0x100 + spoke);
}

inline std::string
Frontend4(uint32_t spoke)
{
    return fmt::format("10.{}.1.100", spoke);
}

inline std::string
Frontend6(uint32_t spoke)
{
    return Start6(spoke, 1) + "::100";
}

} // namespace ns3::v6lab::hubspoke

#endif // V6LAB_HUB_SPOKE_PLAN_H
