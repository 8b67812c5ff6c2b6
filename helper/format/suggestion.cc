// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/suggestion.h"

#include <algorithm>
#include <cctype>
#include <numeric>

namespace ns3::v6lab
{

namespace
{

constexpr size_t LONGEST = 64;

std::string
Lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return text;
}

/** Levenshtein distance: single-character edits from one text to the other. */
size_t
Distance(const std::string& a, const std::string& b)
{
    std::vector<size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), size_t{0});
    for (size_t i = 1; i <= a.size(); ++i)
    {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.size(); ++j)
        {
            const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
}

} // namespace

std::string
Suggestion(const std::string& word, const std::vector<std::string>& allowed)
{
    if (word.size() > LONGEST)
    {
        return "";
    }
    const std::string lower = Lower(word);
    size_t best = std::max<size_t>(1, word.size() / 3) + 1;
    std::string nearest;
    for (const std::string& candidate : allowed)
    {
        const size_t distance = Distance(lower, Lower(candidate));
        if (distance < best)
        {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest.empty() ? "" : ", did you mean \"" + nearest + "\"?";
}

} // namespace ns3::v6lab
