// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_TRANSLATOR_SETTINGS_H
#define V6LAB_TEST_TRANSLATOR_SETTINGS_H

#include "test/support/translator-rows.h"

/** Settings that the rows about translators give theirs. */
namespace ns3::v6lab::test::translators
{

using namespace ns3::v6lab::build;

/** Makes a CLAT one whose hosts share an address. */
inline void
Sharing(TranslatorConfig& t)
{
    t.dedicatedPrefix.clear();
    t.sharedAddress = "2001:db8:a::10";
    t.networks = {"192.168.1.0/24"};
}

inline Setting
Mapping(const std::string& ipv4, const std::string& ipv6)
{
    return [=](TranslatorConfig& t) { t.mappings.push_back({ipv4, ipv6}); };
}

inline Setting
Networks(const std::vector<std::string>& networks)
{
    return [=](TranslatorConfig& t) { t.networks = networks; };
}

inline Setting
Shared(const std::string& address)
{
    return [=](TranslatorConfig& t) {
        t.dedicatedPrefix.clear();
        t.sharedAddress = address;
    };
}

/** A border relay, and an edge relay on 203.0.113.4/30. */
inline Topology
Relays()
{
    return TopologyBuilder("relays")
        .Add(Wire("core"))
        .Add(Wire("rack"))
        .Add(Router("border").On("core", "2001:db8:c::1/64"))
        .Add(Router("edge").On("core", "2001:db8:c::2/64").On("rack", "203.0.113.5/30"))
        .Add(Host("old").On("rack", "203.0.113.6/30"))
        .Add(SiitOn("border")
                 .Prefix("2001:db8:46::/96")
                 .Map("203.0.113.80", "2001:db8:c::80")
                 .Map("203.0.113.6", "2001:db8:e1::6"))
        .Add(SiitOn("edge").Edge().Prefix("2001:db8:46::/96").Map("203.0.113.6", "2001:db8:e1::6"))
        .Build();
}

} // namespace ns3::v6lab::test::translators

#endif // V6LAB_TEST_TRANSLATOR_SETTINGS_H
