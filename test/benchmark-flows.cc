// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/packet-facts.h"
#include "model/workload/benchmark-tester.h"
#include "test/support/small-net.h"
#include "test/support/table.h"

#include <algorithm>
#include <map>
#include <set>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::CreateObject;
using ns3::Ptr;

namespace
{

constexpr size_t FORWARD = BenchmarkTester::FORWARD;
constexpr size_t REVERSE = BenchmarkTester::REVERSE;
constexpr uint16_t FIRST_PORT = 2000; //!< of three flows, source; each has a destination 1000 above

/** A tester on both sides of a router. */
class Bed : public SmallNet
{
  public:
    Bed()
    {
        Host("t");
        Router("r");
        for (const std::string link : {"near", "far"})
        {
            const std::string net = link == "near" ? "2001:db8:1::" : "2001:db8:2::";
            Link(link, "t", "r");
            Address("t", link, net + "2/64");
            Address("r", link, net + "1/64");
        }
        tester->Attach(At("t"), Device("t", "near"), Device("t", "far"));
        std::vector<BenchmarkTuple> flows;
        for (uint16_t i = 0; i < 3; ++i)
        {
            flows.push_back({*IpAddress::Parse("2001:db8:1::2"),
                             *IpAddress::Parse("2001:db8:2::2"),
                             static_cast<uint16_t>(FIRST_PORT + i),
                             static_cast<uint16_t>(FIRST_PORT + 1000 + i)});
        }
        tester->SetFlows(flows);
        tester->SetPayload(64);
    }

    /** First times on the far link by flow, in ms: of frames that come, or that go back. */
    std::map<uint16_t, double> FirstTimes(bool back) const
    {
        std::map<uint16_t, double> first;
        for (const auto& frame : Frames("far", protocol::UDP))
        {
            const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
            const uint16_t port = back ? facts->destinationPort : facts->sourcePort;
            if (port < FIRST_PORT + 1000) // of the initiator
            {
                first.emplace(static_cast<uint16_t>(port - FIRST_PORT), frame.ms);
            }
        }
        return first;
    }

    Ptr<BenchmarkTester> tester{CreateObject<BenchmarkTester>()};
};

void
BeginOneAfterAnother(Verdict& v)
{
    Bed bed;
    bed.tester->Prime(100, 1);
    bed.Run(1);
    v.Equal(bed.tester->GetPrimed(), 1u, "flows that the preliminary phase has seen");
    const double begin = 1000;
    const BenchmarkLoad load{{100, 10, 1}, {100, 20, 2}, {100, 30}};
    bed.tester->Start(load, load);
    bed.Run(4);
    for (const size_t way : {FORWARD, REVERSE})
    {
        v.Equal(bed.tester->GetStream(way).sentNs.size(), 60u, "frames");
        v.Equal(bed.tester->GetStream(way).received, 60u, "frames that came out");
    }
    const auto there = bed.FirstTimes(false);
    const auto back = bed.FirstTimes(true);
    v.Equal(there.size(), 3u, "flows forward");
    v.Equal(back.size(), 3u, "flows back");
    for (uint16_t flow = 1; flow < 3 && there.size() == 3 && back.size() == 3; ++flow)
    {
        const double due = begin + (flow == 1 ? 100 : 300);
        v.True(there.at(flow) >= due && there.at(flow) < due + 40,
               "flow " + std::to_string(flow) + " begins at " + std::to_string(there.at(flow)));
        v.True(back.at(flow) > there.at(flow) && back.at(flow) < there.at(flow) + 40,
               "its way back begins at " + std::to_string(back.at(flow)));
    }
}

void
FallBetweenEachOther(Verdict& v)
{
    Bed bed;
    bed.tester->Prime(100, 1);
    bed.Run(1);
    const BenchmarkLoad load{{50, 5, 1}, {100, 10, 2}, {150, 15}};
    bed.tester->Start(load, load);
    bed.Run(3);
    int64_t nearest = 1'000'000'000;
    for (const int64_t there : bed.tester->GetStream(FORWARD).sentNs)
    {
        for (const int64_t back : bed.tester->GetStream(REVERSE).sentNs)
        {
            nearest = std::min(nearest, std::abs(there - back));
        }
    }
    v.True(nearest > 1'000'000, "the nearest two are " + std::to_string(nearest) + " ns apart");
}

void
ANewFlowIsFirst(Verdict& v)
{
    Bed bed;
    bed.tester->Prime(100, 1);
    bed.Run(1);
    bed.tester->Start({{100, 2, 1}, {100, 5, 2}, {100, 7}}, {});
    bed.Run(3);
    std::string flows;
    for (const auto& frame : bed.Frames("far", protocol::UDP))
    {
        const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
        flows += std::to_string(facts->sourcePort - FIRST_PORT);
    }
    v.Equal(flows.size(), 15u, "frames, with the one of the preliminary phase");
    const std::string second = flows.substr(3, 5);
    const std::string third = flows.substr(8);
    v.Equal(second.front(), '1', "first of the second part");
    v.Equal(third.front(), '2', "first of the third part");
    for (const auto& [part, which] : {std::pair{second, "01"}, std::pair{third, "012"}})
    {
        for (const char flow : std::string(which))
        {
            v.Equal(std::count(part.begin() + 1, part.end(), flow),
                    2,
                    "turns of a flow in " + part);
        }
    }
}

void
TakeTurns(Verdict& v)
{
    Bed bed;
    bed.tester->Prime(100, 3);
    bed.Run(1);
    v.Equal(bed.tester->GetPrimed(), 3u, "flows that the preliminary phase has seen");
    bed.tester->Start({{100, 30}}, {{100, 30}});
    bed.Run(3);
    std::map<std::pair<uint16_t, uint16_t>, int> frames;
    for (const auto& frame : bed.Frames("far", protocol::UDP))
    {
        const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
        ++frames[{facts->sourcePort, facts->destinationPort}];
    }
    v.Equal(frames.size(), 6u, "flows in two directions");
    for (const auto& [ports, count] : frames)
    {
        const bool back = ports.first > ports.second;
        v.Equal(count, back ? 10 : 11, "frames of a flow; forward one more, of the first phase");
    }
}

const std::vector<Row> ROWS{
    {"flows begin one after another, each way back when its first frame has come out",
     "RFC 8219 10.2.2",
     BeginOneAfterAnother},
    {"a flow that begins is the next to send, then all that have begun take turns",
     "RFC 8219 10.2.2",
     ANewFlowIsFirst},
    {"frames of two directions fall between each other, whatever the rates of a trial's parts",
     "RFC 8219 5",
     FallBetweenEachOther},
    {"flows that begin together take turns in both directions", "RFC 8219 10.2.1", TakeTurns},
};

V6LAB_SUITE("v6lab-benchmark-flows", ROWS);

} // namespace
