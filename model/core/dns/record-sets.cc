// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/record-sets.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr size_t BEFORE_SIGNER = 18; // bytes of an RRSIG

uint32_t
Number(const std::string& bytes, size_t at, size_t size)
{
    uint32_t number = 0;
    for (size_t i = 0; i < size; ++i)
    {
        number = number << 8 | static_cast<uint8_t>(bytes[at + i]);
    }
    return number;
}

bool
SameData(const DnsRecord& a, const DnsRecord& b)
{
    return a.type == b.type && a.name == b.name && a.rdata == b.rdata;
}

/** Each once (RFC 2181 5). */
void
AddOnce(DnsRecords& records, const DnsRecord& record)
{
    const bool there = std::any_of(records.begin(), records.end(), [&](const auto& other) {
        return SameData(other, record);
    });
    if (!there)
    {
        records.push_back(record);
    }
}

template <typename Belongs>
DnsRecords
Pick(const DnsRecords& section, uint16_t type, Belongs belongs)
{
    DnsRecords set;
    for (const auto& record : section)
    {
        if (belongs(record) && (record.type == type || type == dns::ANY))
        {
            AddOnce(set, record);
        }
    }
    const bool any = !set.empty() && type != dns::ANY && type != dns::RRSIG;
    for (const auto& record : section)
    {
        const auto signature = any ? SignatureData::Of(record) : std::nullopt;
        if (signature && signature->covered == type && belongs(record))
        {
            AddOnce(set, record);
        }
    }
    return set;
}

} // namespace

std::optional<SignatureData>
SignatureData::Of(const DnsRecord& record)
{
    if (record.type != dns::RRSIG || record.rdata.size() <= BEFORE_SIGNER)
    {
        return std::nullopt;
    }
    const auto signer =
        DnsName::FromWire(reinterpret_cast<const uint8_t*>(record.rdata.data()) + BEFORE_SIGNER,
                          record.rdata.size() - BEFORE_SIGNER);
    if (!signer)
    {
        return std::nullopt;
    }
    return SignatureData{static_cast<uint16_t>(Number(record.rdata, 0, 2)),
                         static_cast<uint8_t>(record.rdata[2]),
                         static_cast<uint8_t>(record.rdata[3]),
                         Number(record.rdata, 4, 4),
                         Number(record.rdata, 8, 4),
                         *signer};
}

DnsRecords
OfSet(const DnsRecords& section, const DnsName& name, uint16_t type)
{
    return Pick(section, type, [&](const DnsRecord& record) { return record.name == name; });
}

DnsRecords
OfType(const DnsRecords& section, uint16_t type)
{
    return Pick(section, type, [](const DnsRecord&) { return true; });
}

DnsRecords
WithoutSignatures(const DnsRecords& records)
{
    DnsRecords rest;
    std::copy_if(records.begin(), records.end(), std::back_inserter(rest), [](const auto& record) {
        return record.type != dns::RRSIG;
    });
    return rest;
}

DnsRecords
SignaturesOf(const DnsRecords& records)
{
    DnsRecords signatures;
    std::copy_if(records.begin(),
                 records.end(),
                 std::back_inserter(signatures),
                 [](const auto& record) { return record.type == dns::RRSIG; });
    return signatures;
}

std::vector<DnsRecords>
SplitSets(const DnsRecords& section)
{
    std::vector<DnsRecords> sets;
    for (const auto& record : WithoutSignatures(section))
    {
        const bool there = std::any_of(sets.begin(), sets.end(), [&](const DnsRecords& set) {
            return set.front().type == record.type && set.front().name == record.name;
        });
        if (!there)
        {
            sets.push_back(OfSet(section, record.name, record.type));
        }
    }
    return sets;
}

uint32_t
LowestTtl(const DnsRecords& records)
{
    uint32_t lowest = records.empty() ? 0 : records.front().ttl;
    for (const auto& record : records)
    {
        lowest = std::min(lowest, record.ttl >> 31 ? 0 : record.ttl); // RFC 2181 8
    }
    return lowest >> 31 ? 0 : lowest;
}

void
SetTtl(DnsFinding& finding, uint32_t ttl)
{
    finding.ttl = ttl;
    for (auto* section : {&finding.records, &finding.proof})
    {
        for (auto& record : *section)
        {
            record.ttl = ttl;
        }
    }
}

std::optional<uint8_t>
ExpansionLabels(const DnsRecords& set)
{
    for (const auto& record : set)
    {
        const auto signature = SignatureData::Of(record);
        if (signature && signature->labels < record.name.CountLabels() - record.name.IsWildcard())
        {
            return signature->labels;
        }
    }
    return std::nullopt;
}

} // namespace ns3::v6lab
