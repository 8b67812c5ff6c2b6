// SPDX-License-Identifier: GPL-2.0-only
#include "bindings/bind.h"
#include "bindings/struct-table.h"
#include "helper/dns/zone-files.h"
#include "helper/draw/draw.h"
#include "helper/format/read.h"
#include "helper/format/schema.h"
#include "helper/format/suggestion.h"
#include "helper/format/write.h"
#include "helper/install/assigned-addresses.h"
#include "helper/topology/compare.h"
#include "helper/topology/validate.h"
#include "scenarios/cli/design-words.h"
#include "scenarios/cli/draw-options.h"

#include <map>

namespace ns3::v6lab::bindings
{

namespace
{

/** Python gives and takes topologies as JSON text of the form of files. */
Topology
Given(const std::string& json)
{
    return ReadTopologyValue(json);
}

/** With its zone files, as it would be run. */
Topology
Whole(const std::string& json)
{
    Topology topology = Given(json);
    ReadZoneFiles(topology, "");
    return topology;
}

std::string
Drawn(const std::string& json, const std::string& format)
{
    static const std::map<std::string, std::string (*)(const Topology&)> drawings{
        {"dot", DrawDot},
        {"mermaid", DrawMermaid},
        {"svg", DrawSvg},
    };
    const Topology topology = Whole(json);
    const bool valid = Validate(topology).empty();
    return drawings.at(format)(valid ? WithAssignedAddresses(topology) : topology);
}

/** (path, subject, word, rule, sentence, all of it as the command line tells it) of each fault. */
std::vector<std::vector<std::string>>
Faults(const std::string& json)
{
    std::vector<std::vector<std::string>> rows;
    for (const auto& fault : Validate(Whole(json)))
    {
        rows.push_back(
            {fault.path, fault.subject, fault.word, fault.rule, fault.sentence, ToString(fault)});
    }
    return rows;
}

/** The topology that the words of the command line's `topology` name. */
std::string
DesignFromWords(const std::vector<std::string>& words)
{
    boost::program_options::variables_map map;
    const auto design = cli::ParseDesignWords("topology", cli::DrawOptions(), words, map);
    if (!design)
    {
        throw cli::UsageError("--help: read the documentation of the function instead");
    }
    return WriteJson(cli::Load(*design, map).topology);
}

} // namespace

void
BindTopologies(py::module_& module)
{
    using Free = py::call_guard<py::gil_scoped_release>;
    module.def("structs", &StructTable);
    module.def("topology_schema", &TopologySchema, CommentOf("TopologySchema"));
    module.def("suggestion", &Suggestion, py::arg("word"), py::arg("allowed"));
    module.def(
        "read_topology",
        [](const std::string& text, const std::string& name) {
            return WriteJson(ReadTopology(text, name));
        },
        py::arg("text"),
        py::arg("name"),
        CommentOf("ReadTopology"),
        Free());
    module.def(
        "read_design",
        [](const std::string& path, const std::optional<std::string>& parameters) {
            const Design design = ReadDesign(path, parameters);
            return std::make_pair(WriteJson(design.topology), design.warnings);
        },
        py::arg("path"),
        py::arg("parameters"),
        CommentOf("ReadDesign"),
        Free());
    module.def("design_from_words", &DesignFromWords, py::arg("words"), Free());
    module.def(
        "write_yaml",
        [](const std::string& json) { return WriteYaml(Given(json)); },
        py::arg("topology"),
        CommentOf("WriteYaml"),
        Free());
    module.def(
        "write_json",
        [](const std::string& json) { return WriteJson(Given(json)); },
        py::arg("topology"),
        Free());
    module.def("draw", &Drawn, py::arg("topology"), py::arg("format"), Free());
    module.def("validate", &Faults, py::arg("topology"), CommentOf("Validate"), Free());
    module.def(
        "differences",
        [](const std::string& a, const std::string& b) { return Differences(Given(a), Given(b)); },
        py::arg("a"),
        py::arg("b"),
        CommentOf("Differences"),
        Free());
}

} // namespace ns3::v6lab::bindings
