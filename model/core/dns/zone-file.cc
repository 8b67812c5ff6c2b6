// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/zone-file.h"

#include "model/core/dns/zone-check.h"
#include "model/core/dns/zone-entry.h"
#include "model/core/dns/zone-words.h"

#include <map>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr size_t MOST_ERRORS = 20;

class Reader
{
  public:
    Reader(const DnsName& origin, std::string source, const ZonePart& part)
        : m_zone(origin),
          m_source(std::move(source)),
          m_part(part),
          m_origin(origin)
    {
    }

    void Read(ZoneEntry entry)
    {
        try
        {
            if (!entry.fault.empty())
            {
                throw EntryFault{entry.fault};
            }
            if (!entry.blankOwner && entry.text[0] == '$')
            {
                Directive(entry.text);
            }
            else
            {
                Record(entry);
            }
        }
        catch (const EntryFault& fault)
        {
            Complain(m_errors, entry.line, fault.sentence);
        }
    }

    ZoneFile Finish()
    {
        // A record that could not be read would be missed once more.
        const bool whole = m_errors.empty() && m_part.complete;
        for (const auto& fault : whole ? CheckZone(m_zone) : std::vector<ZoneFault>())
        {
            Complain(fault.warning ? m_warnings : m_errors, LineOf(fault), fault.sentence);
        }
        std::string text;
        for (size_t i = 0; i < m_errors.size() && i < MOST_ERRORS; ++i)
        {
            text += (i > 0 ? "\n" : "") + m_errors[i];
        }
        if (m_errors.size() > MOST_ERRORS)
        {
            text += "\nand " + std::to_string(m_errors.size() - MOST_ERRORS) + " more";
        }
        if (!text.empty())
        {
            throw std::invalid_argument(text);
        }
        return {std::move(m_zone), std::move(m_warnings)};
    }

  private:
    void Complain(std::vector<std::string>& to, size_t line, const std::string& sentence)
    {
        to.push_back(m_source + ":" + std::to_string(line - 1 + m_part.firstLine) + ": " +
                     sentence);
    }

    /** Of the last record of the fault's name and type, or of the name alone; 1 for neither. */
    size_t LineOf(const ZoneFault& fault) const
    {
        const auto set = m_lines.find({fault.name, fault.type});
        if (set != m_lines.end())
        {
            return set->second;
        }
        const auto any = m_lines.lower_bound({fault.name, 0});
        return any != m_lines.end() && any->first.first == fault.name ? any->second : 1;
    }

    void Directive(std::string text)
    {
        const std::string word = TakeWord(text);
        const std::string argument = TakeWord(text);
        if (word == "$ORIGIN")
        {
            m_origin = ReadName(argument, m_origin);
        }
        else if (word == "$TTL")
        {
            m_defaultTtl = ReadTtl(argument);
        }
        else if (word == "$INCLUDE")
        {
            throw EntryFault{"$INCLUDE is not supported: put the records into this file"};
        }
        else
        {
            throw EntryFault{word + " is no directive; $ORIGIN and $TTL are"};
        }
        if (!text.empty())
        {
            throw EntryFault{"\"" + text + "\" stands behind what " + word + " takes"};
        }
    }

    void Record(ZoneEntry& entry)
    {
        if (!entry.blankOwner)
        {
            m_owner = ReadName(TakeWord(entry.text), m_origin);
        }
        if (!m_owner)
        {
            throw EntryFault{"the first record has no name"};
        }
        std::optional<uint32_t> ttl;
        const uint16_t type = ReadHead(entry.text, ttl);
        DnsRecord record = ReadData(type, entry.text);
        record.ttl = ttl ? *ttl : TtlFor(record);
        m_explicitTtl = ttl ? ttl : m_explicitTtl;
        AddRecord(record, entry.line);
    }

    /** TTL and class in either order, then the type (RFC 1035 5.1). */
    uint16_t ReadHead(std::string& text, std::optional<uint32_t>& ttl)
    {
        bool classSeen = false;
        for (std::string word = TakeWord(text); !word.empty(); word = TakeWord(text))
        {
            if (!ttl && IsTtl(word))
            {
                ttl = ReadTtl(word);
                continue;
            }
            const auto rclass = ParseDnsClass(word);
            if (!classSeen && rclass)
            {
                classSeen = true;
                if (*rclass != dns::IN)
                {
                    throw EntryFault{"class " + word + " is not supported; IN is"};
                }
                continue;
            }
            const auto type = ParseDnsType(word);
            if (!type)
            {
                throw EntryFault{"\"" + word + "\" is no record type"};
            }
            return *type;
        }
        throw EntryFault{"the record of " + m_owner->ToString() + " has no type"};
    }

    DnsRecord ReadData(uint16_t type, const std::string& data) const
    {
        const std::string word = DnsTypeWord(type);
        try
        {
            return DnsRecord::Parse(m_owner->ToString() + "\t0\tIN\t" + word + "\t" + data,
                                    m_origin);
        }
        catch (const std::invalid_argument& error)
        {
            const std::string why = error.what();
            throw EntryFault{"\"" + data + "\" is not the data of a record of type " + word +
                             why.substr(why.rfind(": "))};
        }
    }

    /** $TTL, else the last that a record had, else what the SOA says (RFC 2308 4, RFC 1035 5.1). */
    uint32_t TtlFor(const DnsRecord& record)
    {
        if (m_defaultTtl || m_explicitTtl)
        {
            return m_defaultTtl ? *m_defaultTtl : *m_explicitTtl;
        }
        const auto soa = SoaData::Of(record);
        if (!soa)
        {
            throw EntryFault{"the record has no TTL, and no $TTL stands in front of it"};
        }
        m_explicitTtl = soa->minimum;
        return soa->minimum;
    }

    void AddRecord(const DnsRecord& record, size_t line)
    {
        try
        {
            const DnsSet* set = m_zone.Find(record.name, record.type);
            if (set != nullptr && set->records.front().ttl != record.ttl)
            {
                Complain(m_warnings,
                         line,
                         "the TTLs of " + record.name.ToString() + " " + DnsTypeWord(record.type) +
                             " differ; the lowest counts (RFC 2181 5.2)");
            }
            m_zone.Add(record);
            m_lines[{record.name, record.type}] = line;
        }
        catch (const std::invalid_argument& error)
        {
            throw EntryFault{error.what()};
        }
    }

    Zone m_zone;
    std::string m_source;
    ZonePart m_part;
    DnsName m_origin;
    std::optional<DnsName> m_owner;
    std::optional<uint32_t> m_defaultTtl;
    std::optional<uint32_t> m_explicitTtl;
    std::map<std::pair<DnsName, uint16_t>, size_t> m_lines;
    std::vector<std::string> m_errors;
    std::vector<std::string> m_warnings;
};

} // namespace

ZoneFile
ReadZone(const std::string& text,
         const DnsName& origin,
         const std::string& source,
         const ZonePart& part)
{
    Reader reader(origin, source, part);
    for (const auto& entry : SplitZone(text))
    {
        reader.Read(entry);
    }
    return reader.Finish();
}

std::string
WriteZone(const Zone& zone)
{
    std::string text;
    for (const auto& record : zone.GetRecords())
    {
        text += record.ToString() + '\n';
    }
    return text;
}

} // namespace ns3::v6lab
