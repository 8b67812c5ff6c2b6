// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/run/experiment.h"
#include "scenarios/sweep/statistics.h"
#include "scenarios/sweep/sweep-axes.h"
#include "scenarios/sweep/sweep-summary.h"
#include "test/support/recorded.h"
#include "test/support/table.h"

#include <cmath>

using namespace ns3::v6lab;
using test::Complaint;
using test::Row;
using test::Verdict;

namespace
{

SweepRequest
Of(const std::vector<std::string>& axes, uint64_t runs = 1)
{
    SweepRequest request;
    request.design = "azure-to-azure";
    request.runs = runs;
    for (const auto& axis : axes)
    {
        request.axes.push_back(AxisFromWord(axis));
    }
    return request;
}

std::string
Names(const SweepPlan& plan)
{
    std::string names;
    for (const auto& run : plan.runs)
    {
        names += (names.empty() ? "" : "; ") + NameOf(plan, run);
    }
    return names;
}

/** What is wrong with a request that the words of some axes make. */
Row
Refused(const std::string& sentence,
        const std::vector<std::string>& axes,
        const std::string& complaint,
        uint64_t runs = 1)
{
    return {sentence, "", [=](Verdict& v) {
                v.Equal(Complaint([&] { PlanSweep(Of(axes, runs)); }), complaint, "complaint");
            }};
}

/** A word and the values in it, joined by bars. */
Row
Reads(const std::string& sentence, const std::string& word, const std::string& values)
{
    return {sentence, "", [=](Verdict& v) {
                const SweepAxis axis = AxisFromWord(word);
                std::string found = axis.option;
                for (const auto& value : axis.values)
                {
                    found += "|" + value;
                }
                v.Equal(found, values, "option and values");
                v.Equal(ToWord(axis), word, "the word again");
            }};
}

/** From tables of the distribution: two-sided, 95 %. */
Row
Quantile(size_t freedom, double expected)
{
    return {"Student's t for 95 % and " + std::to_string(freedom) + " degrees of freedom",
            "",
            [=](Verdict& v) {
                v.True(std::abs(StudentT(0.95, freedom) - expected) < 0.0005,
                       std::to_string(StudentT(0.95, freedom)));
            }};
}

const std::vector<Row> ROWS{
    {"runs come by the first axis, then the second, then their numbers",
     "",
     [](Verdict& v) {
         const SweepPlan plan = PlanSweep(Of({"connect=hub,peering", "reuse=true,false"}, 2));
         v.Equal(Names(plan),
                 "connect=hub, reuse=true, run 1; connect=hub, reuse=true, run 2; "
                 "connect=hub, reuse=false, run 1; connect=hub, reuse=false, run 2; "
                 "connect=peering, reuse=true, run 1; connect=peering, reuse=true, run 2; "
                 "connect=peering, reuse=false, run 1; connect=peering, reuse=false, run 2",
                 "runs");
     }},
    {"a planned run has the id that the run will have, whatever the spelling of its options",
     "",
     [](Verdict& v) {
         SweepRequest request = Of({"--allowForwardedTraffic=false"}, 2);
         request.options["connect"] = "hub";
         request.seed = 7;
         const SweepPlan plan = PlanSweep(request);
         RunSettings settings;
         settings.seed = 7;
         settings.run = 2;
         const Design design =
             DesignOfScenario("azure-to-azure",
                              {{"connect", "hub"}, {"allow-forwarded-traffic", "false"}});
         v.Equal(plan.runs[1].id, RunId(DescribeRun(design, settings)), "id");
         v.True(plan.runs[0].id != plan.runs[1].id, "two runs have one id");
     }},
    {"a plan's words say everything of a run",
     "",
     [](Verdict& v) {
         SweepRequest request = Of({"reuse=true", "ns3::TcpSocket::SegmentSize=500,600"});
         request.options["connect"] = "hub";
         request.seed = 7;
         request.level = RecordLevel::Events;
         const SweepPlan plan = PlanSweep(request);
         std::string words;
         for (const auto& word : WordsOf(plan, plan.runs[1], "x.db"))
         {
             words += " " + word;
         }
         v.Equal(words,
                 " run azure-to-azure --connect=hub --reuse=true "
                 "--ns3::TcpSocket::SegmentSize=600 --seed=7 --run=1 --record=events --db=x.db",
                 "words");
     }},
    {"an option that some of the points make use of is left out at the others, one of none refused",
     "",
     [](Verdict& v) {
         SweepRequest request;
         request.design = "rfc8219";
         request.axes.push_back(AxisFromWord("test=latency,throughput,dns64"));
         request.options = {{"frame", "512"}, {"load", "90"}};
         const SweepPlan plan = PlanSweep(request);
         std::string words;
         for (const auto& run : plan.runs)
         {
             const auto all = WordsOf(plan, run, "x.db");
             for (size_t i = 2; all.at(i).find("--seed") != 0; ++i)
             {
                 words += all[i] + " ";
             }
         }
         v.Equal(words,
                 "--frame=512 --load=90 --test=latency --frame=512 --test=throughput --test=dns64 ",
                 "words of the runs");
         v.Equal(plan.runs[2].id,
                 RunId(DescribeRun(DesignOfScenario("rfc8219", {{"test", "dns64"}}), {})),
                 "id of the last");
         request.options["stagger"] = "1";
         v.Equal(Complaint([&] { PlanSweep(request); }),
                 "--stagger=1: --test=latency makes no use of it; allowed with --test=scale",
                 "complaint");
     }},
    Reads("values stand between commas", "connect=hub,peering", "connect|hub|peering"),
    Reads("a comma within a value has a backslash", R"(x=a\,b,c)", "x|a,b|c"),
    Reads("other backslashes and equals signs are a value's own", R"(x=a\b=c)", R"(x|a\b=c)"),
    Refused("nothing varies",
            {},
            "nothing varies; give --set OPTION=VALUE,VALUE,... for each option that does, or "
            "--runs N with N > 1"),
    Refused("no value",
            {"connect="},
            "--set connect=: there is no value; write --set OPTION=VALUE,VALUE,..., a comma within "
            "a value as \\,"),
    Refused("an empty value",
            {"connect=hub,"},
            "--set connect=hub,: a value is empty; write --set OPTION=VALUE,VALUE,..., a comma "
            "within a value as \\,"),
    Refused("no option",
            {"hub,peering"},
            "--set hub,peering: write --set OPTION=VALUE,VALUE,..., a comma within a value as \\,"),
    Refused("a value that is not allowed, and one of another axis, at once",
            {"connect=hub,wan", "reuse=maybe"},
            "--connect=wan: allowed is peering|hub\n--reuse=maybe: allowed is true|false"),
    Refused("an axis twice",
            {"connect=hub", "Connect=peering"},
            "--set connect: given twice; all values of an option stand in one --set"),
    Refused("a value twice",
            {"connect=hub,peering,hub"},
            "--set connect: hub is given twice; give each value once"),
    Refused("two spellings of one value",
            {"reuse=true,1"},
            "--set: reuse=true and reuse=1 are the same run; give each value once"),
    Refused("more runs than a database holds",
            {"connect=hub,peering"},
            "--set, --runs: more than 100000 runs; allowed are up to 100000, values of all axes "
            "multiplied by --runs",
            60000),
    {"an attribute that is the same in all runs is asked of ns-3 like one that varies",
     "",
     [](Verdict& v) {
         SweepRequest request = Of({}, 2);
         request.ns3Attributes = {{"ns3::X::Y", "1"}};
         v.Equal(Complaint([&] { PlanSweep(request); }),
                 "--ns3::X::Y=1: ns-3 has no class ns3::X",
                 "complaint");
         request.ns3Attributes = {{"ns3::TcpSocket::InitialCwnd", "4"}};
         v.Equal(PlanSweep(request).runs.size(), 2u, "runs with one that there is");
     }},
    Refused("an attribute that ns-3 does not have",
            {"ns3::TcpSocket::Size=1"},
            "--ns3::TcpSocket::Size=1: ns3::TcpSocket has no such attribute"),
    {"an option that varies cannot have one value as well",
     "",
     [](Verdict& v) {
         SweepRequest request = Of({"connect=hub,peering"});
         request.options["connect"] = "hub";
         v.Equal(Complaint([&] { PlanSweep(request); }),
                 "--set connect: --connect is given as well; an option either varies or does not",
                 "complaint");
     }},
    {"a file has no options",
     "",
     [](Verdict& v) {
         SweepRequest request = Of({"connect=hub,peering"});
         request.design = "no/such.yaml";
         v.Equal(Complaint([&] { PlanSweep(request); }),
                 "--set connect: no/such.yaml is a file and has no options; allowed are ns-3's "
                 "attributes, ns3::Class::Attribute",
                 "complaint");
     }},
    {"an unknown scenario is named once, with those there are",
     "",
     [](Verdict& v) {
         SweepRequest request = Of({"a=1", "b=2"});
         request.design = "nat46";
         const std::string complaint = Complaint([&] { PlanSweep(request); });
         v.Equal(complaint.find("nat46: no such scenario or file; the scenarios are 464xlat"),
                 0U,
                 "place in " + complaint);
         v.Equal(complaint.rfind("nat46"), 0U, "last place");
     }},
    Quantile(1, 12.7062),
    Quantile(4, 2.7764),
    Quantile(9, 2.2622),
    Quantile(29, 2.0452),
    {"a confidence interval is mean and t s over root n",
     "",
     [](Verdict& v) {
         const Interval interval = ConfidenceInterval({1, 2, 3, 4, 5});
         v.Equal(interval.n, 5U, "n");
         v.Equal(interval.mean, 3.0, "mean");
         // s = sqrt(2.5), t = 2.7764
         v.True(std::abs(interval.half.value_or(0) - 1.9632) < 0.0005, "half width");
         v.True(!ConfidenceInterval({7}).half, "one value has an interval");
         v.Equal(ConfidenceInterval({}).n, 0U, "n of nothing");
     }},
    {"a summary takes each point's own runs, those that have the figure",
     "",
     [](Verdict& v) {
         const SweepPlan plan = PlanSweep(Of({"connect=hub,peering"}, 3));
         std::map<std::string, RunFigures> figures;
         figures[plan.runs[0].id] = {10.0, {}, 1.0, 1, 0, 0, {{"a", "s", 4}, {"b", "%", 7}}};
         figures[plan.runs[1].id] = {20.0, 5e6, 1.0, 1, 1, 0, {{"a", "s", 6}}};
         figures[plan.runs[3].id] = {{}, {}, 0.5, 1, 0, 0, {}};
         figures["another"] = {99.0, 9e9, 0.0, 0, 9, 0, {{"a", "s", 1}}};
         const auto points = Summarise(plan, figures);
         v.Equal(points.size(), 2U, "points");
         v.Equal(points[0].runs, 2U, "runs of the first");
         v.Equal(points[0].passed, 1U, "passed of the first");
         v.Equal(points[0].rttMs.mean, 15.0, "rtt of the first");
         v.Equal(points[0].throughputBps.n, 1U, "throughputs of the first");
         v.Equal(points[1].runs, 1U, "runs of the second");
         v.Equal(points[1].rttMs.n, 0U, "rtts of the second");
         v.Equal(points[1].delivered.mean, 0.5, "delivered of the second");
         v.Equal(points[0].bench.size(), 2U, "metrics of the first");
         v.Equal(points[0].bench[0].metric + points[0].bench[0].unit, "as", "first metric");
         v.Equal(points[0].bench[0].median.mean, 5.0, "its mean");
         v.Equal(points[0].bench[1].median.n, 1U, "runs with the second metric");
         v.Equal(points[1].bench.size(), 0U, "metrics of the second");
     }},
};

V6LAB_SUITE("v6lab-sweep-plan", ROWS);

} // namespace
