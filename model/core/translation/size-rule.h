// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SIZE_RULE_H
#define V6LAB_SIZE_RULE_H

#include "model/core/translation/header-translator.h"

namespace ns3::v6lab
{

enum class SizeFate : uint8_t
{
    Fits,
    Cut,    //!< into fragments of at most SizeRule::room bytes of payload
    TooBig, //!< tell the sender with SizeRule::error
    Lost,   //!< too big, and nothing to tell
};

/** What to do with a translated packet of its size. */
struct SizeRule
{
    SizeFate fate{SizeFate::Fits};
    uint32_t room{0}; //!< a multiple of 8
    Reason reason{Reason::None};
    IcmpError error;
};

/**
 * RFC 7915 4 and 4.1 for IPv4 to IPv6, 5.1 and 5.1.1 for the other direction: DF, the lowest IPv6
 * MTU and the next hop's. `header` is the translated header, `mtu` that of its next hop, `mayCut`
 * as Rewrite has it.
 */
SizeRule RuleOnSize(const ParsedPacket& packet,
                    const IpHeader& header,
                    uint32_t mtu,
                    const TranslationSettings& settings,
                    bool mayCut = false);

} // namespace ns3::v6lab

#endif // V6LAB_SIZE_RULE_H
