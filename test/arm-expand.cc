// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/arm.h"

using namespace ns3::v6lab;
using test::Contains;
using test::Names;
using test::Row;
using test::Verdict;

namespace
{

const std::string COPY = "ARM template syntax: copy";
const std::string CONDITION = "ARM template syntax: condition";
const std::string CHILD = "ARM template syntax: child resources";
const std::string FUNCTIONS = "ARM template syntax: user-defined functions";
const std::string NESTED = "ARM template syntax: nested templates";
const std::string PARAMETERS = "ARM template syntax: parameters";
const std::string REFERENCE = "ARM template reference: resource functions";

/** A public IP address is the smallest resource whose name shows what happened. */
std::string
Address(const std::string& name, const std::string& more = "")
{
    return R"({"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2023-09-01", "name": ")" +
           name + "\"" + more + "}";
}

std::string
Deployment(const std::string& scope, const std::string& parameters, const std::string& source)
{
    return R"({"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner",
        "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": ")" +
           scope + R"("}, "parameters": )" + parameters + R"(, "template": )" + source + "}}";
}

/** The template's addresses have those names. */
Row
Makes(const std::string& sentence,
      const std::string& clause,
      const std::string& resources,
      const std::string& sections,
      const std::string& names)
{
    return {sentence, clause, [=](Verdict& v) {
                std::string faults;
                const auto topology =
                    test::ImportText(test::TemplateOf(resources, sections), faults);
                v.Equal(faults, "", "faults");
                v.Equal(Names(topology.publicIPAddresses), names, "addresses");
            }};
}

Row
Refuses(const std::string& sentence,
        const std::string& clause,
        const std::string& resources,
        const std::string& sections,
        const std::string& fault,
        const std::optional<std::string>& parameters = std::nullopt)
{
    return {sentence, clause, [=](Verdict& v) {
                const auto faults =
                    test::FaultsOf(test::TemplateOf(resources, sections), parameters);
                v.True(Contains(faults, fault), "faults: " + faults);
            }};
}

const std::string USES_P = "[" + Address("[string(parameters('p'))]") + "]";

std::string
Declares(const std::string& definition)
{
    return R"("parameters": {"p": )" + definition + "},";
}

std::string
Values(const std::string& value)
{
    return R"({"parameters": {"P": {"value": )" + value + "}}}";
}

const std::vector<Row> ROWS{
    Makes("a copy loop makes one resource a turn, in order",
          COPY,
          "[" +
              Address("[concat('ip', copyIndex())]", R"(, "copy": {"name": "loop", "count": 3})") +
              "]",
          "",
          "ip0 ip1 ip2"),
    Makes(
        "copyIndex() takes an offset, a loop's name, or both",
        COPY,
        "[" +
            Address("[format('{0}{1}{2}', copyIndex(1), copyIndex('LOOP'), copyindex('loop', 10))]",
                    R"(, "copy": {"name": "loop", "count": 2, "mode": "serial", "batchSize": 1})") +
            "]",
        "",
        "1010 2111"),
    Makes("a loop of no turns makes nothing",
          COPY,
          "[" + Address("x", R"(, "copy": {"name": "loop", "count": "[length(createArray())]"})") +
              "]",
          "",
          ""),
    Refuses("a loop of more than 800 turns is refused",
            COPY,
            "[" + Address("x", R"(, "copy": {"name": "loop", "count": 801})") + "]",
            "",
            "resources[0].copy.count: must be an int of 0 to 800 (Azure's limit), but is 801"),
    Refuses("a count that needs a run-time value is refused with its place",
            COPY,
            "[" + Address("x", R"(, "copy": {"name": "loop", "count": "[reference('y').count]"})") +
                "]",
            "",
            "resources[0].copy.count: \"[reference('y').count]\", character 2: reference(): \"y\" "
            "is not in this template"),
    Makes("variables are looped at the top and within objects",
          COPY,
          "[" +
              Address("[concat(join(variables('top'), ''), join(variables('object').part, ''))]") +
              "]",
          R"("variables": {"copy": [{"name": "top", "count": 2, "input": "[copyIndex('top')]"}],
             "object": {"copy": [{"name": "part", "count": 2, "input": {"n": "[copyIndex('part')]"}}]}},)",
          R"(01{"n":0}{"n":1})"),
    Makes("a condition decides, be it text or bool",
          CONDITION,
          "[" + Address("a", R"(, "condition": "[equals(1, 1)]")") + "," +
              Address("b", R"(, "condition": false)") + "," +
              Address("c", R"(, "condition": "true")") + "]",
          "",
          "a c"),
    Makes(
        "each turn of a loop has its own condition",
        CONDITION,
        "[" +
            Address(
                "[string(copyIndex())]",
                R"(, "copy": {"name": "l", "count": 4}, "condition": "[equals(mod(copyIndex(), 2), 0)]")") +
            "]",
        "",
        "0 2"),
    Makes("two resources of one name may exclude each other",
          CONDITION,
          "[" + Address("a", R"(, "condition": false)") + "," +
              Address("a", R"(, "condition": true)") + "]",
          "",
          "a"),
    Refuses("a condition that is no bool is refused",
            CONDITION,
            "[" + Address("a", R"(, "condition": "[concat('may', 'be')]")") + "]",
            "",
            "resources[0].condition: must be true or false, but is a string"),
    Refuses("a condition that needs a run-time value is refused",
            CONDITION,
            "[" + Address("a", R"(, "condition": "[equals(listKeys('x', '1').k, 1)]")") + "]",
            "",
            "listKeys(): its value is known only once deployed (a run-time value)"),
    Refuses("a name that uses an unknown function is refused with place and position",
            "ARM template syntax: expressions",
            "[" + Address("[concat('a', nosuch())]") + "]",
            "",
            "resources[0].name: \"[concat('a', nosuch())]\", character 14: nosuch(): there is no "
            "such function"),
    Refuses("one resource may not be defined twice",
            "ARM InvalidTemplate",
            "[" + Address("a") + "," + Address("A") + "]",
            "",
            "resources[1]: Microsoft.Network/publicIPAddresses \"A\" is defined twice, first at "
            "resources[0]"),
    Refuses(
        "name and type must have as many parts",
        CHILD,
        R"([{"type": "Microsoft.Network/virtualNetworks/subnets", "apiVersion": "1", "name": "s"}])",
        "",
        "resources[0].name: \"s\": the type Microsoft.Network/virtualNetworks/subnets needs 2 "
        "names, but has 1"),
    Refuses("all faults are told at once",
            "ARM InvalidTemplate",
            "[" + Address("[a()]") + R"(,{"type": "x/y"}, 5])",
            "",
            "resources[2]: a resource must be an object"),
    {"a child in its parent has a short type and name, and keeps its parent's loop",
     CHILD,
     [](Verdict& v) {
         std::string faults;
         const auto topology = test::ImportText(
             test::TemplateOf(
                 R"([{"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-09-01",
                 "name": "[concat('v', copyIndex())]", "copy": {"name": "l", "count": 2},
                 "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}},
                 "resources": [{"type": "subnets", "apiVersion": "2023-09-01", "name": "s",
                     "properties": {"addressPrefix": "[format('10.0.{0}.0/24', copyIndex())]"}}]}])"),
             faults);
         v.Equal(faults, "", "faults");
         v.Equal(topology.virtualNetworks.size(), 2U, "networks");
         v.Equal(topology.virtualNetworks.at(1).subnets.at(0).addressPrefixes.at(0),
                 "10.0.1.0/24",
                 "subnet");
     }},
    Makes("a user-defined function sees its parameters",
          FUNCTIONS,
          "[" + Address("[Own.Twice('ab')]") + "]",
          R"("functions": [{"namespace": "own", "members": {"twice": {
              "parameters": [{"name": "text", "type": "string"}],
              "output": {"type": "string", "value": "[concat(parameters('TEXT'), parameters('text'))]"}}}}],)",
          "abab"),
    Refuses("a user-defined function sees no variables",
            FUNCTIONS,
            "[" + Address("[own.f()]") + "]",
            R"("variables": {"v": 1}, "functions": [{"namespace": "own", "members": {"f": {
                "parameters": [], "output": {"type": "string", "value": "[string(variables('v'))]"}}}}],)",
            "a user-defined function cannot see variables"),
    Refuses("a user-defined function counts its arguments",
            FUNCTIONS,
            "[" + Address("[own.f(1)]") + "]",
            R"("functions": [{"namespace": "own", "members": {"f": {"output": {"value": "x"}}}}],)",
            "own.f(): takes 0 arguments, but has 1"),
    Makes(
        "an inner template has its own parameters and variables",
        NESTED,
        "[" +
            Deployment(
                "inner",
                R"({"p": {"value": "[variables('v')]"}})",
                R"({"parameters": {"p": {"type": "string"}}, "variables": {"v": "inner"}, "resources": [)" +
                    Address("[concat(parameters('p'), '-', variables('v'))]") + "]}") +
            "]",
        R"("variables": {"v": "outer"},)",
        "outer-inner"),
    Makes("an outer template's expressions are evaluated around it",
          NESTED,
          "[" +
              Deployment("outer",
                         "{}",
                         R"({"variables": {"v": "inner"}, "resources": [)" +
                             Address("[variables('v')]") + "]}") +
              "]",
          R"("variables": {"v": "outer"},)",
          "outer"),
    Refuses(
        "an inner template's parameters must be given",
        NESTED,
        "[" +
            Deployment("inner",
                       "{}",
                       R"({"parameters": {"p": {"type": "string"}}, "resources": [)" +
                           Address("[parameters('p')]") + "]}") +
            "]",
        "",
        "resources[0].properties.template.parameters.p: it has no default, and no value is given"),
    Makes(
        "names in a nested template can come out of another deployment, wherever that stands",
        REFERENCE,
        R"([{"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "first", "properties": {
              "expressionEvaluationOptions": {"scope": "Inner"}, "parameters": {
              "p": {"value": "[reference('inner').outputs.made.value]"}}, "template": {
              "parameters": {"p": {"type": "string"}}, "resources": )" +
            USES_P + "}}}," +
            Deployment(
                "inner",
                "{}",
                R"({"resources": [], "outputs": {"made": {"type": "string", "value": "fine"}}})") +
            "]",
        "",
        "fine"),
    Makes("what a template says of a resource answers reference()",
          REFERENCE,
          "[" + Address("a", R"(, "properties": {"ipAddress": "192.0.2.7"})") + "," +
              Address("[concat('b-', reference(resourceId('Microsoft.Network/publicIPAddresses', "
                      "'a')).ipAddress)]") +
              "]",
          "",
          "a b-192.0.2.7"),
    Refuses(
        "what only the deployed resource has does not",
        REFERENCE,
        "[" + Address("a", R"(, "properties": {})") + "," +
            Address("[reference('a').resourceGuid]") + "]",
        "",
        "the object has no property \"resourceGuid\"; only the deployed resource could have it (a "
        "run-time value)"),
    Makes(
        "a parameter's default may use another parameter",
        PARAMETERS,
        USES_P,
        R"("parameters": {"p": {"type": "string", "defaultValue": "[concat(parameters('q'), '!')]"},
              "q": {"type": "String", "defaultValue": "q"}},)",
        "q!"),
    Refuses("a parameter without value or default is named",
            PARAMETERS,
            USES_P,
            Declares(R"({"type": "string"})"),
            "parameters.p: it has no default, and no value is given for it (InvalidTemplate)"),
    Refuses("a value for an undeclared parameter is named",
            PARAMETERS,
            "[]",
            "",
            "parameters.P: the template declares no such parameter (InvalidTemplate)",
            Values("1")),
    Refuses("a value of another type is refused",
            PARAMETERS,
            USES_P,
            Declares(R"({"type": "int"})"),
            "parameters.p: the type is int, but the value is a string",
            Values("\"1\"")),
    Refuses("a value that is not allowed is refused",
            PARAMETERS,
            USES_P,
            Declares(R"({"type": "string", "allowedValues": ["a", "b"]})"),
            "parameters.p: c is not one of [\"a\",\"b\"]",
            Values("\"c\"")),
    Refuses("a value below minValue is refused",
            PARAMETERS,
            USES_P,
            Declares(R"({"type": "int", "minValue": 2})"),
            "1 is outside its minValue 2",
            Values("1")),
    Refuses("a value longer than maxLength is refused",
            PARAMETERS,
            USES_P,
            Declares(R"({"type": "string", "maxLength": 3})"),
            "4 is outside its maxLength 3",
            Values("\"long\"")),
    {"a secret without value gets a dummy, and that is said",
     PARAMETERS,
     [](Verdict& v) {
         std::string faults;
         const auto topology =
             test::ImportText(test::TemplateOf("[]", Declares(R"({"type": "secureString"})")),
                              faults);
         v.Equal(faults, "", "faults");
         v.True(
             Contains(test::Words(topology.assumptions), "The secret parameter \"p\" has no value"),
             "said");
     }},
    {"a secret in a key vault is not read, and that is said",
     PARAMETERS,
     [](Verdict& v) {
         std::string faults;
         const auto topology = test::ImportText(
             test::TemplateOf("[]", Declares(R"({"type": "securestring"})")),
             faults,
             R"({"parameters": {"p": {"reference": {"keyVault": {"id": "x"}, "secretName": "y"}}}})");
         v.Equal(faults, "", "faults");
         v.True(Contains(test::Words(topology.assumptions), "\"p\" comes from a key vault"),
                "said");
     }},
    {"an output that needs a run-time value is left out with the reason",
     "issue: left out, never silently",
     [](Verdict& v) {
         std::string faults;
         const auto topology = test::ImportText(
             test::TemplateOf(
                 "[]",
                 R"("outputs": {"key": {"type": "string", "value": "[listKeys('x', '1').k]"}},)"),
             faults);
         v.Equal(faults, "", "faults");
         v.True(Contains(test::LeftOutText(topology),
                         "key output value (outputs.key: \"[listKeys('x', '1').k]\", character 2"),
                test::LeftOutText(topology));
     }},
};

V6LAB_SUITE("v6lab-arm-expand", ROWS);

} // namespace
