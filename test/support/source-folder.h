// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_SOURCE_FOLDER_H
#define V6LAB_TEST_SOURCE_FOLDER_H

#include <string>

namespace ns3::v6lab::test
{

/** Where this repository lies; it is compiled into one file alone, so that ccache serves others. */
std::string SourceFolder();

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_SOURCE_FOLDER_H
