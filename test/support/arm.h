// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_ARM_H
#define V6LAB_TEST_ARM_H

#include "helper/arm/import.h"
#include "helper/topology/topology.h"
#include "test/support/table.h"

#include <functional>
#include <string>

/** What the tests of the template import share. */
namespace ns3::v6lab::test
{

/** The value of an expression as compact JSON, or "error: ..." with the whole message. */
std::string EvaluateExpression(const std::string& expression);
/** The expression's value is that JSON. */
Row Gives(const std::string& expression, const std::string& json, const std::string& clause);
/** The expression has no value, and the message contains the text. */
Row Fails(const std::string& expression, const std::string& text, const std::string& clause);

/** A template with these resources, and these other sections ("\"variables\": {...},"). */
std::string TemplateOf(const std::string& resources, const std::string& sections = "");
/** Imports a template; a fault is returned as text in `faults`. */
Topology ImportText(const std::string& text,
                    std::string& faults,
                    const std::optional<std::string>& parameters = std::nullopt);
/** Imports, and hands the topology on whether it is valid or not. */
Row Read(const std::string& sentence,
         const std::string& clause,
         const std::string& text,
         const std::function<void(Verdict&, const Topology&)>& look);
/** Imports, and expects a valid topology. */
Row Imported(const std::string& sentence,
             const std::string& clause,
             const std::string& text,
             const std::function<void(Verdict&, const Topology&)>& look);
/** A fault of the import has these words. */
Row Refused(const std::string& sentence,
            const std::string& clause,
            const std::string& text,
            const std::string& fault);
/** The faults an import gives, or nothing. */
std::string FaultsOf(const std::string& text,
                     const std::optional<std::string>& parameters = std::nullopt);
/** "name type what" of all that is left out, separated by "; ". */
std::string LeftOutText(const Topology& topology);

/** The names of a list, separated by blanks. */
template <typename T>
std::string
Names(const std::vector<T>& all)
{
    std::string text;
    for (const auto& one : all)
    {
        text += (text.empty() ? "" : " ") + one.name;
    }
    return text;
}

/** In place of a row whose data is not here: its sentence says so, and so does the error stream. */
Row Skipped(const std::string& sentence, const std::string& missing);

std::string Words(const std::vector<std::string>& all);
bool Contains(const std::string& text, const std::string& part);

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_ARM_H
