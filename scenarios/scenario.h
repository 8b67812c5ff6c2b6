// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SCENARIO_H
#define V6LAB_SCENARIO_H

#include "helper/topology/topology.h"

#include "ns3/object.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ns3::v6lab
{

class Database;
class Measurement;
struct Installation;
struct RunHandle;

/**
 * A design that can be run by name. Its ns-3 attributes are its options: the command line, the
 * descriptions, the database column and the documentation are all read from that declaration.
 *
 * A subclass registers itself (NS_OBJECT_ENSURE_REGISTERED) and is found by its TypeId.
 */
class Scenario : public Object
{
  public:
    static TypeId GetTypeId();

    /** The word of the command line: "azure-to-azure". */
    virtual std::string GetName() const = 0;
    /** One line: what it shows. */
    virtual std::string GetPurpose() const = 0;
    /** The article it recreates. */
    virtual std::string GetArticle() const = 0;
    /** The network, its traffic and its checks, as the options say. */
    virtual Topology Describe() const = 0;
    /**
     * After a complete run: what a scenario has to say of it beside its checks, or makes of its
     * captures, whose folder is empty if there are none. Most have nothing.
     */
    virtual std::string Conclude(Database& database,
                                 const RunHandle& run,
                                 const std::string& captures) const;
    /** What it measures beside its workloads; most scenarios measure nothing: null. */
    virtual std::unique_ptr<Measurement> Measure(const Installation& installation) const;
    /** Sentence and clause of each check that its measurement makes. */
    virtual std::vector<std::pair<std::string, std::string>> GetFigureChecks() const;
};

/** One option of a scenario as people see it. */
struct ScenarioOption
{
    std::string name; //!< kebab-case, without the dashes in front
    std::string attribute;
    std::string help;
    std::string type;    //!< "word", "bool", "integer", …
    std::string unit;    //!< of a time: "s"; empty for the rest
    std::string allowed; //!< "peering|hub", "true|false", "1:100"; empty if anything goes
    std::string defaultValue;
};

/** All scenarios, sorted by name. */
std::vector<Ptr<Scenario>> AllScenarios();
/** A new scenario of this name; throws std::invalid_argument that lists the names there are. */
Ptr<Scenario> RequireScenario(const std::string& name);
/** Its options in the order of their declaration. */
std::vector<ScenarioOption> OptionsOf(const Ptr<Scenario>& scenario);
/** True if two spellings mean one option: case, dashes and underscores do not matter. */
bool SameOption(const std::string& a, const std::string& b);
/**
 * Sets one option.
 * Throws std::invalid_argument that names the option and what is allowed.
 */
void SetOption(const Ptr<Scenario>& scenario, const std::string& name, const std::string& value);
/** Every option with its present value. */
std::map<std::string, std::string> OptionValues(const Ptr<Scenario>& scenario);

} // namespace ns3::v6lab

#endif // V6LAB_SCENARIO_H
