// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/address.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

Row
PrefixText(const std::string& text, const std::string& canonical)
{
    return {"\"" + text + "\" reads as \"" + canonical + "\"",
            "RFC 4632 3.1, RFC 5952 4",
            [=](Verdict& v) {
                const auto prefix = Prefix::Parse(text);
                v.Equal(prefix ? prefix->ToString() : "", canonical, "prefix");
            }};
}

Row
Overlap(const std::string& a, const std::string& b, bool expected)
{
    return {a + (expected ? " overlaps " : " does not overlap ") + b, "P6", [=](Verdict& v) {
                v.Equal(Prefix::Parse(a)->Overlaps(*Prefix::Parse(b)), expected, "a with b");
                v.Equal(Prefix::Parse(b)->Overlaps(*Prefix::Parse(a)), expected, "b with a");
            }};
}

Row
Offset(const std::string& from, uint64_t offset, const std::string& expected)
{
    return {from + " plus " + std::to_string(offset) + " is " + expected, "", [=](Verdict& v) {
                v.Equal(IpAddress::Parse(from)->Plus(offset).ToString(), expected, "sum");
            }};
}

const std::vector<Row> ROWS{
    PrefixText("10.0.0.0/16", "10.0.0.0/16"),
    PrefixText("0.0.0.0/0", "0.0.0.0/0"),
    PrefixText("2001:DB8:0:0::/64", "2001:db8::/64"),
    PrefixText("::/0", "::/0"),
    PrefixText("10.0.0.1/16", ""),
    PrefixText("10.0.0.0/33", ""),
    PrefixText("2001:db8::/129", ""),
    PrefixText("10.0.0.0", ""),
    PrefixText("10.0.0.0/", ""),
    PrefixText("10.0.0.0/-1", ""),
    PrefixText("10.0.0.0/ 8", ""),
    PrefixText("300.0.0.0/8", ""),
    Overlap("10.0.0.0/8", "10.2.0.0/16", true),
    Overlap("10.1.0.0/16", "10.2.0.0/16", false),
    Overlap("0.0.0.0/0", "192.0.2.0/24", true),
    Overlap("::/0", "0.0.0.0/0", false),
    Overlap("2001:db8::/32", "2001:db8:1::/48", true),
    Offset("10.0.0.0", 4, "10.0.0.4"),
    Offset("10.0.0.255", 1, "10.0.1.0"),
    Offset("255.255.255.255", 1, "0.0.0.0"),
    Offset("2001:db8::ffff:ffff:ffff:ffff", 1, "2001:db8:0:1::"),
    {"the last address of an IPv4 subnet is its broadcast address",
     "A3",
     [](Verdict& v) {
         v.Equal(Prefix::Parse("10.0.0.128/25")->Last().ToString(), "10.0.0.255", "last");
     }},
    {"link-local and multicast addresses are told apart in both families",
     "RFC 4291 2.4",
     [](Verdict& v) {
         v.True(IpAddress::Parse("febf::1")->IsLinkLocal(), "febf::1 is link-local");
         v.True(!IpAddress::Parse("fec0::1")->IsLinkLocal(), "fec0::1 is not link-local");
         v.True(IpAddress::Parse("169.254.0.1")->IsLinkLocal(), "169.254.0.1 is link-local");
         v.True(IpAddress::Parse("239.255.255.255")->IsMulticast(), "239/8 is multicast");
         v.True(!IpAddress::Parse("240.0.0.1")->IsMulticast(), "240/4 is not multicast");
     }},
};

V6LAB_SUITE("v6lab-core-address", ROWS);

} // namespace
