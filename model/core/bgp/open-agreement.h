// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_OPEN_AGREEMENT_H
#define V6LAB_BGP_OPEN_AGREEMENT_H

#include "model/core/bgp/message-codec.h"
#include "model/core/bgp/session-settings.h"

namespace ns3::v6lab::bgp
{

/** What our OPEN and the peer's decide together. */
struct OpenAgreement
{
    WireContext wire{};
    std::vector<Family> families{}; //!< that both sides can; never empty
    uint16_t holdSeconds{0};        //!< the lower of both (RFC 4271 4.2)
    uint32_t peerRouterId{0};
};

/** What this speaker says. */
Open OpenOf(const SessionSettings& settings);

/** What holds from now on, or what of the peer's OPEN this speaker cannot accept. */
std::variant<OpenAgreement, Error> Agree(const SessionSettings& settings, const Open& theirs);

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_OPEN_AGREEMENT_H
