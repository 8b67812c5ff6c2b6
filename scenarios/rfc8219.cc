// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/rfc8219.h"

#include "helper/install/installation.h"
#include "helper/topology/quantity.h"
#include "model/record/reader.h"
#include "model/record/table.h"
#include "scenarios/benchmark/dns-procedures.h"
#include "scenarios/benchmark/procedures.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace ns3::v6lab
{

using namespace build;

namespace
{

/** One wire's way, before --scale. */
constexpr double PROPAGATION_NS = 1000;
/** Larger than any frame of RFC 8219: nothing is fragmented (5.1.3). */
constexpr uint32_t MTU = 9300;
/** The UDP ports of a NAT64's pool where its table is measured. */
constexpr uint32_t SMALL_POOL = 4096;

constexpr const char* PREFIX = "2001:2:0:64::/96"; //!< of all translators
constexpr const char* POOL = "198.18.1.1";
constexpr const char* CLAT_PREFIX = "2001:2:0:46::/64";
/** With fewer frames in a trial its result says nothing. */
constexpr double FEWEST_FRAMES = 5;
/** That translators can be told to keep a state for. */
const Time LONGEST_STATE_LIFE = Hours(720);

/** The summary with six digits, for the report. */
std::string
ShownFigures(const Table& rows)
{
    Table shown;
    shown.columns = {"metric", "median", "p1", "p99", "n", "unit"};
    for (size_t i = 0; i < rows.rows.size(); ++i)
    {
        std::vector<Cell> cells;
        for (const auto& column : shown.columns)
        {
            const std::string text = rows.Text(i, column);
            const bool figure = column == "median" || column == "p1" || column == "p99";
            cells.emplace_back(figure ? fmt::format("{:.6g}", std::stod(text)) : text);
        }
        shown.rows.push_back(std::move(cells));
    }
    return Render(shown, TableFormat::Aligned);
}

} // namespace

std::string
Rfc8219::GetName() const
{
    return "rfc8219";
}

std::string
Rfc8219::GetPurpose() const
{
    return "A translator or a DNS64 server with a model of its processor is benchmarked: "
           "throughput, latency, loss and more";
}

std::string
Rfc8219::GetArticle() const
{
    return "Benchmarking Methodology for IPv6 Transition Technologies (RFC 8219, RFC 9693)";
}

void
Rfc8219::RefuseWhatDoesNotFit() const
{
    const bool conn = GetTest() == "conn";
    const auto refuse = [](const std::string& text) { throw std::invalid_argument(text); };
    if (conn && !MakePlan().IsStateful())
    {
        refuse("--test=conn: --dut=" + m_dut +
               " has no state; allowed are nat64, 464xlat and "
               "virtual-ipv6");
    }
    if (conn && m_flows < 100)
    {
        refuse(fmt::format("--flows={}: --test=conn finds the rate of new connections among so "
                           "many; allowed are 100 and more",
                           m_flows));
    }
    if (conn && m_flows > SMALL_POOL)
    {
        refuse(fmt::format("--flows={}: the pool of --test=conn has {} ports; allowed are so many",
                           m_flows,
                           SMALL_POOL));
    }
    if (m_test == "scale" && m_flows < 4)
    {
        refuse(fmt::format("--flows={}: --test=scale compares 1, n/4, n/2, 3n/4 and n flows; "
                           "allowed are 4 and more",
                           m_flows));
    }
    if (m_stagger > 0 && m_direction == "reverse")
    {
        refuse("--direction=reverse: with --stagger flows begin with a frame from the initiator; "
               "allowed are bidirectional and forward");
    }
    RefuseEmptyTrials();
}

void
Rfc8219::RefuseEmptyTrials() const
{
    const BenchmarkPlan plan = MakePlan();
    if (IsDns64())
    {
        RefuseWithoutAnswers();
        return;
    }
    if (plan.IsStateful() && plan.GetStateLife() > LONGEST_STATE_LIFE)
    {
        throw std::invalid_argument(
            fmt::format("--flows={}: with --scale={} states would have to live for more than {:g} "
                        "hours; allowed are fewer, or a lower --scale",
                        m_flows,
                        plan.scale,
                        LONGEST_STATE_LIFE.GetHours()));
    }
    const double frames = plan.GetFramesOfTrial();
    if (plan.test != "conn" && frames < FEWEST_FRAMES)
    {
        throw std::invalid_argument(
            fmt::format("--trial={:g}: {:.2g} frames of each direction fit in; allowed are {:g} s "
                        "and more, or a lower --scale",
                        m_trial,
                        frames,
                        std::ceil(100 * m_trial * FEWEST_FRAMES / frames) / 100));
    }
    const double translated = frames * plan.mix / 100; // the others are of no flow
    if (!plan.stagger.IsZero() && translated < m_flows)
    {
        throw std::invalid_argument(
            fmt::format("--stagger={:g}: {:.0f} {}frames of each direction fit in --trial={:g} and "
                        "cannot begin {} flows; allowed are {:g} s and more, a lower --scale{} or "
                        "fewer --flows",
                        plan.stagger.GetSeconds(),
                        std::floor(translated),
                        plan.mix < 100 ? "translated " : "",
                        m_trial,
                        m_flows,
                        std::ceil(100 * m_trial * m_flows / translated) / 100,
                        plan.mix < 100 ? ", a higher --mix" : ""));
    }
}

BenchmarkPlan
Rfc8219::MakePlan() const
{
    BenchmarkPlan plan;
    plan.test = GetTest();
    plan.dut = GetDut();
    plan.direction = IsDns64() ? "forward" : m_direction;
    plan.frame = static_cast<uint32_t>(std::stoul(m_frame));
    plan.flows = m_flows;
    plan.mix = static_cast<uint32_t>(std::stoul(m_mix));
    plan.trial = Seconds(m_trial);
    plan.repeat = m_repeat;
    plan.resolution = m_resolution / 100;
    plan.load = m_load / 100;
    plan.scale = GetScale();
    plan.lineBps = std::max<uint64_t>(1, *ParseRate(m_line) / plan.scale);
    plan.propagation = NanoSeconds(static_cast<int64_t>(PROPAGATION_NS * plan.scale));
    plan.cost = MakeCost();
    plan.cores = m_cores;
    plan.queue = m_queue;
    plan.jitter = m_jitter / 100;
    const bool pool = plan.test == "conn" && m_dut != "virtual-ipv6";
    plan.poolPorts = pool ? SMALL_POOL : 0;
    plan.stagger = Seconds(m_stagger);
    plan.testerNs = m_testerNs * plan.scale;
    return plan;
}

void
Rfc8219::AddWire(TopologyBuilder& lab, const char* name) const
{
    const auto plan = MakePlan();
    lab.Add(Wire(name)
                .Rate(fmt::format("{}bps", plan.lineBps))
                .Delay(fmt::format("{}ns", plan.propagation.GetNanoSeconds()))
                .Mtu(MTU));
}

Topology
Rfc8219::Describe() const
{
    RefuseWhatDoesNotFit();
    TopologyBuilder lab(GetName(), GetPurpose());
    AddWire(lab, "left");
    if (IsDns64())
    {
        AddDns64(lab);
    }
    else if (m_dut == "464xlat")
    {
        Add464Xlat(lab);
    }
    else
    {
        AddSingle(lab);
    }
    return lab.Build();
}

/** RFC 8219 4.1: one device, IPv6 in front of it and IPv4 behind; native IPv6 passes through. */
void
Rfc8219::AddSingle(TopologyBuilder& lab) const
{
    AddWire(lab, "right");
    lab.Add(Host("tester")
                .On("left", "2001:2::2/64")
                .On("right", "198.19.0.2/24", "2001:2:0:8000::2/64"));
    lab.Add(Router("dut")
                .On("left", "2001:2::1/64")
                .On("right", "198.19.0.1/24", "2001:2:0:8000::1/64"));
    AddTranslator(lab);
}

/** Its states outlive the preliminary phase and the trial: a trial makes none (RFC 9693 4.4). */
TranslatorOn
Rfc8219::WithLongStates(TranslatorOn translator) const
{
    translator.Config().udpTimeout = fmt::format("{:.0f}s", MakePlan().GetStateLife().GetSeconds());
    return translator;
}

void
Rfc8219::AddTranslator(TopologyBuilder& lab) const
{
    if (m_dut == "siit")
    {
        lab.Add(SiitOn("dut").Prefix(PREFIX).Map("198.18.0.0/24", "2001:2::/120"));
    }
    else if (m_dut == "nat64")
    {
        auto nat64 = WithLongStates(Nat64On("dut").Prefix(PREFIX));
        const uint32_t ports = MakePlan().poolPorts;
        lab.Add(ports == 0 ? nat64.Pool(POOL)
                           : nat64.Pool(POOL, fmt::format("1024-{}", 1023 + ports)));
    }
    else if (m_dut == "virtual-ipv6")
    {
        lab.Add(WithLongStates(
            VirtualIp6On("dut").Prefix(PREFIX).Network("198.19.0.0/24").Pool("198.18.128.0/17")));
    }
}

/** RFC 8219 4.2: two devices, IPv4 around them and IPv6 between. */
void
Rfc8219::Add464Xlat(TopologyBuilder& lab) const
{
    AddWire(lab, "middle");
    AddWire(lab, "right");
    lab.Add(Host("tester")
                .On("left", "198.18.0.2/24", "2001:2::2/64")
                .On("right", "198.19.0.2/24", "2001:2:0:8000::2/64"));
    lab.Add(Router("clat")
                .On("left", "198.18.0.1/24", "2001:2::1/64")
                .On("middle", "2001:2:0:1::1/64")
                .Route("::/0", "2001:2:0:1::2"));
    lab.Add(Router("plat")
                .On("middle", "2001:2:0:1::2/64")
                .On("right", "198.19.0.1/24", "2001:2:0:8000::1/64")
                .Route(CLAT_PREFIX, "2001:2:0:1::1")
                .Route("2001:2::/64", "2001:2:0:1::1"));
    lab.Add(ClatOn("clat").Prefix(PREFIX).Network("198.18.0.0/24").Dedicated(CLAT_PREFIX));
    auto plat = WithLongStates(Nat64On("plat").Prefix(PREFIX));
    const uint32_t ports = MakePlan().poolPorts;
    lab.Add(ports == 0 ? plat.Pool(POOL) : plat.Pool(POOL, fmt::format("1024-{}", 1023 + ports)));
}

std::unique_ptr<Measurement>
Rfc8219::Measure(const Installation& installation) const
{
    if (IsDns64())
    {
        return std::make_unique<DnsProcedures>(MakePlan(),
                                               DnsMixesOf(m_cachedNames, m_aaaaNames),
                                               installation);
    }
    return std::make_unique<BenchmarkProcedures>(MakePlan(), installation);
}

std::vector<std::pair<std::string, std::string>>
Rfc8219::GetFigureChecks() const
{
    return FigureNamesOf(MakePlan());
}

std::string
Rfc8219::Conclude(Database& database, const RunHandle& run, const std::string&) const
{
    const BenchmarkPlan plan = MakePlan();
    const Table rows = Query(database, "v_bench_summary", run.id, "");
    const std::string note = rows.rows.empty() ? "" : rows.Text(0, "note");
    const std::string figures = fmt::format("figures as simulated{}\n{}\n",
                                            note.empty() ? "" : " (" + note + ")",
                                            ShownFigures(rows));
    if (IsDns64())
    {
        return figures + ConcludeDns64(rows);
    }
    return fmt::format(
        "{}The device under test is a model, calibrated to {} (illustrative), simulated {}.\n"
        "Its capacity is {:.6g} frames/s {}, the line carries {:.6g}.\n",
        figures,
        m_preset,
        plan.scale == 1
            ? "at the model's own speed"
            : fmt::format("{0} times\nslower: multiply rates by {0} and divide times by "
                          "it for the model's own speed",
                          plan.scale),
        plan.GetCapacity(m_direction, m_flows),
        plan.IsBidirectional() ? "in each direction" : "in this direction alone",
        plan.GetLineRate());
}

} // namespace ns3::v6lab
