// SPDX-License-Identifier: GPL-2.0-only
#include "model/translation/profile-attribute.h"

namespace ns3::v6lab::attribute
{

namespace
{

class SwitchChecker : public AttributeChecker
{
  public:
    bool Check(const AttributeValue& value) const override
    {
        std::optional<bool> thrown;
        return ReadSwitch(value, thrown);
    }

    std::string GetValueTypeName() const override
    {
        return "ns3::StringValue";
    }

    bool HasUnderlyingTypeInformation() const override
    {
        return true;
    }

    std::string GetUnderlyingTypeInformation() const override
    {
        return "profile|true|false";
    }

    Ptr<AttributeValue> Create() const override
    {
        return ns3::Create<StringValue>();
    }

    bool Copy(const AttributeValue& source, AttributeValue& destination) const override
    {
        std::optional<bool> thrown;
        return ReadSwitch(source, thrown) && WriteSwitch(thrown, destination);
    }
};

} // namespace

bool
ReadSwitch(const AttributeValue& value, std::optional<bool>& thrown)
{
    if (const auto* boolean = dynamic_cast<const BooleanValue*>(&value))
    {
        thrown = boolean->Get();
        return true;
    }
    const auto* text = dynamic_cast<const StringValue*>(&value);
    if (text && text->Get() == BY_PROFILE)
    {
        thrown.reset();
        return true;
    }
    BooleanValue read;
    if (!text || !read.DeserializeFromString(text->Get(), nullptr))
    {
        return false;
    }
    thrown = read.Get();
    return true;
}

bool
WriteSwitch(const std::optional<bool>& thrown, AttributeValue& value)
{
    if (auto* text = dynamic_cast<StringValue*>(&value))
    {
        text->Set(!thrown ? BY_PROFILE : *thrown ? "true" : "false");
        return true;
    }
    auto* boolean = dynamic_cast<BooleanValue*>(&value);
    if (!boolean || !thrown)
    {
        return false;
    }
    boolean->Set(*thrown);
    return true;
}

Ptr<const AttributeChecker>
MakeSwitchChecker()
{
    return ns3::Create<SwitchChecker>();
}

} // namespace ns3::v6lab::attribute
