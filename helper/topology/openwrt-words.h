// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_OPENWRT_WORDS_H
#define V6LAB_OPENWRT_WORDS_H

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A line as a shell reads it: words, quotes taken off. */
struct WordLine
{
    size_t number{0}; //!< from 1 on
    std::vector<std::string> words;
};

/** Lines with words on them; "#" begins a comment. Throws std::invalid_argument of open quotes. */
std::vector<WordLine> SplitLines(const std::string& text);
/** Throws std::invalid_argument: "line 3: what". */
[[noreturn]] void RefuseLine(size_t number, const std::string& what);
/** "a, b or c" */
std::string OneOf(const std::vector<std::string>& words);

} // namespace ns3::v6lab

#endif // V6LAB_OPENWRT_WORDS_H
