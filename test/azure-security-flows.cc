// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/security-filter.h"
#include "model/core/time-units.h"
#include "test/support/security.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

constexpr auto IN = RuleDirection::Inbound;
constexpr auto OUT = RuleDirection::Outbound;

PacketFacts
Facts(const std::string& text)
{
    const auto packet = Tuple(text);
    PacketFacts facts;
    facts.family = packet.source.GetFamily();
    facts.source = packet.source;
    facts.destination = packet.destination;
    facts.protocol = packet.protocol;
    facts.sourcePort = packet.sourcePort;
    facts.destinationPort = packet.destinationPort;
    return facts;
}

/** Asks one filter about packets at the interface APP, one after the other. */
class Scene
{
  public:
    explicit Scene(const WorldChange& change, size_t capacity = 1000, int64_t idle = 240 * SECOND)
        : m_filter(capacity, idle)
    {
        change(m_world);
        Reload();
    }

    void Change(const WorldChange& change)
    {
        change(m_world);
        Reload();
    }

    bool Ask(RuleDirection direction, const PacketFacts& facts, double at = 0)
    {
        return Ask({World::APP, direction, facts}, at);
    }

    bool Ask(RuleDirection direction, const std::string& packet, double at = 0)
    {
        return Ask(direction, Facts(packet), at);
    }

    bool Ask(const azure::Passage& passage, double at = 0)
    {
        return m_filter.Check(*m_gate, passage, static_cast<int64_t>(at * SECOND)).Passes();
    }

    size_t Flows() const
    {
        return m_filter.Size();
    }

  private:
    void Reload()
    {
        m_gate = std::make_unique<azure::SecurityGate>(m_world.estate);
    }

    World m_world;
    std::unique_ptr<azure::SecurityGate> m_gate;
    azure::SecurityFilter m_filter;
};

constexpr const char* REQUEST = "tcp 10.1.0.4:5000 > 198.51.100.7:80";
constexpr const char* ANSWER = "tcp 198.51.100.7:80 > 10.1.0.4:5000";

PacketFacts
Error(const std::string& text)
{
    PacketFacts facts = Facts(text);
    facts.icmpError = true;
    return facts;
}

PacketFacts
Fragment(const std::string& text, uint32_t id, bool later)
{
    PacketFacts facts = Facts(text);
    facts.fragment = true;
    facts.fragmentId = id;
    facts.laterFragment = later;
    if (later)
    {
        facts.sourcePort = facts.destinationPort = 0;
    }
    return facts;
}

WorldChange
DenyAllIn()
{
    return OnSubnet({In(100, Access::Deny)});
}

const std::vector<Row> ROWS{
    {"the answer to what was let out is let in, against the rules",
     "S1",
     [](Verdict& v) {
         Scene scene(DenyAllIn());
         v.True(!scene.Ask(IN, ANSWER), "before the request");
         v.True(scene.Ask(OUT, REQUEST), "the request");
         v.True(scene.Ask(IN, ANSWER), "its answer");
     }},
    {"the answer to what was let in is let out",
     "S1",
     [](Verdict& v) {
         Scene scene(OnSubnet({In(100, Access::Allow), Out(100, Access::Deny)}));
         v.True(!scene.Ask(OUT, REQUEST), "unasked");
         v.True(scene.Ask(IN, ANSWER), "a first packet from outside");
         v.True(scene.Ask(OUT, REQUEST), "its answer");
     }},
    {"the answer must come from the port that was called",
     "S1",
     [](Verdict& v) {
         Scene scene(DenyAllIn());
         scene.Ask(OUT, REQUEST);
         v.True(!scene.Ask(IN, "tcp 198.51.100.7:81 > 10.1.0.4:5000"), "another port");
         v.True(!scene.Ask(IN, "tcp 198.51.100.7:80 > 10.1.0.4:5001"), "to another port");
         v.True(!scene.Ask(IN, "udp 198.51.100.7:80 > 10.1.0.4:5000"), "another protocol");
         v.True(!scene.Ask(IN, "tcp 198.51.100.8:80 > 10.1.0.4:5000"), "another host");
     }},
    {"a packet that is refused leaves no flow behind",
     "S1",
     [](Verdict& v) {
         Scene scene(OnSubnet({Out(100, Access::Deny), In(100, Access::Deny)}));
         scene.Ask(OUT, REQUEST);
         v.Equal(scene.Flows(), 0u, "flows");
         v.True(!scene.Ask(IN, ANSWER), "answer");
     }},
    {"a change of rules is for new flows",
     "S1",
     [](Verdict& v) {
         Scene scene(OnSubnet({}));
         scene.Ask(OUT, REQUEST);
         scene.Change(OnSubnet({In(100, Access::Deny), Out(100, Access::Deny)}));
         v.True(scene.Ask(OUT, REQUEST, 1), "the old flow");
         v.True(scene.Ask(IN, ANSWER, 1), "its answer");
         v.True(!scene.Ask(OUT, "tcp 10.1.0.4:5001 > 198.51.100.7:80", 1), "a new flow");
     }},
    {"a flow that is idle for too long is forgotten, not a moment before",
     "S1",
     [](Verdict& v) {
         Scene scene(DenyAllIn(), 1000, 100 * SECOND);
         scene.Ask(OUT, REQUEST);
         v.True(scene.Ask(IN, ANSWER, 99), "before");
         v.True(scene.Ask(IN, ANSWER, 198), "the answer was a use");
         v.True(!scene.Ask(IN, ANSWER, 298), "after");
     }},
    {"with too many flows the one that is idle for longest is forgotten",
     "S1",
     [](Verdict& v) {
         Scene scene(DenyAllIn(), 2);
         scene.Ask(OUT, REQUEST, 0);
         scene.Ask(OUT, "tcp 10.1.0.4:5001 > 198.51.100.7:80", 1);
         scene.Ask(OUT, "tcp 10.1.0.4:5002 > 198.51.100.7:80", 2);
         v.Equal(scene.Flows(), 2u, "flows");
         v.True(!scene.Ask(IN, ANSWER, 3), "the oldest");
         v.True(scene.Ask(IN, "tcp 198.51.100.7:80 > 10.1.0.4:5002", 3), "the youngest");
     }},
    {"each interface has flows of its own",
     "S1",
     [](Verdict& v) {
         Scene scene(DenyAllIn());
         scene.Ask(OUT, REQUEST);
         v.True(!scene.Ask({World::APP2, IN, Facts(ANSWER)}), "at another interface");
     }},
    {"an interface that nothing guards keeps no flows",
     "S4",
     [](Verdict& v) {
         Scene scene(AsIs);
         v.True(scene.Ask(OUT, REQUEST) && scene.Ask(IN, ANSWER), "passes");
         v.Equal(scene.Flows(), 0u, "flows");
     }},
    {"an admin rule is for new flows like any other",
     "S1, N4",
     [](Verdict& v) {
         Scene scene(OnNetwork({In(50, Access::Deny)}));
         v.True(scene.Ask(OUT, REQUEST), "request");
         v.True(scene.Ask(IN, ANSWER), "answer");
         v.True(!scene.Ask(IN, "tcp 198.51.100.7:81 > 10.1.0.4:5000"), "unasked");
     }},
    {"an ICMP error about a flow passes with it",
     "S1",
     [](Verdict& v) {
         Scene scene(DenyAllIn());
         azure::Passage passage{World::APP, IN, Error("icmp 192.0.2.1 > 10.1.0.4")};
         passage.quoted = Facts(REQUEST);
         v.True(!scene.Ask(passage), "about nothing");
         scene.Ask(OUT, REQUEST);
         v.True(scene.Ask(passage), "about the flow");
         passage.quoted = Facts("tcp 10.1.0.4:5000 > 198.51.100.7:81");
         v.True(!scene.Ask(passage), "about another");
         passage.quoted.reset();
         v.True(!scene.Ask(passage), "with nothing readable in it");
     }},
    {"the interface's own error about a flow that came in is let out",
     "S1",
     [](Verdict& v) {
         Scene scene(OnSubnet({In(100, Access::Allow), Out(100, Access::Deny)}));
         scene.Ask(IN, ANSWER);
         azure::Passage passage{World::APP, OUT, Error("icmp 10.1.0.4 > 198.51.100.7")};
         passage.quoted = Facts(ANSWER);
         v.True(scene.Ask(passage), "about the flow");
         passage.quoted = Facts(REQUEST);
         v.True(!scene.Ask(passage), "about a packet that never came in");
     }},
    {"an error opens no flow for what is to come",
     "S1",
     [](Verdict& v) {
         Scene scene(OnSubnet({}));
         azure::Passage passage{World::APP, OUT, Error("icmp 10.1.0.4 > 198.51.100.7")};
         v.True(scene.Ask(passage), "by the rules");
         v.Equal(scene.Flows(), 0u, "flows");
     }},
    {"later fragments pass with the first one",
     "S1, M1",
     [](Verdict& v) {
         Scene scene(OnSubnet({In(100, Access::Allow, {}, End("*", "80"))}));
         constexpr const char* PACKET = "udp 198.51.100.7:9 > 10.1.0.4:80";
         v.True(!scene.Ask(IN, Fragment(PACKET, 7, true)), "before the first");
         v.True(scene.Ask(IN, Fragment(PACKET, 7, false)), "the first");
         v.True(scene.Ask(IN, Fragment(PACKET, 7, true)), "behind it");
         v.True(!scene.Ask(IN, Fragment(PACKET, 8, true)), "of another packet");
         constexpr const char* OTHER = "udp 198.51.100.7:9 > 10.1.0.4:81";
         v.True(!scene.Ask(IN, Fragment(OTHER, 9, false)), "a first one that is refused");
         v.True(!scene.Ask(IN, Fragment(OTHER, 9, true)), "takes the others with it");
     }},
    {"of an established flow too",
     "S1, M1",
     [](Verdict& v) {
         Scene scene(DenyAllIn());
         scene.Ask(OUT, "udp 10.1.0.4:9 > 198.51.100.7:53");
         constexpr const char* PACKET = "udp 198.51.100.7:53 > 10.1.0.4:9";
         v.True(scene.Ask(IN, Fragment(PACKET, 7, false)), "the first");
         v.True(scene.Ask(IN, Fragment(PACKET, 7, true)), "behind it");
     }},
    {"a rule for all ports covers later fragments by itself",
     "S1",
     [](Verdict& v) {
         Scene scene(OnSubnet({In(100, Access::Allow)}));
         v.True(scene.Ask(IN, Fragment("udp 198.51.100.7:9 > 10.1.0.4:80", 7, true)), "passes");
     }},
};

V6LAB_SUITE("v6lab-azure-security-flows", ROWS);

} // namespace
