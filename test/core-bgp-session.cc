// SPDX-License-Identifier: GPL-2.0-only
// One session against a script: what comes out of it, and in which state it is then.
#include "test/support/bgp-session-bed.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::bgp;
using namespace ns3::v6lab::test::session;
using test::Row;
using test::Verdict;

namespace
{

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
    {"stopped: Cease, and nothing until it is started", "RFC 4271 6.7, 8.2.2, RFC 4486 4", Stopped},
    {"a new connection begins with nothing", "RFC 4271 8.2.2", CleanStart},
    {"who is passive does not call when a call to it ended early", "RFC 4271 8.2.2", PassiveAgain},
    {"KEEPALIVEs are due as wanted, but not later than a third of the hold time",
     "RFC 4271 4.4",
     KeepaliveTimes},
};

V6LAB_SUITE("v6lab-core-bgp-session", ROWS);

} // namespace
