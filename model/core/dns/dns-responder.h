// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_RESPONDER_H
#define V6LAB_DNS_RESPONDER_H

#include "model/core/dns/dns-backend.h"
#include "model/core/dns/dns-transport.h"

#include <cstdint>
#include <functional>
#include <string>

namespace ns3::v6lab
{

/**
 * What stands between the wire and a DnsBackend: reads queries, refuses what is wrong with them and
 * sends what the backend found, with the header that RFC 1035 4.1.1, RFC 6891 and RFC 6840 5 say.
 */
class DnsResponder
{
  public:
    struct Settings
    {
        uint16_t udpSize{1232}; //!< bytes of a UDP answer at most, whatever the asker could take
        bool recursive{false};  //!< RA: the backend finds answers elsewhere
    };

    /** Bytes of an answer, at a time. Not called for what gets none. */
    using Send = std::function<void(const std::string& bytes, int64_t nowNs)>;

    /**
     * The backend must outlive this and all answers it owes. Throws std::invalid_argument if
     * udpSize is below 512 (RFC 6891 6.2.3).
     */
    DnsResponder(DnsBackend& backend, const Settings& settings);

    /**
     * Takes a message, of TCP without its two bytes of length; `send` is called once, now or when
     * the backend has an answer, but never for a response or what is too short to have a header. It
     * may outlive this object.
     */
    void Receive(const uint8_t* bytes,
                 size_t size,
                 DnsTransport transport,
                 int64_t nowNs,
                 const Send& send);

  private:
    DnsBackend& m_backend;
    Settings m_settings;
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_RESPONDER_H
