// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/transport-address.h"

namespace ns3::v6lab
{

const char*
ToWord(BibKind kind)
{
    switch (kind)
    {
    case BibKind::Tcp:
        return "tcp";
    case BibKind::Udp:
        return "udp";
    case BibKind::Icmp:
        break;
    }
    return "icmp";
}

const char*
ToWord(const std::optional<BibKind>& kind)
{
    return kind ? ToWord(*kind) : "all";
}

} // namespace ns3::v6lab
