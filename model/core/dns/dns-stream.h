// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_STREAM_H
#define V6LAB_DNS_STREAM_H

#include <cstdint>
#include <optional>
#include <string>

namespace ns3::v6lab
{

/** Messages in one direction of a TCP connection: two bytes of length before each (RFC 1035 4.2.2).
 */
class DnsStream
{
  public:
    /** A message as it goes over TCP; of at most 65535 bytes. */
    static std::string Frame(const std::string& message);

    /** Bytes as they came, however they were cut. */
    void Put(const uint8_t* bytes, size_t size);
    /** The next whole message; nothing until more came. Several may wait (RFC 7766 6.2.1.1). */
    std::optional<std::string> Take();

  private:
    std::string m_bytes;
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_STREAM_H
