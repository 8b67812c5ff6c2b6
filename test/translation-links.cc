// SPDX-License-Identifier: GPL-2.0-only
// A translator between links: what it puts out reaches the hosts there, and comes back.
#include "helper/translator-helper.h"
#include "test/support/small-net.h"
#include "test/support/table.h"

#include "ns3/string.h"

using namespace ns3;
using namespace ns3::v6lab;
using test::Row;
using test::SmallNet;
using test::Verdict;

namespace
{

void
InstallSiit(const SmallNet& net)
{
    SiitHelper siit;
    siit.SetAttribute("Prefix", StringValue("2001:db8:64::/96"));
    siit.AddMapping("203.0.113.1", "2001:db8:2::1");
    siit.Install(net.At("r"));
}

void
InstallNat64(const SmallNet& net)
{
    Nat64Helper nat64;
    nat64.SetAttribute("Prefix", StringValue("2001:db8:64::/96"));
    nat64.AddPool("203.0.113.1");
    nat64.Install(net.At("r"));
}

/** Like SmallNet::BuildPath(), but over Ethernet, where packets wait for ARP and discovery. */
void
BuildEthernetPath(SmallNet& net)
{
    net.Host("a");
    net.Router("r");
    net.Host("b");
    net.Lan("near", {"a", "r"});
    net.Lan("far", {"r", "b"});
    net.Address("a", "near", "192.0.2.1/24");
    net.Address("r", "near", "192.0.2.254/24");
    net.Address("b", "far", "2001:db8:2::1/64");
    net.Address("r", "far", "2001:db8:2::ff/64");
    net.Route("a", "0.0.0.0/0", "192.0.2.254", "near");
    net.Route("b", "::/0", "2001:db8:2::ff", "far");
}

/** One datagram there and back; each side gets it with a right checksum and one hop less. */
void
DemandEcho(SmallNet& net, Verdict& v, const std::string& events, uint8_t hops)
{
    v.Equal(net.Run(), events, "events");
    v.Equal(net.payload, 200u, "bytes received by both");
    for (const auto& event : net.GetEvents())
    {
        if (event.action == Action::Deliver)
        {
            v.Equal(int{event.before.ttl}, int{hops}, "hops left where it arrives");
        }
    }
}

Row
ToMappedHost(const std::string& sentence, bool ethernet)
{
    return {sentence, "RFC 7757 3.3, RFC 7915 4.6", [=](Verdict& v) {
                SmallNet net;
                ethernet ? BuildEthernetPath(net) : net.BuildPath();
                InstallSiit(net);
                net.Listen("b", 7, true);
                net.Udp("a", "203.0.113.1", 7, 100, 1);
                DemandEcho(net, v, "a send; b deliver; b send; a deliver; ", 63);
            }};
}

Row
ThroughNat64(const std::string& sentence, bool ethernet)
{
    return {sentence, "RFC 6146 3.5.1", [=](Verdict& v) {
                SmallNet net;
                ethernet ? BuildEthernetPath(net) : net.BuildPath();
                InstallNat64(net);
                net.Listen("a", 7, true);
                net.Udp("b", "2001:db8:64::192.0.2.1", 7, 100, 1);
                DemandEcho(net, v, "b send; a deliver; a send; b deliver; ", 63);
            }};
}

const std::vector<Row> ROWS = {
    ToMappedHost("A packet to a mapped host on the translator's own link goes there, not back "
                 "into the translator",
                 false),
    ToMappedHost("So it does over Ethernet, behind neighbour discovery", true),
    ThroughNat64("A NAT64 carries a datagram and its answer", false),
    ThroughNat64("So it does over Ethernet, behind ARP and neighbour discovery", true),
};

V6LAB_SUITE("v6lab-translation-links", ROWS);

} // namespace
