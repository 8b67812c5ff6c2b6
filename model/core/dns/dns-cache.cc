// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-cache.h"

#include "model/core/dns/packed-finding.h"
#include "model/core/time-units.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace ns3::v6lab
{

namespace
{

constexpr uint16_t EVERY_TYPE = 0; // what a NoName is about; no record has it

DnsQuestion
KeyOf(const DnsQuestion& question, DnsOutcome outcome)
{
    DnsQuestion key = question;
    key.type = outcome == DnsOutcome::NoName ? EVERY_TYPE : question.type;
    return key;
}

char
Lower(char c)
{
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool
SameName(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return Lower(x) == Lower(y);
    });
}

} // namespace

DnsCache::DnsCache(const DnsCacheSettings& settings)
    : m_settings(settings),
      m_hash(settings.seed)
{
}

DnsCache::~DnsCache()
{
    while (m_newest != NO_RECORD)
    {
        Remove(m_newest);
    }
}

const char*
DnsCache::Entry::GetPacked() const
{
    const char* at = bytes;
    if (elsewhere)
    {
        std::memcpy(&at, bytes, sizeof(at));
    }
    return at;
}

void
DnsCache::Store(Entry& entry, const std::string& packed)
{
    entry.elsewhere = packed.size() > Entry::ROOM;
    char* to = entry.bytes;
    if (entry.elsewhere)
    {
        to = new char[packed.size()];
        std::memcpy(entry.bytes, &to, sizeof(to));
    }
    std::memcpy(to, packed.data(), packed.size());
}

uint64_t
DnsCache::Hash(const DnsQuestion& question) const
{
    std::array<uint8_t, 272> bytes{}; // a name and as many zeros as a pair of words may need
    const std::string& wire = question.name.GetWire();
    std::transform(wire.begin(), wire.end(), bytes.begin(), [](char c) {
        return static_cast<uint8_t>(Lower(c));
    });
    uint64_t hash = uint64_t{question.type} << 16 | question.rclass;
    for (size_t at = 0; at < wire.size(); at += 16)
    {
        hash = m_hash(Word64(&bytes[at]), Word64(&bytes[at + 8]), hash);
    }
    return hash;
}

uint32_t
DnsCache::Find(const DnsQuestion& question, int64_t nowNs)
{
    const uint64_t hash = Hash(question);
    const uint32_t place = m_index.Find(hash, [&](uint32_t at) {
        const Entry& entry = m_entries[at];
        __builtin_prefetch(&entry.bytes[Entry::ROOM - 1]);
        return entry.type == question.type && entry.rclass == question.rclass &&
               SameName(PackedName(entry.GetPacked()), question.name.GetWire());
    });
    if (place != NO_RECORD && m_entries[place].expiresNs <= nowNs)
    {
        Remove(place);
        return NO_RECORD;
    }
    return place;
}

uint32_t
DnsCache::FindAny(const DnsQuestion& question, int64_t nowNs)
{
    const uint32_t place = Find(question, nowNs);
    return place != NO_RECORD ? place : Find(KeyOf(question, DnsOutcome::NoName), nowNs);
}

void
DnsCache::Put(const DnsQuestion& question, const DnsFinding& finding, int64_t nowNs)
{
    const bool negative =
        finding.outcome != DnsOutcome::Data && finding.outcome != DnsOutcome::Alias;
    const uint32_t longest = negative ? m_settings.maxNegativeTtl : m_settings.maxTtl;
    const uint32_t ttl = finding.ttl >> 31 ? 0 : std::min(finding.ttl, longest);
    if (ttl == 0)
    {
        return;
    }
    // Data of the type and "no such name" may both be there: what is new stands for either.
    for (uint32_t old = FindAny(question, nowNs); old != NO_RECORD; old = FindAny(question, nowNs))
    {
        if (m_entries[old].security != DnsSecurity::Bogus && m_entries[old].trust > finding.trust)
        {
            return;
        }
        Remove(old);
    }
    if (GetSize() >= m_settings.maxEntries && m_oldest != NO_RECORD)
    {
        Remove(m_oldest);
    }
    const DnsQuestion key = KeyOf(question, finding.outcome);
    const std::string packed = PackRecords(key, finding);
    const uint32_t place = m_entries.Take();
    Entry& entry = m_entries[place];
    entry.expiresNs = nowNs + ttl * SECOND;
    Store(entry, packed);
    entry.hash = static_cast<uint32_t>(Hash(key));
    entry.type = key.type;
    entry.rclass = key.rclass;
    entry.outcome = finding.outcome;
    entry.trust = finding.trust;
    entry.security = finding.security;
    m_index.Insert(entry.hash, place);
    Link(place);
}

std::optional<DnsFinding>
DnsCache::Get(const DnsQuestion& question, int64_t nowNs)
{
    const uint32_t place = FindAny(question, nowNs);
    if (place == NO_RECORD)
    {
        return std::nullopt;
    }
    const Entry& entry = m_entries[place];
    Prefetch(entry.newer); // for Unlink()
    Prefetch(entry.older);
    DnsFinding finding;
    finding.outcome = entry.outcome;
    finding.trust = entry.trust;
    finding.security = entry.security;
    finding.ttl = static_cast<uint32_t>((entry.expiresNs - nowNs) / SECOND);
    UnpackRecords(entry.GetPacked(), {question.name, entry.type, entry.rclass}, finding);
    if (place != m_newest)
    {
        Unlink(place);
        Link(place);
    }
    return finding;
}

void
DnsCache::SetSecurity(const DnsQuestion& question,
                      DnsSecurity security,
                      uint32_t maxTtl,
                      int64_t nowNs)
{
    const uint32_t place = FindAny(question, nowNs);
    if (place == NO_RECORD)
    {
        return;
    }
    Entry& entry = m_entries[place];
    entry.security = security;
    entry.expiresNs = std::min(entry.expiresNs, nowNs + maxTtl * SECOND);
}

void
DnsCache::Prefetch(uint32_t place) const
{
    if (place != NO_RECORD)
    {
        __builtin_prefetch(&m_entries[place].newer, 1);
    }
}

void
DnsCache::Link(uint32_t place)
{
    m_entries[place].older = m_newest;
    m_entries[place].newer = NO_RECORD;
    (m_newest == NO_RECORD ? m_oldest : m_entries[m_newest].newer) = place;
    m_newest = place;
}

void
DnsCache::Unlink(uint32_t place)
{
    const Entry& entry = m_entries[place];
    (entry.newer == NO_RECORD ? m_newest : m_entries[entry.newer].older) = entry.older;
    (entry.older == NO_RECORD ? m_oldest : m_entries[entry.older].newer) = entry.newer;
}

void
DnsCache::Remove(uint32_t place)
{
    Unlink(place);
    m_index.Erase(m_entries[place].hash, place);
    if (m_entries[place].elsewhere)
    {
        delete[] m_entries[place].GetPacked();
    }
    m_entries.Free(place);
}

} // namespace ns3::v6lab
