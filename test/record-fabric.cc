// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/recorded.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Events;
using test::One;
using test::Row;
using test::Verdict;

namespace
{

/** Two packets that one rule drops, and one of another rule, whose names live only so long. */
Row
Ruled(RecordLevel level, const std::string& expected)
{
    return {std::string("level ") + ToWord(level) + " keeps which security rule dropped a packet",
            "S1",
            [=](Verdict& v) {
                Events events;
                const auto database = Database::Create(":memory:");
                Recorder recorder(database, Events::Info(), level);
                events.Prepare(recorder);
                for (uint32_t packet = 1; packet <= 3; ++packet)
                {
                    const std::string rule = packet < 3 ? "nsg/securityRules/a" : "nsg/b";
                    PacketEvent event = events.Make(Action::Drop, PacketEvent::FABRIC, packet, 64);
                    event.reason = Reason::AzureNsgDenyInbound;
                    event.rule = rule.c_str();
                    recorder.WantsHops() ? recorder.OnHop(event) : recorder.OnDrop(event);
                }
                recorder.Finish(RunStatus::Complete);
                v.Equal(One(*database,
                            "SELECT group_concat(rule || ' ' || n, ', ') FROM (SELECT rule, "
                            "sum(count) AS n FROM v_drop GROUP BY rule ORDER BY rule)"),
                        "nsg/b 1, nsg/securityRules/a 2",
                        "drops");
                v.Equal(One(*database, "SELECT count(DISTINCT rule) FROM v_hop"),
                        expected,
                        "rules of hops");
            }};
}

/** A translate hop of the fabric, from 10.0.0.4:1000 or fd00::4, recorded and asked for. */
void
ToldAsTranslation(Verdict& v, bool v6, const std::string& expected)
{
    Events events;
    const auto database = Database::Create(":memory:");
    Recorder recorder(database, Events::Info(), RecordLevel::Packets);
    events.Prepare(recorder);
    PacketEvent event = events.Make(Action::Translate, PacketEvent::FABRIC, 1, 64);
    event.near = 0;
    if (v6)
    {
        event.before.family = Family::V6;
        event.before.source = *IpAddress::Parse("fd00::4");
        event.before.destination = *IpAddress::Parse("2001:db8::9");
    }
    event.after = event.before;
    event.after->source = *IpAddress::Parse(v6 ? "2001:db8::4" : "203.0.113.4");
    event.after->sourcePort = 1024;
    recorder.OnHop(event);
    events.Deliver(recorder, 2);
    recorder.Finish(RunStatus::Complete);
    const Table table = Query(*database, "v_translation", recorder.GetRunId(), "");
    std::string text;
    for (size_t i = 1; !table.rows.empty() && i < table.columns.size(); ++i)
    {
        const std::string value = ToText(table.rows[0][i]);
        text += value.empty() ? "" : (i == 1 ? "" : " ") + value; // it has no ICMP error
    }
    v.Equal(table.rows.size(), 1u, "rows");
    v.Equal(text, expected, "row");
}

const std::vector<Row> ROWS{
    Ruled(RecordLevel::Flows, "0"),
    Ruled(RecordLevel::Events, "2"),
    Ruled(RecordLevel::Packets, "2"),
    {"the fabric's IPv4 address translation is a nat44 in v_translation",
     "the interface's Database table",
     [](Verdict& v) {
         ToldAsTranslation(v,
                           false,
                           "fabric 0 nat44 10.0.0.1 10.0.1.2 203.0.113.4 10.0.1.2 1000 7 1024 7 92 "
                           "92 udp 1 1 a");
     }},
    {"the fabric's IPv6 address translation is a nat66 in v_translation",
     "the interface's Database table",
     [](Verdict& v) {
         ToldAsTranslation(v,
                           true,
                           "fabric 0 nat66 fd00::4 2001:db8::9 2001:db8::4 2001:db8::9 1000 7 1024 "
                           "7 92 92 udp 1 1 a");
     }},
};

V6LAB_SUITE("v6lab-record-fabric", ROWS);

} // namespace
