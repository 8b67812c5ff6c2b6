// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/bgp/message-codec.h"

#include "model/core/bgp/open-codec.h"
#include "model/core/bgp/update-reader.h"

#include <algorithm>

namespace ns3::v6lab::bgp
{

namespace
{

constexpr size_t MARKER_SIZE = 16;

/** The least a message of this type can be, header included (RFC 4271 6.1). */
size_t
LeastSize(MessageType type)
{
    switch (type)
    {
    case MessageType::Open:
        return 29;
    case MessageType::Update:
        return 23;
    case MessageType::Notification:
        return 21;
    default:
        return HEADER_SIZE;
    }
}

Notification
ReadNotification(ByteReader body)
{
    Notification notification;
    notification.error.code = static_cast<ErrorCode>(body.Take8());
    notification.error.subcode = body.Take8();
    notification.error.data = body.Rest();
    return notification;
}

} // namespace

Bytes
WithHeader(MessageType type, const Bytes& body)
{
    assert(HEADER_SIZE + body.size() <= MAX_MESSAGE_SIZE);
    Bytes message(MARKER_SIZE, 0xff);
    Put16(message, static_cast<uint32_t>(HEADER_SIZE + body.size()));
    Put8(message, static_cast<uint8_t>(type));
    PutAll(message, body);
    return message;
}

Bytes
Encode(const Notification& notification)
{
    Bytes body{static_cast<uint8_t>(notification.error.code), notification.error.subcode};
    PutAll(body, notification.error.data);
    body.resize(std::min(body.size(), MAX_MESSAGE_SIZE - HEADER_SIZE));
    return WithHeader(MessageType::Notification, body);
}

Bytes
Encode(const Keepalive&)
{
    return WithHeader(MessageType::Keepalive, {});
}

std::optional<Error>
CheckHeader(const uint8_t* header)
{
    if (std::any_of(header, header + MARKER_SIZE, [](uint8_t byte) { return byte != 0xff; }))
    {
        return Error{ErrorCode::MessageHeader, subcode::NOT_SYNCHRONIZED};
    }
    const size_t length = Read16(header + MARKER_SIZE);
    const uint8_t type = header[HEADER_SIZE - 1];
    const Error badLength{ErrorCode::MessageHeader,
                          subcode::BAD_LENGTH,
                          {header[MARKER_SIZE], header[MARKER_SIZE + 1]}};
    if (length < HEADER_SIZE || length > MAX_MESSAGE_SIZE)
    {
        return badLength;
    }
    if (type < static_cast<uint8_t>(MessageType::Open) ||
        type > static_cast<uint8_t>(MessageType::Keepalive))
    {
        return Error{ErrorCode::MessageHeader, subcode::BAD_TYPE, {type}};
    }
    const auto known = static_cast<MessageType>(type);
    if (length < LeastSize(known) || (known == MessageType::Keepalive && length != HEADER_SIZE))
    {
        return badLength;
    }
    return std::nullopt;
}

std::variant<Message, Error>
Decode(const Bytes& message, const WireContext& context)
{
    if (message.size() < HEADER_SIZE)
    {
        return Error{ErrorCode::MessageHeader, subcode::BAD_LENGTH};
    }
    if (const auto error = CheckHeader(message.data()))
    {
        return *error;
    }
    if (Read16(message.data() + MARKER_SIZE) != message.size())
    {
        return Error{ErrorCode::MessageHeader,
                     subcode::BAD_LENGTH,
                     {message[MARKER_SIZE], message[MARKER_SIZE + 1]}};
    }
    const ByteReader body(message.data() + HEADER_SIZE, message.size() - HEADER_SIZE);
    switch (static_cast<MessageType>(message[HEADER_SIZE - 1]))
    {
    case MessageType::Open:
        return ReadOpen(body);
    case MessageType::Update:
        return ReadUpdate(body, context);
    case MessageType::Notification:
        return Message(ReadNotification(body));
    default:
        return Message(Keepalive());
    }
}

} // namespace ns3::v6lab::bgp
