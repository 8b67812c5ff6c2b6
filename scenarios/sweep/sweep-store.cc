// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/sweep/sweep-store.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

namespace ns3::v6lab
{

namespace fs = std::filesystem;

namespace
{

/** The record of a run in its own file; a file that a killed process just began holds none. */
bool
IsCompleteIn(const std::string& file, const std::string& id, RecordLevel level)
{
    std::error_code code;
    if (!fs::exists(file, code))
    {
        return false;
    }
    try
    {
        const StoredRuns runs = ReadStoredRuns(*Database::Read(file));
        const auto run = runs.find(id);
        return run != runs.end() && run->second.Serves(level);
    }
    catch (const RecordError&)
    {
        return false;
    }
}

} // namespace

SweepStore::SweepStore(const std::string& file, RecordLevel level)
    : m_file(fs::absolute(file).lexically_normal().string()),
      m_level(level)
{
    const fs::path folder = fs::path(m_file).parent_path();
    std::error_code code;
    if (!fs::is_directory(folder, code))
    {
        throw UnusableDatabase(
            fmt::format("{}: the folder {} does not exist", file, folder.string()));
    }
    if (fs::exists(m_file, code) && fs::file_size(m_file, code) != 0) // empty: as good as none
    {
        m_merged = ReadStoredRuns(*Database::Read(m_file));
    }
}

SweepStore::~SweepStore()
{
    if (m_lock >= 0)
    {
        std::error_code code;
        fs::remove(GetFolder(), code); // only an empty one goes
        close(m_lock);
    }
}

void
SweepStore::RefuseOtherRuns(const SweepPlan& plan) const
{
    std::set<std::string> planned;
    for (const auto& run : plan.runs)
    {
        planned.insert(run.id);
    }
    const auto others = std::count_if(m_merged.begin(), m_merged.end(), [&](const auto& run) {
        return planned.count(run.first) == 0;
    });
    if (others > 0)
    {
        throw std::invalid_argument(fmt::format(
            "--db {}: holds {} run{} that this sweep does not have, of other options or "
            "another version; add --resume to put this sweep beside them, or name "
            "another file",
            m_file,
            others,
            others == 1 ? "" : "s"));
    }
}

void
SweepStore::MakeFolder() const
{
    std::error_code code;
    fs::create_directory(GetFolder(), code);
    if (code)
    {
        throw UnusableDatabase(
            fmt::format("{}: cannot make the folder: {}", GetFolder(), code.message()));
    }
}

void
SweepStore::Open()
{
    m_database = Database::Create(m_file);
    MakeFolder();
    // Closed with the process, however it ends; where locks do not work there is none.
    m_lock = open(GetFolder().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (m_lock >= 0 && flock(m_lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    {
        close(m_lock);
        m_lock = -1;
        throw RecordError(fmt::format("{}: another sweep is at work on it", m_file));
    }
}

const std::string&
SweepStore::GetFile() const
{
    return m_file;
}

std::string
SweepStore::GetFolder() const
{
    return m_file + ".runs";
}

std::string
SweepStore::FileOf(const std::string& id) const
{
    return fmt::format("{}/{}.sqlite", GetFolder(), id);
}

RunPlace
SweepStore::PlaceOf(const std::string& id)
{
    const auto run = m_merged.find(id);
    if (m_done.count(id) > 0 || (run != m_merged.end() && run->second.Serves(m_level)))
    {
        return RunPlace::Merged;
    }
    if (m_beside.count(id) == 0 && !IsCompleteIn(FileOf(id), id, m_level))
    {
        return RunPlace::Missing;
    }
    m_beside.insert(id);
    return RunPlace::Beside;
}

RunPlace
SweepStore::Merge(const std::string& id)
{
    const std::string file = FileOf(id);
    if (!Database::IsAt(file))
    {
        return PlaceOf(id);
    }
    RunPlace place = PlaceOf(id);
    MergeRuns(*m_database, file);
    if (place == RunPlace::Beside)
    {
        m_done.insert(id);
        place = RunPlace::Merged;
    }
    if (place == RunPlace::Merged)
    {
        std::error_code code;
        fs::remove(file, code);
    }
    return place;
}

Database&
SweepStore::Get() const
{
    return *m_database;
}

} // namespace ns3::v6lab
