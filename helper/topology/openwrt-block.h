// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_OPENWRT_BLOCK_H
#define V6LAB_OPENWRT_BLOCK_H

#include <cstddef>
#include <map>
#include <string>
#include <vector>

/** Blocks of OpenWrt's configuration files, as they are written. */
namespace ns3::v6lab
{

/** Values by key, and the line of each. */
struct UciBlock
{
    struct Entry
    {
        size_t line{0};
        std::vector<std::string> values{};
    };

    size_t line{0};
    std::map<std::string, Entry> entries{};
};

/** "config rule" blocks with options of a rule. Throws std::invalid_argument naming the line. */
std::vector<UciBlock> UciBlocksOf(const std::string& text);
/** All of one option, "'22 80'" and two lines of a list alike. */
std::vector<std::string> WordsIn(const UciBlock& block, const std::string& key);
/** The one word of an option, `usual` without it. Throws std::invalid_argument for others. */
std::string WordOf(const UciBlock& block,
                   const std::string& key,
                   const std::vector<std::string>& allowed,
                   const std::string& usual);
/** Throws std::invalid_argument: "line 3: dest_port "x" must be ...". */
[[noreturn]] void RefuseValue(const UciBlock& block,
                              const std::string& key,
                              const std::string& value,
                              const std::string& wanted);

} // namespace ns3::v6lab

#endif // V6LAB_OPENWRT_BLOCK_H
