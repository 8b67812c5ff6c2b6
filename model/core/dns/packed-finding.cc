// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/packed-finding.h"

namespace ns3::v6lab
{

namespace
{

/** What a record says of its own: bits of the byte in front of it. */
enum Own : uint8_t
{
    OWN_NAME = 1,
    OWN_TYPE = 2,
};

void
Append16(std::string& to, size_t value)
{
    to += static_cast<char>(value >> 8 & 0xff);
    to += static_cast<char>(value & 0xff);
}

uint16_t
Read16(const char*& at)
{
    const auto high = static_cast<uint8_t>(*at++);
    const auto low = static_cast<uint8_t>(*at++);
    return static_cast<uint16_t>(high << 8 | low);
}

void
PackSection(std::string& packed, const DnsQuestion& question, const DnsRecords& records)
{
    Append16(packed, records.size());
    for (const auto& record : records)
    {
        const bool name = record.name.GetWire() != question.name.GetWire();
        const bool type = record.type != question.type;
        packed += static_cast<char>((name ? OWN_NAME : 0) | (type ? OWN_TYPE : 0));
        packed += name ? record.name.GetWire() : "";
        if (type)
        {
            Append16(packed, record.type);
        }
        Append16(packed, record.rdata.size());
        packed += record.rdata;
    }
}

DnsRecords
UnpackSection(const char*& at, const DnsQuestion& question, uint32_t ttl)
{
    DnsRecords records(Read16(at));
    for (auto& record : records)
    {
        const auto own = static_cast<uint8_t>(*at++);
        record.name = question.name;
        record.type = question.type;
        record.rclass = question.rclass;
        record.ttl = ttl;
        if (own & OWN_NAME)
        {
            const std::string_view name = PackedName(at);
            record.name =
                *DnsName::FromWire(reinterpret_cast<const uint8_t*>(name.data()), name.size());
            at += name.size();
        }
        if (own & OWN_TYPE)
        {
            record.type = Read16(at);
        }
        const uint16_t size = Read16(at);
        record.rdata.assign(at, size);
        at += size;
    }
    return records;
}

} // namespace

std::optional<DnsName>
AliasTarget(const DnsFinding& finding)
{
    for (auto record = finding.records.rbegin(); record != finding.records.rend(); ++record)
    {
        if (record->type == dns::CNAME)
        {
            return record->GetTarget();
        }
    }
    return std::nullopt;
}

std::string
PackRecords(const DnsQuestion& question, const DnsFinding& finding)
{
    std::string packed = question.name.GetWire();
    PackSection(packed, question, finding.records);
    PackSection(packed, question, finding.proof);
    return packed;
}

void
UnpackRecords(const char* packed, const DnsQuestion& question, DnsFinding& finding)
{
    const char* at = packed + PackedName(packed).size();
    finding.records = UnpackSection(at, question, finding.ttl);
    finding.proof = UnpackSection(at, question, finding.ttl);
}

std::string_view
PackedName(const char* packed)
{
    size_t size = 1;
    for (; packed[size - 1] != 0; size += static_cast<uint8_t>(packed[size - 1]) + 1)
    {
    }
    return {packed, size};
}

} // namespace ns3::v6lab
