// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/size-rule.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t LEAST_IPV6_MTU = 1280;
constexpr uint32_t FRAGMENT_HEADER = 8;
constexpr uint32_t MOST_IPV4 = 0xffff; //!< what its length field can say

SizeRule
Lost(Reason reason)
{
    SizeRule rule;
    rule.fate = SizeFate::Lost;
    rule.reason = reason;
    return rule;
}

/** `reason` counts if not even 8 bytes fit. */
SizeRule
CutTo(uint32_t room, Reason reason)
{
    SizeRule rule = Lost(reason);
    rule.fate = room >= 8 ? SizeFate::Cut : SizeFate::Lost;
    rule.room = room / 8 * 8;
    return rule;
}

SizeRule
Tell(Family family, uint32_t mtu)
{
    SizeRule rule;
    rule.fate = SizeFate::TooBig;
    rule.reason = family == Family::V4 ? Reason::FragmentationNeeded : Reason::PacketTooBig;
    rule.error = icmp::TooBig(family, mtu);
    return rule;
}

SizeRule
RuleTo6(const ParsedPacket& packet,
        const IpHeader& header,
        uint32_t mtu,
        const TranslationSettings& settings)
{
    const uint32_t total = header.GetSize() + header.payload;
    if (packet.dontFragment)
    {
        // A fragment grows by its Fragment Header too; the real translator forgets that.
        const bool exact = header.fragment && settings.profile == Profile::Rfc;
        const uint32_t growth = 20 + (exact ? FRAGMENT_HEADER : 0);
        return total <= mtu ? SizeRule() : Tell(Family::V4, std::max(mtu, 68 + growth) - growth);
    }
    const uint32_t most = std::max(LEAST_IPV6_MTU, std::min(mtu, settings.lowestIpv6Mtu));
    return total <= most ? SizeRule()
                         : CutTo(most - 40 - FRAGMENT_HEADER, Reason::FragmentationNeeded);
}

SizeRule
RuleTo4(const ParsedPacket& packet,
        const IpHeader& header,
        uint32_t mtu,
        const TranslationSettings& settings,
        bool mayCut)
{
    const uint32_t total = header.GetLengthField();
    if (header.offset + total > MOST_IPV4)
    {
        const uint32_t most = std::max(LEAST_IPV6_MTU, std::min(mtu, MOST_IPV4) + 20);
        return packet.isFragment || mayCut ? Lost(Reason::TooLongTranslated)
                                           : Tell(Family::V6, most);
    }
    if (total <= mtu)
    {
        return {};
    }
    const bool tells = !mayCut && (settings.profile == Profile::Jool || header.dontFragment);
    if (!tells)
    {
        return CutTo(mtu < 28 ? 0 : mtu - 20, Reason::PacketTooBig);
    }
    return packet.IsFirstFragment() ? Tell(Family::V6, std::max(LEAST_IPV6_MTU, mtu + 20))
                                    : Lost(Reason::PacketTooBig);
}

} // namespace

SizeRule
RuleOnSize(const ParsedPacket& packet,
           const IpHeader& header,
           uint32_t mtu,
           const TranslationSettings& settings,
           bool mayCut)
{
    return packet.GetFamily() == Family::V4 ? RuleTo6(packet, header, mtu, settings)
                                            : RuleTo4(packet, header, mtu, settings, mayCut);
}

} // namespace ns3::v6lab
