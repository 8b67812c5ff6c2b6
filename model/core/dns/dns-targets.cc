// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-targets.h"

namespace ns3::v6lab
{

std::optional<DnsName>
ServerOf(const DnsRecord& record)
{
    size_t before = 0; // bytes in front of the name
    switch (record.type)
    {
    case dns::NS:
        break;
    case dns::MX:
        before = 2;
        break;
    case dns::SRV:
        before = 6;
        break;
    default:
        return std::nullopt;
    }
    if (record.rdata.size() <= before)
    {
        return std::nullopt;
    }
    return DnsName::FromWire(reinterpret_cast<const uint8_t*>(record.rdata.data()) + before,
                             record.rdata.size() - before);
}

} // namespace ns3::v6lab
