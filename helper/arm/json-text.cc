// SPDX-License-Identifier: GPL-2.0-only
#include "helper/arm/json-text.h"

#include "helper/format/input-error.h"

#include <unordered_set>
#include <vector>

namespace ns3::v6lab::arm
{

namespace
{

/** Builds the value, and stops at what a plain parser would let pass. */
class Builder : public nlohmann::json_sax<Value>
{
  public:
    explicit Builder(std::string what)
        : m_what(std::move(what))
    {
    }

    bool null() override
    {
        return Put(nullptr);
    }

    bool boolean(bool value) override
    {
        return Put(value);
    }

    bool number_integer(number_integer_t value) override
    {
        return Put(value);
    }

    bool number_unsigned(number_unsigned_t value) override
    {
        return Put(value);
    }

    bool number_float(number_float_t value, const string_t&) override
    {
        return Put(value);
    }

    bool string(string_t& value) override
    {
        return Put(std::move(value));
    }

    bool binary(binary_t&) override
    {
        return false;
    }

    bool start_object(size_t) override
    {
        return Open(Value::object());
    }

    bool end_object() override
    {
        return Close();
    }

    bool start_array(size_t) override
    {
        return Open(Value::array());
    }

    bool end_array() override
    {
        return Close();
    }

    bool key(string_t& name) override
    {
        Level& level = m_levels.back();
        if (!level.keys.insert(name).second)
        {
            m_faults.push_back(m_what + ": " + Path() + " has the key \"" + name + "\" twice");
        }
        level.key = std::move(name);
        return true;
    }

    bool parse_error(size_t, const std::string&, const nlohmann::detail::exception& error) override
    {
        std::string text =
            error.what(); // "[json.exception.parse_error.101] parse error at line ..."
        const auto end = text.find("] ");
        m_faults.push_back(m_what + ": " +
                           (end == std::string::npos ? text : text.substr(end + 2)));
        return false;
    }

    Value Finish()
    {
        if (!m_faults.empty())
        {
            throw InputError(m_faults);
        }
        return std::move(m_root);
    }

  private:
    struct Level
    {
        Value* value;
        std::string key;
        std::unordered_set<std::string> keys;
    };

    Value* Place(Value&& value)
    {
        if (m_levels.empty())
        {
            m_root = std::move(value);
            return &m_root;
        }
        Level& level = m_levels.back();
        if (level.value->is_array())
        {
            level.value->push_back(std::move(value));
            return &level.value->back();
        }
        // Appended without the search for an equal key that the container would make: it is
        // linear, and we have searched already.
        auto& object = level.value->get_ref<Value::object_t&>();
        object.emplace_back(level.key, std::move(value));
        return &object.back().second;
    }

    bool Put(Value&& value)
    {
        Place(std::move(value));
        return true;
    }

    bool Open(Value&& value)
    {
        if (m_levels.size() >= MAX_VALUE_DEPTH)
        {
            m_faults.push_back(m_what + ": nested deeper than " + std::to_string(MAX_VALUE_DEPTH) +
                               " levels");
            return false;
        }
        Value* place = Place(std::move(value));
        m_levels.push_back({place, "", {}});
        return true;
    }

    bool Close()
    {
        m_levels.pop_back();
        return true;
    }

    std::string Path() const
    {
        std::string path = "$";
        for (size_t i = 0; i + 1 < m_levels.size(); ++i)
        {
            path += m_levels[i].value->is_array()
                        ? "[" + std::to_string(m_levels[i].value->size() - 1) + "]"
                        : "." + m_levels[i].key;
        }
        return path;
    }

    std::string m_what;
    Value m_root;
    std::vector<Level> m_levels;
    std::vector<std::string> m_faults;
};

/** Writes raw control characters within strings as JSON escapes; leaves all else as it is. */
std::string
EscapeControls(const std::string& text)
{
    static const char* hex = "0123456789abcdef";

    enum
    {
        CODE,
        STRING,
        LINE_COMMENT,
        BLOCK_COMMENT
    } state = CODE;

    std::string out;
    out.reserve(text.size());
    for (size_t i = 0; i < text.size(); ++i)
    {
        const char c = text[i];
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        if (state == STRING && static_cast<unsigned char>(c) < 0x20)
        {
            out += std::string("\\u00") + hex[c >> 4] + hex[c & 15];
            continue;
        }
        out += c;
        if (state == STRING && c == '\\' && static_cast<unsigned char>(next) >= 0x20)
        {
            out += next;
            ++i;
        }
        else if (c == '"' && (state == CODE || state == STRING))
        {
            state = state == CODE ? STRING : CODE;
        }
        else if (state == CODE && c == '/' && (next == '/' || next == '*'))
        {
            state = next == '/' ? LINE_COMMENT : BLOCK_COMMENT;
            out += next;
            ++i;
        }
        else if (state == LINE_COMMENT && c == '\n')
        {
            state = CODE;
        }
        else if (state == BLOCK_COMMENT && c == '*' && next == '/')
        {
            state = CODE;
            out += next;
            ++i;
        }
    }
    return out;
}

} // namespace

Value
ParseJsonText(const std::string& text, const std::string& what)
{
    if (text.size() > MAX_TEMPLATE_BYTES)
    {
        throw InputError(what + ": " + std::to_string(text.size()) +
                         " bytes; Azure takes no template over 4 MB (" +
                         std::to_string(MAX_TEMPLATE_BYTES) + " bytes)");
    }
    Builder builder(what);
    const std::string clean = EscapeControls(text);
    Value::sax_parse(clean, &builder, Value::input_format_t::json, true, true);
    return builder.Finish();
}

} // namespace ns3::v6lab::arm
