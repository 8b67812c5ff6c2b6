// SPDX-License-Identifier: GPL-2.0-only
#include "helper/translate/defaults.h"

#include "model/core/nat64/profile-choices.h"

#include <stdexcept>

namespace ns3::v6lab
{

const char*
ToWord(TranslatorMode mode)
{
    return mode == TranslatorMode::Siit ? "siit" : "nat64";
}

Profile
ProfileFromWord(const std::string& word)
{
    if (word != "rfc" && word != "jool")
    {
        throw std::invalid_argument("profile: \"" + word + "\" is none; allowed are rfc and jool");
    }
    return word == "rfc" ? Profile::Rfc : Profile::Jool;
}

SiitSettings
DefaultSiit(Profile profile)
{
    SiitSettings settings;
    settings.translation.profile = profile;
    settings.translation.errors = ErrorSending::On;
    const ProfileChoices chosen = ChoicesOf(profile);
    settings.addresses.wellKnownDeny = chosen.wellKnownDeny;
    settings.addresses.lenientUOctet = chosen.lenientUOctet;
    return settings;
}

Nat64Settings
DefaultNat64(Profile profile)
{
    Nat64Settings settings;
    settings.translation.profile = profile;
    settings.translation.errors = ErrorSending::On;
    const ProfileChoices chosen = ChoicesOf(profile);
    settings.lenientUOctet = chosen.lenientUOctet;
    settings.wellKnownDeny = chosen.wellKnownDeny;
    settings.pool.selection = chosen.portSelection;
    settings.pool.keepRange = chosen.keepRange;
    settings.pool.keepParity = chosen.keepParity;
    settings.answerUnbound = chosen.answerUnbound;
    settings.answerFiltered = chosen.answerFiltered;
    return settings;
}

void
GiveOwnAddresses(FixedSurroundings& around, const std::optional<Pref64>& prefix)
{
    const IpAddress dummy = IpAddress::V4(0xc0000008);
    if (around.address4.IsUnspecified())
    {
        around.address4 = dummy;
    }
    if (around.address6.IsV4())
    {
        around.address6 = prefix.value_or(Pref64()).Embed(dummy);
    }
}

} // namespace ns3::v6lab
