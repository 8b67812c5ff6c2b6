// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/input-error.h"
#include "helper/format/source-builder.h"

#include <sstream>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

namespace ns3::v6lab
{

namespace
{

/**
 * Passes yaml-cpp's events on. The event interface is used rather than YAML::Load because it shows
 * duplicate keys, and because nesting and aliases can be refused before they cost anything.
 */
class Events : public YAML::EventHandler
{
  public:
    explicit Events(SourceBuilder& builder)
        : m_builder(builder)
    {
    }

    void OnDocumentStart(const YAML::Mark& mark) override
    {
        if (++m_documents > 1)
        {
            m_builder.Fail(Line(mark), "a second document starts; one is read");
        }
    }

    void OnDocumentEnd() override
    {
    }

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        RefuseAnchor(mark, anchor);
        if (m_builder.WantsKey())
        {
            m_builder.Fail(Line(mark), "a key is missing");
        }
        m_builder.Scalar(SourceValue::Kind::Null, "", Line(mark));
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override
    {
        m_builder.Fail(Line(mark), "aliases (*name) are not read; write the value out");
    }

    void OnScalar(const YAML::Mark& mark,
                  const std::string& tag,
                  YAML::anchor_t anchor,
                  const std::string& value) override
    {
        RefuseAnchor(mark, anchor);
        RefuseTag(mark, tag);
        if (m_builder.WantsKey())
        {
            m_builder.Key(value, Line(mark));
            return;
        }
        // yaml-cpp says "?" for an unquoted scalar and "!" for a quoted one.
        const auto kind = tag == "!" ? SourceValue::Kind::Text : SourceValue::Kind::Plain;
        m_builder.Scalar(kind, value, Line(mark));
    }

    void OnSequenceStart(const YAML::Mark& mark,
                         const std::string& tag,
                         YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        Open(SourceValue::Kind::List, mark, tag, anchor);
    }

    void OnSequenceEnd() override
    {
        m_builder.Close();
    }

    void OnMapStart(const YAML::Mark& mark,
                    const std::string& tag,
                    YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        Open(SourceValue::Kind::Map, mark, tag, anchor);
    }

    void OnMapEnd() override
    {
        m_builder.Close();
    }

  private:
    static uint32_t Line(const YAML::Mark& mark)
    {
        return static_cast<uint32_t>(mark.line + 1);
    }

    void Open(SourceValue::Kind kind,
              const YAML::Mark& mark,
              const std::string& tag,
              YAML::anchor_t anchor)
    {
        RefuseAnchor(mark, anchor);
        RefuseTag(mark, tag);
        if (m_builder.WantsKey())
        {
            m_builder.Fail(Line(mark), "a key must be a text, not a list or object");
        }
        m_builder.Open(kind, Line(mark));
    }

    void RefuseAnchor(const YAML::Mark& mark, YAML::anchor_t anchor) const
    {
        if (anchor != YAML::NullAnchor)
        {
            m_builder.Fail(Line(mark), "anchors (&name) are not read; write the value out");
        }
    }

    void RefuseTag(const YAML::Mark& mark, const std::string& tag) const
    {
        if (!tag.empty() && tag != "?" && tag != "!")
        {
            m_builder.Fail(Line(mark), "tags (" + Clipped(tag) + ") are not read");
        }
    }

    SourceBuilder& m_builder;
    int m_documents{0};
};

} // namespace

void
ParseYaml(const std::string& text, SourceBuilder& builder)
{
    std::istringstream stream(text);
    Events events(builder);
    try
    {
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(events))
        {
        }
    }
    catch (const YAML::Exception& error)
    {
        builder.Fail(static_cast<uint32_t>(error.mark.line + 1), "wrong YAML: " + error.msg);
    }
}

} // namespace ns3::v6lab
