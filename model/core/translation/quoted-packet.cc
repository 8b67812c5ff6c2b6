// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/quoted-packet.h"

#include "model/core/bytes.h"
#include "model/core/translation/header-map.h"
#include "model/core/translation/icmp-map.h"
#include "model/core/translation/transport-rewrite.h"

namespace ns3::v6lab
{

namespace
{

QuotedTranslation
Refused(Reason reason)
{
    QuotedTranslation result;
    result.reason = reason;
    return result;
}

/** What the length field of the quoted packet says of the whole packet. */
uint32_t
LengthOf(const QuotedBytes& quoted)
{
    return quoted.family == Family::V4 ? Read16(quoted.bytes + 2) : 40u + Read16(quoted.bytes + 4);
}

bool
QuotesAnError(const ParsedPacket& packet, const QuotedBytes& quoted)
{
    return packet.IsIcmp() && packet.IsFirstFragment() && packet.end > packet.upper &&
           icmp_map::IsError(quoted.family, quoted.bytes[packet.upper]);
}

/** The real one counts what the message holds, the extension included; the RFC has no view. */
uint32_t
IcmpLength(const ParsedPacket& packet,
           const QuotedBytes& quoted,
           const TranslationSettings& settings)
{
    return settings.profile == Profile::Jool ? quoted.size + quoted.behind - packet.upper
                                             : LengthOf(quoted) - packet.upper;
}

} // namespace

QuotedTranslation
TranslateQuoted(const QuotedBytes& quoted, const Endpoints& to, const TranslationSettings& settings)
{
    const auto parsed = ParseQuoted(quoted.family, quoted.bytes, quoted.size);
    if (!parsed.packet)
    {
        return Refused(Reason::QuotedPacketTooShort);
    }
    const ParsedPacket& packet = *parsed.packet;
    if (QuotesAnError(packet, quoted))
    {
        return Refused(Reason::IcmpErrorAboutError);
    }
    QuotedTranslation result;
    result.length = LengthOf(quoted);
    const IpHeader header = MapHeader(packet, to, result.length - packet.upper, settings);
    if (header.GetLengthField() > 0xffff)
    {
        return Refused(Reason::TooLongTranslated);
    }
    const uint32_t headerSize = header.GetSize();
    result.bytes.resize(headerSize + quoted.size - packet.upper);
    WriteIpHeader(result.bytes.data(), header, settings.checksums);
    std::copy(quoted.bytes + packet.upper,
              quoted.bytes + quoted.size,
              result.bytes.begin() + headerSize);
    const TransportRewrite rewrite{packet,
                                   to,
                                   IcmpLength(packet, quoted, settings),
                                   settings.checksums,
                                   false};
    const bool translated =
        RewriteTransport(rewrite, result.bytes.data() + headerSize, packet.GetUpperLength());
    return translated ? result : Refused(Reason::IcmpNotTranslatable);
}

} // namespace ns3::v6lab
