// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/benchmark/dns-bed.h"

#include "scenarios/benchmark/bed.h"
#include "scenarios/benchmark/service.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace ns3::v6lab
{

namespace
{

constexpr int64_t PORT_STREAM = 1 << 24;
constexpr int64_t JITTER_STREAM = PORT_STREAM + 1;
/** RFC 8219 9.2: of an answer; no longer should be used. */
const Time TIMEOUT = Seconds(1);
/** Names that are cached; each share of them that a mix may want is a whole number. */
constexpr uint64_t POOL = 100;
/** Enough for the server to know how far away the tester is. */
constexpr uint64_t WARM_UP = 20;

/** RFC 4814 4.5: pseudo-random ports. */
std::vector<uint16_t>
DrawPorts(uint32_t number)
{
    const auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(PORT_STREAM);
    std::set<uint16_t> drawn;
    std::vector<uint16_t> ports;
    while (ports.size() < number)
    {
        const auto port = static_cast<uint16_t>(random->GetInteger(1024, 65535));
        if (drawn.insert(port).second)
        {
            ports.push_back(port);
        }
    }
    return ports;
}

} // namespace

uint64_t
dnsbed::NamesBefore(const DnsMix& mix)
{
    return mix.cached > 0 ? POOL : WARM_UP;
}

double
dnsbed::CalmRate(const BenchmarkPlan& plan)
{
    return 0.25e9 / (3 * plan.cost.localNs * (1 + plan.jitter));
}

DnsBed::DnsBed(const BenchmarkPlan& plan, const Installation& installation)
    : m_plan(plan),
      m_client(CreateObject<DnsTester>()),
      m_service(AttachService(plan, installation.nodes.at("dut"), JITTER_STREAM))
{
    m_client->Attach(installation.nodes.at("tester"), DrawPorts(plan.flows));
    m_client->SetLossListener([this] {
        m_cut = true;
        m_client->Stop();
        Simulator::Stop();
    });
}

void
DnsBed::AskWhetherToGoOn(const std::function<bool()>& goesOn)
{
    m_goesOn = goesOn;
}

void
DnsBed::Simulate(Time duration)
{
    EventId end = Simulator::Schedule(duration, [] { Simulator::Stop(); });
    Simulator::Run();
    end.Cancel();
    if (m_goesOn && !m_goesOn())
    {
        throw BenchmarkInterrupted();
    }
}

uint64_t
DnsBed::GetServed() const
{
    const auto& served = m_service->GetServed();
    return std::accumulate(served.begin(), served.end(), uint64_t{0});
}

double
DnsBed::GetMessages() const
{
    const auto queries = static_cast<double>(GetResult().sentNs.size());
    return queries == 0 ? 0 : static_cast<double>(GetServed() - m_servedBefore) / queries;
}

/** New names are cached each time: those of an earlier trial might expire during this one. */
void
DnsBed::Prepare(const DnsMix& mix)
{
    Simulate(dnsbed::REST);
    m_names.MakePool(mix, dnsbed::NamesBefore(mix));
    const auto& pool = m_names.GetPool();
    const double calm = dnsbed::CalmRate(m_plan);
    m_client->Start({*IpAddress::Parse(dnsbed::DUT),
                     calm,
                     pool.size(),
                     Time::Max(), // nothing is judged
                     [&pool](uint64_t number) { return pool[number]; }});
    Simulate(Seconds(static_cast<double>(pool.size()) / calm) + dnsbed::DRAIN);
}

bool
DnsBed::Ask(const DnsTrial& trial,
            const std::string& purpose,
            uint32_t repeat,
            std::vector<BenchTrialRow>& rows)
{
    BenchTrialRow row;
    row.timeNs = Simulator::Now().GetNanoSeconds();
    row.purpose = purpose;
    row.repeat = repeat;
    row.flows = m_plan.flows;
    row.rate = trial.rate;
    row.seconds = static_cast<double>(trial.queries) / trial.rate;
    m_servedBefore = GetServed();
    m_cut = false;
    m_client->Start(trial);
    Simulate(Seconds(row.seconds) + dnsbed::DRAIN);
    if (m_cut) // queries on their way are no losses: one is known
    {
        Simulate(dnsbed::DRAIN);
    }
    row.offered = GetResult().sentNs.size();
    row.received = GetResult().answered;
    row.cutShort = m_cut;
    rows.push_back(row);
    return row.received == row.offered;
}

bool
DnsBed::Run(const DnsBedTrial& trial, std::vector<BenchTrialRow>& rows)
{
    Prepare(trial.mix);
    const auto queries = static_cast<uint64_t>(trial.rate * m_plan.trial.GetSeconds() + 1e-9);
    return Ask({*IpAddress::Parse(dnsbed::DUT),
                trial.rate,
                std::max<uint64_t>(1, queries),
                TIMEOUT,
                [this, mix = trial.mix](uint64_t number) { return m_names.Choose(mix, number); }},
               "search, " + trial.mix.GetText(),
               trial.repeat,
               rows);
}

bool
DnsBed::TestItself(uint32_t repeat, double rate, std::vector<BenchTrialRow>& rows)
{
    Simulate(dnsbed::REST);
    const auto queries = static_cast<uint64_t>(rate * m_plan.trial.GetSeconds() + 1e-9);
    return Ask({*IpAddress::Parse(dnsbed::TESTER),
                rate,
                std::max<uint64_t>(1, queries),
                TIMEOUT / 4,
                [this](uint64_t) { return m_names.MakeNew(true); }},
               "self-test",
               repeat,
               rows);
}

} // namespace ns3::v6lab
