// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_EYEBALL_SCRIPT_H
#define V6LAB_TEST_EYEBALL_SCRIPT_H

#include "model/core/happy-eyeballs/happy-eyeballs.h"
#include "test/support/table.h"

#include <cstdio>

/** Happy Eyeballs as a script: what happens at which millisecond, and what the host does then. */
namespace ns3::v6lab::test::eyes
{

constexpr int64_t MS = EyeballSettings::MS;
constexpr auto V6 = Family::V6;
constexpr auto V4 = Family::V4;

using Actions = HappyEyeballs::Actions;

/** Something that happens to the state machine at a time. */
struct Event
{
    int64_t ms;
    std::function<Actions(HappyEyeballs&, int64_t)> happen;
};

inline std::vector<IpAddress>
Read(const std::vector<std::string>& texts)
{
    std::vector<IpAddress> addresses;
    for (const auto& text : texts)
    {
        addresses.push_back(*IpAddress::Parse(text));
    }
    return addresses;
}

inline Event
Answer(int64_t ms, Family family, const std::vector<std::string>& addresses, int64_t ttlSeconds = 0)
{
    return {ms, [=](HappyEyeballs& eyes, int64_t now) {
                return eyes.OnAddresses(family, Read(addresses), ttlSeconds * 1000 * MS, now);
            }};
}

inline Event
NoData(int64_t ms, Family family)
{
    return {ms,
            [=](HappyEyeballs& eyes, int64_t now) { return eyes.OnNegative(family, true, now); }};
}

inline Event
NoName(int64_t ms, Family family)
{
    return {ms,
            [=](HappyEyeballs& eyes, int64_t now) { return eyes.OnNegative(family, false, now); }};
}

inline Event
Broken(int64_t ms, Family family)
{
    return {ms, [=](HappyEyeballs& eyes, int64_t now) { return eyes.OnFailure(family, now); }};
}

inline Event
Connected(int64_t ms, size_t attempt)
{
    return {ms, [=](HappyEyeballs& eyes, int64_t now) { return eyes.OnConnected(attempt, now); }};
}

inline Event
Failed(int64_t ms, size_t attempt, AttemptOutcome outcome = AttemptOutcome::Refused)
{
    return {ms,
            [=](HappyEyeballs& eyes, int64_t now) { return eyes.OnFailed(attempt, outcome, now); }};
}

inline Event
IcmpError(int64_t ms, size_t attempt)
{
    return {ms, [=](HappyEyeballs& eyes, int64_t now) { return eyes.OnTrouble(attempt, now); }};
}

inline Event
Stopped(int64_t ms)
{
    return {ms, [](HappyEyeballs& eyes, int64_t now) { return eyes.Stop(now); }};
}

/** A host, what it wants, and what happened to it. */
struct Lab
{
    EyeballSettings settings;
    EyeballHost host;
    std::vector<std::string> known;       //!< addresses to begin with; none: a name
    std::vector<std::string> unreachable; //!< prefixes
    AddressHistory history;

    DestinationCandidate Consider(const IpAddress& address) const
    {
        DestinationCandidate candidate;
        candidate.address = address;
        if (address.IsV6() ? host.hasV6 : host.hasV4)
        {
            candidate.source = SourceCandidate();
            candidate.source->address =
                *IpAddress::Parse(address.IsV6() ? "2001:db8:ff::1" : "198.51.100.9");
            candidate.source->interface = 1;
            candidate.source->prefixLength = address.IsV6() ? 48 : 24;
        }
        for (const auto& prefix : unreachable)
        {
            candidate.reachable = candidate.reachable && !Prefix::Parse(prefix)->Contains(address);
        }
        return candidate;
    }
};

/** "1.5", or "12" for whole milliseconds. */
inline std::string
Milliseconds(int64_t ns)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%g", static_cast<double>(ns) / MS);
    return text;
}

inline void
Tell(std::string& story, const HappyEyeballs& eyes, const Actions& actions, int64_t nowNs)
{
    for (const EyeballAction& action : actions)
    {
        story += (story.empty() ? "" : ", ") + Milliseconds(nowNs) + " ";
        switch (action.kind)
        {
        case EyeballAction::Kind::QueryAaaa:
            story += "AAAA";
            break;
        case EyeballAction::Kind::QueryA:
            story += "A";
            break;
        case EyeballAction::Kind::Connect:
            story += eyes.GetAttempts()[action.attempt].address.ToString();
            break;
        case EyeballAction::Kind::Cancel:
            story += "cancel " + std::to_string(action.attempt);
            break;
        case EyeballAction::Kind::GiveUp:
            story += "give up";
            break;
        }
    }
}

/** Lets the events happen, and the deadlines between and behind them. */
inline std::string
StoryOf(HappyEyeballs& eyes, const Lab& lab, const std::vector<Event>& events)
{
    std::string story;
    const auto passUntil = [&](int64_t ns) {
        for (auto due = eyes.GetDeadline(); due && *due < ns; due = eyes.GetDeadline())
        {
            Tell(story, eyes, eyes.OnTime(*due), *due);
        }
    };
    Tell(story, eyes, lab.known.empty() ? eyes.Start(0) : eyes.StartWith(Read(lab.known), 0), 0);
    for (const Event& event : events)
    {
        passUntil(event.ms * MS);
        Tell(story, eyes, event.happen(eyes, event.ms * MS), event.ms * MS);
    }
    passUntil(60000 * MS);
    return story;
}

inline std::string
Log(const HappyEyeballs& eyes)
{
    std::string text;
    for (const EyeballAttempt& attempt : eyes.GetAttempts())
    {
        text += (text.empty() ? "" : ", ") + attempt.address.ToString() + " " +
                Milliseconds(attempt.startNs) + "-" +
                (attempt.endNs < 0 ? "" : Milliseconds(attempt.endNs)) + " " +
                ToWord(attempt.outcome);
    }
    return text;
}

inline Row
Does(const std::string& sentence,
     const std::string& clause,
     const Lab& lab,
     const std::vector<Event>& events,
     const std::string& story,
     const std::string& log = "")
{
    return {sentence, clause, [=](Verdict& v) {
                HappyEyeballs eyes(
                    lab.settings,
                    lab.host,
                    [&](const IpAddress& address) { return lab.Consider(address); },
                    &lab.history);
                v.Equal(StoryOf(eyes, lab, events), story, "actions");
                if (!log.empty())
                {
                    v.Equal(Log(eyes), log, "attempts");
                }
            }};
}

inline Lab
Known(const std::vector<std::string>& addresses)
{
    Lab lab;
    lab.known = addresses;
    return lab;
}

inline Lab
With(Lab lab, const std::function<void(Lab&)>& change)
{
    change(lab);
    return lab;
}

constexpr auto TIMED_OUT = AttemptOutcome::TimedOut;
inline const Lab DUAL{};
} // namespace ns3::v6lab::test::eyes

#endif // V6LAB_TEST_EYEBALL_SCRIPT_H
