// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/nat64-lab.h"

/** Where a stateful translator of Profile::Jool leaves the letter of RFC 6146, and its settings. */
using namespace ns3::v6lab;
using test::Row;
using test::ToHex;
using test::Verdict;
using namespace ns3::v6lab::test::flow;

namespace
{

const End N6{"2001:db8::1", 1500};
const End N4{"192.0.2.1", 80};
const End N4_IN6{"64:ff9b::192.0.2.1", 80};
const End POOL{"203.0.113.1", 1500};
const std::string OWN6 = "2001:db8::64";
constexpr uint32_t ID = 0xbeef;

using namespace tcp;

Nat64Settings
Jool()
{
    Nat64Settings settings = PlainNat64();
    settings.translation.profile = Profile::Jool;
    return settings;
}

Nat64Settings
JoolServer(BibKind kind)
{
    Nat64Settings settings = Jool();
    settings.bindings = {Static(kind, N6, POOL)};
    return settings;
}

/** All but the last of these packets are held; what the last one brings. */
std::vector<Bytes>
SendAll(Verdict& v, Nat64Lab& lab, const std::vector<Bytes>& packets)
{
    for (size_t i = 0; i + 1 < packets.size(); ++i)
    {
        v.Equal(lab.Send(packets[i]).size(), size_t{0}, "packets before the datagram is complete");
    }
    return lab.Send(packets.back());
}

void
Same(Verdict& v, const std::vector<Bytes>& got, const std::vector<Bytes>& expected)
{
    v.Equal(got.size(), expected.size(), "packets");
    for (size_t i = 0; i < std::min(got.size(), expected.size()); ++i)
    {
        v.Equal(ToHex(Comparable(got[i])), ToHex(Comparable(expected[i])), "packet");
    }
}

/** A session after FIN of one side and RST of the other. */
void
HalfClose(Verdict& v, bool setting, double expires)
{
    for (const bool from4 : {false, true})
    {
        Nat64Settings settings = Jool();
        settings.rstEndsHalfClosed = setting;
        settings.bindings = {Static(BibKind::Tcp, N6, POOL)};
        Nat64Lab lab(settings);
        lab.Send(Tcp(N6, N4_IN6, SYN));
        lab.Send(Tcp(N4, POOL, SYN | ACK));
        lab.Send(from4 ? Tcp(N4, POOL, FIN | ACK) : Tcp(N6, N4_IN6, FIN | ACK));
        lab.Send(from4 ? Tcp(N6, N4_IN6, RST) : Tcp(N4, POOL, RST), 10);
        v.Equal(lab.State(), from4 ? "V4 FIN RCV" : "V6 FIN RCV", "state");
        v.Equal(lab.Expires(), expires, "ends");
    }
}

const std::vector<Row> SETTINGS{
    {"a RST behind a FIN leaves a session four minutes, or two hours as RFC 6146 has it",
     "profile jool, RFC 6146 3.5.2.2",
     [](Verdict& v) {
         HalfClose(v, true, 250);
         HalfClose(v, false, 7210);
     }},
    {"12: a translated ICMPv4 error comes from its router, or from whom the quoted packet was for",
     "profile jool, RFC 6146 3.5",
     [](Verdict& v) {
         for (const bool routers : {true, false})
         {
             Nat64Settings settings = JoolServer(BibKind::Udp);
             settings.routersOwnErrors = routers;
             Nat64Lab lab(settings);
             lab.Expect(v,
                        IcmpAbout("198.51.100.254", POOL.address, {11, 0, 0}, Udp(POOL, N4)),
                        {IcmpAbout(routers ? "64:ff9b::198.51.100.254" : N4_IN6.address,
                                   N6.address,
                                   {3, 0, 0},
                                   Udp(N6, N4_IN6),
                                   63)},
                        "error");
         }
     }},
    {"queries are refused from inside only, without a word",
     "profile jool, RFC 6146 3.5.3",
     [](Verdict& v) {
         Nat64Settings settings = JoolServer(BibKind::Icmp);
         settings.dropIcmpQueries = true;
         Nat64Lab lab(settings);
         lab.Expect(v,
                    Echo(N4.address, POOL.address, 8, POOL.port),
                    {Echo(N4_IN6.address, N6.address, 128, N6.port, {9, 8, 7, 6}, 63)},
                    "from outside");
         lab.ExpectDrop(v,
                        Echo(N6.address, N4_IN6.address, 129, N6.port),
                        Reason::IcmpQueryRefused,
                        "from inside");
     }},
};

const std::vector<Row> ANSWERS{
    {"a full pool and a port that the pool does not have bring no answer, an unbound port 3/1",
     "profile jool, RFC 6146 3.5.1",
     [](Verdict& v) {
         Nat64Settings settings = Jool();
         settings.answerUnbound = true;
         settings.pool.ranges = {Range(POOL.address, POOL.address, 1500, 1500)};
         Nat64Lab lab(settings);
         const Bytes packet = Udp(N4, POOL);
         lab.ExpectDrop(v,
                        packet,
                        Reason::NoBinding,
                        "unbound",
                        0,
                        {OwnAbout(POOL.address, N4.address, {3, 1, 0}, packet)});
         lab.ExpectDrop(v, Udp(N4, {POOL.address, 1501}), Reason::NoBinding, "no port of the pool");
         lab.Send(Udp(N6, N4_IN6));
         v.Equal(lab.Send(Udp({N6.address, 1501}, N4_IN6)).size(), size_t{0}, "packets");
         v.True(lab.last.fate == Fate::Dropped, "dropped");
     }},
    {"14: SYNs wait for six seconds and get 3/3 then, those beyond the limit at once",
     "profile jool, RFC 6146 3.5.2.2, 6146-102",
     [](Verdict& v) {
         Nat64Settings settings = Jool();
         settings.limits.storedSyns = 1;
         Nat64Lab lab(settings);
         const Bytes first = Tcp(N4, POOL, SYN);
         const Bytes second = Tcp({N4.address, 81}, POOL, SYN);
         v.Equal(lab.Send(first).size(), size_t{0}, "packets for the first");
         Same(v, lab.Send(second, 1), {OwnAbout(POOL.address, N4.address, {3, 3, 0}, second)});
         v.Equal(lab.Wait(5.9).size(), size_t{0}, "packets before six seconds");
         Same(v, lab.Wait(6), {OwnAbout(POOL.address, N4.address, {3, 3, 0}, first)});
     }},
    {"a SYN by hairpin waits as it came, and is answered so",
     "profile jool, RFC 6146 3.8, 3.5.2.2",
     [](Verdict& v) {
         Nat64Lab lab(Jool());
         const Bytes syn = Tcp(N6, {"64:ff9b::203.0.113.1", 1501}, SYN);
         v.Equal(lab.Send(syn).size(), size_t{0}, "packets at once");
         v.Equal(lab.Wait(5.9).size(), size_t{0}, "packets before six seconds");
         Same(v, lab.Wait(6), {IcmpAbout(OWN6, N6.address, {1, 4, 0}, syn)});
     }},
    {"one SYN of a remote port waits, wherever it goes",
     "profile jool, RFC 6146 3.5.2.2",
     [](Verdict& v) {
         Nat64Lab lab(Jool());
         const Bytes first = Tcp(N4, POOL, SYN);
         lab.Send(first);
         lab.Send(Tcp(N4, {POOL.address, 1777}, SYN), 1);
         Same(v, lab.Wait(8), {OwnAbout(POOL.address, N4.address, {3, 3, 0}, first)});
     }},
    {"the probe has hop limit 255 and a window of 8192 bytes",
     "profile jool, RFC 6146 3.5.2.2",
     [](Verdict& v) {
         Nat64Lab lab(JoolServer(BibKind::Tcp));
         lab.Send(Tcp(N6, N4_IN6, SYN));
         lab.Send(Tcp(N4, POOL, SYN | ACK));
         Bytes probe = Tcp(N4_IN6, N6, ACK);
         Bytes upper(probe.begin() + 40, probe.end());
         Put32(upper, 4, 0);
         Put16(upper, 14, 8192);
         Put16(upper, 16, 0);
         Same(v,
              lab.Wait(7200),
              {Packet(N4_IN6.address, N6.address, protocol::TCP, upper, 16, 255)});
     }},
    {"11: a hairpin costs one hop, and nobody hears of the second way",
     "profile jool, RFC 6146 3.8",
     [](Verdict& v) {
         Nat64Settings settings = JoolServer(BibKind::Udp);
         settings.answerUnbound = true;
         Nat64Lab lab(settings);
         const End other{"2001:db8::2", 4000};
         const std::string pool6 = "64:ff9b::203.0.113.1";
         const std::vector<Bytes> got = lab.Send(Udp(other, {pool6, POOL.port}));
         const uint16_t port = got.empty() ? uint16_t{0} : Read16(got[0].data() + 40);
         Same(v, got, {Udp({pool6, port}, N6, {1, 2, 3, 4}, 63)});
         v.Equal(lab.Send(Udp(other, {pool6, 9999})).size(), size_t{0}, "packets about nobody");
     }},
};

const std::vector<Row> FRAGMENTS{
    {"6: a datagram to IPv6 leaves when it is complete, cut anew to the lowest MTU",
     "profile jool, RFC 6146 3.4, RFC 7915 4.1",
     [](Verdict& v) {
         Nat64Lab lab(JoolServer(BibKind::Udp));
         const Bytes data(3600, 0x5a);
         const auto in = Cut(Udp(N4, POOL, data), {1208, 1200}, ID);
         Same(v,
              SendAll(v, lab, {in[1], in[2], in[0]}),
              Cut(Udp(N4_IN6, N6, data, 63), {1232, 1232}, ID));
     }},
    {"a datagram to IPv4 leaves when it is complete, cut anew to the next hop's MTU",
     "profile jool, RFC 6146 3.4",
     [](Verdict& v) {
         Nat64Lab lab(JoolServer(BibKind::Udp));
         const Bytes data(3600, 0x5a);
         const auto got = SendAll(v, lab, Cut(Udp(N6, N4_IN6, data), {1208, 1200}, ID));
         const uint32_t id = got.empty() ? 0 : Read16(got[0].data() + 4);
         Same(v, got, Cut(Udp(POOL, N4, data, 63), {1480, 1480}, id));
     }},
    {"a datagram that fits leaves in one piece, with DF above 1260 bytes",
     "profile jool, RFC 6146 3.4, RFC 7915 5.1",
     [](Verdict& v) {
         for (const size_t size : {100, 1400})
         {
             Nat64Lab lab(JoolServer(BibKind::Udp));
             const Bytes data(size, 0x5a);
             Bytes whole = Udp(POOL, N4, data, 63);
             whole[6] = size == 1400 ? 0x40 : 0;
             Same(v, SendAll(v, lab, Cut(Udp(N6, N4_IN6, data), {64}, ID)), {Mended(whole)});
         }
     }},
    {"an atomic fragment is a whole packet",
     "profile jool, RFC 6146 3.4",
     [](Verdict& v) {
         Nat64Lab lab(JoolServer(BibKind::Udp));
         const Bytes data(1300, 0x5a);
         Bytes whole = Udp(POOL, N4, data, 63);
         whole[6] = 0x40;
         Same(v, lab.Send(Cut(Udp(N6, N4_IN6, data), {}, ID)[0]), {Mended(whole)});
     }},
    {"7: a first fragment too big for the IPv4 side is answered, a later one is lost",
     "profile jool, RFC 7915 5.1",
     [](Verdict& v) {
         const Bytes whole = Udp(N6, N4_IN6, Bytes(1400, 0x5a));
         const Bytes quoted(whole.begin(), whole.begin() + 1232);
         Nat64Lab lab(JoolServer(BibKind::Udp));
         lab.around.mtu4 = 1000;
         Same(v,
              SendAll(v, lab, Cut(whole, {1200}, ID)),
              {IcmpAbout(OWN6, N6.address, {2, 0, 1280}, quoted)});
         Same(v, SendAll(v, lab, Cut(whole, {200}, ID + 1)), {});
         v.True(lab.last.reason == Reason::PacketTooBig, "reason");
     }},
    {"a UDP datagram without a checksum gets one, in fragments as well",
     "profile jool, RFC 6146 3.4, 6146-94",
     [](Verdict& v) {
         Nat64Lab lab(JoolServer(BibKind::Udp));
         Bytes in = Udp(N4, POOL, Bytes(200, 0x5a));
         Put16(in, 26, 0);
         Same(v, SendAll(v, lab, Cut(in, {64}, ID)), {Udp(N4_IN6, N6, Bytes(200, 0x5a), 63)});
     }},
};

const std::vector<Row> TIMEOUTS{
    {"timers may be shorter than the RFCs allow, for labs in a hurry",
     "RFC 6146 4",
     [](Verdict& v) {
         Nat64Settings settings = Jool();
         settings.timeouts.udp = settings.timeouts.icmp = 10'000'000'000;
         Nat64Lab lab(settings);
         lab.Send(Udp(N6, N4_IN6, {1}));
         v.Equal(lab.core.GetSessions().size(), size_t{1}, "a session");
         settings.translation.profile = Profile::Rfc;
         bool refused = false;
         try
         {
             Nat64Core core(settings);
         }
         catch (const std::invalid_argument&)
         {
             refused = true;
         }
         v.True(refused, "the letter of the RFC does not allow it");
     }},
};

std::vector<Row>
Rows()
{
    std::vector<Row> rows = SETTINGS;
    rows.insert(rows.end(), ANSWERS.begin(), ANSWERS.end());
    rows.insert(rows.end(), FRAGMENTS.begin(), FRAGMENTS.end());
    rows.insert(rows.end(), TIMEOUTS.begin(), TIMEOUTS.end());
    return rows;
}

V6LAB_SUITE("v6lab-nat64-jool", Rows());

} // namespace
