// SPDX-License-Identifier: GPL-2.0-only
// What a NAT64 on a home router gives back, and the firewall between it and the router itself.
#include "helper/translator-helper.h"
#include "test/support/flow-packets.h"
#include "test/support/json-data.h"
#include "test/support/table.h"
#include "test/support/zone-net.h"

#include "ns3/string.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using test::data::Addr;

namespace
{

/** r has a NAT64 that shares its address on the wan, and answers at a port of the pool. */
class SharedZones : public Zones
{
  public:
    explicit SharedZones(const std::string& profile)
    {
        Nat64Helper helper;
        helper.SetAttribute("Profile", ns3::StringValue(profile));
        helper.AddPool(OWN, "1024-65535");
        helper.Install(At("r"));
        firewall->AddExemptPool({std::nullopt, Addr(OWN), Addr(OWN), 1024, 65535});
        Listen("r", 5000);
    }

    /** UDP, UDP in three pieces, TCP and an ICMP error, all for nobody behind the NAT64. */
    void Call(const std::string& link, const std::string& from)
    {
        const flow::End caller{from, 4000};
        const flow::End called{OWN, 5000};
        Inject("r", link, flow::Udp(caller, called), 10);
        Inject("r", link, flow::Tcp(caller, called, flow::tcp::SYN), 20);
        const auto about = flow::Udp(called, caller);
        Inject("r", link, flow::IcmpAbout(from, OWN, {3, 3, 0}, about), 30);
        double at = 40;
        const auto large = flow::Udp({from, 4001}, called, flow::Bytes(600, 1));
        for (const auto& piece : flow::Cut(large, {160, 160}, 77))
        {
            Inject("r", link, piece, at++);
        }
    }

    static constexpr const char* OWN = "192.0.2.254";
};

const std::vector<std::string> PROFILES{"rfc", "jool"};

void
JudgesWhatComesBack(test::Verdict& v)
{
    for (const auto& profile : PROFILES)
    {
        SharedZones closed(profile);
        closed.Attach();
        closed.Call("near", "192.0.2.1");
        const auto events = closed.Run();
        v.Equal(Drops(events), 5u, "UDP, TCP and three fragments, " + profile);
        v.Equal(Drops(events, "firewall-zone-no-connection"), 1u, "the error, " + profile);
        v.Equal(closed.datagrams, 0u, "at the router, " + profile);
        SharedZones open(profile);
        open.Allow(ZoneFirewall::WAN_INPUT, 5000);
        open.Attach();
        open.Call("near", "192.0.2.1");
        v.Equal(Drops(open.Run()), 1u, "by a rule for UDP: TCP, " + profile);
        v.Equal(open.datagrams, 2u, "at the router by a rule, " + profile);
    }
}

void
TrustsLanThatComesBack(test::Verdict& v)
{
    for (const auto& profile : PROFILES)
    {
        SharedZones net(profile);
        net.Attach();
        net.Call("far", "198.51.100.1");
        net.Run();
        v.Equal(net.Events("r").find("firewall"), std::string::npos, net.Events("r"));
        v.Equal(net.datagrams, 2u, "at the router, " + profile);
        SharedZones filtered(profile);
        FirewallRule rule{"rule"};
        rule.match.zone = ZoneFirewall::LAN_INPUT;
        rule.match.protocols = {azure::RuleProtocol::Udp};
        filtered.firewall->AddCollection({"r", 100, false, {rule}});
        filtered.Attach();
        filtered.Call("far", "198.51.100.1");
        v.Equal(Drops(filtered.Run(), "firewall-zone-denied"), 4u, "by a rule, " + profile);
        v.Equal(filtered.datagrams, 0u, "at the router against a rule, " + profile);
    }
}

/** r's own ports are of the pool, too. */
void
AnswersItselfThroughPool(test::Verdict& v)
{
    for (const auto& profile : PROFILES)
    {
        SharedZones net(profile);
        net.Attach();
        net.Listen("a", 53, true);
        net.Udp("r", "192.0.2.1", 53, 10, 10);
        net.Udp("r", "192.0.2.1", 53, 3000, 20);
        net.Ping("r", "192.0.2.1", 3000, 30);
        net.Udp("r", "192.0.2.1", 9, 10, 40);
        net.Run();
        v.Equal(net.Events("r").find("drop"), std::string::npos, net.Events("r"));
        v.Equal(net.datagrams, 4u, "questions and answers, " + profile);
        v.Equal(net.echoReplies, 1u, "the ping's answer, " + profile);
        v.Equal(net.icmp.substr(0, 3), "3.3", "an error about r's, " + profile);
    }
}

/** Later fragments could be for the pool, as they tell no port. */
void
RefusesAllFragments(test::Verdict& v)
{
    for (const auto& profile : PROFILES)
    {
        SharedZones net(profile);
        net.Attach();
        const auto large =
            flow::Udp({"192.0.2.1", 4001}, {SharedZones::OWN, 80}, flow::Bytes(600, 1));
        double at = 40;
        for (const auto& piece : flow::Cut(large, {160, 160}, 77))
        {
            net.Inject("r", "near", piece, at++);
        }
        v.Equal(Drops(net.Run()), 3u, "a datagram in three pieces, " + profile);
    }
}

const std::vector<Row> ROWS{
    {"what a NAT64 gives back needs a rule, as all from the wan to the router",
     "RFC 6146 3.5; OpenWrt firewall, Zones",
     JudgesWhatComesBack},
    {"what a NAT64 gives back of the lan passes unless a rule says otherwise",
     "RFC 6146 3.5; OpenWrt firewall, Zones",
     TrustsLanThatComesBack},
    {"what is for the router itself beside the pool is refused with all its fragments",
     "RFC 791 3.2; OpenWrt firewall, Zones",
     RefusesAllFragments},
    {"what the router asks for is answered at a port of its NAT64's pool",
     "RFC 6146 3.5; article C",
     AnswersItselfThroughPool},
};

} // namespace

V6LAB_SUITE("v6lab-zone-firewall-returns", ROWS);
