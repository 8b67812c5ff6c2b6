// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/input-error.h"
#include "test/support/arm.h"
#include "test/support/cpu-time.h"
#include "test/support/source-folder.h"

#include <fstream>
#include <iterator>
#include <random>

using namespace ns3::v6lab;
using test::Contains;
using test::Row;
using test::TemplateOf;
using test::Verdict;

namespace
{

std::string
Repeat(const std::string& text, size_t times)
{
    std::string all;
    for (size_t i = 0; i < times; ++i)
    {
        all += text;
    }
    return all;
}

std::string
ReadAll(const std::string& path)
{
    std::ifstream file(test::SourceFolder() + "/" + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/**
 * The import of what `make` makes ends with a fault that contains the text, within seconds. It is
 * made when the row runs: every other suite of this program would wait for megabytes otherwise.
 */
Row
RefusesMade(const std::string& sentence,
            const std::function<std::string()>& make,
            const std::string& fault)
{
    return {sentence, "issue: bad input", [=](Verdict& v) {
                const std::string text = make();
                const test::CpuTime time;
                const std::string faults = test::FaultsOf(text);
                v.True(Contains(faults, fault), "faults: " + faults.substr(0, 400));
                v.True(time.Seconds() < 30, "it took too long");
            }};
}

Row
Refuses(const std::string& sentence, const std::string& text, const std::string& fault)
{
    return RefusesMade(
        sentence,
        [text] { return text; },
        fault);
}

std::string
Address(const std::string& name)
{
    return R"([{"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "1", "name": ")" +
           name + "\"}]";
}

/** "v0": "[f(variables('v1'))]", ... the last one ends the chain. */
std::string
Chain(size_t length, const std::string& step, const std::string& end)
{
    std::string text = "\"variables\": {";
    for (size_t i = 0; i < length; ++i)
    {
        std::string link = step;
        for (size_t at; (at = link.find('#')) != std::string::npos;)
        {
            link.replace(at, 1, "variables('v" + std::to_string(i + 1) + "')");
        }
        text += "\"v" + std::to_string(i) + "\": \"[" + link + "]\", ";
    }
    return text + "\"v" + std::to_string(length) + "\": " + end + "},";
}

using Random = std::mt19937;

size_t
Below(Random& random, size_t limit)
{
    return static_cast<size_t>(random() % limit);
}

/** Some bytes replaced by syntax or by other bytes of the text: mostly no JSON any more. */
void
Break(std::string& text, Random& random)
{
    static const std::string PARTS[] =
        {"[", "]", "{", "}", "\"", ",", ":", "null", "\\u0000", "\xff", "/*", "1e999"};
    const size_t at = Below(random, text.size());
    const size_t length = std::min(Below(random, 12), text.size() - at);
    const bool syntax = Below(random, 2) == 0;
    const std::string part = syntax ? PARTS[Below(random, std::size(PARTS))]
                                    : text.substr(Below(random, text.size()), Below(random, 30));
    text.replace(at, length, part);
}

/** Some bytes of an expression replaced, so that it is JSON still. */
void
Twist(std::string& text, Random& random)
{
    static const std::string PARTS[] = {"[",
                                        "]",
                                        "'",
                                        "(",
                                        ")",
                                        ",",
                                        ".",
                                        "[[",
                                        "-1",
                                        "0",
                                        "copyIndex()",
                                        "99999999999999999999",
                                        "variables('x')",
                                        "reference('hub')",
                                        "parameters('prefix')",
                                        "null()",
                                        "range(0, 9)",
                                        "createObject('a', 1)",
                                        "concat(",
                                        "first("};
    size_t at = text.find("\"[", Below(random, text.size()));
    const size_t end = at == std::string::npos ? at : text.find('"', at + 1);
    if (end == std::string::npos)
    {
        return;
    }
    at += 2 + Below(random, end - at - 1);
    text.replace(at, Below(random, end - at + 1), PARTS[Below(random, std::size(PARTS))]);
}

/** Whatever is done to the text, an import returns or throws InputError. */
void
TryMutations(Verdict& v,
             const std::string& original,
             const std::optional<std::string>& parameters,
             uint32_t seed)
{
    constexpr int rounds = 400;
    Random random(seed);
    int imported = 0;
    for (int round = 0; round < rounds; ++round)
    {
        std::string text = original;
        for (size_t edits = 1 + Below(random, 3); edits > 0; --edits)
        {
            round % 4 == 0 ? Break(text, random) : Twist(text, random);
        }
        try
        {
            ImportArmText("mutation", text, parameters);
            ++imported;
        }
        catch (const InputError&)
        {
            // the only exception there may be
        }
        catch (const std::exception& error)
        {
            v.True(false, "round " + std::to_string(round) + ": " + error.what());
            return;
        }
    }
    v.True(imported > 0 && imported < rounds, std::to_string(imported) + " were imported");
}

Row
Survives(const std::string& path,
         uint32_t seed,
         const std::optional<std::string>& parameters = std::nullopt)
{
    return {"mutations of " + path + " are imported or refused",
            "issue: bad input",
            [=](Verdict& v) {
                const std::string text = ReadAll(path);
                v.True(text.size() > 1000, "the file is there");
                TryMutations(v, text, parameters, seed);
            }};
}

const std::vector<Row> ROWS{
    Refuses("empty text is refused", "", "parse error"),
    Refuses("text that is no JSON is refused", "hello", "parse error at line 1, column 1"),
    Refuses("another JSON is refused",
            R"({"virtualNetworks": []})",
            "\"$schema\" is not that of a deployment template"),
    Refuses("a parameters file in the template's place is refused",
            R"({"$schema": "https://x/deploymentParameters.json#", "parameters": {}})",
            "\"$schema\" is not that of a deployment template"),
    Refuses("JSON that is no object is refused", "[1, 2]", "\"$schema\" is not"),
    Refuses("a template without resources is refused",
            R"({"$schema": "https://x/deploymentTemplate.json#"})",
            "resources: the template has none"),
    Refuses("NaN is refused", TemplateOf("[NaN]"), "parse error"),
    Refuses("numbers beyond any range are refused", TemplateOf("[1e999]"), "number overflow"),
    Refuses("text that is no UTF-8 is refused", TemplateOf("[\"\xff\xfe\"]"), "parse error"),
    Refuses("keys that occur twice are named with their path",
            TemplateOf(R"([{"type": "a/b", "name": "x", "name": "y"}])",
                       R"("variables": {"v": 1, "v": 2},)"),
            "$.variables has the key \"v\" twice\ntest: $.resources[0] has the key \"name\" twice"),
    RefusesMade(
        "100,000 opening brackets are refused",
        [] { return Repeat("[", 100000); },
        "nested deeper than 128 levels"),
    RefusesMade(
        "100,000 nested objects are refused",
        [] { return Repeat("{\"a\":", 100000); },
        "nested deeper than 128 levels"),
    RefusesMade(
        "50 MB are refused with Azure's own limit",
        [] { return std::string(50 * 1024 * 1024, ' '); },
        "52428800 bytes; Azure takes no template over 4 MB"),
    Refuses("a variable that uses itself is refused",
            TemplateOf(Address("[variables('v0')]"), Chain(0, "", "\"[variables('v0')]\"")),
            "the variable \"v0\" is defined by itself (a cycle)"),
    Refuses(
        "variables in a circle are refused",
        TemplateOf(Address("[variables('v0')]"), Chain(5, "concat(#)", "\"[variables('v2')]\"")),
        "the variable \"v2\" is defined by itself (a cycle)"),
    Refuses(
        "parameters in a circle are refused",
        TemplateOf(
            Address("[parameters('a')]"),
            R"("parameters": {"a": {"type": "string", "defaultValue": "[parameters('b')]"}, "b": {"type": "string", "defaultValue": "[parameters('a')]"}},)"),
        "the parameter \"a\" is defined by itself (a cycle)"),
    Refuses(
        "a function that calls itself is refused",
        TemplateOf(
            Address("[own.f()]"),
            R"("functions": [{"namespace": "own", "members": {"f": {"output": {"value": "[own.f()]"}}}}],)"),
        "nested deeper than 300 levels"),
    RefusesMade(
        "a chain of 5,000 variables is refused",
        [] { return TemplateOf(Address("[variables('v0')]"), Chain(5000, "concat(#)", "\"x\"")); },
        "nested deeper than 300 levels"),
    Refuses("text that doubles at every step is refused",
            TemplateOf(Address("[variables('v0')]"), Chain(60, "concat(#, #)", "\"0123456789\"")),
            "the text is longer than 1 MB"),
    Refuses("arrays that double at every step are refused",
            TemplateOf(Address("[string(variables('v0'))]"), Chain(60, "createArray(#, #)", "[1]")),
            "takes more work than any real template"),
    Refuses("arrays that are nested ever deeper are refused",
            TemplateOf(Address("[concat(string(variables('v90')), string(variables('v0')))]"),
                       Chain(140, "createArray(#)", "[1]")),
            "nested deeper than 128 levels"),
    Refuses(
        "loops within lambdas without end are refused",
        TemplateOf(Address("[string(length(map(range(0, 10000), lambda('x', range(0, 10000)))))]")),
        "takes more work than any real template"),
    Refuses(
        "two resources whose properties refer to each other are refused",
        TemplateOf(
            R"([{"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "1", "name": "a", "properties": {"ipAddress": "[reference('b').ipAddress]"}},
                {"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "1", "name": "b", "properties": {"ipAddress": "[reference('a').ipAddress]"}}])"),
        "refers to itself (a cycle)"),
    {"deployments nested in loops end at a limit",
     "issue: bad input",
     [](Verdict& v) {
         std::string inner = R"({"resources": []})";
         for (int i = 0; i < 4; ++i)
         {
             inner =
                 R"({"resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "[concat('d', copyIndex())]",
                 "copy": {"name": "l)" +
                 std::to_string(i) + R"(", "count": 800}, "properties": {"template": )" + inner +
                 "}}]}";
         }
         const auto faults = test::FaultsOf(R"({"$schema": "https://x/deploymentTemplate.json#",)" +
                                            inner.substr(1));
         v.True(Contains(faults, "more than 20000 resources"), faults.substr(0, 400));
     }},
    {"comments, a byte order mark, tabs and line ends within strings are allowed",
     "ARM template syntax: comments and multi-line strings",
     [](Verdict& v) {
         const std::string text =
             "\xEF\xBB\xBF// a template\n/* of \"two\" lines\n */" +
             TemplateOf("[/* none */]",
                        "\"metadata\": {\"description\": \"one\ntwo\tthree // no comment\"},");
         std::string faults;
         const auto topology = test::ImportText(text, faults);
         v.Equal(faults, "", "faults");
         v.Equal(topology.description, "one\ntwo\tthree // no comment", "description");
     }},
    {"a template cut off anywhere is refused",
     "issue: bad input",
     [](Verdict& v) {
         const std::string text = ReadAll("test/data/arm/symbolic.json");
         const size_t end = text.rfind('}');
         for (size_t length = 0; length <= end; length += 17)
         {
             v.True(!test::FaultsOf(text.substr(0, length)).empty(),
                    "accepted with " + std::to_string(length) + " bytes");
         }
     }},
    {"a file that is not there, or is a folder, is refused by its name",
     "issue: bad input",
     [](Verdict& v) {
         for (const std::string path : {"/nosuch/template.json", "/tmp"})
         {
             try
             {
                 ImportArm(path, std::nullopt);
                 v.True(false, path + " was read");
             }
             catch (const InputError& error)
             {
                 v.True(Contains(error.what(), path), error.what());
             }
         }
     }},
    {"a template of 4 MB is read or refused within seconds",
     "issue: bad input",
     [](Verdict& v) {
         std::string variables = "\"variables\": {\"v\": 1";
         for (int i = 0; i < 100000; ++i)
         {
             variables += ", \"name" + std::to_string(i) + "\": \"[variables('v')]\"";
         }
         const test::CpuTime time;
         v.Equal(test::FaultsOf(
                     TemplateOf(Address("[string(variables('name99999'))]"), variables + "},")),
                 "",
                 "faults");
         v.True(time.Seconds() < 30, "it took too long");
     }},
    Survives("test/data/arm/modules.json", 1),
    Survives("test/data/arm/symbolic.json", 2),
    Survives("test/data/arm/subscription.json", 3),
    Survives("examples/small-hub/azuredeploy.json",
             4,
             R"({"parameters": {"adminUsername": {"value": "a"}}})"),
};

V6LAB_SUITE("v6lab-arm-hostile", ROWS);

} // namespace
