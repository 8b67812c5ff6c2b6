// SPDX-License-Identifier: GPL-2.0-only
// What Validate() finds in zones, name servers and workloads to names; zone files of a topology.
#include "helper/dns/zone-files.h"
#include "helper/format/input-error.h"
#include "helper/format/read.h"
#include "helper/format/write.h"
#include "helper/topology/compare.h"
#include "test/support/fault-rows.h"
#include "test/support/recorded.h"

#include <fstream>

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

/** OutsideSites() where "server" serves zones, r2 resolves with a DNS64, and "pc" asks it. */
Topology
Named()
{
    Topology t = OutsideSites();
    t.zones = {DnsZone(".").Server("server").Signed().Get(),
               DnsZone("example.com")
                   .Server("server")
                   .Record("www A 203.0.113.80")
                   .Record("mail MX 10 www")
                   .Signed()
                   .Get()};
    t.nameServers = {ResolverOn("r2").Validate().Dns64("2001:db8:64::/96").Get(),
                     AuthoritativeOn("server").Get()};
    t.nodes.at(0).resolvers = {"203.0.113.1", "2001:db8:b::1"};
    t.workloads = {Tcp("pc", "www.example.com").Server("server").Get()};
    return t;
}

/** A resolver and a server of the root on one LAN, each with an address of its own. */
Topology
OneFamily(const std::string& resolver, const std::string& root = "192.0.2.53/24")
{
    TopologyBuilder lab("one family");
    auto asks = Host("asks").On("lan");
    if (!resolver.empty())
    {
        asks = Host("asks").On("lan", resolver);
    }
    lab.Add(Lan("lan")).Add(asks).Add(Host("serves").On("lan", root));
    lab.Add(DnsZone(".").Server("serves")).Add(ResolverOn("asks"));
    return lab.Build();
}

void
OtherFamilyRoots(Verdict& v)
{
    const auto faults = Validate(OneFamily("2001:db8:b::9/64"));
    v.Equal(faults.size(), 1u, "faults");
    v.Equal(faults.empty() ? "" : ToString(faults.front()),
            "nameServers[0].node: \"asks\" has only IPv6, and no server of the zone \".\" has an "
            "address of that",
            "fault");
}

/** With virtual-ipv6 on r1, and a proxy there in place of the resolver. */
Topology
Proxied()
{
    Topology t = Named();
    t.translators = {VirtualIp6On("r1")
                         .Prefix("2001:db8:64::/96")
                         .Pool("10.64.0.0/16")
                         .Network("192.0.2.0/24")
                         .Get()};
    t.nameServers = {DnsProxyOn("r1").Translator("r1").Get()};
    return t;
}

Row
Good(const std::string& sentence,
     const test::Edit& change,
     const std::string& rule = "",
     const std::function<Topology()>& base = Named)
{
    return Accepted(sentence, rule, change, base);
}

Row
Bad(const std::string& sentence,
    const std::string& path,
    const test::Edit& change,
    const std::string& rule = "",
    const std::function<Topology()>& base = Named)
{
    return Refused(sentence, rule, path, "", change, base);
}

test::Edit
Zone1(const std::function<void(ZoneConfig&)>& change)
{
    return [=](Topology& t) { change(t.zones.at(1)); };
}

/** A change of the resolver; with "server" it is the authoritative one's. */
test::Edit
Server(const std::function<void(NameServerConfig&)>& change, size_t place = 0)
{
    return [=](Topology& t) { change(t.nameServers.at(place)); };
}

/** A line of a zone that is none: zones[1] has two good ones in front of it. */
Row
BadLine(const std::string& sentence, const std::string& line)
{
    return Bad(sentence,
               "zones[1].records:3",
               Zone1([=](ZoneConfig& z) { z.records.push_back(line); }),
               "RFC 1035 5");
}

Row
BadPrefix(const std::string& sentence, const std::string& prefix)
{
    return Bad(sentence,
               "nameServers[0].dns64.prefixes[0].prefix",
               Server([=](NameServerConfig& s) { s.dns64->prefixes.at(0).prefix = prefix; }),
               "RFC 6147 5.2, RFC 6052 2.2");
}

Row
BadForwarder(const std::string& address)
{
    return Bad("forwarder " + address,
               "nameServers[0].forwarders[0]",
               Server([=](NameServerConfig& s) { s.forwarders = {address}; }));
}

/** A topology of one zone file with this text, read as from lab.yaml beside it. */
struct ZoneFolder
{
    explicit ZoneFolder(const std::string& text)
    {
        std::filesystem::create_directories(folder.Path());
        std::ofstream(folder.Path() + "/example.zone") << text;
        topology = Named();
        topology.zones.at(1).file = "example.zone";
    }

    std::string Read()
    {
        return Complaint([this] { ReadZoneFiles(topology, folder.Path() + "/lab.yaml"); });
    }

    TemporaryFile folder{"zones"};
    Topology topology;
};

Row
BadFile(const std::string& sentence,
        const std::string& text,
        const std::vector<std::string>& messages)
{
    return {sentence, "RFC 1035 5", [=](Verdict& v) {
                ZoneFolder in(text);
                const std::string complaint = in.Read();
                for (const auto& message : messages)
                {
                    const std::string expected = in.folder.Path() + "/example.zone" + message;
                    v.True(complaint.find(expected) != std::string::npos,
                           "\"" + expected + "\" in \"" + complaint + "\"");
                }
            }};
}

void
ReadsFile(Verdict& v)
{
    ZoneFolder in("$TTL 60\n"
                  "@ SOA ns hostmaster ( 7 ; serial\n"
                  "  7200 900 1209600 30 )\n"
                  "  NS ns\n"
                  "ns A 203.0.113.80\n"
                  "$ORIGIN sub.example.com.\n"
                  "x 5 AAAA 2001:db8::5\n");
    v.Equal(in.Read(), "", "complaint");
    v.Equal(in.topology.zones.at(1).file, "", "the file's name has gone");
    v.Equal(Shown(Validate(in.topology)), "", "faults");
    std::string lines;
    for (auto line : in.topology.zones.at(1).records)
    {
        std::replace(line.begin(), line.end(), '\t', ' ');
        lines += line + "\n";
    }
    v.True(lines.find("x.sub.example.com. 5 IN AAAA 2001:db8::5\n") != std::string::npos, lines);
    v.True(lines.find("ns.example.com. 60 IN A 203.0.113.80\n") != std::string::npos, lines);
    v.True(lines.find(" 7 7200 900 1209600 30\n") != std::string::npos, lines);
    v.True(lines.find("www A 203.0.113.80\n") != std::string::npos, "what stood there: " + lines);
}

void
NoFile(Verdict& v)
{
    ZoneFolder in("");
    in.topology.zones.at(1).file = "nowhere.zone";
    const std::string complaint = in.Read();
    v.True(complaint.find(in.folder.Path() + "/nowhere.zone") != std::string::npos, complaint);
}

void
RoundTrip(Verdict& v)
{
    for (const auto& base : {Named(), Proxied()})
    {
        v.True(ReadTopology(WriteYaml(base), "x.yaml") == base, "YAML " + WriteYaml(base));
        v.True(ReadTopology(WriteJson(base), "x.json") == base, "JSON " + WriteJson(base));
    }
}

void
ManyBadLines(Verdict& v)
{
    Topology t = Named();
    t.zones.at(1).records = {"a A nowhere", "b A 192.0.2.1", "c B 192.0.2.1"};
    std::string paths;
    for (const auto& fault : Validate(t))
    {
        paths += fault.path + ' ';
    }
    v.Equal(paths, "zones[1].records:1 zones[1].records:3 ", "paths");
}

const std::vector<Row> ROWS{
    Good("signed zones, a validating DNS64, a host that asks it", [](Topology&) {}),
    Good(
        "virtual IPv6 and its proxy",
        [](Topology&) {},
        "",
        Proxied),
    Good("what is authoritative without a word about it",
         [](Topology& t) { t.nameServers.pop_back(); }),
    Good("a resolver that forwards needs no root",
         [](Topology& t) {
             t.zones.erase(t.zones.begin());
             t.nameServers.at(0).validate = false;
             t.nameServers.at(0).forwarders = {"203.0.113.80"};
         }),
    Good("DNS64 prefixes of all lengths, each for a part of IPv4",
         Server([](NameServerConfig& s) {
             s.dns64->prefixes = {{"2001:db8::/32", "192.0.2.0/26"},
                                  {"2001:db8:100::/40", "192.0.2.64/26"},
                                  {"2001:db8:122::/48", "192.0.2.128/26"},
                                  {"2001:db8:122:300::/56", "192.0.2.192/26"},
                                  {"2001:db8:122:344::/64", "198.51.100.0/24"},
                                  {"64:ff9b::/96", "0.0.0.0/0"}};
             s.dns64->exclude = {};
             s.dns64->always = true;
             s.dns64->ptr = "local";
         }),
         "RFC 6147 5.2"),

    Bad(
        "a zone's name that is none",
        "zones[1].name",
        [](Topology& t) {
            t.zones.push_back(DnsZone("a..example").Server("server").Get());
            std::swap(t.zones.at(1), t.zones.at(2));
        },
        "RFC 1035 5"),
    Bad("two zones of one name, whatever the case",
        "zones[2].name",
        [](Topology& t) { t.zones.push_back(DnsZone("EXAMPLE.com.").Server("server").Get()); }),
    Bad("a zone on a node that is none", "zones[1].servers[1]", Zone1([](ZoneConfig& z) {
            z.servers.emplace_back("nobody");
        })),
    Bad("a zone file that nobody has read", "zones[1].file", Zone1([](ZoneConfig& z) {
            z.file = "example.zone";
        })),
    BadLine("a record without a type", "x 3600"),
    BadLine("a record type that is none", "x B 192.0.2.1"),
    BadLine("an address that is none", "x A 192.0.2.256"),
    BadLine("a record of another zone", "x.example.org. A 192.0.2.1"),
    BadLine("a parenthesis that nobody closes", "x TXT ( a"),
    BadLine("a file within a zone", "$INCLUDE other.zone"),
    BadLine("a label of 64 letters", std::string(64, 'x') + " A 192.0.2.1"),
    Bad("something beside a CNAME",
        "zones[1].records:3",
        Zone1([](ZoneConfig& z) { z.records.emplace_back("www CNAME mail"); }),
        "RFC 1035 5"),
    {"each bad line of a zone is a fault of its own", "RFC 1035 5", ManyBadLines},

    Bad("a name server on a node that is none",
        "nameServers[0].node",
        Server([](NameServerConfig& s) { s.node = "nobody"; })),
    Bad("two name servers on one node",
        "nameServers[2].node",
        [](Topology& t) { t.nameServers.push_back(ResolverOn("r2").Get()); }),
    Bad("a resolver where zones are served",
        "nameServers[1].kind",
        [](Topology& t) { t.nameServers.at(1) = ResolverOn("server").Get(); }),
    Refused("a kind that is none",
            "",
            "nameServers[0].kind",
            "",
            Server([](NameServerConfig& s) {
                s.kind = "recursive";
                s.validate = false;
                s.dns64.reset();
            }),
            Named),
    Bad("a resolver without a root to begin with",
        "nameServers[0].forwarders",
        [](Topology& t) {
            t.zones.erase(t.zones.begin());
            t.nameServers.at(0).validate = false;
        }),
    {"a resolver that no root server has an address for is named, and why", "", OtherFamilyRoots},
    Bad("forwarders of the family that a resolver lacks",
        "nameServers[0].forwarders",
        [](Topology& t) {
            t = OneFamily("2001:db8:b::9/64");
            t.nameServers.at(0).forwarders = {"192.0.2.1", "192.0.2.2"};
        }),
    Good("one forwarder of its family is enough",
         [](Topology& t) {
             t = OneFamily("2001:db8:b::9/64");
             t.nameServers.at(0).forwarders = {"192.0.2.1", "2001:db8:b::1"};
         }),
    Good("a root server of its family",
         [](Topology& t) { t = OneFamily("2001:db8:b::9/64", "2001:db8:b::1/64"); }),
    Bad("a resolver without addresses",
        "nameServers[0].node",
        [](Topology& t) { t = OneFamily(""); }),
    BadForwarder("here"),
    BadForwarder("::"),
    BadForwarder("0.0.0.0"),
    BadForwarder("ff02::fb"),
    BadForwarder("224.0.0.251"),
    BadForwarder("203.0.113.1/24"),
    Bad("forwarders of an authoritative server",
        "nameServers[1].kind",
        Server([](NameServerConfig& s) { s.forwarders = {"203.0.113.1"}; }, 1)),
    Bad("an authoritative server that validates",
        "nameServers[1].kind",
        Server([](NameServerConfig& s) { s.validate = true; }, 1)),
    Bad("an authoritative DNS64",
        "nameServers[1].kind",
        Server([](NameServerConfig& s) { s.dns64.emplace(); }, 1)),
    Bad(
        "a validating resolver below an unsigned root",
        "nameServers[0].validate",
        [](Topology& t) { t.zones.at(0).isSigned = false; },
        "RFC 4035 4.4"),
    Bad("two equal prefixes of a DNS64",
        "nameServers[0].dns64.prefixes[1]",
        Server([](NameServerConfig& s) {
            s.dns64->prefixes = {{"2001:db8:64::/96", "0.0.0.0/0"},
                                 {"2001:DB8:64:0::/96", "0.0.0.0/0"},
                                 {"2001:db8:64::/96", "10.0.0.0/8"}};
        }),
        "RFC 2181 5"),
    BadPrefix("a DNS64 prefix that is none", "banana"),
    BadPrefix("a DNS64 prefix of IPv4", "192.0.2.0/24"),
    BadPrefix("a DNS64 prefix of 95 bits", "2001:db8:64::/95"),
    BadPrefix("a DNS64 prefix with bits 64 to 71", "2001:db8:0:0:100::/96"),
    Bad("IPv4 behind a DNS64 prefix that is none",
        "nameServers[0].dns64.prefixes[0].ipv4",
        Server([](NameServerConfig& s) { s.dns64->prefixes.at(0).ipv4 = "2001:db8::/32"; }),
        "RFC 6147 5.1.7"),
    Bad("an excluded prefix of IPv4",
        "nameServers[0].dns64.exclude[0]",
        Server([](NameServerConfig& s) { s.dns64->exclude = {"10.0.0.0/8"}; }),
        "RFC 6147 5.1.4"),
    Bad("a way to answer PTR that is none",
        "nameServers[0].dns64.ptr",
        Server([](NameServerConfig& s) { s.dns64->ptr = "dname"; })),
    Bad("a service time that is none",
        "nameServers[0].serviceTime",
        Server([](NameServerConfig& s) { s.serviceTime = "50"; })),
    Bad("no workers", "nameServers[0].workers", Server([](NameServerConfig& s) { s.workers = 0; })),
    Bad("65537 workers", "nameServers[0].workers", Server([](NameServerConfig& s) {
            s.workers = 65537;
        })),
    Bad("a translator of a resolver", "nameServers[0].translator", Server([](NameServerConfig& s) {
            s.translator = "r1";
        })),
    Bad("a proxy without a translator",
        "nameServers[0].translator",
        Server([](NameServerConfig& s) { s.translator = ""; }),
        "",
        Proxied),
    Bad("a proxy of a node without virtual IPv6",
        "nameServers[0].translator",
        Server([](NameServerConfig& s) { s.translator = "r2"; }),
        "",
        Proxied),

    Bad("a resolver's address that is none",
        "nodes[0].resolvers[1]",
        [](Topology& t) { t.nodes.at(0).resolvers.at(1) = "dns.example.com"; }),
    Bad(
        "a machine's resolver that is a group",
        "virtualMachines[0].resolvers[0]",
        [](Topology& t) { t.virtualMachines.at(0).resolvers = {"ff02::1"}; },
        "",
        TwoNetworks),
    Bad("a workload to a name from who has nobody to ask",
        "workloads[0].to",
        [](Topology& t) { t.nodes.at(0).resolvers.clear(); }),
    Bad("a workload to a word without a dot",
        "workloads[0].to",
        [](Topology& t) {
            t.workloads.at(0).to = "www";
            t.workloads.at(0).server.clear();
        }),
    Bad("a workload to the root of all names, which is no host's",
        "workloads[0].to",
        [](Topology& t) { t.workloads.at(0).to = "."; }),
    Bad("a workload to a name with an empty label",
        "workloads[0].to",
        [](Topology& t) { t.workloads.at(0).to = "www..example.com"; }),
    Bad("a server of a name that is no node",
        "workloads[0].server",
        [](Topology& t) { t.workloads.at(0).server = "nobody"; }),
    Bad("a server of a name that is the caller",
        "workloads[0].server",
        [](Topology& t) { t.workloads.at(0).server = "pc"; }),
    Good(
        "a name whose resolvers routers advertise",
        [](Topology& t) {
            t.nodes.at(0).resolvers.clear();
            t.nodes.at(0).interfaces.at(0).autoconfigure = true;
            RouterAdvertisementConfig advertisement;
            advertisement.link = "lan-a";
            advertisement.prefixes = {{"2001:db8:a::/64"}};
            advertisement.rdnss = {"2001:db8:b::1"};
            t.nodes.at(1).routerAdvertisements = {advertisement};
        },
        "RFC 8106 5.1"),

    {"zones, name servers and resolvers are read back equal from YAML and JSON", "", RoundTrip},
    {"a zone file is read into records in front of those written in the topology",
     "RFC 1035 5",
     ReadsFile},
    {"a zone file that is not there is named", "", NoFile},
    BadFile("each error of a zone file has its line",
            "$TTL 60\nwww A 192.0.2.1\n\n; a comment\nx A 192.0.2.300\ny ( A\n  banana )\nz Q 1\n",
            {":5: ", ":6: ", ":8: "}),
    BadFile("a record of a zone file without a TTL", "\nwww A 192.0.2.1\n", {":2: "}),
    BadFile("a zone file that ends in a parenthesis", "$TTL 60\nx TXT (\n a\n", {":2: "}),
    BadFile("a zone file with a record of another zone",
            "$TTL 60\n@ NS ns.example.org.\nexample.org. A 192.0.2.1\n",
            {":3: "}),
    BadFile("a zone file with a zero byte", std::string("$TTL 60\nx TXT a\0b\n", 17), {":2: "}),
    BadFile("a zone file with a zero byte behind a backslash",
            std::string("$TTL 60\nx TXT a\\\0b\n", 18),
            {":2: "}),
};

V6LAB_SUITE("v6lab-topology-validate-dns", ROWS);

} // namespace
