// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dnssec-verify.h"

#include "model/core/dns/dns-time.h"
#include "model/core/dns/ldns-record.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** Of RFC 8624 3.1 those that validators must or should know. */
bool
IsAlgorithmKnown(uint8_t algorithm)
{
    constexpr uint8_t KNOWN[]{LDNS_RSASHA1,
                              LDNS_RSASHA1_NSEC3,
                              LDNS_RSASHA256,
                              LDNS_RSASHA512,
                              LDNS_ECDSAP256SHA256,
                              LDNS_ECDSAP384SHA384,
                              LDNS_ED25519,
                              LDNS_ED448};
    return std::find(std::begin(KNOWN), std::end(KNOWN), algorithm) != std::end(KNOWN);
}

bool
IsDigestKnown(uint8_t digest)
{
    return digest == LDNS_SHA1 || digest == LDNS_SHA256 || digest == LDNS_SHA384;
}

uint8_t
ByteAt(const DnsRecord& record, size_t at)
{
    return at < record.rdata.size() ? static_cast<uint8_t>(record.rdata[at]) : 0;
}

/** RFC 4034 2.1: Zone Key set, protocol 3; RFC 5011 2.1: not revoked. */
bool
IsZoneKey(const DnsRecord& record)
{
    return record.type == dns::DNSKEY && (ByteAt(record, 0) & 1) != 0 &&
           (ByteAt(record, 1) & 0x80) == 0 && ByteAt(record, 2) == 3;
}

ldns::RrList
ToList(const DnsRecords& records)
{
    ldns::RrList list(ldns_rr_list_new());
    for (const auto& record : records)
    {
        if (auto rr = ldns::FromRecord(record))
        {
            ldns_rr_list_push_rr(list.get(), rr.release());
        }
    }
    return list;
}

bool
StandsFor(const DnsRecord& anchor, const DnsRecord& key)
{
    if (anchor.type == dns::DNSKEY)
    {
        return anchor.name == key.name && anchor.rdata == key.rdata;
    }
    const auto ds = ldns::FromRecord(anchor);
    const auto dnskey = ldns::FromRecord(key);
    return ds && dnskey && anchor.name == key.name && ldns_rr_compare_ds(dnskey.get(), ds.get());
}

} // namespace

bool
VerifySet(const DnsRecords& set, const DnsName& signer, const DnsRecords& keys, int64_t nowNs)
{
    DnsRecords signatures;
    for (const auto& record : SignaturesOf(set))
    {
        const auto data = SignatureData::Of(record);
        // RFC 4035 5.3.1
        if (data && data->signer == signer && record.name.IsWithin(signer) &&
            data->labels <= record.name.CountLabels())
        {
            signatures.push_back(record);
        }
    }
    DnsRecords zoneKeys;
    std::copy_if(keys.begin(), keys.end(), std::back_inserter(zoneKeys), IsZoneKey);
    const DnsRecords data = WithoutSignatures(set);
    const auto ldnsSet = ToList(data);
    if (signatures.empty() || zoneKeys.empty() || data.empty() ||
        ldns_rr_list_rr_count(ldnsSet.get()) != data.size())
    {
        return false;
    }
    return ldns_verify_time(ldnsSet.get(),
                            ToList(signatures).get(),
                            ToList(zoneKeys).get(),
                            DnsSeconds(nowNs),
                            nullptr) == LDNS_STATUS_OK;
}

uint32_t
SignedTtl(const DnsRecords& set, int64_t nowNs)
{
    uint32_t ttl = LowestTtl(set);
    for (const auto& record : set)
    {
        if (const auto data = SignatureData::Of(record))
        {
            const uint32_t left = data->expiration - DnsSeconds(nowNs); // RFC 1982, as it wraps
            ttl = std::min({ttl, data->originalTtl, left >> 31 ? 0 : left});
        }
    }
    return ttl;
}

bool
IsAnySupported(const DnsRecords& delegationSigners)
{
    return std::any_of(delegationSigners.begin(), delegationSigners.end(), [](const auto& record) {
        if (record.type == dns::DNSKEY)
        {
            return IsAlgorithmKnown(ByteAt(record, 3));
        }
        return record.type == dns::DS && IsAlgorithmKnown(ByteAt(record, 2)) &&
               IsDigestKnown(ByteAt(record, 3));
    });
}

DnsRecords
AnchoredKeys(const DnsRecords& anchors, const DnsRecords& keys)
{
    DnsRecords anchored;
    for (const auto& key : keys)
    {
        const bool any = std::any_of(anchors.begin(), anchors.end(), [&](const auto& anchor) {
            return StandsFor(anchor, key);
        });
        if (IsZoneKey(key) && any)
        {
            anchored.push_back(key);
        }
    }
    return anchored;
}

} // namespace ns3::v6lab
