// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PROFILE_CHOICES_H
#define V6LAB_PROFILE_CHOICES_H

#include "model/core/nat64/pool4.h"
#include "model/core/translation/settings.h"

#include <vector>

namespace ns3::v6lab
{

/**
 * What a profile stands for where a translator has a setting for it: the value of all who did not
 * set it. What no setting changes, the core asks the profile for itself.
 */
struct ProfileChoices
{
    std::vector<Prefix> wellKnownDeny; //!< RFC 6052 3.1, D6
    bool lenientUOctet{false};         //!< D5
    PortSelection portSelection{PortSelection::Preserve};
    bool keepParity{true};      //!< D12
    bool keepRange{true};       //!< D12
    bool answerUnbound{false};  //!< ICMPv4 3/1
    bool answerFiltered{false}; //!< ICMPv4 3/13
};

ProfileChoices ChoicesOf(Profile profile);

} // namespace ns3::v6lab

#endif // V6LAB_PROFILE_CHOICES_H
