// SPDX-License-Identifier: GPL-2.0-only
// What recording costs: a run of the lab with the recorder at each level, writing to a file,
// against the same run, with the same ledger, without a recorder.
#include "bench/support/measure.h"
#include "helper/install/azure-install.h"
#include "helper/install/install.h"
#include "helper/install/workload-install.h"
#include "helper/topology/builder.h"
#include "helper/topology/validate.h"
#include "model/record/recorder.h"

#include "ns3/global-value.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <optional>

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::bench;

namespace
{

constexpr uint32_t ECHOES = 25000; //!< 50,000 packets, each of which passes the appliance

/** Two spokes that reach each other through an appliance in the hub. */
Topology
HubDesign(Family family)
{
    using namespace build;
    const auto hub = Vnet("hub").Space("10.0.0.0/16", "fd00:0::/48");
    const auto left = Vnet("left").Space("10.1.0.0/16", "fd00:1::/48");
    const auto right = Vnet("right").Space("10.2.0.0/16", "fd00:2::/48");
    return TopologyBuilder("recording")
        .Add(Udr("to-nva").Via("10.0.0.0/8", "10.0.0.4").Via("fd00::/16", "fd00:0::4"))
        .Add(Vnet(hub).Subnet("nva", "10.0.0.0/24", "fd00:0::/64"))
        .Add(Vnet(left).Subnet("s", "10.1.0.0/24", "fd00:1::/64").Uses("to-nva"))
        .Add(Vnet(right).Subnet("s", "10.2.0.0/24", "fd00:2::/64").Uses("to-nva"))
        .Peer(left, hub, AllowForwardedTraffic)
        .Peer(right, hub, AllowForwardedTraffic)
        .Add(Vm("nva").Nic("hub/nva", "10.0.0.4", "fd00:0::4").Forwarding())
        .Add(Vm("app").Nic("left/s", "v4", "v6"))
        .Add(Vm("backend").Nic("right/s", "v4", "v6"))
        .Add(UdpEcho("app", "backend").Over(ToWord(family)).Count(ECHOES).Every("100us").Size(256))
        .Build();
}

/** A folder of this process's own, gone with the object. */
class ScratchFolder
{
  public:
    ScratchFolder()
        : m_path((std::filesystem::temp_directory_path() / "v6lab-bench-XXXXXX").string())
    {
        if (mkdtemp(m_path.data()) == nullptr)
        {
            throw std::runtime_error("bench: no temporary folder");
        }
    }

    ~ScratchFolder()
    {
        std::filesystem::remove_all(m_path);
    }

    std::string File(const std::string& name) const
    {
        return m_path + "/" + name;
    }

  private:
    std::string m_path;
};

/** A recorder set up as for a run of the lab. */
std::unique_ptr<Recorder>
MakeRecorder(const std::string& path, RecordLevel level, const Installation& in)
{
    RunInfo info;
    info.scenario = "bench";
    auto recorder = std::make_unique<Recorder>(Database::Create(path), info, level);
    recorder->SetNodeNames(in.names);
    recorder->SetLedger(in.ledger);
    ForEachTracedModel(in, [&](const Ptr<Object>& model) { recorder->Watch(model); });
    recorder->AddEffectiveRoutes(EffectiveRoutes(in));
    return recorder;
}

void
RefuseBadRun(const Installation& in)
{
    const auto& flow = in.ledger->GetFlows().at(0);
    if (flow.receivedPackets != ECHOES)
    {
        throw std::runtime_error(
            fmt::format("bench: {} of {} echoes", flow.receivedPackets, ECHOES));
    }
}

/** Wall seconds of the simulation and of closing the record; no level means no recorder. */
double
Run(Family family, std::optional<RecordLevel> level)
{
    GlobalValue::Bind("SchedulerType", StringValue("ns3::PriorityQueueScheduler")); // as the lab
    const Topology topology = HubDesign(family);
    if (!Validate(topology).empty())
    {
        throw std::runtime_error("bench: the design is not valid");
    }
    const ScratchFolder folder;
    const Installation in = Install(topology);
    const auto recorder = level ? MakeRecorder(folder.File("run.db"), *level, in) : nullptr;
    StopWhenWorkloadsEnd(in, ns3::Seconds(1));
    const double wall = Seconds([&] {
        Simulator::Run();
        if (recorder)
        {
            recorder->Finish(RunStatus::Complete);
        }
    });
    RefuseBadRun(in);
    return wall;
}

} // namespace

int
main(int argc, char** argv)
{
    struct Goal
    {
        RecordLevel level;
        double ratio;
    };

    const int pairs = 2 * Pairs(argc, argv) + 1; // runs are short, and goals close to 1
    for (const auto family : {Family::V4, Family::V6})
    {
        for (const auto& goal : {Goal{RecordLevel::Flows, 1.03},
                                 Goal{RecordLevel::Events, 1.10},
                                 Goal{RecordLevel::Packets, 1.5}})
        {
            Report(
                fmt::format("recording {} / no recorder, {}", ToWord(goal.level), ToWord(family)),
                Compare([&] { return Run(family, goal.level); },
                        [&] { return Run(family, std::nullopt); },
                        pairs),
                goal.ratio);
        }
    }
    return 0;
}
