// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-cache.h"
#include "test/support/dns-net.h"
#include "test/support/table.h"

#include <algorithm>
#include <list>
#include <random>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test::dnsnet;
using test::Row;
using test::Verdict;

namespace
{

DnsFinding
Found(const std::string& line, DnsTrust trust = DnsTrust::Answer)
{
    DnsFinding finding;
    finding.outcome = DnsOutcome::Data;
    finding.trust = trust;
    finding.records = Lines({line});
    finding.ttl = finding.records[0].ttl;
    return finding;
}

DnsFinding
Missing(DnsOutcome outcome, uint32_t ttl)
{
    DnsFinding finding;
    finding.outcome = outcome;
    finding.trust = DnsTrust::Authority;
    finding.proof = Lines({"example. " + std::to_string(ttl) + " SOA ns. host. 1 2 3 4 5"});
    finding.ttl = ttl;
    return finding;
}

std::string
Shown(DnsCache& cache, const std::string& question, int64_t nowNs)
{
    const auto known = cache.Get(Question(question), nowNs);
    return known ? Text(known->records) + "|" + Text(known->proof) : "none";
}

void
CountsDown(Verdict& v)
{
    DnsCache cache({});
    cache.Put(Question("www.example. A"), Found("www.example. 100 A 192.0.2.1"), 0);
    v.Equal(Shown(cache, "www.example. A", 0), "www.example. 100 A 192.0.2.1|", "at once");
    v.Equal(Shown(cache, "WWW.Example. A", 40 * SECOND),
            "WWW.Example. 60 A 192.0.2.1|",
            "after 40 s, in the asker's letters");
    v.Equal(Shown(cache, "www.example. AAAA", 0), "none", "another type");
    v.Equal(Shown(cache, "ww.example. A", 0), "none", "another name");
    v.Equal(Shown(cache, "www.example. A", 100 * SECOND), "none", "when it is over");
    v.Equal(cache.GetSize(), 0u, "and nothing is left of it");
}

void
KeepsSets(Verdict& v)
{
    DnsCache cache({});
    DnsFinding finding = Found("x.example. 60 MX 10 mail.example.");
    finding.records.push_back(DnsRecord::Parse("x.example. 60 MX 20 other.example."));
    finding.records.push_back(DnsRecord::Parse(
        "x.example. 60 RRSIG MX 15 2 60 20270101000000 20260101000000 1 example. AAAA"));
    finding.proof = Lines({"a.example. 60 NSEC b.example. A NSEC"});
    finding.security = DnsSecurity::Secure;
    const std::string all = Text(finding.records) + "|" + Text(finding.proof);
    cache.Put(Question("x.example. MX"), finding, 0);
    v.Equal(Shown(cache, "x.example. MX", 0), all, "all its records, in their order");
    const auto known = cache.Get(Question("x.example. MX"), 0);
    v.True(known->security == DnsSecurity::Secure && known->trust == DnsTrust::Answer, "its marks");
}

void
RemembersWhatIsNot(Verdict& v)
{
    DnsCache cache({});
    cache.Put(Question("no.example. A"), Missing(DnsOutcome::NoName, 50), 0);
    cache.Put(Question("www.example. TXT"), Missing(DnsOutcome::NoData, 50), 0);
    v.True(cache.Get(Question("no.example. MX"), 0)->outcome == DnsOutcome::NoName, "all types");
    v.True(cache.Get(Question("www.example. TXT"), 0)->outcome == DnsOutcome::NoData, "one type");
    v.Equal(Shown(cache, "www.example. A", 0), "none", "and no other");
    v.Equal(Shown(cache, "no.example. A", 20 * SECOND),
            "|example. 30 SOA ns. host. 1 2 3 4 5",
            "the SOA counts down");
    cache.Put(Question("no.example. A"), Found("no.example. 60 A 192.0.2.1"), SECOND);
    v.Equal(Shown(cache, "no.example. MX", SECOND), "none", "a name that came to be");
    v.Equal(Shown(cache, "no.example. A", SECOND), "no.example. 60 A 192.0.2.1|", "what it has");
}

void
CutsTtls(Verdict& v)
{
    DnsCacheSettings settings;
    settings.maxTtl = 1000;
    settings.maxNegativeTtl = 100;
    DnsCache cache(settings);
    cache.Put(Question("a. A"), Found("a. 5000 A 192.0.2.1"), 0);
    v.Equal(cache.Get(Question("a. A"), 0)->ttl, 1000u, "positive");
    cache.Put(Question("b. A"), Missing(DnsOutcome::NoData, 5000), 0);
    v.Equal(cache.Get(Question("b. A"), 0)->ttl, 100u, "negative");
    cache.Put(Question("c. A"), Found("c. 0 A 192.0.2.1"), 0);
    cache.Put(Question("d. A"), Found("d. 2147483648 A 192.0.2.1"), 0);
    v.Equal(cache.GetSize(), 2u, "0 and what counts as 0 are not kept");
}

void
RanksTrust(Verdict& v)
{
    const DnsTrust order[]{DnsTrust::Additional,
                           DnsTrust::Referral,
                           DnsTrust::Relayed,
                           DnsTrust::Authority,
                           DnsTrust::Answer};
    for (const auto first : order)
    {
        for (const auto second : order)
        {
            DnsCache cache({});
            cache.Put(Question("a. A"), Found("a. 60 A 192.0.2.1", first), 0);
            cache.Put(Question("a. A"), Found("a. 60 A 192.0.2.2", second), 0);
            v.Equal(Shown(cache, "a. A", 0),
                    second >= first ? "a. 60 A 192.0.2.2|" : "a. 60 A 192.0.2.1|",
                    "the better one stays");
            cache.Put(Question("a. A"), Found("a. 60 A 192.0.2.3", second), 60 * SECOND);
            v.Equal(Shown(cache, "a. A", 60 * SECOND), "a. 60 A 192.0.2.3|", "unless it is over");
        }
    }
}

void
CutsJudged(Verdict& v)
{
    DnsCache cache({});
    cache.Put(Question("a. A"), Found("a. 600 A 192.0.2.1"), 0);
    cache.SetSecurity(Question("a. A"), DnsSecurity::Bogus, 60, 0);
    const auto known = cache.Get(Question("a. A"), 0);
    v.True(known->security == DnsSecurity::Bogus && known->ttl == 60, "bogus, for a minute");
    cache.SetSecurity(Question("a. A"), DnsSecurity::Secure, 6000, 0);
    v.Equal(cache.Get(Question("a. A"), 0)->ttl, 60u, "never longer than before");
}

void
DropsTheUnused(Verdict& v)
{
    DnsCacheSettings settings;
    settings.maxEntries = 3;
    DnsCache cache(settings);
    for (const std::string name : {"a", "b", "c"})
    {
        cache.Put(Question(name + ". A"), Found(name + ". 600 A 192.0.2.1"), 0);
    }
    cache.Get(Question("a. A"), 0);
    cache.Put(Question("d. A"), Found("d. 600 A 192.0.2.1"), 0);
    v.Equal(cache.GetSize(), 3u, "size");
    v.Equal(Shown(cache, "b. A", 0), "none", "the one not used for longest");
    v.True(Shown(cache, "a. A", 0) != "none" && Shown(cache, "c. A", 0) != "none", "the others");
}

/** A cache in which everything is looked for from one end to the other. */
class SlowCache
{
  public:
    explicit SlowCache(size_t most)
        : m_most(most)
    {
    }

    void Put(const std::string& name, uint32_t ttl, int64_t nowNs)
    {
        m_entries.remove_if([&](const auto& entry) { return entry.name == name; });
        if (m_entries.size() >= m_most)
        {
            m_entries.pop_back();
        }
        m_entries.push_front({name, nowNs + ttl * SECOND});
    }

    bool Has(const std::string& name, int64_t nowNs)
    {
        const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const auto& entry) {
            return entry.name == name;
        });
        if (found == m_entries.end())
        {
            return false;
        }
        if (found->expiresNs <= nowNs)
        {
            m_entries.erase(found);
            return false;
        }
        m_entries.splice(m_entries.begin(), m_entries, found);
        return true;
    }

    size_t GetSize() const
    {
        return m_entries.size();
    }

  private:
    struct Entry
    {
        std::string name;
        int64_t expiresNs;
    };

    size_t m_most;
    std::list<Entry> m_entries;
};

void
AgreesWithSlowCache(Verdict& v)
{
    std::mt19937 random(3);
    DnsCacheSettings settings;
    settings.maxEntries = 200;
    DnsCache cache(settings);
    SlowCache slow(settings.maxEntries);
    int64_t now = 0;
    int hits = 0;
    for (int i = 0; i < 50000; ++i)
    {
        now += static_cast<int64_t>(random() % 100) * MILLISECOND;
        const std::string name = "n" + std::to_string(random() % 400) + ".example.";
        if (random() % 3 == 0)
        {
            const uint32_t ttl = 1 + random() % 20;
            cache.Put(Question(name + " A"),
                      Found(name + " " + std::to_string(ttl) + " A 192.0.2.1"),
                      now);
            slow.Put(name, ttl, now);
        }
        const bool known = cache.Get(Question(name + " A"), now).has_value();
        v.True(known == slow.Has(name, now), "differs at step " + std::to_string(i));
        hits += known;
    }
    v.Equal(cache.GetSize(), slow.GetSize(), "sizes");
    v.True(hits > 5000 && hits < 45000, "hits and misses");
}

const std::vector<Row> ROWS{
    {"A set is remembered until its TTL is over, and its TTL counts down",
     "RFC 1035 3.2.1; RFC 4343 3; RFC 2181 8",
     CountsDown},
    {"A set comes back whole, with its signatures, proof and marks",
     "RFC 2181 5; RFC 4035 4.5",
     KeepsSets},
    {"NXDOMAIN is about all types of a name and NODATA about one, each with the SOA",
     "RFC 2308 5; RFC 2308 6; 6147-37",
     RemembersWhatIsNot},
    {"TTLs have a greatest value, negative ones another, and 0 is not kept",
     "RFC 2181 8; RFC 2308 5; RFC 1035 3.2.1",
     CutsTtls},
    {"What is believed less does not replace what is believed more", "RFC 2181 5.4.1", RanksTrust},
    {"Bogus data is kept for a short time only", "RFC 4035 4.7", CutsJudged},
    {"A full cache drops what was not used for longest", "RFC 1035 7.4", DropsTheUnused},
    {"Random use gives what a cache gives that is searched from one end to the other",
     "RFC 1035 7.4",
     AgreesWithSlowCache},
};

} // namespace

V6LAB_SUITE("v6lab-core-dns-cache", ROWS);
