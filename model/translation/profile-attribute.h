// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PROFILE_ATTRIBUTE_H
#define V6LAB_PROFILE_ATTRIBUTE_H

#include "ns3/attribute.h"
#include "ns3/boolean.h"
#include "ns3/string.h"

#include <optional>

/**
 * Switches that Profile throws unless somebody sets them: attributes of the text "profile", "true"
 * or "false". A BooleanValue will do as well; whichever of the two attributes is set first, what
 * was set wins over what the profile chooses.
 */
namespace ns3::v6lab::attribute
{

/** The text of a switch that nobody set. */
constexpr const char* BY_PROFILE = "profile";

/** Nothing: "profile". False: no value of a switch. */
bool ReadSwitch(const AttributeValue& value, std::optional<bool>& thrown);
bool WriteSwitch(const std::optional<bool>& thrown, AttributeValue& value);

Ptr<const AttributeChecker> MakeSwitchChecker();

template <class Model>
class SwitchAccessor : public AttributeAccessor
{
  public:
    explicit SwitchAccessor(std::optional<bool> Model::*member)
        : m_member(member)
    {
    }

    bool Set(ObjectBase* object, const AttributeValue& value) const override
    {
        auto* model = dynamic_cast<Model*>(object);
        return model && ReadSwitch(value, model->*m_member);
    }

    bool Get(const ObjectBase* object, AttributeValue& value) const override
    {
        const auto* model = dynamic_cast<const Model*>(object);
        return model && WriteSwitch(model->*m_member, value);
    }

    bool HasGetter() const override
    {
        return true;
    }

    bool HasSetter() const override
    {
        return true;
    }

  private:
    std::optional<bool> Model::*m_member;
};

template <class Model>
Ptr<const AttributeAccessor>
MakeSwitchAccessor(std::optional<bool> Model::*member)
{
    return Ptr<const AttributeAccessor>(new SwitchAccessor<Model>(member), false);
}

} // namespace ns3::v6lab::attribute

#endif // V6LAB_PROFILE_ATTRIBUTE_H
