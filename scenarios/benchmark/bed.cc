// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/benchmark/bed.h"

#include "helper/stack-helper.h"
#include "scenarios/benchmark/service.h"

#include "ns3/point-to-point-net-device.h"
#include "ns3/queue.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace ns3::v6lab
{

namespace
{

constexpr int64_t PORT_STREAM = 1 << 24;
constexpr int64_t JITTER_STREAM = PORT_STREAM + 1;
/** RFC 2544 23: time for the last frames to come; at least, as all is slower than it was then. */
const Time DRAIN = Seconds(2);
/** RFC 2544 23: time for the device to settle after a trial. */
const Time REST = Seconds(5);
/** Longer than states live that translators keep for a while. */
const Time LONGEST_REST = Hours(3);
/** What two ways to add up the same times may differ by, in ns. */
constexpr int64_t ROUNDING = 10;

IpAddress
Address(const char* text)
{
    return *IpAddress::Parse(text);
}

} // namespace

BenchmarkBed::BenchmarkBed(const BenchmarkPlan& plan, const Installation& installation)
    : m_plan(plan),
      m_tester(CreateObject<BenchmarkTester>()),
      m_ports(CreateObject<UniformRandomVariable>()),
      m_forecast(plan, JITTER_STREAM)
{
    m_ports->SetStream(PORT_STREAM);
    int64_t stream = JITTER_STREAM;
    for (const auto& device : plan.GetDevices())
    {
        AddService(installation, device, stream++);
    }
    m_tester->Attach(installation.nodes.at("tester"),
                     installation.devices.at("tester/left"),
                     installation.devices.at("tester/right"));
    m_tester->SetPayload(plan.GetPayload());
    for (const auto& [name, device] : installation.devices)
    {
        m_devices.push_back(device);
    }
}

void
BenchmarkBed::AddService(const Installation& installation, const std::string& node, int64_t stream)
{
    const auto place = installation.nodes.at(node);
    const auto service = AttachService(m_plan, place, stream);
    StackHelper::GetPlane(place)->TraceConnectWithoutContext(
        "Drop",
        MakeCallback(&BenchmarkBed::OnDrop, this));
    m_services.push_back(service);
}

void
BenchmarkBed::AskWhetherToGoOn(const std::function<bool()>& goesOn)
{
    m_goesOn = goesOn;
}

/** A loss decides a search: the rest of the trial would tell nothing more. */
void
BenchmarkBed::OnDrop(const PacketEvent&)
{
    if (m_cutAtLoss && !m_cut)
    {
        m_cut = true;
        m_tester->Stop();
        Simulator::Stop();
    }
}

void
BenchmarkBed::Simulate(Time duration)
{
    EventId end = Simulator::Schedule(duration, [] { Simulator::Stop(); });
    Simulator::Run();
    end.Cancel();
    if (m_goesOn && !m_goesOn())
    {
        throw BenchmarkInterrupted();
    }
}

bool
BenchmarkBed::IsBusy() const
{
    const auto serves = [](const auto& service) { return service->GetHeld() > 0; };
    const auto sends = [](const auto& device) {
        const auto link = DynamicCast<PointToPointNetDevice>(device);
        return link && link->GetQueue()->GetNPackets() > 0;
    };
    return std::any_of(m_services.begin(), m_services.end(), serves) ||
           std::any_of(m_devices.begin(), m_devices.end(), sends);
}

void
BenchmarkBed::Drain()
{
    const Time step = std::max(DRAIN, m_plan.GetPassage());
    bool busy = true;
    while (busy)
    {
        busy = IsBusy();
        Simulate(step); // what is on a wire now comes, or is in a queue then
        busy = busy || IsBusy();
    }
}

BenchmarkTuple
BenchmarkBed::TupleOf(bool translated) const
{
    const bool native = !translated || m_plan.dut == "router";
    const char* behind = native                    ? "2001:2:0:8000::2"
                         : m_plan.dut == "464xlat" ? "198.19.0.2"
                                                   : "2001:2:0:64::198.19.0.2";
    const bool v4 = m_plan.dut == "464xlat" && !native;
    return {Address(v4 ? "198.18.0.2" : "2001:2::2"), Address(behind), 0, 0};
}

/**
 * RFC 4814 4.5: pseudo-random ports. No source port comes twice, so that a NAT64 needs as many
 * ports as there are flows.
 */
std::vector<BenchmarkTuple>
BenchmarkBed::DrawFlows(uint32_t flows)
{
    std::set<uint16_t> sources;
    std::vector<BenchmarkTuple> tuples;
    BenchmarkTuple tuple = TupleOf(true);
    while (tuples.size() < flows)
    {
        tuple.sourcePort = static_cast<uint16_t>(m_ports->GetInteger(1024, 65535));
        tuple.destinationPort = static_cast<uint16_t>(m_ports->GetInteger(1, 49151));
        if (sources.insert(tuple.sourcePort).second)
        {
            tuples.push_back(tuple);
        }
    }
    return tuples;
}

size_t
BenchmarkBed::Prepare(uint32_t flows, double rate, uint32_t primed)
{
    m_cutAtLoss = false;
    const auto holdsState = [](const auto& service) { return service->GetStates() > 0; };
    Simulate(REST);
    const Time longest = m_plan.GetStateLife() + LONGEST_REST;
    for (Time rest = REST; rest < longest; rest += REST)
    {
        if (std::none_of(m_services.begin(), m_services.end(), holdsState))
        {
            break;
        }
        Simulate(REST);
    }
    m_flows = flows;
    m_tester->SetFlows(DrawFlows(flows));
    BenchmarkTuple native = TupleOf(false);
    native.sourcePort = static_cast<uint16_t>(m_ports->GetInteger(1024, 65535));
    native.destinationPort = static_cast<uint16_t>(m_ports->GetInteger(1, 49151));
    m_tester->SetMix(native, m_plan.mix);
    const double used = rate > 0 ? rate : m_plan.GetCalmRate(flows);
    const uint32_t first = primed == 0 ? flows : primed;
    m_primed = first;
    m_tester->Prime(used, first);
    Simulate(Seconds(first / used));
    Drain();
    return m_tester->GetPrimed();
}

BenchmarkTrial
BenchmarkBed::Steady(const std::string& purpose,
                     uint32_t repeat,
                     const std::string& direction,
                     double rate,
                     Time duration) const
{
    const auto frames = static_cast<uint64_t>(rate * duration.GetSeconds() + 1e-9);
    BenchmarkTrial trial{purpose, repeat, {}, {}, false};
    if (direction != "reverse")
    {
        trial.forward = {{rate, frames}};
    }
    if (direction != "forward")
    {
        trial.reverse = {{rate, frames}};
    }
    return trial;
}

void
BenchmarkBed::AddRamp(BenchmarkTrial& trial, Time stagger) const
{
    for (BenchmarkLoad* load : {&trial.forward, &trial.reverse})
    {
        BenchmarkLoad ramp;
        double due = 0; // frames; few flows at a low rate may have less than one in their time
        uint64_t sent = 0;
        const bool rises = !stagger.IsZero() && !load->empty();
        for (uint32_t flows = 1; rises && flows < m_flows; ++flows)
        {
            const double rate = load->front().rate * flows / m_flows;
            due += rate * stagger.GetSeconds();
            const auto frames = static_cast<uint64_t>(due + 1e-9) - sent;
            sent += frames;
            if (frames > 0)
            {
                ramp.push_back({rate, frames, flows});
            }
        }
        load->insert(load->begin(), ramp.begin(), ramp.end());
    }
}

bool
BenchmarkBed::Run(const BenchmarkTrial& trial, std::vector<BenchTrialRow>& rows)
{
    const auto lengthOf = [](const BenchmarkLoad& load) {
        double seconds = 0;
        for (const auto& segment : load)
        {
            seconds += static_cast<double>(segment.frames) / segment.rate;
        }
        return seconds;
    };
    const auto& load = trial.forward.empty() ? trial.reverse : trial.forward;
    BenchTrialRow row;
    row.timeNs = Simulator::Now().GetNanoSeconds();
    row.purpose = trial.purpose;
    row.repeat = trial.repeat;
    row.flows = m_flows;
    for (const auto& segment : load)
    {
        row.rate = std::max(row.rate, segment.rate);
    }
    row.seconds = lengthOf(load);
    m_cutAtLoss = trial.cutShort;
    m_cut = false;
    const ForecastConditions conditions = GetConditions();
    m_tester->Start(trial.forward, trial.reverse);
    Simulate(Seconds(row.seconds));
    m_cutAtLoss = false;
    Drain(); // of a trial that was cut too: frames on their way are no losses
    for (const size_t way : {BenchmarkTester::FORWARD, BenchmarkTester::REVERSE})
    {
        row.offered += m_tester->GetStream(way).sentNs.size();
        row.received += m_tester->GetStream(way).received;
    }
    row.cutShort = m_cut;
    rows.push_back(row);
    Compare(conditions);
    return row.offered > 0 && row.received == row.offered;
}

ForecastConditions
BenchmarkBed::GetConditions() const
{
    ForecastConditions conditions{m_primed, {}};
    for (const auto& service : m_services)
    {
        const auto& served = service->GetServed();
        conditions.served.push_back(std::accumulate(served.begin(), served.end(), uint64_t{0}));
    }
    return conditions;
}

void
BenchmarkBed::Compare(const ForecastConditions& conditions)
{
    m_forecastTimes = m_forecast.GetArrivals(*m_tester, conditions);
    for (const size_t way : {BenchmarkTester::FORWARD, BenchmarkTester::REVERSE})
    {
        const auto& received = m_tester->GetStream(way).receivedNs;
        const auto& forecast = m_forecastTimes.at(way);
        for (size_t i = 0; i < received.size(); ++i)
        {
            const bool lost = received[i] == BenchmarkStream::NEVER;
            const bool like = lost ? forecast[i] == FORECAST_LOST
                                   : std::abs(received[i] - forecast[i]) <= ROUNDING;
            m_unlike += like ? 0 : 1;
        }
    }
}

} // namespace ns3::v6lab
