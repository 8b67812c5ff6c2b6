// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/header-translator.h"

#include "model/core/bytes.h"
#include "model/core/internet-checksum.h"
#include "model/core/translation/error-translation.h"
#include "model/core/translation/header-map.h"
#include "model/core/translation/icmp-map.h"
#include "model/core/translation/mss-clamp.h"
#include "model/core/translation/outgoing.h"
#include "model/core/translation/size-rule.h"
#include "model/core/translation/transport-front.h"

#include <algorithm>
#include <cassert>
#include <random>

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t IGMP = 2;
constexpr uint8_t AUTHENTICATION = 51;
constexpr uint32_t ICMP_HEADER = 8;
constexpr uint32_t LARGEST_ICMPV6_ERROR = 1280; // RFC 4443 2.4(c)

TokenBucket
BucketFor(const TranslationSettings& settings)
{
    return settings.errors == ErrorSending::RateLimited
               ? TokenBucket(settings.errorRate, settings.errorBurst)
               : TokenBucket(0, 0);
}

bool
HasIcmpType(const ParsedPacket& packet)
{
    return packet.IsIcmp() && packet.IsFirstFragment() && packet.GetUpperLength() > 0;
}

/**
 * RFC 7915 4.2, 5.2: IGMP and router discovery, or MLD and neighbor discovery. They never leave
 * their link, so a hop limit of 1 is no reason for an answer.
 */
bool
IsSingleHop(const PacketIn& in, const ParsedPacket& packet)
{
    if (packet.GetFamily() == Family::V4 && packet.protocol == IGMP)
    {
        return true;
    }
    if (!HasIcmpType(packet))
    {
        return false;
    }
    const uint8_t type = in.bytes[packet.upper];
    constexpr uint8_t MLD_REPORT_V2 = 143;
    return packet.GetFamily() == Family::V4 ? type == 9 || type == 10
                                            : (type >= 130 && type <= 137) || type == MLD_REPORT_V2;
}

/** RFC 7915 4.4, 5.4: communication administratively prohibited. */
IcmpError
Prohibited(Family family)
{
    return family == Family::V4 ? IcmpError{3, 13, 0} : IcmpError{1, 1, 0};
}

/** RFC 7915 5.1.1 counts the authentication header in; the real translator lets it pass. */
bool
EndsAtExtension(const ParsedPacket& packet, Profile profile)
{
    return packet.extensionBehindFragment &&
           (profile == Profile::Rfc || packet.protocol != AUTHENTICATION);
}

/** RFC 5508 REQ-3: the header checksum of a quoted IPv4 packet, if the header is all there. */
bool
HasRightQuotedHeader(const uint8_t* quoted, uint32_t size)
{
    const uint32_t header = size < 20 ? 0 : 4u * (quoted[0] & 0x0f);
    return header < 20 || header > size || InternetChecksum().Add(quoted, header).Get() == 0;
}

/** RFC 1812 4.3.2.3 asks for 576 of those who send errors; who passes one on may keep it whole. */
uint32_t
LargestIcmpv4Error(uint32_t mtu, const TranslationSettings& settings)
{
    constexpr uint32_t LEAST_MTU = 68;
    const uint32_t wanted =
        settings.largestIcmpv4Error.value_or(settings.profile == Profile::Jool ? 576 : 0xffff);
    return std::max(LEAST_MTU, std::min(wanted, mtu));
}

/** A function of its own: what a caller can build in place need not be moved. */
Outcome
Emitted(const Outgoing& outgoing, const SizeRule& size)
{
    Outcome outcome;
    outcome.reason = size.fate == SizeFate::Lost ? size.reason : Reason::None;
    if (size.fate == SizeFate::Fits)
    {
        Emit(outgoing, outcome);
    }
    else if (size.fate == SizeFate::Cut)
    {
        EmitFragments(outgoing, size.room, outcome);
    }
    return outcome;
}

} // namespace

HeaderTranslator::HeaderTranslator(const TranslationSettings& settings)
    : m_settings((CheckSettings(settings), settings)),
      m_errors4(BucketFor(settings)),
      m_errors6(BucketFor(settings)),
      m_identification(static_cast<uint16_t>(std::mt19937_64(settings.seed)()))
{
}

std::optional<Outcome>
HeaderTranslator::Precheck(const PacketIn& in,
                           const ParsedPacket& packet,
                           const Surroundings& around,
                           int64_t nowNs,
                           bool reassembles)
{
    const Family family = packet.GetFamily();
    if (packet.hopLimit <= 1) // decision D14
    {
        if (HasIcmpType(packet) && in.available <= packet.upper)
        {
            return Outcome::Needs(packet.upper + 1);
        }
        if (m_settings.profile == Profile::Rfc && IsSingleHop(in, packet))
        {
            return Outcome::Drop(Reason::IcmpNotTranslatable);
        }
        const IcmpError error = icmp::TimeExceeded(family);
        return Refuse(Reason::HopLimitExceeded, error, in, packet, around, nowNs);
    }
    if (packet.sourceRoute)
    {
        return Refuse(Reason::SourceRoute, {3, 5, 0}, in, packet, around, nowNs);
    }
    if (packet.segmentsLeft)
    {
        const IcmpError error{4, 0, *packet.segmentsLeft};
        return Refuse(Reason::SegmentsLeft, error, in, packet, around, nowNs);
    }
    if (EndsAtExtension(packet, m_settings.profile))
    {
        const auto reason = Reason::ExtensionBehindFragment;
        return m_settings.profile == Profile::Jool && packet.protocol != protocol::FRAGMENT
                   ? Refuse(reason, Prohibited(family), in, packet, around, nowNs)
                   : Outcome::Drop(reason);
    }
    if (family == Family::V4 && packet.protocol == IGMP && m_settings.profile == Profile::Rfc)
    {
        return Outcome::Drop(Reason::IcmpNotTranslatable);
    }
    if (!packet.IsIcmp())
    {
        return std::nullopt;
    }
    if (packet.isFragment && !reassembles)
    {
        return Outcome::Drop(Reason::FragmentedIcmp);
    }
    return packet.IsFirstFragment() ? PrecheckIcmp(in, packet) : std::nullopt;
}

std::optional<Outcome>
HeaderTranslator::PrecheckIcmp(const PacketIn& in, const ParsedPacket& packet) const
{
    const Family family = packet.GetFamily();
    const uint32_t size = packet.GetUpperLength();
    if (size < ICMP_HEADER)
    {
        return Outcome::Drop(Reason::MalformedHeader);
    }
    if (in.available < packet.upper + ICMP_HEADER)
    {
        return Outcome::Needs(packet.upper + ICMP_HEADER);
    }
    const uint8_t* message = in.bytes + packet.upper;
    if (!icmp_map::Map(family, {message[0], message[1], Read32(message + 4)}))
    {
        return Outcome::Drop(Reason::IcmpNotTranslatable);
    }
    if (!icmp_map::IsError(family, message[0]) || packet.isFragment || !m_settings.checksums)
    {
        return std::nullopt;
    }
    if (in.available < packet.end)
    {
        return Outcome::Needs(packet.end);
    }
    const bool quotedMatters = family == Family::V4 && m_settings.profile == Profile::Rfc;
    const bool right =
        HasRightChecksum(packet.source, packet.destination, packet.protocol, message, size) &&
        (!quotedMatters || HasRightQuotedHeader(message + ICMP_HEADER, size - ICMP_HEADER));
    return right ? std::nullopt : std::optional(Outcome::Drop(Reason::BadIcmpChecksum));
}

IpHeader
HeaderTranslator::HeaderFor(const ParsedPacket& packet, const Rewrite& rewrite, uint32_t payload)
{
    IpHeader header = MapHeader(packet, rewrite.outer, payload, m_settings);
    header.hopLimit -= rewrite.decrement && header.hopLimit > 0 ? 1 : 0;
    if (header.GetFamily() == Family::V4 && !packet.hasFragmentHeader)
    {
        header.identification = m_identification++;
    }
    return header;
}

Outcome
HeaderTranslator::Translate(const PacketIn& in,
                            const ParsedPacket& packet,
                            const Rewrite& rewrite,
                            const Surroundings& around,
                            int64_t nowNs)
{
    if (IsIcmpError(in, packet))
    {
        return TranslateError(in, packet, rewrite, around);
    }
    TransportFront front = RewriteFront(in, packet, rewrite, m_settings);
    if (m_settings.clampMss)
    {
        ClampMss(in, packet, rewrite.outer.destination, around, m_settings, front);
    }
    if (front.needed != 0)
    {
        return Outcome::Needs(front.needed);
    }
    if (front.reason == Reason::ZeroUdpChecksum && m_settings.profile == Profile::Jool)
    {
        const IcmpError error = Prohibited(packet.GetFamily());
        return Refuse(front.reason, error, in, packet, around, nowNs);
    }
    if (front.reason != Reason::None)
    {
        return Outcome::Drop(front.reason);
    }
    IpHeader header = HeaderFor(packet, rewrite, packet.GetUpperLength());
    const uint32_t mtu = around.GetMtu(rewrite.outer.destination);
    const SizeRule size = RuleOnSize(packet, header, mtu, m_settings, rewrite.mayCut);
    header.dontFragment = header.dontFragment && size.fate != SizeFate::Cut;
    if (size.fate == SizeFate::TooBig)
    {
        return Refuse(size.reason, size.error, in, packet, around, nowNs);
    }
    const Outgoing outgoing{header,
                            front.bytes,
                            front.size,
                            packet.upper + front.size,
                            in.handle,
                            m_settings.checksums};
    return Emitted(outgoing, size);
}

Outcome
HeaderTranslator::TranslateError(const PacketIn& in,
                                 const ParsedPacket& packet,
                                 const Rewrite& rewrite,
                                 const Surroundings& around)
{
    assert(rewrite.quoted);
    if (packet.GetUpperLength() < ICMP_HEADER || packet.isFragment)
    {
        return Outcome::Drop(packet.isFragment ? Reason::FragmentedIcmp : Reason::MalformedHeader);
    }
    if (in.available < packet.end)
    {
        return Outcome::Needs(packet.end);
    }
    const uint32_t mtuThere = around.GetMtu(rewrite.outer.destination);
    const uint32_t mtuHere = around.GetMtu(packet.source);
    const bool to6 = packet.GetFamily() == Family::V4;
    const icmp_map::MtuContext nextHops{to6 ? mtuHere : mtuThere, to6 ? mtuThere : mtuHere};
    const uint32_t largest = to6 ? LARGEST_ICMPV6_ERROR : LargestIcmpv4Error(mtuThere, m_settings);
    const auto translation =
        TranslateIcmpError({in, packet, rewrite, m_settings, nextHops, largest});
    if (translation.reason != Reason::None)
    {
        return Outcome::Drop(translation.reason);
    }
    const auto size = static_cast<uint32_t>(translation.message.size());
    const Outgoing outgoing{HeaderFor(packet, rewrite, size),
                            translation.message.data(),
                            size,
                            packet.end,
                            in.handle,
                            m_settings.checksums};
    Outcome outcome;
    Emit(outgoing, outcome);
    return outcome;
}

Outcome
HeaderTranslator::Refuse(Reason reason,
                         const IcmpError& error,
                         const PacketIn& in,
                         const ParsedPacket& packet,
                         const Surroundings& around,
                         int64_t nowNs)
{
    Outcome outcome = Outcome::Drop(reason);
    const Family family = packet.GetFamily();
    const bool suppressed = m_settings.strictErrorSuppression && family == Family::V6 &&
                            packet.protocol == protocol::ICMPV6; // decision D2
    const IpAddress own = around.GetOwnAddress(packet.source);
    if (m_settings.errors == ErrorSending::Off || suppressed || own.IsUnspecified() ||
        !MaySendIcmpError(error, in.bytes, in.available, {}))
    {
        return outcome;
    }
    const uint32_t quoted = std::min(packet.end, MostQuoted(family));
    if (in.available < quoted)
    {
        return Outcome::Needs(quoted);
    }
    TokenBucket& bucket = family == Family::V4 ? m_errors4 : m_errors6;
    if (!icmp::IsLimited(error, family) || bucket.Take(nowNs))
    {
        outcome.emissions.push_back(
            OwnError(error, in, packet, own, m_identification++, m_settings.checksums));
    }
    return outcome;
}

} // namespace ns3::v6lab
