// SPDX-License-Identifier: GPL-2.0-only
#include "helper/version.h"

namespace ns3::v6lab
{

const char*
Version()
{
    return V6LAB_VERSION;
}

} // namespace ns3::v6lab
