// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/clat-settings.h"

#include "model/core/translation/legal-address.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t EMBEDDING = 96; //!< bits before the IPv4 address (RFC 6052 2.2)

void
Require(bool holds, const std::string& otherwise)
{
    if (!holds)
    {
        throw std::invalid_argument(otherwise);
    }
}

void
CheckNetworks(const std::vector<Prefix>& networks)
{
    for (size_t i = 0; i < networks.size(); ++i)
    {
        const Prefix& network = networks[i];
        Require(network.GetFamily() == Family::V4 && network.GetLength() > 0 &&
                    !IsIllegal(network.GetAddress()),
                "network " + network.ToString() + ": hosts' IPv4 addresses, longer than /0");
        for (size_t j = 0; j < i; ++j)
        {
            Require(!network.Overlaps(networks[j]),
                    "network " + network.ToString() + " overlaps " + networks[j].ToString());
        }
    }
}

void
Check(const ClatSettings& settings)
{
    Require(settings.dedicated.has_value() != settings.shared.has_value(),
            "a CLAT has either a dedicated prefix or a shared address (RFC 6877 6.3)");
    if (settings.dedicated)
    {
        const Prefix& prefix = *settings.dedicated;
        Require(prefix.GetFamily() == Family::V6 &&
                    (prefix.GetLength() == 64 || prefix.GetLength() == EMBEDDING),
                "dedicated prefix " + prefix.ToString() + ": an IPv6 /64 or /96");
    }
    if (settings.shared)
    {
        Require(settings.shared->IsV6() && !IsIllegal(*settings.shared),
                "shared address " + settings.shared->ToString() + ": an IPv6 address of one host");
    }
    Require(settings.hostAddress.IsV4() && !IsIllegal(settings.hostAddress),
            "host address " + settings.hostAddress.ToString() + ": an IPv4 address of one host");
    CheckNetworks(settings.networks);
}

} // namespace

ClatSettings
Completed(const ClatSettings& settings)
{
    ClatSettings complete = settings;
    if (complete.hostAddress.IsUnspecified())
    {
        complete.hostAddress = IpAddress::V4(0xc0000001);
    }
    if (complete.translation.rfc6791Pool.empty())
    {
        complete.translation.rfc6791Pool = {Prefix(IpAddress::V4(0xc0000008), 32)};
    }
    Check(complete);
    CheckSettings(complete.nat);
    MappingsOf(complete); // refuses a dedicated prefix that RFC 6052 2.2 does
    if (complete.platPrefix)
    {
        RefuseOverlap(complete, *complete.platPrefix);
    }
    return complete;
}

void
RefuseOverlap(const ClatSettings& settings, const Pref64& platPrefix)
{
    const Prefix own = settings.shared ? Prefix(*settings.shared, 128) : *settings.dedicated;
    Require(!own.Overlaps(platPrefix.GetPrefix()),
            "PLAT prefix " + platPrefix.GetPrefix().ToString() + " overlaps the CLAT's own " +
                own.ToString() + " (RFC 6877 2)");
}

EamTable
MappingsOf(const ClatSettings& settings)
{
    EamTable table;
    if (settings.SharesAddress())
    {
        return table;
    }
    if (settings.shared)
    {
        table.Add({Prefix(settings.hostAddress, 32), Prefix(*settings.shared, 128)});
        return table;
    }
    const Pref64 embedding(Prefix(settings.dedicated->GetAddress(), EMBEDDING));
    for (const auto& network : InsideOf(settings))
    {
        const auto length = static_cast<uint8_t>(EMBEDDING + network.GetLength());
        table.Add({network, Prefix(embedding.Embed(network.GetAddress()), length)});
    }
    return table;
}

std::vector<Prefix>
InsideOf(const ClatSettings& settings)
{
    return settings.IsHost() ? std::vector<Prefix>{Prefix(settings.hostAddress, 32)}
                             : settings.networks;
}

} // namespace ns3::v6lab
