// SPDX-License-Identifier: GPL-2.0-only
// What a BGP speaker does with messages that are wrong: ends the session, or lives on (RFC 7606).
#include "model/core/bgp/message-stream.h"
#include "test/support/bgp-lab.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::bgp;
using test::BgpBytes;
using test::BgpHex;
using test::Row;
using test::Verdict;

namespace
{

const std::string MARKER(32, 'f');
const std::string ORIGIN = "40010100";
const std::string AS_PATH = "400206020100002f2c";
const std::string NEXT_HOP = "400304c0000201";
const std::string SOUND = ORIGIN + AS_PATH + NEXT_HOP;
const std::string TEN = "080a";          // 10.0.0.0/8
const std::string REACH = "800e1c000201" // 2001:db8:1::/48 over 2001:db8::1
                          "1020010db8000000000000000000000001"
                          "003020010db80001";
const std::string UNREACH = "800f0a0002013020010db80001";

std::string
Hex(size_t value, int digits)
{
    std::string text;
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
    {
        text += "0123456789abcdef"[value >> shift & 15];
    }
    return text;
}

std::string
MessageOf(int type, const std::string& body)
{
    return MARKER + Hex(19 + body.size() / 2, 4) + Hex(static_cast<size_t>(type), 2) + body;
}

std::string
UpdateOf(const std::string& attributes, const std::string& nlri, const std::string& withdrawn = "")
{
    return MessageOf(2,
                     Hex(withdrawn.size() / 2, 4) + withdrawn + Hex(attributes.size() / 2, 4) +
                         attributes + nlri);
}

std::string
OpenOfHex(const std::string& fixed, const std::string& parameters)
{
    return MessageOf(1, fixed + Hex(parameters.size() / 2, 2) + parameters);
}

/** "3/1 data" if the session ends; else "+routes -routes", then types of faults. */
std::string
Outcome(const std::string& hex, const WireContext& context)
{
    const auto read = Decode(BgpBytes(hex), context);
    if (const auto* error = std::get_if<Error>(&read))
    {
        return std::to_string(static_cast<int>(error->code)) + "/" +
               std::to_string(error->subcode) + " " + BgpHex(error->data);
    }
    const auto* update = std::get_if<Update>(&std::get<Message>(read));
    if (!update)
    {
        return "sound";
    }
    std::string text;
    for (const auto& announcement : update->announcements)
    {
        for (const auto& prefix : announcement.prefixes)
        {
            text += "+" + prefix.ToString() + " ";
        }
    }
    for (const auto& prefix : update->withdrawn)
    {
        text += "-" + prefix.ToString() + " ";
    }
    for (const auto& fault : update->faults)
    {
        text += (fault.discarded ? "discard " : "withdraw ") + std::to_string(fault.type) + "/" +
                std::to_string(fault.error.subcode) + " ";
    }
    return text;
}

Row
Judged(const std::string& what,
       const std::string& clause,
       const std::string& hex,
       const std::string& expected,
       const WireContext& context = {})
{
    return {what, clause, [=](Verdict& v) { v.Equal(Outcome(hex, context), expected, "outcome"); }};
}

const WireContext INTERNAL{true, true};

void
HeaderInStream(Verdict& v)
{
    MessageStream stream;
    const Bytes bytes = BgpBytes(MARKER + "100104"); // no message of 4097 bytes is waited for
    stream.Put(bytes.data(), bytes.size());
    const auto next = stream.Take();
    const auto* error = std::get_if<Error>(&next);
    v.True(error && *error == Error{ErrorCode::MessageHeader, subcode::BAD_LENGTH, {0x10, 0x01}},
           "at once");
}

const std::string FOUR_OCTETS = "0206410400000064";

const std::vector<Row> ROWS{
    Judged("a marker that is not all ones: not synchronized",
           "RFC 4271 6.1",
           std::string(31, 'f') + "e001304",
           "1/1 "),
    Judged("a length below 19: bad length, with it", "RFC 4271 6.1", MARKER + "001204", "1/2 0012"),
    Judged("a KEEPALIVE of 20 bytes: bad length", "RFC 4271 6.1", MessageOf(4, "00"), "1/2 0014"),
    Judged("an OPEN of 28 bytes: bad length",
           "RFC 4271 6.1",
           MessageOf(1, "040064005a0a000001"),
           "1/2 001c"),
    Judged("an UPDATE of 22 bytes: bad length", "RFC 4271 6.1", MessageOf(2, "000000"), "1/2 0016"),
    Judged("a NOTIFICATION of 20 bytes: bad length",
           "RFC 4271 6.1",
           MessageOf(3, "06"),
           "1/2 0014"),
    Judged("a type that is none: bad type, with it", "RFC 4271 6.1", MessageOf(5, ""), "1/3 05"),
    {"a header that is wrong is found before the message is there", "RFC 4271 6.1", HeaderInStream},

    Judged("BGP version 3: unsupported, and 4 is offered",
           "RFC 4271 6.2",
           OpenOfHex("030064005a0a000001", ""),
           "2/1 0004"),
    Judged("AS 0: bad peer AS", "RFC 7607 2", OpenOfHex("040000005a0a000001", ""), "2/2 "),
    Judged("AS 0 in the capability: bad peer AS",
           "RFC 7607 2",
           OpenOfHex("040064005a0a000001", "0206410400000000"),
           "2/2 "),
    Judged("identifier 0: bad", "RFC 6286 2.1", OpenOfHex("040064005a00000000", ""), "2/3 "),
    Judged("an optional parameter that is none of ours: unsupported",
           "RFC 4271 6.2",
           OpenOfHex("040064005a0a000001", "0100"),
           "2/4 "),
    Judged("a hold time of 1 s: unacceptable",
           "RFC 4271 6.2",
           OpenOfHex("04006400010a000001", ""),
           "2/6 "),
    Judged("a hold time of 2 s: unacceptable",
           "RFC 4271 6.2",
           OpenOfHex("04006400020a000001", ""),
           "2/6 "),
    Judged("a hold time of 3 s is sound",
           "RFC 4271 4.2",
           OpenOfHex("04006400030a000001", FOUR_OCTETS),
           "sound"),
    Judged("parameters longer than the message: malformed",
           "RFC 4271 6.2",
           MessageOf(1, "040064005a0a00000109" + FOUR_OCTETS),
           "2/0 "),
    Judged("a parameter longer than all of them: malformed",
           "RFC 4271 6.2",
           OpenOfHex("040064005a0a000001", "0207410400000064"),
           "2/0 "),
    Judged("a capability longer than its parameter: malformed",
           "RFC 5492 4",
           OpenOfHex("040064005a0a000001", "0206410500000064"),
           "2/0 "),
    Judged("an AS number of two bytes in the capability for four: malformed",
           "RFC 6793 3",
           OpenOfHex("040064005a0a000001", "020441020064"),
           "2/0 "),

    Judged("a sound UPDATE", "RFC 4271 4.3", UpdateOf(SOUND, TEN), "+10.0.0.0/8 "),
    Judged("withdrawn routes longer than the message: malformed attribute list",
           "RFC 4271 6.3",
           MessageOf(2, "00030000"),
           "3/1 "),
    Judged("attributes longer than the message: malformed attribute list",
           "RFC 4271 6.3",
           MessageOf(2, "00000005" + ORIGIN),
           "3/1 "),
    Judged("a prefix of 33 bits: invalid network",
           "RFC 7606 5.3",
           UpdateOf(SOUND, "210a00000000"),
           "3/10 "),
    Judged("a prefix that is cut off: invalid network",
           "RFC 7606 5.3",
           UpdateOf(SOUND, "180a00"),
           "3/10 "),
    Judged("a withdrawn prefix of 33 bits: invalid network",
           "RFC 7606 3, 5.3",
           UpdateOf("", "", "210a00000000"),
           "3/10 "),
    Judged("bits behind a prefix do not matter",
           "RFC 4271 4.3",
           UpdateOf(SOUND, "0cafff"),
           "+175.240.0.0/12 "),
    Judged("a well-known attribute that nobody knows ends the session, with it",
           "RFC 4271 6.3",
           UpdateOf(SOUND + "403f0107", TEN),
           "3/2 403f0107"),
    Judged("an optional one is no matter",
           "RFC 4271 5, 6.3",
           UpdateOf(SOUND + "803f0107", TEN),
           "+10.0.0.0/8 "),

    Judged("no ORIGIN: taken as withdrawn",
           "RFC 7606 3",
           UpdateOf(AS_PATH + NEXT_HOP, TEN),
           "-10.0.0.0/8 withdraw 1/3 "),
    Judged("no AS_PATH: taken as withdrawn",
           "RFC 7606 3",
           UpdateOf(ORIGIN + NEXT_HOP, TEN),
           "-10.0.0.0/8 withdraw 2/3 "),
    Judged("no NEXT_HOP: taken as withdrawn",
           "RFC 7606 3",
           UpdateOf(ORIGIN + AS_PATH, TEN),
           "-10.0.0.0/8 withdraw 3/3 "),
    Judged("ORIGIN 3: taken as withdrawn",
           "RFC 7606 7.1",
           UpdateOf("40010103" + AS_PATH + NEXT_HOP, TEN),
           "-10.0.0.0/8 withdraw 1/6 "),
    Judged("ORIGIN of two bytes: taken as withdrawn",
           "RFC 7606 7.1",
           UpdateOf("4001020000" + AS_PATH + NEXT_HOP, TEN),
           "-10.0.0.0/8 withdraw 1/5 "),
    Judged("ORIGIN marked optional: taken as withdrawn",
           "RFC 7606 3",
           UpdateOf("c0010100" + AS_PATH + NEXT_HOP, TEN),
           "-10.0.0.0/8 withdraw 1/4 "),
    Judged("AS_PATH with an unknown kind of segment: taken as withdrawn",
           "RFC 7606 7.2",
           UpdateOf(ORIGIN + "400206050100002f2c" + NEXT_HOP, TEN),
           "-10.0.0.0/8 withdraw 2/11 "),
    Judged("AS_PATH with an empty segment: taken as withdrawn",
           "RFC 7606 7.2",
           UpdateOf(ORIGIN + "4002020200" + NEXT_HOP, TEN),
           "-10.0.0.0/8 withdraw 2/11 "),
    Judged("AS_PATH with a segment that is too long: taken as withdrawn",
           "RFC 7606 7.2",
           UpdateOf(ORIGIN + "400206020200002f2c" + NEXT_HOP, TEN),
           "-10.0.0.0/8 withdraw 2/11 "),
    Judged("AS_PATH with a byte left: taken as withdrawn",
           "RFC 7606 7.2",
           UpdateOf(ORIGIN + "400207020100002f2c02" + NEXT_HOP, TEN),
           "-10.0.0.0/8 withdraw 2/11 "),
    Judged("NEXT_HOP of three bytes: taken as withdrawn",
           "RFC 7606 7.3",
           UpdateOf(ORIGIN + AS_PATH + "400303c00002", TEN),
           "-10.0.0.0/8 withdraw 3/5 "),
    Judged("NEXT_HOP 224.0.0.1: taken as withdrawn",
           "RFC 4271 6.3, RFC 7606 7.3",
           UpdateOf(ORIGIN + AS_PATH + "400304e0000001", TEN),
           "-10.0.0.0/8 withdraw 3/8 "),
    Judged("NEXT_HOP 0.0.0.0: taken as withdrawn",
           "RFC 4271 6.3, RFC 7606 7.3",
           UpdateOf(ORIGIN + AS_PATH + "40030400000000", TEN),
           "-10.0.0.0/8 withdraw 3/8 "),
    Judged("MULTI_EXIT_DISC of two bytes: taken as withdrawn",
           "RFC 7606 7.4",
           UpdateOf(SOUND + "8004020001", TEN),
           "-10.0.0.0/8 withdraw 4/5 "),
    Judged("LOCAL_PREF from outside is discarded",
           "RFC 7606 7.5",
           UpdateOf(SOUND + "40050400000001", TEN),
           "+10.0.0.0/8 discard 5/1 "),
    Judged("LOCAL_PREF of three bytes from inside: taken as withdrawn",
           "RFC 7606 7.5",
           UpdateOf(SOUND + "400503000001", TEN),
           "-10.0.0.0/8 withdraw 5/5 ",
           INTERNAL),
    Judged("ATOMIC_AGGREGATE with a value is discarded",
           "RFC 7606 7.6",
           UpdateOf(SOUND + "40060101", TEN),
           "+10.0.0.0/8 discard 6/5 "),
    Judged("AGGREGATOR of six bytes from a speaker of four-octet numbers is discarded",
           "RFC 7606 7.7",
           UpdateOf(SOUND + "c007060064c0000201", TEN),
           "+10.0.0.0/8 discard 7/5 "),
    Judged("an attribute that comes twice counts once: the first",
           "RFC 7606 3",
           UpdateOf(SOUND + "40010109", TEN),
           "+10.0.0.0/8 discard 1/1 "),
    Judged("an attribute longer than all of them: taken as withdrawn, for the NLRI is where it is",
           "RFC 7606 4",
           UpdateOf(SOUND + "80040400", TEN),
           "-10.0.0.0/8 withdraw 4/1 "),
    Judged("half an attribute header: taken as withdrawn",
           "RFC 7606 4",
           UpdateOf(SOUND + "8004", TEN),
           "-10.0.0.0/8 withdraw 0/1 "),
    Judged("such damage where no route is left to withdraw ends the session",
           "RFC 7606 5.2",
           UpdateOf(SOUND + "8004020001", ""),
           "3/5 8004020001"),
    Judged("but wrong flags of MP_UNREACH_NLRI alone do not",
           "RFC 7606 5.2",
           UpdateOf("c00f0a0002013020010db80001", ""),
           "-2001:db8:1::/48 withdraw 15/4 "),
    Judged("half an attribute header and nothing else ends the session",
           "RFC 7606 5.2",
           UpdateOf("80", ""),
           "3/1 "),

    Judged("MP_REACH_NLRI is sound; NEXT_HOP is not missed",
           "RFC 4760 3",
           UpdateOf(REACH + ORIGIN + AS_PATH, ""),
           "+2001:db8:1::/48 "),
    Judged("both families in one UPDATE, announced and withdrawn",
           "RFC 7606 5.1",
           UpdateOf(REACH + SOUND + UNREACH, TEN, "080b"),
           "+2001:db8:1::/48 +10.0.0.0/8 -11.0.0.0/8 -2001:db8:1::/48 "),
    Judged("MP_REACH_NLRI twice ends the session",
           "RFC 7606 3",
           UpdateOf(REACH + REACH + SOUND, TEN),
           "3/1 "),
    Judged("MP_UNREACH_NLRI twice ends the session",
           "RFC 7606 3",
           UpdateOf(UNREACH + UNREACH, ""),
           "3/1 "),
    Judged("MP_REACH_NLRI with a next hop of 15 bytes ends the session",
           "RFC 7606 7.11",
           UpdateOf("800e14000201"
                    "0f20010db8000000000000000000000000" +
                        ORIGIN + AS_PATH,
                    ""),
           "3/9 800e140002010f20010db8000000000000000000000000"),
    Judged("MP_REACH_NLRI of four bytes ends the session",
           "RFC 7606 7.11",
           UpdateOf("800e0400020110" + ORIGIN + AS_PATH, ""),
           "3/9 800e0400020110"),
    Judged("a prefix of 129 bits in MP_UNREACH_NLRI ends the session",
           "RFC 4760 7, RFC 7606 5.3",
           UpdateOf("800f0400020181", ""),
           "3/9 800f0400020181"),
    Judged("MP_UNREACH_NLRI that is cut off ends the session",
           "RFC 7606 3",
           UpdateOf("800f0a0002013020010db8", ""),
           "3/9 "),
    Judged("a multicast next hop in MP_REACH_NLRI: taken as withdrawn",
           "RFC 4271 6.3, RFC 7606 7.3",
           UpdateOf("800e1c000201"
                    "10ff020000000000000000000000000001"
                    "003020010db80001" +
                        ORIGIN + AS_PATH,
                    ""),
           "-2001:db8:1::/48 withdraw 14/8 "),
    Judged("families that we do not speak are skipped",
           "RFC 4760 3",
           UpdateOf("800e09001946"
                    "0400000000"
                    "00" +
                        SOUND,
                    TEN),
           "+10.0.0.0/8 "),
};

V6LAB_SUITE("v6lab-core-bgp-errors", ROWS);

} // namespace
