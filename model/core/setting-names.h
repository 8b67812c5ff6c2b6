// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SETTING_NAMES_H
#define V6LAB_SETTING_NAMES_H

#include <stdexcept>
#include <string>
#include <vector>

/**
 * The core complains of its own settings. People know them as attributes, keys or options: whoever
 * reads settings for the core has a table of what they are called there.
 */
namespace ns3::v6lab
{

/** How a complaint of the core begins, and how it begins for the people who made the setting. */
struct SettingName
{
    const char* core;
    const char* own;
};

using SettingNames = std::vector<SettingName>;

/** The first entry that the message begins with counts; without one it stays as it is. */
inline std::string
Renamed(const std::string& message, const SettingNames& names)
{
    for (const auto& name : names)
    {
        const std::string core = name.core;
        if (message.compare(0, core.size(), core) == 0)
        {
            return name.own + message.substr(core.size());
        }
    }
    return message;
}

/** The result of `make`; what it complains of is renamed. */
template <class Make>
auto
WithNames(const SettingNames& names, Make&& make)
{
    try
    {
        return make();
    }
    catch (const std::invalid_argument& error)
    {
        throw std::invalid_argument(Renamed(error.what(), names));
    }
}

} // namespace ns3::v6lab

#endif // V6LAB_SETTING_NAMES_H
