// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/import.h"

#include "helper/arm/address-book.h"
#include "helper/arm/import-state.h"
#include "helper/arm/json-text.h"
#include "helper/arm/parameter.h"
#include "helper/format/input-error.h"
#include "helper/format/read.h"
#include "helper/topology/frontend-calls.h"
#include "helper/topology/reachability.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

using namespace arm;
namespace fs = std::filesystem;

/** "azuredeploy.json" says little: its folder names the design. */
std::string
DesignName(const fs::path& path)
{
    const std::string stem = path.stem().string();
    const std::string folder =
        fs::absolute(path).lexically_normal().parent_path().filename().string();
    const bool generic = Lower(stem) == "azuredeploy" || Lower(stem) == "main";
    return generic && !folder.empty() ? folder : stem;
}

std::optional<std::string>
ParametersBeside(const fs::path& path)
{
    fs::path beside = path;
    beside.replace_extension(".parameters.json");
    std::error_code error;
    return fs::is_regular_file(beside, error)
               ? std::optional(ReadFileText(beside.string(), MAX_TEMPLATE_BYTES))
               : std::nullopt;
}

void
LeaveOutputs(Expansion& expansion, Topology& topology)
{
    const Value outputs = expansion.GetOutputs();
    for (const auto& [name, output] : outputs.items())
    {
        if (const Value* unknown = FindUnknown(output))
        {
            topology.leftOut.push_back({name, "output", "value (" + UnknownReason(*unknown) + ")"});
        }
    }
}

std::string
Description(const Value& source)
{
    const Value* metadata = FindProperty(source, "metadata");
    const Value* text = metadata ? FindProperty(*metadata, "description") : nullptr;
    return text && text->is_string() ? text->get<std::string>() : "";
}

/** What one reading of a template gives. */
struct Reading
{
    Topology topology;
    std::vector<std::string> faults;
    std::vector<NamedResource> names;
};

void
ImportAll(ImportState& state)
{
    ImportRouteTables(state);
    ImportSecurityGroups(state);
    ImportVirtualNetworks(state);
    ImportPublicIpAddresses(state);
    ImportNetworkInterfaces(state);
    ImportVirtualMachines(state);
    ImportGateways(state);
    ImportLoadBalancers(state);
    ImportNatGateways(state);
    ImportFirewalls(state);
    ImportManagedResources(state);
}

void
AddWorkloads(Topology& topology)
{
    AddReachabilityWorkloads(topology);
    AddFrontendUser(topology);
    AddFrontendCalls(topology);
    AddBastionUser(topology);
}

/** Of a template that was given these parameters. */
Reading
Read(const Value& source, const Value& parameters, const std::string& name, AddressBook& addresses)
{
    Evaluator evaluator;
    std::map<std::string, Supplied> supplied;
    if (!parameters.is_null())
    {
        supplied = ReadParameters(parameters, evaluator);
    }
    Expansion expansion(source, evaluator, supplied, addresses);
    expansion.Run();
    ImportState state(expansion, evaluator);
    ImportAll(state);
    Reading reading;
    reading.faults = expansion.GetFaults();
    reading.faults.insert(reading.faults.end(), state.faults.begin(), state.faults.end());
    AddProbes(state);
    LeaveOutputs(expansion, state.topology);
    if (addresses.WasAsked())
    {
        evaluator.Assume(
            "Addresses that the template asks of its deployed resources are those that "
            "v6lab gives them: the lowest free one of the subnet (A3).");
    }
    reading.names = state.GetNames();
    reading.topology = std::move(state.topology);
    reading.topology.name = name;
    reading.topology.description = Description(source);
    reading.topology.assumptions = evaluator.GetAssumptions();
    AddWorkloads(reading.topology);
    return reading;
}

/** Nothing where planning fails: then the topology is wrong, which Validate() tells by its place.
 */
std::optional<AddressBook>
Plan(const Reading& reading)
{
    try
    {
        return AddressBook(reading.topology, reading.names);
    }
    catch (const std::invalid_argument&)
    {
        return std::nullopt;
    }
}

/** Until the addresses that the template asks for are those it leads to. */
Reading
ReadWithAddresses(const Value& source, const Value& parameters, const std::string& name)
{
    constexpr int MOST_READINGS = 5; // the second is the last one but for odd templates
    AddressBook book;
    for (int i = 0; i < MOST_READINGS; ++i)
    {
        Reading reading = Read(source, parameters, name, book);
        auto planned = book.WasAsked() ? Plan(reading) : std::nullopt;
        if (!planned || planned->SameAs(book))
        {
            return reading;
        }
        book = std::move(*planned);
    }
    throw InputError(name + ": the addresses that the template asks for depend on themselves");
}

/** In lower case; empty if there is none near the beginning. */
std::string
SchemaOf(const std::string& text)
{
    // Looked for in the text, since a template with a slip in its JSON is still meant as one.
    const std::string head = Lower(text.substr(0, 65536));
    const std::string key = "\"$schema\"";
    const size_t at = head.find(key);
    const size_t open =
        at == std::string::npos ? at : head.find_first_not_of(" \t\r\n:", at + key.size());
    if (open == std::string::npos || head[open] != '"')
    {
        return "";
    }
    return head.substr(open, head.find('"', open + 1) - open);
}

} // namespace

bool
LooksLikeArm(const std::string& text)
{
    return SchemaOf(text).find("deploymenttemplate.json") != std::string::npos;
}

bool
LooksLikeArmParameters(const std::string& text)
{
    return SchemaOf(text).find("deploymentparameters.json") != std::string::npos;
}

bool
LacksArmSchema(const std::string& text)
{
    try
    {
        const Value source = ParseJsonText(text, "");
        return source.is_object() && FindProperty(source, "resources") &&
               !FindProperty(source, "$schema");
    }
    catch (const InputError&)
    {
        return false; // YAML, or JSON with a slip, which its own reader tells
    }
}

Topology
ImportArmText(const std::string& name,
              const std::string& text,
              const std::optional<std::string>& parametersText)
{
    const Value source = ParseJsonText(text, name);
    const Value* schema = FindProperty(source, "$schema");
    if (!schema || Lower(ToText(*schema)).find("deploymenttemplate.json") == std::string::npos)
    {
        throw InputError(name + ": \"$schema\" is not that of a deployment template "
                                "(InvalidTemplate)");
    }
    const Value parameters =
        parametersText ? ParseJsonText(*parametersText, name + ", parameters") : Value();
    Reading reading = ReadWithAddresses(source, parameters, name);
    if (!reading.faults.empty())
    {
        throw InputError(reading.faults);
    }
    return std::move(reading.topology);
}

Topology
ImportArm(const std::string& path, const std::optional<std::string>& parametersPath)
{
    const std::string text = ReadFileText(path, MAX_TEMPLATE_BYTES);
    const auto parameters = parametersPath
                                ? std::optional(ReadFileText(*parametersPath, MAX_TEMPLATE_BYTES))
                                : ParametersBeside(path);
    return ImportArmText(DesignName(path), text, parameters);
}

} // namespace ns3::v6lab
