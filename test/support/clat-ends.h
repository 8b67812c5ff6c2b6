// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_CLAT_ENDS_H
#define V6LAB_TEST_CLAT_ENDS_H

#include "test/support/clat-lab.h"

/** Who talks through the CLATs of the rows. */
namespace ns3::v6lab::test::clatends
{

using namespace flow;

inline const End CLIENT{"192.168.1.2", 4000};
inline const End SERVER{"198.51.100.1", 53};
inline const End SERVER6{ViaPlat("198.51.100.1"), 53};
inline const End CLIENT6{"2001:db8:aaaa::192.168.1.2", 4000};
inline const std::string HOST = "192.0.0.1";
inline const std::string TRANSIT6 = "2001:db8:ffff::1"; // a router between CLAT and PLAT
inline const Bytes DATA{1, 2, 3, 4};

/** An error of the CLAT itself: precedence 6 (RFC 1812 4.3.2.5). */
inline Bytes
OwnError(const std::string& to, const ns3::v6lab::IcmpError& error, const Bytes& about)
{
    Bytes packet = IcmpAbout("192.168.1.254", to, error, about);
    packet[1] = 0xc0;
    return Mended(packet);
}

} // namespace ns3::v6lab::test::clatends

#endif // V6LAB_TEST_CLAT_ENDS_H
