// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/civil-time.h"

#include "helper/arm/expression-error.h"

#include <algorithm>
#include <cstdio>

namespace ns3::v6lab::arm
{

namespace
{

struct Civil
{
    int64_t year;
    int64_t month; //!< 1 to 12
    int64_t day;
    int64_t second; //!< of the day
};

constexpr int64_t DAY = 86400;

/** Days since 1970-01-01 in the proleptic Gregorian calendar; years begin in March here. */
int64_t
DaysOf(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2 ? 1 : 0;
    const int64_t era = (year >= 0 ? year : year - 399) / 400;
    const int64_t yearOfEra = year - era * 400;
    const int64_t dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

int64_t
DaysInMonth(int64_t year, int64_t month)
{
    return month == 12 ? 31 : DaysOf(year, month + 1, 1) - DaysOf(year, month, 1);
}

Civil
Split(int64_t seconds)
{
    const int64_t days = (seconds >= 0 ? seconds : seconds - DAY + 1) / DAY;
    Civil civil{1970 + days / 366 - (days < 0 ? 1 : 0), 1, 1, seconds - days * DAY};
    while (DaysOf(civil.year + 1, 1, 1) <= days)
    {
        ++civil.year;
    }
    while (civil.month < 12 && DaysOf(civil.year, civil.month + 1, 1) <= days)
    {
        ++civil.month;
    }
    civil.day = days - DaysOf(civil.year, civil.month, 1) + 1;
    return civil;
}

/** Reads a text from left to right; nothing is taken where something else stands. */
class Reader
{
  public:
    explicit Reader(const std::string& text)
        : m_text(text)
    {
    }

    bool Take(char c)
    {
        const bool found = m_at < m_text.size() && m_text[m_at] == c;
        m_at += found ? 1 : 0;
        return found;
    }

    bool AtEnd() const
    {
        return m_at == m_text.size();
    }

    bool AtDigit() const
    {
        return m_at < m_text.size() && m_text[m_at] >= '0' && m_text[m_at] <= '9';
    }

    /** At least `least` and at most `most` digits; -1 if there are fewer. */
    int64_t Digits(size_t least, size_t most)
    {
        int64_t number = 0;
        size_t count = 0;
        for (; count < most && AtDigit(); ++count)
        {
            number = number * 10 + (m_text[m_at++] - '0');
        }
        return count < least ? -1 : number;
    }

  private:
    const std::string& m_text;
    size_t m_at{0};
};

int64_t
InRange(int64_t seconds)
{
    if (seconds < DaysOf(1, 1, 1) * DAY || seconds >= DaysOf(10000, 1, 1) * DAY)
    {
        throw ExpressionError("the time is outside the years 1 to 9999");
    }
    return seconds;
}

} // namespace

int64_t
ParseTime(const std::string& text)
{
    Reader reader(text);
    const int64_t year = reader.Digits(4, 4);
    reader.Take('-');
    const int64_t month = reader.Digits(2, 2);
    reader.Take('-');
    const int64_t day = reader.Digits(2, 2);
    int64_t hour = 0;
    int64_t minute = 0;
    int64_t second = 0;
    int64_t ahead = 0;
    bool sound = year >= 0 && month >= 0 && day >= 0;
    if (reader.Take('T') || reader.Take(' '))
    {
        hour = reader.Digits(2, 2);
        reader.Take(':');
        minute = reader.Digits(2, 2);
        second = reader.Take(':') || reader.AtDigit() ? reader.Digits(2, 2) : 0;
        sound = sound && (!reader.Take('.') || reader.Digits(1, 9) >= 0);
        const bool east = reader.Take('+');
        if (east || reader.Take('-'))
        {
            const int64_t hours = reader.Digits(2, 2);
            reader.Take(':');
            const int64_t minutes = reader.Digits(2, 2);
            ahead = (hours * 60 + minutes) * (east ? 60 : -60);
            sound = sound && hours >= 0 && minutes >= 0;
        }
        else
        {
            reader.Take('Z');
        }
    }
    if (!sound || !reader.AtEnd())
    {
        throw ExpressionError("\"" + text.substr(0, 80) + "\" is not an ISO 8601 time");
    }
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > DaysInMonth(year, month) ||
        hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    {
        throw ExpressionError("\"" + text + "\" is no day and time");
    }
    return InRange(DaysOf(year, month, day) * DAY + hour * 3600 + minute * 60 + second - ahead);
}

int64_t
AddDuration(int64_t seconds, const std::string& duration)
{
    Reader reader(duration);
    const int64_t sign = reader.Take('-') ? -1 : 1;
    reader.Take('+');
    bool sound = reader.Take('P');
    bool inTime = false;
    int64_t months = 0;
    int64_t rest = 0;
    while (sound && !reader.AtEnd())
    {
        if (!inTime && reader.Take('T'))
        {
            inTime = true;
        }
        const int64_t number = reader.Digits(1, 9);
        const int64_t monthsEach = inTime ? 0 : reader.Take('Y') ? 12 : reader.Take('M') ? 1 : 0;
        const int64_t secondsEach = monthsEach != 0    ? 0
                                    : !inTime          ? (reader.Take('W')   ? 7 * DAY
                                                          : reader.Take('D') ? DAY
                                                                             : 0)
                                    : reader.Take('H') ? 3600
                                    : reader.Take('M') ? 60
                                    : reader.Take('S') ? 1
                                                       : 0;
        sound = number >= 0 && monthsEach + secondsEach != 0;
        months += sign * number * monthsEach;
        rest += sign * number * secondsEach;
    }
    if (!sound)
    {
        throw ExpressionError("\"" + duration.substr(0, 80) + "\" is not an ISO 8601 duration");
    }
    Civil civil = Split(seconds);
    months += civil.year * 12 + civil.month - 1;
    civil.year = months / 12;
    if (months < 0 || civil.year > 9999)
    {
        InRange(INT64_MAX);
    }
    civil.month = months % 12 + 1;
    civil.day = std::min(civil.day, DaysInMonth(civil.year, civil.month));
    return InRange(DaysOf(civil.year, civil.month, civil.day) * DAY + civil.second + rest);
}

std::string
FormatTime(int64_t seconds, const std::string& format)
{
    static const std::pair<const char*, const char*> STANDARD[] = {
        {"d", "MM/dd/yyyy"},
        {"u", "yyyy-MM-dd HH:mm:ssZ"},
        {"s", "yyyy-MM-ddTHH:mm:ss"},
        {"o", "yyyy-MM-ddTHH:mm:ss.0000000Z"},
        {"", "yyyyMMddTHHmmssZ"}};
    std::string pattern = format;
    for (const auto& [letter, meaning] : STANDARD)
    {
        pattern = format == letter ? meaning : pattern;
    }
    const Civil civil = Split(seconds);
    std::string out;
    for (size_t at = 0; at < pattern.size();)
    {
        const char letter = pattern[at];
        size_t run = 1;
        while (at + run < pattern.size() && pattern[at + run] == letter)
        {
            ++run;
        }
        const int64_t hour = civil.second / 3600;
        const int64_t number = letter == 'y'   ? (run > 2 ? civil.year : civil.year % 100)
                               : letter == 'M' ? civil.month
                               : letter == 'd' ? civil.day
                               : letter == 'H' ? hour
                               : letter == 'h' ? (hour + 11) % 12 + 1
                               : letter == 'm' ? civil.second / 60 % 60
                               : letter == 's' ? civil.second % 60
                                               : -1;
        char text[32];
        std::snprintf(text,
                      sizeof text,
                      "%0*lld",
                      static_cast<int>(std::min<size_t>(run, 9)),
                      static_cast<long long>(number));
        out += number < 0 ? std::string(run, letter) : text;
        at += run;
    }
    return out;
}

} // namespace ns3::v6lab::arm
