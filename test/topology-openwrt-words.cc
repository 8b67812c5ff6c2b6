// SPDX-License-Identifier: GPL-2.0-only
// What single words of OpenWrt's rules and of Jool's lines mean, and how lines are cut into words.
#include "helper/topology/openwrt-text.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::RuleProtocol;
using test::data::Complaint;

namespace
{

/** A rule from the wan with these lines more. */
OpenWrtRule
With(const std::string& lines)
{
    return ReadOpenWrtRules("config rule\n option src wan\n" + lines).at(0);
}

std::string
Wrong(const std::string& lines)
{
    return Complaint([&] { With(lines); });
}

void
Protocols(test::Verdict& v)
{
    const std::vector<std::pair<std::string, std::vector<RuleProtocol>>> all{
        {"tcp", {RuleProtocol::Tcp}},
        {"udp", {RuleProtocol::Udp}},
        {"tcpudp", {RuleProtocol::Tcp, RuleProtocol::Udp}},
        {"icmp", {RuleProtocol::Icmp}},
        {"icmpv6", {RuleProtocol::Icmp}},
        {"ipv6-icmp", {RuleProtocol::Icmp}},
        {"1", {RuleProtocol::Icmp}},
        {"58", {RuleProtocol::Icmp}},
        {"6", {RuleProtocol::Tcp}},
        {"17", {RuleProtocol::Udp}},
        {"50", {RuleProtocol::Esp}},
        {"0", {RuleProtocol::Any}},
        {"any", {RuleProtocol::Any}},
        {"*", {RuleProtocol::Any}},
        {"esp", {RuleProtocol::Esp}},
        {"all", {RuleProtocol::Any}},
        {"'tcp esp'", {RuleProtocol::Tcp, RuleProtocol::Esp}},
    };
    for (const auto& [word, wanted] : all)
    {
        v.True(With("option proto " + word).matches.at(0).protocols == wanted, word);
    }
    const auto listed = With("list proto udp\nlist proto icmp").matches.at(0).protocols;
    v.True((listed == std::vector{RuleProtocol::Udp, RuleProtocol::Icmp}), "a list");
    const std::vector<std::pair<std::string, Family>> oneVersion{
        {"icmpv6", Family::V6},
        {"ipv6-icmp", Family::V6},
        {"58", Family::V6},
    };
    for (const auto& [word, family] : oneVersion)
    {
        const auto matches = With("option proto " + word).matches;
        v.Equal(matches.size(), 1u, word + " is of one IP version alone");
        v.True(matches.at(0).destinations.at(0).GetFamily() == family, word + ": of which");
    }
    v.Equal(With("list proto icmpv6\nlist proto udp").matches.at(0).protocols.size(), 1u, "IPv4");
    v.Equal(Wrong("option proto icmpv6\noption family ipv4").substr(0, 29),
            "line 1: no packet can match r",
            "icmpv6 of IPv4");
    const auto usual = With("").matches.at(0).protocols;
    v.True((usual == std::vector{RuleProtocol::Tcp, RuleProtocol::Udp}), "none");
}

/** "4: 3 0; 6: 1 129; " of the types that a rule is for. */
std::string
TypesOf(const std::string& words)
{
    std::string text;
    for (const auto& match : With("option proto icmp\noption icmp_type '" + words + "'").matches)
    {
        text += match.destinations.at(0).GetFamily() == Family::V4 ? "4:" : "6:";
        for (const auto type : match.icmpTypes)
        {
            text += " " + std::to_string(type);
        }
        text += "; ";
    }
    return text;
}

void
Types(test::Verdict& v)
{
    for (const auto& [word, numbers] : std::vector<std::pair<std::string, std::string>>{
             {"echo-request", "4: 8; 6: 128; "},
             {"echo-reply", "4: 0; 6: 129; "},
             {"destination-unreachable", "4: 3; 6: 1; "},
             {"packet-too-big", "6: 2; "},
             {"time-exceeded", "4: 11; 6: 3; "},
             {"parameter-problem", "4: 12; 6: 4; "},
             {"bad-header", "6: 4; "},
             {"unknown-header-type", "6: 4; "},
             {"packet-too-big echo-reply", "4: 0; 6: 2 129; "},
             {"128", "4: 128; 6: 128; "},
             {"0 255 echo-reply", "4: 0 255 0; 6: 0 255 129; "},
         })
    {
        v.Equal(TypesOf(word), numbers, word);
    }
    v.Equal(Wrong("option icmp_type redirect"),
            "line 3: icmp_type \"redirect\" must be a number from 0 to 255, bad-header, "
            "destination-unreachable, echo-reply, echo-request, packet-too-big, "
            "parameter-problem, time-exceeded or unknown-header-type",
            "another");
    for (const std::string word : {"256", "1000", "-1", "8/0", "0x8"})
    {
        v.Equal(Wrong("option icmp_type " + word).substr(0, 18), "line 3: icmp_type ", word);
    }
}

void
Addresses(test::Verdict& v)
{
    const auto four = With("option src_ip 192.0.2.7\noption dest_ip 198.51.100.0/24").matches;
    v.Equal(four.size(), 1u, "IP versions");
    v.Equal(four.at(0).sources.at(0).ToString(), "192.0.2.7/32", "source");
    v.Equal(four[0].destinations.at(0).ToString(), "198.51.100.0/24", "destination");
    const auto both =
        With("list src_ip 192.0.2.7\nlist src_ip 2001:db8::7\noption dest_ip ::1").matches;
    v.Equal(both.size(), 1u, "of both IP versions, but to one");
    v.Equal(both.at(0).sources.size(), 1u, "from its own");
    v.Equal(With("list src_ip 192.0.2.7\nlist src_ip 2001:db8::7").matches.size(), 2u, "of both");
    const auto six = With("list src_ip 2001:db8::7\nlist src_ip 2001:db8:1::/48").matches;
    v.Equal(six.size(), 1u, "of IPv6 alone");
    v.Equal(six.at(0).sources.size(), 2u, "two sources");
    v.Equal(six[0].sources[0].ToString(), "2001:db8::7/128", "one address");
    v.Equal(six[0].sources[1].ToString(), "2001:db8:1::/48", "and a prefix");
    v.Equal(six[0].destinations.at(0).ToString(), "::/0", "to anybody");
    v.Equal(Wrong("option dest_ip www"),
            "line 3: dest_ip \"www\" must be an IP address or prefix",
            "a name");
}

void
Switches(test::Verdict& v)
{
    v.True(With("option target ACCEPT").accept, "ACCEPT");
    v.True(!With("option target REJECT").accept, "REJECT");
    v.True(!With("option target DROP").accept, "DROP");
    for (const auto& [word, zeros] :
         std::vector<std::pair<std::string, std::string>>{{"ipv4", "0.0.0.0/0 "},
                                                          {"ipv6", "::/0 "},
                                                          {"any", "0.0.0.0/0 ::/0 "}})
    {
        std::string found;
        for (const auto& match : With("option family " + word).matches)
        {
            found += match.destinations.at(0).ToString() + " ";
        }
        v.Equal(found, zeros, word);
    }
    v.Equal(With("option enabled 1").src, "wan", "enabled");
    v.Equal(Wrong("option enabled yes"), "line 3: enabled \"yes\" must be 0 or 1", "yes");
    v.Equal(Wrong("option enabled 0\noption proto sctp").substr(0, 14),
            "line 4: proto ",
            "what is disabled must be right all the same");
    v.Equal(Wrong("option dest 'lan wan'"), "line 3: dest \"lan\" must be wan, lan or *", "two");
}

std::string
NameOf(const std::string& text)
{
    return With("option name " + text).name;
}

void
Words(test::Verdict& v)
{
    v.Equal(NameOf("'a # b' # c"), "a # b", "a quote holds #, behind it begins a comment");
    v.Equal(NameOf("a#b"), "a#b", "in a word # is a letter");
    v.Equal(NameOf("\"it's\""), "it's", "a quote holds the other one");
    v.Equal(NameOf("'a'\"b\"c"), "abc", "parts of a word");
    v.Equal(NameOf("''"), "", "an empty word is one");
    v.Equal(NameOf("\tx\t\r\n"), "x", "tabs and returns are blanks");
    v.Equal(Wrong("option name a b").substr(0, 25), "line 3: \"option\" must be ", "too many");
    v.Equal(Wrong("option name").substr(0, 25), "line 3: \"option\" must be ", "too few");
    v.Equal(Complaint([] { ReadOpenWrtRules("\n# x\n\nconfig"); }).substr(0, 8),
            "line 4: ",
            "lines without words count");
}

/** "ADDRESS PORTS PROTOCOL; " of an instance "x" with these lines behind it. */
std::string
Pool(const std::string& lines)
{
    std::string text;
    const auto read = ReadJool("jool instance add x --pool6 2001:db8::/96\n" + lines);
    for (const auto& pool : read.at(0).pool4)
    {
        text += pool.addresses + " " + pool.ports + " " + pool.protocol + "; ";
    }
    return text;
}

std::string
BadPool(const std::string& lines)
{
    return Complaint([&] { Pool(lines); }).substr(0, 33);
}

void
Pools(test::Verdict& v)
{
    v.Equal(
        Pool("jool -i x pool4 add --tcp 192.0.2.1 1-2\njool -i x pool4 add --udp 192.0.2.2 3-4\n"
             "jool -i x pool4 add --icmp 192.0.2.3 5-6"),
        "192.0.2.1 1-2 tcp; 192.0.2.2 3-4 udp; 192.0.2.3 5-6 icmp; ",
        "all three");
    v.Equal(ReadJool("jool -6 2001:db8::/96\njool pool4 add --udp 192.0.2.1 7-9")
                .at(0)
                .pool4.at(0)
                .ports,
            "7-9",
            "of the instance without a name");
    v.Equal(BadPool("jool -i x pool4 add --sctp 192.0.2.1 1-2"),
            "line 2: this is no pool4 line; al",
            "a protocol");
    v.Equal(BadPool("jool -i x pool4 add --tcp 192.0.2.1 1-2 9"),
            "line 2: this is no pool4 line; al",
            "a word too many");
    v.Equal(BadPool("jool -i x pool4 add --tcp 192.0.2.1"),
            "line 2: this is no pool4 line; al",
            "a word too few");
}

void
Prefixes(test::Verdict& v)
{
    const std::string odd = "2001:db8:8011:fda4:4444::/96";
    v.Equal(ReadJool("jool -6 " + odd + " --force").at(0).pool6, odd, "by force, old form");
    v.Equal(Complaint([&] { ReadJool("jool -6 " + odd); }).substr(0, 29),
            "line 1: bits 64 to 71 of pool",
            "else not");
    v.Equal(ReadJool("jool instance add --pool6 2001:db8::/96").at(0).name, "default", "no name");
    v.Equal(Complaint([] {
                ReadJool("jool instance add --netfilter x --pool6 2001:db8::/96");
            }).substr(0, 24),
            "line 1: \"x\" is not known",
            "a name stands first");
}

const std::vector<Row> ROWS{
    {"proto names protocols, one or several; without it a rule is for TCP and UDP",
     "article C",
     Protocols},
    {"types of ICMP have the numbers of their IP version, or none in it",
     "RFC 792; RFC 4443 3, 4; RFC 4890 4.3",
     Types},
    {"addresses and prefixes bind a rule to their IP version", "article C", Addresses},
    {"target, family and enabled have their words, and no others", "article C", Switches},
    {"lines are cut into words as UCI cuts them", "article C", Words},
    {"pool4 lines add up, of the instance that they name", "article C; RFC 6146 3.2", Pools},
    {"pool6 may break RFC 6052 by force alone, in both forms of the line",
     "article C; RFC 6052 2.2",
     Prefixes},
};

} // namespace

V6LAB_SUITE("v6lab-topology-openwrt-words", ROWS);
