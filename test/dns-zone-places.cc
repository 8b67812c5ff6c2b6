// SPDX-License-Identifier: GPL-2.0-only
// What is wrong with a zone as a whole, and what is worth a warning: with the line that says so.
#include "helper/dns/zone-files.h"
#include "helper/dns/zone-plan.h"
#include "scenarios/run/experiment.h"
#include "test/support/names-lab.h"
#include "test/support/table.h"

#include <filesystem>
#include <fstream>

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using test::Complaint;
using test::NamesDesign;
using test::Row;
using test::TemporaryFile;
using test::Verdict;

namespace
{

std::string
Joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines)
    {
        text += line + "\n";
    }
    return text;
}

const std::vector<IpAddress> SERVER{*IpAddress::Parse("192.0.2.53")};

ZonePlan
Plan(const std::vector<std::string>& records)
{
    Topology topology;
    topology.zones = {DnsZone("example.com").Server("server").Get()};
    topology.zones.front().records = records;
    return PlanZones(topology, [](const std::string&) { return SERVER; });
}

/** A zone file behind a head of four lines; what reading it says and warns of, without the path. */
std::string
ReadFile(const std::string& text, std::vector<std::string>* warnings)
{
    const TemporaryFile folder("places");
    std::filesystem::create_directories(folder.Path());
    std::ofstream(folder.Path() + "/z.zone") << "$TTL 300\n@ SOA ns h 1 2 3 4 5\n@ NS ns\n"
                                             << "ns A 192.0.2.1\n"
                                             << text;
    Topology topology;
    topology.zones = {DnsZone("example.com").Server("server").Get()};
    topology.zones.front().file = "z.zone";
    std::string said = Complaint([&] {
        const auto found = ReadZoneFiles(topology, folder.Path() + "/lab.yaml");
        *warnings = found;
    });
    for (const size_t length = folder.Path().size() + 1; said.find(folder.Path()) != said.npos;)
    {
        said.replace(said.find(folder.Path()), length, "");
    }
    for (auto& warning : *warnings)
    {
        warning.erase(0, folder.Path().size() + 1);
    }
    return said;
}

/** In the file it is line `line`, and among records as many less as the head has. */
Row
Faulty(const std::string& sentence,
       const std::string& clause,
       const std::vector<std::string>& records,
       size_t line,
       const std::string& fault)
{
    return {sentence + ": the line is told", clause, [=](Verdict& v) {
                std::vector<std::string> none;
                const auto said = ReadFile(Joined(records), &none);
                const auto inFile = "z.zone:" + std::to_string(line + 4) + ": " + fault;
                v.True(said.find(inFile) != std::string::npos, "\"" + said + "\" says " + inFile);
                const auto faults = Joined(Plan(records).faults);
                const auto planned = "zones[0].records:" + std::to_string(line) + ": " + fault;
                v.Equal(faults.substr(0, planned.size()), planned, "of the records");
            }};
}

void
MissingIsNoFault(Verdict& v)
{
    std::vector<std::string> warnings;
    const auto plan = Plan({"www A 192.0.2.80"});
    v.Equal(Joined(plan.faults) + Joined(plan.warnings), "", "SOA, NS and address are added");
    v.Equal(ReadFile("sub NS ns.sub\n", &warnings), "", "a file that others add to");
    v.Equal(Joined(warnings), "", "glue may come from the zone below");
}

void
WarnsOfGlue(Verdict& v)
{
    v.Equal(Joined(Plan({"www A 192.0.2.80", "sub NS ns.sub"}).warnings),
            "zones[0].records:2: the zone has no address of ns.sub.example.com., a server of "
            "sub.example.com.: glue is missing (RFC 1034 4.2.2)\n",
            "warnings");
}

void
WarnsOfTtls(Verdict& v)
{
    const std::string sentence =
        "the TTLs of www.example.com. A differ; the lowest counts (RFC 2181 5.2)\n";
    const std::vector<std::string> records{"www 10 A 192.0.2.80", "www 20 A 192.0.2.81"};
    v.Equal(Joined(Plan(records).warnings), "zones[0].records:2: " + sentence, "records");
    std::vector<std::string> warnings;
    v.Equal(ReadFile(Joined(records), &warnings), "", "complaint");
    v.Equal(Joined(warnings), "z.zone:6: " + sentence, "file");
}

void
RunWarns(Verdict& v)
{
    NamesDesign names;
    names.example.Record("sub NS ns.sub");
    names.example.Record("x 10 A 192.0.2.81").Record("x 20 A 192.0.2.82");
    Design design;
    design.topology = names.Build();
    design.warnings = {"a.zone:1: told before"};
    const auto result = RunDesign(design, RunSettings());
    const auto said = Joined(result.warnings);
    v.Equal(test::FirstMissing(said,
                               {"a.zone:1: told before\n",
                                "zones[1].records:7: the TTLs of x.example.com. A differ",
                                "zones[1].records:5: the zone has no address of "
                                "ns.sub.example.com."}),
            "",
            said);
    v.Equal(std::count(said.begin(), said.end(), '\n'), 3, "each once");
}

const std::vector<Row> ROWS{
    Faulty("a CNAME beside an A record",
           "RFC 1034 3.6.2",
           {"a A 192.0.2.3", "www A 192.0.2.80", "www CNAME a"},
           3,
           "www.example.com. has a CNAME record and a A record"),
    Faulty("a second SOA",
           "RFC 1035 5.2",
           {"@ SOA a b 2 2 2 2 2", "@ SOA a b 3 3 3 3 3"},
           2,
           "example.com. has "),
    Faulty("an SOA that is not the zone's",
           "RFC 1035 5.2",
           {"a A 192.0.2.3", "www SOA a b 1 1 1 1 1"},
           2,
           "the SOA record of www.example.com. is not the zone's"),
    Faulty("a second CNAME",
           "RFC 1034 3.6.2",
           {"www CNAME x", "www CNAME y"},
           2,
           "www.example.com. has 2 CNAME records and may have one"),
    Faulty("a record below a DNAME",
           "RFC 6672 2.4",
           {"d DNAME x", "a.d A 192.0.2.4"},
           2,
           "a.d.example.com. is below the DNAME of d.example.com."),
    {"what others add to a zone is not missed in its part", "RFC 1035 5.2", MissingIsNoFault},
    {"glue that nobody has is a warning", "RFC 1034 4.2.2", WarnsOfGlue},
    {"so are TTLs that differ within a set", "RFC 2181 5.2", WarnsOfTtls},
    {"a run tells all warnings, each once", "RFC 1034 4.2.2", RunWarns},
};

V6LAB_SUITE("v6lab-dns-zone-places", ROWS);

} // namespace
