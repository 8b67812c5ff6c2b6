// SPDX-License-Identifier: GPL-2.0-only
// A CLAT that learns its provider's prefix: RFC 6877 6.3, RFC 8781, RFC 8585.
#include "test/support/carrier-net.h"
#include "test/support/table.h"

#include "ns3/ipv6.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using namespace ns3::v6lab::test::carrier;
using ns3::Seconds;
using ns3::Simulator;

namespace
{

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
};

V6LAB_SUITE("v6lab-translation-pref64-watch", ROWS);

} // namespace
