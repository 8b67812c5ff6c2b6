// SPDX-License-Identifier: GPL-2.0-only
// Router messages as bytes: RFC 4861, RFC 8106, RFC 8781.
#include "test/support/advertisements.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using test::data::Addr;
using test::data::Block;

namespace
{

const std::string PREF64 = "260207080064ff9b0000000000000000"; // 64:ff9b::/96, 1800 s
const std::string MTU_1400 = "0501000000000578";

using Fault = RouterMessageFault;

Row
Invalid(const std::string& what,
        Fault expected,
        const std::string& clause,
        const std::function<RouterMessage(std::vector<uint8_t>&)>& spoil)
{
    return {"an advertisement " + what + " is refused whole", clause, [=](test::Verdict& v) {
                auto bytes = AdvertisementBytes(MTU_1400);
                const auto good = RouterAdvertisement::Decode(MessageOf(bytes));
                v.True(std::holds_alternative<RouterAdvertisement>(good), "the sound one is read");
                const auto read = RouterAdvertisement::Decode(spoil(bytes));
                const auto* fault = std::get_if<Fault>(&read);
                v.True(fault, "is refused");
                v.Equal(fault ? std::string(ToText(*fault)) : "", ToText(expected), "fault");
            }};
}

RouterMessage
WithOptions(std::vector<uint8_t>& bytes, const std::string& options)
{
    bytes = AdvertisementBytes(options);
    return MessageOf(bytes);
}

void
EncodePref64(test::Verdict& v)
{
    for (const auto& row : data::RfcExamples()["rfc8781_option"]["vectors"])
    {
        std::vector<uint8_t> bytes;
        AppendPref64(bytes, {Pref64(Block(row["prefix"])), row["lifetime_s"].get<uint32_t>()});
        v.Equal(HexOf(bytes), row["hex"].get<std::string>(), row["prefix"]);
    }
}

void
DecodePref64(test::Verdict& v)
{
    for (const auto& row : data::RfcExamples()["rfc8781_option"]["vectors"])
    {
        const auto read = ReadOptions(row["hex"]);
        v.Equal(read.pref64s.size(), 1u, "options");
        v.Equal(read.pref64s.at(0).prefix.GetPrefix().ToString(),
                row["prefix"].get<std::string>(),
                "prefix");
        v.Equal(read.pref64s.at(0).lifetimeSeconds,
                row["scaled"].get<uint32_t>() * 8,
                "lifetime in seconds");
    }
}

void
IgnoreBrokenPref64(test::Verdict& v)
{
    const std::vector<std::pair<std::string, std::string>> broken{
        {"length 1", "2601070800000000"},
        {"length 3", "260307080064ff9b00000000000000000000000000000000"},
        {"code 6", "2602070e20010db80000000000000000"},
        {"code 7", "2602070f20010db80000000000000000"},
        {"bits 64 to 71 set", "2602070820010db80000000001000000"},
    };
    for (const auto& [what, option] : broken)
    {
        const auto read = ReadOptions(option + PREF64 + MTU_1400);
        v.Equal(read.pref64s.size(), 1u, what + ": the sound option only");
        v.Equal(read.pref64s.at(0).prefix.GetPrefix().ToString(), "64:ff9b::/96", what);
        v.Equal(read.mtu.value_or(0), 1400u, what + ": and what comes after");
    }
}

void
BitsBehindPref64(test::Verdict& v)
{
    const auto read = ReadOptions("2602070d20010db8ffffffffffffffff"); // /32
    v.Equal(read.pref64s.at(0).prefix.GetPrefix().ToString(), "2001:db8::/32", "prefix");
}

void
WholeAdvertisement(test::Verdict& v)
{
    RouterAdvertisement sent;
    sent.hopLimit = 63;
    sent.managed = true;
    sent.lifetimeSeconds = 0x1234;
    sent.reachableMs = 0x01020304;
    sent.retransMs = 0x05060708;
    sent.sourceLinkLayer = {2, 0, 0, 0, 0, 9};
    sent.mtu = 1400;
    sent.prefixes = {{Block("2001:db8:1::/64"), true, false, 0x11223344, 0x00000e10}};
    sent.resolvers = {{{Addr("2001:db8::53"), Addr("fe80::53")}, 0x708}};
    sent.pref64s = {{Pref64(), 1800}};
    const std::string expected = "86000000"
                                 "3f801234"
                                 "0102030405060708"
                                 "0101020000000009" +
                                 MTU_1400 + "030440801122334400000e1000000000" +
                                 AddressHex("2001:db8:1::") + "1905000000000708" +
                                 AddressHex("2001:db8::53") + AddressHex("fe80::53") + PREF64;
    const auto bytes = sent.Encode(Addr(ROUTER), Addr(EVERYBODY));
    v.Equal(HexOf(bytes), HexOf(Summed(FromHex(expected), ROUTER, EVERYBODY)), "on the wire");
    const auto back = std::get<RouterAdvertisement>(RouterAdvertisement::Decode(MessageOf(bytes)));
    v.Equal(back.hopLimit, 63, "hop limit");
    v.Equal(back.managed, true, "M");
    v.Equal(back.other, false, "O");
    v.Equal(back.lifetimeSeconds, 0x1234, "lifetime");
    v.Equal(back.reachableMs, 0x01020304u, "reachable time");
    v.Equal(back.retransMs, 0x05060708u, "retransmission timer");
    v.Equal(HexOf(back.sourceLinkLayer), "020000000009", "link-layer address");
    v.Equal(back.prefixes.at(0).prefix.ToString(), "2001:db8:1::/64", "prefix");
    v.True(back.prefixes[0].onLink && !back.prefixes[0].autonomous, "L and no A");
    v.Equal(back.prefixes[0].validSeconds, 0x11223344u, "valid");
    v.Equal(back.prefixes[0].preferredSeconds, 3600u, "preferred");
    v.Equal(back.resolvers.at(0).addresses.at(1).ToString(), "fe80::53", "resolver");
    v.Equal(back.resolvers[0].lifetimeSeconds, 1800u, "lifetime of the resolvers");
}

void
OtherFlags(test::Verdict& v)
{
    auto bytes = AdvertisementBytes("");
    bytes[5] = 0x40;
    bytes = Summed(bytes, ROUTER, EVERYBODY);
    const auto read = std::get<RouterAdvertisement>(RouterAdvertisement::Decode(MessageOf(bytes)));
    v.True(read.other && !read.managed, "O and no M");
}

/** Each of these is ignored, and the option behind it is read. */
Row
Ignored(const std::string& what, const std::string& clause, const std::string& option)
{
    return {what + " is ignored, not the rest", clause, [=](test::Verdict& v) {
                const auto read = ReadOptions(option + PREF64);
                v.Equal(read.pref64s.size(), 1u, "the option behind it");
                v.True(read.prefixes.empty(), "no prefix");
                v.True(read.resolvers.empty(), "no resolver");
                v.True(!read.mtu, "no MTU");
            }};
}

void
Solicitations(test::Verdict& v)
{
    const std::string router = "ff02::2";
    const std::string sender = "fe80::5";
    const auto fault = [&](const std::string& hex, const std::string& from, const std::string& to) {
        const auto bytes = Summed(FromHex(hex), from, to);
        const auto read = ReadSolicitation(MessageOf(bytes, from, to));
        const auto* found = std::get_if<Fault>(&read);
        return std::string(found ? ToText(*found) : "sound");
    };
    const std::string plain = "8500000000000000";
    const std::string address = "0101020000000009";
    v.Equal(fault(plain, "::", router), "sound", "from nowhere");
    v.Equal(fault(plain + address, sender, router), "sound", "with an address");
    v.Equal(fault(plain + address, "::", router), ToText(Fault::UnspecifiedWithAddress), "both");
    v.Equal(fault(plain, "::", "fe80::1"), ToText(Fault::Destination), "from nowhere to one");
    v.Equal(fault("8501000000000000", sender, router), ToText(Fault::Code), "code 1");
    v.Equal(fault("85000000", sender, router), ToText(Fault::TooShort), "four bytes");
    v.Equal(fault(plain + "0100", sender, router), ToText(Fault::OptionLength), "length 0");
    auto bytes = Summed(FromHex(plain), sender, router);
    const auto far = ReadSolicitation(MessageOf(bytes, sender, router, 254));
    v.True(std::get<Fault>(far) == Fault::HopLimit, "hop limit 254");
    bytes[3] ^= 1;
    const auto wrong = ReadSolicitation(MessageOf(bytes, sender, router));
    v.True(std::get<Fault>(wrong) == Fault::Checksum, "checksum");
}

void
SolicitationBytes(test::Verdict& v)
{
    const auto bytes = EncodeSolicitation(Addr("fe80::5"), Addr("ff02::2"), {2, 0, 0, 0, 0, 9});
    v.Equal(HexOf(bytes),
            HexOf(Summed(FromHex("85000000000000000101020000000009"), "fe80::5", "ff02::2")),
            "on the wire");
}

const std::vector<Row> ROWS{
    {"a PREF64 option carries prefix length codes 0 to 5 and its lifetime in units of 8 seconds, "
     "rounded up",
     "RFC 8781 4, 4.1, 8781-01, 8781-03, 8781-06",
     EncodePref64},
    {"and is read back so", "RFC 8781 4, 8781-01, 8781-03", DecodePref64},
    {"PREF64 options of another length, code or form are ignored, not what comes after them",
     "RFC 8781 4, RFC 6052 2.2, 8781-02",
     IgnoreBrokenPref64},
    {"bits of a PREF64 option behind its prefix length do not matter",
     "RFC 8781 4, 8781-03",
     BitsBehindPref64},
    {"an advertisement with every option is what the RFCs draw, and is read back",
     "RFC 4861 4.2, 4.6.1, 4.6.2, 4.6.4, RFC 8106 5.1, RFC 8781 4",
     WholeAdvertisement},
    {"the O flag is the second bit", "RFC 4861 4.2", OtherFlags},
    Invalid("that passed a router",
            Fault::HopLimit,
            "RFC 4861 6.1.2",
            [](auto& bytes) { return MessageOf(bytes, ROUTER, EVERYBODY, 254); }),
    Invalid("with a wrong checksum",
            Fault::Checksum,
            "RFC 4861 6.1.2",
            [](auto& bytes) {
                bytes[3] ^= 1;
                return MessageOf(bytes);
            }),
    Invalid("with code 1",
            Fault::Code,
            "RFC 4861 6.1.2",
            [](auto& bytes) {
                bytes[1] = 1;
                bytes = Summed(bytes, ROUTER, EVERYBODY);
                return MessageOf(bytes);
            }),
    Invalid("from a global address",
            Fault::Source,
            "RFC 4861 6.1.2",
            [](auto& bytes) {
                bytes = AdvertisementBytes("", "2001:db8::1");
                return MessageOf(bytes, "2001:db8::1");
            }),
    Invalid("of 15 bytes",
            Fault::TooShort,
            "RFC 4861 6.1.2",
            [](auto& bytes) {
                bytes.resize(15);
                bytes = Summed(bytes, ROUTER, EVERYBODY);
                return MessageOf(bytes);
            }),
    Invalid("with an option of length 0",
            Fault::OptionLength,
            "RFC 4861 6.1.2",
            [](auto& bytes) { return WithOptions(bytes, PREF64 + "0500000000000578"); }),
    Invalid("with an option that leads out of it",
            Fault::OptionLength,
            "RFC 4861 4.6, 6.1.2",
            [](auto& bytes) { return WithOptions(bytes, "0502000000000578"); }),
    Invalid("with half an option header behind it",
            Fault::OptionLength,
            "RFC 4861 4.6, 6.1.2",
            [](auto& bytes) { return WithOptions(bytes, MTU_1400 + "05"); }),
    Ignored("an unknown option", "RFC 4861 4.6, 6.1.2", "fd02000000000000ffffffffffffffff"),
    Ignored("a prefix of length 129",
            "RFC 4861 4.6.2",
            "030481c0000007080000070800000000" + AddressHex("2001:db8::")),
    Ignored("a prefix option of length 3",
            "RFC 4861 4.6.2",
            "030340c00000070800000708000000000000000000000000"),
    Ignored("an MTU below 1280", "RFC 4861 6.3.4", "05010000000004ff"),
    Ignored("a resolver option of even length",
            "RFC 8106 5.3.1",
            "1904000000000708" + AddressHex("2001:db8::53") + "0000000000000000"),
    Ignored("a resolver option without an address", "RFC 8106 5.3.1", "1901000000000708"),
    Ignored("a resolver that is a group",
            "RFC 8106 5.3.1",
            "1903000000000708" + AddressHex("ff02::53")),
    {"solicitations are checked as well", "RFC 4861 6.1.1", Solicitations},
    {"a solicitation tells the link-layer address", "RFC 4861 4.1", SolicitationBytes},
};

V6LAB_SUITE("v6lab-core-router-advertisement", ROWS);

} // namespace
