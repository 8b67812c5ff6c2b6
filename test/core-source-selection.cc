// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/source-selection.h"
#include "test/support/table.h"

#include <algorithm>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

SourceCandidate
From(const std::string& address, uint8_t prefixLength = 64, uint32_t interface = 1)
{
    SourceCandidate candidate;
    candidate.address = *IpAddress::Parse(address);
    candidate.prefixLength = prefixLength;
    candidate.interface = interface;
    return candidate;
}

SourceCandidate
With(SourceCandidate candidate, bool SourceCandidate::*property)
{
    candidate.*property = true;
    return candidate;
}

/** Each choice must not depend on the order of the candidates. */
Row
Chooses(const std::string& sentence,
        const std::string& clause,
        const std::string& destination,
        std::vector<SourceCandidate> candidates,
        const std::string& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                auto order = candidates;
                for (int turn = 0; turn < 2; ++turn)
                {
                    const auto best = SelectSource(*IpAddress::Parse(destination), 1, order);
                    const auto wanted = IpAddress::Parse(expected);
                    v.Equal(best ? order[*best].address.ToString() : "none",
                            wanted ? wanted->ToString() : "none",
                            "source");
                    std::reverse(order.begin(), order.end());
                }
            }};
}

Row
Labelled(const std::string& address, int label)
{
    return {address + " has label " + std::to_string(label), "RFC 6724 2.1", [=](Verdict& v) {
                v.Equal(int{LabelOf(*IpAddress::Parse(address), DefaultPolicy())}, label, "label");
            }};
}

const auto DEPRECATED = &SourceCandidate::deprecated;
const auto TEMPORARY = &SourceCandidate::temporary;
const auto HOME = &SourceCandidate::home;
const auto CARE_OF = &SourceCandidate::careOf;

const std::vector<Row> ROWS{
    Chooses("a global destination takes the global source",
            "RFC 6724 10.1 example 1",
            "2001:db8:1::1",
            {From("2001:db8:3::1"), From("fe80::1")},
            "2001:db8:3::1"),
    Chooses("a site-local multicast destination takes the global source",
            "RFC 6724 10.1 example 2",
            "ff05::1",
            {From("2001:db8:3::1"), From("fe80::1")},
            "2001:db8:3::1"),
    Chooses("the destination itself is the best source, even if deprecated",
            "RFC 6724 10.1 example 3",
            "2001:db8:1::1",
            {With(From("2001:db8:1::1"), DEPRECATED), From("2001:db8:2::1")},
            "2001:db8:1::1"),
    Chooses("a link-local destination takes the link-local source, even if deprecated",
            "RFC 6724 10.1 example 4",
            "fe80::1",
            {With(From("fe80::2"), DEPRECATED), From("2001:db8:1::1")},
            "fe80::2"),
    Chooses("of equals, the longest matching prefix wins",
            "RFC 6724 10.1 example 5",
            "2001:db8:1::1",
            {From("2001:db8:1::2"), From("2001:db8:3::2")},
            "2001:db8:1::2"),
    Chooses("a home address wins over a care-of address with a longer match",
            "RFC 6724 10.1 example 6",
            "2001:db8:1::1",
            {With(From("2001:db8:1::2"), CARE_OF), With(From("2001:db8:3::2"), HOME)},
            "2001:db8:3::2"),
    Chooses("a matching label wins over a public address",
            "RFC 6724 10.1 example 7",
            "2002:c633:6401::1",
            {With(From("2002:c633:6401::d5e3:7953:13eb:22e8"), TEMPORARY), From("2001:db8:1::2")},
            "2002:c633:6401::d5e3:7953:13eb:22e8"),
    Chooses("a temporary address wins over a public one",
            "RFC 6724 10.1 example 8",
            "2001:db8:1::d5e3:0:0:1",
            {From("2001:db8:1::2"), With(From("2001:db8:1::d5e3:7953:13eb:22e8"), TEMPORARY)},
            "2001:db8:1::d5e3:7953:13eb:22e8"),
    Chooses("a unique local destination takes the unique local source",
            "RFC 6724 5 rule 6",
            "fd00:1::1",
            {From("2001:db8:1::2"), From("fd00:2::2")},
            "fd00:2::2"),
    Chooses("a preferred address wins over a deprecated one",
            "RFC 6724 5 rule 3",
            "2001:db8:1::1",
            {With(From("2001:db8:1::2"), DEPRECATED), From("2001:db8:9::2")},
            "2001:db8:9::2"),
    Chooses("an address of the outgoing interface wins over a longer match elsewhere",
            "RFC 6724 5 rule 5",
            "2001:db8:1::1",
            {From("2001:db8:1::2", 64, 2), From("2001:db8:9::2", 64, 1)},
            "2001:db8:9::2"),
    Chooses(
        "a prefix that the next hop advertised wins over a longer match",
        "RFC 6724 5 rule 5.5",
        "2001:db8:1::1",
        {From("2001:db8:1::2"), With(From("2001:db8:9::2"), &SourceCandidate::nextHopAdvertised)},
        "2001:db8:9::2"),
    Chooses("IPv4: the address in the destination's subnet wins",
            "RFC 6724 5 rule 8",
            "198.51.100.7",
            {From("192.0.2.1", 24), From("198.51.100.1", 24)},
            "198.51.100.1"),
    Chooses("IPv4: an address that is not link-local wins",
            "RFC 6724 3.2, 5 rule 2",
            "198.51.100.7",
            {From("169.254.1.1", 16), From("10.0.0.1", 8)},
            "10.0.0.1"),
    Chooses("no candidate of the destination's family is no source",
            "RFC 6724 4",
            "2001:db8::1",
            {From("192.0.2.1", 24)},
            "none"),
    Chooses("multicast and unspecified addresses are no candidates",
            "RFC 6724 4",
            "2001:db8::1",
            {From("ff02::1"), From("::")},
            "none"),
    {"bits behind the source's prefix length do not count as matching",
     "RFC 6724 2.2",
     [](Verdict& v) {
         const auto destination = *IpAddress::Parse("2001:db8::1");
         v.Equal(int{CommonPrefixLength(From("2001:db8::2", 64), destination)}, 64, "/64");
         v.Equal(int{CommonPrefixLength(From("2001:db8::2", 128), destination)}, 126, "/128");
     }},
    Labelled("::1", 0),
    {"translators' own prefix is an ordinary one: 64:ff9b:1::/48 has the label of ::/0",
     "RFC 6724 2.1, RFC 8215 5, 8215-02",
     [](Verdict& v) {
         const auto label = [](const char* text) {
             return int{LabelOf(*IpAddress::Parse(text), DefaultPolicy())};
         };
         v.Equal(label("64:ff9b:1::a00:1"), label("2001:db8::1"), "label");
     }},
    Labelled("2001:db8::1", 1),
    Labelled("2002:c000:204::1", 2),
    Labelled("192.0.2.1", 4),
    Labelled("2001::1", 5),
    Labelled("fec0::1", 11),
    Labelled("3ffe::1", 12),
    Labelled("fd00::1", 13),
};

V6LAB_SUITE("v6lab-core-source-selection", ROWS);

} // namespace
