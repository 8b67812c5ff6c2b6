// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VERSION_H
#define V6LAB_VERSION_H

namespace ns3::v6lab
{

/** The version of this v6lab, as CMakeLists.txt says it: "0.1.0". */
const char* Version();

} // namespace ns3::v6lab

#endif // V6LAB_VERSION_H
