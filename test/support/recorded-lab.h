// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_RECORDED_LAB_H
#define V6LAB_TEST_RECORDED_LAB_H

#include "helper/install/install.h"
#include "helper/install/workload-install.h"
#include "test/support/recorded.h"

#include <memory>
#include <optional>

namespace ns3::v6lab::test
{

/** An installed topology that is recorded into memory while it runs. */
struct RecordedLab
{
    explicit RecordedLab(const Topology& topology, RecordLevel level = RecordLevel::Packets)
        : in(Install(topology)),
          recorder(std::make_unique<Recorder>(database, Events::Info(), level))
    {
        recorder->SetNodeNames(in.names);
        recorder->SetLedger(in.ledger);
        ForEachTracedModel(in, [this](const auto& model) { recorder->Watch(model); });
    }

    ~RecordedLab()
    {
        Simulator::Destroy();
    }

    RecordedLab(const RecordedLab&) = delete;
    RecordedLab& operator=(const RecordedLab&) = delete;

    /** To the end of the workloads, or to the second. */
    void Run(std::optional<double> second = std::nullopt)
    {
        if (second)
        {
            Simulator::Stop(Seconds(*second));
        }
        else
        {
            StopWhenWorkloadsEnd(in, Seconds(1));
        }
        Simulator::Run();
        recorder->Finish(RunStatus::Complete);
    }

    /** The one cell of a query's answer. */
    std::string Ask(const std::string& sql) const
    {
        return One(*database, sql);
    }

    std::shared_ptr<Database> database{Database::Create(":memory:")};
    Installation in;
    std::unique_ptr<Recorder> recorder;
};

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_RECORDED_LAB_H
