// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/address-map.h"

namespace ns3::v6lab
{

namespace
{

MappedAddress
NoMapping(Reason reason = Reason::UntranslatableDestination)
{
    MappedAddress mapped;
    mapped.reason = reason;
    return mapped;
}

MappedAddress
ByPrefix(const IpAddress& address)
{
    MappedAddress mapped;
    mapped.address = address;
    return mapped;
}

std::vector<Prefix>
ParseAll(std::initializer_list<const char*> texts)
{
    std::vector<Prefix> prefixes;
    for (const char* text : texts)
    {
        prefixes.push_back(*Prefix::Parse(text));
    }
    return prefixes;
}

} // namespace

std::vector<Prefix>
DefaultWellKnownDeny()
{
    return ParseAll({"0.0.0.0/8",
                     "10.0.0.0/8",
                     "100.64.0.0/10",
                     "127.0.0.0/8",
                     "169.254.0.0/16",
                     "172.16.0.0/12",
                     "192.168.0.0/16",
                     "224.0.0.0/4",
                     "240.0.0.0/4"});
}

std::vector<Prefix>
StrictWellKnownDeny()
{
    std::vector<Prefix> prefixes = DefaultWellKnownDeny();
    for (const Prefix& more :
         ParseAll({"192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"}))
    {
        prefixes.push_back(more);
    }
    return prefixes;
}

std::vector<std::string>
StatelessWarnings(const AddressMapSettings& settings)
{
    std::vector<std::string> warnings = settings.eams.Warnings();
    if (settings.prefix && settings.prefix->IsWellKnown() && settings.eams.IsEmpty())
    {
        warnings.emplace_back("The well-known prefix 64:ff9b::/96 should not make the addresses of "
                              "IPv6 hosts: without explicit mappings, give them a prefix of your "
                              "own network (RFC 6052 3.1).");
    }
    return warnings;
}

AddressMap::AddressMap(AddressMapSettings settings)
    : m_settings(std::move(settings)),
      m_deny(m_settings.deny, "addresses that are never translated"),
      m_wellKnownDeny(m_settings.wellKnownDeny, "addresses that 64:ff9b::/96 must not stand for")
{
    if (!m_settings.prefix || !m_settings.prefix->IsWellKnown())
    {
        m_wellKnownDeny = Ipv4Set({}, "");
    }
}

Reason
AddressMap::Denied(const IpAddress& ipv4) const
{
    if (m_wellKnownDeny.Contains(ipv4))
    {
        return Reason::WellKnownPrefixNonGlobal;
    }
    return m_deny.Contains(ipv4) ? Reason::NeverTranslated : Reason::None;
}

std::optional<MappedAddress>
AddressMap::Explicit(const IpAddress& address) const
{
    const auto found = address.IsV4() ? m_settings.eams.To6(address) : m_settings.eams.To4(address);
    if (!found)
    {
        return std::nullopt;
    }
    MappedAddress mapped = ByPrefix(*found);
    mapped.byEam = true;
    return mapped;
}

MappedAddress
AddressMap::To6(const IpAddress& ipv4) const
{
    if (!m_settings.eams.IsEmpty())
    {
        if (const auto mapped = Explicit(ipv4))
        {
            return *mapped;
        }
    }
    return To6ByPrefix(ipv4);
}

MappedAddress
AddressMap::To6ByPrefix(const IpAddress& ipv4) const
{
    if (!m_settings.prefix)
    {
        return NoMapping();
    }
    const Reason reason = Denied(ipv4);
    return reason == Reason::None ? ByPrefix(m_settings.prefix->Embed(ipv4)) : NoMapping(reason);
}

MappedAddress
AddressMap::To4(const IpAddress& ipv6) const
{
    const MappedAddress mapped = To4Anyway(ipv6);
    if (!mapped || mapped.byEam)
    {
        return mapped;
    }
    const Reason reason = Denied(mapped.address);
    return reason == Reason::None ? mapped : NoMapping(reason);
}

MappedAddress
AddressMap::UnlessWellKnown(const MappedAddress& mapped, const IpAddress& ipv4) const
{
    return mapped && !mapped.byEam && m_wellKnownDeny.Contains(ipv4)
               ? NoMapping(Reason::WellKnownPrefixNonGlobal)
               : mapped;
}

MappedAddress
AddressMap::To6ForError(const IpAddress& ipv4) const
{
    return UnlessWellKnown(To6Anyway(ipv4), ipv4);
}

MappedAddress
AddressMap::To4ForError(const IpAddress& ipv6) const
{
    const MappedAddress mapped = To4Anyway(ipv6);
    return mapped ? UnlessWellKnown(mapped, mapped.address) : mapped;
}

MappedAddress
AddressMap::To6Anyway(const IpAddress& ipv4) const
{
    if (const auto mapped = Explicit(ipv4))
    {
        return *mapped;
    }
    return m_settings.prefix ? ByPrefix(m_settings.prefix->Embed(ipv4)) : NoMapping();
}

MappedAddress
AddressMap::To4Anyway(const IpAddress& ipv6) const
{
    if (!m_settings.eams.IsEmpty())
    {
        if (const auto mapped = Explicit(ipv6))
        {
            return *mapped;
        }
    }
    if (!m_settings.prefix || !m_settings.prefix->Contains(ipv6))
    {
        return NoMapping();
    }
    if (!m_settings.lenientUOctet && !Pref64::HasZeroUOctet(ipv6))
    {
        return NoMapping(Reason::NonZeroUOctet);
    }
    return ByPrefix(m_settings.prefix->Extract(ipv6));
}

} // namespace ns3::v6lab
