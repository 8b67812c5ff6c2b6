// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_SCOPE_H
#define V6LAB_ARM_SCOPE_H

#include "helper/arm/evaluator.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3::v6lab::arm
{

/** Where a deployment puts its resources. */
struct Placement
{
    enum Level
    {
        TENANT,
        MANAGEMENT_GROUP,
        SUBSCRIPTION,
        RESOURCE_GROUP,
    };

    Level level{RESOURCE_GROUP};
    std::string subscriptionId{"00000000-0000-0000-0000-000000000000"};
    std::string resourceGroup{"v6lab-rg"};
    std::string location{"westeurope"};
    std::string deployment{"azuredeploy"};
};

/** A value a template was given for a parameter, and what its expressions see. */
struct Supplied
{
    Value raw;
    Frame frame;
    std::string place;
    bool literal{false}; //!< from a parameters file, where no expressions are
};

/** A resource, by the symbol that languageVersion 2.0 gives it. */
struct Resource;

/**
 * One template's parameters, variables and functions, evaluated when first asked for.
 * The template must outlive the scope.
 */
class Scope
{
  public:
    Scope(const Value& source, Placement placement, std::string place);

    /** By lower-case name. Names the template does not declare are ignored. */
    void Supply(std::map<std::string, Supplied> supplied);

    Value GetParameter(const std::string& name, Evaluator& evaluator);
    Value GetVariable(const std::string& name, Evaluator& evaluator);
    bool HasFunction(const std::string& lowerName) const;
    Value CallFunction(const std::string& lowerName,
                       const std::vector<Value>& arguments,
                       Evaluator& evaluator,
                       const Frame& caller);

    const Placement& GetPlacement() const
    {
        return m_placement;
    }

    const Value& GetTemplate() const
    {
        return m_template;
    }

    /** "" for the main template; the path of the nested one otherwise. */
    const std::string& GetPlace() const
    {
        return m_place;
    }

    Frame MakeFrame();

    std::map<std::string, std::vector<Resource*>> symbols; //!< by lower-case symbolic name

  private:
    /** A value evaluated once. */
    struct Lazy
    {
        enum
        {
            RAW,
            BUSY,
            READY
        } state{RAW};

        Value value;
        const Value* raw{nullptr};
        bool isCopy{false};
    };

    Value Compute(Lazy& lazy, const std::string& what, const std::function<Value()>& compute);
    Value ComputeParameter(const std::string& name, const Value& definition, Evaluator& evaluator);
    Value ComputeVariable(const std::string& name, const Lazy& lazy, Evaluator& evaluator);

    const Value& m_template;
    Placement m_placement;
    std::string m_place;
    std::map<std::string, Lazy> m_parameters;
    std::map<std::string, Lazy> m_variables;
    std::map<std::string, const Value*> m_functions;
    std::map<std::string, Supplied> m_supplied;
};

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_SCOPE_H
