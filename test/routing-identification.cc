// SPDX-License-Identifier: GPL-2.0-only
// Identifications of fragmented packets.
#include "test/support/small-net.h"
#include "test/support/table.h"

#include <set>

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

/** The low 16 bits of what fragments on a link have in common (RFC 791 3.1, RFC 8200 4.5). */
std::set<uint32_t>
IdentificationsOn(const SmallNet& net, const std::string& link)
{
    std::set<uint32_t> all;
    for (const auto& frame : net.Frames(link))
    {
        const auto& bytes = frame.bytes;
        const bool v4 = bytes[0] >> 4 == 4 && bytes[9] == 17;
        const bool v6 = bytes[0] >> 4 == 6 && bytes[6] == 44;
        if (v4 || v6)
        {
            const size_t at = v4 ? 4 : 46;
            all.insert(uint32_t{bytes[at]} << 8 | bytes[at + 1]);
        }
    }
    return all;
}

/** Of three packets of 3000 bytes from each of two hosts: how many, and which are equal. */
std::string
Shared(Family family)
{
    SmallNet net;
    net.Router("r");
    for (const std::string name : {"a", "b"})
    {
        const std::string link = "to-" + name;
        net.Host(name);
        net.Link(link, name, "r");
        const std::string subnet = name == "a" ? "1" : "2";
        net.Address(name, link, "10.0." + subnet + ".1/24");
        net.Address("r", link, "10.0." + subnet + ".254/24");
        net.Address(name, link, "2001:db8:" + subnet + "::1/64");
        net.Address("r", link, "2001:db8:" + subnet + "::ff/64");
        for (const double ms : {1.0, 2.0, 3.0})
        {
            net.Udp(name,
                    family == Family::V4 ? "10.0." + subnet + ".254"
                                         : "2001:db8:" + subnet + "::ff",
                    7,
                    3000,
                    ms);
        }
    }
    net.Run(1);
    const auto a = IdentificationsOn(net, "to-a");
    const auto b = IdentificationsOn(net, "to-b");
    std::string text = std::to_string(a.size()) + " and " + std::to_string(b.size());
    for (const uint32_t one : a)
    {
        text += b.count(one) == 0 ? "" : ", both " + std::to_string(one);
    }
    return text;
}

const std::vector<Row> ROWS{
    {"hosts begin their IPv6 identifications elsewhere each: a NAT64 keeps their low 16 bits",
     "RFC 7739 5, RFC 7915 5.1.1",
     [](Verdict& v) { v.Equal(Shared(Family::V6), "3 and 3", "of each"); }},
    {"hosts begin their IPv4 identifications elsewhere each: a NAT keeps them",
     "RFC 6864 4.3, RFC 3022 4.1",
     [](Verdict& v) { v.Equal(Shared(Family::V4), "3 and 3", "of each"); }},
};

V6LAB_SUITE("v6lab-routing-identification", ROWS);

} // namespace
