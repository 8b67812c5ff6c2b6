// SPDX-License-Identifier: GPL-2.0-only
// A CLAT that learns its provider's prefix: RFC 6877 6.3, RFC 7050, RFC 8781, RFC 8585.
#include "helper/translator-helper.h"
#include "model/advertisement/router-advertiser.h"
#include "model/advertisement/router-listener.h"
#include "model/translation/pref64-watch.h"
#include "test/support/json-data.h"
#include "test/support/small-net.h"
#include "test/support/table.h"

#include "ns3/ipv6.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <algorithm>
#include <cmath>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Ptr;
using ns3::Seconds;
using ns3::Simulator;
using ns3::StringValue;
using test::data::Addr;
using test::data::Block;

namespace
{

const std::string SERVER = "192.0.2.1";
const std::string OLD = "64:ff9b::/96";
const std::string NEW = "2001:db8:64::/96";

using Answer = Pref64Watch::Answer;
using Question = Pref64Watch::Question;

Pref64
P(const std::string& prefix)
{
    return Pref64(Block(prefix));
}

/**
 * phone – "access" – edge – "core" – plat1, plat2 – server: an IPv6-only access network whose
 * NAT64s have a prefix each. The phone has no address of its own but what edge advertises, and a
 * CLAT that knows no prefix.
 */
class Carrier : public SmallNet
{
  public:
    Carrier()
    {
        Host("phone");
        Router("edge");
        Router("plat1");
        Router("plat2");
        Host("server");
        Lan("access", {"phone", "edge"});
        Address("edge", "access", "2001:db8:cafe::ff/64");
        Route("server", "203.0.113.1/32", "192.0.2.251", Connect("plat1", 1, OLD));
        Route("server", "203.0.113.2/32", "192.0.2.252", Connect("plat2", 2, NEW));
        Listen("server", 7, true);
        ClatHelper helper;
        helper.SetAttribute("SharedAddress", StringValue("2001:db8:cafe::c1a7"));
        clat = helper.Install(At("phone"));
        RouterListener::Of(At("phone"))->Listen(Device("phone", "access"));
        watch = Pref64Watch::Of(At("phone"));
        watch->TraceConnectWithoutContext(
            "Changed",
            ns3::Callback<void, uint32_t, const Pref64Choice&>(
                [this](uint32_t, const Pref64Choice& choice) { Report(choice); }));
        watch->Drive(Uplink(), clat);
        clat->TraceConnectWithoutContext(
            "Drop",
            ns3::Callback<void, const PacketEvent&>([this](const PacketEvent& event) {
                drops += std::string(Describe(event.reason).word) + "; ";
            }));
    }

    Ptr<ns3::NetDevice> Uplink() const
    {
        return Device("phone", "access");
    }

    /** edge's prefix, and a NAT64's unless it is empty. */
    void Advertise(const std::string& pref64, double second, uint32_t lifetime = 1800)
    {
        AdvertiserSettings settings;
        settings.prefixes = {{Block("2001:db8:cafe::/64")}};
        if (!pref64.empty())
        {
            settings.pref64s = {{P(pref64), lifetime}};
        }
        Simulator::Schedule(Seconds(second), [=]() {
            RouterAdvertiser::Of(At("edge"))->Advertise(Device("edge", "access"), settings);
        });
    }

    /** The phone's app sends to the server's IPv4 address. */
    void Ask(double second)
    {
        Udp("phone", SERVER, 7, 100, second * 1000);
    }

    /** What the IPv4 questions of the phone became on the access link: the prefixes. */
    std::string Used() const
    {
        std::string text;
        for (const auto& frame : Frames("access", protocol::UDP))
        {
            const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
            for (const auto& prefix : {OLD, NEW})
            {
                text += Block(prefix).Contains(facts->destination) ? prefix + " " : "";
            }
        }
        return text;
    }

    /** DNS answers with this from now on. */
    void SetDns(const Answer& answer)
    {
        m_answer = answer;
        watch->SetDnsSource(Uplink(), [this](uint32_t, Question question, Pref64Watch::Done done) {
            asked += Second() + (question == Question::A ? " A; " : " AAAA; ");
            Simulator::Schedule(ns3::MilliSeconds(20), [this, done]() { done(m_answer); });
        });
    }

    Ptr<Clat> clat;
    Ptr<Pref64Watch> watch;
    std::string changes; //!< "0 ra 64:ff9b::/96; "
    std::string asked;   //!< "0 AAAA; "
    std::string drops;   //!< of the CLAT: "no-clat-prefix; "

  private:
    static std::string Second()
    {
        return std::to_string(std::lround(Simulator::Now().GetSeconds()));
    }

    void Report(const Pref64Choice& choice)
    {
        changes += Second();
        changes += choice.GetSource() ? std::string(" ") + ToWord(*choice.GetSource()) : "";
        for (const auto& prefix : choice.GetPrefixes())
        {
            changes += " " + prefix.GetPrefix().ToString();
        }
        changes += "; ";
    }

    /** A NAT64 between edge and server; returns the server's link. */
    std::string Connect(const std::string& plat, uint32_t number, const std::string& prefix)
    {
        const std::string n = std::to_string(number);
        Link("core" + n, "edge", plat);
        Link("out" + n, plat, "server");
        Address("edge", "core" + n, "2001:db8:c" + n + "::1/64");
        Address(plat, "core" + n, "2001:db8:c" + n + "::2/64");
        Address(plat, "out" + n, "192.0.2.25" + n + "/24");
        Address("server", "out" + n, "192.0.2." + n + "/24");
        Route("edge", prefix, "2001:db8:c" + n + "::2", "core" + n);
        Route(plat, "2001:db8:cafe::/64", "2001:db8:c" + n + "::1", "core" + n);
        Nat64Helper helper;
        helper.SetAttribute("Prefix", StringValue(prefix));
        helper.AddPool("203.0.113." + n);
        helper.Install(At(plat));
        return "out" + n;
    }

    Answer m_answer;
};

Answer
Records(const std::vector<std::string>& addresses, uint32_t ttl)
{
    Answer answer;
    answer.kind = Answer::Kind::Records;
    for (const auto& address : addresses)
    {
        answer.addresses.push_back(Addr(address));
    }
    answer.ttlSeconds = ttl;
    return answer;
}

void
WorksWithPref64(test::Verdict& v)
{
    Carrier net;
    net.Advertise("", 0);
    net.Ask(1);
    net.Advertise(OLD, 10);
    net.Ask(11);
    net.Advertise("", 20);
    net.Ask(21);
    net.Run(30);
    v.Equal(net.changes, "10 ra 64:ff9b::/96; 20; ", "prefixes");
    v.Equal(net.Used(), OLD + " ", "translated while there was a prefix");
    v.Equal(net.payload, 200u, "and answered");
    v.True(!net.clat->GetPlatPrefix(), "the CLAT has none at the end");
    v.Equal(net.drops, "no-clat-prefix; no-clat-prefix; ", "before and after");
}

void
Renumbers(test::Verdict& v)
{
    Carrier net;
    net.Advertise(OLD, 0);
    net.Ask(1);
    net.Advertise(NEW, 10);
    net.Ask(11);
    net.Run(20);
    v.Equal(net.payload, 400u, "an IPv4 app is answered before and after");
    v.Equal(net.Used(), OLD + " " + NEW + " ", "through the NAT64 of the time");
    v.Equal(net.changes,
            "0 ra 64:ff9b::/96; 10 ra 64:ff9b::/96 2001:db8:64::/96; 10 ra 2001:db8:64::/96; ",
            "never without a prefix");
}

void
Expires(test::Verdict& v)
{
    Carrier net;
    net.Advertise(OLD, 0, 601); // 608 s on the wire
    Simulator::Schedule(Seconds(40), [&net]() {
        net.At("edge")->GetObject<ns3::Ipv6>()->SetDown(
            static_cast<uint32_t>(net.At("edge")->GetObject<ns3::Ipv6>()->GetInterfaceForDevice(
                net.Device("edge", "access"))));
    });
    net.Run(700);
    double last = 0;
    for (const auto& frame : net.Frames("access"))
    {
        const bool advertisement = frame.bytes[6] == protocol::ICMPV6 && frame.bytes[40] == 134;
        last = advertisement ? frame.ms / 1000 : last;
    }
    v.True(last > 10 && last < 40, "the router fell silent");
    v.Equal(net.changes,
            "0 ra 64:ff9b::/96; " + std::to_string(std::lround(last + 608)) + "; ",
            "608 s after its last word");
}

void
Precedence(test::Verdict& v)
{
    Carrier net;
    net.SetDns(Records({"2001:db8:53::c000:aa"}, 3600));
    net.Advertise("", 0);
    net.Advertise(OLD, 8);
    Simulator::Schedule(Seconds(10), [&net]() {
        net.watch->SetPcp(net.Uplink(), {P("2001:db8:7225::/96")}, 10);
    });
    Simulator::Schedule(Seconds(15), [&net]() { net.watch->SetStatic(net.Uplink(), {P(NEW)}); });
    Simulator::Schedule(Seconds(16), [&net]() { net.watch->SetStatic(net.Uplink(), {}); });
    net.Advertise("", 28);
    net.Run(35);
    v.Equal(net.changes,
            "0 dns 2001:db8:53::/96; 8 ra 64:ff9b::/96; 10 pcp 2001:db8:7225::/96; "
            "15 static 2001:db8:64::/96; 16 pcp 2001:db8:7225::/96; 20 ra 64:ff9b::/96; "
            "28 dns 2001:db8:53::/96; ",
            "what counts");
    v.Equal(net.clat->GetPlatPrefix()->GetPrefix().ToString(), "2001:db8:53::/96", "the CLAT's");
}

void
LearnsByDns(test::Verdict& v)
{
    Carrier net;
    net.SetDns(Records({"2001:db8::bad", "64:ff9b::c000:aa", "64:ff9b::c000:ab"}, 600));
    net.Advertise("", 0);
    net.Ask(1);
    net.Run(1200);
    v.Equal(net.payload, 200u, "IPv4 works");
    v.Equal(net.asked, "0 AAAA; 590 AAAA; 1180 AAAA; ", "queries");
    v.Equal(net.changes, "0 dns 64:ff9b::/96; ", "the same all the time");
}

void
HasNoDns64(test::Verdict& v)
{
    Carrier net;
    uint32_t none = 0;
    net.watch->TraceConnectWithoutContext(
        "NoDns64",
        ns3::Callback<void, uint32_t>([&none](uint32_t) { ++none; }));
    Answer negative;
    negative.kind = Answer::Kind::NoRecords;
    negative.ttlSeconds = 900;
    net.SetDns(negative);
    net.Advertise("", 0);
    net.Ask(1);
    net.Run(1000);
    v.Equal(net.asked, "0 AAAA; 0 A; 900 AAAA; 900 A; ", "queries");
    v.Equal(none, 0u, "no A records either");
    v.Equal(net.Used(), "", "no translation");
    v.True(!net.clat->GetPlatPrefix(), "the CLAT is off");
    v.Equal(net.drops, "no-clat-prefix; ", "and says so");
}

void
AsksNewResolvers(test::Verdict& v)
{
    Carrier net;
    net.SetDns(Answer()); // a failure
    AdvertiserSettings settings;
    settings.prefixes = {{Block("2001:db8:cafe::/64")}};
    settings.resolvers = {{{Addr("2001:db8::53")}, 9000}};
    Simulator::Schedule(Seconds(2), [&]() {
        RouterAdvertiser::Of(net.At("edge"))->Advertise(net.Device("edge", "access"), settings);
    });
    net.Run(4);
    v.Equal(net.asked, "0 AAAA; 2 AAAA; ", "at the start, and when resolvers are told");
}

void
TwoLinks(test::Verdict& v)
{
    SmallNet net;
    net.Host("h");
    net.Router("r1");
    net.Router("r2");
    net.Link("one", "h", "r1");
    net.Link("two", "h", "r2");
    net.Address("r1", "one", "2001:db8:1::ff/64");
    net.Address("r2", "two", "2001:db8:2::ff/64");
    for (const std::string n : {"1", "2"})
    {
        const std::string link = n == "1" ? "one" : "two";
        RouterListener::Of(net.At("h"))->Listen(net.Device("h", link));
        AdvertiserSettings settings;
        settings.pref64s = {{P(n == "1" ? OLD : NEW), 600}};
        RouterAdvertiser::Of(net.At("r" + n))->Advertise(net.Device("r" + n, link), settings);
    }
    const auto watch = Pref64Watch::Of(net.At("h"));
    net.Run(1);
    for (const std::string link : {"one", "two"})
    {
        const auto& choice = watch->GetChoice(net.Device("h", link));
        v.Equal(choice.GetPrefixes().size(), 1u, link + ": prefixes");
        v.Equal(choice.GetFirst()->GetPrefix().ToString(), link == "one" ? OLD : NEW, link);
        v.Equal(choice.GetInconsistency(), "", "different links may differ");
    }
}

void
TwoRouters(test::Verdict& v)
{
    SmallNet net;
    net.Host("h");
    net.Router("r1");
    net.Router("r2");
    net.Lan("lan", {"h", "r1", "r2"});
    std::string atHost;
    std::string atRouter;
    RouterListener::Of(net.At("h"))->Listen(net.Device("h", "lan"));
    Pref64Watch::Of(net.At("h"))
        ->TraceConnectWithoutContext(
            "Inconsistent",
            ns3::Callback<void, uint32_t, const std::string&>(
                [&atHost](uint32_t, const std::string& sentence) { atHost += sentence + "\n"; }));
    for (const std::string n : {"1", "2"})
    {
        net.Address("r" + n, "lan", "2001:db8:1::" + n + "/64");
        AdvertiserSettings settings;
        settings.pref64s = {{P(n == "1" ? OLD : NEW), 600}};
        const auto advertiser = RouterAdvertiser::Of(net.At("r" + n));
        advertiser->TraceConnectWithoutContext(
            "Inconsistent",
            ns3::Callback<void, uint32_t, const IpAddress&, const std::string&>(
                [&atRouter](uint32_t, const IpAddress&, const std::string& sentence) {
                    atRouter += sentence + "\n";
                }));
        advertiser->Advertise(net.Device("r" + n, "lan"), settings);
    }
    net.Run(60);
    v.True(atHost.find(OLD) != std::string::npos && atHost.find(NEW) != std::string::npos,
           "the host: " + atHost);
    v.Equal(std::count(atHost.begin(), atHost.end(), '\n'), 1, "sentences at the host");
    v.True(atRouter.find(OLD) != std::string::npos && atRouter.find(NEW) != std::string::npos,
           "the routers: " + atRouter);
    v.Equal(std::count(atRouter.begin(), atRouter.end(), '\n'), 2, "sentences, one at each router");
}

void
SubPrefixes(test::Verdict& v)
{
    const auto& example = test::data::RfcExamples()["rfc8781_option"]["subprefix_routing"];
    const Pref64 prefix = P(example["prefix"]);
    SmallNet net;
    net.Router("r");
    net.Router("a");
    net.Router("b");
    net.Host("h");
    net.Link("h", "h", "r");
    net.Link("a", "r", "a");
    net.Link("b", "r", "b");
    net.Address("h", "h", "2001:db8:1::1/64");
    net.Address("r", "h", "2001:db8:1::2/64");
    net.Address("r", "a", "2001:db8:2::1/64");
    net.Address("a", "a", "2001:db8:2::2/64");
    net.Address("r", "b", "2001:db8:3::1/64");
    net.Address("b", "b", "2001:db8:3::2/64");
    net.Route("h", "::/0", "2001:db8:1::2", "h");
    net.Route("r", example["route_10_8"], "2001:db8:2::2", "a");
    net.Route("r", example["prefix"], "2001:db8:3::2", "b");
    net.Udp("h", prefix.Embed(Addr("10.1.2.3")).ToString(), 7, 10, 1);
    net.Udp("h", prefix.Embed(Addr("11.1.2.3")).ToString(), 7, 10, 2);
    net.Udp("h", prefix.Embed(Addr("192.0.2.1")).ToString(), 7, 10, 3);
    net.Run(1);
    v.Equal(net.Frames("a", protocol::UDP).size(), 1u, "10.0.0.0/8 goes to NAT64 a");
    v.Equal(net.Frames("b", protocol::UDP).size(), 2u, "all else to b");
}

/** Two prefixes by DNS; `dead` does not lead anywhere, as a check finds out after 6 s. */
std::string
ChosenAfterCheck(const std::vector<std::string>& dead)
{
    Carrier net;
    Answer answer;
    answer.kind = Answer::Kind::Records;
    answer.ttlSeconds = 600;
    for (const auto& prefix : {OLD, NEW})
    {
        answer.addresses.push_back(P(prefix).Embed(Addr("192.0.0.170")));
        answer.addresses.push_back(P(prefix).Embed(Addr("192.0.0.171")));
    }
    net.watch->SetConnectivityCheck(
        net.Uplink(),
        [dead](uint32_t, const Pref64& prefix, const std::function<void(bool)>& done) {
            const bool reachable =
                std::count(dead.begin(), dead.end(), prefix.GetPrefix().ToString()) == 0;
            Simulator::Schedule(Seconds(reachable ? 1 : 6),
                                [done, reachable]() { done(reachable); });
        });
    net.SetDns(answer);
    net.Run(20);
    return net.changes;
}

void
PrefersWhatWorks(test::Verdict& v)
{
    const std::string both = "0 dns " + OLD + " " + NEW + "; ";
    v.Equal(ChosenAfterCheck({}), both, "both work");
    v.Equal(ChosenAfterCheck({OLD}), both + "6 dns " + NEW + " " + OLD + "; ", "the second does");
    v.Equal(ChosenAfterCheck({NEW}), both, "the first does");
    v.Equal(ChosenAfterCheck({OLD, NEW}), both, "neither does: it may be the check");
}

const std::vector<Row> ROWS{
    {"a phone with no address but an advertised one has IPv4 while a PREF64 is advertised",
     "RFC 6877 6.3, RFC 8781 5, 6877-07, 8781-04, 8585-03",
     WorksWithPref64},
    {"renumbering while running: an IPv4 app's new flows go through the new NAT64",
     "RFC 8781 4.1, 5, 8781-10, 6877-07",
     Renumbers},
    {"a PREF64 ends on time when routers fall silent", "RFC 8781 4.1, 8781-13, 8781-06", Expires},
    {"configured prefixes come before PCP, advertisements and DNS, and each takes over when the "
     "others are gone",
     "RFC 8781 5.1, RFC 8585 5.2, 8781-08, 8585-05",
     Precedence},
    {"without PREF64 DNS tells the prefix, asked again before the TTL ends",
     "RFC 7050 3, RFC 6877 6.3, 7050-01, 7050-11, 6877-07, 8585-03",
     LearnsByDns},
    {"where neither tells, the CLAT stays off",
     "RFC 8585 3.2, RFC 6877 6.3, 8585-03, 7050-08, 7050-09",
     HasNoDns64},
    {"new resolvers are asked at once", "RFC 7050 3, RFC 8106 5.3.1", AsksNewResolvers},
    {"each link has its own prefixes", "RFC 8781 5.1, 8781-09", TwoLinks},
    {"routers of one link that tell different prefixes are noticed, by hosts and by each other",
     "RFC 8781 5.2, 8781-11",
     TwoRouters},
    {"parts of a prefix may lead to different NAT64s", "RFC 8781 5.1, 8781-12", SubPrefixes},
    {"of prefixes that DNS tells, one that fails its check stands behind those that do not",
     "RFC 7050 3.2; 7050-13",
     PrefersWhatWorks},
};

V6LAB_SUITE("v6lab-translation-pref64-watch", ROWS);

} // namespace
