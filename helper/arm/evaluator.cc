// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/evaluator.h"

#include "helper/arm/access.h"
#include "helper/arm/expression-error.h"
#include "helper/arm/functions.h"
#include "helper/format/input-error.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

constexpr size_t MAX_DEPTH = 300;
constexpr size_t MAX_WORK = 10'000'000;
constexpr size_t MAX_PARSED = 20'000;

} // namespace

/** Counts how deep evaluation is nested, whichever way it got there. */
class Evaluator::Level
{
  public:
    explicit Level(Evaluator& evaluator)
        : m_evaluator(evaluator)
    {
        if (m_evaluator.m_depth >= MAX_DEPTH)
        {
            throw ExpressionError("the evaluation is nested deeper than " +
                                  std::to_string(MAX_DEPTH) + " levels");
        }
        ++m_evaluator.m_depth;
        m_evaluator.Work(1);
    }

    ~Level()
    {
        --m_evaluator.m_depth;
    }

    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

  private:
    Evaluator& m_evaluator;
};

Frame
Frame::Turn(const std::string& loop, int64_t index) const
{
    Frame turn = *this;
    turn.loops[Lower(loop)] = index;
    return turn;
}

std::string
Place::ToString() const
{
    const std::string before = parent ? parent->ToString() : "";
    return before.empty() || name.empty() || name.front() == '[' ? before + name
                                                                 : before + "." + name;
}

void
Evaluator::Work(size_t amount)
{
    m_work += amount;
    if (m_work > MAX_WORK)
    {
        throw InputError("the template: evaluating it takes more work than any real template "
                         "(values that grow without end?)");
    }
}

void
Evaluator::Charge(const Value& value)
{
    Work(MeasureValue(value));
}

Value
Evaluator::Evaluate(const Node& node, const Frame& frame)
{
    const Level level(*this);
    switch (node.kind)
    {
    case Node::STRING:
        return node.text;
    case Node::INTEGER:
        return node.number;
    case Node::CALL:
        return EvaluateCall(node, frame);
    case Node::MEMBER:
        return AccessMember(Evaluate(node.children[0], frame), node.text, node);
    default:
        return AccessIndex(Evaluate(node.children[0], frame),
                           Evaluate(node.children[1], frame),
                           node);
    }
}

Value
Evaluator::EvaluateCall(const Node& node, const Frame& frame)
{
    try
    {
        Value value = CallFunction(node, *this, frame);
        Charge(value);
        return value;
    }
    catch (const ExpressionError& error)
    {
        if (error.GetPosition() != 0 || error.IsPlaced())
        {
            throw;
        }
        throw ExpressionError(node.text + "(): " + error.what(), node.position);
    }
}

Value
Evaluator::EvaluateText(const std::string& text, const Frame& frame)
{
    if (!IsExpression(text))
    {
        return Unescape(text);
    }
    try
    {
        auto parsed = m_parsed.find(text);
        if (parsed == m_parsed.end())
        {
            if (m_parsed.size() >= MAX_PARSED)
            {
                m_parsed.clear();
            }
            auto tree = std::make_shared<const Node>(ParseExpression(text));
            parsed = m_parsed.emplace(text, std::move(tree)).first;
        }
        const auto tree = parsed->second; // evaluation may clear the map
        Value value = Evaluate(*tree, frame);
        RefuseUnknown(value);
        return value;
    }
    catch (const ExpressionError& error)
    {
        if (error.IsPlaced())
        {
            throw;
        }
        constexpr size_t shown = 120;
        const std::string start = text.size() <= shown ? text : text.substr(0, shown) + "...";
        throw ExpressionError("\"" + start + "\", character " +
                              std::to_string(std::max<size_t>(error.GetPosition(), 1)) + ": " +
                              error.what());
    }
}

Value
Evaluator::Resolve(const Value& raw, const Frame& frame, const Place& place)
{
    try
    {
        const Level level(*this);
        if (raw.is_string())
        {
            return EvaluateText(raw.get_ref<const std::string&>(), frame);
        }
        if (raw.is_object())
        {
            return ResolveObject(raw, frame, place);
        }
        if (!raw.is_array())
        {
            return raw;
        }
        Value array = Value::array();
        for (const auto& item : raw)
        {
            const Place here{&place, "[" + std::to_string(array.size()) + "]"};
            array.push_back(Resolve(item, frame, here));
        }
        return array;
    }
    catch (const ExpressionError& error)
    {
        return MakeUnknown(error.IsPlaced() ? error.what()
                                            : place.ToString() + ": " + error.what());
    }
}

Value
Evaluator::ResolveObject(const Value& raw, const Frame& frame, const Place& place)
{
    Value object = Value::object();
    for (const auto& [key, item] : raw.items())
    {
        if (SameWord(key, "copy") && IsPropertyCopy(item))
        {
            ResolveCopies(item, frame, place, object);
            continue;
        }
        const Place here{&place, key};
        const bool computed = IsExpression(key);
        const std::string name = computed ? ToText(EvaluateText(key, frame)) : Unescape(key);
        object[name] = Resolve(item, frame, here);
    }
    return object;
}

void
Evaluator::ResolveCopies(const Value& copies, const Frame& frame, const Place& place, Value& object)
{
    for (const auto& copy : copies)
    {
        const std::string name = ToText(*FindProperty(copy, "name"));
        const Place here{&place, name};
        Value array = Value::array();
        try
        {
            const int64_t count = NeedCount(copy, frame, here);
            for (int64_t i = 0; i < count; ++i)
            {
                Frame turn = frame.Turn(name, i);
                turn.currentLoop = frame.currentLoop.empty() ? Lower(name) : frame.currentLoop;
                const Place item{&here, "[" + std::to_string(i) + "]"};
                array.push_back(Resolve(*FindProperty(copy, "input"), turn, item));
            }
        }
        catch (const ExpressionError& error)
        {
            array = MakeUnknown(error.what());
        }
        object[name] = std::move(array);
    }
}

Value
Evaluator::Need(const Value& raw, const Frame& frame, const Place& place)
{
    Value value = Resolve(raw, frame, place);
    if (IsUnknown(value))
    {
        throw ExpressionError::Placed(PlaceReason(place.ToString(), UnknownReason(value)));
    }
    return value;
}

int64_t
Evaluator::NeedCount(const Value& copy, const Frame& frame, const Place& place)
{
    const Value* raw = FindProperty(copy, "count");
    const Place here{&place, "copy.count"};
    const Value count = raw ? Need(*raw, frame, here) : Value();
    if (!count.is_number_integer() || count.get<int64_t>() < 0 ||
        count.get<int64_t>() > MAX_COPY_COUNT)
    {
        throw ExpressionError::Placed(here.ToString() + ": must be an int of 0 to " +
                                      std::to_string(MAX_COPY_COUNT) + " (Azure's limit), but is " +
                                      (raw ? ToText(count).substr(0, 80) : "missing"));
    }
    return count.get<int64_t>();
}

void
Evaluator::SetResources(ResourceSource* resources)
{
    m_resources = resources;
}

ResourceSource&
Evaluator::GetResources()
{
    if (!m_resources)
    {
        throw ExpressionError("there are no resources here to refer to");
    }
    return *m_resources;
}

void
Evaluator::Assume(const std::string& sentence)
{
    if (std::find(m_assumptions.begin(), m_assumptions.end(), sentence) == m_assumptions.end())
    {
        m_assumptions.push_back(sentence);
    }
}

const std::vector<std::string>&
Evaluator::GetAssumptions() const
{
    return m_assumptions;
}

std::string
PlaceReason(const std::string& place, const std::string& reason)
{
    return reason.rfind(place, 0) == 0 ? reason : place + ": " + reason;
}

bool
IsPropertyCopy(const Value& copy)
{
    return copy.is_array() && !copy.empty() &&
           std::all_of(copy.begin(), copy.end(), [](const Value& item) {
               const Value* name = FindProperty(item, "name");
               return name && name->is_string() && FindProperty(item, "count") &&
                      FindProperty(item, "input");
           });
}

} // namespace ns3::v6lab::arm
