// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/fragment-ends.h"
#include "test/support/nat64-lab.h"

#include <algorithm>
#include <numeric>
#include <set>

using namespace ns3::v6lab;
using test::Row;
using test::ToHex;
using namespace ns3::v6lab::test::flow;
using namespace ns3::v6lab::test::fragments;

namespace
{

/** Keeps frames as their owner does: from Fate::Held until they leave or the watch is told. */
class FrameKeeper
{
  public:
    explicit FrameKeeper(Profile profile)
        : m_lab(Settings(profile))
    {
        Nat64Watch watch;
        watch.dropped = [this](uint64_t handle, Reason, int64_t) { m_kept.erase(handle); };
        watch.joined = [this](uint64_t handle, int64_t) { m_kept.erase(handle); };
        m_lab.core.SetWatch(watch);
    }

    void Send(const Bytes& packet)
    {
        m_lab.Send(packet, m_second);
        if (m_lab.last.fate == Fate::Held)
        {
            m_kept.insert(m_lab.lastHandle);
            ++held;
        }
        for (const auto& emission : m_lab.last.emissions)
        {
            m_kept.erase(emission.origin);
        }
    }

    /** All orders of the pieces; each time, nothing is kept once all timers ran out. */
    void Expect(test::Verdict& v, const std::vector<Bytes>& pieces, const std::string& what)
    {
        std::vector<size_t> order(pieces.size());
        std::iota(order.begin(), order.end(), size_t{0});
        held = 0;
        do
        {
            Send(Udp(N6, N4_IN6));
            for (const size_t piece : order)
            {
                Send(pieces[piece]);
            }
            m_second += 20;
            m_lab.Wait(m_second);
            v.Equal(m_kept.size(), size_t{0}, what + ": frames kept");
        } while (std::next_permutation(order.begin(), order.end()));
        v.True(held > 0, what + ": some were held");
    }

    uint32_t held{0};

  private:
    static Nat64Settings Settings(Profile profile)
    {
        Nat64Settings settings = PlainNat64();
        settings.translation.profile = profile;
        return settings;
    }

    Nat64Lab m_lab;
    std::set<uint64_t> m_kept;
    double m_second{0};
};

const std::vector<Row> KEPT{
    {"each frame that is held leaves, or the watch is told what became of it",
     "RFC 6146 3.4, 3.5.2.2, 6146-90, 6146-91",
     [](test::Verdict& v) {
         const Bytes about = Udp(OUTSIDE, N4, Data(100), 1);
         for (const Profile profile : {Profile::Rfc, Profile::Jool})
         {
             FrameKeeper keeper(profile);
             const auto cut = [](const Bytes& packet) { return Cut(packet, {64, 64}, ID); };
             keeper.Expect(v, cut(Udp(N6, N4_IN6, Data(150))), "UDP to IPv4");
             keeper.Expect(v, cut(Udp(N4, OUTSIDE, Data(150))), "UDP to IPv6");
             keeper.Expect(v, cut(Udp(N4, {POOL, 9}, Data(150))), "UDP for nobody");
             keeper.Expect(v, cut(WithoutChecksum(Udp(N4, OUTSIDE, Data(150)))), "no checksum");
             keeper.Expect(v, cut(Echo(H6, H4_IN6, 128, 7, Data(150))), "a ping");
             keeper.Expect(v, cut(Tcp(N4, {POOL, 9}, tcp::SYN, Data(150))), "a SYN for nobody");
             keeper.Expect(v,
                           Cut(IcmpAbout(H4, POOL, {11, 0, 0}, about), {64}, ID),
                           "an ICMP error");
         }
     }},
    {"bytes behind a UDP datagram without a checksum do not count in the one that it gets",
     "RFC 768, RFC 6146 3.4, 6146-94",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6));
         const Bytes behind(24, 0x5a);
         const auto longer = [&](Bytes packet, size_t lengthAt, size_t header) {
             packet.insert(packet.end(), behind.begin(), behind.end());
             Put16(packet, lengthAt, static_cast<uint16_t>(packet.size() - header));
             return packet;
         };
         Bytes in = longer(WithoutChecksum(Udp(N4, OUTSIDE, Data(150))), 2, 0);
         Put16(in, 10, 0);
         Put16(in, 10, static_cast<uint16_t>(~test::Folded(test::Sum(in, 0, 20))));
         const Bytes out = longer(Udp(N4_IN6, N6, Data(150), 63), 4, 40);
         lab.Expect(v, in, {out}, "whole");
         const auto pieces = Cut(in, {64}, ID);
         lab.Send(pieces[1]);
         const auto sent = lab.Send(pieces[0]);
         v.Equal(sent.size(), size_t{2}, "in fragments: packets");
         v.Equal(ToHex(sent.at(0)), ToHex(Cut(out, {64}, ID).at(0)), "in fragments: the first");
         Put16(in, 24, 7);
         lab.ExpectDrop(v, in, Reason::MalformedHeader, "shorter than its header");
         Put16(in, 24, static_cast<uint16_t>(in.size() - 20 + 1));
         lab.ExpectDrop(v, in, Reason::MalformedHeader, "longer than its packet");
         const auto bad = Cut(in, {64}, ID + 1);
         lab.Send(bad[1]);
         lab.ExpectDrop(v, bad[0], Reason::MalformedHeader, "longer, in fragments");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-nat64-held-frames", KEPT);
