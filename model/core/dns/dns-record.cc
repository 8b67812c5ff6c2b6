// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns-record.h"

#include "model/core/dns/ldns-record.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

uint32_t
Read32(const uint8_t* bytes)
{
    return uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 | uint32_t{bytes[2]} << 8 | bytes[3];
}

void
Append32(std::string& to, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
    {
        to += static_cast<char>(value >> shift & 0xff);
    }
}

/** RFC 3597 5: for data that does not have the form of its type. */
std::string
GenericText(const DnsRecord& record)
{
    std::string text = record.name.ToString() + '\t' + std::to_string(record.ttl) + "\tCLASS" +
                       std::to_string(record.rclass) + "\tTYPE" + std::to_string(record.type) +
                       "\t\\# " + std::to_string(record.rdata.size()) + ' ';
    for (const char c : record.rdata)
    {
        text += "0123456789abcdef"[static_cast<uint8_t>(c) >> 4];
        text += "0123456789abcdef"[c & 15];
    }
    return text;
}

} // namespace

DnsRecord
DnsRecord::Address(const DnsName& name, const IpAddress& address, uint32_t ttl)
{
    DnsRecord record;
    record.name = name;
    record.type = address.IsV4() ? dns::A : dns::AAAA;
    record.ttl = ttl;
    record.rdata.assign(reinterpret_cast<const char*>(address.GetBytes().data()),
                        address.GetBits() / 8);
    return record;
}

DnsRecord
DnsRecord::Pointer(const DnsName& name, uint16_t type, const DnsName& to, uint32_t ttl)
{
    DnsRecord record;
    record.name = name;
    record.type = type;
    record.ttl = ttl;
    record.rdata = to.GetWire();
    return record;
}

DnsRecord
DnsRecord::Parse(const std::string& line, const DnsName& origin, uint32_t defaultTtl)
{
    ldns_rr* rr = nullptr;
    const auto root = ldns::FromName(origin);
    const auto status = ldns_rr_new_frm_str(&rr, line.c_str(), defaultTtl, root.get(), nullptr);
    const ldns::Rr owned(status == LDNS_STATUS_OK ? rr : nullptr);
    if (!owned)
    {
        throw std::invalid_argument(
            "\"" + line + "\" is not a record of a zone file: " + ldns_get_errorstr_by_id(status));
    }
    if (static_cast<unsigned>(ldns_rr_get_type(rr)) > 0xffff ||
        static_cast<unsigned>(ldns_rr_get_class(rr)) > 0xffff)
    {
        throw std::invalid_argument("\"" + line +
                                    "\" is not a record of a zone file: type or class above 65535");
    }
    return ldns::ToRecord(owned.get());
}

std::optional<IpAddress>
DnsRecord::GetAddress() const
{
    const auto* bytes = reinterpret_cast<const uint8_t*>(rdata.data());
    if (type == dns::A && rdata.size() == 4)
    {
        return IpAddress::V4(Read32(bytes));
    }
    if (type == dns::AAAA && rdata.size() == 16)
    {
        return IpAddress::V6(bytes);
    }
    return std::nullopt;
}

std::optional<DnsName>
DnsRecord::GetTarget() const
{
    if (type != dns::CNAME && type != dns::DNAME && type != dns::NS && type != dns::PTR)
    {
        return std::nullopt;
    }
    return DnsName::FromWire(reinterpret_cast<const uint8_t*>(rdata.data()), rdata.size());
}

std::string
DnsRecord::ToString() const
{
    const auto rr = ldns::FromRecord(*this);
    const ldns::Text text(rr ? ldns_rr2str(rr.get()) : nullptr);
    std::string line = text && text.get()[0] != 0 ? text.get() : GenericText(*this);
    while (!line.empty() && line.back() == '\n')
    {
        line.pop_back();
    }
    return line;
}

std::string
DnsRecord::DataText() const
{
    std::string line = ToString();
    for (int field = 0; field < 4; ++field) // name, TTL, class, type
    {
        line.erase(0, std::min(line.find('\t'), line.size() - 1) + 1);
    }
    if (type == dns::DNSKEY)
    {
        line.erase(std::min(line.find(" ;{"), line.size())); // what ldns remarks of keys
    }
    return line;
}

std::optional<SoaData>
SoaData::Of(const DnsRecord& record)
{
    const auto* bytes = reinterpret_cast<const uint8_t*>(record.rdata.data());
    const size_t size = record.rdata.size();
    const auto primary = DnsName::FromWire(bytes, size);
    if (record.type != dns::SOA || !primary)
    {
        return std::nullopt;
    }
    const size_t first = primary->GetWire().size();
    const auto mailbox = DnsName::FromWire(bytes + first, size - first);
    constexpr size_t NUMBERS = 20;
    if (!mailbox || size != first + mailbox->GetWire().size() + NUMBERS)
    {
        return std::nullopt;
    }
    const uint8_t* number = bytes + size - NUMBERS;
    return SoaData{*primary,
                   *mailbox,
                   Read32(number),
                   Read32(number + 4),
                   Read32(number + 8),
                   Read32(number + 12),
                   Read32(number + 16)};
}

DnsRecord
SoaData::ToRecord(const DnsName& zone, uint32_t ttl) const
{
    DnsRecord record;
    record.name = zone;
    record.type = dns::SOA;
    record.ttl = ttl;
    record.rdata = primary.GetWire() + mailbox.GetWire();
    for (const uint32_t number : {serial, refresh, retry, expire, minimum})
    {
        Append32(record.rdata, number);
    }
    return record;
}

} // namespace ns3::v6lab
