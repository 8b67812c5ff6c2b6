// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_IPV4_ISLAND_NAMES_H
#define V6LAB_IPV4_ISLAND_NAMES_H

/** What the design, its traffic and its conclusion call the same things. */
namespace ns3::v6lab::island
{

constexpr const char* WORKSTATION = "workstation";
constexpr const char* CAMPUS_ROUTER = "campus-router";
constexpr const char* ROUTER = "island-router";
constexpr const char* DEVICE = "iot-device";
constexpr const char* LAPTOP = "laptop";
constexpr const char* PLAT = "plat";
constexpr const char* SERVER = "internet-server";

constexpr const char* DELEGATED = "2001:db8:8011:fda4::/62"; //!< the first /64 is the island's
constexpr const char* RENUMBERED = "2001:db8:8011:fdb0::/62";
constexpr const char* POOL6 = "2001:db8:8011:fda4:4444::/96";
constexpr const char* CLAT_PREFIX = "2001:db8:8011:fda5::/64"; //!< the second (RFC 6877 6.3)
constexpr const char* UNUSED = "2001:db8:8011:fda6::1";        //!< in the third
constexpr const char* DEVICE4 = "192.168.38.109";
constexpr const char* DEVICE6 = "2001:db8:8011:fda4:4444:0:c0a8:266d";
constexpr const char* SERVER4 = "198.51.100.80";

constexpr const char* PING_IN = "ping the device";
constexpr const char* PING_OUT = "ping from the device to the IPv4 internet";

} // namespace ns3::v6lab::island

#endif // V6LAB_IPV4_ISLAND_NAMES_H
