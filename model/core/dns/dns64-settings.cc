// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns64-settings.h"

#include "model/core/translation/address-map.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

void
DemandFamily(const Prefix& prefix, Family family, const std::string& setting)
{
    if (prefix.GetFamily() != family)
    {
        throw std::invalid_argument("DNS64 " + setting + ": must be IP" + ToWord(family) +
                                    " prefixes, not " + prefix.ToString());
    }
}

} // namespace

Dns64Settings::Dns64Settings()
    : wellKnownDeny(DefaultWellKnownDeny()),
      exclude{*Prefix::Parse("::ffff:0:0/96")}
{
}

void
CheckSettings(const Dns64Settings& settings)
{
    for (const auto& mapping : settings.mappings)
    {
        DemandFamily(mapping.range, Family::V4, "mappings");
    }
    for (const auto& prefix : settings.deny)
    {
        DemandFamily(prefix, Family::V4, "deny");
    }
    for (const auto& prefix : settings.wellKnownDeny)
    {
        DemandFamily(prefix, Family::V4, "wellKnownDeny");
    }
    for (const auto& prefix : settings.exclude)
    {
        DemandFamily(prefix, Family::V6, "exclude");
    }
    if (settings.pointers == Dns64Settings::Pointers::Local && settings.pointerTarget.IsRoot())
    {
        throw std::invalid_argument(
            "DNS64 pointerTarget: local pointers need a name that is not the root");
    }
}

} // namespace ns3::v6lab
