// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/error-translation.h"

#include "model/core/bytes.h"
#include "model/core/internet-checksum.h"
#include "model/core/translation/icmp-extension.h"
#include "model/core/translation/ip-header.h"
#include "model/core/translation/quoted-packet.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t ICMP_HEADER = 8;

ErrorTranslation
Refused(Reason reason)
{
    ErrorTranslation result;
    result.reason = reason;
    return result;
}

/** The length attribute: byte 5 of an ICMPv4 error, byte 4 of an ICMPv6 error (RFC 4884 4). */
uint32_t
LengthAttributeOffset(Family family)
{
    return family == Family::V4 ? 5 : 4;
}

/** Quoted datagram and extension of the incoming message. */
std::optional<icmp_extension::Parts>
SplitMessage(const ErrorToTranslate& error, const IcmpError& type)
{
    const Family family = error.packet.GetFamily();
    const uint8_t* message = error.in.bytes + error.packet.upper;
    const uint32_t size = error.packet.GetUpperLength() - ICMP_HEADER;
    if (!icmp_map::HasLengthAttribute(family, type))
    {
        return icmp_extension::Parts{size, 0};
    }
    const auto parts = icmp_extension::Split(family, message[LengthAttributeOffset(family)], size);
    const bool lenient = error.settings.profile == Profile::Rfc;
    return !parts && lenient ? icmp_extension::Parts{size, 0} : parts;
}

/** 4.2 and 5.2: the MTU of an error about a packet's size, where the tables left the old one. */
IcmpError
WithMtu(const ErrorToTranslate& error, IcmpError mapped, uint32_t quotedLength)
{
    const bool to6 = error.packet.GetFamily() == Family::V4;
    if (to6 && mapped.type == 2)
    {
        mapped.parameter = icmp_map::PacketTooBigMtu(mapped.parameter,
                                                     quotedLength,
                                                     error.nextHops,
                                                     error.settings.plateaus);
    }
    else if (!to6 && mapped.type == 3 && mapped.code == 4)
    {
        mapped.parameter = icmp_map::FragmentationNeededMtu(mapped.parameter, error.nextHops);
    }
    return mapped;
}

void
WriteChecksum(const ErrorToTranslate& error, std::vector<uint8_t>& message)
{
    if (!error.settings.checksums)
    {
        return;
    }
    const Endpoints& to = error.rewrite.outer;
    InternetChecksum sum;
    if (to.source.IsV6())
    {
        sum.AddPseudoHeader(to.source,
                            to.destination,
                            protocol::ICMPV6,
                            static_cast<uint32_t>(message.size()));
    }
    Write16(message.data() + 2, sum.Add(message.data(), message.size()).Get());
}

/** Header, quoted packet, padding and extension. */
std::vector<uint8_t>
Assemble(const ErrorToTranslate& error,
         const IcmpError& mapped,
         const std::vector<uint8_t>& datagram,
         const std::vector<uint8_t>& extension)
{
    const Family to = error.rewrite.outer.source.GetFamily();
    const uint32_t headers = (to == Family::V4 ? 20 : 40) + ICMP_HEADER;
    const auto layout = icmp_extension::LayOut(
        to,
        icmp_map::HasLengthAttribute(to, mapped),
        {static_cast<uint32_t>(datagram.size()), static_cast<uint32_t>(extension.size())},
        error.largest - headers,
        error.settings.profile);
    std::vector<uint8_t> message(ICMP_HEADER);
    message.reserve(ICMP_HEADER + layout.datagram + layout.padding + layout.extension);
    message[0] = mapped.type;
    message[1] = mapped.code;
    Write32(message.data() + 4, mapped.parameter);
    if (layout.extension > 0)
    {
        message[LengthAttributeOffset(to)] = layout.lengthAttribute;
    }
    message.insert(message.end(), datagram.begin(), datagram.begin() + layout.datagram);
    message.resize(message.size() + layout.padding);
    message.insert(message.end(), extension.begin(), extension.begin() + layout.extension);
    WriteChecksum(error, message);
    return message;
}

} // namespace

ErrorTranslation
TranslateIcmpError(const ErrorToTranslate& error)
{
    const ParsedPacket& packet = error.packet;
    const uint8_t* message = error.in.bytes + packet.upper;
    const IcmpError type{message[0], message[1], Read32(message + 4)};
    const auto mapped = icmp_map::Map(packet.GetFamily(), type);
    if (!mapped)
    {
        return Refused(Reason::IcmpNotTranslatable);
    }
    const auto parts = SplitMessage(error, type);
    if (!parts)
    {
        return Refused(Reason::MalformedHeader);
    }
    const uint8_t* datagram = message + ICMP_HEADER;
    const auto quoted =
        TranslateQuoted({packet.GetFamily(), datagram, parts->datagram, parts->extension},
                        *error.rewrite.quoted,
                        error.settings);
    if (quoted.reason != Reason::None)
    {
        return Refused(quoted.reason);
    }
    const uint8_t* behind = datagram + parts->datagram;
    std::vector<uint8_t> extension(behind, behind + parts->extension);
    const bool tells = error.rewrite.tellSource && error.settings.interfaceInfo;
    if (tells && packet.source.IsV6() && extension.size() % 4 == 0)
    {
        icmp_extension::AddInterfaceAddress(extension, packet.source);
    }
    ErrorTranslation result;
    result.message =
        Assemble(error, WithMtu(error, *mapped, quoted.length), quoted.bytes, extension);
    return result;
}

} // namespace ns3::v6lab
