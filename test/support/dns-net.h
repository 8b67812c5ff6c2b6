// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_DNS_NET_H
#define V6LAB_TEST_DNS_NET_H

#include "model/core/dns/dns-backend.h"
#include "model/core/dns/resolver-port.h"
#include "model/core/dns/resolver-settings.h"
#include "model/core/time-units.h"
#include "test/support/dns.h"
#include "test/support/json-data.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

/** Name servers that say what a table tells them, and a network of them with a clock. */
namespace ns3::v6lab::test::dnsnet
{

constexpr int64_t MILLISECOND = 1'000'000;

using test::Name;
/** "www.example.com. AAAA" */
DnsQuestion Question(const std::string& text);
DnsRecords Lines(const std::vector<std::string>& lines);
/** Each line of the zone file, separated by "; ": name, TTL, type and data. */
std::string Text(const DnsRecords& records);

/** What a server is to say; an authoritative NOERROR unless told otherwise. */
struct Saying
{
    std::vector<std::string> answer{};
    std::vector<std::string> authority{};
    std::vector<std::string> additional{};
    uint16_t rcode{dns::NOERROR};
    bool authoritative{true};
    bool truncated{false}; //!< over UDP
};

/** A name server by the book of one test: what is in no table gets NXDOMAIN with the zone's SOA. */
class Server
{
  public:
    /** `zone` "": REFUSED for what is in no table. */
    explicit Server(const std::string& zone = "");

    /** To "name TYPE". */
    Server& Say(const std::string& question, const Saying& saying);
    /** Everything within a zone is for its servers to say. */
    Server& Refer(const std::string& zone,
                  const std::vector<std::string>& nameServers,
                  const std::vector<std::string>& glue);

    DnsMessage Answer(const DnsMessage& query) const;

  private:
    struct Referral
    {
        DnsName zone;
        Saying saying;
    };

    std::string m_zone;
    std::map<std::string, Saying> m_sayings;
    std::vector<Referral> m_referrals;
};

/** Servers, and what may go wrong on the way to them. */
class Net : public ResolverPort
{
  public:
    /** Bytes that come back; none: silence. */
    using Speak =
        std::function<std::vector<std::string>(const DnsMessage& query, DnsTransport transport)>;

    /** A server at an address, which answers after so many ms. */
    void Serve(const std::string& address, const Server& server, int64_t ms = 10);
    void Serve(const std::string& address, Speak speak, int64_t ms = 10);
    /** A real server, which must live as long. */
    void ServeBackend(const std::string& address, DnsBackend& backend, int64_t ms = 10);
    /** Sending there fails. */
    void Fail(const std::string& address, DnsFailure failure);
    /** It is there, but not over TCP. */
    void RefuseTcp(const std::string& address);

    void Send(const DnsSending& sending) override;
    void Release(uint32_t token) override;

    /** Carries replies and moves the clock until nothing is awaited. */
    template <typename Resolving>
    void Run(Resolving& resolver)
    {
        while (true)
        {
            const int64_t deadline = resolver.GetNextDeadline();
            if (!m_arrivals.empty() && m_arrivals.begin()->first <= deadline)
            {
                const auto [at, arrival] = *m_arrivals.begin();
                m_arrivals.erase(m_arrivals.begin());
                now = std::max(now, at);
                Deliver(resolver, arrival);
            }
            else if (deadline != NEVER)
            {
                now = std::max(now, deadline);
                resolver.Advance(now);
            }
            else
            {
                return;
            }
        }
    }

    /** Asks, runs, and returns the answer; throws if none came. */
    template <typename Backend, typename Resolving>
    DnsAnswer Ask(Backend& backend, Resolving& resolver, const DnsQuery& query)
    {
        std::vector<DnsAnswer> answers;
        backend.Ask(query, now, [&](const DnsAnswer& answer, int64_t at) {
            answers.push_back(answer);
            answeredNs = at;
        });
        Run(resolver);
        if (answers.size() != 1)
        {
            throw std::runtime_error(std::to_string(answers.size()) + " answers");
        }
        return answers.front();
    }

    template <typename Resolving>
    DnsAnswer Ask(Resolving& resolver, const std::string& question)
    {
        DnsQuery query;
        query.question = Question(question);
        return Ask(resolver, resolver, query);
    }

    /** "address transport name TYPE" of all that was sent, in order. */
    std::vector<std::string> log;
    std::vector<DnsSending> sent;
    int64_t now{0};
    int64_t answeredNs{0};
    /** Tokens that are sent and not released. */
    std::set<uint32_t> open;

  private:
    static constexpr int64_t NEVER = std::numeric_limits<int64_t>::max();

    struct Peer
    {
        Speak speak;
        int64_t delayNs{0};
        std::optional<DnsFailure> failure;
        bool refusesTcp{false};
    };

    struct Arrival
    {
        uint32_t token;
        IpAddress server;
        std::string bytes;
        std::optional<DnsFailure> failure;
    };

    template <typename Resolving>
    void Deliver(Resolving& resolver, const Arrival& arrival)
    {
        if (arrival.failure)
        {
            resolver.OnFailure(arrival.token, *arrival.failure, now);
        }
        else
        {
            resolver.OnReply(arrival.token, arrival.server, arrival.bytes, now);
        }
    }

    std::map<IpAddress, Peer> m_peers;
    std::multimap<int64_t, Arrival> m_arrivals;
};

/**
 * Root, com. and example.com. on servers of their own, over both families:
 * 198.51.100.1 and 2001:db8::1, then 198.51.100.2 and 2001:db8::2, then .3 and ::3.
 */
class SmallInternet
{
  public:
    SmallInternet();

    /** Puts the servers, as they are by then, into the net. */
    void Serve(Net& net) const;
    /** Hints of the root. */
    ResolverSettings Settings() const;

    Server root;
    Server com;
    Server example;
};

} // namespace ns3::v6lab::test::dnsnet

#endif // V6LAB_TEST_DNS_NET_H
