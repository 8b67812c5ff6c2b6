// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/clat-lab.h"
#include "test/support/json-data.h"

#include <random>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using namespace ns3::v6lab::test::flow;

namespace
{

const End CLIENT{"192.168.1.2", 4000};
const End SERVER{"198.51.100.1", 53};
const End SERVER6{ViaPlat("198.51.100.1"), 53};
const End CLIENT6{"2001:db8:aaaa::192.168.1.2", 4000};
const std::string HOST = "192.0.0.1";
const std::string ROUTER6 = "2001:db8:ffff::1"; // between CLAT and PLAT
const Bytes DATA{1, 2, 3, 4};

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

Bytes
WithDontFragment(Bytes packet)
{
    packet[6] = 0x40;
    return Mended(packet);
}

/** An error of the CLAT itself: precedence 6 (RFC 1812 4.3.2.5). */
Bytes
OwnError(const std::string& to, const ns3::v6lab::IcmpError& error, const Bytes& about)
{
    Bytes packet = IcmpAbout("192.168.1.254", to, error, about);
    packet[1] = 0xc0;
    return Mended(packet);
}

/** The provider's translator of appendix A; of its pool the address that the appendix shows. */
Nat64Settings
Plat()
{
    Nat64Settings settings = PlainNat64();
    settings.prefix = Pref64(P(PLAT_PREFIX));
    settings.pool.ranges = {Range("192.0.2.1", "192.0.2.1")};
    return settings;
}

/** The pair of that name in rfc-examples.json, as bytes from hex digits. */
Bytes
Derived(const std::string& name, const std::string& member)
{
    Bytes bytes;
    for (const auto& pair : data::RfcExamples().at("derived_packet_pairs"))
    {
        const std::string hex = pair.at("name") == name ? pair.at(member) : "";
        for (size_t i = 0; i + 1 < hex.size(); i += 2)
        {
            bytes.push_back(static_cast<uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
        }
    }
    return bytes;
}

const std::vector<Row> HOPS{
    {"client, CLAT, PLAT, server: the addresses of appendix A on all three hops, and back",
     "RFC 6877 2, Appendix A, 6877-01, 6877-02, ex:rfc6877_appendix_A",
     [](test::Verdict& v) {
         ClatLab clat(DedicatedClat());
         Nat64Lab plat(Plat());
         const End pool{"192.0.2.1", 4000};
         const auto hop2 = Udp(CLIENT6, SERVER6, DATA, 63);
         clat.Expect(v, Udp(CLIENT, SERVER, DATA), {hop2}, "CLAT to PLAT");
         plat.Expect(v, hop2, {Udp(pool, SERVER, DATA, 62)}, "PLAT to server");
         const auto back2 = Udp(SERVER6, CLIENT6, {9}, 63);
         plat.Expect(v, Udp(SERVER, pool, {9}), {back2}, "PLAT to CLAT");
         clat.Expect(v, back2, {Udp(SERVER, CLIENT, {9}, 62)}, "CLAT to client");
     }},
    {"the published example's packet becomes the bytes that follow from the RFCs",
     "RFC 6877 Appendix A, RFC 7915 4.1, 6877-01, ex:rfc6877_appendix_A",
     [](test::Verdict& v) {
         ClatLab clat(DedicatedClat());
         const Bytes in = Derived("464xlat-clat", "input_hex");
         v.True(!in.empty(), "the example is there");
         clat.Expect(v, in, {Derived("464xlat-clat", "expect_hex")}, "CLAT");
     }},
    {"TCP and ping go the same way",
     "RFC 6877 2, 6877-01",
     [](test::Verdict& v) {
         ClatLab clat(DedicatedClat());
         clat.Expect(v,
                     Tcp(CLIENT, SERVER, tcp::SYN),
                     {Tcp(CLIENT6, SERVER6, tcp::SYN, {}, 63)},
                     "SYN");
         clat.Expect(v,
                     Echo(SERVER6.address, CLIENT6.address, 129, 5),
                     {Echo(SERVER.address, CLIENT.address, 0, 5, {9, 8, 7, 6}, 63)},
                     "echo reply");
     }},
    {"a dedicated /64 lends its first /96, and several networks lie in it side by side",
     "RFC 6877 6.3, 6877-02",
     [](test::Verdict& v) {
         ClatSettings settings = DedicatedClat();
         settings.dedicated = P("2001:db8:aaaa:7::/64");
         settings.networks.push_back(P("10.0.0.0/8"));
         ClatLab clat(settings);
         clat.Expect(v,
                     Udp(CLIENT, SERVER, DATA),
                     {Udp({"2001:db8:aaaa:7::192.168.1.2", 4000}, SERVER6, DATA, 63)},
                     "first network");
         clat.Expect(v,
                     Udp(SERVER6, {"2001:db8:aaaa:7::10.1.2.3", 9}),
                     {Udp(SERVER, {"10.1.2.3", 9}, DATA, 63)},
                     "second network");
     }},
    {"a host that is its own CLAT has 192.0.0.1, which is one IPv6 address",
     "RFC 6877 4.2, RFC 7335 4, 6877-04",
     [](test::Verdict& v) {
         ClatLab clat(HostClat());
         clat.Expect(v,
                     Udp({HOST, 4000}, SERVER, DATA),
                     {Udp({SHARED, 4000}, SERVER6, DATA, 63)},
                     "out");
         clat.Expect(v,
                     Udp(SERVER6, {SHARED, 4000}),
                     {Udp(SERVER, {HOST, 4000}, DATA, 63)},
                     "back");
     }},
    {"IPv6 packets of such a host are none of the CLAT's business",
     "RFC 6877 4.2, 7.2, 6877-04, 6877-11",
     [](test::Verdict& v) {
         ClatLab clat(HostClat());
         clat.ExpectNotMine(v, Udp({SHARED, 1}, {"2001:db8:5::5", 53}), "to IPv6");
         clat.ExpectNotMine(v, Udp({"2001:db8:5::5", 53}, {SHARED, 1}), "answer");
         clat.ExpectNotMine(v, Udp({"2001:db8:cafe::ff", 1}, SERVER6), "to the PLAT itself");
     }},
    {"a CLAT is one hop, and says where the hop limit ends",
     "RFC 6877 6.3, RFC 7915 4.1, 6877-01",
     [](test::Verdict& v) {
         ClatLab clat;
         clat.Expect(v,
                     Udp(CLIENT, SERVER, DATA, 2),
                     {Udp({SHARED, 4000}, SERVER6, DATA, 1)},
                     "two hops left");
         const auto last = Udp(CLIENT, SERVER, DATA, 1);
         clat.ExpectDrop(v,
                         last,
                         Reason::HopLimitExceeded,
                         "one hop left",
                         0,
                         {OwnError(CLIENT.address, {11, 0, 0}, last)});
     }},
};

const std::vector<Row> LIMITS{
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
    {"the node keeps its own flows to the PLAT on the address that it shares",
     "RFC 6877 6.3, 7.2, 6877-06, 6877-11",
     [](test::Verdict& v) {
         ClatLab clat;
         clat.Send(Udp(CLIENT, SERVER));
         clat.ExpectNotMine(v, Udp(SERVER6, {SHARED, 50000}), "answer to the node");
         clat.ExpectNotMine(v,
                            IcmpAbout(ROUTER6, SHARED, {3, 0, 0}, Udp({SHARED, 50000}, SERVER6)),
                            "error about the node's packet");
         clat.ExpectNotMine(
             v,
             IcmpAbout(ROUTER6, SHARED, {3, 0, 0}, Udp({SHARED, 4000}, {"2001:db8:5::5", 53})),
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
};

const std::vector<Row> SIZES{
    {"IPv4 packets may be 20 bytes shorter than the IPv6 link's MTU, and hosts are told",
     "RFC 6877 7, RFC 7915 4.1, 6877-14",
     [](test::Verdict& v) {
         for (const auto& settings : {DedicatedClat(), SharingClat()})
         {
             ClatLab clat(settings);
             const std::string from = settings.shared ? SHARED : CLIENT6.address;
             const Bytes fits(1480 - 28, 7);
             clat.Expect(v,
                         WithDontFragment(Udp(CLIENT, SERVER, fits)),
                         {Udp({from, 4000}, SERVER6, fits, 63)},
                         "1480 bytes");
             const auto tooBig = WithDontFragment(Udp(CLIENT, SERVER, Bytes(1481 - 28, 7)));
             const Bytes quoted(tooBig.begin(), tooBig.begin() + 576 - 28);
             clat.ExpectDrop(v,
                             tooBig,
                             Reason::FragmentationNeeded,
                             "1481 bytes",
                             0,
                             {OwnError(CLIENT.address, {3, 4, 1480}, quoted)});
         }
     }},
    {"without DF they are cut, 28 bytes shorter than 1280: room for the Fragment Header",
     "RFC 7915 4.1, 6877-14",
     [](test::Verdict& v) {
         ClatLab clat;
         const Bytes data(1400, 7);
         const auto sent = clat.Send(Udp(CLIENT, SERVER, data));
         v.Equal(sent.size(), size_t{2}, "pieces");
         const uint32_t id = sent.empty() ? 0 : Read32(sent[0].data() + 44);
         const auto expected = Cut(Udp({SHARED, 4000}, SERVER6, data, 63), {1232}, id);
         v.Equal(ToHex(sent.at(0)), ToHex(expected[0]), "first");
         v.Equal(ToHex(sent.at(1)), ToHex(expected[1]), "second");
     }},
    {"a router's Packet Too Big tells the host 20 bytes less",
     "RFC 7915 5.2, 6877-14, 6877-15",
     [](test::Verdict& v) {
         ClatLab clat;
         const auto sent = Udp({SHARED, 4000}, SERVER6, Bytes(500, 7), 60);
         clat.Send(Udp(CLIENT, SERVER));
         clat.Expect(v,
                     IcmpAbout(ROUTER6, SHARED, {2, 0, 1400}, sent),
                     {IcmpAbout("192.0.0.8",
                                CLIENT.address,
                                {3, 4, 1380},
                                Udp(CLIENT, SERVER, Bytes(500, 7), 60),
                                63)},
                     "Packet Too Big");
     }},
};

/** Time Exceeded from a router between CLAT and PLAT, about a ping of the client. */
void
ExpectTraceroute(test::Verdict& v,
                 const ClatSettings& settings,
                 const std::string& client,
                 const std::string& client6,
                 const std::string& source)
{
    ClatLab clat(settings);
    clat.Send(Echo(client, SERVER.address, 8, 5000));
    const auto quoted6 = Echo(client6, SERVER6.address, 128, 5000, {9, 8, 7, 6}, 1);
    const auto quoted4 = Echo(client, SERVER.address, 8, 5000, {9, 8, 7, 6}, 1);
    clat.Expect(v,
                IcmpAbout(ROUTER6, client6, {3, 0, 0}, quoted6),
                {IcmpAbout(source, client, {11, 0, 0}, quoted4, 63)},
                client6 + " " + source);
}

const std::vector<Row> ROUTERS{
    {"routers between CLAT and PLAT, which have no IPv4 address, appear as 192.0.0.8",
     "RFC 6791 3.1, RFC 7600, 6877-15",
     [](test::Verdict& v) {
         const std::string dummy = "192.0.0.8";
         ExpectTraceroute(v, DedicatedClat(), CLIENT.address, CLIENT6.address, dummy);
         ExpectTraceroute(v, SharingClat(), CLIENT.address, SHARED, dummy);
         ExpectTraceroute(v, HostClat(), HOST, SHARED, dummy);
     }},
    {"or as another address that the operator chose",
     "RFC 6791 3.1, 6877-15",
     [](test::Verdict& v) {
         for (auto settings : {DedicatedClat(), SharingClat()})
         {
             settings.translation.rfc6791Pool = {P("203.0.113.77/32")};
             const std::string client6 = settings.shared ? SHARED : CLIENT6.address;
             ExpectTraceroute(v, settings, CLIENT.address, client6, "203.0.113.77");
         }
     }},
    {"errors of the server's own routers keep their IPv4 addresses",
     "RFC 7915 5.2, 6877-15",
     [](test::Verdict& v) {
         ClatLab clat;
         clat.Send(Udp(CLIENT, SERVER));
         clat.Expect(v,
                     IcmpAbout(ViaPlat("203.0.113.5"),
                               SHARED,
                               {3, 0, 0},
                               Udp({SHARED, 4000}, SERVER6, DATA, 1)),
                     {IcmpAbout("203.0.113.5",
                                CLIENT.address,
                                {11, 0, 0},
                                Udp(CLIENT, SERVER, DATA, 1),
                                63)},
                     "Time Exceeded");
     }},
    {"no bytes whatever make a CLAT read behind them or stop working",
     "RFC 6877 6.3",
     [](test::Verdict& v) {
         std::mt19937_64 random(6877);
         const std::vector<Bytes> seeds{
             Udp(CLIENT, SERVER),
             Tcp(SERVER6, {SHARED, 4000}, tcp::ACK),
             IcmpAbout(ROUTER6, SHARED, {3, 0, 0}, Udp({SHARED, 4000}, SERVER6)),
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

std::vector<Row>
AllRows()
{
    std::vector<Row> rows = HOPS;
    for (const auto* more : {&LIMITS, &SIZES, &ROUTERS})
    {
        rows.insert(rows.end(), more->begin(), more->end());
    }
    return rows;
}

V6LAB_SUITE("v6lab-core-clat", AllRows());

} // namespace
