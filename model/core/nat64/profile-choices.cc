// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/profile-choices.h"

#include "model/core/translation/address-map.h"

namespace ns3::v6lab
{

ProfileChoices
ChoicesOf(Profile profile)
{
    ProfileChoices choices;
    if (profile == Profile::Rfc)
    {
        choices.wellKnownDeny = DefaultWellKnownDeny();
        return choices;
    }
    // Jool reads the address around the u octet and never looks at it.
    choices.lenientUOctet = true;
    choices.portSelection = PortSelection::Hash;
    choices.keepParity = false;
    choices.keepRange = false;
    choices.answerUnbound = true;
    choices.answerFiltered = true;
    return choices;
}

} // namespace ns3::v6lab
