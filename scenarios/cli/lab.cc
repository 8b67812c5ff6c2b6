// SPDX-License-Identifier: GPL-2.0-only
// The verb `lab`: the labs are Python, which takes over from here with the same words.
#include "scenarios/cli/verbs.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace ns3::v6lab::cli
{

namespace
{

namespace fs = std::filesystem;

constexpr const char* PYTHON = "/usr/bin/python3"; //!< Debian's: pandas is there for that one

/** A package whose compiled half is there, too; a build has the Python files before it. */
bool
HasPackage(const fs::path& folder)
{
    std::error_code none;
    if (!fs::exists(folder / "v6lab" / "lab", none))
    {
        return false;
    }
    const fs::directory_iterator files(folder / "v6lab", none);
    return std::any_of(fs::begin(files), fs::end(files), [](const auto& file) {
        return file.path().filename().string().rfind("_v6lab.", 0) == 0 &&
               file.path().extension() == ".so";
    });
}

/** Beside the program in a build; where Debian's Python looks when installed. */
std::vector<fs::path>
Places()
{
    std::error_code none;
    const fs::path beside = fs::read_symlink("/proc/self/exe", none).parent_path();
    return {beside / "python",
            (beside / "../lib/python3/dist-packages").lexically_normal(),
            "/usr/lib/python3/dist-packages"};
}

fs::path
Package()
{
    std::vector<std::string> tried;
    for (const auto& place : Places())
    {
        if (HasPackage(place))
        {
            return place;
        }
        tried.push_back(place.string());
    }
    throw std::runtime_error(fmt::format("lab: needs the Python package v6lab, which is in none of "
                                         "{}: build the target v6lab-python (./v6lab lab does), or "
                                         "install the Debian package",
                                         fmt::join(tried, ", ")));
}

} // namespace

int
Lab(const Words& words)
{
    std::string path = Package().string();
    if (const char* more = std::getenv("PYTHONPATH"); more && *more)
    {
        path += std::string(":") + more;
    }
    setenv("PYTHONPATH", path.c_str(), 1);
    std::vector<std::string> all{PYTHON, "-m", "v6lab.lab"};
    all.insert(all.end(), words.begin(), words.end());
    std::vector<char*> raw;
    for (auto& word : all)
    {
        raw.push_back(word.data());
    }
    raw.push_back(nullptr);
    execv(PYTHON, raw.data());
    throw std::runtime_error(fmt::format("lab: cannot start {}: {}", PYTHON, std::strerror(errno)));
}

} // namespace ns3::v6lab::cli
