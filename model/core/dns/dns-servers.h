// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_SERVERS_H
#define V6LAB_DNS_SERVERS_H

#include "model/core/address.h"

#include <cstdint>
#include <unordered_map>

namespace ns3::v6lab
{

/** How long to wait for servers. */
struct DnsTiming
{
    int64_t firstTimeoutNs{1'000'000'000}; //!< of a server that nobody knows yet
    int64_t minTimeoutNs{200'000'000};
    int64_t maxTimeoutNs{8'000'000'000};
    int64_t tcpTimeoutNs{3'000'000'000};
    uint32_t deadAfter{3};                  //!< losses in a row
    int64_t deadTimeNs{15'000'000'000};     //!< doubles each time that it is dead again
    int64_t maxDeadTimeNs{300'000'000'000}; //!< RFC 9520 3.2: no failure counts for longer
};

/** What is known of servers: round-trip times, losses, and what they cannot do (RFC 1035 7.2). */
class DnsServers
{
  public:
    explicit DnsServers(const DnsTiming& timing)
        : m_timing(timing)
    {
    }

    /** As TCP's (RFC 6298), doubled for each loss since the last reply. */
    int64_t GetTimeout(const IpAddress& server) const;
    /** ns; what stands for it if the server is not known yet. */
    int64_t GetRoundTrip(const IpAddress& server) const;
    /** Silent for so long that others come first. */
    bool IsDead(const IpAddress& server, int64_t nowNs) const;
    /** It does not understand EDNS (RFC 6891 7). */
    bool IsPlain(const IpAddress& server) const;

    void NoteReply(const IpAddress& server, int64_t roundTripNs);
    void NoteTimeout(const IpAddress& server, int64_t nowNs);
    /** It cannot be reached at all: dead at once. */
    void NoteUnreachable(const IpAddress& server, int64_t nowNs);
    void NotePlain(const IpAddress& server);

    const DnsTiming& GetTiming() const
    {
        return m_timing;
    }

  private:
    struct Server
    {
        int64_t smoothedNs{0}; //!< 0: no reply yet
        int64_t variationNs{0};
        uint32_t losses{0}; //!< since the last reply
        uint32_t deaths{0}; //!< as well
        int64_t deadUntilNs{0};
        bool plain{false};
    };

    Server& At(const IpAddress& server);
    const Server& Of(const IpAddress& server) const;
    void Die(Server& server, int64_t nowNs);

    DnsTiming m_timing;
    std::unordered_map<IpAddress, Server> m_servers;
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_SERVERS_H
