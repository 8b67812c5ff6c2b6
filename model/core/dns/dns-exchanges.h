// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_EXCHANGES_H
#define V6LAB_DNS_EXCHANGES_H

#include "model/core/dns/dns-message.h"
#include "model/core/dns/dns-servers.h"
#include "model/core/dns/resolver-port.h"

#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <random>
#include <set>

namespace ns3::v6lab
{

/** What everything that is done for one question may cost (RFC 1034 5.3.3: bound the work). */
struct DnsWork
{
    uint32_t queriesLeft{0};
    int64_t deadlineNs{0};
    DnsCause cause{}; //!< of the one that asked first
};

/** One question to one server. */
struct DnsOrder
{
    DnsQuestion question;
    IpAddress server;
    std::shared_ptr<DnsWork> work;
    bool recursionDesired{false};
    bool checkingDisabled{false};
    bool dnssecOk{false};
    bool authenticData{false}; //!< AD of the answer is wanted (RFC 6840 5.7)
};

/** How that went. */
struct DnsResult
{
    enum class End
    {
        Reply,
        Timeout,
        Unreachable,
        Broken, //!< the server answered with what is no answer
    };

    End end{End::Timeout};
    DnsMessage reply;
};

/**
 * Questions on their way to servers, one message at a time: numbers and ports (RFC 5452), timeouts,
 * TCP after a truncated reply, plain DNS after one that does not know EDNS. Whoever tries again, or
 * another server, is above it.
 */
class DnsExchanges
{
  public:
    using Done = std::function<void(const DnsResult& result, int64_t nowNs)>;

    static constexpr int64_t NEVER = std::numeric_limits<int64_t>::max();

    /** `udpSize` 0: without EDNS. Equal seeds give equal numbers and ports. */
    DnsExchanges(ResolverPort& port, DnsServers& servers, uint16_t udpSize, uint64_t seed);

    /** `done` is called once, by one of the functions below, at the work's deadline at latest. */
    void Start(const DnsOrder& order, int64_t nowNs, Done done);

    /**
     * A message came to the socket of a token; `server`: from whom. What does not belong to the
     * query is ignored (RFC 5452 9.1): false.
     */
    bool OnReply(uint32_t token, const IpAddress& server, const std::string& bytes, int64_t nowNs);
    void OnFailure(uint32_t token, DnsFailure failure, int64_t nowNs);
    /** Ends what has waited for long enough. */
    void Advance(int64_t nowNs);
    /** When Advance() has something to do; NEVER if nothing is under way. */
    int64_t GetNextDeadline() const;

    /** Messages sent so far. */
    uint64_t GetSent() const
    {
        return m_sent;
    }

  private:
    struct Exchange
    {
        DnsOrder order;
        Done done;
        DnsTransport transport{DnsTransport::Udp};
        bool edns{true};
        uint16_t id{0};
        int64_t sentNs{0};
        int64_t deadlineNs{0};
    };

    /** Sends it under a new token, if the work may cost one message more. */
    void Send(Exchange exchange, int64_t nowNs);
    /** Forgets it and releases its token. */
    Exchange Take(uint32_t token);
    /** The same again by other means, if the reply asks for it. */
    void Judge(Exchange exchange, DnsMessage reply, int64_t nowNs);

    ResolverPort& m_port;
    DnsServers& m_servers;
    uint16_t m_udpSize;
    std::mt19937_64 m_random;
    std::map<uint32_t, Exchange> m_exchanges; //!< by token
    std::set<std::pair<int64_t, uint32_t>> m_deadlines;
    uint32_t m_nextToken{1};
    uint64_t m_sent{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_EXCHANGES_H
