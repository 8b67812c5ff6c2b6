// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_ERROR_H
#define V6LAB_BGP_ERROR_H

#include "model/core/bgp/bgp-bytes.h"

#include <string>

namespace ns3::v6lab::bgp
{

/** What a NOTIFICATION says (RFC 4271 4.5). */
enum class ErrorCode : uint8_t
{
    MessageHeader = 1,
    OpenMessage = 2,
    UpdateMessage = 3,
    HoldTimerExpired = 4,
    StateMachine = 5,
    Cease = 6,
};

/** Subcodes; what they say depends on the code. */
namespace subcode
{

constexpr uint8_t UNSPECIFIC = 0;

// Message header (RFC 4271 6.1).
constexpr uint8_t NOT_SYNCHRONIZED = 1;
constexpr uint8_t BAD_LENGTH = 2;
constexpr uint8_t BAD_TYPE = 3;

// OPEN (RFC 4271 6.2, RFC 5492 5).
constexpr uint8_t UNSUPPORTED_VERSION = 1;
constexpr uint8_t BAD_PEER_AS = 2;
constexpr uint8_t BAD_IDENTIFIER = 3;
constexpr uint8_t UNSUPPORTED_PARAMETER = 4;
constexpr uint8_t UNACCEPTABLE_HOLD_TIME = 6;
constexpr uint8_t UNSUPPORTED_CAPABILITY = 7;

// UPDATE (RFC 4271 6.3).
constexpr uint8_t MALFORMED_ATTRIBUTE_LIST = 1;
constexpr uint8_t UNRECOGNIZED_WELL_KNOWN = 2;
constexpr uint8_t MISSING_WELL_KNOWN = 3;
constexpr uint8_t ATTRIBUTE_FLAGS = 4;
constexpr uint8_t ATTRIBUTE_LENGTH = 5;
constexpr uint8_t INVALID_ORIGIN = 6;
constexpr uint8_t INVALID_NEXT_HOP = 8;
constexpr uint8_t OPTIONAL_ATTRIBUTE = 9;
constexpr uint8_t INVALID_NETWORK = 10;
constexpr uint8_t MALFORMED_AS_PATH = 11;

// State machine (RFC 6608 3): the state in which the message must not come.
constexpr uint8_t UNEXPECTED_IN_OPEN_SENT = 1;
constexpr uint8_t UNEXPECTED_IN_OPEN_CONFIRM = 2;
constexpr uint8_t UNEXPECTED_IN_ESTABLISHED = 3;

// Cease (RFC 4486 3, RFC 9384 3).
constexpr uint8_t MAXIMUM_PREFIXES = 1;
constexpr uint8_t ADMINISTRATIVE_SHUTDOWN = 2;
constexpr uint8_t ADMINISTRATIVE_RESET = 4;
constexpr uint8_t BFD_DOWN = 10;

} // namespace subcode

struct Error
{
    ErrorCode code{ErrorCode::Cease};
    uint8_t subcode{subcode::UNSPECIFIC};
    Bytes data{};

    friend bool operator==(const Error& a, const Error& b)
    {
        return a.code == b.code && a.subcode == b.subcode && a.data == b.data;
    }
};

/** "OPEN Message Error: Bad Peer AS (2/2)": IANA's names, and the numbers. */
std::string ToText(const Error& error);

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_ERROR_H
