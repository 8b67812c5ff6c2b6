// SPDX-License-Identifier: GPL-2.0-only
// Numbers in the records of a zone file, which ldns would cut to their fields' sizes.
#include "model/core/dns/zone-file.h"
#include "test/support/dns.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Name;
using test::Row;
using test::Verdict;
using test::data::Complaint;

namespace
{

/** The record of "x" is in the zone, or "" and why it is not. */
std::string
Read(const std::string& typeAndData, std::string* complaint)
{
    std::string text;
    *complaint = Complaint([&] {
        const ZonePart part{false, 1, {}};
        const auto file = ReadZone("\nx 60 " + typeAndData + "\n", Name("example"), "z", part);
        for (const auto& record : file.zone.GetRecords())
        {
            text += DnsTypeWord(record.type) + " " + record.DataText();
        }
    });
    return text;
}

Row
Refused(const std::string& clause, const std::string& typeAndData, const std::string& why)
{
    return {typeAndData + " is refused, with the line and the number", clause, [=](Verdict& v) {
                std::string complaint;
                v.Equal(Read(typeAndData, &complaint), "", "record");
                const size_t space = typeAndData.find(' ');
                v.Equal(complaint,
                        "z:2: \"" + typeAndData.substr(space + 1) +
                            "\" is not the data of a record of type " +
                            typeAndData.substr(0, space) + ": " + why,
                        "complaint");
            }};
}

Row
Taken(const std::string& clause, const std::string& typeAndData, const std::string& expected = "")
{
    return {typeAndData + " is taken", clause, [=](Verdict& v) {
                std::string complaint;
                v.Equal(Read(typeAndData, &complaint),
                        expected.empty() ? typeAndData : expected,
                        "record, or: " + complaint);
            }};
}

const std::string UP_TO_8_BITS = " is no whole number from 0 to 255";
const std::string UP_TO_16_BITS = " is no whole number from 0 to 65535";
const std::string UP_TO_32_BITS = " is no whole number from 0 to 4294967295";

const std::vector<Row> ROWS{
    Refused("RFC 1035 3.3.9", "MX 65536 a.test.", "\"65536\"" + UP_TO_16_BITS),
    Refused("RFC 1035 3.3.9", "MX 70000 a.test.", "\"70000\"" + UP_TO_16_BITS),
    Refused("RFC 1035 3.3.9", "MX -1 a.test.", "\"-1\"" + UP_TO_16_BITS),
    Refused("RFC 1035 3.3.9", "MX ten a.test.", "\"ten\"" + UP_TO_16_BITS),
    Taken("RFC 1035 3.3.9", "MX 65535 a.test."),
    Refused("RFC 2782", "SRV 0 0 99999 a.test.", "\"99999\"" + UP_TO_16_BITS),
    Refused("RFC 2782", "SRV 65536 0 1 a.test.", "\"65536\"" + UP_TO_16_BITS),
    Taken("RFC 2782", "SRV 65535 65535 65535 a.test."),
    Refused("RFC 1035 3.3.13", "SOA a.test. b.test. -1 2 3 4 5", "\"-1\"" + UP_TO_32_BITS),
    Refused("RFC 1035 3.3.13",
            "SOA a.test. b.test. 4294967296 2 3 4 5",
            "\"4294967296\"" + UP_TO_32_BITS),
    Refused("RFC 1035 3.3.13",
            "SOA a.test. b.test. 1 2 3 4 99999999999",
            "\"99999999999\"" + UP_TO_32_BITS),
    Refused("RFC 1035 3.3.13",
            "SOA a.test. b.test. 1 2 3 4 99999999999999999999999999999",
            "\"99999999999999999999999999999\"" + UP_TO_32_BITS),
    Refused("RFC 1035 3.3.13", "SOA a.test. b.test. 1 -2 3 4 5", "\"-2\"" + UP_TO_32_BITS),
    Refused("RFC 1035 3.3.13",
            "SOA a.test. b.test. 1 9000w 3 4 5",
            "the TTL 9000w is more than 2147483647 (RFC 2181 8)"),
    Taken("RFC 1035 3.3.13", "SOA a.test. b.test. 4294967295 2 3 4 5"),
    Taken("RFC 1035 3.3.13",
          "SOA a.test. b.test. 0000000000001 2 3 4 5",
          "SOA a.test. b.test. 1 2 3 4 5"),
    Taken("RFC 1035 5.1",
          "SOA a.test. b.test. 1 2h 3 4 1w",
          "SOA a.test. b.test. 1 7200 3 4 604800"),
    Taken("RFC 1035 5.1",
          "SOA a\\ 70000.test. b.test. 1 2 3 4 5",
          "SOA a\\032"
          "70000.test. b.test. 1 2 3 4 5"),
    Refused("RFC 8659 4.1", "CAA 999 issue \"x\"", "\"999\"" + UP_TO_8_BITS),
    Taken("RFC 8659 4.1", "CAA 128 issue \"999\""),
    Refused("RFC 3403 4.1",
            "NAPTR 70000 10 \"S\" \"SIP\" \"\" a.test.",
            "\"70000\"" + UP_TO_16_BITS),
    Refused("RFC 4034 5.3",
            "DS 65536 8 1 0102030405060708090a0b0c0d0e0f1011121314",
            "\"65536\"" + UP_TO_16_BITS),
    Refused("RFC 4034 5.3",
            "DS 1 256 1 0102030405060708090a0b0c0d0e0f1011121314",
            "\"256\"" + UP_TO_8_BITS),
    Refused("RFC 6698 2.2", "TLSA 256 0 1 0102", "\"256\"" + UP_TO_8_BITS),
    Taken("RFC 4034 2.2",
          "DNSKEY 256 3 ED25519 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=",
          "DNSKEY 256 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4="),
    Taken("RFC 1035 3.3.14", "TXT \"70000 -1\""),
    Taken("RFC 3597 5", "MX \\# 4 0001 00 00", "MX 1 ."),
};

V6LAB_SUITE("v6lab-dns-zone-numbers", ROWS);

} // namespace
