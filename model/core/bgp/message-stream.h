// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_MESSAGE_STREAM_H
#define V6LAB_BGP_MESSAGE_STREAM_H

#include "model/core/bgp/bgp-error.h"

#include <variant>

namespace ns3::v6lab::bgp
{

/** One direction of a BGP connection: TCP's bytes cut into messages (RFC 4271 4.1). */
class MessageStream
{
  public:
    /** Bytes as they came, however TCP cut them. */
    void Put(const uint8_t* bytes, size_t size);

    /**
     * The next whole message; nothing (monostate) until more came; an error if what comes next
     * is no message, which is found as soon as the header is there.
     */
    std::variant<std::monostate, Bytes, Error> Take();

    void Clear();

  private:
    Bytes m_bytes;
    size_t m_start{0}; //!< what is before was taken
};

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_MESSAGE_STREAM_H
