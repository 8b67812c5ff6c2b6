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

/** What belongs to one kind, or to virtual-ipv6 as well, is refused on others, at its own path. */
Row
Only(size_t owner, const std::string& member, const Setting& change, bool shared = false)
{
    return {member + " goes with some kinds only", "", [=](Verdict& v) {
                const std::string kinds[] = {"nat64", "siit", "clat", "virtual-ipv6"};
                const std::string owners =
                    shared ? "kinds " + kinds[owner] + " and virtual-ipv6" : "kind " + kinds[owner];
                for (size_t place = 0; place < 3; ++place)
                {
                    Topology t = Translating();
                    change(t.translators[place]);
                    const std::string wanted = "translators[" + std::to_string(place) + "]." +
                                               member + " (" + t.translators[place].node +
                                               "): goes with " + owners + " only\n";
                    const bool told = Shown(Validate(t)).find(wanted) != std::string::npos;
                    v.Equal(told, place != owner, wanted + Shown(Validate(t)));
                }
            }};
}

/** A timeout: of a NAT64, of virtual-ipv6, and of a CLAT if it shares an address. */
Row
Timed(const std::string& member, const Setting& change)
{
    return {member + " goes with translators that have state", "RFC 6877 6.3", [=](Verdict& v) {
                const auto told = [&](size_t place, const Setting& more) {
                    Topology t = Translating();
                    change(t.translators[place]);
                    more(t.translators[place]);
                    return Shown(Validate(t));
                };
                const Setting nothing = [](TranslatorConfig&) {};
                v.Equal(told(0, nothing), "", "a NAT64");
                v.True(told(1, nothing)
                               .find("." + member +
                                     " (r2): goes with kinds nat64, clat "
                                     "and virtual-ipv6 only\n") != std::string::npos,
                       "a SIIT");
                v.True(told(2, nothing)
                               .find("." + member +
                                     " (pc): of a clat, goes with networks "
                                     "and a sharedAddress only\n") != std::string::npos,
                       "a CLAT without state");
                v.Equal(told(2, Sharing), "", "a CLAT whose hosts share an address");
            }};
}

const std::vector<Row> ROWS{

    // Options of other kinds.
    Only(0, "pool", Pool("203.0.113.128/28"), true),
    Only(0, "bindings", Binding("2001:db8:a::10#80", "203.0.113.129#8080")),
    Only(1, "mappings", Mapping("198.51.100.1", "2001:db8:e::1"), true),
    Only(1, "ipv4Prefixes", Set(&T::ipv4Prefixes, std::vector<std::string>{"192.0.2.0/24"})),
    Only(1, "role", Set(&T::role, "edge")),
    Only(1, "hairpin", Set(&T::hairpin, "off")),
    Only(2, "networks", Networks({"192.168.1.0/24"}), true),
    Only(2, "dedicatedPrefix", Set(&T::dedicatedPrefix, "2001:db8:c1a8::/64")),
    Only(2, "sharedAddress", Shared("2001:db8:a::10")),
    Only(3,
         "peers",
         [](T& t) {
             t.peers.push_back({"2001:db8:e::1", "10.64.0.9"});
         }),
    Only(3, "inbound", Set(&T::inbound, false)),
    Only(3, "inboundPeers", Set(&T::inboundPeers, std::vector<std::string>{"2001:db8::/32"})),
    Only(3, "perHost", Set(&T::perHost, true)),
    Only(3, "bindRouters", Set(&T::bindRouters, true)),
    Only(3, "bindingHold", Set(&T::bindingHold, "3min")),
    Only(3, "bindingGuard", Set(&T::bindingGuard, "3s")),
    Only(3, "quarantine", Set(&T::quarantine, "3min")),
    Only(0, "portSelection", Set(&T::portSelection, "hash")),
    Only(0, "addressDependentFiltering", Set(&T::addressDependentFiltering, true)),
    Only(0, "dropExternalTcp", Set(&T::dropExternalTcp, true)),
    Only(0, "answerUnbound", Set(&T::answerUnbound, true)),
    Only(0, "answerFiltered", Set(&T::answerFiltered, true)),
    Timed("udpTimeout", Set(&T::udpTimeout, "200s")),
    Timed("tcpEstablishedTimeout", Set(&T::tcpEstablishedTimeout, "3h")),
    Timed("tcpTransitoryTimeout", Set(&T::tcpTransitoryTimeout, "5min")),
    Only(0, "tcpOpeningTimeout", Set(&T::tcpOpeningTimeout, "30s")),
    Timed("icmpTimeout", Set(&T::icmpTimeout, "61s")),
    Only(0, "maxBindings", Set(&T::maxBindings, 7), true),
    Only(0, "maxSessions", Set(&T::maxSessions, 7), true),
    Only(0, "subscriberPorts", Set(&T::subscriberPorts, 7)),
    Only(0, "subscriberPrefix", Set(&T::subscriberPrefix, 64)),
    Only(0, "subscriberSessions", Set(&T::subscriberSessions, 7)),
    Only(0, "subscriberRate", Set(&T::subscriberRate, 7)),
    Only(2, "maxMappings", Set(&T::maxMappings, 7)),
    Only(0, "poolHighWater", Set(&T::poolHighWater, 80)),
    Only(0, "poolLowWater", Set(&T::poolLowWater, 40)),
    Only(0, "blockSize", Set(&T::blockSize, 200)),
    Only(0, "subscribers", Set(&T::subscribers, "2001:db8:a::/48")),

    {"an edge relay must have each mapping that a border relay has for a host on its network",
     "RFC 7756 3, 7756-01",
     [](Verdict& v) {
         Topology t = Relays();
         v.Equal(Shown(Validate(t)), "", "with the mapping");
         t.translators[1].mappings[0].ipv6 = "2001:db8:e1::7";
         const std::string fault = "translators[1].mappings (edge): 203.0.113.6 is on its network, "
                                   "and it lacks the mapping to 2001:db8:e1::6 that the border "
                                   "relay border has [RFC 7756 3]\n";
         v.Equal(Shown(Validate(t)), fault, "another mapping");
         t.translators[1].mappings = {{"203.0.113.7", "2001:db8:e1::7"}};
         v.Equal(Shown(Validate(t)), fault, "without it");
         t.translators[0].mappings[1].ipv4 = "203.0.113.60";
         v.Equal(Shown(Validate(t)), "", "a host elsewhere");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-topology-validate-translator-kinds", ROWS);
