// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCHMARK_TESTER_H
#define V6LAB_BENCHMARK_TESTER_H

#include "model/routing/forwarding-plane.h"
#include "model/routing/packet-gate.h"
#include "model/workload/benchmark-frame.h"

#include "ns3/data-rate.h"
#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <array>
#include <vector>

namespace ns3::v6lab
{

/** Frames at even distances. */
struct BenchmarkSegment
{
    double rate{0}; //!< frames a second
    uint64_t frames{0};
    uint32_t flows{0}; //!< the first so many take turns, the new ones first; 0: all
};

/** One direction of a trial: its segments follow each other without a pause. */
using BenchmarkLoad = std::vector<BenchmarkSegment>;

/** What became of the frames of one direction; times of each frame by its number. */
struct BenchmarkStream
{
    static constexpr int64_t NEVER = -1;

    std::vector<int64_t> sentNs;     //!< when its last bit left (RFC 8219 7.2, A)
    std::vector<int64_t> receivedNs; //!< when its last bit came (B); NEVER
    uint64_t received{0};

    uint64_t GetLost() const
    {
        return sentNs.size() - received;
    }

    /** Delays of the frames that came, in order of sending, from frame `first` on. */
    std::vector<int64_t> GetDelays(size_t first = 0) const;
};

/**
 * A network tester (RFC 2544, RFC 8219): one node on both sides of the device under test, with one
 * clock. It sends UDP frames at exact times and counts those that come out on the other side. What
 * comes in that is no frame of its own goes on to the node's stack.
 *
 * Flows are those of the initiator, on the first port. What they look like on the second port, and
 * so what frames in the other direction must look like, it learns in a preliminary phase
 * (RFC 9693 4.4), which all devices under test get: those with state make it then. Of a flow that
 * had no part in it, it learns that from its first frame, and sends none in the other direction
 * before.
 */
class BenchmarkTester : public Object, private PacketGate
{
  public:
    static TypeId GetTypeId();

    static constexpr size_t FORWARD = 0;
    static constexpr size_t REVERSE = 1;
    static constexpr size_t NATIVE = static_cast<size_t>(-1); //!< the flow of no flow's frames

    /** Aggregates it to a node with v6lab's stack; throws std::invalid_argument for another. */
    void Attach(const Ptr<Node>& node,
                const Ptr<NetDevice>& initiator,
                const Ptr<NetDevice>& responder);

    /** Bytes behind the UDP header; 16 at least. */
    void SetPayload(uint32_t bytes);
    /** Of the initiator; frames take them in turn. */
    void SetFlows(const std::vector<BenchmarkTuple>& flows);
    /**
     * Traffic that is not translated, as the initiator sends it, and the percentage of frames that
     * are: those of the flows are spread evenly among the others.
     */
    void SetMix(const BenchmarkTuple& native, uint32_t translatedPercent);

    /** Begins the preliminary phase: one frame of each of the first `flows` flows, forward. */
    void Prime(double rate, uint32_t flows);
    /** How many of its frames have come out; the flows whose frame is lost have no way back. */
    size_t GetPrimed() const;
    /** Begins a trial; either direction may be empty. Frames of trials before do not count. */
    void Start(const BenchmarkLoad& forward, const BenchmarkLoad& reverse);
    /** Sends no more. */
    void Stop();

    /** Of the trial that was started last. */
    const BenchmarkStream& GetStream(size_t direction) const
    {
        return m_streams.at(direction).result;
    }

    /** The flow of each frame of that trial by its number, or NATIVE. */
    const std::vector<size_t>& GetFlowsOfFrames(size_t direction) const
    {
        return m_streams.at(direction).flowOf;
    }

    /** Tuples of the frames of one direction, as they are sent; reverse: after Prime(). */
    const std::vector<BenchmarkTuple>& GetTuples(size_t direction) const
    {
        return m_streams.at(direction).tuples;
    }

    /** That of the frames that are not translated; after SetMix(). */
    const BenchmarkTuple& GetNativeTuple(size_t direction) const
    {
        return m_streams.at(direction).nativeTuple;
    }

  protected:
    void DoDispose() override;

  private:
    struct Stream
    {
        Ptr<NetDevice> out;
        DataRate rate; //!< of its link
        std::vector<BenchmarkTuple> tuples;
        std::vector<BenchmarkFrame> frames; //!< one a tuple
        std::vector<BenchmarkFrame> native; //!< none or one
        BenchmarkTuple nativeTuple;
        BenchmarkLoad load;
        size_t segment{0};
        uint64_t inSegment{0};      //!< frames of it that are sent
        int64_t beginNs{0};         //!< of the segment
        size_t begun{0};            //!< flows that have sent
        size_t turn{0};             //!< of those, which is next
        std::vector<size_t> flowOf; //!< of each frame by its number; NATIVE
        EventId next;
        BenchmarkStream result;
    };

    Passage Enter(const Ptr<const Packet>& frame, const Ptr<NetDevice>& device, bool own) override;
    void Begin(Stream& stream, const BenchmarkLoad& load, int64_t atNs);
    void ScheduleNext(size_t direction);
    void SendNext(size_t direction);
    /** The flow whose turn it is, or NATIVE. */
    size_t ChooseFlow(Stream& stream) const;
    /** What frames of a flow look like on the far side, which is told once. */
    void Learn(size_t flow, const BenchmarkTuple& seen);
    void Transmit(Stream& stream, const Ptr<Packet>& packet) const;

    Ptr<ForwardingPlane> m_plane;
    std::array<Stream, 2> m_streams;
    uint32_t m_payload{BenchmarkFrame::MARK};
    uint32_t m_percent{100};
    uint32_t m_trial{0};
    bool m_priming{false};
};

} // namespace ns3::v6lab

#endif // V6LAB_BENCHMARK_TESTER_H
