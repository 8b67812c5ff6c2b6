// SPDX-License-Identifier: GPL-2.0-only
// Virtual IPv6: settings that cannot be meant.
#include "test/support/virtual-ip6-lab.h"

#include <stdexcept>

using namespace ns3::v6lab;
using test::Row;
using namespace ns3::v6lab::test::flow;

namespace
{

std::string
Complaint(const VirtualIp6Settings& settings)
{
    try
    {
        const VirtualIp6Core core(settings);
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "";
}

template <class Change>
Row
Refused(const std::string& sentence, const std::string& beginning, Change change)
{
    return {sentence, "", [=](test::Verdict& v) {
                VirtualIp6Settings settings = Site();
                change(settings);
                const std::string complaint = Complaint(settings);
                v.Equal(complaint.substr(0, beginning.size()), beginning, complaint);
            }};
}

const std::vector<Row> ROWS{
    {"no fault of settings makes no complaint",
     "",
     [](test::Verdict& v) { v.Equal(Complaint(Site()), "", "complaint"); }},
    Refused("the hosts need a virtual IPv6 address",
            "prefix: ",
            [](VirtualIp6Settings& s) { s.prefix.reset(); }),
    Refused("the well-known prefix is nobody's own",
            "prefix: 64:ff9b::/96",
            [](VirtualIp6Settings& s) { s.prefix = Pref64(); }),
    Refused("the peers need a virtual IPv4 address",
            "pool: ",
            [](VirtualIp6Settings& s) { s.pool.clear(); }),
    Refused("virtual IPv4 addresses are those of hosts",
            "pool[1]: 224.0.0.0/8",
            [](VirtualIp6Settings& s) { s.pool.push_back(Net("224.0.0.0/8")); }),
    Refused("prefixes of the pool do not overlap",
            "pool[1]: 10.64.1.0/24 overlaps",
            [](VirtualIp6Settings& s) { s.pool.push_back(Net("10.64.1.0/24")); }),
    Refused("hosts have no virtual IPv4 address: by their network",
            "networks[0]: 10.0.0.0/8 overlaps",
            [](VirtualIp6Settings& s) { s.networks = {Net("10.0.0.0/8")}; }),
    Refused("hosts have no virtual IPv4 address: by a mapping",
            "mappings[0]: 10.64.0.7/32 overlaps",
            [](VirtualIp6Settings& s) { s.eams.Add(Eam::Parse("10.64.0.7", "2001:db8::7")); }),
    Refused("a peer is outside",
            "peers[0].ipv6: ",
            [](VirtualIp6Settings& s) {
                s.peers = {{Addr(SERVER6), Addr(VIRTUAL1)}};
            }),
    Refused("a peer's virtual address is in the pool",
            "peers[0].ipv4: 10.65.0.1",
            [](VirtualIp6Settings& s) {
                s.peers = {{Addr(PEER), Addr("10.65.0.1")}};
            }),
    Refused("two peers have two addresses",
            "peers[1].ipv4: ",
            [](VirtualIp6Settings& s) {
                s.peers = {{Addr(PEER), Addr(VIRTUAL1)}, {Addr(PEER2), Addr(VIRTUAL1)}};
            }),
    Refused("a peer has one address",
            "peers[1].ipv6: ",
            [](VirtualIp6Settings& s) {
                s.peers = {{Addr(PEER), Addr(VIRTUAL1)}, {Addr(PEER), Addr(VIRTUAL2)}};
            }),
    Refused("nobody is named where nobody may call",
            "inboundPeers: ",
            [](VirtualIp6Settings& s) {
                s.inbound = false;
                s.inboundPeers = {Net("2001:db8::/32")};
            }),
    Refused("timers of a second at least",
            "udpTimeout: must be at least 1 s",
            [](VirtualIp6Settings& s) { s.timeouts.udp = 999'999'999; }),
};

V6LAB_SUITE("v6lab-virtual-ip6-settings", ROWS);

} // namespace
