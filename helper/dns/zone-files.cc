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

/** What is missing others may add; what is wrong stays so, and is wrong in this file. */
void
CheckPart(const ZoneFile& file, const std::string& source)
{
    std::string errors;
    for (const auto& fault : CheckZone(file.zone))
    {
        if (!fault.warning && !fault.missing)
        {
            const auto place = PlaceOf(file.places, fault);
            errors += (errors.empty() ? "" : "\n") + (place.empty() ? source : place) + ": " +
                      fault.sentence;
        }
    }
    if (!errors.empty())
    {
        throw std::invalid_argument(errors);
    }
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

std::vector<std::string>
ReadZoneFiles(Topology& topology, const std::string& topologyFile)
{
    std::vector<std::string> faults;
    std::vector<std::string> warnings;
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
            const auto file = ReadZone(text, *origin, path.string(), {false, 1, OpenBeside});
            CheckPart(file, path.string());
            const auto lines = RecordsOf(file.zone);
            warnings.insert(warnings.end(), file.warnings.begin(), file.warnings.end());
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
    return warnings;
}

} // namespace ns3::v6lab
