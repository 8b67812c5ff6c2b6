// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/address-rules.h"
#include "model/core/special-addresses.h"
#include "test/support/azure.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

Row
Use(const std::string& clause, const std::string& address, AddressUse use)
{
    static const char* const WORDS[] = {"public", "private", "reserved", "the platform's"};
    return {address + " is " + WORDS[static_cast<size_t>(use)], clause, [=](Verdict& v) {
                v.Equal(WORDS[static_cast<size_t>(UseOf(Address(address)))],
                        WORDS[static_cast<size_t>(use)],
                        "use");
                v.True(IsPublic(Address(address)) == (use == AddressUse::Public), "public");
            }};
}

Row
Whole(const std::string& clause, const std::string& prefix, bool expected)
{
    return {prefix + (expected ? " is" : " is not") + " public as a whole",
            clause,
            [=](Verdict& v) { v.True(IsPublic(Block(prefix)) == expected, ""); }};
}

const std::vector<Row> ROWS{
    Use("RFC 1918 3", "10.0.0.1", AddressUse::Private),
    Use("RFC 1918 3", "172.31.255.255", AddressUse::Private),
    Use("RFC 1918 3", "172.32.0.0", AddressUse::Public),
    Use("RFC 6598 7", "100.64.0.1", AddressUse::Private),
    Use("RFC 4193 3.1", "fd00::1", AddressUse::Private),
    Use("RFC 6890 2.2.2", "240.0.0.1", AddressUse::Reserved),
    Use("RFC 6890 2.2.2", "198.19.0.1", AddressUse::Reserved),
    Use("RFC 6890 2.2.2", "192.0.0.8", AddressUse::Reserved),
    Use("RFC 5737 3", "192.0.2.1", AddressUse::Public),
    Use("RFC 3849 2", "2001:db8::1", AddressUse::Public),
    Use("RFC 9637 2", "3fff::1", AddressUse::Public),
    Use("RFC 6890 2.2.3", "64:ff9b::a00:1", AddressUse::Public),
    Use("RFC 8215 5", "64:ff9b:1::1", AddressUse::Reserved),
    Use("RFC 6890 2.2.3", "100::1", AddressUse::Reserved),
    Use("RFC 6890 2.2.3", "::ffff:192.0.2.1", AddressUse::Reserved),
    Use("RFC 3879 4", "fec0::1", AddressUse::Reserved),
    Use("A7", "168.63.129.16", AddressUse::Platform),
    Use("A7", "168.63.129.17", AddressUse::Public),
    Use("A7", "169.254.169.254", AddressUse::Platform),
    Use("RFC 3927 2", "169.254.169.253", AddressUse::Reserved),
    Whole("", "203.0.113.0/24", true),
    Whole("RFC 1918 3", "8.0.0.0/6", false),
    Whole("RFC 1918 3", "10.1.0.0/16", false),
    Whole("A7", "168.63.0.0/16", false),
    Whole("RFC 6890 2.2.3", "64:ff9b::/96", true),
    Whole("RFC 6890 2.2.3", "64:ff9b::/64", false),
    {"the quick test for the platform's addresses says what the table says",
     "A7",
     [](Verdict& v) {
         for (const auto& range : SpecialRanges())
         {
             v.True(IsPlatformAddress(range.prefix.GetAddress()) ==
                        (range.use == AddressUse::Platform),
                    range.prefix.ToString());
         }
     }},
    {"what a router must not forward is never public",
     "RFC 1812 5.3.7",
     [](Verdict& v) {
         for (uint32_t block = 0; block < 0x10000; ++block) // every /16
         {
             const uint32_t address = block << 16 | 1;
             v.True(!rules::StaysHere(address) || !IsPublic(IpAddress::V4(address)),
                    IpAddress::V4(address).ToString());
         }
     }},
};

V6LAB_SUITE("v6lab-core-special-addresses", ROWS);

} // namespace
