// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/text-units.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

bool
StartsUnit(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
}

/** The byte where character `unit` begins, or the end. */
size_t
OffsetOf(const std::string& text, size_t from, size_t units)
{
    size_t at = from;
    while (at < text.size() && units > 0)
    {
        ++at;
        while (at < text.size() && !StartsUnit(text[at]))
        {
            ++at;
        }
        --units;
    }
    return at;
}

} // namespace

size_t
CountUnits(const std::string& text)
{
    return static_cast<size_t>(std::count_if(text.begin(), text.end(), StartsUnit));
}

std::string
SliceUnits(const std::string& text, size_t from, size_t count)
{
    const size_t start = OffsetOf(text, 0, from);
    return text.substr(start, OffsetOf(text, start, count) - start);
}

size_t
UnitAt(const std::string& text, size_t offset)
{
    return CountUnits(text.substr(0, offset));
}

} // namespace ns3::v6lab::arm
