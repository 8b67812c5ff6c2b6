// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/state-records.h"

namespace ns3::v6lab
{

const char*
ToWord(BindingOrigin origin)
{
    constexpr const char* WORDS[] = {"inside", "outside", "dns", "static"};
    return WORDS[static_cast<size_t>(origin)];
}

} // namespace ns3::v6lab
