// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/picture.h"

#include "helper/draw/gateway-words.h"
#include "helper/draw/picture-parts.h"
#include "helper/draw/translator-words.h"
#include "helper/topology/firewall-machines.h"
#include "helper/topology/openwrt-text.h"

#include <utility>

namespace ns3::v6lab
{

Picture
MakePicture(const Topology& topology)
{
    const Topology whole = WithJool(WithFirewallMachines(topology));
    const ValidationContext context(whole);
    PictureParts parts{whole, context, {}, {}};
    parts.picture.title = whole.name;
    parts.picture.description = whole.description;
    for (const auto& translator : whole.translators)
    {
        parts.translators[translator.node].push_back(TranslatorLines(translator));
    }
    AddNetworks(parts);
    AddMachines(parts);
    AddPeerings(parts);
    AddOutside(parts);
    AddGateways(whole, context, parts.picture);
    return std::move(parts.picture);
}

} // namespace ns3::v6lab
