// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RUN_INFO_H
#define V6LAB_RUN_INFO_H

#include <cstdint>
#include <string>

namespace ns3::v6lab
{

/** How much is recorded; each level adds to the one before. */
enum class RecordLevel : uint8_t
{
    Flows,   //!< results of flows, drops counted by node, reason and addresses
    Events,  //!< each drop, and the hops of the first packets of each flow and direction
    Packets, //!< every hop of every packet of a known flow
};

/** "flows", "events" or "packets". */
const char* ToWord(RecordLevel level);
/** Throws std::invalid_argument, naming the allowed words. */
RecordLevel RecordLevelFromWord(const std::string& word);

/** How a run ended; a run that never ended is Incomplete. */
enum class RunStatus : uint8_t
{
    Complete,
    Incomplete,
    Failed,
};

/** "complete", "incomplete" or "failed". */
const char* ToWord(RunStatus status);

/** What identifies a run and what is kept of its input. */
struct RunInfo
{
    std::string scenario;      //!< name, or path of the topology file
    std::string options{"{}"}; //!< JSON object; the same options must give the same text
    uint64_t seed{1};
    uint64_t run{1};
    std::string version;
    std::string topology; //!< as text; not part of the run's id
};

/** The run's id: 12 hex digits, the same on every machine for the same scenario, options, seed,
 * run and version. */
std::string RunId(const RunInfo& info);
/** 16 hex digits of a text, the same on every machine; no protection against malice. */
std::string StableHash(const std::string& text);

} // namespace ns3::v6lab

#endif // V6LAB_RUN_INFO_H
