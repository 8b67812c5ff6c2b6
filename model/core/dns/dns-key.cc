// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-key.h"

#include "model/core/dns/ldns-key.h"
#include "model/core/dns/ldns-record.h"

namespace ns3::v6lab
{

DnsKey
DnsKey::Derive(const DnsName& zone, DnsKeyRole role, uint64_t seed)
{
    const std::string text = zone.ToLower().ToString() + " " +
                             std::to_string(static_cast<int>(role)) + " " + std::to_string(seed);
    uint8_t digest[LDNS_SHA256_DIGEST_LENGTH];
    ldns_sha256(reinterpret_cast<const uint8_t*>(text.data()),
                static_cast<unsigned>(text.size()),
                digest);
    return {zone, role, std::string(reinterpret_cast<const char*>(digest), sizeof digest)};
}

DnsRecord
DnsKey::ToDnskey(uint32_t ttl) const
{
    const auto key = ldns::FromKey(*this);
    const ldns::Rr rr(ldns_key2rr(key.get()));
    DnsRecord record = ldns::ToRecord(rr.get());
    record.ttl = ttl;
    return record;
}

DnsRecord
DnsKey::ToDs(uint32_t ttl) const
{
    const auto key = ldns::FromKey(*this);
    const ldns::Rr rr(ldns_key2rr(key.get()));
    const ldns::Rr ds(ldns_key_rr2ds(rr.get(), LDNS_SHA256));
    DnsRecord record = ldns::ToRecord(ds.get());
    record.ttl = ttl;
    return record;
}

uint16_t
DnsKey::GetTag() const
{
    return ldns_key_keytag(ldns::FromKey(*this).get());
}

} // namespace ns3::v6lab
