// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/openwrt-block.h"

#include "helper/topology/openwrt-words.h"

#include <algorithm>
#include <sstream>

namespace ns3::v6lab
{

namespace
{

const std::vector<std::string> KEYS{"name",
                                    "src",
                                    "dest",
                                    "src_ip",
                                    "dest_ip",
                                    "proto",
                                    "dest_port",
                                    "icmp_type",
                                    "family",
                                    "target",
                                    "enabled"};

size_t
LineOf(const UciBlock& block, const std::string& key)
{
    const auto found = block.entries.find(key);
    return found == block.entries.end() ? block.line : found->second.line;
}

} // namespace

std::vector<std::string>
WordsIn(const UciBlock& block, const std::string& key)
{
    std::vector<std::string> words;
    const auto found = block.entries.find(key);
    if (found == block.entries.end())
    {
        return words;
    }
    for (const auto& value : found->second.values)
    {
        std::istringstream stream(value);
        for (std::string word; stream >> word;)
        {
            words.push_back(word);
        }
    }
    return words;
}

void
RefuseValue(const UciBlock& block,
            const std::string& key,
            const std::string& value,
            const std::string& wanted)
{
    RefuseLine(LineOf(block, key), key + " \"" + value + "\" must be " + wanted);
}

std::string
WordOf(const UciBlock& block,
       const std::string& key,
       const std::vector<std::string>& allowed,
       const std::string& usual)
{
    const auto words = WordsIn(block, key);
    if (words.empty())
    {
        return usual;
    }
    if (words.size() > 1 || std::find(allowed.begin(), allowed.end(), words[0]) == allowed.end())
    {
        RefuseValue(block, key, words[0], OneOf(allowed));
    }
    return words[0];
}

std::vector<UciBlock>
UciBlocksOf(const std::string& text)
{
    std::vector<UciBlock> blocks;
    for (const auto& [number, words] : SplitLines(text))
    {
        if (words[0] == "config")
        {
            if (words.size() < 2 || words[1] != "rule")
            {
                RefuseLine(number, "only blocks that begin with \"config rule\" are read");
            }
            if (words.size() > 3)
            {
                RefuseLine(number,
                           "\"" + words[3] +
                               "\" is too much: \"config rule\" takes a name at most");
            }
            blocks.push_back({number});
            continue;
        }
        if ((words[0] != "option" && words[0] != "list") || words.size() != 3)
        {
            RefuseLine(
                number,
                "\"" + words[0] +
                    "\" must be \"config rule\", \"option KEY VALUE\" or \"list KEY VALUE\"");
        }
        if (blocks.empty())
        {
            RefuseLine(number, "\"config rule\" must come first");
        }
        if (std::find(KEYS.begin(), KEYS.end(), words[1]) == KEYS.end())
        {
            RefuseLine(number, "\"" + words[1] + "\" must be " + OneOf(KEYS));
        }
        auto& entry = blocks.back().entries[words[1]];
        if (words[0] == "option" && !entry.values.empty())
        {
            RefuseLine(number, "the rule has option " + words[1] + " already");
        }
        entry.line = number;
        entry.values.push_back(words[2]);
    }
    return blocks;
}

} // namespace ns3::v6lab
