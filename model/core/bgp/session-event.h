// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_SESSION_EVENT_H
#define V6LAB_BGP_SESSION_EVENT_H

#include "model/core/bgp/messages.h"

namespace ns3::v6lab::bgp
{

/** Why a session ended, or did not come about. */
enum class DownCause : uint8_t
{
    Stopped,              //!< by our own will; the error is what the peer was told
    ConnectionClosed,     //!< by TCP or the peer
    HoldTimerExpired,     //!< nothing was heard for the hold time
    NotificationReceived, //!< the error is the peer's
    MessageError,         //!< the error is what the peer was told of its message
};

/** "hold-timer-expired": kebab-case, for the database. */
const char* ToWord(DownCause cause);

/** The carrier writes these bytes to the TCP connection. */
struct SendBytes
{
    Bytes bytes;
};

/** The carrier opens a TCP connection to the peer's port 179, giving up one on the way. */
struct OpenConnection
{
};

/** The carrier closes the TCP connection, after what it has yet to write. */
struct CloseConnection
{
};

struct SessionUp
{
};

struct SessionDown
{
    DownCause cause{DownCause::Stopped};
    Error error{}; //!< of no meaning for ConnectionClosed
    bool wasUp{false};
};

/** An UPDATE of an established session. */
struct UpdateReceived
{
    Update update;
};

using SessionEvent = std::
    variant<SendBytes, OpenConnection, CloseConnection, SessionUp, SessionDown, UpdateReceived>;
using SessionEvents = std::vector<SessionEvent>;

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_SESSION_EVENT_H
