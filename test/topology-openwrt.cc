// SPDX-License-Identifier: GPL-2.0-only
// What people paste out of a router with OpenWrt: firewall rules and Jool's lines.
#include "helper/topology/openwrt-text.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using test::data::Complaint;

namespace
{

const std::string RULE = "config rule\n"
                         "    option dest_port '22 80'\n"
                         "    option src 'wan'\n"
                         "    option name 'ext_mgmt_fwd'\n"
                         "    option family 'ipv6'\n"
                         "    option target 'ACCEPT'\n"
                         "    option dest 'lan'\n"
                         "    list proto 'tcp'\n";

std::string
Rules(const std::string& text)
{
    return Complaint([&] { ReadOpenWrtRules(text); });
}

std::string
Jool(const std::string& text)
{
    return Complaint([&] { ReadJool(text); });
}

void
ReadsRule(test::Verdict& v)
{
    const auto rules = ReadOpenWrtRules("# the article's\n\n" + RULE);
    v.Equal(rules.size(), 1u, "rules");
    const auto& rule = rules.at(0);
    v.Equal(rule.name + " " + rule.src + " " + rule.dest, "ext_mgmt_fwd wan lan", "who");
    v.True(rule.accept, "ACCEPT");
    v.Equal(rule.matches.size(), 1u, "IP versions");
    const auto& match = rule.matches.at(0);
    v.True(match.protocols == std::vector{azure::RuleProtocol::Tcp}, "TCP");
    v.True(match.destinationPorts.size() == 2 && match.destinationPorts[0].first == 22 &&
               match.destinationPorts[1].last == 80,
           "ports");
    v.Equal(match.destinations.at(0).ToString(), "::/0", "IPv6");
}

void
ReadsWords(test::Verdict& v)
{
    const auto rule = ReadOpenWrtRules("config rule 'x'\n option src *\n option proto \"icmp\"\n"
                                       " list icmp_type echo-request\n list icmp_type bad-header")
                          .at(0);
    v.Equal(rule.name, "rule at line 1", "name");
    v.True(!rule.accept, "no target: DROP");
    v.Equal(rule.matches.size(), 2u, "IP versions");
    v.True(rule.matches[0].icmpTypes == std::vector<uint8_t>{8}, "ICMP");
    v.True((rule.matches[1].icmpTypes == std::vector<uint8_t>{128, 4}), "ICMPv6");
    v.True(ReadOpenWrtRules("config rule\noption src wan\noption enabled 0").empty(), "disabled");
    const auto usual = ReadOpenWrtRules("config rule\noption src lan\noption dest_port 1:9").at(0);
    v.Equal(usual.matches[0].protocols.size(), 2u, "no proto: TCP and UDP");
    v.Equal(usual.matches[0].destinationPorts.at(0).last, 9, "a range");
}

void
NamesLines(test::Verdict& v)
{
    v.Equal(Rules("config rule\n option dest_prt 22"),
            "line 2: \"dest_prt\" must be name, src, dest, src_ip, dest_ip, proto, dest_port, "
            "icmp_type, family, target or enabled",
            "an unknown key");
    v.Equal(Rules("config zone"),
            "line 1: only blocks that begin with \"config rule\" are read",
            "another block");
    v.Equal(Rules("\nconfig rule a b c"),
            "line 2: \"b\" is too much: \"config rule\" takes a name at most",
            "two names");
    v.Equal(Rules("\n\noption src wan"), "line 3: \"config rule\" must come first", "no block");
    v.Equal(Rules("config rule\n option src 'wan"), "line 2: a quote ' has no end", "a quote");
    v.Equal(Rules("config rule\n opt src wan"),
            "line 2: \"opt\" must be \"config rule\", \"option KEY VALUE\" or \"list KEY VALUE\"",
            "a word");
    v.Equal(Rules("config rule\n option src dmz"),
            "line 2: src \"dmz\" must be wan, lan or *",
            "a zone");
    v.Equal(Rules("config rule\n option src wan\n option dest_port ssh"),
            "line 3: dest_port \"ssh\" must be a port or a range such as 8000-8080",
            "a port");
    v.Equal(Rules("config rule\n option src wan\n list proto sctp"),
            "line 3: proto \"sctp\" must be tcp, udp, tcpudp, icmp, icmpv6, esp, all or the number "
            "of one of them",
            "a protocol");
    v.Equal(Rules("config rule\n option src wan\n option target MARK"),
            "line 3: target \"MARK\" must be ACCEPT, REJECT or DROP",
            "a target");
    v.Equal(Rules("config rule\n option src wan\n option src lan"),
            "line 3: the rule has option src already",
            "twice");
    v.Equal(Rules("config rule\n option target DROP"),
            "line 1: a rule needs src: wan, lan or *",
            "no source");
    v.Equal(Rules("config rule\n option src wan\n option src_ip 10.0.0.0/8\n option family ipv6"),
            "line 1: no packet can match rule \"rule at line 1\"",
            "two IP versions");
    const std::string beside =
        "must be tcp, udp or tcpudp beside dest_port, which OpenWrt heeds for these alone";
    for (const std::string word : {"icmp", "all", "0", "esp"})
    {
        v.Equal(Rules("config rule\n option src wan\n option dest_port 80\n option proto " + word),
                "line 4: proto \"" + word + "\" " + beside,
                "no port");
    }
}

void
ReadsJool(test::Verdict& v)
{
    const auto found = ReadJool("# jool rev nat64 conf\nmodprobe jool\n"
                                "jool instance add \"default\" --netfilter --pool6 "
                                "2001:db8:8011:fda4:4444::/96 --force\n# display\n"
                                "jool instance display\nexit 0\n");
    v.Equal(found.size(), 1u, "instances");
    v.Equal(found.at(0).name + " " + found[0].pool6,
            "default 2001:db8:8011:fda4:4444::/96",
            "21.02");
    v.Equal(ReadJool("jool -6 2001:db8::/96 --force").at(0).pool6, "2001:db8::/96", "19.07");
    const auto pool = ReadJool("jool instance add x --netfilter --pool6 2001:db8::/96\n"
                               "jool -i x pool4 add --tcp 192.168.38.1 2000-3000");
    v.Equal(pool.at(0).pool4.at(0).protocol + " " + pool[0].pool4[0].ports,
            "tcp 2000-3000",
            "pool4");
}

void
NamesJoolLines(test::Verdict& v)
{
    const auto begins =
        [&v](const std::string& text, const std::string& with, const std::string& what) {
            v.Equal(Jool(text).substr(0, with.size()), with, what);
        };
    begins("jool instance add x --iptables --pool6 2001:db8::/96",
           "line 1: \"--iptables\" is not known",
           "without its iptables rule it translates nothing");
    begins("modprobe jool\njool instance add --pool6 2001:db8::/95",
           "line 2: pool6 \"2001:db8::/95\" must be an IPv6 prefix of /32, /40, /48, /56, /64 or "
           "/96 (RFC 6052 2.2)",
           "a length that RFC 6052 does not have");
    begins("jool instance add x --pool6 2001:db8:8011:fda4:4444::/96",
           "line 1: bits 64 to 71 of pool6 \"2001:db8:8011:fda4:4444::/96\" must be zero (RFC 6052 "
           "2.2), or the line needs --force",
           "Jool's u bits");
    begins("jool -6 2001:db8:100:10:4444::1/96 --force",
           "line 1: pool6 \"2001:db8:100:10:4444::1/96\" has bits set behind its length; the "
           "prefix is 2001:db8:100:10:4444::/96",
           "an address instead of a prefix");
    begins("jool instance add x --netfilter",
           "line 1: --pool6 with a value is missing; allowed is: modprobe jool, jool instance",
           "no prefix");
    begins("jool instance add x --pool6 2001:db8::/96 --fast",
           "line 1: \"--fast\" is not known; allowed is: ",
           "a flag");
    begins("jool instance add x --pool6 2001:db8::/96 --pool6 2001:db8:1::/96",
           "line 1: --pool6 stands twice; an instance has one prefix",
           "two prefixes");
    begins("jool -6 2001:db8::/96 --netfilter", "line 1: \"--netfilter\" is not known", "of 19.07");
    begins("jool session display", "line 1: allowed is: modprobe jool, ", "a command");
    begins("jool -i y pool4 add --tcp 192.0.2.1 1-2",
           "line 1: there is no instance \"y\" above this line",
           "no instance");
    begins("jool -6 2001:db8::/96\njool -6 2001:db8:1::/96",
           "line 2: a router has one NAT64 at most",
           "two");
}

void
NamesPool4Lines(test::Verdict& v)
{
    const auto refuses = [&v](const std::string& pool, const std::string& complaint) {
        v.Equal(Jool("jool -6 2001:db8::/96\njool pool4 add " + pool),
                "line 2: " + complaint,
                pool);
    };
    const std::string address = "must be an IPv4 address or prefix";
    const std::string ports = "must be a port or a range such as 61001-65535";
    refuses("--tcp 192.168.1.300 1-99999", "pool4 \"192.168.1.300\" " + address);
    refuses("--udp 2001:db8::1 1-9", "pool4 \"2001:db8::1\" " + address);
    refuses("--udp '' 1-9", "pool4 \"\" " + address);
    refuses("--tcp 192.168.1.1 1-99999", "ports \"1-99999\" " + ports);
    refuses("--tcp 192.168.1.1 900-100", "ports \"900-100\" " + ports);
    refuses("--udp 192.168.1.1 0", "ports \"0\" " + ports);
    v.Equal(Jool("jool -6 2001:db8::/96\njool pool4 add --icmp 192.168.1.1 0"), "", "of ICMP");
}

/** Of package firewall 2021-03-23: all that forwards, and pings and ICMPv6 for the router. */
void
LetsIpsecIn(test::Verdict& v)
{
    std::string shown;
    for (const auto& rule : OpenWrtOwnRules())
    {
        shown += rule.name + ": " + rule.src + " > " + rule.dest + "; ";
    }
    v.Equal(shown,
            "Allow-Ping: wan > ; Allow-ICMPv6-Input: wan > ; Allow-ICMPv6-Forward: wan > *; "
            "Allow-IPSec-ESP: wan > lan; Allow-ISAKMP: wan > lan; ",
            "rules");
}

const std::vector<Row> ROWS{
    {"the article's rule is read as it stands", "article C", ReadsRule},
    {"words of rules mean what they mean in OpenWrt", "article C; RFC 4890 4.3", ReadsWords},
    {"what is wrong with a rule is told by line, with what is allowed", "article C", NamesLines},
    {"Jool's lines are read as they stand", "article C; RFC 6052 2.2", ReadsJool},
    {"what is wrong with them is told by line, with what is allowed",
     "article C; RFC 6052 2.2",
     NamesJoolLines},
    {"addresses and ports of pool4 are told by line", "RFC 6146 3.2", NamesPool4Lines},
    {"OpenWrt's own rules let IPsec through", "RFC 6092 3.2.4", LetsIpsecIn},
};

} // namespace

V6LAB_SUITE("v6lab-topology-openwrt", ROWS);
