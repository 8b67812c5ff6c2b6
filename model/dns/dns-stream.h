// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_STREAM_H
#define V6LAB_DNS_STREAM_H

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <optional>
#include <string>

namespace ns3::v6lab
{

/** Messages in a stream of bytes: each has two bytes in front that say its length (RFC 1035 4.2.2).
 */
class DnsStream
{
  public:
    /** A message as it goes into a stream. */
    static std::string Frame(const std::string& message);

    void Append(const Ptr<const Packet>& packet);
    /** The next whole message, which leaves the stream. */
    std::optional<std::string> Take();

  private:
    std::string m_bytes;
};

/** The bytes of a packet. */
std::string BytesOf(const Ptr<const Packet>& packet);

} // namespace ns3::v6lab

#endif // V6LAB_DNS_STREAM_H
