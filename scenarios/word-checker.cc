// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/word-checker.h"

#include "ns3/string.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

class WordChecker : public AttributeChecker
{
  public:
    explicit WordChecker(std::vector<std::string> words)
        : m_words(std::move(words))
    {
    }

    bool Check(const AttributeValue& value) const override
    {
        const auto* text = dynamic_cast<const StringValue*>(&value);
        return text && std::find(m_words.begin(), m_words.end(), text->Get()) != m_words.end();
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
        std::string all;
        for (const auto& word : m_words)
        {
            all += (all.empty() ? "" : "|") + word;
        }
        return all;
    }

    Ptr<AttributeValue> Create() const override
    {
        return ns3::Create<StringValue>();
    }

    bool Copy(const AttributeValue& source, AttributeValue& destination) const override
    {
        const auto* from = dynamic_cast<const StringValue*>(&source);
        auto* to = dynamic_cast<StringValue*>(&destination);
        if (!from || !to)
        {
            return false;
        }
        *to = *from;
        return true;
    }

  private:
    std::vector<std::string> m_words;
};

/** Its only word is what people are told. */
class ToldChecker : public WordChecker
{
  public:
    using WordChecker::WordChecker;

    bool Check(const AttributeValue& value) const override
    {
        return dynamic_cast<const StringValue*>(&value) != nullptr;
    }
};

} // namespace

Ptr<const AttributeChecker>
MakeToldChecker(const std::string& allowed)
{
    return Create<ToldChecker>(std::vector<std::string>{"text " + allowed});
}

Ptr<const AttributeChecker>
MakeWordChecker(std::vector<std::string> words)
{
    return Create<WordChecker>(std::move(words));
}

} // namespace ns3::v6lab
