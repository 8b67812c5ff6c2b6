// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/run-info.h"

#include <fmt/format.h>
#include <stdexcept>

namespace ns3::v6lab
{

const char*
ToWord(RecordLevel level)
{
    switch (level)
    {
    case RecordLevel::Flows:
        return "flows";
    case RecordLevel::Events:
        return "events";
    case RecordLevel::Packets:
        break;
    }
    return "packets";
}

RecordLevel
RecordLevelFromWord(const std::string& word)
{
    for (const auto level : {RecordLevel::Flows, RecordLevel::Events, RecordLevel::Packets})
    {
        if (word == ToWord(level))
        {
            return level;
        }
    }
    throw std::invalid_argument(fmt::format("{}: allowed is flows, events, packets", word));
}

const char*
ToWord(RunStatus status)
{
    switch (status)
    {
    case RunStatus::Complete:
        return "complete";
    case RunStatus::Failed:
        return "failed";
    case RunStatus::Incomplete:
        break;
    }
    return "incomplete";
}

std::string
StableHash(const std::string& text)
{
    uint64_t hash = 0xcbf29ce484222325; // FNV-1a, then the finaliser of splitmix64
    for (const char c : text)
    {
        hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3;
    }
    hash = (hash ^ hash >> 30) * 0xbf58476d1ce4e5b9;
    hash = (hash ^ hash >> 27) * 0x94d049bb133111eb;
    return fmt::format("{:016x}", hash ^ hash >> 31);
}

std::string
RunId(const RunInfo& info)
{
    // The unit separator cannot stand in any of the parts, so no two runs share a text.
    const std::string text = fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}",
                                         info.scenario,
                                         info.options,
                                         info.seed,
                                         info.run,
                                         info.version);
    return StableHash(text).substr(0, 12);
}

} // namespace ns3::v6lab
