// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/quantity.h"

#include <array>
#include <limits>

namespace ns3::v6lab
{

namespace
{

struct Unit
{
    const char* word;
    uint64_t factor;
};

// Smallest first: formatting takes the last that divides.
constexpr std::array<Unit, 6> DURATIONS{{{"ns", 1},
                                         {"us", 1000},
                                         {"ms", 1000000},
                                         {"s", 1000000000},
                                         {"min", 60000000000},
                                         {"h", 3600000000000}}};
constexpr std::array<Unit, 5> RATES{
    {{"bps", 1}, {"kbps", 1000}, {"Mbps", 1000000}, {"Gbps", 1000000000}, {"Tbps", 1000000000000}}};

bool
IsDigit(char c)
{
    return c >= '0' && c <= '9';
}

/** `sum` = `sum` × 10 + digit, or false if that is more than 64 bits hold. */
bool
Append(uint64_t& sum, char digit)
{
    return !__builtin_mul_overflow(sum, uint64_t{10}, &sum) &&
           !__builtin_add_overflow(sum, static_cast<uint64_t>(digit - '0'), &sum);
}

/** The number before the unit times `factor`, exactly; `digits` is like "12" or "1.5". */
std::optional<uint64_t>
Scaled(const std::string& digits, uint64_t factor)
{
    const size_t point = digits.find('.');
    const std::string whole = digits.substr(0, point);
    const std::string part = point == std::string::npos ? "" : digits.substr(point + 1);
    if (whole.empty() || (point != std::string::npos && part.empty()))
    {
        return std::nullopt;
    }
    uint64_t sum = 0;
    for (const char c : whole)
    {
        if (!IsDigit(c) || !Append(sum, c))
        {
            return std::nullopt;
        }
    }
    if (__builtin_mul_overflow(sum, factor, &sum))
    {
        return std::nullopt;
    }
    for (const char c : part)
    {
        if (!IsDigit(c) || (factor % 10 != 0 && c != '0'))
        {
            return std::nullopt;
        }
        factor = factor % 10 == 0 ? factor / 10 : factor;
        const uint64_t more = c == '0' ? 0 : factor * static_cast<uint64_t>(c - '0');
        if (__builtin_add_overflow(sum, more, &sum))
        {
            return std::nullopt;
        }
    }
    return sum;
}

template <size_t N>
std::optional<uint64_t>
Parse(const std::string& text, const std::array<Unit, N>& units)
{
    const size_t end = text.find_first_not_of("0123456789.");
    if (end == std::string::npos)
    {
        return std::nullopt;
    }
    const std::string word = text.substr(end);
    for (const Unit& unit : units)
    {
        if (word == unit.word)
        {
            return Scaled(text.substr(0, end), unit.factor);
        }
    }
    return std::nullopt;
}

template <size_t N>
std::string
Format(uint64_t value, const std::array<Unit, N>& units, const char* zero)
{
    if (value == 0)
    {
        return zero;
    }
    size_t best = 0;
    for (size_t i = 1; i < N; ++i)
    {
        best = value % units[i].factor == 0 ? i : best;
    }
    return std::to_string(value / units[best].factor) + units[best].word;
}

} // namespace

std::optional<int64_t>
ParseDuration(const std::string& text)
{
    const auto value = Parse(text, DURATIONS);
    if (!value || *value > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()))
    {
        return std::nullopt;
    }
    return static_cast<int64_t>(*value);
}

std::optional<uint64_t>
ParseRate(const std::string& text)
{
    return Parse(text, RATES);
}

std::string
FormatDuration(int64_t nanoseconds)
{
    return Format(static_cast<uint64_t>(nanoseconds), DURATIONS, "0s");
}

std::string
FormatRate(uint64_t bitsPerSecond)
{
    return Format(bitsPerSecond, RATES, "0bps");
}

} // namespace ns3::v6lab
