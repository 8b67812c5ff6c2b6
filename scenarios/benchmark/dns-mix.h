// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCHMARK_DNS_MIX_H
#define V6LAB_BENCHMARK_DNS_MIX_H

#include "model/core/dns/dns-name.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** The zone of the tester's authoritative server. */
constexpr const char* DNS_TEST_ZONE = "dns64perf.test";

/** Shares of a trial's queries in percent (RFC 8219 9.2, details 1 and 2). */
struct DnsMix
{
    uint32_t cached{0}; //!< queries whose name is in the server's cache
    uint32_t aaaa{0};   //!< names that have an AAAA record

    /**
     * Messages that a query brings to the server on average (RFC 8219 9.1): the query alone if
     * the name is cached, else the answer to its own query for AAAA too, and that for A where
     * there is no AAAA. It sends as many.
     */
    double GetMessages() const;
    /** The same of the queries that bring the fewest. */
    uint32_t GetFewestMessages() const;
    /** "20 % cached, 40 % AAAA" */
    std::string GetText() const;

    friend bool operator==(const DnsMix& a, const DnsMix& b)
    {
        return a.cached == b.cached && a.aaaa == b.aaaa;
    }
};

/** What the options --cached and --aaaa may say: percents and "all". */
std::vector<std::string> DnsShareWords();

/**
 * The mixes that two of those words ask for, the required one (0 %, 0 %) in front of them. Where
 * all is cached, AAAA makes no difference, and is measured once.
 */
std::vector<DnsMix> DnsMixesOf(const std::string& cached, const std::string& aaaa);

/** Names for a trial's queries: none comes twice in a run but those that are to be cached. */
class DnsTestNames
{
  public:
    /** A name that nobody has asked for. */
    DnsName MakeNew(bool aaaa);
    /** So many names to be cached; AAAA are spread evenly among them. */
    void MakePool(const DnsMix& mix, uint64_t names);
    /** The name of a query of the trial by its number; new unless it is of the pool. */
    DnsName Choose(const DnsMix& mix, uint64_t number);

    const std::vector<DnsName>& GetPool() const
    {
        return m_pool;
    }

  private:
    uint32_t m_used{0};
    std::vector<DnsName> m_pool;
};

} // namespace ns3::v6lab

#endif // V6LAB_BENCHMARK_DNS_MIX_H
