// SPDX-License-Identifier: GPL-2.0-only
// Sizes, and the errors of routers on both sides of a CLAT.
#include "test/support/clat-ends.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using namespace ns3::v6lab::test::flow;
using namespace ns3::v6lab::test::clatends;

namespace
{

Bytes
WithDontFragment(Bytes packet)
{
    packet[6] = 0x40;
    return Mended(packet);
}

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
                IcmpAbout(TRANSIT6, client6, {3, 0, 0}, quoted6),
                {IcmpAbout(source, client, {11, 0, 0}, quoted4, 63)},
                client6 + " " + source);
}

const std::vector<Row> ROWS{
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
                     IcmpAbout(TRANSIT6, SHARED, {2, 0, 1400}, sent),
                     {IcmpAbout("192.0.0.8",
                                CLIENT.address,
                                {3, 4, 1380},
                                Udp(CLIENT, SERVER, Bytes(500, 7), 60),
                                63)},
                     "Packet Too Big");
     }},
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
};

V6LAB_SUITE("v6lab-core-clat-errors", ROWS);

} // namespace
