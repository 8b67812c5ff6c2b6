// SPDX-License-Identifier: GPL-2.0-only
// BFD control packets byte for byte, and the state machine of a session.
#include "model/core/bfd/bfd-session.h"
#include "test/support/table.h"

#include <algorithm>

using namespace ns3::v6lab;
using bfd::State;
using test::Row;
using test::Verdict;

namespace
{

constexpr int64_t MS = 1'000'000;

std::vector<uint8_t>
Bytes(const std::string& hex)
{
    std::vector<uint8_t> bytes;
    for (size_t i = 0; i + 1 < hex.size(); i += 2)
    {
        bytes.push_back(static_cast<uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

/** Version 1, Up, multiplier 3, discriminators 1 and 2, 300 ms both ways, no echo. */
const char* const UP = "20c003180000000100000002000493e0000493e000000000";

std::optional<bfd::Packet>
Read(const std::string& hex)
{
    const auto bytes = Bytes(hex);
    return bfd::Packet::Decode(bytes.data(), bytes.size());
}

/** The same with some bytes changed. */
Row
Discarded(const std::string& sentence, size_t at, const std::string& hex)
{
    return {sentence, "RFC 5880 6.8.6", [=](Verdict& v) {
                std::string bytes = UP;
                bytes.replace(2 * at, hex.size(), hex);
                v.True(Read(UP).has_value(), "the packet was sound");
                v.True(!Read(bytes), "accepted");
            }};
}

/** Two sessions and a wire of 1 ms. */
struct Pair
{
    Pair()
        : a({300 * MS, 3, 1}),
          b({300 * MS, 3, 2})
    {
        a.Start(0);
        b.Start(0);
    }

    void Run(int64_t untilMs)
    {
        for (; nowMs <= untilMs; ++nowMs)
        {
            Step(a, b);
            Step(b, a);
            lossAtA = lossAtA < 0 && a.TakeLoss() ? nowMs : lossAtA;
            lossAtB = lossAtB < 0 && b.TakeLoss() ? nowMs : lossAtB;
        }
    }

    void Step(bfd::Session& from, bfd::Session& to)
    {
        if (from.GetNextTimerNs() <= nowMs * MS)
        {
            from.Tick(nowMs * MS, 1);
        }
        for (const auto& packet : from.TakePackets())
        {
            const bool toB = &to == &b;
            (toB ? sentByA : sentByB).push_back(packet);
            if (!cut && (toB || !cutToA))
            {
                to.Receive(packet, nowMs * MS);
            }
        }
    }

    bfd::Session a;
    bfd::Session b;
    int64_t nowMs{0};
    int64_t lossAtA{-1};
    int64_t lossAtB{-1};
    bool cut{false};
    bool cutToA{false};
    std::vector<bfd::Packet> sentByA;
    std::vector<bfd::Packet> sentByB;
};

void
Encoded(Verdict& v)
{
    bfd::Packet packet;
    packet.state = State::Up;
    packet.mine = 1;
    packet.yours = 2;
    packet.desiredTxUs = packet.requiredRxUs = 300000;
    const auto bytes = packet.Encode();
    const auto wanted = Bytes(UP);
    v.True(std::equal(bytes.begin(), bytes.end(), wanted.begin(), wanted.end()), "bytes differ");
}

void
Decoded(Verdict& v)
{
    // Diagnostic 3, Init, Poll and Final, multiplier 5.
    const auto packet = Read("23b005180000000700000009000f4240000493e000000000");
    v.True(packet.has_value(), "not read");
    v.True(packet->state == State::Init && packet->poll && packet->final, "state and flags");
    v.True(packet->diagnostic == bfd::Diagnostic::NeighborSignaledDown, "diagnostic");
    v.Equal(unsigned{packet->multiplier}, 5U, "multiplier");
    v.Equal(packet->mine, 7U, "my discriminator");
    v.Equal(packet->yours, 9U, "your discriminator");
    v.Equal(packet->desiredTxUs, 1000000U, "desired min TX");
    v.Equal(packet->requiredRxUs, 300000U, "required min RX");
}

void
ComesUp(Verdict& v)
{
    Pair pair;
    pair.Run(5000);
    v.True(pair.a.GetState() == State::Up && pair.b.GetState() == State::Up, "not up");
    v.Equal(pair.a.GetDetectionNs(), 900 * MS, "detection time");
    v.True(pair.lossAtA < 0 && pair.lossAtB < 0, "lost");
}

void
SlowUntilUp(Verdict& v)
{
    bfd::Session alone({300 * MS, 3, 1});
    alone.Start(0);
    int packets = 0;
    for (int64_t ms = 0; ms < 10000; ++ms)
    {
        alone.Tick(ms * MS, 1);
        for (const auto& packet : alone.TakePackets())
        {
            ++packets;
            v.Equal(packet.desiredTxUs, 1000000U, "desired min TX");
        }
    }
    v.Equal(packets, 10, "packets in 10 s");
}

void
DetectionTime(Verdict& v)
{
    Pair pair;
    pair.Run(5000);
    pair.cut = true;
    pair.Run(7000);
    v.True(pair.lossAtA > 5600 && pair.lossAtA <= 5901,
           "a lost at " + std::to_string(pair.lossAtA) + " ms");
    v.True(pair.a.GetState() == State::Down, "a is down");
    v.True(pair.sentByA.back().diagnostic == bfd::Diagnostic::DetectionTimeExpired, "diagnostic");
    v.Equal(pair.sentByA.back().yours, 0U, "your discriminator");
}

/** b still hears a, which says that it is down. */
void
SignaledDown(Verdict& v)
{
    Pair pair;
    pair.Run(5000);
    pair.cutToA = true;
    pair.Run(7000);
    v.True(pair.lossAtB >= pair.lossAtA && pair.lossAtB <= pair.lossAtA + 1,
           "b lost at " + std::to_string(pair.lossAtB) + ", a at " + std::to_string(pair.lossAtA));
}

void
ByWill(Verdict& v)
{
    Pair pair;
    pair.Run(5000);
    pair.b.Receive(pair.a.Stop(), 5000 * MS);
    v.True(pair.b.GetState() == State::Down, "b is down");
    v.True(!pair.b.TakeLoss(), "but has lost nobody");
    v.Equal(pair.a.GetNextTimerNs(), bfd::NEVER, "a is silent");
}

void
PollSequence(Verdict& v)
{
    Pair pair;
    pair.Run(5000);
    const auto count = [](const std::vector<bfd::Packet>& packets, bool bfd::Packet::*flag) {
        return std::count_if(packets.begin(), packets.end(), [flag](const bfd::Packet& packet) {
            return packet.*flag;
        });
    };
    v.True(count(pair.sentByA, &bfd::Packet::poll) >= 1, "a polls when its interval changes");
    v.True(count(pair.sentByB, &bfd::Packet::final) >= 1, "b answers");
    v.True(!pair.sentByA.back().poll, "a polls until it was answered");
    v.Equal(pair.sentByA.back().desiredTxUs, 300000U, "interval when up");
}

void
Stranger(Verdict& v)
{
    Pair pair;
    pair.Run(5000);
    bfd::Packet packet;
    packet.state = State::Down;
    packet.mine = 2;
    packet.yours = 77;
    pair.a.Receive(packet, 5000 * MS);
    v.True(pair.a.GetState() == State::Up, "taken for the neighbour's");
}

void
WantsNone(Verdict& v)
{
    bfd::Session session({300 * MS, 3, 1});
    session.Start(0);
    bfd::Packet packet;
    packet.mine = 2;
    packet.requiredRxUs = 0;
    session.Receive(packet, 0);
    session.Tick(0, 1);
    v.Equal(session.TakePackets().size(), size_t{0}, "packets");
}

const std::vector<Row> ROWS{
    {"a control packet is written as the figure shows it", "RFC 5880 4.1", Encoded},
    {"its fields are read back", "RFC 5880 4.1", Decoded},
    Discarded("another version is discarded", 0, "40"),
    Discarded("a length below 24 is discarded", 3, "17"),
    Discarded("a length beyond the datagram is discarded", 3, "19"),
    Discarded("multiplier 0 is discarded", 2, "00"),
    Discarded("multipoint is discarded", 1, "c1"),
    Discarded("authentication that is not in use is discarded", 1, "c4"),
    Discarded("discriminator 0 is discarded", 4, "00000000"),
    Discarded("no discriminator of ours is discarded unless the sender is down", 8, "00000000"),
    {"two sessions come up by Down, Init and Up", "RFC 5880 6.2", ComesUp},
    {"until a session is up it sends once in a second", "RFC 5880 6.8.3", SlowUntilUp},
    {"silence of three intervals ends a session", "RFC 5880 6.8.4", DetectionTime},
    {"a neighbour that says Down is lost at once", "RFC 5880 6.8.6", SignaledDown},
    {"a neighbour that says AdminDown is not lost", "RFC 5882 3.2", ByWill},
    {"the change of the interval is polled for until it is answered", "RFC 5880 6.5", PollSequence},
    {"a packet for another session is discarded", "RFC 5880 6.8.6", Stranger},
    {"who wants no packets gets none", "RFC 5880 6.8.7", WantsNone},
};

V6LAB_SUITE("v6lab-core-bfd", ROWS);

} // namespace
