// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_EXPANSION_H
#define V6LAB_ARM_EXPANSION_H

#include "helper/arm/evaluator.h"
#include "helper/arm/scope.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ns3::v6lab::arm
{

class AddressBook;
struct Deployment;

/** One resource as it will be deployed: a turn of its loop, its condition true. */
struct Resource
{
    std::string type; //!< full, as its author wrote it
    std::string name; //!< full: "vnet/subnet" for a child
    std::string apiVersion;
    std::string id;
    std::string place;    //!< in the template: "resources[3]", of a copy "resources[3]#1"
    std::string loop;     //!< that it is a turn of, lower case, or empty
    bool existing{false}; //!< referred to, but not described by the template
    Placement placement;
    Frame frame;
    const Value* raw{nullptr};
    const Deployment* owner{nullptr};
    Deployment* nested{nullptr}; //!< of a Microsoft.Resources/deployments with its own template

    enum
    {
        RAW,
        BUSY,
        READY
    } state{RAW};

    Value body; //!< evaluated; ask Expansion::GetBody()
};

/** A template and the resources it deploys; the main one, or one nested in a resource. */
struct Deployment
{
    const Value* source{nullptr};
    Scope* scope{nullptr}; //!< in which its expressions are evaluated
    Frame frame;
    Placement placement;
    std::string place;
    std::vector<Resource*> resources;
    bool expanded{false};
    std::set<std::string> loops{}; //!< of resources, lower case
    bool hasEmptyLoop{false};      //!< one of no turns: what it would have made is unknown
};

/**
 * Turns a template into its list of resources: copy loops, conditions, child resources, nested
 * deployments. Bodies and outputs are evaluated when first asked for, since resources refer to
 * each other in any order. What is wrong is collected as faults.
 */
class Expansion : public ResourceSource
{
  public:
    /**
     * The template and the book of what reference() tells of addresses must outlive the expansion.
     * Throws InputError for faults in parameters.
     */
    Expansion(const Value& source,
              Evaluator& evaluator,
              const std::map<std::string, Supplied>& supplied,
              AddressBook& addresses);

    /** Expands everything; afterwards GetResources() and GetFaults() are complete. */
    void Run();

    /** In the order of the templates, nested ones in place; deployments themselves are not in. */
    const std::vector<Resource*>& GetResources() const
    {
        return m_list;
    }

    const std::vector<std::string>& GetFaults() const
    {
        return m_faults;
    }

    AddressBook& GetAddresses()
    {
        return m_addresses;
    }

    /** Nested deployments whose template is elsewhere. */
    const std::vector<Resource*>& GetLinked() const
    {
        return m_linked;
    }

    /** All of a resource but what builds it (copy, condition, dependsOn, child resources). */
    const Value& GetBody(Resource& resource);
    /** The main template's outputs: values, with unknowns where there is none. */
    Value GetOutputs();

    Value Refer(const std::string& target, bool full, const Frame& frame) override;
    Value ReferAll(const std::string& symbol, bool full, const Frame& frame) override;
    Value Describe(const std::string& symbol, const Frame& frame) override;

  private:
    /** One element of "resources", on its way to become resources. */
    struct Item
    {
        const Value& raw;
        std::string place;
        std::string symbol;     //!< lower case, or empty
        const Resource* parent; //!< of a child within its parent
    };

    void Expand(Deployment& deployment);
    void ExpandItem(Deployment& deployment, const Item& item, const Frame& frame);
    void ExpandInstance(Deployment& deployment, const Item& item, const Frame& frame);
    bool IsWanted(const Item& item, const Frame& frame);
    void Identify(const Deployment& deployment, const Item& item, Resource& resource);
    void Register(Deployment& deployment, const Item& item, Resource& resource);
    void ExpandChildren(Deployment& deployment, const Item& item, const Resource& parent);
    void MakeNested(Deployment& outer, Resource& resource);
    std::map<std::string, Supplied> NestedParameters(const Resource& resource);
    Placement NestedPlacement(const Resource& resource);
    void Collect(const Deployment& deployment);
    /** Names that mean nothing, and circles. */
    void CheckDependencies();

    Resource* Find(const std::string& target, const Frame& frame);
    Value Refer(Resource& resource, bool full);
    std::optional<Value> ReferPart(const std::string& id, bool full);
    Value EvaluateOutputs(Deployment& deployment);
    std::string NeedText(const Value& raw, const char* key, const Item& item, const Frame& frame);

    Evaluator& m_evaluator;
    AddressBook& m_addresses;
    std::deque<Scope> m_scopes;
    std::deque<Deployment> m_deployments;
    std::deque<Resource> m_resources;
    std::deque<Value> m_templates; //!< of nested deployments that are themselves expressions
    std::map<std::string, Resource*> m_byId;
    std::map<std::string, std::vector<Resource*>> m_byName;
    std::vector<Resource*> m_list;
    std::vector<Resource*> m_linked;
    std::vector<std::string> m_faults;
};

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_EXPANSION_H
