// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/benchmark/dns-mix.h"

#include <algorithm>
#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

constexpr const char* ALL = "all";

/** How many of the first n are chosen, if `percent` of them are, evenly. */
uint64_t
ChosenOf(uint64_t n, uint32_t percent)
{
    return n * percent / 100;
}

bool
IsChosen(uint64_t number, uint32_t percent)
{
    return ChosenOf(number + 1, percent) > ChosenOf(number, percent);
}

std::vector<uint32_t>
SharesOf(const std::string& word)
{
    if (word == ALL)
    {
        return {0, 20, 40, 60, 80, 100};
    }
    return {static_cast<uint32_t>(std::stoul(word))};
}

} // namespace

double
DnsMix::GetMessages() const
{
    return cached / 100.0 + (1 - cached / 100.0) * (3 - aaaa / 100.0);
}

uint32_t
DnsMix::GetFewestMessages() const
{
    return cached > 0 ? 1 : aaaa > 0 ? 2 : 3;
}

std::string
DnsMix::GetText() const
{
    return fmt::format("{} % cached, {} % AAAA", cached, aaaa);
}

std::vector<std::string>
DnsShareWords()
{
    return {"0", "20", "40", "60", "80", "100", ALL};
}

std::vector<DnsMix>
DnsMixesOf(const std::string& cached, const std::string& aaaa)
{
    std::vector<DnsMix> mixes{{0, 0}};
    for (const uint32_t ofAaaa : SharesOf(aaaa))
    {
        for (const uint32_t ofCached : SharesOf(cached))
        {
            const DnsMix mix{ofCached, ofCached == 100 ? 0 : ofAaaa};
            if (std::find(mixes.begin(), mixes.end(), mix) == mixes.end())
            {
                mixes.push_back(mix);
            }
        }
    }
    return mixes;
}

DnsName
DnsTestNames::MakeNew(bool aaaa)
{
    const uint32_t number = m_used++;
    return *DnsName::Parse(fmt::format("{:03}-{:03}-{:03}-{:03}.{}.{}",
                                       number >> 24,
                                       number >> 16 & 255,
                                       number >> 8 & 255,
                                       number & 255,
                                       aaaa ? "dual" : "ipv4",
                                       DNS_TEST_ZONE));
}

void
DnsTestNames::MakePool(const DnsMix& mix, uint64_t names)
{
    m_pool.clear();
    for (uint64_t i = 0; i < names; ++i)
    {
        m_pool.push_back(MakeNew(IsChosen(i, mix.aaaa)));
    }
}

DnsName
DnsTestNames::Choose(const DnsMix& mix, uint64_t number)
{
    const uint64_t cached = ChosenOf(number, mix.cached);
    return IsChosen(number, mix.cached) ? m_pool[cached % m_pool.size()]
                                        : MakeNew(IsChosen(number - cached, mix.aaaa));
}

} // namespace ns3::v6lab
