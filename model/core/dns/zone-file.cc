// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/zone-file.h"

#include "model/core/dns/zone-check.h"
#include "model/core/dns/zone-entry.h"
#include "model/core/dns/zone-numbers.h"
#include "model/core/dns/zone-words.h"

#include <map>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace ns3::v6lab
{

namespace
{

constexpr size_t MOST_ERRORS = 20;
constexpr size_t DEEPEST_INCLUDE = 16;
constexpr size_t MOST_INCLUDES = 1000;

class Reader
{
  public:
    Reader(const DnsName& origin, std::string source, const ZonePart& part)
        : m_zone(origin),
          m_part(part),
          m_origin(origin)
    {
        m_files.push_back({std::move(source), part.firstLine});
        m_open.push_back(0);
    }

    void Read(const std::string& text)
    {
        for (auto& entry : SplitZone(text))
        {
            Read(std::move(entry));
        }
    }

    ZoneFile Finish()
    {
        // A record that could not be read would be missed once more.
        const bool whole = m_errors.empty() && m_part.complete;
        for (const auto& fault : whole ? CheckZone(m_zone) : std::vector<ZoneFault>())
        {
            Complain(fault.warning ? m_warnings : m_errors, PlaceOf(fault), fault.sentence);
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
        ZonePlaces places;
        for (const auto& [set, place] : m_places)
        {
            places[set] = ToText(place);
        }
        return {std::move(m_zone), std::move(m_warnings), std::move(places)};
    }

  private:
    struct File
    {
        std::string source;
        size_t firstLine{1};
    };

    /** A line of one of m_files. */
    struct Place
    {
        size_t file{0};
        size_t line{1};
    };

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
            Complain(m_errors, Here(entry.line), fault.sentence);
        }
    }

    Place Here(size_t line) const
    {
        return {m_open.back(), line};
    }

    void Complain(std::vector<std::string>& to, const Place& place, const std::string& sentence)
    {
        to.push_back(ToText(place) + ": " + sentence);
    }

    std::string ToText(const Place& place) const
    {
        const File& file = m_files[place.file];
        return file.source + ":" + std::to_string(place.line - 1 + file.firstLine);
    }

    /** Of the last record of the fault's name and type, or of the name alone; 1 for neither. */
    Place PlaceOf(const ZoneFault& fault) const
    {
        const auto set = m_places.find({fault.name, fault.type});
        if (set != m_places.end())
        {
            return set->second;
        }
        const auto any = m_places.lower_bound({fault.name, 0});
        return any != m_places.end() && any->first.first == fault.name ? any->second : Place();
    }

    /** RFC 1035 5.1: whatever the file does, origin and owner are afterwards as they were. */
    void Include(const std::string& name, const std::string& origin)
    {
        if (!m_part.open)
        {
            throw EntryFault{"$INCLUDE is for zone files only"};
        }
        if (name.empty())
        {
            throw EntryFault{"$INCLUDE needs the name of a file"};
        }
        if (m_open.size() > DEEPEST_INCLUDE || m_files.size() > MOST_INCLUDES)
        {
            throw EntryFault{"$INCLUDE " + name + ": at most " + std::to_string(DEEPEST_INCLUDE) +
                             " files within each other and " + std::to_string(MOST_INCLUDES) +
                             " in all"};
        }
        const auto saved = std::make_pair(m_origin, m_owner);
        const DnsName start = origin.empty() ? m_origin : ReadName(origin, m_origin);
        const IncludedFile file = Open(name);
        m_open.push_back(m_files.size());
        m_files.push_back({file.source, 1});
        m_origin = start;
        Read(file.text);
        m_open.pop_back();
        std::tie(m_origin, m_owner) = saved;
    }

    IncludedFile Open(const std::string& name) const
    {
        IncludedFile file;
        try
        {
            file = m_part.open(name, m_files[m_open.back()].source);
        }
        catch (const std::invalid_argument& error)
        {
            throw EntryFault{"$INCLUDE " + name + ": " + error.what()};
        }
        for (const size_t open : m_open)
        {
            if (m_files[open].source == file.source)
            {
                throw EntryFault{"$INCLUDE " + name + ": the file is being read already, " +
                                 "so that it would include itself"};
            }
        }
        return file;
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
            Include(argument, TakeWord(text));
        }
        else
        {
            throw EntryFault{word + " is no directive; $ORIGIN, $TTL and $INCLUDE are"};
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
        if (const auto fault = FaultOfNumbers(type, data); !fault.empty())
        {
            throw EntryFault{"\"" + data + "\" is not the data of a record of type " + word + ": " +
                             fault};
        }
        try
        {
            // ldns cuts an owner whose text, with its escapes, is longer than 255 characters.
            DnsRecord record = DnsRecord::Parse(".\t0\tIN\t" + word + "\t" + data, m_origin);
            record.name = *m_owner;
            return record;
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
                         Here(line),
                         "the TTLs of " + record.name.ToString() + " " + DnsTypeWord(record.type) +
                             " differ; the lowest counts (RFC 2181 5.2)");
            }
            m_zone.Add(record);
            m_places[{record.name, record.type}] = Here(line);
        }
        catch (const std::invalid_argument& error)
        {
            throw EntryFault{error.what()};
        }
    }

    Zone m_zone;
    ZonePart m_part;
    std::vector<File> m_files;  //!< all that were read, the zone's own first
    std::vector<size_t> m_open; //!< of m_files: the one that is being read, behind who includes it
    DnsName m_origin;
    std::optional<DnsName> m_owner;
    std::optional<uint32_t> m_defaultTtl;
    std::optional<uint32_t> m_explicitTtl;
    std::map<std::pair<DnsName, uint16_t>, Place> m_places;
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
    reader.Read(text);
    return reader.Finish();
}

std::string
PlaceOf(const ZonePlaces& places, const ZoneFault& fault)
{
    const auto set = places.find({fault.name, fault.type});
    if (set != places.end())
    {
        return set->second;
    }
    const auto any = places.lower_bound({fault.name, 0});
    return any != places.end() && any->first.first == fault.name ? any->second : "";
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
