// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_EXPLAINED_H
#define V6LAB_TEST_EXPLAINED_H

#include "model/record/explain.h"
#include "test/support/recorded.h"

#include <functional>

namespace ns3::v6lab::test
{

/** Records what `tell` says and explains flow "hello". */
inline std::string
Explained(RecordLevel level,
          const std::function<void(Events&, Recorder&)>& tell,
          const std::string& flow = "hello")
{
    Events events;
    const auto database = Database::Create(":memory:");
    Recorder recorder(database, Events::Info(), level);
    events.Prepare(recorder);
    tell(events, recorder);
    recorder.Finish(RunStatus::Complete);
    return v6lab::ToText(Explain(*database, SelectRun(*database, ""), flow));
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_EXPLAINED_H
