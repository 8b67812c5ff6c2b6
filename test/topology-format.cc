// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/input-error.h"
#include "helper/format/read.h"
#include "helper/format/schema.h"
#include "helper/format/write.h"
#include "helper/topology/builder.h"
#include "helper/topology/compare.h"
#include "helper/topology/validate.h"
#include "test/support/table.h"
#include "test/support/topologies.h"

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

std::string
Message(const std::string& text, const std::string& source)
{
    try
    {
        ReadTopology(text, source);
        return "";
    }
    catch (const InputError& error)
    {
        return error.what();
    }
}

/** The message contains all of these. */
Row
Refused(const std::string& sentence,
        const std::string& text,
        const std::vector<std::string>& parts,
        const std::string& source = "lab.yaml")
{
    return {sentence, "", [=](Verdict& v) {
                const std::string message = Message(text, source);
                for (const auto& part : parts)
                {
                    v.True(message.find(part) != std::string::npos,
                           "\"" + part + "\" in \"" + message + "\"");
                }
            }};
}

Row
RoundTrip(const std::string& name, const std::function<Topology()>& make)
{
    return {name + " is read back equal from YAML and JSON, and written the same again",
            "",
            [=](Verdict& v) {
                const Topology before = make();
                const Topology yaml = ReadTopology(WriteYaml(before), "x.yaml");
                const Topology json = ReadTopology(WriteJson(before), "x.json");
                for (const auto& difference : Differences(before, yaml))
                {
                    v.Equal(difference, "", "YAML");
                }
                for (const auto& difference : Differences(before, json))
                {
                    v.Equal(difference, "", "JSON");
                }
                v.Equal(WriteYaml(yaml), WriteYaml(before), "YAML again");
                v.Equal(WriteJson(json), WriteJson(before), "JSON again");
            }};
}

/** A text survives a YAML file. */
Row
Text(const std::string& shown, const std::string& text)
{
    return {"the text " + shown + " survives YAML and JSON", "YAML 1.2 10.3.2", [=](Verdict& v) {
                Topology topology;
                topology.description = text;
                topology.assumptions = {text, text};
                v.True(ReadTopology(WriteYaml(topology), "x.yaml") == topology,
                       "YAML " + WriteYaml(topology));
                v.True(ReadTopology(WriteJson(topology), "x.json") == topology,
                       "JSON " + WriteJson(topology));
            }};
}

const char* const MISSPELT = "name: x\n"
                             "virtualNetworks:\n"
                             "  - name: a\n"
                             "    addressPrefixes: [10.0.0.0/16]\n"
                             "    subnet:\n"
                             "      - name: s\n"
                             "routeTable: []\n";

const std::vector<Row> ROWS{
    RoundTrip("a value with every field set", test::EverythingSet),
    RoundTrip("two networks", test::TwoNetworks),
    RoundTrip("two sites outside Azure", test::OutsideSites),
    RoundTrip("three translators with their defaults",
              [] {
                  Topology t = test::OutsideSites();
                  t.translators = {build::Nat64On("r1").Pool("203.0.113.129").Get(),
                                   build::SiitOn("r2").Map("192.0.2.1", "2001:db8::1").Get(),
                                   build::ClatOn("pc").Dedicated("2001:db8:c::/64").Get()};
                  return t;
              }),
    RoundTrip("an empty topology", [] { return Topology(); }),
    Text("of nothing", ""),
    Text("true", "true"),
    Text("null", "null"),
    Text("~", "~"),
    Text("Yes", "Yes"),
    Text("12", "12"),
    Text("0x1F", "0x1F"),
    Text("1e5", "1e5"),
    Text("1:20", "1:20"),
    Text("2026-01-01", "2026-01-01"),
    Text(".nan", ".nan"),
    Text("ending in a colon", "2001:db8::"),
    Text("with a comment sign", "a #b"),
    Text("with a key in it", "a: b"),
    Text("of a flow list", "[a, b]"),
    Text("with quotes and backslashes", "\"a' \\n \\\""),
    Text("with line breaks", "a\nb\r\n\n  c\n"),
    Text("with tabs and spaces around", "\t a \t"),
    Text("with escaped control characters", std::string("a\x01\x1b\x7f") + std::string(1, '\0')),
    Text("with characters of two, three and four bytes", "ü€😀\u2028\u0085"),
    Text("of document markers", "---\n...\n"),
    Text("of a merge key, an anchor and a tag", "<< &a *b !c"),
    Text("with 5000 characters", std::string(5000, 'x')),
    {"fields with default values are left out",
     "",
     [](Verdict& v) {
         Topology topology;
         topology.links.push_back({"l"});
         v.Equal(WriteYaml(topology), "links:\n  - name: l\n", "YAML");
     }},
    {"a default that is written out is read like one left out",
     "",
     [](Verdict& v) {
         v.True(ReadTopology("links: [{name: l, mtu: 1500, kind: lan}]", "x.yaml") ==
                    ReadTopology("links: [{name: l, kind: lan}]", "x.yaml"),
                "equal");
     }},
    {"an optional object that is empty is not the same as one left out",
     "",
     [](Verdict& v) {
         const Topology given =
             ReadTopology("nodes: [{name: n, internet: {addresses: [192.0.2.1]}}]", "x.yaml");
         v.True(given.nodes.at(0).internet.has_value(), "internet is there");
         v.True(!ReadTopology("nodes: [{name: n}]", "x.yaml").nodes.at(0).internet, "not there");
     }},
    {"Azure's spellings addressSpace and addressPrefix mean the flat lists",
     "",
     [](Verdict& v) {
         const Topology azure = ReadTopology(
             "virtualNetworks: [{name: a, addressSpace: {addressPrefixes: [10.0.0.0/16]}, "
             "subnets: [{name: s, addressPrefix: 10.0.0.0/24}]}]",
             "x.yaml");
         const Topology flat =
             ReadTopology("virtualNetworks: [{name: a, addressPrefixes: [10.0.0.0/16], "
                          "subnets: [{name: s, addressPrefixes: [10.0.0.0/24]}]}]",
                          "x.yaml");
         v.True(azure == flat, "equal");
         v.Equal(flat.virtualNetworks.at(0).subnets.at(0).addressPrefixes.size(), 1U, "prefixes");
     }},
    {"JSON is recognised by its brace, whatever the name says",
     "",
     [](Verdict& v) { v.Equal(ReadTopology("{\"name\": \"x\"}", "stdin").name, "x", "name"); }},
    {"a byte order mark before YAML and JSON is skipped",
     "RFC 8259 8.1",
     [](Verdict& v) {
         v.Equal(ReadTopology("\xef\xbb\xbfname: x", "a.yaml").name, "x", "YAML");
         v.Equal(ReadTopology("\xef\xbb\xbf{\"name\": \"x\"}", "a.json").name, "x", "JSON");
     }},
    {"the example reads, is valid, and has what its comment promises",
     "",
     [](Verdict& v) {
         const Topology topology = ReadTopology(test::ExampleText(), "two-vnets.yaml");
         for (const auto& fault : Validate(topology))
         {
             v.Equal(ToString(fault), "", "fault");
         }
         v.Equal(topology.virtualNetworks.size(), 2U, "networks");
         v.Equal(topology.workloads.size(), 3U, "workloads");
         v.Equal(topology.checks.size(), 3U, "checks");
     }},
    Refused("an unknown key is told with line, nearest key and allowed keys",
            MISSPELT,
            {"lab.yaml:5: virtualNetworks[0]: unknown key \"subnet\", did you mean \"subnets\"?; "
             "allowed are name, location, addressPrefixes, subnets, virtualNetworkPeerings",
             "lab.yaml:7: unknown key \"routeTable\", did you mean \"routeTables\"?"}),
    Refused(
        "the line of an unknown key in JSON is told too",
        "{\n  \"name\": \"x\",\n  \"links\": [\n    {\"name\": \"l\",\n     \"MTU\": 3}\n  ]\n}",
        {"lab.json:5: links[0]: unknown key \"MTU\", did you mean \"mtu\"?"},
        "lab.json"),
    Refused("a missing key is told at its object",
            "virtualMachines:\n  - name: a\n",
            {"lab.yaml:2: virtualMachines[0]: \"networkInterfaces\" is missing"}),
    Refused("all faults of form are told at once",
            "nodes: 3\nlinks:\n  - {mtu: -1, name: l}\n  - {name: k, mtu: 1.5, x: 1}\n",
            {"lab.yaml:1: nodes: expected a list, found \"3\"",
             "lab.yaml:3: links[0].mtu: expected a whole number from 0 to 4294967295, found \"-1\"",
             "lab.yaml:4: links[1].mtu: expected a whole number",
             "lab.yaml:4: links[1]: unknown key \"x\""}),
    Refused("a number beyond its field is told with the limit",
            "workloads: [{name: w, kind: tcp, from: a, to: b, port: 65536, count: 4294967296}]",
            {"workloads[0].port: expected a whole number from 0 to 65535, found \"65536\"",
             "workloads[0].count: expected a whole number from 0 to 4294967295"}),
    Refused("an unknown word is told with the allowed ones",
            "links: [{name: l, kind: p2p}]",
            {"lab.yaml:1: links[0].kind: unknown word \"p2p\"", "allowed are point-to-point, lan"}),
    Refused("a quoted truth value is not one",
            "virtualMachines: [{name: a, networkInterfaces: [n], guestForwarding: \"true\"}]",
            {"guestForwarding: expected true or false, found the text \"true\""}),
    Refused("YAML 1.1's yes is not a truth value",
            "virtualMachines: [{name: a, networkInterfaces: [n], guestForwarding: yes}]",
            {"guestForwarding: expected true or false, found \"yes\""}),
    Refused("a JSON number is not a text", "{\"name\": 5}", {"name: expected a text"}, "a.json"),
    Refused("a key without value is told",
            "name:\n",
            {"lab.yaml:1: name: expected a text, found nothing"}),
    Refused("two spellings of one list are refused",
            "virtualNetworks:\n  - name: a\n    addressPrefixes: [10.0.0.0/16]\n"
            "    addressSpace: {addressPrefixes: [10.0.0.0/16]}\n",
            {"lab.yaml:4: virtualNetworks[0]: \"addressPrefixes\" and \"addressSpace\""}),
    Refused("an unknown key in addressSpace is told",
            "virtualNetworks: [{name: a, addressSpace: {addressPrefixes: [], ipam: 1}}]",
            {"virtualNetworks[0].addressSpace: unknown key \"ipam\""}),
    Refused(
        "a translator's unknown keys, words, numbers and missing keys are told with their lines",
        "translators:\n"
        "  - kind: nat66\n"
        "    pools: []\n"
        "    profile: tayga\n"
        "    pool: [{ports: 80}]\n"
        "    maxBindings: -1\n"
        "    answerUnbound: often\n",
        {"lab.yaml:2: translators[0]: \"node\" is missing",
         "lab.yaml:2: translators[0].kind: unknown word \"nat66\"",
         "allowed are nat64, siit, clat, virtual-ipv6",
         "lab.yaml:3: translators[0]: unknown key \"pools\", did you mean \"pool\"?",
         "lab.yaml:4: translators[0].profile: unknown word \"tayga\"",
         "lab.yaml:5: translators[0].pool[0]: \"addresses\" is missing",
         "lab.yaml:6: translators[0].maxBindings: expected a whole number from 0",
         "lab.yaml:7: translators[0].answerUnbound: expected true or false"}),
    Refused("an empty required text is told",
            "links: [{name: \"\"}]",
            {"lab.yaml:1: links[0].name: must not be empty"}),
    {"the schema is JSON, closed, and knows every struct's fields",
     "",
     [](Verdict& v) {
         const auto schema = nlohmann::json::parse(TopologySchema());
         v.Equal(schema["$schema"], "http://json-schema.org/draft-07/schema#", "draft");
         v.True(schema["additionalProperties"] == false, "closed");
         v.Equal(schema["properties"].size(), 33U, "fields of a topology");
         v.Equal(schema["definitions"].size(), 79U, "other structs");
         v.True(schema["definitions"]["link"]["properties"]["kind"]["enum"].size() == 3, "words");
     }},
    {"the IP configuration of a service has fields of its own: no IP version, unlike that of a NIC",
     "issue: schema",
     [](Verdict& v) {
         const auto definitions = nlohmann::json::parse(TopologySchema())["definitions"];
         const auto& service = definitions.at("IP configuration of a service")["properties"];
         v.True(!service.contains("privateIPAddressVersion"), "of a service");
         v.True(
             definitions.at("IP configuration")["properties"].contains("privateIPAddressVersion"),
             "of a NIC");
         for (const char* owner : {"firewall", "Bastion host", "virtual network gateway"})
         {
             const auto& list = definitions.at(owner)["properties"]["ipConfigurations"];
             v.Equal(list["items"]["$ref"].get<std::string>(),
                     "#/definitions/IP%20configuration%20of%20a%20service",
                     owner);
         }
     }},
    {"in the schema a list of two spellings is given in one of them, or not at all if it may be "
     "left",
     "",
     [](Verdict& v) {
         const auto schema = nlohmann::json::parse(TopologySchema());
         const auto& rule = schema["definitions"]["security rule"];
         v.Equal(rule["allOf"].size(), 4U, "lists of a security rule");
         v.Equal(rule["allOf"][0]["oneOf"].size(), 3U, "many, one or none");
         v.Equal(schema["definitions"]["subnet"]["allOf"][0]["oneOf"].size(), 2U, "a subnet's");
     }},
    {"the schema knows a translator's required fields, words and lists",
     "",
     [](Verdict& v) {
         const auto schema = nlohmann::json::parse(TopologySchema());
         const auto& translator = schema["definitions"]["translator"];
         v.Equal(translator["required"].dump(), "[\"node\",\"kind\"]", "required");
         v.True(translator["additionalProperties"] == false, "closed");
         const auto& kinds = translator["properties"]["kind"]["enum"];
         for (const char* kind : {"nat64", "siit", "clat", "virtual-ipv6"})
         {
             v.True(std::count(kinds.begin(), kinds.end(), kind) == 1, kind);
         }
         v.Equal(translator["properties"]["pool"]["items"]["$ref"],
                 "#/definitions/pool",
                 "the pool's items");
         v.Equal(schema["definitions"]["pool"]["required"].dump(), "[\"addresses\"]", "pool");
         v.Equal(schema["definitions"]["binding"]["required"].dump(),
                 "[\"inside\",\"outside\"]",
                 "binding");
     }},
    {"the docs have a table per struct and a row per field",
     "",
     [](Verdict& v) {
         const std::string docs = TopologyDocs();
         v.True(docs.find("| `mtu` | 0 to 4294967295 | 1500 | bytes |") != std::string::npos,
                "mtu");
         v.True(docs.find("## virtual network\n") != std::string::npos, "heading");
     }},
};

V6LAB_SUITE("v6lab-topology-format", ROWS);

} // namespace
