// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/filter-text.h"

namespace ns3::v6lab
{

std::optional<Prefix>
ParseFilterAddress(const std::string& text)
{
    if (const auto address = IpAddress::Parse(text))
    {
        return Prefix(*address, address->GetBits());
    }
    return Prefix::Parse(text);
}

std::optional<azure::RuleProtocol>
ParseFilterProtocol(const std::string& text)
{
    using azure::RuleProtocol;
    return text == "TCP"    ? std::optional(RuleProtocol::Tcp)
           : text == "UDP"  ? std::optional(RuleProtocol::Udp)
           : text == "ICMP" ? std::optional(RuleProtocol::Icmp)
           : text == "Any"  ? std::optional(RuleProtocol::Any)
                            : std::nullopt;
}

std::set<Family>
FamiliesOf(const std::vector<std::string>& addresses)
{
    std::set<Family> families;
    for (const auto& text : addresses)
    {
        if (const auto prefix = ParseFilterAddress(text))
        {
            families.insert(prefix->GetFamily());
        }
    }
    return families;
}

} // namespace ns3::v6lab
