// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/zone-sign.h"

#include "model/core/dns/ldns-key.h"
#include "model/core/dns/ldns-record.h"

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

struct FreeZone
{
    void operator()(ldns_dnssec_zone* zone) const
    {
        ldns_dnssec_zone_deep_free(zone);
    }
};

struct FreeKeys
{
    void operator()(ldns_key_list* keys) const
    {
        ldns_key_list_free(keys);
    }
};

/** The list alone; its records belong to the zone as well. */
struct FreeList
{
    void operator()(ldns_rr_list* list) const
    {
        ldns_rr_list_free(list);
    }
};

using SharedList = std::unique_ptr<ldns_rr_list, FreeList>;
using SignedZone = std::unique_ptr<ldns_dnssec_zone, FreeZone>;
using Keys = std::unique_ptr<ldns_key_list, FreeKeys>;

constexpr uint32_t MONTH = 30 * 86400;

void
Check(const Zone& zone, const ZoneSigning& signing)
{
    const std::string name = "zone " + zone.GetOrigin().ToString();
    if (zone.Find(zone.GetOrigin(), dns::SOA) == nullptr)
    {
        throw std::invalid_argument(name + " has no SOA and cannot be signed");
    }
    if (signing.keys.empty())
    {
        throw std::invalid_argument(name + " has no key to be signed with");
    }
    for (const auto& key : signing.keys)
    {
        if (key.zone != zone.GetOrigin())
        {
            throw std::invalid_argument(name + " has a key of " + key.zone.ToString());
        }
    }
    // RFC 1982: times wrap.
    if (static_cast<int32_t>(signing.expiration - signing.inception) <= 0)
    {
        throw std::invalid_argument(name + ": expiration must be later than inception");
    }
}

/** ldns' keys, with the times that signatures shall say. */
Keys
MakeKeys(const ZoneSigning& signing)
{
    Keys keys(ldns_key_list_new());
    for (const auto& key : signing.keys)
    {
        auto made = ldns::FromKey(key);
        const bool expired = signing.faults.expired;
        ldns_key_set_inception(made.get(), expired ? signing.inception - MONTH : signing.inception);
        ldns_key_set_expiration(made.get(), expired ? signing.inception - 1 : signing.expiration);
        ldns_key_list_push_key(keys.get(), made.release());
    }
    return keys;
}

bool
IsBelowCut(const Zone& zone, const DnsName& name)
{
    const auto cut = zone.FindCut(name);
    return cut && *cut != name;
}

void
Put(ldns_dnssec_zone* zone, const DnsRecord& record)
{
    auto rr = ldns::FromRecord(record);
    if (!rr || ldns_dnssec_zone_add_rr(zone, rr.get()) != LDNS_STATUS_OK)
    {
        throw std::invalid_argument("cannot sign " + record.ToString());
    }
    rr.release(); // the zone's now
}

/** Signs and says what came to the zone: NSEC and RRSIG. */
DnsRecords
Sign(ldns_dnssec_zone* zone, const ZoneSigning& signing)
{
    const SharedList added(ldns_rr_list_new());
    const Keys keys = MakeKeys(signing);
    if (ldns_dnssec_zone_sign_flg(zone,
                                  added.get(),
                                  keys.get(),
                                  ldns_dnssec_default_replace_signatures,
                                  nullptr,
                                  0) != LDNS_STATUS_OK)
    {
        throw std::invalid_argument("a zone cannot be signed");
    }
    DnsRecords records;
    for (size_t i = 0; i < ldns_rr_list_rr_count(added.get()); ++i)
    {
        records.push_back(ldns::ToRecord(ldns_rr_list_rr(added.get(), i)));
    }
    return records;
}

void
Flip(Zone& zone, const std::pair<DnsName, uint16_t>& place)
{
    const DnsSet* set = zone.Find(place.first, place.second);
    if (set == nullptr || set->records.front().rdata.empty())
    {
        throw std::invalid_argument("no " + DnsTypeWord(place.second) + " record of " +
                                    place.first.ToString() + " to tamper with");
    }
    Zone changed(zone.GetOrigin());
    bool done = false;
    for (auto record : zone.GetRecords())
    {
        if (!done && record.name == place.first && record.type == place.second)
        {
            record.rdata.back() = static_cast<char>(record.rdata.back() ^ 1);
            done = true;
        }
        changed.Add(record);
    }
    zone = std::move(changed);
}

} // namespace

ZoneSigning
ZoneSigning::WithOneKey(const DnsName& zone, uint64_t seed, uint32_t inception, uint32_t expiration)
{
    return {{DnsKey::Derive(zone, DnsKeyRole::Combined, seed)}, inception, expiration, {}};
}

ZoneSigning
ZoneSigning::WithTwoKeys(const DnsName& zone,
                         uint64_t seed,
                         uint32_t inception,
                         uint32_t expiration)
{
    return {{DnsKey::Derive(zone, DnsKeyRole::KeySigning, seed),
             DnsKey::Derive(zone, DnsKeyRole::ZoneSigning, seed)},
            inception,
            expiration,
            {}};
}

DnsRecords
ZoneSigning::GetDs(uint32_t ttl) const
{
    DnsRecords records;
    for (DnsKey key : keys)
    {
        if (key.role == DnsKeyRole::ZoneSigning || faults.missingDs)
        {
            continue;
        }
        if (faults.wrongDs)
        {
            key.secret[0] = static_cast<char>(key.secret[0] ^ 1);
        }
        records.push_back(key.ToDs(ttl));
    }
    return records;
}

Zone
SignZone(const Zone& zone, const ZoneSigning& signing)
{
    Check(zone, signing);
    Zone result(zone.GetOrigin());
    for (const auto& record : zone.GetRecords())
    {
        if (record.type != dns::RRSIG && record.type != dns::NSEC)
        {
            result.Add(record);
        }
    }
    const uint32_t ttl = zone.Find(zone.GetOrigin(), dns::SOA)->records.front().ttl;
    for (const auto& key : signing.keys)
    {
        result.Add(key.ToDnskey(ttl));
    }
    const SignedZone made(ldns_dnssec_zone_new());
    for (const auto& record : result.GetRecords())
    {
        if (!IsBelowCut(zone, record.name)) // for glue others have authority (RFC 4035 2.2)
        {
            Put(made.get(), record);
        }
    }
    for (const auto& record : Sign(made.get(), signing))
    {
        result.Add(record);
    }
    for (const auto& place : signing.faults.tampered)
    {
        Flip(result, place);
    }
    return result;
}

} // namespace ns3::v6lab
