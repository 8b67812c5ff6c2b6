// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/input-error.h"
#include "helper/format/source-builder.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace ns3::v6lab
{

namespace
{

using Json = nlohmann::json;
using Kind = SourceValue::Kind;

/** Gives nlohmann-json the text and tells how far it has read: its SAX events carry no place. */
struct TrackedIterator
{
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    const char* at;
    const char** reached;

    const char& operator*() const
    {
        return *at;
    }

    TrackedIterator& operator++()
    {
        *reached = ++at;
        return *this;
    }

    friend bool operator!=(const TrackedIterator& a, const TrackedIterator& b)
    {
        return a.at != b.at;
    }
};

class Events : public nlohmann::json_sax<Json>
{
  public:
    Events(SourceBuilder& builder, const char* begin, const char* const& reached)
        : m_builder(builder),
          m_counted(begin),
          m_reached(reached)
    {
    }

    bool null() override
    {
        return Scalar(Kind::Null, "");
    }

    bool boolean(bool value) override
    {
        return Scalar(Kind::Bool, value ? "true" : "false");
    }

    bool number_integer(number_integer_t value) override
    {
        return Scalar(Kind::Number, std::to_string(value));
    }

    bool number_unsigned(number_unsigned_t value) override
    {
        return Scalar(Kind::Number, std::to_string(value));
    }

    bool number_float(number_float_t, const string_t& written) override
    {
        return Scalar(Kind::Number, written);
    }

    bool string(string_t& value) override
    {
        return Scalar(Kind::Text, std::move(value));
    }

    bool binary(binary_t&) override
    {
        return false; // JSON text has none
    }

    bool start_object(std::size_t) override
    {
        m_builder.Open(Kind::Map, Line());
        return true;
    }

    bool key(string_t& value) override
    {
        m_builder.Key(std::move(value), Line());
        return true;
    }

    bool end_object() override
    {
        m_builder.Close();
        return true;
    }

    bool start_array(std::size_t) override
    {
        m_builder.Open(Kind::List, Line());
        return true;
    }

    bool end_array() override
    {
        m_builder.Close();
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const Json::exception& error) override
    {
        const std::string text = error.what(); // "[id] parse error at line 1, column 2: …"
        const size_t colon = text.find(": ");
        std::string said = colon == std::string::npos ? text : text.substr(colon + 2);
        const size_t token = said.find("; last read: "); // may repeat megabytes of input
        if (token != std::string::npos)
        {
            said = said.substr(0, token + 13) + Clipped(said.substr(token + 13));
        }
        m_builder.Fail(Line(), "wrong JSON: " + said);
    }

  private:
    bool Scalar(Kind kind, std::string text)
    {
        m_builder.Scalar(kind, std::move(text), Line());
        return true;
    }

    /** The line of the last thing read; a number is only known once a character after it is. */
    uint32_t Line()
    {
        const char* end = m_reached;
        while (end > m_counted && (end[-1] == '\n' || end[-1] == '\r' || end[-1] == ' '))
        {
            --end;
        }
        m_line += static_cast<uint32_t>(std::count(m_counted, end, '\n'));
        m_counted = end;
        return m_line;
    }

    SourceBuilder& m_builder;
    const char* m_counted;
    const char* const& m_reached;
    uint32_t m_line{1};
};

} // namespace

void
ParseJson(const std::string& text, SourceBuilder& builder)
{
    const char* reached = text.data();
    const char* end = text.data() + text.size();
    Events events(builder, reached, reached);
    Json::sax_parse(TrackedIterator{text.data(), &reached},
                    TrackedIterator{end, &reached},
                    &events);
}

} // namespace ns3::v6lab
