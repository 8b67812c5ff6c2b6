// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/advertisement/router-advertisement.h"

#include "model/core/bytes.h"
#include "model/core/internet-checksum.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t ICMPV6 = 58;
constexpr size_t SOLICITATION_HEAD = 8;
constexpr size_t ADVERTISEMENT_HEAD = 16;
constexpr uint8_t MANAGED = 0x80;
constexpr uint8_t OTHER = 0x40;

using Fault = RouterMessageFault;

void
Append32(std::vector<uint8_t>& to, uint32_t word)
{
    for (const int shift : {24, 16, 8, 0})
    {
        to.push_back(static_cast<uint8_t>(word >> shift));
    }
}

void
SetChecksum(std::vector<uint8_t>& message, const IpAddress& source, const IpAddress& destination)
{
    const uint16_t sum =
        InternetChecksum()
            .AddPseudoHeader(source, destination, ICMPV6, static_cast<uint32_t>(message.size()))
            .Add(message.data(), message.size())
            .Get();
    message[2] = static_cast<uint8_t>(sum >> 8);
    message[3] = static_cast<uint8_t>(sum);
}

/** What RFC 4861 6.1.1 and 6.1.2 have in common. */
std::optional<Fault>
FindFault(const RouterMessage& message, uint8_t type, size_t head)
{
    if (message.size < head)
    {
        return Fault::TooShort;
    }
    if (message.bytes[0] != type)
    {
        return Fault::OtherType;
    }
    if (message.hopLimit != 255)
    {
        return Fault::HopLimit;
    }
    if (!HasRightChecksum(message.source, message.destination, ICMPV6, message.bytes, message.size))
    {
        return Fault::Checksum;
    }
    if (message.bytes[1] != 0)
    {
        return Fault::Code;
    }
    return std::nullopt;
}

/** Calls visit(option, its size) for each; false if a length is zero or leads out of the message.
 */
template <typename Visit>
bool
ForEachOption(const RouterMessage& message, size_t head, Visit visit)
{
    size_t at = head;
    while (at < message.size)
    {
        const size_t left = message.size - at;
        const size_t size = left < 2 ? 0 : size_t{message.bytes[at + 1]} * 8;
        if (size == 0 || size > left)
        {
            return false;
        }
        visit(message.bytes + at, size);
        at += size;
    }
    return true;
}

template <typename Value>
void
Keep(std::vector<Value>& list, std::optional<Value> value)
{
    if (value)
    {
        list.push_back(std::move(*value));
    }
}

/** Of options that may come once, the first counts. */
void
ReadOption(RouterAdvertisement& into, const uint8_t* bytes, size_t size)
{
    switch (bytes[0])
    {
    case option::SOURCE_LINK_LAYER:
        if (into.sourceLinkLayer.empty())
        {
            into.sourceLinkLayer.assign(bytes + 2, bytes + size);
        }
        break;
    case option::PREFIX_INFORMATION:
        Keep(into.prefixes, ReadPrefix(bytes, size));
        break;
    case option::MTU:
        into.mtu = into.mtu ? into.mtu : ReadMtu(bytes, size);
        break;
    case option::RDNSS:
        Keep(into.resolvers, ReadResolvers(bytes, size));
        break;
    case option::PREF64:
        Keep(into.pref64s, ReadPref64(bytes, size));
        break;
    default: // RFC 4861 4.6: what a receiver does not know it skips
        break;
    }
}

} // namespace

const char*
ToText(RouterMessageFault fault)
{
    switch (fault)
    {
    case Fault::OtherType:
        return "It is a message of another type.";
    case Fault::HopLimit:
        return "Its hop limit is not 255: it could come from another link.";
    case Fault::Checksum:
        return "Its checksum is wrong.";
    case Fault::Code:
        return "Its code is not 0.";
    case Fault::Source:
        return "Its source is not a link-local address.";
    case Fault::Destination:
        return "It comes from nowhere and is not for all routers.";
    case Fault::TooShort:
        return "It is shorter than its header.";
    case Fault::OptionLength:
        return "The length of an option is zero or leads out of the message.";
    case Fault::UnspecifiedWithAddress:
        return "It comes from nowhere and tells a link-layer address.";
    }
    return "";
}

std::vector<uint8_t>
RouterAdvertisement::Encode(const IpAddress& source, const IpAddress& destination) const
{
    std::vector<uint8_t> message{RouterMessage::ADVERTISEMENT, 0, 0, 0, hopLimit};
    message.push_back(static_cast<uint8_t>((managed ? MANAGED : 0) | (other ? OTHER : 0)));
    message.push_back(static_cast<uint8_t>(lifetimeSeconds >> 8));
    message.push_back(static_cast<uint8_t>(lifetimeSeconds));
    Append32(message, reachableMs);
    Append32(message, retransMs);
    if (!sourceLinkLayer.empty())
    {
        AppendSourceLinkLayer(message, sourceLinkLayer);
    }
    if (mtu)
    {
        AppendMtu(message, *mtu);
    }
    for (const auto& prefix : prefixes)
    {
        AppendPrefix(message, prefix);
    }
    for (const auto& list : resolvers)
    {
        AppendResolvers(message, list);
    }
    for (const auto& pref64 : pref64s)
    {
        AppendPref64(message, pref64);
    }
    SetChecksum(message, source, destination);
    return message;
}

std::variant<RouterAdvertisement, RouterMessageFault>
RouterAdvertisement::Decode(const RouterMessage& message)
{
    if (const auto fault = FindFault(message, RouterMessage::ADVERTISEMENT, ADVERTISEMENT_HEAD))
    {
        return *fault;
    }
    if (!message.source.IsV6() || !message.source.IsLinkLocal())
    {
        return Fault::Source;
    }
    RouterAdvertisement read;
    read.hopLimit = message.bytes[4];
    read.managed = message.bytes[5] & MANAGED;
    read.other = message.bytes[5] & OTHER;
    read.lifetimeSeconds = Read16(message.bytes + 6);
    read.reachableMs = Read32(message.bytes + 8);
    read.retransMs = Read32(message.bytes + 12);
    const bool sound =
        ForEachOption(message, ADVERTISEMENT_HEAD, [&read](const uint8_t* bytes, size_t size) {
            ReadOption(read, bytes, size);
        });
    if (!sound)
    {
        return Fault::OptionLength;
    }
    return read;
}

std::variant<IpAddress, RouterMessageFault>
ReadSolicitation(const RouterMessage& message)
{
    if (const auto fault = FindFault(message, RouterMessage::SOLICITATION, SOLICITATION_HEAD))
    {
        return *fault;
    }
    bool tellsAddress = false;
    const bool sound =
        ForEachOption(message, SOLICITATION_HEAD, [&tellsAddress](const uint8_t* bytes, size_t) {
            tellsAddress |= bytes[0] == option::SOURCE_LINK_LAYER;
        });
    if (!sound)
    {
        return Fault::OptionLength;
    }
    static const IpAddress ALL_ROUTERS = *IpAddress::Parse("ff02::2");
    if (message.source.IsUnspecified() && message.destination != ALL_ROUTERS)
    {
        return Fault::Destination;
    }
    if (message.source.IsUnspecified() && tellsAddress)
    {
        return Fault::UnspecifiedWithAddress;
    }
    return message.source;
}

std::vector<uint8_t>
EncodeSolicitation(const IpAddress& source,
                   const IpAddress& destination,
                   const std::vector<uint8_t>& sourceLinkLayer)
{
    std::vector<uint8_t> message{RouterMessage::SOLICITATION, 0, 0, 0, 0, 0, 0, 0};
    if (!sourceLinkLayer.empty())
    {
        AppendSourceLinkLayer(message, sourceLinkLayer);
    }
    SetChecksum(message, source, destination);
    return message;
}

} // namespace ns3::v6lab
