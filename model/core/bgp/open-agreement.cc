// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/open-agreement.h"

#include <algorithm>

namespace ns3::v6lab::bgp
{

Open
OpenOf(const SessionSettings& settings)
{
    Open open;
    open.as = settings.localAs;
    open.holdSeconds = settings.holdSeconds;
    open.routerId = settings.routerId;
    open.fourOctetAs = settings.fourOctetAs;
    open.families = settings.families;
    return open;
}

std::variant<OpenAgreement, Error>
Agree(const SessionSettings& settings, const Open& theirs)
{
    // Who does not know of RFC 6793 sees no more than the old field of the OPEN.
    const uint32_t as = !settings.fourOctetAs && theirs.as > 0xffff ? AS_TRANS : theirs.as;
    if (as != settings.peerAs) // RFC 4271 6.2
    {
        return Error{ErrorCode::OpenMessage, subcode::BAD_PEER_AS};
    }
    if (settings.IsInternal() && theirs.routerId == settings.routerId) // RFC 6286 2.2
    {
        return Error{ErrorCode::OpenMessage, subcode::BAD_IDENTIFIER};
    }
    OpenAgreement agreement;
    const std::vector<Family> said =
        theirs.families.empty() ? std::vector<Family>{Family::V4} : theirs.families;
    std::copy_if(settings.families.begin(),
                 settings.families.end(),
                 std::back_inserter(agreement.families),
                 [&said](Family family) {
                     return std::find(said.begin(), said.end(), family) != said.end();
                 });
    if (agreement.families.empty()) // RFC 5492 3
    {
        return Error{ErrorCode::OpenMessage, subcode::UNSUPPORTED_CAPABILITY};
    }
    agreement.wire.fourOctetAs = settings.fourOctetAs && theirs.fourOctetAs;
    agreement.wire.readsAs4 = settings.fourOctetAs;
    agreement.wire.internal = settings.IsInternal();
    agreement.holdSeconds = std::min(settings.holdSeconds, theirs.holdSeconds);
    agreement.peerRouterId = theirs.routerId;
    return agreement;
}

} // namespace ns3::v6lab::bgp
