// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ARM_EVALUATOR_H
#define V6LAB_ARM_EVALUATOR_H

#include "helper/arm/syntax.h"
#include "helper/arm/value.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3::v6lab::arm
{

class Scope;

/** What an expression sees: its template, the loops it stands in, the variables of lambdas. */
struct Frame
{
    Scope* scope{nullptr};
    std::map<std::string, int64_t> loops; //!< index by the loop's name in lower case
    std::string currentLoop;              //!< the loop that copyIndex() without a name means
    std::map<std::string, Value> lambdaVariables;
    std::shared_ptr<const std::map<std::string, Value>> arguments; //!< within a user function
    bool inParameterDefault{false}; //!< where utcNow() and newGuid() may be called

    /** The same, one turn of a loop further in. */
    Frame Turn(const std::string& loop, int64_t index) const;
};

/** Where a value stands in the template, to be spelt out only in a message. */
struct Place
{
    const Place* parent{nullptr};
    std::string name; //!< a property, or "[3]"

    std::string ToString() const;
};

/** Answers what a template says of its own resources; implemented by the expansion. */
class ResourceSource
{
  public:
    virtual ~ResourceSource() = default;
    /** reference(): the properties (or all, if `full`) of a resource by id, name or symbol. */
    virtual Value Refer(const std::string& target, bool full, const Frame& frame) = 0;
    /** references(): those of a symbolic resource collection. */
    virtual Value ReferAll(const std::string& symbol, bool full, const Frame& frame) = 0;
    /** resourceInfo(): id, name, type and apiVersion of a symbolic resource. */
    virtual Value Describe(const std::string& symbol, const Frame& frame) = 0;
};

/** Azure's limit of the turns of one copy loop. */
constexpr int64_t MAX_COPY_COUNT = 800;

/**
 * Evaluates expressions and the JSON they stand in.
 *
 * Everything is bounded: nesting (an ExpressionError) and total work (an InputError, because
 * nothing of such a template can be trusted to end).
 */
class Evaluator
{
  public:
    /** The value of a node; throws ExpressionError. */
    Value Evaluate(const Node& node, const Frame& frame);
    /** The value of a string of the template, which may be an expression; throws. */
    Value EvaluateText(const std::string& text, const Frame& frame);
    /** JSON with all its expressions evaluated; what has no value becomes an unknown. */
    Value Resolve(const Value& raw, const Frame& frame, const Place& place);
    /** The same for a value that is needed: throws ExpressionError, place included. */
    Value Need(const Value& raw, const Frame& frame, const Place& place);
    /** The count of a copy loop: an integer of 0 to MAX_COPY_COUNT; throws. */
    int64_t NeedCount(const Value& copy, const Frame& frame, const Place& place);

    void SetResources(ResourceSource* resources);
    /** Throws ExpressionError if there is none. */
    ResourceSource& GetResources();

    /** Notes once what was assumed, as a sentence. */
    void Assume(const std::string& sentence);
    const std::vector<std::string>& GetAssumptions() const;

    /** Accounts for a value that was made or copied. */
    void Charge(const Value& value);

  private:
    class Level;

    Value EvaluateCall(const Node& node, const Frame& frame);
    Value ResolveObject(const Value& raw, const Frame& frame, const Place& place);
    void ResolveCopies(const Value& copies, const Frame& frame, const Place& place, Value& object);
    void Work(size_t amount);

    std::map<std::string, std::shared_ptr<const Node>> m_parsed;
    ResourceSource* m_resources{nullptr};
    std::vector<std::string> m_assumptions;
    size_t m_depth{0};
    size_t m_work{0};
};

/** An unknown's reason for whoever needs it at `place`: both places, if they are two. */
std::string PlaceReason(const std::string& place, const std::string& reason);

/** A "copy" element that makes a property an array: [{name, count, input}, ...]. */
bool IsPropertyCopy(const Value& copy);

} // namespace ns3::v6lab::arm

#endif // V6LAB_ARM_EVALUATOR_H
