// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/read.h"

#include "helper/format/binder.h"
#include "helper/format/input-error.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace ns3::v6lab
{

namespace
{

Topology
Bind(const SourceValue& source, const std::string& sourceName)
{
    Topology topology;
    Binder binder(sourceName);
    binder.Read(source, topology, "");
    if (!binder.GetMessages().empty())
    {
        throw InputError(binder.GetMessages());
    }
    return topology;
}

void
ForgetLines(SourceValue& value)
{
    value.line = 0;
    for (auto& item : value.items)
    {
        ForgetLines(item);
    }
    for (auto& member : value.members)
    {
        member.line = 0;
        ForgetLines(member.value);
    }
}

} // namespace

Topology
ReadTopology(const std::string& text, const std::string& sourceName)
{
    return Bind(ReadSource(text, sourceName), sourceName);
}

Topology
ReadTopologyValue(const std::string& json)
{
    const std::string name = "topology";
    SourceValue source = ReadSource(json, name);
    ForgetLines(source);
    return Bind(source, name);
}

std::string
ReadFileText(const std::string& path, size_t limit)
{
    std::error_code trouble;
    if (std::filesystem::is_directory(path, trouble))
    {
        throw InputError(path + ": is a directory, not a file");
    }
    std::ifstream file(path, std::ios::binary);
    if (!file)
    {
        throw InputError(path + ": cannot be read: " + std::strerror(errno));
    }
    // Bounded by what arrives, not by what the file system says: pipes and /dev/zero say 0.
    std::string text;
    std::string block(1 << 16, '\0');
    while (file.read(block.data(), static_cast<std::streamsize>(block.size())) || file.gcount() > 0)
    {
        text.append(block, 0, static_cast<size_t>(file.gcount()));
        if (text.size() > limit)
        {
            throw InputError(path + ": has more than " + std::to_string(limit >> 20) +
                             " MB, the most that is read");
        }
    }
    if (file.bad())
    {
        throw InputError(path + ": cannot be read: " + std::strerror(errno));
    }
    return text;
}

Topology
ReadTopologyFile(const std::string& path)
{
    return ReadTopology(ReadFileText(path, SourceLimits::BYTES), path);
}

} // namespace ns3::v6lab
