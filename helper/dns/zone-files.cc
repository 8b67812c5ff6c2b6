// SPDX-License-Identifier: GPL-2.0-only
#include "helper/dns/zone-files.h"

#include "helper/format/input-error.h"
#include "helper/format/read.h"
#include "model/core/dns/zone-file.h"

#include <filesystem>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr size_t LARGEST_FILE = 64u << 20;

/** One line a record, whatever lines the file has them in. */
std::vector<std::string>
RecordsOf(const Zone& zone)
{
    std::vector<std::string> lines;
    for (const auto& record : zone.GetRecords())
    {
        lines.push_back(record.ToString());
    }
    return lines;
}

/** Relative to the file that includes it, so that the folder of a design can go elsewhere. */
IncludedFile
OpenBeside(const std::string& name, const std::string& source)
{
    const std::filesystem::path path(name);
    if (path.is_absolute())
    {
        throw std::invalid_argument("the name must be relative to this file");
    }
    const auto found = (std::filesystem::path(source).parent_path() / path).lexically_normal();
    try
    {
        return {found.string(), ReadFileText(found.string(), LARGEST_FILE)};
    }
    catch (const InputError& error) // the line that asks for it is to be told as well
    {
        throw std::invalid_argument(error.what());
    }
}

} // namespace

void
ReadZoneFiles(Topology& topology, const std::string& topologyFile)
{
    std::vector<std::string> faults;
    for (auto& zone : topology.zones)
    {
        const auto origin = DnsName::Parse(zone.name);
        if (zone.file.empty() || !origin)
        {
            continue; // of a name that is none, Validate() tells
        }
        const auto path =
            (std::filesystem::path(topologyFile).parent_path() / zone.file).lexically_normal();
        try
        {
            const std::string text = ReadFileText(path.string(), LARGEST_FILE);
            auto lines =
                RecordsOf(ReadZone(text, *origin, path.string(), {false, 1, OpenBeside}).zone);
            zone.records.insert(zone.records.begin(), lines.begin(), lines.end());
            zone.file.clear();
        }
        catch (const std::invalid_argument& error)
        {
            faults.emplace_back(error.what());
        }
    }
    if (!faults.empty())
    {
        throw InputError(faults);
    }
}

} // namespace ns3::v6lab
