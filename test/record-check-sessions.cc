// SPDX-License-Identifier: GPL-2.0-only
// Checks of what stateful translators hold for a flow.
#include "model/core/nat64/state-records.h"
#include "model/record/evaluate-checks.h"
#include "test/support/recorded.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using ns3::Simulator;
using test::Events;
using test::Row;
using test::Verdict;

namespace
{

constexpr uint32_t NAT64 = 1; //!< node r of test::Events
constexpr const char* INSIDE = "2001:db8:6::6";

TransportAddress
At(const std::string& address, uint16_t port)
{
    return {*IpAddress::Parse(address), port};
}

SessionRecord
SomeSession(uint16_t port, const std::string& inside)
{
    SessionRecord session;
    session.kind = BibKind::Udp;
    session.inside = inside.empty() ? TransportAddress() : At(inside, port);
    session.remote6 = At("64:ff9b::c000:204", 9);
    session.outside = At("203.0.113.1", port);
    session.remote4 = At("192.0.2.4", 9);
    return session;
}

/** What happens at what second of a run by hand. */
class Script
{
  public:
    Script(Events& events, Recorder& recorder)
        : m_events(events),
          m_recorder(recorder)
    {
    }

    /** A session with its binding, from one second to another. */
    void Session(double from, double to, uint16_t port, const std::string& inside = INSIDE)
    {
        State(from, from, port, inside, Change::Added);
        State(to, from, port, inside, Change::Removed);
    }

    /** One of them; `created` is when its session began. */
    void State(double second,
               double created,
               uint16_t port,
               const std::string& inside,
               Change change)
    {
        Simulator::Schedule(ns3::Seconds(second), [=] {
            SessionRecord session = SomeSession(port, inside);
            session.createdNs = ns3::Seconds(created).GetNanoSeconds();
            session.expiresNs = session.createdNs + 300'000'000'000;
            const BindingRecord binding{BibKind::Udp,
                                        session.inside,
                                        session.outside,
                                        session.createdNs};
            if (change == Change::Added && !inside.empty())
            {
                m_recorder.OnBinding(NAT64, binding, change);
            }
            m_recorder.OnSession(NAT64, session, change);
            if (change == Change::Removed && !inside.empty())
            {
                m_recorder.OnBinding(NAT64, binding, change);
            }
        });
    }

    /** A packet of a flow that the NAT64 translates, there or back. */
    void Packet(double second, uint16_t port, uint32_t flow, bool answer = false)
    {
        Hop(second, port, flow, answer, Action::Translate);
    }

    /** One from the IPv4 side that ends there. */
    void Lost(double second, uint16_t port, uint32_t flow)
    {
        Hop(second, port, flow, true, Action::Drop);
    }

  private:
    void Hop(double second, uint16_t port, uint32_t flow, bool answer, Action action)
    {
        Simulator::Schedule(ns3::Seconds(second), [=] {
            PacketEvent event = m_events.Make(action, NAT64, ++m_packets, 64, answer, flow);
            PacketFacts inner = event.before;
            inner.source = *IpAddress::Parse(INSIDE);
            inner.destination = *IpAddress::Parse("64:ff9b::c000:204");
            inner.sourcePort = port;
            inner.destinationPort = 9;
            PacketFacts outer = inner;
            outer.source = *IpAddress::Parse(answer ? "192.0.2.4" : "203.0.113.1");
            outer.destination = *IpAddress::Parse(answer ? "203.0.113.1" : "192.0.2.4");
            outer.sourcePort = answer ? 9 : port;
            outer.destinationPort = answer ? port : 9;
            event.before = answer ? outer : inner;
            event.translator = "nat64";
            if (action == Action::Translate)
            {
                event.after = answer ? inner : outer;
            }
            else
            {
                event.reason = Reason::StoredSynTimeout;
            }
            m_recorder.OnHop(event);
        });
    }

    Events& m_events;
    Recorder& m_recorder;
    uint32_t m_packets{0};
};

/**
 * Flow 1 has a session from 1 s to 302 s, whose last packet is an answer at 2 s, and one from 400 s
 * to 700 s; flow 2 has one of its own. Flow 3 is a SYN from the IPv4 side that waits from 5 s to 11
 * s.
 */
void
Tell(Events& events, Script& script)
{
    script.Session(1, 302.01, 5000);
    script.Packet(1, 5000, 1);
    script.Packet(2, 5000, 1, true);
    script.Session(400, 700, 5000);
    script.Packet(400, 5000, 1);
    const uint32_t other = events.AddFlow("other");
    script.Session(1, 100, 5001);
    script.Packet(1, 5001, other);
    const uint32_t waits = events.AddFlow("waits");
    script.Session(5, 11, 6000, "");
    script.Lost(11, 6000, waits);
}

CheckSpec
Asks(const std::string& workload,
     std::optional<uint32_t> sessions,
     std::optional<uint32_t> bindings,
     std::optional<uint32_t> silenceMs)
{
    CheckSpec spec;
    spec.name = "a check";
    spec.workload = workload;
    spec.sessions = sessions;
    spec.bindings = bindings;
    spec.silenceMs = silenceMs;
    return spec;
}

Row
Judged(const std::string& sentence,
       const CheckSpec& spec,
       const std::string& verdict,
       const std::string& observed,
       RecordLevel level = RecordLevel::Packets)
{
    return {sentence, "RFC 6146 3.1, 4, 6146-27", [=](Verdict& v) {
                Events events;
                const auto database = Database::Create(":memory:");
                Recorder recorder(database, Events::Info(), level);
                events.Prepare(recorder);
                Script script(events, recorder);
                Tell(events, script);
                Simulator::Run();
                recorder.Finish(RunStatus::Complete);
                const RunHandle run = SelectRun(*database, "");
                const CheckResult result = EvaluateChecks(*database, run, {spec}).at(0);
                v.Equal(!result.passed   ? "unknown"
                        : *result.passed ? "passed"
                                         : "failed",
                        verdict,
                        "verdict");
                v.Equal(result.observed, observed, "observed");
                v.Equal(CheckStored(*database, run).at(0).observed, observed, "asked again");
            }};
}

const std::vector<Row> ROWS{
    Judged("a check tells a flow's sessions, bindings and their end from those of others",
           Asks("hello", 2, 2, 300'000),
           "passed",
           "2 sessions; 2 bindings; sessions end after 300 s of silence"),
    Judged("a session that ends too early fails it",
           Asks("other", 1, 1, 300'000),
           "failed",
           "1 session; 1 binding; sessions end after 99 s of silence"),
    Judged("so does a session less",
           Asks("hello", 1, std::nullopt, std::nullopt),
           "failed",
           "2 sessions"),
    Judged("so does a binding less",
           Asks("hello", std::nullopt, 1, std::nullopt),
           "failed",
           "2 bindings"),
    Judged("a second more or less is seen",
           Asks("hello", std::nullopt, std::nullopt, 299'000),
           "failed",
           "sessions end after 300 s of silence"),
    Judged("of a SYN that waits in vain, time counts from its coming",
           Asks("waits", 1, 0, 6'000),
           "passed",
           "1 session; 0 bindings; sessions end after 6 s of silence"),
    Judged("without all hops, nobody knows",
           Asks("hello", 2, 2, 300'000),
           "unknown",
           "not evaluated: only --record packets keeps the hops of all packets",
           RecordLevel::Events),
};

V6LAB_SUITE("v6lab-record-check-sessions", ROWS);

} // namespace
