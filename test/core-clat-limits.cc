// SPDX-License-Identifier: GPL-2.0-only
// What a CLAT leaves alone, drops or refuses.
#include "test/support/clat-ends.h"

#include <random>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using namespace ns3::v6lab::test::flow;
using namespace ns3::v6lab::test::clatends;

namespace
{

void
ExpectRefusal(test::Verdict& v, const ClatSettings& settings, const std::string& word)
{
    std::string text;
    try
    {
        ClatCore core(settings);
    }
    catch (const std::invalid_argument& error)
    {
        text = error.what();
    }
    v.True(text.find(word) != std::string::npos, "names " + word + ": \"" + text + "\"");
}

const std::vector<Row> ROWS{
    {"an IPv6 host outside the PLAT's prefix reaches no IPv4 host, nor the other way round",
     "RFC 6877 2, 6877-03",
     [](test::Verdict& v) {
         const End stranger{"2001:db8:5::5", 53};
         ClatLab dedicated(DedicatedClat());
         const auto packet = Udp(stranger, CLIENT6);
         const auto error = IcmpAbout("2001:db8:cafe::ff", stranger.address, {1, 1, 0}, packet);
         dedicated.ExpectDrop(v, packet, Reason::UntranslatableSource, "dedicated", 0, {error});
         ClatLab sharing;
         sharing.Send(Udp(CLIENT, SERVER));
         sharing.ExpectNotMine(v, Udp(stranger, {SHARED, 4000}), "shared");
         ClatLab host(HostClat());
         host.ExpectNotMine(v, Udp(stranger, {SHARED, 4000}), "host");
     }},
    {"nobody outside may pass for a host behind the CLAT",
     "RFC 6877 2, 6877-03",
     [](test::Verdict& v) {
         for (const auto& settings : {DedicatedClat(), SharingClat()})
         {
             ClatLab clat(settings);
             clat.Send(Udp(CLIENT, SERVER));
             const std::string to = settings.shared ? SHARED : CLIENT6.address;
             clat.ExpectDrop(v,
                             Udp({ViaPlat("192.168.1.3"), 53}, {to, 4000}),
                             Reason::UntranslatableSource,
                             "a neighbour's address");
         }
     }},
    {"without the PLAT's prefix there is no IPv4, and hosts are told; with it there is",
     "RFC 6877 6.3, 6877-07",
     [](test::Verdict& v) {
         for (auto settings : {DedicatedClat(), SharingClat()})
         {
             settings.platPrefix.reset();
             ClatLab clat(settings);
             const auto packet = Udp(CLIENT, SERVER);
             const auto error = OwnError(CLIENT.address, {3, 0, 0}, packet);
             clat.ExpectDrop(v, packet, Reason::NoClatPrefix, "unknown", 0, {error});
             clat.core.SetPlatPrefix(Pref64(P(PLAT_PREFIX)));
             v.Equal(clat.Send(packet).size(), size_t{1}, "found");
             v.True(clat.last.fate == Fate::Translated, "translated");
             clat.core.SetPlatPrefix(std::nullopt);
             clat.ExpectDrop(v, packet, Reason::NoClatPrefix, "lost again", 0, {error});
         }
     }},
    {"another prefix takes over at once, and hosts keep their ports",
     "RFC 6877 6.3, 6877-07",
     [](test::Verdict& v) {
         ClatLab clat;
         clat.Send(Udp({"192.168.1.9", 4000}, SERVER));
         const auto before = clat.Send(Udp(CLIENT, SERVER));
         const uint16_t port = before.empty() ? uint16_t{0} : Read16(before[0].data() + 40);
         clat.core.SetPlatPrefix(Pref64());
         clat.Expect(v,
                     Udp(CLIENT, SERVER, DATA),
                     {Udp({SHARED, port}, {In6(SERVER.address), 53}, DATA, 63)},
                     "out");
         clat.ExpectNotMine(v, Udp(SERVER6, {SHARED, port}), "from the old prefix");
     }},
    {"packets that no host asked for find none",
     "RFC 6877 1, 6877-12",
     [](test::Verdict& v) {
         ClatLab clat;
         clat.ExpectNotMine(v, Tcp(SERVER6, {SHARED, 80}, tcp::SYN), "SYN");
         clat.ExpectNotMine(v, Udp(SERVER6, {SHARED, 4000}), "UDP");
         clat.ExpectNotMine(v, Echo(SERVER6.address, SHARED, 128, 1), "ping");
         const auto fragments = Cut(Udp(SERVER6, {SHARED, 80}, Bytes(100)), {48}, 1);
         clat.ExpectNotMine(v, fragments[1], "a fragment");
     }},
    {"a ping in fragments for a host behind it ends there, and none for the node does",
     "RFC 7915 5, RFC 6877 6.3",
     [](test::Verdict& v) {
         ClatLab clat;
         const auto sent = clat.Send(Echo(CLIENT.address, SERVER.address, 8, 5));
         const uint16_t id = sent.empty() ? uint16_t{0} : Read16(sent[0].data() + 44);
         const auto reply = [](uint16_t of, uint32_t datagram) {
             return Cut(Echo(SERVER6.address, SHARED, 129, of, Bytes(100)), {48}, datagram);
         };
         for (const auto& fragment : reply(id, 1))
         {
             clat.ExpectDrop(v, fragment, Reason::FragmentedIcmp, "to the host");
         }
         for (const auto& fragment : reply(static_cast<uint16_t>(id + 1), 2))
         {
             clat.ExpectNotMine(v, fragment, "to the node");
         }
     }},
    {"the node keeps its own flows to the PLAT on the address that it shares",
     "RFC 6877 6.3, 7.2, 6877-06, 6877-11",
     [](test::Verdict& v) {
         ClatLab clat;
         clat.Send(Udp(CLIENT, SERVER));
         clat.ExpectNotMine(v, Udp(SERVER6, {SHARED, 50000}), "answer to the node");
         clat.ExpectNotMine(v,
                            IcmpAbout(TRANSIT6, SHARED, {3, 0, 0}, Udp({SHARED, 50000}, SERVER6)),
                            "error about the node's packet");
         clat.ExpectNotMine(
             v,
             IcmpAbout(TRANSIT6, SHARED, {3, 0, 0}, Udp({SHARED, 4000}, {"2001:db8:5::5", 53})),
             "error about a packet to an IPv6 host");
     }},
    {"other IPv4 is refused, packets between hosts behind it and to many are left alone",
     "RFC 6877 6.3",
     [](test::Verdict& v) {
         ClatLab clat;
         const auto foreign = Udp({"10.9.9.9", 1}, SERVER);
         clat.ExpectDrop(v,
                         foreign,
                         Reason::UntranslatableSource,
                         "no network of it",
                         0,
                         {OwnError("10.9.9.9", {3, 13, 0}, foreign)});
         clat.ExpectNotMine(v, Udp(CLIENT, {"192.168.1.9", 1}), "neighbours");
         clat.ExpectNotMine(v, Udp(CLIENT, {"255.255.255.255", 67}), "broadcast");
         clat.ExpectNotMine(v, Udp(CLIENT, {"224.0.0.251", 5353}), "multicast");
         clat.ExpectNotMine(v, Udp(SERVER6, {"2001:db8:cafe::2", 1}), "another IPv6 address");
     }},
    {"the well-known prefix does not stand for private addresses",
     "RFC 6877 6.3, RFC 6052 3.1",
     [](test::Verdict& v) {
         for (auto settings : {DedicatedClat(), SharingClat()})
         {
             settings.platPrefix = Pref64();
             settings.wellKnownDeny = DefaultWellKnownDeny();
             ClatLab clat(settings);
             clat.ExpectDrop(v,
                             Udp(CLIENT, {"10.1.1.1", 53}),
                             Reason::WellKnownPrefixNonGlobal,
                             "10.1.1.1");
         }
     }},
    {"contradictory settings are refused",
     "RFC 6877 2, 6.3, 6877-02",
     [](test::Verdict& v) {
         ClatSettings both = DedicatedClat();
         both.shared = IpAddress::Parse(SHARED);
         ExpectRefusal(v, both, "either");
         ExpectRefusal(v, PlainClat(), "either");
         ClatSettings length = DedicatedClat();
         length.dedicated = P("2001:db8::/56");
         ExpectRefusal(v, length, "/64 or /96");
         ClatSettings same = DedicatedClat();
         same.dedicated = P(PLAT_PREFIX);
         ExpectRefusal(v, same, "PLAT prefix");
         ClatSettings inside = SharingClat();
         inside.shared = IpAddress::Parse(ViaPlat("1.2.3.4"));
         ExpectRefusal(v, inside, "PLAT prefix");
         ClatSettings overlap = SharingClat();
         overlap.networks.push_back(P("192.168.0.0/16"));
         ExpectRefusal(v, overlap, "overlaps");
         ClatSettings family = SharingClat();
         family.networks = {P("2001:db8::/64")};
         ExpectRefusal(v, family, "network");
         ClatCore core(DedicatedClat());
         try
         {
             core.SetPlatPrefix(Pref64(P(CLAT_PREFIX)));
             v.True(false, "its own prefix is taken for the PLAT's");
         }
         catch (const std::invalid_argument&)
         {
         }
         v.True(core.GetPlatPrefix() == Pref64(P(PLAT_PREFIX)), "the old prefix stays");
     }},
    {"no bytes whatever make a CLAT read behind them or stop working",
     "RFC 6877 6.3",
     [](test::Verdict& v) {
         std::mt19937_64 random(6877);
         const std::vector<Bytes> seeds{
             Udp(CLIENT, SERVER),
             Tcp(SERVER6, {SHARED, 4000}, tcp::ACK),
             IcmpAbout(TRANSIT6, SHARED, {3, 0, 0}, Udp({SHARED, 4000}, SERVER6)),
             IcmpAbout(CLIENT.address, SERVER.address, {3, 3, 0}, Udp(SERVER, CLIENT)),
             Cut(Udp(SERVER6, {SHARED, 4000}, Bytes(64)), {48}, 1)[0],
         };
         for (const auto& settings : {DedicatedClat(), SharingClat(), HostClat()})
         {
             ClatLab clat(settings);
             for (int i = 0; i < 4000; ++i)
             {
                 Bytes packet = seeds[random() % seeds.size()];
                 for (uint64_t flips = random() % 4; flips > 0; --flips)
                 {
                     packet[random() % packet.size()] = static_cast<uint8_t>(random());
                 }
                 packet.resize(random() % 3 == 0 ? random() % packet.size() + 1 : packet.size());
                 clat.atHand = 1 + static_cast<uint32_t>(random() % 100);
                 clat.Send(Mended(packet.size() > 60 ? packet : Bytes(60, packet[0])), i);
             }
             v.Equal(clat.Send(Udp({settings.networks.empty() ? HOST : CLIENT.address, 7}, SERVER),
                               5000)
                         .size(),
                     size_t{1},
                     "afterwards");
         }
     }},
};

V6LAB_SUITE("v6lab-core-clat-limits", ROWS);

} // namespace
