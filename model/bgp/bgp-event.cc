// SPDX-License-Identifier: GPL-2.0-only
#include "model/bgp/bgp-event.h"

namespace ns3::v6lab
{

const char*
ToWord(BgpRouteChange change)
{
    switch (change)
    {
    case BgpRouteChange::Learned:
        return "learned";
    case BgpRouteChange::Withdrawn:
        return "withdrawn";
    case BgpRouteChange::Selected:
        return "selected";
    default:
        return "lost";
    }
}

} // namespace ns3::v6lab
