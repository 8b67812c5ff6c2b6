// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/session-event.h"

namespace ns3::v6lab::bgp
{

const char*
ToWord(DownCause cause)
{
    switch (cause)
    {
    case DownCause::Stopped:
        return "stopped";
    case DownCause::ConnectionClosed:
        return "connection-closed";
    case DownCause::HoldTimerExpired:
        return "hold-timer-expired";
    case DownCause::NotificationReceived:
        return "notification-received";
    default:
        return "message-error";
    }
}

} // namespace ns3::v6lab::bgp
