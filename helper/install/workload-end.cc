// SPDX-License-Identifier: GPL-2.0-only
// When a run is over: after the last of its flows, and of their packets.
#include "helper/install/install.h"
#include "helper/install/waiting-frames.h"
#include "helper/install/workload-install.h"
#include "model/workload/flow-application.h"

#include "ns3/node-list.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <optional>

namespace ns3::v6lab
{

namespace
{

constexpr int LONGEST_WAIT = 3;    //!< seconds (RFC 4861 10; RFC 1122 2.3.2.1, as ns-3 has it)
constexpr int LONGEST_DRAIN = 600; //!< seconds: 480 packets of 1500 bytes at 9600 bit/s

/** Counts the flows that still run; then waits for their last packets. */
class Countdown : public SimpleRefCount<Countdown>
{
  public:
    /** The installation must outlive the simulation. */
    Countdown(const Installation& installation, size_t flows, Time settle)
        : m_in(installation),
          m_left(flows),
          m_settle(settle)
    {
    }

    void OnDone(const FlowRecord&)
    {
        if (--m_left == 0)
        {
            Settle();
        }
    }

    void Settle()
    {
        m_latest = Simulator::Now() + Seconds(LONGEST_DRAIN);
        ForEachTracedModel(m_in, [this](const Ptr<Object>& model) {
            model->TraceConnectWithoutContext("Hop", Listener());
        });
        Simulator::Schedule(m_settle, &Countdown::Look, Ptr<Countdown>(this));
    }

  private:
    Callback<void, const PacketEvent&> Listener()
    {
        return MakeCallback(&Countdown::OnHop, Ptr<Countdown>(this));
    }

    void OnHop(const PacketEvent& event)
    {
        if (m_in.ledger->FlowOf(event) != 0)
        {
            m_lastHop = Simulator::Now();
            m_patience = *m_lastHop < m_latest ? LONGEST_WAIT : m_patience;
        }
    }

    /** True if a packet of a flow has moved in the last `pause`, or waits where it will go on. */
    bool IsUnderWay(Time pause) const
    {
        const auto& translators = m_in.translators;
        const auto holds = [](const Ptr<Translator>& one) { return one->HoldsPackets(); };
        return (m_lastHop && Simulator::Now() - *m_lastHop < pause) ||
               std::any_of(translators.begin(), translators.end(), holds) ||
               std::any_of(NodeList::Begin(), NodeList::End(), HasWaitingFrames);
    }

    /** Goes on while packets are under way, or may wait for a neighbour. */
    void Look()
    {
        const Time pause = m_settle / 2;
        if (Simulator::Now() < m_latest && IsUnderWay(pause))
        {
            Simulator::Schedule(pause, &Countdown::Look, Ptr<Countdown>(this));
        }
        else if (m_patience > 0 &&
                 std::any_of(NodeList::Begin(), NodeList::End(), AsksForNeighbours))
        {
            --m_patience;
            m_waited = true;
            Simulator::Schedule(Seconds(1), &Countdown::Look, Ptr<Countdown>(this));
        }
        else
        {
            End();
        }
    }

    void End()
    {
        ForEachTracedModel(m_in, [this](const Ptr<Object>& model) {
            model->TraceDisconnectWithoutContext("Hop", Listener());
        });
        Simulator::Stop(m_waited ? m_settle : Time(0)); // errors about it are on their way
    }

    const Installation& m_in;
    size_t m_left;
    Time m_settle;
    Time m_latest;
    std::optional<Time> m_lastHop; //!< of any flow, since all have ended
    int m_patience{LONGEST_WAIT};  //!< with neighbours, seconds since then
    bool m_waited{false};          //!< for a neighbour
};

} // namespace

void
StopWhenWorkloadsEnd(const Installation& installation, Time settle)
{
    std::vector<Ptr<FlowApplication>> flows;
    for (uint32_t i = 0; i < installation.applications.GetN(); ++i)
    {
        if (const auto flow = DynamicCast<FlowApplication>(installation.applications.Get(i)))
        {
            flows.push_back(flow);
        }
    }
    const auto countdown = Create<Countdown>(installation, flows.size(), settle);
    for (const auto& flow : flows)
    {
        flow->TraceConnectWithoutContext("Done", MakeCallback(&Countdown::OnDone, countdown));
    }
    if (flows.empty())
    {
        countdown->Settle();
    }
}

} // namespace ns3::v6lab
