// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_MESSAGE_CODEC_H
#define V6LAB_BGP_MESSAGE_CODEC_H

#include "model/core/bgp/messages.h"

namespace ns3::v6lab::bgp
{

constexpr size_t HEADER_SIZE = 19;        //!< RFC 4271 4.1
constexpr size_t MAX_MESSAGE_SIZE = 4096; //!< RFC 4271 4.1

/** Values: RFC 4271 4.1. */
enum class MessageType : uint8_t
{
    Open = 1,
    Update = 2,
    Notification = 3,
    Keepalive = 4,
};

/** What the session's OPENs decided about the form of its messages. */
struct WireContext
{
    bool fourOctetAs{true}; //!< both sides can (RFC 6793)
    bool internal{false};   //!< both sides are of one AS
    bool readsAs4{true};    //!< we can: a neighbour who cannot sends us AS4_PATH
};

/** A message with its header in front. */
Bytes WithHeader(MessageType type, const Bytes& body);

Bytes Encode(const Open& open);
Bytes Encode(const Notification& notification);
Bytes Encode(const Keepalive& keepalive);

/**
 * One whole message, header included, or the error that ends the session (RFC 4271 6, RFC 7606).
 * Lengths may be wrong too: a message that is cut off is an error, never read beyond.
 */
std::variant<Message, Error> Decode(const Bytes& message, const WireContext& context);

/** RFC 4271 6.1: what is wrong with a header, of which at least 19 bytes are there. */
std::optional<Error> CheckHeader(const uint8_t* header);

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_MESSAGE_CODEC_H
