// SPDX-License-Identifier: GPL-2.0-only
// What becomes of peers when virtual addresses run out, and when they expire.
#include "scenarios/virtual-ipv6.h"

namespace ns3::v6lab
{

using namespace build;

/**
 * Two peers take the two addresses for a few pings. A minute later their sessions end, and with
 * them the bindings (RFC 6146 3.5.3); the addresses rest for another minute, and are free then.
 */
void
VirtualIpv6::AddExpiry(TopologyBuilder& lab) const
{
    const auto first =
        Ping("client4", "six.example.com", "ping to the first peer").Server("server6").Start("1s");
    const auto second = Ping("client4", "other.example.com", "ping to the second peer")
                            .Server("other6")
                            .Start("2s");
    const auto stale = UdpEcho("client4", "10.64.0.1", "UDP to the first peer's old address")
                           .Server("server6")
                           .Start("90s");
    const auto inside = Ping("client4", "third.example.com", "ping to a third peer, too early")
                            .Server("third6")
                            .Start("95s");
    const auto afterwards = Ping("client4", "third.example.com", "ping to a third peer, later")
                                .Server("third6")
                                .Start("180s");
    lab.Add(first).Add(second).Add(stale).Add(inside).Add(afterwards);
    lab.Add(Expect("the first peer has the first address", first)
                .Delivered()
                .Called("10.64.0.1")
                .Clause("our design: one binding a peer"));
    lab.Add(Expect("the second peer has the other one", second)
                .Delivered()
                .Called("10.64.0.2")
                .Clause("our design: one binding a peer"));
    lab.Add(Expect("a binding that ended leaves its address to nobody", stale)
                .Failed("stale-virtual-address")
                .At("edge")
                .Clause("our design: ICMPv4 3/1"));
    lab.Add(Expect("while the addresses rest, a third peer gets neither", inside)
                .Failed("name-lookup-failed")
                .Clause("our design: quarantine"));
    lab.Add(Expect("rested, the address that was freed first is the third peer's", afterwards)
                .Delivered()
                .Called("10.64.0.1")
                .Translations(1)
                .Clause("our design: quarantine"));
}

void
VirtualIpv6::AddExhaustion(TopologyBuilder& lab) const
{
    const auto first =
        Tcp("client4", "six.example.com", "TCP to the first peer").Server("server6").Start("1s");
    const auto second =
        Tcp("client4", "other.example.com", "TCP to the second peer").Server("other6").Start("2s");
    const auto third =
        Tcp("client4", "third.example.com", "TCP to the third peer").Server("third6").Start("3s");
    const auto inbound =
        Tcp("client6", "www.site.example", "TCP from another peer").Server("server4").Start("8s");
    lab.Add(first).Add(second).Add(third).Add(inbound);
    lab.Add(Expect("the first peers have their addresses", first)
                .Delivered()
                .Clause("our design: one binding a peer"));
    lab.Add(
        Expect("so has the second", second).Delivered().Clause("our design: one binding a peer"));
    lab.Add(Expect("for a third name there is no address, and the proxy says so", third)
                .Failed("name-lookup-failed")
                .Clause("our design: SERVFAIL"));
    lab.Add(Expect("nor for a peer that calls from outside", inbound)
                .Failed("no-virtual-address")
                .At("edge")
                .Clause("our design: ICMPv6 1/3"));
}

} // namespace ns3::v6lab
