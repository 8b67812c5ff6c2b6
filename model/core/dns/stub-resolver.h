// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_STUB_RESOLVER_H
#define V6LAB_STUB_RESOLVER_H

#include "model/core/dns/dns-exchanges.h"

#include <functional>
#include <memory>
#include <vector>

namespace ns3::v6lab
{

/** What a host's resolver is told. */
struct StubSettings
{
    std::vector<IpAddress> servers; //!< recursive resolvers, best first
    bool v6First{true};             //!< of those, IPv6 before IPv4 (RFC 8305 3.1)
    bool useV4{true};               //!< the host can reach IPv4 servers
    bool useV6{true};
    uint32_t tries{2}; //!< per server and question
    int64_t totalTimeoutNs{15'000'000'000};
    /**
     * By default at least 5 s, as a resolver has work of its own to do before it answers; a server
     * that was silent once is dead for 30 s.
     */
    DnsTiming timing;
    uint16_t udpSize{1232}; //!< EDNS; 0: without
    uint64_t seed{1};       //!< of message numbers and ports

    StubSettings();
};

/** What a host learned. */
struct StubAnswer
{
    enum class Kind
    {
        Data,
        NoData,
        NoName,
        Failed,    //!< no server could say: `rcode`
        Timeout,   //!< no server said anything
        NoServers, //!< there is nobody to ask
    };

    Kind kind{Kind::Timeout};
    uint16_t rcode{dns::SERVFAIL};
    std::vector<IpAddress> addresses; //!< A or AAAA, in the order of the answer
    std::vector<DnsName> names;       //!< PTR
    DnsRecords records;               //!< the whole answer section, aliases first
    uint32_t ttl{0};                  //!< s that the answer, negative or not, may be kept
    bool authenticData{false};        //!< AD, as far as the way to the server is trusted
    IpAddress server;                 //!< who said so
};

/** "data", "nodata", "nxdomain", "failed", "timeout", "noservers". */
const char* ToWord(StubAnswer::Kind kind);

/**
 * The resolver in each host (RFC 1034 5.3.1), without sockets and clock: asks recursive resolvers,
 * one after the other, and keeps nothing. Its owner carries messages as a Resolver's does.
 */
class StubResolver
{
  public:
    using Done = std::function<void(const StubAnswer& answer, int64_t nowNs)>;

    /** Throws std::invalid_argument that names the setting and what is allowed. */
    StubResolver(const StubSettings& settings, ResolverPort& port);

    /** From now on; questions under way turn to them with their next try. */
    void SetServers(const std::vector<IpAddress>& servers);

    const std::vector<IpAddress>& GetServers() const
    {
        return m_settings.servers;
    }

    /** `done` is called once: from within a function below, or at once if there is no server. */
    void LookUp(const DnsQuestion& question,
                int64_t nowNs,
                Done done,
                const DnsCause& cause = DnsCause());
    /** The same from given servers: those of one interface (RFC 8880 7.1). */
    void LookUpFrom(const std::vector<IpAddress>& servers,
                    const DnsQuestion& question,
                    int64_t nowNs,
                    Done done,
                    const DnsCause& cause = DnsCause());

    /** See DnsExchanges. */
    bool OnReply(uint32_t token, const IpAddress& server, const std::string& bytes, int64_t nowNs);
    void OnFailure(uint32_t token, DnsFailure failure, int64_t nowNs);
    void Advance(int64_t nowNs);
    int64_t GetNextDeadline() const;

  private:
    struct Task;
    using TaskPtr = std::shared_ptr<Task>;

    void Next(const TaskPtr& task, int64_t nowNs);
    void OnResult(const TaskPtr& task,
                  const IpAddress& server,
                  const DnsResult& result,
                  int64_t nowNs);
    /** The best server that may be tried; nothing if all have been. */
    std::optional<IpAddress> ChooseServer(const Task& task, int64_t nowNs) const;
    bool IsUsable(const IpAddress& server) const;

    StubSettings m_settings;
    DnsServers m_servers;
    DnsExchanges m_exchanges;
};

/** The question for the name of an address: under in-addr.arpa or ip6.arpa (RFC 3596 2.5). */
DnsQuestion PointerQuestion(const IpAddress& address);

} // namespace ns3::v6lab

#endif // V6LAB_STUB_RESOLVER_H
