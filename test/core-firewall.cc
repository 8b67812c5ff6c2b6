// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/firewall/firewall.h"
#include "test/support/azure.h"
#include "test/support/flow-packets.h"
#include "test/support/table.h"
#include "test/support/wire.h"

#include <memory>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::RuleProtocol;
using flow::Echo;
using flow::IcmpAbout;
using flow::Tcp;
using flow::Udp;

namespace
{

constexpr uint8_t SYN = flow::tcp::SYN;
constexpr uint8_t ACK = flow::tcp::ACK;
constexpr uint8_t FIN = flow::tcp::FIN;
constexpr uint8_t RST = flow::tcp::RST;

const std::string CLIENT = "10.1.0.4";
const std::string SERVER = "10.2.0.4";
const std::string FIREWALL = "10.0.0.4";
const std::string INTERNET = "198.51.100.7";
const flow::End CALLER{CLIENT, 5000};
const flow::End WEB{SERVER, 80};
const flow::End SITE{INTERNET, 443};

/** "allow 200 web: TCP from to ports"; "*" for any. */
FirewallRule
Rule(const std::string& name,
     RuleProtocol protocol,
     const std::string& from,
     const std::string& to,
     std::vector<azure::PortRange> ports = {})
{
    FirewallRule rule{name};
    rule.match.protocols = {protocol};
    if (from != "*")
    {
        rule.match.sources = {*Prefix::Parse(from)};
    }
    if (to != "*")
    {
        rule.match.destinations = {*Prefix::Parse(to)};
    }
    rule.match.destinationPorts = std::move(ports);
    return rule;
}

const FirewallCollection WEB_ONLY{
    "net",
    200,
    true,
    {Rule("web", RuleProtocol::Tcp, "10.1.0.0/16", "*", {{80, 80}, {443, 443}}),
     Rule("ping", RuleProtocol::Icmp, "*", "*")}};
const FirewallCollection ALL{"net", 200, true, {Rule("all", RuleProtocol::Any, "*", "*")}};

/** Sends packets through one firewall. */
class Lab
{
  public:
    explicit Lab(FirewallSettings settings)
        : m_firewall(std::make_unique<Firewall>(settings))
    {
    }

    explicit Lab(const FirewallCollection& collection)
        : Lab(With(collection))
    {
    }

    static FirewallSettings With(const FirewallCollection& collection)
    {
        FirewallSettings settings;
        settings.collections = {collection};
        settings.privateRanges = DefaultPrivateRanges();
        return settings;
    }

    /** "> source port destination port" as it leaves, or the word of the reason. */
    std::string Send(const Bytes& bytes, bool own = false, FirewallZone zone = 0)
    {
        FirewallPacket packet;
        packet.facts = *ReadFacts(bytes.data(), bytes.size());
        const size_t header = bytes[0] >> 4 == 4 ? 20 : 40;
        if (packet.facts.icmpError)
        {
            packet.quoted = ReadFacts(bytes.data() + header + 8, bytes.size() - header - 8);
        }
        packet.zone = zone;
        packet.own = own;
        last = m_firewall->Judge(packet, nowNs);
        if (last.reason != Reason::None)
        {
            return std::string(Describe(last.reason).word);
        }
        out = bytes;
        azure::Apply(last.rewrite, out.data(), out.size(), true);
        return "passes";
    }

    /** What left last: "source port > destination port". */
    std::string Out(size_t from = 0) const
    {
        const auto facts = ReadFacts(out.data() + from, out.size() - from);
        return facts->source.ToString() + " " + std::to_string(facts->sourcePort) + " > " +
               facts->destination.ToString() + " " + std::to_string(facts->destinationPort);
    }

    PacketFacts OutFacts() const
    {
        return *ReadFacts(out.data(), out.size());
    }

    std::string RuleName() const
    {
        return last.rule ? last.rule->name : "none";
    }

    void Wait(double seconds)
    {
        nowNs += static_cast<int64_t>(seconds * 1e9);
    }

    Firewall& Get()
    {
        return *m_firewall;
    }

    FirewallVerdict last;
    Bytes out;
    int64_t nowNs{0};

  private:
    std::unique_ptr<Firewall> m_firewall;
};

FirewallSettings
Snat(std::vector<std::string> addresses = {FIREWALL})
{
    auto settings = Lab::With(ALL);
    for (const auto& address : addresses)
    {
        settings.snatAddresses.push_back(Address(address));
    }
    return settings;
}

FirewallSettings
Dnat(bool snat)
{
    auto settings = Lab::With(WEB_ONLY);
    FirewallDnatRule rule{"in"};
    rule.match.protocols = {RuleProtocol::Tcp};
    rule.match.destinations = {*Prefix::Parse(FIREWALL + "/32")};
    rule.match.destinationPorts = {{8080, 8080}};
    rule.server = Address(SERVER);
    rule.serverPort = 80;
    settings.dnat = {{"dnat", 100, {rule}}};
    settings.snatAddresses = {Address(FIREWALL)};
    settings.snatsDnat = snat;
    return settings;
}

/** Opens a connection: whether all three segments pass. */
bool
Opens(Lab& lab, const flow::End& from, const flow::End& to)
{
    return lab.Send(Tcp(from, to, SYN)) == "passes" &&
           lab.Send(Tcp(to, from, SYN | ACK)) == "passes" &&
           lab.Send(Tcp(from, to, ACK)) == "passes";
}

const std::vector<Row> RULES = {
    {"what no rule allows is denied",
     "M2",
     [](Verdict& v) {
         Lab lab(WEB_ONLY);
         v.Equal(lab.Send(Tcp(CALLER, {SERVER, 22}, SYN)), "firewall-no-rule", "ssh");
         v.Equal(lab.Send(Udp(CALLER, WEB)), "firewall-no-rule", "another protocol");
         v.Equal(lab.Send(Tcp({"10.9.0.4", 1}, WEB, SYN)), "firewall-no-rule", "another source");
         v.Equal(lab.Get().GetFlowCount(), 0u, "flows");
     }},
    {"what a rule allows passes both ways, and the rule is named",
     "M2",
     [](Verdict& v) {
         Lab lab(WEB_ONLY);
         v.Equal(lab.Send(Tcp(CALLER, WEB, SYN)), "passes", "first");
         v.Equal(lab.RuleName(), "net/web", "rule");
         v.Equal(lab.Send(Tcp(WEB, CALLER, SYN | ACK)), "passes", "answer");
         v.Equal(lab.RuleName(), "none", "no rule was asked");
         v.Equal(lab.Out(), "10.2.0.4 80 > 10.1.0.4 5000", "untouched");
     }},
    {"the collection with the lowest priority number decides",
     "M2",
     [](Verdict& v) {
         auto settings = Lab::With(ALL);
         settings.collections.push_back(
             {"stop", 100, false, {Rule("no-web", RuleProtocol::Tcp, "*", "*", {{80, 80}})}});
         Lab lab(settings);
         v.Equal(lab.Send(Tcp(CALLER, WEB, SYN)), "firewall-denied", "denied first");
         v.Equal(lab.RuleName(), "stop/no-web", "rule");
         v.Equal(lab.Send(Tcp(CALLER, {SERVER, 81}, SYN)), "passes", "another port");
         settings.collections.back().priority = 300;
         Lab later(settings);
         v.Equal(later.Send(Tcp(CALLER, WEB, SYN)), "passes", "allowed first");
     }},
    {"a rule for prefixes of one IP version says nothing of the other",
     "M2",
     [](Verdict& v) {
         Lab lab(FirewallCollection{"net",
                                    200,
                                    true,
                                    {Rule("v4", RuleProtocol::Any, "0.0.0.0/0", "0.0.0.0/0")}});
         v.Equal(lab.Send(Udp(CALLER, WEB)), "passes", "IPv4");
         v.Equal(lab.Send(Udp({"fd00:1::4", 1}, {"fd00:2::4", 2})), "firewall-no-rule", "IPv6");
         auto settings = Lab::With(ALL);
         settings.carriesIpv6 = false;
         Lab narrow(settings);
         v.Equal(narrow.Send(Udp({"fd00:1::4", 1}, {"fd00:2::4", 2})),
                 "firewall-no-ipv6",
                 "a firewall of IPv4");
     }},
    {"ICMP is that of both IP versions; a rule may name types",
     "M2",
     [](Verdict& v) {
         auto rule = Rule("echo", RuleProtocol::Icmp, "*", "*");
         rule.match.icmpTypes = {8, 128};
         Lab lab(FirewallCollection{"net", 1, true, {rule}});
         v.Equal(lab.Send(Echo(CLIENT, SERVER, 8, 7)), "passes", "IPv4");
         v.Equal(lab.Send(Echo("fd00:1::4", "fd00:2::4", 128, 7)), "passes", "IPv6");
         v.Equal(lab.Send(Echo(CLIENT, SERVER, 13, 7)), "firewall-no-rule", "timestamp");
     }},
    {"a rule for any protocol with ports is one for TCP and UDP on them, and for ICMP",
     "M2",
     [](Verdict& v) {
         Lab lab(FirewallCollection{"net",
                                    1,
                                    true,
                                    {Rule("r", RuleProtocol::Any, "*", "*", {{80, 90}})}});
         v.Equal(lab.Send(Tcp(CALLER, {SERVER, 90}, SYN)), "passes", "TCP");
         v.Equal(lab.Send(Udp(CALLER, {SERVER, 91})), "firewall-no-rule", "UDP beside");
         v.Equal(lab.Send(Echo(CLIENT, SERVER, 8, 7)), "passes", "ping");
     }},
    {"rules for a zone are for what comes from there",
     "M2",
     [](Verdict& v) {
         auto lan = Rule("lan", RuleProtocol::Any, "*", "*");
         lan.match.zone = 1;
         Lab lab(FirewallCollection{"net",
                                    1,
                                    true,
                                    {lan, Rule("ssh", RuleProtocol::Tcp, "*", "*", {{22, 22}})}});
         v.Equal(lab.Send(Udp(CALLER, WEB), false, 1), "passes", "from the LAN");
         v.Equal(lab.Send(Udp(WEB, CALLER), false, 0), "passes", "its answer");
         v.Equal(lab.Send(Udp({SERVER, 9}, CALLER), false, 0), "firewall-no-rule", "from the WAN");
         v.Equal(lab.Send(Tcp(WEB, {CLIENT, 22}, SYN), false, 0), "passes", "ssh from the WAN");
     }},
};

const std::vector<Row> STATE = {
    {"a TCP segment in mid-connection without a seen SYN dies, whatever the rules say",
     "M2",
     [](Verdict& v) {
         Lab lab(ALL);
         for (const uint8_t flags : {ACK, uint8_t(SYN | ACK), uint8_t(FIN | ACK), RST})
         {
             v.Equal(lab.Send(Tcp(WEB, CALLER, flags)),
                     "firewall-no-connection",
                     "flags " + std::to_string(flags));
         }
     }},
    {"a connection whose answer goes another way dies with its third segment",
     "M2",
     [](Verdict& v) {
         Lab lab(ALL);
         v.Equal(lab.Send(Tcp(CALLER, WEB, SYN)), "passes", "SYN");
         v.Equal(lab.Send(Tcp(CALLER, WEB, ACK)), "firewall-no-connection", "ACK");
         v.Equal(lab.Send(Tcp(CALLER, WEB, SYN)), "passes", "the SYN again");
         Lab whole(ALL);
         v.True(Opens(whole, CALLER, WEB), "both ways through it opens");
     }},
    {"an echo reply that nobody asked for dies",
     "M2",
     [](Verdict& v) {
         Lab lab(ALL);
         v.Equal(lab.Send(Echo(SERVER, CLIENT, 0, 7)), "firewall-no-connection", "unasked");
         lab.Send(Echo(CLIENT, SERVER, 8, 7));
         v.Equal(lab.Send(Echo(SERVER, CLIENT, 0, 7)), "passes", "asked");
     }},
    {"TCP flows are forgotten after four idle minutes",
     "M2",
     [](Verdict& v) {
         Lab lab(ALL);
         v.True(Opens(lab, CALLER, WEB), "opens");
         lab.Wait(239);
         v.Equal(lab.Send(Tcp(WEB, CALLER, ACK)), "passes", "in time");
         lab.Wait(239);
         v.Equal(lab.Send(Tcp(CALLER, WEB, ACK)), "passes", "the other side in time");
         lab.Wait(241);
         v.Equal(lab.Send(Tcp(CALLER, WEB, ACK)), "firewall-no-connection", "too late");
         v.Equal(lab.Get().GetFlowCount(), 0u, "flows");
     }},
    {"after FIN of both sides, or a reset, the next connection may use the same ports",
     "M2",
     [](Verdict& v) {
         Lab lab(WEB_ONLY);
         v.True(Opens(lab, CALLER, WEB), "opens");
         lab.Send(Tcp(CALLER, WEB, FIN | ACK));
         lab.Send(Tcp(WEB, CALLER, FIN | ACK));
         v.Equal(lab.Send(Tcp(CALLER, WEB, ACK)), "passes", "the last ACK");
         v.True(Opens(lab, CALLER, WEB), "again");
         lab.Send(Tcp(WEB, CALLER, RST));
         v.True(Opens(lab, CALLER, WEB), "after a reset");
         v.Equal(lab.Get().GetFlowCount(), 1u, "flows");
     }},
    {"when there are too many flows, the one that is idle for longest makes room",
     "M2",
     [](Verdict& v) {
         auto settings = Lab::With(ALL);
         settings.flows = 2;
         Lab lab(settings);
         v.True(Opens(lab, CALLER, WEB), "opens"); // the longest timeout
         lab.Wait(1);
         lab.Send(Echo(CLIENT, SERVER, 8, 7));
         lab.Wait(1);
         lab.Send(Echo(CLIENT, SERVER, 8, 8));
         v.Equal(lab.Get().GetFlowCount(), 2u, "flows");
         v.Equal(lab.Send(Tcp(CALLER, WEB, ACK)), "firewall-no-connection", "the oldest");
         v.Equal(lab.Send(Echo(SERVER, CLIENT, 0, 7)), "passes", "a younger one");
     }},
    {"later fragments follow the first one, and die without it",
     "M2",
     [](Verdict& v) {
         Lab lab(Snat());
         const auto pieces = flow::Cut(Udp(CALLER, {INTERNET, 53}, Bytes(64, 1)), {24}, 77);
         v.Equal(lab.Send(pieces[1]), "no-first-fragment", "alone");
         v.Equal(lab.Send(pieces[0]), "passes", "the first");
         v.Equal(lab.Send(pieces[1]), "passes", "the second");
         v.Equal(lab.OutFacts().source.ToString(), FIREWALL, "translated as well");
         lab.Wait(3);
         v.Equal(lab.Send(pieces[1]), "no-first-fragment", "too late");
     }},
    {"a packet without ports is no beginning of a flow",
     "M2; RFC 6335 6",
     [](Verdict& v) {
         Lab lab(ALL);
         v.Equal(lab.Send(Udp(CALLER, {SERVER, 0})), "malformed-header", "port 0");
         Bytes cut = Udp(CALLER, WEB);
         cut.resize(20);
         v.Equal(lab.Send(cut), "malformed-header", "no ports");
     }},
    {"ICMP errors pass with the flow that they are about, others die",
     "M2",
     [](Verdict& v) {
         Lab lab(ALL);
         const auto request = Udp(CALLER, WEB);
         const auto error = IcmpAbout("10.3.0.1", CLIENT, icmp::TimeExceeded(Family::V4), request);
         v.Equal(lab.Send(error), "firewall-no-connection", "before");
         lab.Send(request);
         v.Equal(lab.Send(error), "passes", "after");
     }},
    {"what is for the node itself is its own where it takes it, and denied where it does not",
     "M2",
     [](Verdict& v) {
         auto settings = Lab::With(ALL);
         Lab closed(settings);
         v.Equal(closed.Send(Tcp(CALLER, {FIREWALL, 22}, SYN), true), "firewall-no-rule", "SYN");
         settings.takesOwn = true;
         Lab open(settings);
         v.Equal(open.Send(Tcp(CALLER, {FIREWALL, 22}, SYN), true), "passes", "SYN");
         v.Equal(open.Send(Tcp(WEB, {FIREWALL, 999}, SYN | ACK), true), "passes", "an answer");
         v.Equal(open.Get().GetFlowCount(), 0u, "flows");
     }},
};

const std::vector<Row> TRANSLATION = {
    {"flows to the Internet get the firewall's address, and answers find back",
     "M2",
     [](Verdict& v) {
         Lab lab(Snat());
         v.Equal(lab.Send(Tcp(CALLER, SITE, SYN)), "passes", "SYN");
         const auto facts = lab.OutFacts();
         v.Equal(facts.source.ToString(), FIREWALL, "source");
         v.Equal(BadChecksums(lab.out), "", "checksums");
         v.Equal(lab.Send(Tcp(SITE, {FIREWALL, facts.sourcePort}, SYN | ACK), true),
                 "passes",
                 "answer");
         v.Equal(lab.Out(), "198.51.100.7 443 > 10.1.0.4 5000", "to the caller");
         v.Equal(BadChecksums(lab.out), "", "checksums of the answer");
     }},
    {"destinations in private ranges see the true source",
     "M2",
     [](Verdict& v) {
         Lab lab(Snat({FIREWALL, "fd00::4"}));
         for (const std::string to : {"10.2.0.4", "172.31.0.1", "192.168.1.1", "100.64.0.1"})
         {
             lab.Send(Udp(CALLER, {to, 53}));
             v.Equal(lab.OutFacts().source.ToString(), CLIENT, to);
         }
         for (const std::string to : {"fc00::1", "fdff::1"})
         {
             lab.Send(Udp({"2001:db8:1::4", 1}, {to, 53}));
             v.Equal(lab.OutFacts().source.ToString(), std::string("2001:db8:1::4"), to);
         }
         lab.Send(Udp({"fd00:1::4", 1}, {"2001:db8:9::1", 53}));
         v.Equal(lab.OutFacts().source.ToString(), std::string("fd00::4"), "IPv6 Internet");
     }},
    {"pings are translated by their identifier",
     "M2",
     [](Verdict& v) {
         Lab lab(Snat({FIREWALL, "fd00::4"}));
         lab.Send(Echo(CLIENT, INTERNET, 8, 7));
         const auto first = lab.OutFacts();
         v.Equal(BadChecksums(lab.out), "", "checksums");
         lab.Send(Echo("10.1.0.5", INTERNET, 8, 7));
         v.True(lab.OutFacts().sourcePort != first.sourcePort, "two hosts differ");
         v.Equal(lab.Send(Echo(INTERNET, FIREWALL, 0, first.sourcePort), true), "passes", "reply");
         v.Equal(lab.Out(), "198.51.100.7 7 > 10.1.0.4 7", "to the first host");
         v.Equal(BadChecksums(lab.out), "", "checksums of the reply");
         lab.Send(Echo("fd00:1::4", "2001:db8:9::1", 128, 9));
         v.Equal(lab.OutFacts().source.ToString(), std::string("fd00::4"), "IPv6");
         v.Equal(BadChecksums(lab.out), "", "checksums of IPv6");
     }},
    {"an ICMP error about a translated flow reaches who sent it, with what it sent",
     "M2",
     [](Verdict& v) {
         Lab lab(Snat());
         lab.Send(Udp(CALLER, {INTERNET, 53}));
         const auto error =
             IcmpAbout("203.0.113.1", FIREWALL, icmp::TooBig(Family::V4, 1400), lab.out);
         v.Equal(lab.Send(error, true), "passes", "error");
         v.Equal(lab.OutFacts().source.ToString(), std::string("203.0.113.1"), "reporter");
         v.Equal(lab.OutFacts().destination.ToString(), CLIENT, "receiver");
         v.Equal(lab.Out(28), "10.1.0.4 5000 > 198.51.100.7 53", "quoted");
         v.Equal(BadChecksums(lab.out), "", "checksums");
     }},
    {"destination NAT comes before the rules and needs none of them",
     "M2",
     [](Verdict& v) {
         Lab lab(Dnat(true));
         const flow::End visitor{INTERNET, 4000};
         v.Equal(lab.Send(Tcp(visitor, {FIREWALL, 8080}, SYN), true), "passes", "SYN");
         v.Equal(lab.RuleName(), "dnat/in", "rule");
         const auto facts = lab.OutFacts();
         v.Equal(facts.destination.ToString() + " " + std::to_string(facts.destinationPort),
                 "10.2.0.4 80",
                 "server");
         v.Equal(facts.source.ToString(), FIREWALL, "source, so that the answer comes back");
         v.Equal(lab.Send(Tcp(WEB, {FIREWALL, facts.sourcePort}, SYN | ACK), true),
                 "passes",
                 "answer");
         v.Equal(lab.Out(), "10.0.0.4 8080 > 198.51.100.7 4000", "to the visitor");
         v.Equal(lab.Send(Tcp(visitor, {FIREWALL, 22}, SYN), true), "firewall-no-rule", "beside");
     }},
    {"destination NAT alone keeps the visitor's address",
     "M2",
     [](Verdict& v) {
         Lab lab(Dnat(false));
         lab.Send(Tcp({INTERNET, 4000}, {FIREWALL, 8080}, SYN), true);
         v.Equal(lab.Out(), "198.51.100.7 4000 > 10.2.0.4 80", "to the server");
         const auto error =
             IcmpAbout("10.2.0.1", INTERNET, icmp::HostUnreachable(Family::V4), lab.out);
         v.Equal(lab.Send(error), "passes", "an error of a router behind");
         v.Equal(lab.OutFacts().source.ToString(), FIREWALL, "hides the router");
         v.Equal(lab.Out(28), "198.51.100.7 4000 > 10.0.0.4 8080", "quotes what the visitor sent");
         v.Equal(BadChecksums(lab.out), "", "checksums");
     }},
    {"a port serves many destinations, and is refused only when all are taken for one",
     "M2",
     [](Verdict& v) {
         auto settings = Snat({FIREWALL, "10.0.0.5"});
         settings.firstPort = 2000;
         settings.lastPort = 2003;
         Lab lab(settings);
         for (uint16_t i = 0; i < 8; ++i)
         {
             v.Equal(lab.Send(Udp({CLIENT, static_cast<uint16_t>(100 + i)}, SITE)),
                     "passes",
                     "port");
         }
         v.Equal(lab.Get().GetPortUse(), 1.0, "SNAT port utilisation");
         v.Equal(lab.Send(Udp({CLIENT, 200}, SITE)), "firewall-no-port", "exhausted");
         v.Equal(lab.Get().GetPortFailures(), uint64_t{1}, "failures");
         v.Equal(lab.Send(Udp({CLIENT, 200}, {INTERNET, 444})), "passes", "elsewhere");
         lab.Wait(241);
         v.Equal(lab.Send(Udp({CLIENT, 200}, SITE)), "passes", "after they went idle");
     }},
    {"settings out of range are named",
     "M2",
     [](Verdict& v) {
         const auto complaint = [](auto change) -> std::string {
             FirewallSettings settings;
             change(settings);
             try
             {
                 Firewall firewall(settings);
             }
             catch (const std::invalid_argument& error)
             {
                 return error.what();
             }
             return "";
         };
         v.Equal(complaint([](auto& s) { s.flows = 0; }),
                 "firewall flows and datagrams: at least 1",
                 "flows");
         v.Equal(complaint([](auto& s) { s.firstPort = 0; }),
                 "firewall ports: 1 to 65535, the first not above the last",
                 "ports");
         v.Equal(complaint([](auto& s) { s.timeouts.udp = 0; }),
                 "firewall timeout udp: more than 0",
                 "timeout");
         v.Equal(complaint([](auto& s) {
                     s.dnat = {{"d", 1, {{"r"}}}};
                 }),
                 "firewall DNAT rule r: the address of a server",
                 "server");
     }},
};

std::vector<Row>
All()
{
    std::vector<Row> all;
    for (const auto* rows : {&RULES, &STATE, &TRANSLATION})
    {
        all.insert(all.end(), rows->begin(), rows->end());
    }
    return all;
}

} // namespace

V6LAB_SUITE("v6lab-core-firewall", All());
