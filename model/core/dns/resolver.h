// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RESOLVER_H
#define V6LAB_RESOLVER_H

#include "model/core/dns/dns-backend.h"
#include "model/core/dns/resolver-port.h"
#include "model/core/dns/resolver-settings.h"

#include <map>
#include <memory>
#include <tuple>
#include <vector>

namespace ns3::v6lab
{

struct ResolverCore;

/**
 * A recursive resolver (RFC 1034 5.3) without sockets and clock: it iterates from the root hints or
 * asks forwards, remembers, and validates from its trust anchors. Its owner carries messages
 * through the port and calls the functions that say what came; answers are given from within these,
 * or from within Ask() if they are in the cache. A question that is already on its way is not sent
 * again.
 */
class Resolver : public DnsBackend
{
  public:
    /** Throws std::invalid_argument: see CheckSettings(). The port must live as long. */
    Resolver(const ResolverSettings& settings, ResolverPort& port);
    ~Resolver() override;

    /**
     * SERVFAIL at latest when the total timeout is over. Without RD only what is in the cache is
     * answered; what is not in class IN, and transfers, are refused.
     */
    void Ask(const DnsQuery& query, int64_t nowNs, Done done) override;

    /** See DnsExchanges. */
    bool OnReply(uint32_t token, const IpAddress& server, const std::string& bytes, int64_t nowNs);
    void OnFailure(uint32_t token, DnsFailure failure, int64_t nowNs);
    void Advance(int64_t nowNs);
    /** std::numeric_limits<int64_t>::max(): nothing is awaited. */
    int64_t GetNextDeadline() const;

    /** Messages sent to servers so far. */
    uint64_t GetSent() const;
    /** Names and types in the cache. */
    uint32_t GetCached() const;

  private:
    /** Name in lower case, type, CD. */
    using Key = std::tuple<std::string, uint16_t, bool>;

    struct Waiting
    {
        DnsQuery query;
        Done done;
    };

    /** What is in the cache, for those who ask for no recursion (RFC 1034 4.3.2). */
    DnsAnswer FromCache(const DnsQuery& query, int64_t nowNs);
    void Answer(const Key& key, const DnsAnswer& answer, int64_t nowNs);

    std::unique_ptr<ResolverCore> m_core;
    std::map<Key, std::vector<Waiting>> m_waiting; //!< for one answer each
};

} // namespace ns3::v6lab

#endif // V6LAB_RESOLVER_H
