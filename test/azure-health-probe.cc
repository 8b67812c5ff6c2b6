// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/health-probe.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::HealthProbe;
using azure::HealthProbeSettings;
using azure::ProbeOutcome;
using Kind = azure::HealthProbeSettings::Kind;

namespace
{

constexpr int64_t SECOND = 1'000'000'000;

/** The health after each outcome, "+" for success: "u" up, "d" down. */
Row
Follows(const std::string& sentence,
        const std::string& outcomes,
        const std::string& health,
        uint32_t numberOfProbes = 2)
{
    return {sentence, "L2", [=](Verdict& v) {
                HealthProbeSettings settings;
                settings.numberOfProbes = numberOfProbes;
                HealthProbe probe(settings, 0);
                std::string seen;
                for (const char outcome : outcomes)
                {
                    const bool before = probe.IsUp();
                    const bool changed = probe.Note({outcome == '+'});
                    v.Equal(changed, before != probe.IsUp(), "told");
                    seen += probe.IsUp() ? 'u' : 'd';
                }
                v.Equal(seen, health, outcomes);
            }};
}

Row
Answers(const std::string& sentence, Kind kind, const ProbeOutcome& outcome, bool expected)
{
    return {sentence, "L2", [=](Verdict& v) {
                v.Equal(azure::Succeeds(kind, outcome), expected, "success");
            }};
}

const std::vector<Row> ROWS{
    {"a backend is down until a probe succeeds",
     "L2",
     [](Verdict& v) { v.True(!HealthProbe(HealthProbeSettings(), 0).IsUp(), "down"); }},
    Follows("the first success brings it up", "+", "u"),
    Follows("so many failures in a row take it out", "+--", "uud"),
    Follows("a success between them starts the count anew", "+-+-+-", "uuuuuu"),
    Follows("one success brings it back", "+--+", "uudu"),
    Follows("with one probe the first failure takes it out", "+-+", "udu", 1),
    Follows("with three the third does", "+---", "uuud", 3),
    Follows("failures before the first success do not count against it", "--+-", "dduu"),
    {"the defaults are Azure's: every five seconds, two in a row",
     "L2",
     [](Verdict& v) {
         const HealthProbeSettings settings;
         v.Equal(settings.intervalNs, 5 * SECOND, "interval");
         v.Equal(settings.numberOfProbes, 2u, "number");
         v.Equal(settings.timeoutNs, 30 * SECOND, "HTTP timeout");
     }},
    {"the next probe is due an interval after the last",
     "L2",
     [](Verdict& v) {
         HealthProbe probe(HealthProbeSettings(), 3 * SECOND);
         v.Equal(probe.GetNextNs(), 3 * SECOND, "the first");
         probe.Sent(3 * SECOND);
         v.Equal(probe.GetNextNs(), 8 * SECOND, "the second");
     }},
    Answers("an open connection is enough for TCP", Kind::Tcp, {true}, true),
    Answers("a reset or a timeout is not", Kind::Tcp, {false}, false),
    Answers("HTTP wants a 200", Kind::Http, {true, uint16_t{200}}, true),
    Answers("and nothing else of the second hundred", Kind::Http, {true, uint16_t{204}}, false),
    Answers("no redirection", Kind::Https, {true, uint16_t{301}}, false),
    Answers("no silence", Kind::Http, {true}, false),
    {"probes come from Azure's own address, in IPv6 from a link-local one",
     "L2",
     [](Verdict& v) {
         v.Equal(azure::ProbeSource(Family::V4).ToString(), "168.63.129.16", "IPv4");
         v.True(azure::ProbeSource(Family::V6).IsLinkLocal(), "IPv6");
     }},
};

V6LAB_SUITE("v6lab-azure-health-probe", ROWS);

} // namespace
