// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_CACHE_H
#define V6LAB_DNS_CACHE_H

#include "model/core/dns/dns-finding.h"
#include "model/core/nat64/place-index.h"
#include "model/core/nat64/table-hash.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3::v6lab
{

/** Limits of a cache. */
struct DnsCacheSettings
{
    uint32_t maxEntries{1'000'000};
    uint32_t maxTtl{86400};         //!< s; longer TTLs are cut (RFC 2181 8)
    uint32_t maxNegativeTtl{10800}; //!< s (RFC 2308 5)
    uint64_t seed{1};               //!< of the hash
};

/**
 * What a resolver remembers: sets, aliases and negative answers by name, type and class, each until
 * its TTL is over. When it is full, what was not used for longest goes.
 */
class DnsCache
{
  public:
    explicit DnsCache(const DnsCacheSettings& settings);
    ~DnsCache();
    DnsCache(const DnsCache&) = delete;
    DnsCache& operator=(const DnsCache&) = delete;

    /**
     * Remembers a finding for its TTL. What is there and believed more stays (RFC 2181 5.4.1), but
     * what is bogus is not believed. A
     * NoName is about all types of the name. A TTL of 0 is for the one who asked only (RFC 1035
     * 3.2.1), and one of 2^31 or more is 0 (RFC 2181 8).
     */
    void Put(const DnsQuestion& question, const DnsFinding& finding, int64_t nowNs);

    /** With the TTL that is left; nothing if it is not known. */
    std::optional<DnsFinding> Get(const DnsQuestion& question, int64_t nowNs);

    /** What validation said of it, and for how many seconds more at most (RFC 4035 4.7, 5.3.3). */
    void SetSecurity(const DnsQuestion& question,
                     DnsSecurity security,
                     uint32_t maxTtl,
                     int64_t nowNs);

    uint32_t GetSize() const
    {
        return m_index.GetSize();
    }

  private:
    /** A line and a half of the processor's cache: most names and their sets need no more. */
    struct Entry
    {
        static constexpr size_t ROOM = 68;

        const char* GetPacked() const;

        int64_t expiresNs{0};
        uint32_t newer{NO_RECORD}; //!< used later than this one
        uint32_t older{NO_RECORD};
        uint32_t hash{0};
        uint16_t type{0};
        uint16_t rclass{0};
        DnsOutcome outcome{};
        DnsTrust trust{};
        DnsSecurity security{};
        bool elsewhere{false}; //!< the bytes do not fit here
        char bytes[ROOM];      //!< or where they are
    };

    static_assert(sizeof(Entry) == 96);

    static void Store(Entry& entry, const std::string& packed);
    uint64_t Hash(const DnsQuestion& question) const;
    /** The entry of exactly this question; one whose time is over is removed. */
    uint32_t Find(const DnsQuestion& question, int64_t nowNs);
    /** The same, or the NoName of its name. */
    uint32_t FindAny(const DnsQuestion& question, int64_t nowNs);
    /** Memory is slow: has it fetched while something else is done. */
    void Prefetch(uint32_t place) const;
    void Link(uint32_t place);
    void Unlink(uint32_t place);
    void Remove(uint32_t place);

    DnsCacheSettings m_settings;
    TableHash m_hash;
    PlaceIndex m_index;
    Slab<Entry> m_entries;
    uint32_t m_newest{NO_RECORD};
    uint32_t m_oldest{NO_RECORD};
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_CACHE_H
