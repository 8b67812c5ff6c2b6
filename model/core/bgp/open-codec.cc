// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/open-codec.h"

#include "model/core/bgp/nlri.h"

#include <algorithm>

namespace ns3::v6lab::bgp
{

namespace
{

constexpr uint8_t VERSION = 4;
constexpr uint8_t PARAMETER_CAPABILITIES = 2;    // RFC 5492 4
constexpr uint8_t CAPABILITY_MULTIPROTOCOL = 1;  // RFC 4760 8
constexpr uint8_t CAPABILITY_FOUR_OCTET_AS = 65; // RFC 6793 3

Error
OpenError(uint8_t subcode, Bytes data = {})
{
    return {ErrorCode::OpenMessage, subcode, std::move(data)};
}

/** Unknown ones do not matter (RFC 5492 3); the last AS number that is said holds. */
std::optional<Error>
ReadCapabilities(ByteReader bytes, Open& open)
{
    while (bytes.Left() > 0)
    {
        if (bytes.Left() < 2)
        {
            return OpenError(subcode::UNSPECIFIC);
        }
        const uint8_t code = bytes.Take8();
        const uint8_t length = bytes.Take8();
        const bool known = code == CAPABILITY_MULTIPROTOCOL || code == CAPABILITY_FOUR_OCTET_AS;
        if (length > bytes.Left() || (known && length != 4))
        {
            return OpenError(subcode::UNSPECIFIC);
        }
        ByteReader value = bytes.TakePart(length);
        if (code == CAPABILITY_FOUR_OCTET_AS)
        {
            open.fourOctetAs = true;
            open.as = value.Take32();
        }
        else if (code == CAPABILITY_MULTIPROTOCOL)
        {
            const uint16_t afi = value.Take16();
            value.Take8(); // reserved
            const auto family = FamilyOf(afi, value.Take8());
            if (family && std::find(open.families.begin(), open.families.end(), *family) ==
                              open.families.end())
            {
                open.families.push_back(*family);
            }
        }
    }
    return std::nullopt;
}

std::optional<Error>
ReadParameters(ByteReader bytes, Open& open)
{
    while (bytes.Left() > 0)
    {
        if (bytes.Left() < 2)
        {
            return OpenError(subcode::UNSPECIFIC);
        }
        const uint8_t type = bytes.Take8();
        const uint8_t length = bytes.Take8();
        if (length > bytes.Left())
        {
            return OpenError(subcode::UNSPECIFIC);
        }
        const ByteReader value = bytes.TakePart(length);
        if (type != PARAMETER_CAPABILITIES)
        {
            return OpenError(subcode::UNSUPPORTED_PARAMETER);
        }
        if (auto error = ReadCapabilities(value, open))
        {
            return error;
        }
    }
    return std::nullopt;
}

} // namespace

Bytes
Encode(const Open& open)
{
    Bytes capabilities;
    for (const Family family : open.families)
    {
        PutAll(capabilities, {CAPABILITY_MULTIPROTOCOL, 4});
        Put16(capabilities, AfiOf(family));
        PutAll(capabilities, {0, SAFI_UNICAST});
    }
    if (open.fourOctetAs)
    {
        PutAll(capabilities, {CAPABILITY_FOUR_OCTET_AS, 4});
        Put32(capabilities, open.as);
    }
    Bytes body{VERSION};
    Put16(body, open.as > 0xffff ? AS_TRANS : open.as);
    Put16(body, open.holdSeconds);
    Put32(body, open.routerId);
    if (capabilities.empty())
    {
        Put8(body, 0);
        return WithHeader(MessageType::Open, body);
    }
    Put8(body, static_cast<uint32_t>(capabilities.size() + 2));
    Put8(body, PARAMETER_CAPABILITIES);
    Put8(body, static_cast<uint32_t>(capabilities.size()));
    PutAll(body, capabilities);
    return WithHeader(MessageType::Open, body);
}

std::variant<Message, Error>
ReadOpen(ByteReader body)
{
    if (body.Take8() != VERSION)
    {
        return OpenError(subcode::UNSUPPORTED_VERSION, {0, VERSION});
    }
    Open open;
    open.fourOctetAs = false;
    open.as = body.Take16();
    open.holdSeconds = body.Take16();
    open.routerId = body.Take32();
    const uint8_t length = body.Take8();
    if (length != body.Left())
    {
        return OpenError(subcode::UNSPECIFIC);
    }
    if (const auto error = ReadParameters(body, open))
    {
        return *error;
    }
    if (open.as == 0) // RFC 7607 2
    {
        return OpenError(subcode::BAD_PEER_AS);
    }
    if (open.holdSeconds == 1 || open.holdSeconds == 2)
    {
        return OpenError(subcode::UNACCEPTABLE_HOLD_TIME);
    }
    if (open.routerId == 0) // RFC 6286 2.1
    {
        return OpenError(subcode::BAD_IDENTIFIER);
    }
    return Message(open);
}

} // namespace ns3::v6lab::bgp
