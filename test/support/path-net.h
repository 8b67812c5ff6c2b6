// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_PATH_NET_H
#define V6LAB_TEST_PATH_NET_H

#include "test/support/small-net.h"
#include "test/support/table.h"

namespace ns3::v6lab::test
{

/** The addresses of host b. */
inline const std::string B4 = "198.51.100.1";
inline const std::string B6 = "2001:db8:2::1";

/** a – r – b, as SmallNet::BuildPath() makes it. */
class PathNet : public SmallNet
{
  public:
    explicit PathNet(uint16_t farMtu = 1500, bool checksums = true)
        : SmallNet(checksums)
    {
        BuildPath(farMtu);
    }
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_PATH_NET_H
