// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/address-map.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;
using test::data::Addr;
using test::data::Block;
using test::data::RfcExamples;

namespace
{

/** "10.0.0.1", or the word of the reason why there is no mapping. */
std::string
Text(const MappedAddress& mapped)
{
    return mapped ? mapped.address.ToString() : std::string(Describe(mapped.reason).word);
}

AddressMapSettings
WellKnown()
{
    AddressMapSettings settings;
    settings.prefix = Pref64();
    settings.wellKnownDeny = DefaultWellKnownDeny();
    return settings;
}

AddressMapSettings
With(const std::string& prefix)
{
    AddressMapSettings settings = WellKnown();
    settings.prefix = Pref64(Block(prefix));
    return settings;
}

Row
Maps6(const std::string& sentence,
      const std::string& clause,
      const AddressMapSettings& settings,
      const std::string& ipv6,
      const std::string& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                v.Equal(Text(AddressMap(settings).To4(Addr(ipv6))), expected, ipv6);
            }};
}

Row
Maps4(const std::string& sentence,
      const std::string& clause,
      const AddressMapSettings& settings,
      const std::string& ipv4,
      const std::string& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                v.Equal(Text(AddressMap(settings).To6(Addr(ipv4))), expected, ipv4);
            }};
}

void
SuffixesAreIgnored(Verdict& v)
{
    int rows = 0;
    for (const auto& row : RfcExamples()["rfc6052_suffix_and_u"])
    {
        if (row.contains("ipv4"))
        {
            const AddressMap map(With(row["prefix"]));
            v.Equal(Text(map.To4(Addr(row["ipv6"]))), row["ipv4"].get<std::string>(), row["ipv6"]);
            ++rows;
        }
    }
    v.Equal(rows, 5, "prefix lengths with a suffix");
}

void
NonGlobalIsRefused(Verdict& v)
{
    const AddressMap map(WellKnown());
    const AddressMap own(With("2001:db8:8011:fda4:44::/96"));
    for (const auto& text : RfcExamples()["rfc6052_wkp_nonglobal_drop"]["drop"])
    {
        const IpAddress ipv6 = Addr(text);
        const IpAddress ipv4 = Pref64().Extract(ipv6);
        v.Equal(Text(map.To4(ipv6)), "well-known-prefix-non-global", text);
        v.Equal(Text(map.To6(ipv4)), "well-known-prefix-non-global", ipv4.ToString());
        v.Equal(Text(map.To6ByPrefix(ipv4)), "well-known-prefix-non-global", "by prefix");
        v.True(map.To6Anyway(ipv4).address == ipv6, "sources of errors are mapped");
        v.True(map.To4Anyway(ipv6).address == ipv4, "and back");
        v.True(static_cast<bool>(own.To6(ipv4)), "any other prefix may");
    }
}

void
EdgesOfTheDenyList(Verdict& v)
{
    const AddressMap map(WellKnown());
    const auto allowed = [&](const char* text) {
        v.True(static_cast<bool>(map.To6(Addr(text))), std::string(text) + " is global");
    };
    const auto denied = [&](const char* text) {
        v.True(!map.To6(Addr(text)), std::string(text) + " is not global");
    };
    for (const char* text : {"1.0.0.0",
                             "9.255.255.255",
                             "11.0.0.0",
                             "100.63.255.255",
                             "100.128.0.0",
                             "126.255.255.255",
                             "128.0.0.0",
                             "169.253.255.255",
                             "169.255.0.0",
                             "172.15.255.255",
                             "172.32.0.0",
                             "192.167.255.255",
                             "192.169.0.0",
                             "223.255.255.255"})
    {
        allowed(text);
    }
    for (const char* text : {"0.255.255.255",
                             "10.0.0.0",
                             "10.255.255.255",
                             "100.64.0.0",
                             "100.127.255.255",
                             "127.0.0.0",
                             "127.255.255.255",
                             "169.254.255.255",
                             "172.16.0.0",
                             "172.31.255.255",
                             "192.168.255.255",
                             "224.0.0.0",
                             "239.255.255.255",
                             "240.0.0.0"})
    {
        denied(text);
    }
}

void
StrictPreset(Verdict& v)
{
    AddressMapSettings settings = WellKnown();
    const AddressMap relaxed(settings);
    settings.wellKnownDeny = StrictWellKnownDeny();
    const AddressMap strict(settings);
    for (const char* text :
         {"192.0.2.33", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1"})
    {
        v.True(static_cast<bool>(relaxed.To6(Addr(text))), "by default allowed");
        v.Equal(Text(strict.To6(Addr(text))), "well-known-prefix-non-global", text);
    }
    v.Equal(Text(strict.To6(Addr("10.0.0.1"))), "well-known-prefix-non-global", "10.0.0.1");
}

AddressMapSettings
Denying()
{
    AddressMapSettings settings = With("2001:db8:64::/96");
    settings.deny = {Block("198.51.100.0/24")};
    settings.eams.Add(Eam::Parse("198.51.100.7", "2001:db8::7"));
    return settings;
}

void
NeverTranslatedButByEntry(Verdict& v)
{
    const AddressMap map(Denying());
    v.Equal(Text(map.To6(Addr("198.51.100.1"))), "never-translated", "4 to 6");
    v.Equal(Text(map.To4(Addr("2001:db8:64::198.51.100.1"))), "never-translated", "6 to 4");
    v.Equal(Text(map.To6(Addr("198.51.100.7"))), "2001:db8::7", "an explicit mapping");
    v.Equal(Text(map.To4(Addr("2001:db8::7"))), "198.51.100.7", "and back");
    v.Equal(Text(map.To6ByPrefix(Addr("198.51.100.7"))), "never-translated", "by prefix");
    v.Equal(Text(map.To6Anyway(Addr("198.51.100.1"))), "2001:db8:64::c633:6401", "anyway");
    v.Equal(Text(map.To6(Addr("198.51.101.1"))), "2001:db8:64::c633:6501", "next to the list");
}

void
WarnsOfTheWellKnownPrefix(Verdict& v)
{
    v.Equal(StatelessWarnings(WellKnown()).size(), size_t{1}, "warnings");
    v.Equal(StatelessWarnings(With("2001:db8:64::/96")).size(), size_t{0}, "own prefix");
    AddressMapSettings settings = WellKnown();
    settings.eams.Add(Eam::Parse("198.51.100.7", "2001:db8::7"));
    v.Equal(StatelessWarnings(settings).size(), size_t{0}, "hosts have explicit mappings");
}

AddressMapSettings
Lenient()
{
    AddressMapSettings settings = With("2001:db8:122:344::/64");
    settings.lenientUOctet = true;
    return settings;
}

const std::vector<Row> ROWS{
    {"a suffix that is not zero is ignored", "RFC 6052 2.2, 6052-05", SuffixesAreIgnored},
    Maps6("bits 64 to 71 that are not zero refuse an address",
          "RFC 6052 2.2, D5, 6052-06",
          With("2001:db8:122:344::/64"),
          "2001:db8:122:344:ffc0:2:2100:0",
          "non-zero-u-octet"),
    Maps6("on request, bits 64 to 71 are ignored",
          "RFC 6052 2.2, D5, 6052-06",
          Lenient(),
          "2001:db8:122:344:ffc0:2:2100:0",
          "192.0.2.33"),
    {"with the well-known prefix, addresses that are not global are refused both ways",
     "RFC 6052 3.1, D6, 6052-09",
     NonGlobalIsRefused},
    {"what is not global begins and ends where RFC 6890 says",
     "RFC 6052 3.1, D6, 6052-09",
     EdgesOfTheDenyList},
    {"the strict list refuses documentation and benchmarking addresses as well",
     "RFC 6052 3.1, D6, 6052-09",
     StrictPreset},
    Maps6("a prefix of the network's own may stand for private addresses",
          "RFC 6052 3.1, 6052-10",
          With("2001:db8:8011:fda4:44::/96"),
          "2001:db8:8011:fda4:44::c0a8:266d",
          "192.168.38.109"),
    Maps4("and the other way",
          "RFC 6052 3.1, 6052-10",
          With("2001:db8:8011:fda4:44::/96"),
          "192.168.38.109",
          "2001:db8:8011:fda4:44:0:c0a8:266d"),
    {"the well-known prefix without explicit mappings is warned of for stateless hosts",
     "RFC 6052 3.1, 6052-11",
     WarnsOfTheWellKnownPrefix},
    Maps6("64:ff9b:1::/96 may stand for private addresses",
          "RFC 8215 5, 8215-03",
          With("64:ff9b:1::/96"),
          "64:ff9b:1::a00:1",
          "10.0.0.1"),
    Maps6("an address outside the prefix has no mapping, 64:ff9b:1::/48 included",
          "RFC 8215 5, RFC 7915 6, 8215-02",
          WellKnown(),
          "64:ff9b:1::c000:221",
          "untranslatable-destination"),
    Maps4("without prefix and entries, nothing has a mapping",
          "RFC 7915 6",
          AddressMapSettings(),
          "192.0.2.1",
          "untranslatable-destination"),
    {"addresses on the list are never translated, explicit mappings excepted",
     "RFC 6888 2 REQ-6",
     NeverTranslatedButByEntry},
    {"a deny list holds IPv4 prefixes only",
     "",
     [](Verdict& v) {
         AddressMapSettings settings = WellKnown();
         settings.deny = {Block("2001:db8::/32")};
         const std::string text = test::data::Complaint([&] { AddressMap refused(settings); });
         v.True(text.find("2001:db8::/32 is not an IPv4 prefix") != std::string::npos, text);
     }},
};

V6LAB_SUITE("v6lab-core-address-map", ROWS);

} // namespace
