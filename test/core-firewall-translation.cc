// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/firewall/firewall.h"
#include "test/support/azure.h"
#include "test/support/firewall-lab.h"
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
using namespace ns3::v6lab::test::firewall;

namespace
{

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

} // namespace

V6LAB_SUITE("v6lab-core-firewall-translation", TRANSLATION);
