// SPDX-License-Identifier: GPL-2.0-only
#include "model/trace/packet-event.h"

namespace ns3::v6lab
{

const char*
ToWord(Action action)
{
    switch (action)
    {
    case Action::Send:
        return "send";
    case Action::Forward:
        return "forward";
    case Action::Translate:
        return "translate";
    case Action::Encapsulate:
        return "encapsulate";
    case Action::Decapsulate:
        return "decapsulate";
    case Action::Deliver:
        return "deliver";
    case Action::Drop:
        return "drop";
    }
    return "";
}

} // namespace ns3::v6lab
