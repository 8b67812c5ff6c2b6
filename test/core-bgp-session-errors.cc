// SPDX-License-Identifier: GPL-2.0-only
// What ends a session, and which settings are refused.
#include "test/support/bgp-session-bed.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::bgp;
using namespace ns3::v6lab::test::session;
using test::Row;
using test::Verdict;

namespace
{

Bytes
BadUpdate()
{
    return WithHeader(MessageType::Update, {0, 0, 0, 0, 33, 10, 0, 0, 0, 0});
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

const std::vector<Row> ROWS{
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
    {"messages that come together are read in order, up to the first that ends the session",
     "RFC 4271 8.2.2",
     OneBatch},
    {"settings that cannot be are refused by name", "RFC 4271 4.2", Settings},
};

V6LAB_SUITE("v6lab-core-bgp-session-errors", ROWS);

} // namespace
