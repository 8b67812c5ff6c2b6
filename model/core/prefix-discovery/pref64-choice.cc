// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/prefix-discovery/pref64-choice.h"

#include <algorithm>
#include <map>

namespace ns3::v6lab
{

const char*
ToWord(Pref64Source source)
{
    switch (source)
    {
    case Pref64Source::Static:
        return "static";
    case Pref64Source::Pcp:
        return "pcp";
    case Pref64Source::RouterAdvertisement:
        return "ra";
    case Pref64Source::Dns:
        return "dns";
    }
    return "";
}

void
Pref64Choice::SetListener(Listener listener)
{
    m_listener = std::move(listener);
}

TimedList<Pref64>&
Pref64Choice::Of(Pref64Source source)
{
    return m_told[static_cast<size_t>(source)];
}

void
Pref64Choice::Replace(Pref64Source source,
                      const std::vector<Pref64>& prefixes,
                      uint32_t lifetimeSeconds,
                      int64_t nowNs)
{
    TimedList<Pref64> told;
    for (const auto& prefix : prefixes)
    {
        told.Hear(prefix, IpAddress(), lifetimeSeconds, nowNs);
    }
    Of(source) = told;
    Update();
}

void
Pref64Choice::SetStatic(const std::vector<Pref64>& prefixes)
{
    Replace(Pref64Source::Static, prefixes, 0xffffffff, 0);
}

void
Pref64Choice::SetPcp(const std::vector<Pref64>& prefixes, uint32_t lifetimeSeconds, int64_t nowNs)
{
    Replace(Pref64Source::Pcp, prefixes, lifetimeSeconds, nowNs);
}

void
Pref64Choice::SetDns(const std::vector<Pref64>& prefixes, uint32_t ttlSeconds, int64_t nowNs)
{
    Replace(Pref64Source::Dns, prefixes, ttlSeconds, nowNs);
}

void
Pref64Choice::Advertise(const IpAddress& router,
                        const Pref64& prefix,
                        uint32_t lifetimeSeconds,
                        int64_t nowNs)
{
    Of(Pref64Source::RouterAdvertisement).Hear(prefix, router, lifetimeSeconds, nowNs);
    Update();
}

void
Pref64Choice::Reset()
{
    for (const auto source :
         {Pref64Source::Pcp, Pref64Source::RouterAdvertisement, Pref64Source::Dns})
    {
        Of(source) = TimedList<Pref64>();
    }
    Update();
}

void
Pref64Choice::Expire(int64_t nowNs)
{
    for (auto& list : m_told)
    {
        list.Expire(nowNs);
    }
    Update();
}

std::optional<int64_t>
Pref64Choice::GetDeadline() const
{
    std::optional<int64_t> deadline;
    for (const auto& list : m_told)
    {
        deadline = Sooner(deadline, list.GetDeadline());
    }
    return deadline;
}

/** One source counts at a time (RFC 8781 5.1). */
void
Pref64Choice::Update()
{
    std::optional<Pref64Source> source;
    std::vector<Pref64> current;
    for (size_t i = 0; i < SOURCES && !source; ++i)
    {
        current = m_told[i].GetValues();
        source = current.empty() ? source : std::optional(static_cast<Pref64Source>(i));
    }
    if (source == m_source && current == m_current)
    {
        return;
    }
    m_source = source;
    m_current = std::move(current);
    if (m_listener)
    {
        m_listener(*this);
    }
}

std::optional<Pref64>
Pref64Choice::GetFirst() const
{
    return m_current.empty() ? std::nullopt : std::optional(m_current.front());
}

std::optional<Pref64>
Pref64Choice::FindFor(const IpAddress& ipv6) const
{
    for (const auto& prefix : m_current)
    {
        if (prefix.Contains(ipv6))
        {
            return prefix;
        }
    }
    return std::nullopt;
}

std::string
Pref64Choice::GetInconsistency() const
{
    std::map<IpAddress, std::vector<Prefix>> byRouter;
    const auto& told = m_told[static_cast<size_t>(Pref64Source::RouterAdvertisement)];
    for (const auto& entry : told.GetEntries())
    {
        byRouter[entry.router].push_back(entry.value.GetPrefix());
    }
    std::string text;
    bool differ = false;
    for (auto& [router, prefixes] : byRouter)
    {
        std::sort(prefixes.begin(), prefixes.end());
        differ |= prefixes != byRouter.begin()->second;
        text += (text.empty() ? "" : "; ") + router.ToString() + " says";
        for (const auto& prefix : prefixes)
        {
            text += " " + prefix.ToString();
        }
    }
    return differ ? "the link's routers advertise different PREF64 (RFC 8781 5.2): " + text : "";
}

} // namespace ns3::v6lab
