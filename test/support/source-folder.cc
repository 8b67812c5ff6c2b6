// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/source-folder.h"

namespace ns3::v6lab::test
{

std::string
SourceFolder()
{
    return V6LAB_SOURCE_DIR;
}

} // namespace ns3::v6lab::test
