// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCHMARK_DNS_BED_H
#define V6LAB_BENCHMARK_DNS_BED_H

#include "helper/install/installation.h"
#include "model/record/bench-rows.h"
#include "model/translation/packet-service.h"
#include "model/workload/dns-tester.h"
#include "scenarios/benchmark/dns-mix.h"
#include "scenarios/benchmark/plan.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** Where the servers of the scenario are. */
namespace dnsbed
{
constexpr const char* DUT = "2001:2::1";           //!< the DNS64 server, for clients
constexpr const char* TESTER = "2001:2:0:8000::2"; //!< the tester's server, for its own client
constexpr const char* AUTHORITY = "198.19.0.2";    //!< the same, for the DNS64 server

/** Time for the last answers to come. */
const Time DRAIN = Seconds(2);
/** Between trials; longer than a resolver works for a query. */
const Time REST = Seconds(12);
/** Names that are asked for before a trial, whatever is measured. */
uint64_t NamesBefore(const DnsMix& mix);
/** At so many a second, which no queue is full at. */
double CalmRate(const BenchmarkPlan& plan);
} // namespace dnsbed

/** A trial of a DNS64 server. */
struct DnsBedTrial
{
    DnsMix mix;
    uint32_t repeat{1};
    double rate{0}; //!< queries a second
};

/**
 * The tester as client and authoritative server, the DNS64 server with its service model between
 * them, and trials (RFC 8219 9).
 */
class DnsBed
{
  public:
    DnsBed(const BenchmarkPlan& plan, const Installation& installation);

    /** From now on trials ask this after each step, and throw BenchmarkInterrupted when told so. */
    void AskWhetherToGoOn(const std::function<bool()>& goesOn);

    /**
     * Waits until the server is idle, has it cache what is to be cached, runs a trial, which ends
     * at the first loss, and adds its row to `rows`. True if each query was answered in time.
     */
    bool Run(const DnsBedTrial& trial, std::vector<BenchTrialRow>& rows);
    /**
     * The same without the server: the client asks the authoritative server on its own node, and
     * has a quarter of the time (9.2.1). All names have AAAA.
     */
    bool TestItself(uint32_t repeat, double rate, std::vector<BenchTrialRow>& rows);

    /** Of the trial that was run last. */
    const DnsTrialResult& GetResult() const
    {
        return m_client->GetResult();
    }

    /** Messages that came to the server in the last trial, by its queries. */
    double GetMessages() const;

  private:
    void Prepare(const DnsMix& mix);
    bool Ask(const DnsTrial& trial,
             const std::string& purpose,
             uint32_t repeat,
             std::vector<BenchTrialRow>& rows);
    void Simulate(Time duration);
    uint64_t GetServed() const;

    const BenchmarkPlan& m_plan;
    Ptr<DnsTester> m_client;
    Ptr<PacketService> m_service;
    DnsTestNames m_names;
    std::function<bool()> m_goesOn;
    uint64_t m_servedBefore{0};
    bool m_cut{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_BENCHMARK_DNS_BED_H
