// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_ATTRIBUTE_EFFECT_H
#define V6LAB_TEST_ATTRIBUTE_EFFECT_H

#include "test/support/table.h"

#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/** Rows about attributes: that one has its effect, and that wrong text for it is refused. */
namespace ns3::v6lab::test
{

using Attributes = std::vector<std::pair<std::string, std::string>>;

/** Something to look at that an attribute changes, while `both` hold either way. */
template <class Bench>
struct AttributeEffect
{
    std::string attribute;
    std::string value;
    std::string clause;
    std::string plain;
    std::string changed;
    std::function<std::string(Bench&)> look;
    Attributes both{};
};

template <class Bench>
Row
Shown(const AttributeEffect<Bench>& effect)
{
    return {effect.attribute + " = " + effect.value + " has its effect",
            effect.clause,
            [effect](Verdict& v) {
                Attributes attributes = effect.both;
                {
                    Bench bench(attributes);
                    v.Equal(effect.look(bench), effect.plain, "without it");
                }
                attributes.emplace_back(effect.attribute, effect.value);
                Bench bench(attributes);
                v.Equal(effect.look(bench), effect.changed, "with it");
            }};
}

/** A value that is refused when the translator is attached, and what the refusal says. */
struct AttributeRefusal
{
    std::string attribute;
    std::string value;
    std::vector<std::string> said;
    Attributes both{};
};

template <class Bench>
Row
Refuses(const AttributeRefusal& refusal)
{
    return {refusal.attribute + " = \"" + refusal.value + "\" is refused, with what is allowed",
            "",
            [refusal](Verdict& v) {
                Attributes attributes = refusal.both;
                attributes.emplace_back(refusal.attribute, refusal.value);
                std::string said = "nothing";
                try
                {
                    Bench bench(attributes);
                }
                catch (const std::invalid_argument& error)
                {
                    said = error.what();
                }
                for (const auto& part : refusal.said)
                {
                    v.True(said.find(part) != std::string::npos, said + " tells of " + part);
                }
            }};
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_ATTRIBUTE_EFFECT_H
