// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/pref64.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

#include <random>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;
using test::data::Addr;
using test::data::Block;
using test::data::Complaint;

namespace
{

std::string
Hex(const IpAddress& address)
{
    std::string text;
    for (const uint8_t byte : address.GetBytes())
    {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

Row
Refused(const std::string& prefix, const std::string& clause, const std::string& because)
{
    return {prefix + " is refused as a translation prefix", clause, [=](Verdict& v) {
                const std::string text = Complaint([&] { Pref64 refused(Block(prefix)); });
                v.True(text.find(because) != std::string::npos, "\"" + text + "\" says why");
                v.True(text.find(prefix) != std::string::npos, "\"" + text + "\" names it");
            }};
}

Row
Accepted(const std::string& prefix, const std::string& clause)
{
    return {prefix + " is accepted as a translation prefix", clause, [=](Verdict& v) {
                const Pref64 accepted(Block(prefix));
                v.Equal(accepted.GetPrefix().ToString(), prefix, "prefix");
                v.True(!accepted.IsWellKnown(), "not the well-known prefix");
            }};
}

void
ComposeTables(Verdict& v)
{
    for (const auto& row : test::data::RfcExamples()["rfc6052_s2_4"])
    {
        const Pref64 prefix(Block(row["prefix"]));
        const IpAddress ipv6 = prefix.Embed(Addr(row["ipv4"]));
        v.Equal(Hex(ipv6), row["ipv6_hex"].get<std::string>(), row["prefix"]);
        v.Equal(ipv6.ToString(), row["ipv6_canonical"].get<std::string>(), row["prefix"]);
    }
}

void
ExtractTables(Verdict& v)
{
    for (const auto& row : test::data::RfcExamples()["rfc6052_s2_4"])
    {
        const Pref64 prefix(Block(row["prefix"]));
        const IpAddress ipv6 = Addr(row["ipv6_canonical"]);
        v.True(prefix.Contains(ipv6), "in the prefix");
        v.Equal(prefix.Extract(ipv6).ToString(), row["ipv4"].get<std::string>(), row["prefix"]);
    }
}

/** 2001:db8:8011:fda4:4444::/96, which article C has. */
void
Insists(Verdict& v)
{
    const Prefix prefix = *Prefix::Parse("2001:db8:8011:fda4:4444::/96");
    const Pref64 pref64(prefix, Pref64::UOctet::Any);
    const IpAddress ipv6 = pref64.Embed(Addr("192.168.38.109"));
    v.Equal(ipv6.ToString(), "2001:db8:8011:fda4:4444:0:c0a8:266d", "embedded");
    v.Equal(pref64.Extract(ipv6).ToString(), "192.168.38.109", "extracted");
}

Row
RoundTrips(const std::string& prefix)
{
    return {"65536 random IPv4 addresses come back from " + prefix,
            "RFC 6052 2.3, 6052-03, 6052-04, 6052-05, 6052-06",
            [=](Verdict& v) {
                const Pref64 pref64(Block(prefix));
                std::mt19937 random(6052);
                uint32_t wrong = 0;
                for (int i = 0; i < 65536; ++i)
                {
                    const IpAddress ipv4 = IpAddress::V4(static_cast<uint32_t>(random()));
                    const IpAddress ipv6 = pref64.Embed(ipv4);
                    wrong += pref64.Extract(ipv6) != ipv4;
                    wrong += !pref64.Contains(ipv6) || !pref64.GetPrefix().Contains(ipv6);
                    wrong += !Pref64::HasZeroUOctet(ipv6);
                    // Bits behind the embedded address: none for /96, else a zero suffix.
                    const unsigned used = (pref64.GetPrefix().GetLength() + 32) / 8 +
                                          (pref64.GetPrefix().GetLength() <= 64);
                    for (unsigned place = used; place < 16; ++place)
                    {
                        wrong += ipv6.GetBytes()[place] != 0;
                    }
                }
                v.Equal(wrong, 0u, "faults");
            }};
}

void
ContainsAsPrefix(Verdict& v)
{
    std::mt19937 random(1);
    for (const char* text : {"2001:db8::/32", "2001:db8:100::/40", "64:ff9b::/96"})
    {
        const Prefix block = Block(text);
        const Pref64 pref64(block);
        for (int bit = 0; bit < 128; ++bit)
        {
            IpAddress::Bytes bytes = block.GetAddress().GetBytes();
            bytes[bit / 8] ^= static_cast<uint8_t>(0x80 >> bit % 8);
            const IpAddress near = IpAddress::V6(bytes.data());
            v.Equal(pref64.Contains(near), bit >= block.GetLength(), near.ToString());
        }
        v.True(!pref64.Contains(Addr("0.100.255.155")), "never an IPv4 address");
    }
}

void
Texts(Verdict& v)
{
    const auto expect = [&v](const char* prefix, const char* text) {
        const Pref64 pref64(Block(prefix));
        const IpAddress ipv4 = Addr("192.0.2.33");
        v.Equal(pref64.ToText(ipv4), text, prefix);
        v.True(Addr(pref64.ToText(ipv4)) == pref64.Embed(ipv4), "reads as the same address");
    };
    expect("64:ff9b::/96", "64:ff9b::192.0.2.33");
    expect("2001:db8:122:344::/96", "2001:db8:122:344::192.0.2.33");
    expect("64:ff9b:1:abcd:0:5431::/96", "64:ff9b:1:abcd:0:5431:192.0.2.33");
    expect("2001:db8:1:2:3:4::/96", "2001:db8:1:2:3:4:192.0.2.33");
    expect("::/96", "::192.0.2.33");
    expect("::ffff:0:0/96", "::ffff:192.0.2.33");
    expect("2001:db8:122:344::/64", "2001:db8:122:344:c0:2:2100:0");
    expect("2001:db8::/32", "2001:db8:c000:221::");
}

void
Neutral(Verdict& v)
{
    for (const auto& row : test::data::RfcExamples()["checksum_neutral_prefixes"])
    {
        const Pref64 pref64(Block(row["prefix"]));
        v.Equal(pref64.IsChecksumNeutral(), row["neutral"].get<bool>(), row["prefix"]);
    }
}

/** The one's complement sum of all 16-bit words, folded. */
uint32_t
Sum(const IpAddress& address)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < 16; i += 2)
    {
        sum += uint32_t{address.GetBytes()[i]} << 8 | address.GetBytes()[i + 1];
    }
    return sum % 0xffff;
}

void
NeutralMeansSameSum(Verdict& v)
{
    // 2001:dffe::/32 sums to 0xffff; so does 2001:dffe::/64, whose u octet shifts the address.
    for (const char* text : {"64:ff9b::/96", "2001:dffe::/32", "2001:dffe::/64", "2001:db8::/96"})
    {
        const Pref64 pref64(Block(text));
        std::mt19937 random(7);
        bool same = true;
        for (int i = 0; i < 100; ++i)
        {
            const IpAddress ipv4 = IpAddress::V4(static_cast<uint32_t>(random()));
            same = same && Sum(pref64.Embed(ipv4)) == Sum(ipv4);
        }
        v.Equal(pref64.IsChecksumNeutral(), same, text);
    }
}

const std::vector<Row> ROWS{
    {"bits 64 to 71 of a /96 may be anything, if somebody insists",
     "RFC 6052 2.2; article C; 6052-10",
     Insists},
    Accepted("2001:db8::/32", "RFC 6052 2.2, 6052-01"),
    Accepted("2001:db8:100::/40", "RFC 6052 2.2, 6052-01"),
    Accepted("2001:db8:122::/48", "RFC 6052 2.2, 6052-01"),
    Accepted("2001:db8:122:300::/56", "RFC 6052 2.2, 6052-01"),
    Accepted("2001:db8:122:344::/64", "RFC 6052 2.2, 6052-01"),
    Accepted("2001:db8:122:344::/96", "RFC 6052 2.2, 6052-01"),
    Refused("2001:db8::/33", "RFC 6052 2.2, 6052-01", "32, 40, 48, 56, 64 or 96"),
    Refused("2001:db8::/95", "RFC 6052 2.2, 6052-01", "32, 40, 48, 56, 64 or 96"),
    Refused("2001:db8::/97", "RFC 6052 2.2, 6052-01", "32, 40, 48, 56, 64 or 96"),
    Refused("2001:db8::/128", "RFC 6052 2.2, 6052-01", "32, 40, 48, 56, 64 or 96"),
    Refused("2001:db8::/72", "RFC 6052 2.2, 6052-01", "32, 40, 48, 56, 64 or 96"),
    Refused("::/0", "RFC 6052 2.2, 6052-01", "32, 40, 48, 56, 64 or 96"),
    Refused("192.0.2.0/32", "RFC 6052 2.2, 6052-01", "IPv6 prefix"),
    Refused("2001:db8:0:0:100::/96", "RFC 6052 2.2, 6052-02", "bits 64 to 71"),
    Refused("2001:db8:0:0:8000::/96", "RFC 6052 2.2, 6052-02", "bits 64 to 71"),
    Accepted("2001:db8:0:0:ff::/96", "RFC 6052 2.2, 6052-02"),
    Refused("64:ff9b::/64", "RFC 6052 2.1, 6052-08", "used whole"),
    Refused("64:ff9b::/48", "RFC 6052 2.1, 6052-08", "used whole"),
    Refused("64:ff9b::/32", "RFC 6052 2.1, 6052-08", "used whole"),
    {"without a prefix, the well-known one is used",
     "RFC 6052 2.1, RFC 6146 3.5.4, 6146-16",
     [](Verdict& v) {
         v.Equal(Pref64().GetPrefix().ToString(), "64:ff9b::/96", "default");
         v.True(Pref64().IsWellKnown(), "is the well-known prefix");
     }},
    Accepted("64:ff9b:1::/48", "RFC 8215 5, 8215-01"),
    Accepted("64:ff9b:1::/56", "RFC 8215 5, 8215-01"),
    Accepted("64:ff9b:1::/64", "RFC 8215 5, 8215-01"),
    Accepted("64:ff9b:1::/96", "RFC 8215 5, 8215-01"),
    {"addresses are composed as in tables 1 and 2", "RFC 6052 2.3, 2.4, 6052-03", ComposeTables},
    {"addresses are extracted as in tables 1 and 2", "RFC 6052 2.3, 2.4, 6052-04", ExtractTables},
    RoundTrips("2001:db8::/32"),
    RoundTrips("2001:db8:100::/40"),
    RoundTrips("2001:db8:122::/48"),
    RoundTrips("2001:db8:122:300::/56"),
    RoundTrips("2001:db8:122:344::/64"),
    RoundTrips("64:ff9b::/96"),
    {"a prefix contains exactly what begins with its bits", "RFC 6052 2.2", ContainsAsPrefix},
    {"an embedded address prints dotted behind a /96 and as RFC 5952 behind the others",
     "RFC 6052 2.4, 6052-07",
     Texts},
    {"the well-known prefix and the four of RFC 8215 are checksum neutral, others are not",
     "RFC 6052 4.2, RFC 8215 6, 6052-17, 8215-04",
     Neutral},
    {"a prefix is called checksum neutral exactly if it leaves every address' sum as it is",
     "RFC 6052 4.1, 6052-17",
     NeutralMeansSameSum},
};

V6LAB_SUITE("v6lab-core-pref64", ROWS);

} // namespace
