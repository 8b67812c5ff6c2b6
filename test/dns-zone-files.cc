// SPDX-License-Identifier: GPL-2.0-only
// Zone files that include others (RFC 1035 5.1).
#include "helper/dns/zone-files.h"
#include "helper/topology/builder.h"
#include "test/support/recorded.h"
#include "test/support/table.h"

#include <filesystem>
#include <fstream>
#include <map>

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using test::Complaint;
using test::Row;
using test::TemporaryFile;
using test::Verdict;

namespace
{

/** A zone file, and others beside it. */
std::string
ReadWith(const std::string& text,
         const std::map<std::string, std::string>& others,
         std::string* lines = nullptr)
{
    const TemporaryFile folder("included");
    std::filesystem::create_directories(folder.Path());
    std::ofstream(folder.Path() + "/example.zone") << text;
    for (const auto& [name, content] : others)
    {
        const auto path = std::filesystem::path(folder.Path()) / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << content;
    }
    Topology topology;
    topology.zones = {DnsZone("example.com").Server("server").Get()};
    topology.zones.front().file = "example.zone";
    std::string complaint =
        Complaint([&] { ReadZoneFiles(topology, folder.Path() + "/lab.yaml"); });
    for (auto at = complaint.find(folder.Path()); at != std::string::npos;
         at = complaint.find(folder.Path()))
    {
        complaint.replace(at, folder.Path().size() + 1, "");
    }
    for (const auto& line : topology.zones.front().records)
    {
        if (lines)
        {
            *lines += line.substr(0, line.find('\t')) + " ";
        }
    }
    return complaint;
}

void
Includes(Verdict& v)
{
    std::string lines;
    v.Equal(
        ReadWith("$TTL 60\n"
                 "a A 192.0.2.1\n"
                 "$INCLUDE parts/one.zone\n"
                 "  AAAA 2001:db8::1\n"
                 "$INCLUDE parts/two.zone sub\n"
                 "z A 192.0.2.2\n",
                 {{"parts/one.zone", "b A 192.0.2.3\n$ORIGIN deep.example.com.\nc A 192.0.2.4\n"},
                  {"parts/two.zone", "$INCLUDE inner/three.zone\n"},
                  {"parts/inner/three.zone", "d A 192.0.2.5\n"}},
                 &lines),
        "",
        "complaint");
    // Origin and owner are afterwards what they were: the AAAA is a's.
    v.Equal(lines,
            "a.example.com. a.example.com. b.example.com. c.deep.example.com. d.sub.example.com. "
            "z.example.com. ",
            "names");
}

void
BadIncludes(Verdict& v)
{
    const auto says = [&v](const std::string& complaint, const std::string& part) {
        v.True(complaint.find(part) != std::string::npos, part + " in: " + complaint);
    };
    const std::string ttl = "$TTL 60\n";
    says(ReadWith(ttl + "$INCLUDE one.zone\n", {{"one.zone", "a A 192.0.2.1\nb A 192.0.2.256\n"}}),
         "one.zone:2: \"192.0.2.256\" is not");
    says(ReadWith(ttl + "$INCLUDE one.zone\n", {{"one.zone", "\n$INCLUDE ./one.zone\n"}}),
         "one.zone:2: $INCLUDE ./one.zone: the file is being read already");
    says(
        ReadWith(ttl + "$INCLUDE sub/one.zone\n", {{"sub/one.zone", "$INCLUDE ../sub/one.zone\n"}}),
        "sub/one.zone:1: $INCLUDE ../sub/one.zone: the file is being read already");
    says(ReadWith(ttl + "$INCLUDE example.zone\n", {}),
         "example.zone:2: $INCLUDE example.zone: the file is being read already");
    says(ReadWith(ttl + "$INCLUDE nowhere.zone\n", {}), "example.zone:2: $INCLUDE nowhere.zone");
    says(ReadWith(ttl + "$INCLUDE /etc/passwd\n", {}),
         "example.zone:2: $INCLUDE /etc/passwd: the name must be relative to this file");
    says(ReadWith(ttl + "$INCLUDE\n", {}), "example.zone:2: $INCLUDE needs the name of a file");
    says(ReadWith(ttl + "$INCLUDE one.zone a b\n", {{"one.zone", ""}}),
         "example.zone:2: \"b\" stands behind");
    std::map<std::string, std::string> deep;
    for (int i = 1; i <= 17; ++i)
    {
        deep[std::to_string(i)] = "$INCLUDE " + std::to_string(i + 1) + "\n";
    }
    says(ReadWith(ttl + "$INCLUDE 1\n", deep),
         "16:1: $INCLUDE 17: at most 16 files within each other");
}

const std::vector<Row> ROWS{
    {"$INCLUDE reads a file beside the one it stands in, with an origin of its own",
     "RFC 1035 5.1",
     Includes},
    {"what is wrong with an included file, or with including it, is told by file and line",
     "RFC 1035 5.1",
     BadIncludes},
};

} // namespace

V6LAB_SUITE("v6lab-dns-zone-files", ROWS);
