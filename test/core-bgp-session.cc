// SPDX-License-Identifier: GPL-2.0-only
// One session against a script: what comes out of it, and in which state it is then.
#include "model/core/bgp/update-writer.h"
#include "test/support/bgp-lab.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::bgp;
using test::BgpAddr;
using test::Net;
using test::Row;
using test::Verdict;

namespace
{

SessionSettings
Plain()
{
    SessionSettings settings;
    settings.localAs = 65515;
    settings.peerAs = 12076;
    settings.routerId = 0x0a000001;
    return settings;
}

Open
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

Bytes
SomeUpdate()
{
    return EncodeWithdrawal({Net("10.0.0.0/8")}).at(0);
}

void
ComesUp(Verdict& v)
{
    Bed bed;
    v.Equal(bed.Start(), "connect Connect", "started");
    v.Equal(bed.Opened(), "OPEN OpenSent", "connected");
    v.Equal(bed.Hears(Encode(TheirOpen())), "KEEPALIVE OpenConfirm", "OPEN");
    v.Equal(bed.Hears(Encode(Keepalive())), "up Established", "KEEPALIVE");
    v.Equal(bed.Hears(SomeUpdate()), "update Established", "UPDATE");
    v.Equal(bed.session.GetPeerRouterId(), 0x0a000002u, "their identifier");
    v.True(bed.session.Carries(Family::V4) && !bed.session.Carries(Family::V6), "families");
}

void
Passive(Verdict& v)
{
    SessionSettings settings = Plain();
    settings.passive = true;
    Bed bed(settings);
    v.Equal(bed.Start(), "Active", "waits");
    v.Equal(bed.Until(1000), "Active", "for ever");
    v.Equal(bed.Opened(), "OPEN OpenSent", "accepts");
    v.Equal(bed.Closed(), "Active", "waits again");
    bed.Opened();
    bed.Hears(Encode(TheirOpen()));
    bed.Hears(Encode(Keepalive()));
    v.Equal(bed.Closed(), "down:connection-closed Idle", "lost");
    v.Equal(bed.Until(1000), "Active", "ready for the next");
}

void
Retries(Verdict& v)
{
    Bed bed;
    bed.Start();
    v.Equal(bed.Until(119.9), "Connect", "not yet");
    v.Equal(bed.Until(120), "connect Connect", "tries again after 120 s");
    v.Equal(bed.Closed(), "failed:connection-closed Idle", "refused");
    v.Equal(bed.Until(129.9), "Idle", "waits");
    v.Equal(bed.Until(130), "connect Connect", "comes back by itself");
    v.Equal(bed.Opened(), "OPEN OpenSent", "connected");
    v.Equal(bed.Closed(), "Active", "lost before their OPEN");
    v.Equal(bed.Until(249.9), "Active", "waits for them");
    v.Equal(bed.Until(250), "connect Connect", "and tries itself");
}

void
HoldTime(Verdict& v)
{
    Bed bed;
    bed.Establish(TheirOpen(90)); // the lower of 180 and 90
    v.Equal(bed.Until(29.9), "Established", "before a third");
    v.Equal(bed.Until(30), "KEEPALIVE Established", "after a third");
    v.Equal(bed.Hears(Encode(Keepalive())), "Established", "they live");
    v.Equal(bed.Until(119.9), "KEEPALIVE KEEPALIVE Established", "90 s after that");
    v.Equal(bed.Until(120), "4/0 close down:hold-timer-expired Idle", "nothing was heard");
    Bed updates;
    updates.Establish(TheirOpen(90));
    updates.Until(80);
    updates.Hears(SomeUpdate());
    v.Equal(updates.Until(169.9),
            "KEEPALIVE KEEPALIVE KEEPALIVE Established",
            "an UPDATE does too");
    SessionSettings quick = Plain();
    quick.holdSeconds = 9;
    Bed own(quick);
    own.Establish(TheirOpen(90));
    v.Equal(own.session.GetHoldSeconds(), 9, "ours is lower");
    v.Equal(own.Until(3), "KEEPALIVE Established", "a third of it");
}

void
NoHoldTime(Verdict& v)
{
    Bed bed;
    bed.Establish(TheirOpen(0));
    v.Equal(bed.Until(100000), "Established", "neither keepalives nor an end");
}

void
OwnUpdates(Verdict& v)
{
    Bed bed;
    bed.Establish(TheirOpen(90));
    bed.Until(29);
    bed.session.Send(SomeUpdate(), bed.nowNs, bed.events);
    v.Equal(bed.Said(), "UPDATE Established", "sent");
    v.Equal(bed.Until(58.9), "Established", "is a sign of life itself");
    v.Equal(bed.Until(59), "KEEPALIVE Established", "for a third");
}

void
SilentPeer(Verdict& v)
{
    Bed bed;
    bed.Start();
    bed.Opened();
    v.Equal(bed.Until(239.9), "OpenSent", "4 minutes for an OPEN");
    v.Equal(bed.Until(240), "4/0 close failed:hold-timer-expired Idle", "not longer");
    Bed half;
    half.Start();
    half.Opened();
    half.Hears(Encode(TheirOpen(30)));
    v.Equal(half.Until(29.9), "KEEPALIVE KEEPALIVE OpenConfirm", "the hold time for a KEEPALIVE");
    v.Equal(half.Until(30), "4/0 close failed:hold-timer-expired Idle", "not longer");
}

/** In a state, a message: the NOTIFICATION and the end. */
Row
Ends(const std::string& what,
     const std::string& clause,
     SessionState state,
     const Bytes& heard,
     const std::string& expected,
     const SessionSettings& settings = Plain())
{
    return {what, clause, [=](Verdict& v) {
                Bed bed(settings);
                bed.Start();
                bed.Opened();
                if (state >= SessionState::OpenConfirm)
                {
                    bed.Hears(Encode(TheirOpen()));
                }
                if (state >= SessionState::Established)
                {
                    bed.Hears(Encode(Keepalive()));
                }
                v.Equal(bed.Hears(heard), expected + " Idle", "outcome");
                v.Equal(bed.Until(10), "connect Connect", "and comes back");
            }};
}

Open
OpenWith(const std::function<void(Open&)>& change)
{
    Open open = TheirOpen();
    change(open);
    return open;
}

SessionSettings
SettingsWith(const std::function<void(SessionSettings&)>& change)
{
    SessionSettings settings = Plain();
    change(settings);
    return settings;
}

void
Stopped(Verdict& v)
{
    Bed bed;
    bed.Establish();
    bed.session.Stop(subcode::ADMINISTRATIVE_SHUTDOWN, {}, bed.events);
    v.Equal(bed.Said(), "6/2 close down:stopped Idle", "stopped");
    v.Equal(bed.Until(10000), "Idle", "stays so");
    v.Equal(bed.Opened(), "close Idle", "refuses connections");
    v.Equal(bed.Hears(Encode(TheirOpen())), "Idle", "is deaf");
    v.Equal(bed.Start(), "connect Connect", "until it is started");
    bed.session.Stop(subcode::ADMINISTRATIVE_SHUTDOWN, {}, bed.events);
    v.Equal(bed.Said(), "close failed:stopped Idle", "nobody to tell; the attempt is given up");
}

void
OneBatch(Verdict& v)
{
    Bed bed;
    bed.Start();
    bed.Opened();
    Bytes all = Encode(TheirOpen());
    for (const auto& more : {Encode(Keepalive()), SomeUpdate(), Encode(TheirOpen()), SomeUpdate()})
    {
        all.insert(all.end(), more.begin(), more.end());
    }
    v.Equal(bed.Hears(all),
            "KEEPALIVE up update 5/3 close down:message-error Idle",
            "in order, and nothing after the end");
    v.Equal(bed.session.GetMessagesReceived(), 4u, "received");
    v.Equal(bed.session.GetMessagesSent(), 3u, "sent");
}

/** What was left of a connection is not read as the beginning of the next. */
void
CleanStart(Verdict& v)
{
    Bed bed;
    bed.Establish();
    const Bytes half(10, 0xff);
    bed.Hears(half);
    bed.Closed();
    bed.Until(10);
    bed.Opened();
    v.Equal(bed.Hears(Encode(TheirOpen())), "KEEPALIVE OpenConfirm", "OPEN");
}

void
Settings(Verdict& v)
{
    const auto refused = [&](const std::function<void(SessionSettings&)>& change,
                             const std::string& text) {
        try
        {
            Session session(SettingsWith(change));
            v.True(false, text + ": accepted");
        }
        catch (const std::invalid_argument& error)
        {
            v.Equal(std::string(error.what()), "BGP session: " + text, "says");
        }
    };
    refused([](auto& s) { s.localAs = 0; }, "localAs must not be 0");
    refused([](auto& s) { s.peerAs = 0; }, "peerAs must not be 0");
    refused([](auto& s) { s.routerId = 0; }, "routerId must not be 0.0.0.0");
    refused([](auto& s) { s.holdSeconds = 2; }, "holdSeconds must be 0 or at least 3");
    refused([](auto& s) { s.connectRetryNs = 0; }, "connectRetryNs must be above 0");
    refused([](auto& s) { s.families.clear(); }, "families must name v4, v6 or both");
    refused(
        [](auto& s) {
            s.localAs = 70000;
            s.fourOctetAs = false;
        },
        "localAs must be at most 65535 without fourOctetAs");
}

Bytes
BadUpdate()
{
    return WithHeader(MessageType::Update, {0, 0, 0, 0, 33, 10, 0, 0, 0, 0});
}

/** It waits for the next call; the other side's are the only ones. */
void
PassiveAgain(Verdict& v)
{
    SessionSettings settings = Plain();
    settings.passive = true;
    Session session(settings);
    SessionEvents events;
    session.Start(0, events);
    session.ConnectionOpened(SECOND_NS, events);
    session.ConnectionClosed(2 * SECOND_NS, events);
    v.True(session.GetState() == SessionState::Active, "is not Active");
    v.Equal(session.GetNextTimerNs(), NEVER, "next timer");
}

/** Wanted, agreed hold time, and when the first KEEPALIVE after that of the OPEN is due. */
void
KeepaliveTimes(Verdict& v)
{
    const int64_t rows[][3] = {{0, 180, 60}, {20, 180, 20}, {100, 180, 60}, {20, 30, 10}};
    for (const auto& [wanted, hold, due] : rows)
    {
        SessionSettings settings = Plain();
        settings.keepaliveNs = wanted * SECOND_NS;
        Session session(settings);
        SessionEvents events;
        session.Start(0, events);
        session.ConnectionOpened(0, events);
        const Bytes open = Encode(TheirOpen(static_cast<uint16_t>(hold)));
        session.Receive(open.data(), open.size(), 0, events);
        v.Equal(session.GetNextTimerNs() / SECOND_NS, due, "of " + std::to_string(wanted) + " s");
    }
}

const std::vector<Row> ROWS{
    {"Idle, Connect, OpenSent, OpenConfirm, Established", "RFC 4271 8.2.2", ComesUp},
    {"a passive side waits in Active for the other's connection", "RFC 4271 8.1.1, 8.2.2", Passive},
    {"connections are tried again", "RFC 4271 8.2.2, 10", Retries},
    {"the lower hold time holds, keepalives go out at a third of it, its end is NOTIFICATION 4/0",
     "RFC 4271 4.2, 4.4, 6.5, 10",
     HoldTime},
    {"hold time 0: no timers", "RFC 4271 4.2, 4.4", NoHoldTime},
    {"an UPDATE stands in for a KEEPALIVE", "RFC 4271 8.2.2", OwnUpdates},
    {"a peer that says nothing is not waited for", "RFC 4271 8.2.2", SilentPeer},
    Ends("an AS that is not the peer's",
         "RFC 4271 6.2",
         SessionState::OpenSent,
         Encode(OpenWith([](Open& open) { open.as = 12077; })),
         "2/2 close failed:message-error"),
    Ends("an internal peer with our identifier",
         "RFC 6286 2.2",
         SessionState::OpenSent,
         Encode(OpenWith([](Open& open) { open.routerId = 0x0a000001; })),
         "2/3 close failed:message-error",
         SettingsWith([](SessionSettings& s) { s.localAs = 12076; })),
    Ends("no family in common",
         "RFC 5492 3",
         SessionState::OpenSent,
         Encode(OpenWith([](Open& open) { open.families = {Family::V6}; })),
         "2/7 close failed:message-error"),
    Ends("a peer without multiprotocol where IPv6 is wanted",
         "RFC 5492 3, RFC 4760 8",
         SessionState::OpenSent,
         Encode(OpenWith([](Open& open) { open.families = {}; })),
         "2/7 close failed:message-error",
         SettingsWith([](SessionSettings& s) { s.families = {Family::V6}; })),
    Ends("a KEEPALIVE before the OPEN",
         "RFC 6608 3",
         SessionState::OpenSent,
         Encode(Keepalive()),
         "5/1 close failed:message-error"),
    Ends("an UPDATE before the OPEN, even a bad one",
         "RFC 6608 3",
         SessionState::OpenSent,
         BadUpdate(),
         "5/1 close failed:message-error"),
    Ends("an UPDATE before the KEEPALIVE",
         "RFC 6608 3",
         SessionState::OpenConfirm,
         SomeUpdate(),
         "5/2 close failed:message-error"),
    Ends("an OPEN when established",
         "RFC 6608 3",
         SessionState::Established,
         Encode(TheirOpen()),
         "5/3 close down:message-error"),
    Ends("an UPDATE whose routes are unclear",
         "RFC 4271 6.3",
         SessionState::Established,
         BadUpdate(),
         "3/10 close down:message-error"),
    Ends("bytes that are no message",
         "RFC 4271 6.1",
         SessionState::Established,
         Bytes(19, 0),
         "1/1 close down:message-error"),
    Ends("a NOTIFICATION is not answered",
         "RFC 4271 6.4, 6.6",
         SessionState::Established,
         Encode(Notification{{ErrorCode::Cease, 4, {}}}),
         "close down:notification-received"),
    {"stopped: Cease, and nothing until it is started", "RFC 4271 6.7, 8.2.2, RFC 4486 4", Stopped},
    {"messages that come together are read in order, up to the first that ends the session",
     "RFC 4271 8.2.2",
     OneBatch},
    {"a new connection begins with nothing", "RFC 4271 8.2.2", CleanStart},
    {"who is passive does not call when a call to it ended early", "RFC 4271 8.2.2", PassiveAgain},
    {"KEEPALIVEs are due as wanted, but not later than a third of the hold time",
     "RFC 4271 4.4",
     KeepaliveTimes},
    {"settings that cannot be are refused by name", "RFC 4271 4.2", Settings},
};

V6LAB_SUITE("v6lab-core-bgp-session", ROWS);

} // namespace
