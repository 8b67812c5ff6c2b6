// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/input-error.h"
#include "model/core/translation/legal-address.h"
#include "scenarios/cli/translate.h"

#include <fmt/format.h>

namespace ns3::v6lab::cli
{

namespace
{

/** The entry that an address was mapped by; the longest one that contains it. */
const Eam*
EntryOf(const EamTable& table, const IpAddress& address)
{
    const Eam* best = nullptr;
    const auto side = [&address](const Eam& entry) {
        return address.IsV4() ? entry.ipv4 : entry.ipv6;
    };
    for (const auto& entry : table.GetEntries())
    {
        if (side(entry).Contains(address) &&
            (!best || side(entry).GetLength() > side(*best).GetLength()))
        {
            best = &entry;
        }
    }
    return best;
}

/** As the translators do: no packet goes to or from some addresses, whatever they are mapped to. */
MappedAddress
Mapped(const AddressMap& map, const IpAddress& address)
{
    MappedAddress mapped = address.IsV4() ? map.To6(address) : map.To4(address);
    if (mapped && (IsIllegal(address) || IsIllegal(mapped.address)))
    {
        mapped.reason = Reason::UntranslatableDestination;
    }
    return mapped;
}

std::string
RuleOf(const AddressMapSettings& settings, const IpAddress& address, const MappedAddress& mapped)
{
    if (const Eam* entry = mapped.byEam ? EntryOf(settings.eams, address) : nullptr)
    {
        return fmt::format("explicit mapping {} = {} (RFC 7757)",
                           entry->ipv4.ToString(),
                           entry->ipv6.ToString());
    }
    return fmt::format("prefix {} (RFC 6052)", settings.prefix->GetPrefix().ToString());
}

} // namespace

AddressTranslation
AddressFromOptions(const Values& values)
{
    const auto text = values["address"].as<std::string>();
    const auto address = IpAddress::Parse(text);
    if (!address)
    {
        throw UsageError(
            fmt::format("--address {}: allowed is an IPv4 or IPv6 address", Clipped(text)));
    }
    const AddressMap map(AddressesFromOptions(values));
    const AddressMapSettings& settings = map.GetSettings();
    AddressTranslation translation{Mapped(map, *address), "", ""};
    if (!translation.mapped)
    {
        const auto& said = v6lab::Describe(translation.mapped.reason);
        translation.sentence = fmt::format("{} is not translated: {} ({}). {}",
                                           address->ToString(),
                                           said.word,
                                           said.clause,
                                           said.sentence);
        return translation;
    }
    translation.rule = RuleOf(settings, *address, translation.mapped);
    const bool mixed = address->IsV4() && !translation.mapped.byEam &&
                       settings.prefix->GetPrefix().GetLength() == 96;
    translation.sentence =
        fmt::format("{} = {}{}, by {}",
                    address->ToString(),
                    translation.mapped.address.ToString(),
                    mixed ? fmt::format(" ({})", settings.prefix->ToText(*address)) : "",
                    translation.rule);
    return translation;
}

} // namespace ns3::v6lab::cli
