// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/scenario.h"

#include "helper/topology/quantity.h"
#include "scenarios/measurement.h"

#include "ns3/object-factory.h"
#include "ns3/string.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(Scenario);

TypeId
Scenario::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::Scenario").SetParent<Object>().SetGroupName("V6labScenarios");
    return tid;
}

std::string
Scenario::Conclude(Database&, const RunHandle&, const std::string&) const
{
    return "";
}

std::unique_ptr<Measurement>
Scenario::Measure(const Installation&) const
{
    return nullptr;
}

std::vector<std::pair<std::string, std::string>>
Scenario::GetFigureChecks() const
{
    return {};
}

namespace
{

/** "UsableRoutes" → "usable-routes". */
std::string
Kebab(const std::string& attribute)
{
    std::string word;
    for (const char c : attribute)
    {
        const bool upper = std::isupper(static_cast<unsigned char>(c));
        if (upper && !word.empty())
        {
            word += '-';
        }
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return word;
}

/** Lower case without dashes: how two spellings of an option are compared. */
std::string
Folded(const std::string& name)
{
    std::string folded;
    for (const char c : name)
    {
        if (c != '-' && c != '_')
        {
            folded += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return folded;
}

/** Words for people in place of ns-3's class names. */
std::string
TypeWord(const TypeId::AttributeInformation& attribute)
{
    static const std::map<std::string, std::string> words{{"BooleanValue", "bool"},
                                                          {"UintegerValue", "integer"},
                                                          {"IntegerValue", "integer"},
                                                          {"DoubleValue", "number"},
                                                          {"TimeValue", "time"}};
    // ns-3 names some value classes with their namespace and some without.
    const std::string type = attribute.checker->GetValueTypeName();
    const auto word = words.find(type.substr(type.rfind(':') + 1));
    return word == words.end() ? "word" : word->second;
}

std::string
Allowed(const TypeId::AttributeInformation& attribute)
{
    if (TypeWord(attribute) == "bool")
    {
        return "true|false";
    }
    if (!attribute.checker->HasUnderlyingTypeInformation())
    {
        return "";
    }
    // ns-3 prints a numeric range as "uint32_t 1:100"; the C++ type means nothing to users.
    const std::string info = attribute.checker->GetUnderlyingTypeInformation();
    const auto space = info.find(' ');
    return info == "std::string" ? "" : info.substr(space == std::string::npos ? 0 : space + 1);
}

template <typename Number>
bool
IsAll(const std::string& text, Number number = {})
{
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end;
}

/** "nan" and "inf" are numbers to C++. */
bool
IsFinite(const std::string& text)
{
    return IsAll<double>(text) && std::isfinite(std::strtod(text.c_str(), nullptr));
}

/** Given text that is no number at all, ns-3's values abort; ranges they judge themselves. */
bool
IsReadable(const std::string& type, const std::string& value)
{
    if (type == "integer")
    {
        return IsAll<uint64_t>(value) || IsAll<int64_t>(value);
    }
    if (type == "number")
    {
        return IsFinite(value);
    }
    // ns-3's default is s.
    return type != "time" || ParseDuration(value) || IsFinite(value);
}

} // namespace

std::vector<Ptr<Scenario>>
AllScenarios()
{
    std::vector<Ptr<Scenario>> all;
    for (uint16_t i = 0; i < TypeId::GetRegisteredN(); ++i)
    {
        const TypeId tid = TypeId::GetRegistered(i);
        if (tid.IsChildOf(Scenario::GetTypeId()) && tid.HasConstructor())
        {
            ObjectFactory factory;
            factory.SetTypeId(tid);
            all.push_back(factory.Create<Scenario>());
        }
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return a->GetName() < b->GetName();
    });
    return all;
}

Ptr<Scenario>
RequireScenario(const std::string& name)
{
    std::string known;
    for (const auto& scenario : AllScenarios())
    {
        if (scenario->GetName() == name)
        {
            return scenario;
        }
        known += (known.empty() ? "" : ", ") + scenario->GetName();
    }
    throw std::invalid_argument(name + ": no such scenario or file; the scenarios are " + known);
}

std::vector<ScenarioOption>
OptionsOf(const Ptr<Scenario>& scenario)
{
    std::vector<ScenarioOption> options;
    const TypeId tid = scenario->GetInstanceTypeId();
    for (size_t i = 0; i < tid.GetAttributeN(); ++i)
    {
        const auto attribute = tid.GetAttribute(i);
        options.push_back({Kebab(attribute.name),
                           attribute.name,
                           attribute.help,
                           TypeWord(attribute),
                           TypeWord(attribute) == "time" ? "s" : "",
                           Allowed(attribute),
                           attribute.originalInitialValue->SerializeToString(attribute.checker)});
    }
    return options;
}

bool
SameOption(const std::string& a, const std::string& b)
{
    return Folded(a) == Folded(b);
}

void
SetOption(const Ptr<Scenario>& scenario, const std::string& name, const std::string& value)
{
    std::string known;
    for (const auto& option : OptionsOf(scenario))
    {
        known += (known.empty() ? "--" : ", --") + option.name;
        if (!SameOption(option.name, name))
        {
            continue;
        }
        if (!IsReadable(option.type, value) ||
            !scenario->SetAttributeFailSafe(option.attribute, StringValue(value)))
        {
            throw std::invalid_argument(
                "--" + option.name + "=" + value + ": allowed is " +
                (option.allowed.empty() ? "a " + option.type : option.allowed));
        }
        return;
    }
    throw std::invalid_argument("--" + name + ": " + scenario->GetName() +
                                " has no such option; it has " + known);
}

std::map<std::string, std::string>
OptionValues(const Ptr<Scenario>& scenario)
{
    std::map<std::string, std::string> values;
    for (const auto& option : OptionsOf(scenario))
    {
        StringValue value;
        scenario->GetAttribute(option.attribute, value);
        values[option.name] = value.Get();
    }
    return values;
}

} // namespace ns3::v6lab
