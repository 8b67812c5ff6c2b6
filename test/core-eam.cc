// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/address-map.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

#include <random>

using namespace ns3::v6lab;
using nlohmann::json;
using test::Row;
using test::Verdict;
using test::data::Addr;
using test::data::Complaint;
using test::data::RfcExamples;

namespace
{

EamTable
Table(const json& pairs)
{
    EamTable table;
    for (const auto& pair : pairs)
    {
        table.Add(Eam::Parse(pair[0], pair[1]));
    }
    return table;
}

/** Figure 1 of RFC 7757 with its prefix. */
AddressMapSettings
Figure1()
{
    AddressMapSettings settings;
    settings.prefix = Pref64();
    settings.wellKnownDeny = DefaultWellKnownDeny();
    for (const auto& row : RfcExamples()["rfc7757_fig1_eamt"]["rows"])
    {
        settings.eams.Add(Eam::Parse(row["ipv4_prefix"], row["ipv6_prefix"]));
    }
    return settings;
}

Row
Refused(const std::string& ipv4,
        const std::string& ipv6,
        const std::string& clause,
        const std::string& because)
{
    return {ipv4 + " - " + ipv6 + " is refused as an explicit mapping", clause, [=](Verdict& v) {
                EamTable table;
                const std::string text = Complaint([&] { table.Add(Eam::Parse(ipv4, ipv6)); });
                v.True(text.find(because) != std::string::npos, "\"" + text + "\" says why");
                v.True(table.IsEmpty(), "the table stays empty");
            }};
}

void
Figure7(Verdict& v)
{
    const AddressMap map(Figure1());
    for (const auto& row : RfcExamples()["rfc7757_fig7"])
    {
        const MappedAddress to6 = map.To6(Addr(row["ipv4"]));
        v.Equal(to6.address.ToString(), row["ipv6"].get<std::string>(), row["ipv4"]);
        v.Equal(to6.byEam, !row["eam"].is_null(), "by an entry");
        const MappedAddress to4 = map.To4(Addr(row["ipv6"]));
        v.Equal(to4.address.ToString(), row["ipv4"].get<std::string>(), row["ipv6"]);
        v.Equal(to4.byEam, !row["eam"].is_null(), "by an entry");
    }
}

void
Overlap(Verdict& v)
{
    const auto& example = RfcExamples()["rfc7757_fig2_overlap"];
    const EamTable table = Table(example["eamt"]);
    v.Equal(table.To4(Addr(example["v6_in"]))->ToString(), example["v4"].get<std::string>(), "4");
    v.Equal(table.To6(Addr(example["v4"]))->ToString(),
            example["back_to_v6"].get<std::string>(),
            "6");
    const auto warnings = table.Warnings();
    v.Equal(warnings.size(), size_t{1}, "warnings");
    v.True(warnings[0].find("198.51.100.64/32 lies inside 0.0.0.0/0") != std::string::npos,
           warnings[0]);
}

void
Identical(Verdict& v)
{
    const std::string text =
        Complaint([] { Table(RfcExamples()["rfc7757_fig3_identical"]["eamt"]); });
    v.True(text.find("2001:db8::1/128 is taken") != std::string::npos, text);
    EamTable table;
    table.Add(Eam::Parse("192.0.2.0/24", "2001:db8::/64"));
    v.True(!Complaint([&] { table.Add(Eam::Parse("192.0.2.0/24", "2001:db8:1::/64")); }).empty(),
           "the same IPv4 prefix is refused");
    v.Equal(table.GetEntries().size(), size_t{1}, "entries");
    v.True(!table.To4(Addr("2001:db8:1::")), "nothing of the refused entry stays");
}

void
LongestMatch(Verdict& v)
{
    const EamTable table = Table(json::parse(R"([["192.0.2.0/24", "2001:db8:24::/120"],
                                                 ["192.0.2.16/28", "2001:db8:28::/124"],
                                                 ["192.0.2.17", "2001:db8:24::99"]])"));
    v.Equal(table.To6(Addr("192.0.2.1"))->ToString(), "2001:db8:24::1", "/24");
    v.Equal(table.To6(Addr("192.0.2.18"))->ToString(), "2001:db8:28::2", "/28");
    v.Equal(table.To6(Addr("192.0.2.17"))->ToString(), "2001:db8:24::99", "/32");
    v.Equal(table.To4(Addr("2001:db8:24::1"))->ToString(), "192.0.2.1", "/120");
    v.Equal(table.To4(Addr("2001:db8:24::99"))->ToString(), "192.0.2.17", "/128");
    v.True(!table.To6(Addr("192.0.3.1")), "no entry");
    v.Equal(table.Warnings().size(), size_t{3}, "two nestings in IPv4, one in IPv6");
}

/** The IPv6 address by the letter of 3.3.1, bit by bit. */
IpAddress
ByHand(const Eam& entry, const IpAddress& ipv4)
{
    IpAddress::Bytes bytes = entry.ipv6.GetAddress().GetBytes();
    for (int bit = entry.ipv4.GetLength(); bit < 32; ++bit)
    {
        if (ipv4.GetBytes()[bit / 8] & (0x80 >> bit % 8))
        {
            const int to = entry.ipv6.GetLength() + bit - entry.ipv4.GetLength();
            bytes[to / 8] |= static_cast<uint8_t>(0x80 >> to % 8);
        }
    }
    return IpAddress::V6(bytes.data());
}

void
EveryPairOfLengths(Verdict& v)
{
    std::mt19937 random(7757);
    uint32_t pairs = 0;
    uint32_t wrong = 0;
    for (uint8_t length4 = 0; length4 <= 32; ++length4)
    {
        for (uint8_t length6 = 0; length6 <= 96 + length4; ++length6)
        {
            const Eam entry{Prefix(IpAddress::V4(static_cast<uint32_t>(random())), length4),
                            Prefix(Addr("a5a5:a5a5:a5a5:a5a5:a5a5:a5a5:a5a5:a5a5"), length6)};
            EamTable table;
            table.Add(entry);
            const auto host =
                static_cast<uint32_t>(random() & ((uint64_t{1} << (32 - length4)) - 1));
            const IpAddress ipv4 = IpAddress::V4(entry.ipv4.GetAddress().ToV4() | host);
            const auto ipv6 = table.To6(ipv4);
            wrong += !ipv6 || *ipv6 != ByHand(entry, ipv4) || table.To4(*ipv6) != ipv4;
            ++pairs;
        }
    }
    v.Equal(wrong, 0u, "faults");
    v.Equal(pairs, 33u * 97 + 33 * 16, "pairs of lengths"); // sum of 97 + n for n = 0..32
}

/** "ok", "reject-duplicate" or "reject-invalid": the words of the vectors. */
std::string
ResultOfAdding(const json& vector)
{
    EamTable table;
    for (const auto& entry : vector["existing"])
    {
        table.Add(Eam::Parse(entry["v4"], entry["v6"]));
    }
    const std::string text =
        Complaint([&] { table.Add(Eam::Parse(vector["entry"]["v4"], vector["entry"]["v6"])); });
    return text.empty()                                    ? "ok"
           : text.find("is taken by") != std::string::npos ? "reject-duplicate"
                                                           : "reject-invalid";
}

AddressMap
MapOf(const json& vector)
{
    AddressMapSettings settings;
    if (!vector["pool6"].is_null())
    {
        settings.prefix = Pref64(test::data::Block(vector["pool6"]));
    }
    for (const auto& entry : vector["eamt"])
    {
        settings.eams.Add(Eam::Parse(entry["v4"], entry["v6"]));
    }
    return AddressMap(settings);
}

std::string
Text(const json& address)
{
    return address.is_null() ? "nothing" : Addr(address).ToString();
}

std::string
Text(const MappedAddress& mapped)
{
    return mapped ? mapped.address.ToString() : "nothing";
}

void
SharedCases(Verdict& v)
{
    for (const auto& vector : test::data::SharedVectors("addr_mapping.jsonl"))
    {
        const std::string id = vector["id"];
        if (vector["kind"] == "eam-add")
        {
            v.Equal(ResultOfAdding(vector), vector["result"].get<std::string>(), id);
            continue;
        }
        const AddressMap map = MapOf(vector);
        const std::string way = vector["dir"];
        if (way != "6to4")
        {
            v.Equal(Text(map.To6(Addr(vector["v4"]))), Text(vector["v6"]), id);
        }
        if (way != "4to6")
        {
            v.Equal(Text(map.To4(Addr(vector["v6"]))), Text(vector["v4"]), id);
        }
    }
}

const std::vector<Row> ROWS{
    {"a side without a length is one address",
     "RFC 7757 3.2, 7757-01",
     [](Verdict& v) {
         const Eam entry = Eam::Parse("192.0.2.1", "2001:db8:aaaa::");
         v.Equal(entry.ToString(), "192.0.2.1/32 - 2001:db8:aaaa::/128", "entry");
     }},
    Refused("192.0.2.0/24", "::/121", "RFC 7757 3.2, 7757-02", "at least as many bits"),
    Refused("0.0.0.0/0", "2001:db8::/97", "RFC 7757 3.2, 7757-02", "at least as many bits"),
    Refused("192.0.2.1/24", "2001:db8::/64", "RFC 7757 3.2", "without host bits"),
    Refused("192.0.2.0/33", "2001:db8::/64", "RFC 7757 3.2", "must be an IPv4 prefix"),
    Refused("2001:db8::/64", "192.0.2.0/24", "RFC 7757 3.2", "must be an IPv4 prefix"),
    Refused("192.0.2.0/24", "2001:db8::/129", "RFC 7757 3.2", "must be an IPv6 prefix"),
    {"addresses map as in figure 7, both ways and each on its own",
     "RFC 7757 3.3, 7757-04, 7757-05, 7757-06, 7757-07",
     Figure7},
    {"an explicit mapping wins over the prefix that contains its address",
     "RFC 7757 3.3, 7757-07",
     [](Verdict& v) {
         const MappedAddress mapped = AddressMap(Figure1()).To4(Addr("64:ff9b::1"));
         v.Equal(mapped.address.ToString(), "192.0.2.225", "not 0.0.0.1");
         v.True(mapped.byEam, "by an entry");
     }},
    {"the rules of hairpins get the prefix' address of one with an explicit mapping",
     "RFC 7757 4.2.1",
     [](Verdict& v) {
         const MappedAddress mapped = AddressMap(Figure1()).To6ByPrefix(Addr("192.0.2.1"));
         v.Equal(mapped.address.ToString(), "64:ff9b::c000:201", "figure 8's source");
         v.True(!mapped.byEam, "not by an entry");
     }},
    {"bits behind the mapped suffix are ignored",
     "RFC 7757 3.3.2, 7757-05",
     [](Verdict& v) {
         const AddressMap map(Figure1());
         v.Equal(Text(map.To4(Addr("2001:db8:dddd:0:dc00::1"))), "192.0.2.183", "dddd");
     }},
    {"the longest prefix wins in both families",
     "RFC 7757 3.3.1, 3.3.2, 7757-04, 7757-05",
     LongestMatch},
    {"every pair of prefix lengths maps as the letter of the clause and back",
     "RFC 7757 3.3.1, 3.3.2, 7757-04, 7757-05",
     EveryPairOfLengths},
    {"overlapping entries are accepted and warned of", "RFC 7757 5, 7757-11", Overlap},
    {"a prefix that another entry has is refused", "RFC 7757 5, 7757-11", Identical},
    {"the shared cases of address mapping come out right",
     "RFC 6052 2.3, RFC 7757 3.3, 6052-03, 7757-04, 7757-05, 7757-11",
     SharedCases},
};

V6LAB_SUITE("v6lab-core-eam", ROWS);

} // namespace
