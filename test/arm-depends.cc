// SPDX-License-Identifier: GPL-2.0-only
// "dependsOn", which Azure checks before it deploys anything.
#include "test/support/arm-resources.h"
#include "test/support/arm.h"

using namespace ns3::v6lab;
using test::Contains;
using test::FaultsOf;
using test::Row;
using test::TemplateOf;
using test::Verdict;

namespace
{

constexpr const char* CLAUSE = "ARM InvalidTemplate";

/** A public IP address or, with `type`, something else of Microsoft.Network. */
std::string
One(const std::string& name,
    const std::string& needs,
    const std::string& more = "",
    const std::string& type = "publicIPAddresses")
{
    return R"({"type": "Microsoft.Network/)" + type +
           R"(", "apiVersion": "2023-11-01", "name": ")" + name + R"(", "dependsOn": [)" + needs +
           "]" + more + R"(, "properties": {}})";
}

constexpr const char* LOOP = R"(, "copy": {"name": "Many", "count": 3})";
constexpr const char* NO_LOOP = R"(, "copy": {"name": "none", "count": 0})";

Row
Takes(const std::string& sentence, const std::string& resources)
{
    return {sentence, CLAUSE, [=](Verdict& v) { v.Equal(FaultsOf(resources), "", "faults"); }};
}

Row
Refuses(const std::string& sentence, const std::string& resources, const std::string& fault)
{
    return {sentence, CLAUSE, [=](Verdict& v) {
                const std::string faults = FaultsOf(TemplateOf("[" + resources + "]"));
                v.Equal(faults, fault + " (InvalidTemplate)", "faults");
            }};
}

/** What "b" may write to wait for "a". */
Row
Knows(const std::string& form)
{
    return Takes("a resource is named by " + form,
                 TemplateOf("[" + One("a", "") + "," + One("b", "\"" + form + "\"") + "]"));
}

std::string
Symbolic(const std::string& a, const std::string& b)
{
    return TemplateOf("{\"first\": " + a + ", \"second\": " + b + "}",
                      "\"languageVersion\": \"2.0\",");
}

const std::vector<Row> ROWS{
    Knows("[resourceId('Microsoft.Network/publicIPAddresses', 'a')]"),
    Knows("[resourceId('Microsoft.Network/publicIPAddresses/', 'A')]"),
    Knows("[concat('Microsoft.Network/publicIPAddresses/', 'a')]"),
    Knows("a"),
    Knows("[resourceId('other-group', 'Microsoft.Network/publicIPAddresses', 'a')]"),
    Takes("a resource is named by its symbol", Symbolic(One("a", ""), One("b", "\"first\""))),
    Takes("turns of a loop are named by the loop's name, and one by its id",
          TemplateOf("[" + One("[concat('a', copyIndex())]", "", LOOP) + "," +
                     One("b",
                         "\"many\", \"[resourceId('Microsoft.Network/publicIPAddresses', "
                         "'a2')]\"") +
                     "]")),
    Takes("what a false condition leaves out, or a loop of no turns, may still be named",
          TemplateOf("[" + One("a", "", R"(, "condition": false)") + "," +
                     One("[concat('n', copyIndex())]", "", NO_LOOP) + "," +
                     One("b", R"("a", "none", "n0")") + "]")),
    Takes("two of one name wait for each other's namesake, not for themselves",
          TemplateOf("[" + One("x", "") + "," + One("x", "\"x\"", "", "routeTables") + "]")),
    Refuses("what nothing in the template is called is refused",
            One("a", "\"nowhere\""),
            "resources[0].dependsOn: \"nowhere\" is not defined in the template"),
    Refuses("so is the id of another type",
            One("a", "") + "," + One("b", "\"[concat('Microsoft.Network/routeTables/', 'a')]\""),
            "resources[1].dependsOn: \"Microsoft.Network/routeTables/a\" is not defined in the "
            "template"),
    Refuses("two that wait for each other are refused",
            One("a", "\"b\"") + "," + One("b", "\"a\"") + "," + One("c", "\"a\""),
            "resources: circular dependency: a > b > a"),
    Refuses("one that waits for itself, too",
            One("a", "\"a\""),
            "resources: circular dependency: a > a"),
    Refuses("and turns of a loop that wait for all of it",
            One("[concat('a', copyIndex())]", "\"Many\"", LOOP),
            "resources: circular dependency: many > a0 > many"),
    {"a circle of symbols is refused, in a nested deployment by its place",
     CLAUSE,
     [](Verdict& v) {
         const std::string inner = Symbolic(One("a", "\"second\""), One("b", "\"first\""));
         const std::string faults = FaultsOf(TemplateOf(
             R"([{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d",
             "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"},
             "template": )" +
             inner + "}}]"));
         v.True(Contains(faults,
                         "resources[0].properties.template.resources: circular dependency: a > b > "
                         "a (InvalidTemplate)"),
                faults);
     }},
    {"a chain of hundreds is no circle",
     CLAUSE,
     [](Verdict& v) {
         std::string all = One("a0", "");
         for (int i = 1; i < 600; ++i)
         {
             all += "," + One("a" + std::to_string(i), "\"a" + std::to_string(i - 1) + "\"");
         }
         v.Equal(FaultsOf(TemplateOf("[" + all + "]")), "", "faults");
     }},
};

V6LAB_SUITE("v6lab-arm-depends", ROWS);

} // namespace
