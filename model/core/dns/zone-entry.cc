// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/zone-entry.h"

namespace ns3::v6lab
{

namespace
{

const char* const BLANKS = " \t";

/** Reads characters one by one and keeps the entry that they are making. */
class Splitter
{
  public:
    void Put(char c)
    {
        if (m_escaped || (c == '\\' && !m_comment))
        {
            m_escaped = !m_escaped && c != '\n';
            if (c != '\n')
            {
                Plain(c);
                return;
            }
        }
        if (c == '\n')
        {
            EndLine();
        }
        else if (m_comment || c == '\r')
        {
            return;
        }
        else if (c == '"')
        {
            m_quoted = !m_quoted;
            m_entry.text += c;
        }
        else if (m_quoted || (c != ';' && c != '(' && c != ')'))
        {
            Plain(c);
        }
        else
        {
            Special(c);
        }
    }

    std::vector<ZoneEntry> Finish()
    {
        EndLine();
        if (m_depth > 0)
        {
            m_entry.fault = "a parenthesis is not closed";
            EndEntry();
        }
        return std::move(m_entries);
    }

  private:
    void Plain(char c)
    {
        m_entry.text += c == '\0' ? '?' : c;
        if (c == '\0')
        {
            m_entry.fault = "a zero byte is no text";
        }
    }

    void Special(char c)
    {
        m_comment = c == ';';
        m_entry.text += ' ';
        if (c == '(')
        {
            ++m_depth;
        }
        else if (c == ')' && m_depth == 0)
        {
            m_entry.fault = "a parenthesis is closed that is not open";
        }
        else if (c == ')')
        {
            --m_depth;
        }
    }

    void EndLine()
    {
        if (m_quoted)
        {
            m_entry.fault = "a quote is not closed in its line";
        }
        m_quoted = false;
        m_comment = false;
        m_escaped = false;
        ++m_line;
        if (m_depth > 0)
        {
            m_entry.text += ' ';
            return;
        }
        EndEntry();
    }

    void EndEntry()
    {
        const size_t first = m_entry.text.find_first_not_of(BLANKS);
        if (first != std::string::npos || !m_entry.fault.empty())
        {
            m_entry.blankOwner = first > 0;
            m_entry.text.erase(0, first);
            m_entries.push_back(m_entry);
        }
        m_entry = ZoneEntry();
        m_entry.line = m_line;
    }

    std::vector<ZoneEntry> m_entries;
    ZoneEntry m_entry{1, false, "", ""};
    size_t m_line{1};
    size_t m_depth{0};
    bool m_quoted{false};
    bool m_comment{false};
    bool m_escaped{false};
};

} // namespace

std::vector<ZoneEntry>
SplitZone(const std::string& text)
{
    Splitter splitter;
    for (const char c : text)
    {
        splitter.Put(c);
    }
    return splitter.Finish();
}

std::string
TakeWord(std::string& text)
{
    const size_t end = text.find_first_of(BLANKS);
    const std::string word = text.substr(0, end);
    text.erase(0, text.find_first_not_of(BLANKS, end));
    return word;
}

} // namespace ns3::v6lab
