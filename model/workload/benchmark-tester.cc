// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/benchmark-tester.h"

#include "ns3/data-rate.h"
#include "ns3/node.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(BenchmarkTester);

namespace
{

constexpr uint16_t IPV4 = 0x0800;
constexpr uint16_t IPV6 = 0x86dd;
constexpr uint32_t PPP_HEADER = 2;

DataRate
RateOf(const Ptr<NetDevice>& device)
{
    DataRateValue rate;
    device->GetAttribute("DataRate", rate);
    return rate.Get();
}

std::vector<BenchmarkFrame>
FramesOf(const std::vector<BenchmarkTuple>& tuples, uint32_t payload)
{
    std::vector<BenchmarkFrame> frames;
    frames.reserve(tuples.size());
    for (const auto& tuple : tuples)
    {
        frames.emplace_back(tuple, payload);
    }
    return frames;
}

} // namespace

std::vector<int64_t>
BenchmarkStream::GetDelays(size_t first) const
{
    std::vector<int64_t> delays;
    for (size_t i = first; i < sentNs.size(); ++i)
    {
        if (receivedNs[i] != NEVER)
        {
            delays.push_back(receivedNs[i] - sentNs[i]);
        }
    }
    return delays;
}

TypeId
BenchmarkTester::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::BenchmarkTester")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<BenchmarkTester>();
    return tid;
}

void
BenchmarkTester::DoDispose()
{
    Stop();
    if (m_plane)
    {
        m_plane->SetGate(nullptr);
    }
    m_plane = nullptr;
    for (auto& stream : m_streams)
    {
        stream.out = nullptr;
    }
    Object::DoDispose();
}

void
BenchmarkTester::Attach(const Ptr<Node>& node,
                        const Ptr<NetDevice>& initiator,
                        const Ptr<NetDevice>& responder)
{
    m_plane = node->GetObject<ForwardingPlane>();
    if (!m_plane || m_plane->GetGate())
    {
        throw std::invalid_argument("a tester needs a node with v6lab's stack (StackHelper), and "
                                    "no firewall there");
    }
    m_streams[FORWARD].out = initiator;
    m_streams[REVERSE].out = responder;
    for (auto& stream : m_streams)
    {
        stream.rate = RateOf(stream.out);
    }
    m_plane->SetGate(this);
    node->AggregateObject(this);
}

void
BenchmarkTester::SetPayload(uint32_t bytes)
{
    m_payload = std::max(bytes, BenchmarkFrame::MARK);
}

void
BenchmarkTester::SetFlows(const std::vector<BenchmarkTuple>& flows)
{
    m_streams[FORWARD].tuples = flows;
    m_streams[FORWARD].frames = FramesOf(flows, m_payload);
}

void
BenchmarkTester::SetMix(const BenchmarkTuple& native, uint32_t translatedPercent)
{
    m_percent = translatedPercent;
    m_streams[FORWARD].nativeTuple = native;
    m_streams[REVERSE].nativeTuple = native.Reversed();
    for (auto& stream : m_streams)
    {
        stream.native = FramesOf({stream.nativeTuple}, m_payload);
    }
}

void
BenchmarkTester::Prime(double rate, uint32_t flows)
{
    Stream& forward = m_streams[FORWARD];
    m_priming = true;
    m_streams[REVERSE].tuples.assign(forward.tuples.size(), BenchmarkTuple());
    m_streams[REVERSE].frames.clear();
    Start({{rate, flows, flows}}, {});
    m_priming = true;
}

size_t
BenchmarkTester::GetPrimed() const
{
    const auto& learnt = m_streams[REVERSE].tuples;
    return static_cast<size_t>(std::count_if(learnt.begin(), learnt.end(), [](const auto& tuple) {
        return tuple.sourcePort != 0;
    }));
}

void
BenchmarkTester::Start(const BenchmarkLoad& forward, const BenchmarkLoad& reverse)
{
    Stop();
    ++m_trial;
    m_priming = false;
    Stream& back = m_streams[REVERSE];
    if (back.frames.empty() && !reverse.empty())
    {
        back.frames = FramesOf(back.tuples, m_payload);
    }
    const int64_t now = Simulator::Now().GetNanoSeconds();
    Begin(m_streams[FORWARD], forward, now);
    // Frames of the two directions fall between each other, not on each other: by half the shortest
    // distance, of which others may be multiples.
    double rate = 0;
    for (const auto& segment : reverse)
    {
        rate = std::max(rate, segment.rate);
    }
    Begin(back, reverse, now + (rate > 0 ? std::llround(0.5e9 / rate) : 0));
    ScheduleNext(FORWARD);
    ScheduleNext(REVERSE);
}

void
BenchmarkTester::Begin(Stream& stream, const BenchmarkLoad& load, int64_t atNs)
{
    stream.load = load;
    stream.segment = 0;
    stream.inSegment = 0;
    stream.begun = 0;
    stream.turn = 0;
    stream.flowOf.clear();
    stream.beginNs = atNs;
    stream.result = BenchmarkStream();
}

void
BenchmarkTester::Stop()
{
    for (auto& stream : m_streams)
    {
        stream.next.Cancel();
    }
}

void
BenchmarkTester::ScheduleNext(size_t direction)
{
    Stream& stream = m_streams[direction];
    const auto at = [&] {
        const auto& segment = stream.load[stream.segment];
        const double ns = static_cast<double>(stream.inSegment) * 1e9 / segment.rate;
        return stream.beginNs + std::llround(ns);
    };
    while (stream.segment < stream.load.size() &&
           stream.inSegment == stream.load[stream.segment].frames)
    {
        stream.beginNs = stream.inSegment == 0 ? stream.beginNs : at();
        ++stream.segment;
        stream.inSegment = 0;
    }
    if (stream.segment < stream.load.size())
    {
        stream.next = Simulator::Schedule(NanoSeconds(at()) - Simulator::Now(),
                                          &BenchmarkTester::SendNext,
                                          this,
                                          direction);
    }
}

size_t
BenchmarkTester::ChooseFlow(Stream& stream) const
{
    const uint64_t number = stream.result.sentNs.size();
    const auto translatedOf = [this](uint64_t frames) { return frames * m_percent / 100; };
    if (!m_priming && !stream.native.empty() && translatedOf(number + 1) == translatedOf(number))
    {
        return NATIVE;
    }
    const uint32_t first = stream.load[stream.segment].flows;
    const size_t flows = first == 0 ? stream.tuples.size() : first;
    // Else nothing of it has come out so far.
    const auto isKnown = [&](size_t flow) { return stream.tuples[flow].sourcePort != 0; };
    if (stream.begun < flows && isKnown(stream.begun))
    {
        return stream.begun++;
    }
    size_t flow = 0;
    for (size_t i = 0; i < flows; ++i)
    {
        flow = stream.turn % flows;
        stream.turn = (flow + 1) % flows;
        if (isKnown(flow))
        {
            break;
        }
    }
    return flow;
}

void
BenchmarkTester::Learn(size_t flow, const BenchmarkTuple& seen)
{
    Stream& back = m_streams[REVERSE];
    if (flow >= back.tuples.size() || back.tuples[flow].sourcePort != 0)
    {
        return;
    }
    back.tuples[flow] = seen.Reversed();
    if (flow < back.frames.size())
    {
        back.frames[flow] = BenchmarkFrame(back.tuples[flow], m_payload);
    }
}

void
BenchmarkTester::SendNext(size_t direction)
{
    Stream& stream = m_streams[direction];
    const BenchmarkMark mark{m_trial, static_cast<uint8_t>(direction), stream.result.sentNs.size()};
    const size_t flow = ChooseFlow(stream);
    stream.flowOf.push_back(flow);
    Transmit(stream, (flow == NATIVE ? stream.native.front() : stream.frames[flow]).Make(mark));
    ++stream.inSegment;
    ScheduleNext(direction);
}

void
BenchmarkTester::Transmit(Stream& stream, const Ptr<Packet>& packet) const
{
    uint8_t first = 0;
    packet->CopyData(&first, 1);
    const Time onLink = stream.rate.CalculateBytesTxTime(packet->GetSize() + PPP_HEADER);
    stream.result.sentNs.push_back((Simulator::Now() + onLink).GetNanoSeconds());
    stream.result.receivedNs.push_back(BenchmarkStream::NEVER);
    stream.out->Send(packet, stream.out->GetBroadcast(), first >> 4 == 4 ? IPV4 : IPV6);
}

Passage
BenchmarkTester::Enter(const Ptr<const Packet>& frame, const Ptr<NetDevice>& device, bool)
{
    const auto read = BenchmarkFrame::Read(frame);
    if (!read)
    {
        return {};
    }
    const auto& [tuple, mark] = *read;
    const Passage ended{Passage::Way::Ended, {}, nullptr};
    const size_t direction = mark.stream;
    if (mark.trial != (m_trial & 0xffffff) || direction > REVERSE ||
        device != m_streams[1 - direction].out) // a late one, or one that took the way back
    {
        return ended;
    }
    BenchmarkStream& result = m_streams[direction].result;
    if (mark.sequence >= result.sentNs.size() ||
        result.receivedNs[mark.sequence] != BenchmarkStream::NEVER)
    {
        return ended;
    }
    result.receivedNs[mark.sequence] = Simulator::Now().GetNanoSeconds();
    ++result.received;
    if (direction == FORWARD)
    {
        Learn(m_streams[FORWARD].flowOf[mark.sequence], tuple);
    }
    return ended;
}

} // namespace ns3::v6lab
