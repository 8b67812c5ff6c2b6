// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_BGP_SESSION_BED_H
#define V6LAB_TEST_BGP_SESSION_BED_H

#include "model/core/bgp/update-writer.h"
#include "test/support/bgp-lab.h"

namespace ns3::v6lab::test::session
{

using namespace bgp;

inline SessionSettings
Plain()
{
    SessionSettings settings;
    settings.localAs = 65515;
    settings.peerAs = 12076;
    settings.routerId = 0x0a000001;
    return settings;
}

inline Open
TheirOpen(uint16_t holdSeconds = 180)
{
    Open open;
    open.as = 12076;
    open.holdSeconds = holdSeconds;
    open.routerId = 0x0a000002;
    open.families = {Family::V4};
    return open;
}

/** A session; every call gives what came out of it, in words. */
struct Bed
{
    explicit Bed(const SessionSettings& settings = Plain())
        : session(settings)
    {
    }

    std::string Word(const SessionEvent& event)
    {
        if (const auto* send = std::get_if<SendBytes>(&event))
        {
            const auto read = Decode(send->bytes, {});
            const auto* message = std::get_if<Message>(&read);
            if (!message)
            {
                return "garbage";
            }
            if (const auto* notification = std::get_if<Notification>(message))
            {
                return std::to_string(static_cast<int>(notification->error.code)) + "/" +
                       std::to_string(notification->error.subcode);
            }
            static const char* const NAMES[] = {"OPEN", "UPDATE", "", "KEEPALIVE"};
            return NAMES[message->index()];
        }
        if (const auto* down = std::get_if<SessionDown>(&event))
        {
            return std::string(down->wasUp ? "down:" : "failed:") + ToWord(down->cause);
        }
        static const char* const NAMES[] = {"", "connect", "close", "up", "", "update"};
        return NAMES[event.index()];
    }

    /** "OPEN connect; State" */
    std::string Said()
    {
        std::string text;
        for (const auto& event : events)
        {
            text += Word(event) + " ";
        }
        events.clear();
        return text + ToWord(session.GetState());
    }

    std::string Start()
    {
        session.Start(nowNs, events);
        return Said();
    }

    std::string Opened()
    {
        session.ConnectionOpened(nowNs, events);
        return Said();
    }

    std::string Closed()
    {
        session.ConnectionClosed(nowNs, events);
        return Said();
    }

    std::string Hears(const Bytes& bytes)
    {
        session.Receive(bytes.data(), bytes.size(), nowNs, events);
        return Said();
    }

    /** Time passes up to `second`, timers run when they are due. */
    std::string Until(double second)
    {
        const auto endNs = static_cast<int64_t>(second * SECOND_NS);
        while (session.GetNextTimerNs() <= endNs)
        {
            nowNs = std::max(nowNs, session.GetNextTimerNs());
            session.Tick(nowNs, events);
        }
        nowNs = endNs;
        return Said();
    }

    void Establish(const Open& open = TheirOpen())
    {
        Start();
        Opened();
        Hears(Encode(open));
        Hears(Encode(Keepalive()));
    }

    Session session;
    SessionEvents events;
    int64_t nowNs{0};
};

inline Bytes
SomeUpdate()
{
    return EncodeWithdrawal({Net("10.0.0.0/8")}).at(0);
}

} // namespace ns3::v6lab::test::session

#endif // V6LAB_TEST_BGP_SESSION_BED_H
