// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/translator-rows.h"
#include "test/support/translator-settings.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;
using namespace ns3::v6lab::test::translators;

namespace
{

using T = TranslatorConfig;

/** A prefix that is refused for every kind, with these words in the message. */
Row
BadPrefix(const std::string& prefix, const std::string& part)
{
    return {"the prefix " + prefix + " is refused for every kind: " + part,
            "RFC 6052 2.2",
            [=](Verdict& v) {
                for (size_t place = 0; place < 3; ++place)
                {
                    Topology t = Translating();
                    t.translators[place].prefix = prefix;
                    const auto faults = Validate(t);
                    v.Equal(faults.size(), 1U, "faults\n" + Shown(faults));
                    const std::string text = faults.empty() ? "" : ToString(faults[0]);
                    v.True(text.find("translators[" + std::to_string(place) + "].prefix (") == 0 &&
                               text.find(part) != std::string::npos,
                           text);
                }
            }};
}

Row
GoodPrefix(const std::string& prefix)
{
    return {"the prefix " + prefix + " is accepted for every kind",
            "RFC 6052 2.2",
            [=](Verdict& v) {
                for (size_t place = 0; place < 3; ++place)
                {
                    Topology t = Translating();
                    t.translators[place].prefix = prefix;
                    v.Equal(Shown(Validate(t)), "", "faults");
                }
            }};
}

/** One of those, with a setting of its NAT44. */
template <class Value>
Setting
SharingWith(Value TranslatorConfig::*member, const Value& value)
{
    return [=](TranslatorConfig& t) {
        Sharing(t);
        t.*member = value;
    };
}

const std::vector<Row> ROWS{
    Fine("a NAT64, a SIIT and a CLAT on three nodes are accepted", "", 0, [](T&) {}),
    Accepted("a translator on a virtual machine is accepted",
             "",
             [](Topology& t) { t.translators = {Nat64On("vm-a").Pool("192.0.2.1").Get()}; }),
    Nat64("a NAT64 with the prefix of a link is refused",
          "RFC 6052 1.3",
          ".prefix",
          Set(&T::prefix, "2001:db8:a::/64")),
    Nat64("a NAT64 with a part of the prefix of a link is refused",
          "RFC 6052 1.3",
          ".prefix",
          Set(&T::prefix, "2001:db8:c:0:0:1::/96")),
    Nat64("an unknown node is refused", "", ".node", Set(&T::node, "nobody")),
    Nat64("a translator without a node is refused", "", ".node", Set(&T::node, "")),
    {"an unknown kind is refused with the kinds there are",
     "",
     [](Verdict& v) {
         Topology t = OutsideSites();
         t.translators.push_back(TranslatorOn("nat66", "r1").Get());
         v.Equal(Shown(Validate(t)),
                 "translators[0].kind: \"nat66\" is not one of nat64, siit, clat, virtual-ipv6\n",
                 "faults");
     }},
    Refused(
        "a second translator of the same kind on a node is refused",
        "",
        "translators[3]",
        "",
        [](Topology& t) { t.translators.push_back(Nat64On("r1").Pool("192.0.2.77").Get()); },
        Translating),
    Accepted(
        "a CLAT and a NAT64 on one node are accepted",
        "",
        [](Topology& t) { t.translators[2].node = "r1"; },
        Translating),
    Refused(
        "a SIIT with the prefix of its node's NAT64 is refused",
        "",
        "translators[1].prefix",
        "",
        [](Topology& t) {
            t.translators[1].node = "r1";
            t.translators[1].prefix = "64:ff9b::/96";
        },
        Translating),
    Accepted(
        "a SIIT of mappings alone beside a NAT64 is accepted",
        "",
        [](Topology& t) { t.translators[1].node = "r1"; },
        Translating),

    // Prefixes.
    BadPrefix("192.0.2.0/24", "is not an IPv6 prefix such as 64:ff9b::/96"),
    BadPrefix("64:ff9b::", "is not an IPv6 prefix"),
    BadPrefix("64:ff9b::1/96", "has bits set behind its length; it should be 64:ff9b::/96"),
    BadPrefix("2001:db8:64::/40", "has bits set behind its length; it should be 2001:db8::/40"),
    BadPrefix("fe80::/96", "must not be of unspecified, loopback, link-local"),
    BadPrefix("::/96", "must not be of unspecified"),
    BadPrefix("ff05::/96", "multicast"),
    BadPrefix("2001:db8::/95", "length 32, 40, 48, 56, 64 or 96"),
    BadPrefix("2001:db8::/128", "length 32, 40, 48, 56, 64 or 96"),
    BadPrefix("::/0", "length 32, 40, 48, 56, 64 or 96"),
    BadPrefix("2001:db8:0:0:100::/96", "bits 64 to 71"),
    BadPrefix("64:ff9b::/64", "must not contain the well-known prefix"),
    BadPrefix("64:ff9b::/32", "must not contain the well-known prefix"),
    GoodPrefix("fd12:3456::/32"),
    GoodPrefix("2001:db8:100::/40"),
    GoodPrefix("2001:db8:122::/48"),
    GoodPrefix("2001:db8:122:300::/56"),
    GoodPrefix("2001:db8:122:344::/64"),
    GoodPrefix("2001:db8:122:344::/96"),
    GoodPrefix("64:ff9b:1::/48"),
    GoodPrefix("64:ff9b::/96"),

    // SIIT.
    Siit("a SIIT with neither prefix nor mappings is refused",
         "RFC 7915 6",
         "",
         [](T& t) { t.mappings.clear(); }),
    Fine("a SIIT with a prefix alone is accepted",
         "RFC 7915 6",
         1,
         [](T& t) {
             t.mappings.clear();
             t.prefix = "2001:db8:64::/96";
         }),
    Siit("an IPv4 side that leaves more bits than the IPv6 side is refused",
         "RFC 7757 3.2, 5",
         ".mappings[1]",
         Mapping("198.51.100.0/24", "2001:db8:e::/121")),
    Fine("an IPv6 side that leaves more bits is accepted",
         "RFC 7757 3.2",
         1,
         Mapping("198.51.100.0/24", "2001:db8:e::/64")),
    Siit("an IPv4 prefix that another mapping has is refused",
         "RFC 7757 3.2, 5",
         ".mappings[1]",
         Mapping("192.0.2.200/32", "2001:db8:b::201")),
    Siit("an IPv6 prefix that another mapping has is refused",
         "RFC 7757 3.2, 5",
         ".mappings[1]",
         Mapping("192.0.2.201", "2001:db8:b::200/128")),
    Fine("a mapping inside another one is accepted",
         "RFC 7757 3.2",
         1,
         Both(Mapping("198.51.100.0/24", "2001:db8:e::/120"),
              Mapping("198.51.100.7", "2001:db8:f::7"))),
    Siit("a mapping with its sides exchanged is refused",
         "RFC 7757 3.2",
         ".mappings[1]",
         Mapping("2001:db8:e::1", "198.51.100.7")),
    Siit("a mapping with host bits is refused",
         "RFC 7757 3.2",
         ".mappings[1]",
         Mapping("198.51.100.7/24", "2001:db8:e::/120")),
    Siit("IPv6 among the IPv4 prefixes is refused",
         "",
         ".ipv4Prefixes[1]",
         Set(&T::ipv4Prefixes, std::vector<std::string>{"192.0.2.0/24", "2001:db8::/32"})),
    Siit("an error source that is no IPv4 prefix is refused",
         "",
         ".errorSources[0]",
         Set(&T::errorSources, std::vector<std::string>{"router"})),
    Siit("what is never translated must be IPv4",
         "",
         ".neverTranslate[0]",
         Set(&T::neverTranslate, std::vector<std::string>{"2001:db8::1"})),

    // CLAT.
    Clat("a CLAT with neither prefix nor address is refused",
         "RFC 6877 6.3",
         "",
         [](T& t) { t.dedicatedPrefix.clear(); }),
    Clat("a CLAT with both is refused",
         "RFC 6877 6.3",
         "",
         Set(&T::sharedAddress, "2001:db8:a::10")),
    Fine("a CLAT with an address alone is accepted", "RFC 6877 6.3", 2, Shared("2001:db8:a::10")),
    Clat("a dedicated /56 is refused",
         "RFC 6877 6.3",
         ".dedicatedPrefix",
         Set(&T::dedicatedPrefix, "2001:db8:c1a7::/56")),
    Clat("a dedicated IPv4 prefix is refused",
         "RFC 6877 6.3",
         ".dedicatedPrefix",
         Set(&T::dedicatedPrefix, "192.0.2.0/24")),
    Fine("a dedicated /96 is accepted",
         "RFC 6877 6.3",
         2,
         Set(&T::dedicatedPrefix, "2001:db8:c1a7::/96")),
    Clat("a dedicated /96 with bits in the u octet is refused",
         "RFC 6052 2.2",
         ".dedicatedPrefix",
         Set(&T::dedicatedPrefix, "2001:db8:c1a7:0:ff00::/96")),
    Clat("the well-known prefix as the CLAT's own is refused",
         "RFC 6877 2",
         ".prefix",
         Set(&T::dedicatedPrefix, "64:ff9b::/96")),
    Clat("a dedicated prefix that overlaps the provider's is refused",
         "RFC 6877 2",
         ".prefix",
         Set(&T::prefix, "2001:db8:c1a7::/96")),
    Clat("a shared address inside the provider's prefix is refused",
         "RFC 6877 2",
         ".prefix",
         Shared("64:ff9b::192.0.2.1")),
    Clat("a shared IPv4 address is refused", "RFC 6877 6.3", ".sharedAddress", Shared("192.0.2.1")),
    Clat("a shared multicast address is refused",
         "RFC 6877 6.3",
         ".sharedAddress",
         Shared("ff02::1")),
    Clat("a shared address with a prefix length is refused",
         "RFC 6877 6.3",
         ".sharedAddress",
         Shared("2001:db8:a::10/64")),
    Fine("two networks are accepted", "", 2, Networks({"192.168.1.0/24", "192.168.2.0/24"})),
    Clat("networks that overlap are refused",
         "RFC 6877 6.3",
         ".networks[1]",
         Networks({"192.168.0.0/16", "192.168.2.0/24"})),
    Clat("the whole of IPv4 as a network is refused",
         "RFC 6877 6.3",
         ".networks[0]",
         Networks({"0.0.0.0/0"})),
    Clat("a network of multicast is refused",
         "RFC 6877 6.3",
         ".networks[0]",
         Networks({"224.0.0.0/24"})),
    Clat("an IPv6 network is refused", "", ".networks[0]", Networks({"2001:db8::/64"})),

    Nat64("an MTU below IPv6's is refused",
          "RFC 7915 4.1",
          ".lowestIpv6Mtu",
          Set(&T::lowestIpv6Mtu, 1279)),
    Clat("an MTU beyond 16 bits is refused for every kind",
         "RFC 7915 4.1",
         ".lowestIpv6Mtu",
         Set(&T::lowestIpv6Mtu, 65536)),

    // Words.
    Nat64("an unknown profile is refused", "", ".profile", Set(&T::profile, "tayga")),
    Siit("an unknown deny list is refused", "", ".wellKnownDeny", Set(&T::wellKnownDeny, "on")),
    Siit("an unknown treatment of checksums is refused",
         "",
         ".zeroUdpChecksum",
         Set(&T::zeroUdpChecksum, "forward")),
    Clat("an unknown rule for errors is refused", "", ".icmpErrors", Set(&T::icmpErrors, "yes")),
    Siit("an unknown hairpin mode is refused", "", ".hairpin", Set(&T::hairpin, "on")),

    Clat("a CLAT's UDP mappings live two minutes at least",
         "RFC 4787 REQ-5",
         ".udpTimeout",
         SharingWith(&T::udpTimeout, std::string("119s"))),
    Clat("its TCP connections two hours and four minutes",
         "RFC 5382 REQ-5",
         ".tcpEstablishedTimeout",
         SharingWith(&T::tcpEstablishedTimeout, std::string("2h"))),
    Clat("those that open or close four minutes",
         "RFC 5382 REQ-5",
         ".tcpTransitoryTimeout",
         SharingWith(&T::tcpTransitoryTimeout, std::string("239s"))),
    Clat("and its ICMP queries one minute",
         "RFC 5508 REQ-2",
         ".icmpTimeout",
         SharingWith(&T::icmpTimeout, std::string("59s"))),
    Clat("a CLAT whose hosts share an address has at least one mapping",
         "",
         ".maxMappings",
         SharingWith(&T::maxMappings, 0u)),
    Siit("plateaus that are no numbers are refused",
         "RFC 1191 7.1",
         ".plateaus",
         Set(&T::plateaus, "many")),
    Siit("plateaus that rise are refused",
         "RFC 1191 7.1",
         ".plateaus",
         Set(&T::plateaus, "1006 1492")),
    Siit("ICMPv4 errors too small for any packet are refused",
         "RFC 1812 4.3.2.3",
         ".largestIcmpv4Error",
         Set(&T::largestIcmpv4Error, 67)),
    Nat64("a pool's low mark above the high one is refused",
          "",
          ".poolLowWater",
          Set(&T::poolLowWater, 1)),
    {"an edge relay without any mapping is refused",
     "RFC 7756 3, 7756-01",
     [](Verdict& v) {
         Topology t = Relays();
         t.translators[0].mappings.clear();
         t.translators[1].mappings.clear();
         v.Equal(Shown(Validate(t)),
                 "translators[1].mappings (edge): an edge relay needs the mappings of its hosts "
                 "[RFC 7756 3]\n",
                 "faults");
     }},
    {"all faults of all translators are told at once, each with its place, node and values",
     "",
     [](Verdict& v) {
         Topology t = Translating();
         T& nat64 = t.translators[0];
         nat64.prefix = "64:ff9b::/95";
         nat64.pool = {{"203.0.113.1", "9-1"}, {"203.0.113.300"}};
         nat64.bindings = {{"tcp", "2001:db8::1", "203.0.113.1#1"}};
         nat64.udpTimeout = "1s";
         nat64.networks = {"x"};
         t.translators[1].mappings.push_back({"192.0.2.200", "2001:db8:b::1"});
         t.translators[2].sharedAddress = "2001:db8::1";
         v.Equal(
             Shown(Validate(t)),
             "translators[0].prefix (r1): the translation prefix 64:ff9b::/95 must be an IPv6 "
             "prefix of length 32, 40, 48, 56, 64 or 96 (RFC 6052 2.2) [RFC 6052 2.2]\n"
             "translators[0].networks[0] (r1): \"x\" is not an IPv4 address or prefix\n"
             "translators[0].udpTimeout (r1): \"1s\" is not a time from 2min to 720h "
             "[RFC 6146 4]\n"
             "translators[0].pool[0].ports (r1): \"9-1\" is not a range of ports such as "
             "1024-65535\n"
             "translators[0].pool[1].addresses (r1): \"203.0.113.300\" is not an IPv4 address, a "
             "range such as 203.0.113.1-203.0.113.9 or a prefix\n"
             "translators[0].bindings[0].inside (r1): \"2001:db8::1\" is not an IPv6 address and "
             "port such as 2001:db8::1#80\n"
             "translators[0].networks (r1): goes with kinds clat and virtual-ipv6 only\n"
             "translators[1].mappings[1] (r2): explicit mapping: the prefix 192.0.2.200/32 is "
             "taken by the entry 192.0.2.200/32 - 2001:db8:b::200/128 already (RFC 7757 5) "
             "[RFC 7757 3.2, 5]\n"
             "translators[2] (pc): a clat has either a dedicatedPrefix or a sharedAddress "
             "[RFC 6877 6.3]\n",
             "faults");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-topology-validate-translators", ROWS);
