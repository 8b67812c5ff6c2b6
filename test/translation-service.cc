// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/benchmark/rss-hash.h"
#include "model/core/benchmark/service-forecast.h"
#include "model/translation/packet-service.h"
#include "test/support/small-net.h"
#include "test/support/table.h"
#include "test/support/translator-net.h"

#include "ns3/double.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::CreateObject;
using ns3::DoubleValue;
using ns3::ExponentialRandomVariable;
using ns3::MicroSeconds;
using ns3::PointerValue;
using ns3::Ptr;
using ns3::TimeValue;
using ns3::UintegerValue;

namespace
{

/** a - r - b with a service model on the router. */
class Served : public SmallNet
{
  public:
    explicit Served(double forwardUs, uint32_t cores = 1, uint32_t queue = 100)
    {
        BuildPath();
        service->SetAttribute("ForwardCost", TimeValue(MicroSeconds(std::llround(forwardUs))));
        service->SetAttribute("Cores", UintegerValue(cores));
        service->SetAttribute("RxQueue", UintegerValue(queue));
    }

    /** Sends so many datagrams at once, each of a flow of its own, and gives their delays in us. */
    std::vector<double> Send(uint32_t count, const char* to = "198.51.100.1")
    {
        service->Attach(At("r"));
        Listen("b", 5000); // or errors would come back
        for (uint32_t i = 0; i < count; ++i)
        {
            Udp("a", to, 5000, 100, 10);
        }
        events = Run();
        std::vector<double> delays;
        for (const auto& frame : Frames("far"))
        {
            if (const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
                facts && facts->protocol == protocol::UDP)
            {
                delays.push_back(1000 * (frame.ms - 10));
            }
        }
        return delays;
    }

    Ptr<PacketService> service{CreateObject<PacketService>()};
    std::string events;
};

/** How long the way to the far link takes without a service model, in us. */
double
Bare()
{
    return Served(0).Send(1).at(0);
}

size_t
Count(const std::string& text, const std::string& word)
{
    size_t count = 0;
    for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    {
        ++count;
    }
    return count;
}

void
Near(Verdict& v, double actual, double expected, const std::string& what)
{
    v.True(std::abs(actual - expected) < 5,
           what + ": " + std::to_string(actual) + " us, not " + std::to_string(expected));
}

/** What receive-side scaling and Lindley's recursion make of the frames on the near link. */
std::vector<double>
Forecast(const Served& net, uint32_t cores, double serviceUs)
{
    std::vector<ForecastPacket> packets;
    for (const auto& frame : net.Frames("near"))
    {
        const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
        if (facts && facts->protocol == protocol::UDP)
        {
            packets.push_back({std::llround(frame.ms * 1e6),
                               RssCore(RssHash(*facts), cores),
                               std::llround(serviceUs * 1e3)});
        }
    }
    std::vector<double> out;
    for (const int64_t ns : ForecastDepartures(packets, cores, 100))
    {
        out.push_back(static_cast<double>(ns) / 1e3 - 10000);
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<double>
Jittered(int64_t stream)
{
    Served net(100);
    const auto jitter = CreateObject<ExponentialRandomVariable>();
    jitter->SetAttribute("Mean", DoubleValue(0.5));
    net.service->SetAttribute("Jitter", PointerValue(jitter));
    net.service->AssignStreams(stream);
    return net.Send(50);
}

/** When the datagrams to or from the far host entered a link behind the NAT64, in us. */
std::vector<double>
Times(const SmallNet& net, const std::string& link)
{
    std::vector<double> times;
    for (const auto& frame : net.Frames(link, protocol::UDP))
    {
        times.push_back(1000 * frame.ms);
    }
    return times;
}

const std::vector<Row> ROWS{
    {"a packet leaves its service time later, one behind the other",
     "service model",
     [](test::Verdict& v) {
         const double bare = Bare();
         const auto delays = Served(100).Send(3);
         v.Equal(delays.size(), 3u, "packets");
         Near(v, delays.at(0), bare + 100, "the first");
         Near(v, delays.at(1), bare + 200, "the second");
         Near(v, delays.at(2), bare + 300, "the third");
     }},
    {"packets that find the queue full are dropped, and are counted by name",
     "service model, tail drop",
     [](test::Verdict& v) {
         Served net(100, 1, 2);
         v.Equal(net.Send(8).size(), 3u, "packets that come through: one in service, two queued");
         v.Equal(Count(net.events, "r drop queue-full"), 5u, "drops");
     }},
    {"cores work side by side on the flows that receive-side scaling gives them",
     "service model, Lindley's recursion",
     [](test::Verdict& v) {
         const double bare = Bare();
         Served net(100, 4);
         const auto delays = net.Send(24);
         const auto forecast = Forecast(net, 4, 100);
         v.Equal(delays.size(), 24u, "packets");
         for (size_t i = 0; i < std::min(delays.size(), forecast.size()); ++i)
         {
             v.True(std::abs(delays[i] - bare - forecast[i]) < 60, // the link sends one by one
                    "packet " + std::to_string(i) + " at " + std::to_string(delays[i] - bare) +
                        " us, not " + std::to_string(forecast[i]));
         }
         v.True(delays.back() < bare + 1500, "four cores are no faster than one");
         uint64_t served = 0;
         for (const uint64_t ofCore : net.service->GetServed())
         {
             v.True(ofCore > 0, "a core without work");
             served += ofCore;
         }
         v.Equal(served, 24u, "served");
     }},
    {"where all work is serial, the second core makes nothing faster",
     "service model, Amdahl's law",
     [](test::Verdict& v) {
         const double bare = Bare();
         Served net(100, 2);
         net.service->SetAttribute("SerialFraction", DoubleValue(1));
         const auto delays = net.Send(40);
         // At full work 200 us a packet on each of two cores: together 100 us a packet.
         v.True(delays.back() > bare + 3500, "40 packets in " + std::to_string(delays.back()));
     }},
    {"jitter repeats with its stream, and lengthens the service by its mean",
     "service model",
     [](test::Verdict& v) {
         const auto first = Jittered(7);
         v.True(first == Jittered(7), "the same stream gave other times");
         v.True(first != Jittered(8), "another stream gave the same times");
         const double mean = (first.back() - Bare()) / 50;
         v.True(mean > 120 && mean < 190, "mean service " + std::to_string(mean) + " us, not 150");
     }},
    {"packets for the node itself do not pay",
     "service model",
     [](test::Verdict& v) {
         Served net(100000);
         net.service->Attach(net.At("r"));
         net.Listen("r", 5000, true);
         net.Udp("a", "192.0.2.254", 5000, 100, 10);
         net.Run(1);
         const auto frames = net.Frames("near", protocol::UDP);
         v.Equal(frames.size(), 2u, "request and answer");
         v.True(frames.size() == 2 && frames[1].ms - frames[0].ms < 5, "the answer is late");
     }},
    {"with a cost of their own datagrams for the node pay it, one behind the other",
     "service model",
     [](test::Verdict& v) {
         const auto times = [](int64_t us) {
             Served net(100000);
             net.service->SetAttribute("LocalCost", TimeValue(MicroSeconds(us)));
             net.service->Attach(net.At("r"));
             net.Listen("r", 5000, true);
             net.Udp("a", "192.0.2.254", 5000, 100, 10);
             net.Udp("a", "192.0.2.254", 5000, 100, 10);
             net.Run(1);
             std::vector<double> answers;
             for (const auto& frame : net.Frames("near", protocol::UDP))
             {
                 const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
                 if (facts && facts->sourcePort == 5000)
                 {
                     answers.push_back(1000 * frame.ms);
                 }
             }
             return std::pair(answers, net.service->GetServed().at(0));
         };
         const auto [bare, none] = times(0);
         const auto [paid, served] = times(300);
         v.Equal(none, 0u, "served without a cost");
         v.Equal(served, 2u, "served");
         v.Equal(paid.size(), 2u, "answers");
         Near(v, paid.at(0), bare.at(0) + 300, "the first answer");
         Near(v, paid.at(1), bare.at(0) + 600, "the second");
     }},
    {"ICMP for the node does not pay, whatever datagrams cost",
     "service model",
     [](test::Verdict& v) {
         Served net(0);
         net.service->SetAttribute("LocalCost", TimeValue(MicroSeconds(100000)));
         net.service->Attach(net.At("r"));
         net.Ping("a", "192.0.2.254", 100, 10);
         net.Run(1);
         v.Equal(net.echoReplies, 1u, "answers");
         v.Equal(net.service->GetServed().at(0), 0u, "served");
     }},
    {"translation is paid by its direction, and a new session once",
     "service model",
     [](test::Verdict& v) {
         const auto run = [](bool served) {
             Nat64Net net;
             const auto service = CreateObject<PacketService>();
             service->SetAttribute("PerPacketCost64", TimeValue(MicroSeconds(200)));
             service->SetAttribute("PerPacketCost46", TimeValue(MicroSeconds(100)));
             service->SetAttribute("NewSessionCost", TimeValue(MicroSeconds(400)));
             if (served)
             {
                 service->Attach(net.At("x"));
             }
             const auto socket = net.Ask("n6", N4_AS_V6, 100, 10);
             ns3::Simulator::Schedule(ns3::MilliSeconds(50), [socket] {
                 socket->SendTo(ns3::Create<ns3::Packet>(100),
                                0,
                                ns3::Inet6SocketAddress(N4_AS_V6, 7));
             });
             net.Run();
             return std::pair(Times(net, "v4"), Times(net, "v6"));
         };
         const auto bare = run(false);
         const auto with = run(true);
         v.Equal(with.first.size(), 4u, "datagrams behind the NAT64");
         const auto later = [&](bool v6, size_t i) {
             return v6 ? with.second.at(i) - bare.second.at(i)
                       : with.first.at(i) - bare.first.at(i);
         };
         Near(v, later(false, 0), 600, "the first request: translation and a new session");
         Near(v, later(true, 1), 700, "its answer on the other side");
         Near(v, later(false, 2), 200, "the second request");
         Near(v, later(true, 3), 300, "its answer on the other side");
     }},
    {"a node without the stack is refused",
     "service model",
     [](test::Verdict& v) {
         bool refused = false;
         try
         {
             CreateObject<PacketService>()->Attach(CreateObject<ns3::Node>());
         }
         catch (const std::invalid_argument&)
         {
             refused = true;
         }
         v.True(refused, "was not refused");
     }},
};

V6LAB_SUITE("v6lab-translation-service", ROWS);

} // namespace
