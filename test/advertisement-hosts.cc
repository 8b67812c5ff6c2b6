// SPDX-License-Identifier: GPL-2.0-only
// Hosts that configure themselves by router advertisements.
#include "model/workload/connection-history.h"
#include "test/support/advertised-lan.h"
#include "test/support/advertisements.h"
#include "test/support/flow-packets.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

#include "ns3/simulator.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Simulator;
using test::data::Addr;
using test::data::Block;

namespace
{

const std::string SERVER = "2001:db8:f::1";
const std::string FIRST = "2001:db8:1::/64";
const std::string SECOND_ONE = "2001:db8:2::/64";

/** When router messages of a type crossed the LAN, in whole seconds. */
std::string
Times(const SmallNet& net, uint8_t type)
{
    std::string text;
    for (const auto& frame : net.Frames("lan"))
    {
        const bool router = frame.bytes.size() > 40 && frame.bytes[0] >> 4 == 6 &&
                            frame.bytes[6] == 58 && frame.bytes[40] == type;
        text += router ? std::to_string(std::lround(frame.ms / 1000)) + " " : "";
    }
    return text;
}

/** "source hop-limit; " of the UDP datagrams to port 7 on the LAN. */
std::string
Questions(const SmallNet& net)
{
    std::string text;
    for (const auto& frame : net.Frames("lan", protocol::UDP))
    {
        const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
        text += facts->destinationPort == 7
                    ? facts->source.ToString() + " " + std::to_string(facts->ttl) + "; "
                    : "";
    }
    return text;
}

/** Puts an advertisement of a /64 on the LAN that no router sent; lifetimes in hex. */
void
InjectAdvertisement(AdvertisedLan& net,
                    const std::string& from,
                    uint8_t hopLimit,
                    const std::string& lifetimes = "0000070800000708",
                    const std::string& prefix = "2001:db8:bad::")
{
    const std::string option = "030440c0" + lifetimes + "00000000" + AddressHex(prefix);
    const auto message = AdvertisementBytes(option, from);
    net.Inject("h", "lan", Ipv6Bytes(from, EVERYBODY, 58, message, hopLimit), 10);
}

void
Configures(test::Verdict& v)
{
    AdvertisedLan net;
    net.Listen();
    net.Advertise("r", AdvertisedLan::Prefixes({FIRST}), 0);
    net.Udp("h", SERVER, 7, 100, 20);
    net.Run();
    v.Equal(net.Addresses(), net.AddressOfH(FIRST) + " ", "address");
    v.Equal(net.payload, 200u, "bytes there and back");
    v.Equal(Questions(net), net.AddressOfH(FIRST) + " 64; ", "asked from it");
}

void
Solicits(test::Verdict& v)
{
    {
        AdvertisedLan alone;
        alone.Listen();
        alone.Run(60);
        v.Equal(Times(alone, RouterMessage::SOLICITATION), "0 4 8 ", "without a router");
    }
    {
        AdvertisedLan late;
        late.Listen();
        late.Advertise("r", AdvertisedLan::Prefixes({FIRST}), 5);
        late.Run(12);
        v.Equal(Times(late, RouterMessage::SOLICITATION), "0 4 ", "until it hears one");
    }
    AdvertisedLan silent;
    ListenerSettings settings;
    settings.solicit = false;
    silent.Listen(settings);
    silent.Run(12);
    v.Equal(Times(silent, RouterMessage::SOLICITATION), "", "if it is not to");
}

void
IsAnswered(test::Verdict& v)
{
    AdvertisedLan net;
    net.Advertise("r", AdvertisedLan::Prefixes({FIRST}), 0);
    Simulator::Schedule(ns3::Seconds(100), [&net]() { net.Listen(); });
    net.Run(110);
    v.Equal(Times(net, RouterMessage::ADVERTISEMENT).substr(0, 11), "0 16 32 100", "times");
    v.Equal(net.Addresses(), net.AddressOfH(FIRST) + " ", "address");
    double answer = 0;
    for (const auto& frame : net.Frames("lan"))
    {
        answer = frame.bytes[6] == 58 && frame.bytes[40] == 134 ? frame.ms : answer;
    }
    v.True(answer >= 100000 && answer <= 100502, "within half a second");
}

void
Deprecates(test::Verdict& v)
{
    AdvertisedLan net;
    net.Listen();
    std::string at9;
    std::string at11;
    std::string at21;
    // Valid for 20 s, preferred for 10 s.
    InjectAdvertisement(net, net.LinkLocalOf("r"), 255, "000000140000000a", "2001:db8:1::");
    net.Look(9, &at9);
    net.Look(11, &at11);
    net.Look(21, &at21);
    net.Udp("h", SERVER, 7, 100, 11000);
    net.Udp("h", SERVER, 7, 100, 21000);
    net.Run(30);
    const std::string own = net.AddressOfH(FIRST);
    v.Equal(at9, own + " ", "preferred");
    v.Equal(at11, "(" + own + ") ", "deprecated after 10 s");
    v.Equal(at21, "", "gone after 20 s");
    v.Equal(Questions(net), own + " 64; ", "a deprecated one is used if there is no other");
    v.True(net.Events("h").find("drop no-source-address") != std::string::npos,
           "and then there is none: " + net.Events("h"));
}

void
BornDeprecated(test::Verdict& v)
{
    AdvertisedLan net;
    net.Listen();
    net.Advertise("r", AdvertisedLan::Prefixes({FIRST}, 1000, 0), 0);
    net.Run(1);
    v.Equal(net.Addresses(), "(" + net.AddressOfH(FIRST) + ") ", "preferred lifetime 0");
}

void
Renumbers(test::Verdict& v)
{
    AdvertisedLan net;
    net.Listen();
    net.Advertise("r", AdvertisedLan::Prefixes({FIRST}), 0);
    net.Advertise("r", AdvertisedLan::Prefixes({SECOND_ONE}), 100);
    std::string after;
    net.Look(100.1, &after);
    net.Udp("h", SERVER, 7, 100, 50000);
    net.Udp("h", SERVER, 7, 100, 100100);
    net.Udp("h", SERVER, 7, 100, 7400000);
    net.Run(7410);
    const std::string old = net.AddressOfH(FIRST);
    const std::string now = net.AddressOfH(SECOND_ONE);
    v.True(after.find("(" + old + ")") != std::string::npos, "the old one is deprecated: " + after);
    v.True(after.find(now) != std::string::npos, "the new one is there: " + after);
    v.Equal(Questions(net), old + " 64; " + now + " 64; " + now + " 64; ", "sources");
    v.Equal(net.payload, 600u, "all are answered");
    v.Equal(net.Addresses(), now + " ", "after two hours the old one is gone");
    v.Equal(Times(net, RouterMessage::ADVERTISEMENT).substr(0, 19), "0 3 19 100 116 132 ", "times");
}

void
LosesItsRouter(test::Verdict& v)
{
    AdvertisedLan net;
    net.Listen();
    net.Advertise("r", AdvertisedLan::Prefixes({FIRST}), 0);
    net.Cease("r", 5);
    net.Udp("h", SERVER, 7, 100, 1000);
    net.Udp("h", SERVER, 7, 100, 6000);
    net.Udp("h", "2001:db8:1::fe", 7, 100, 7000);
    net.Run(10);
    v.Equal(net.payload, 200u, "answered before, not after");
    v.True(net.Events("h").find("drop no-route") != std::string::npos, net.Events("h"));
    v.True(net.Events("r2").find("no-listener") != std::string::npos,
           "neighbours are still there: " + net.Events("r2"));
}

void
HasTwoRouters(test::Verdict& v)
{
    AdvertisedLan net;
    net.Route("r2", "::/0", "2001:db8:1::ff", "lan");
    net.Listen();
    net.Advertise("r2", AdvertisedLan::Prefixes({FIRST}), 0);
    net.Advertise("r", AdvertisedLan::Prefixes({FIRST}), 1);
    net.Udp("h", SERVER, 7, 100, 2000);
    net.Cease("r2", 3);
    net.Udp("h", SERVER, 7, 100, 4000);
    net.Run(10);
    v.Equal(net.payload, 400u, "answered both times");
    v.Equal(Questions(net),
            net.AddressOfH(FIRST) + " 64; " + net.AddressOfH(FIRST) + " 63; " +
                net.AddressOfH(FIRST) + " 64; ",
            "first through r2, then straight to r");
}

void
HearsResolversAndPref64(test::Verdict& v)
{
    AdvertisedLan net;
    ListenerSettings quiet;
    quiet.solicit = false; // advertisements at 0, 16 and 32 s
    net.Listen(quiet);
    auto settings = AdvertisedLan::Prefixes({FIRST});
    settings.maxIntervalSeconds = 1800;
    settings.minIntervalSeconds = 1350;
    settings.resolvers = {{{Addr("2001:db8::53"), Addr("2001:db8::54")}, 100}};
    settings.pref64s = {{Pref64(), 200}, {Pref64(Block("2001:db8:64::/96")), 80}};
    net.Advertise("r", settings, 0);
    auto later = settings;
    later.resolvers = {{{Addr("2001:db8::54")}, ns3::v6lab::FOREVER}};
    later.pref64s = {{Pref64(Block("2001:db8:65::/96")), 80}};
    net.Advertise("r", later, 500);
    net.Run(700);
    v.Equal(net.reports,
            "0 resolvers 2001:db8::53 2001:db8::54; 0 pref64 64:ff9b::/96 2001:db8:64::/96; "
            "112 pref64 64:ff9b::/96; 132 resolvers; 232 pref64; "
            "500 resolvers 2001:db8::54; 500 pref64 2001:db8:65::/96; 612 pref64; ",
            "reports");
    const auto resolvers = RouterListener::Of(net.At("h"))->GetResolvers();
    v.Equal(resolvers.size(), 1u, "resolvers at the end");
}

void
TakesParameters(test::Verdict& v)
{
    AdvertisedLan net;
    net.Listen();
    auto settings = AdvertisedLan::Prefixes({FIRST});
    settings.hopLimit = 33;
    settings.mtu = 1300;
    net.Advertise("r", settings, 0);
    net.Udp("h", SERVER, 7, 100, 20);
    net.Udp("h", SERVER, 7, 1400, 30);
    net.Run(2);
    v.Equal(Questions(net).substr(0, net.AddressOfH(FIRST).size() + 3),
            net.AddressOfH(FIRST) + " 33",
            "hop limit");
    v.Equal(net.payload, 3000u, "all arrives");
    const auto fragments = net.Frames("lan");
    uint32_t own = 0;
    for (const auto& frame : fragments)
    {
        const bool fromH = frame.bytes.size() > 40 && frame.bytes[6] == protocol::FRAGMENT &&
                           IpAddress::V6(frame.bytes.data() + 24) == Addr(SERVER);
        v.True(!fromH || frame.bytes.size() <= 1300, "no frame of h is longer than 1300 bytes");
        own += fromH;
    }
    v.Equal(own, 2u, "fragments");
}

void
IsNotFooled(test::Verdict& v)
{
    {
        AdvertisedLan far;
        far.Listen();
        InjectAdvertisement(far, ROUTER, 254);
        far.Run(1);
        v.Equal(far.Addresses(), "", "hop limit 254");
        v.Equal(far.Events("h"), "drop bad-router-message; ", "said so");
    }
    {
        AdvertisedLan global;
        global.Listen();
        InjectAdvertisement(global, "2001:db8:1::ff", 255);
        global.Run(1);
        v.Equal(global.Addresses(), "", "a global source");
        v.Equal(global.Events("h"), "drop bad-router-message; ", "said so");
    }
    AdvertisedLan near;
    near.Listen();
    InjectAdvertisement(near, ROUTER, 255);
    near.Run(1);
    v.Equal(near.Addresses(), near.AddressOfH("2001:db8:bad::/64") + " ", "hop limit 255");
}

void
DoesNotListen(test::Verdict& v)
{
    AdvertisedLan net;
    net.Address("h", "lan", "2001:db8:1::5/64");
    net.Advertise("r", AdvertisedLan::Prefixes({FIRST}), 0);
    net.Udp("h", SERVER, 7, 100, 1000);
    net.Run(3);
    v.Equal(net.Addresses(), "2001:db8:1::5 ", "addresses");
    v.True(net.Events("h").find("drop no-route") != std::string::npos, "and no route");
}

void
KeepsItsOwn(test::Verdict& v)
{
    AdvertisedLan net;
    net.Address("h", "lan", net.AddressOfH(FIRST) + "/64");
    net.Listen();
    net.Advertise("r", AdvertisedLan::Prefixes({FIRST}, 20, 10), 0);
    net.Cease("r", 1);
    net.Run(40);
    v.Equal(net.Addresses(), net.AddressOfH(FIRST) + " ", "an administrator's address stays");
}

void
IsARouterItself(test::Verdict& v)
{
    SmallNet net;
    net.Router("edge");
    net.Router("isp");
    net.Link("wan", "edge", "isp");
    net.Address("isp", "wan", "2001:db8:9::ff/64");
    RouterListener::Of(net.At("edge"))->Listen(net.Device("edge", "wan"));
    RouterAdvertiser::Of(net.At("isp"))
        ->Advertise(net.Device("isp", "wan"), AdvertisedLan::Prefixes({"2001:db8:9::/64"}));
    net.Listen("isp", 7, true);
    net.Udp("edge", "2001:db8:9::ff", 7, 100, 100);
    net.Udp("edge", "2001:db8:8::1", 7, 100, 200);
    net.Run(2);
    v.Equal(net.payload, 200u, "its address works");
    v.True(net.Events("isp").find("drop no-route") != std::string::npos, "so does its route");
}

/** Another network's round trips say nothing of this one. */
void
ForgetsHistory(test::Verdict& v)
{
    AdvertisedLan net;
    net.Listen();
    net.Advertise("r", AdvertisedLan::Prefixes({FIRST}), 0);
    const uint32_t lan = net.Device("h", "lan")->GetIfIndex();
    const auto history = [&net]() -> AddressHistory& {
        return ConnectionHistory::Of(net.At("h"))->Get();
    };
    Simulator::Schedule(ns3::Seconds(1), [&]() {
        history().NoteRtt(lan, Addr(SERVER), 1000);
        history().NoteRtt(lan + 1, Addr(SERVER), 1000);
    });
    bool before = false;
    Simulator::Schedule(ns3::Seconds(9),
                        [&]() { before = history().Find(lan, Addr(SERVER)) != nullptr; });
    net.Advertise("r", AdvertisedLan::Prefixes({SECOND_ONE}), 10);
    net.Run(30);
    v.True(before, "kept while the addresses are");
    v.True(history().Find(lan, Addr(SERVER)) == nullptr, "forgotten with them");
    v.True(history().Find(lan + 1, Addr(SERVER)) != nullptr, "by way of another link it stays");
}

/** The first change is not on the LAN yet when the second one comes: three seconds are between. */
void
ChangesTwiceAtOnce(test::Verdict& v)
{
    AdvertisedLan net;
    net.Listen();
    net.Advertise("r", AdvertisedLan::Prefixes({FIRST, SECOND_ONE}), 0);
    net.Advertise("r", AdvertisedLan::Prefixes({SECOND_ONE}), 1);
    net.Advertise("r", AdvertisedLan::Prefixes({SECOND_ONE}), 1.5);
    std::string later;
    net.Look(10, &later);
    net.Run(11);
    v.Equal(later,
            "(" + net.AddressOfH(FIRST) + ") " + net.AddressOfH(SECOND_ONE) + " ",
            "what the first one left out is deprecated");
}

const std::vector<Row> ROWS{
    {"what was learnt of servers is forgotten when the link's addresses change",
     "RFC 8305 4; 8305-08",
     ForgetsHistory},
    {"a host forms an address of the prefix and of its device's, and has a default route",
     "RFC 4862 5.5.3, RFC 4291 2.5.1, RFC 4861 6.3.4",
     Configures},
    {"it asks for routers three times, four seconds apart, until it hears one",
     "RFC 4861 6.3.7",
     Solicits},
    {"and is answered within half a second", "RFC 4861 6.2.6", IsAnswered},
    {"an address is deprecated, then gone, when its lifetimes end",
     "RFC 4862 5.5.4, RFC 6724 5",
     Deprecates},
    {"an address may be deprecated from the beginning", "RFC 4862 5.5.4", BornDeprecated},
    {"renumbering: new connections leave with the new prefix at once, the old one lasts two hours",
     "RFC 4862 5.5.3 e, RFC 4861 6.2.4",
     Renumbers},
    {"of two changes at once, what the first one leaves out is withdrawn, too",
     "RFC 4861 6.2.4, 6.2.5",
     ChangesTwiceAtOnce},
    {"a router that ceases takes its default route with it, not the neighbours",
     "RFC 4861 6.2.5, 6.3.4",
     LosesItsRouter},
    {"when the first router goes, the second is used", "RFC 4861 6.3.6", HasTwoRouters},
    {"resolvers and NAT64 prefixes are reported when they come, change and end",
     "RFC 8106 5.3.1, RFC 8781 4.1, 8781-04, 8781-13",
     HearsResolversAndPref64},
    {"hop limit and MTU of the link are the advertised ones", "RFC 4861 6.3.4", TakesParameters},
    {"an advertisement from another link does nothing but a drop with a reason",
     "RFC 4861 6.1.2",
     IsNotFooled},
    {"a host that is not to listen does not", "", DoesNotListen},
    {"an address that was there before is not taken away", "RFC 4862 5.5.3", KeepsItsOwn},
    {"a router may listen on the link to its provider", "RFC 7084 4.2", IsARouterItself},
};

V6LAB_SUITE("v6lab-advertisement-hosts", ROWS);

} // namespace
