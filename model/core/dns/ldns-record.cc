// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/ldns-record.h"

namespace ns3::v6lab::ldns
{

namespace
{

void
Append16(std::string& to, size_t value)
{
    to += static_cast<char>(value >> 8 & 0xff);
    to += static_cast<char>(value & 0xff);
}

} // namespace

Rr
FromRecord(const DnsRecord& record)
{
    std::string wire = record.name.GetWire();
    Append16(wire, record.type);
    Append16(wire, record.rclass);
    Append16(wire, record.ttl >> 16);
    Append16(wire, record.ttl);
    Append16(wire, record.rdata.size());
    wire += record.rdata;
    ldns_rr* rr = nullptr;
    size_t at = 0;
    const auto status = ldns_wire2rr(&rr,
                                     reinterpret_cast<const uint8_t*>(wire.data()),
                                     wire.size(),
                                     &at,
                                     LDNS_SECTION_ANSWER);
    return Rr(status == LDNS_STATUS_OK ? rr : nullptr);
}

DnsRecord
ToRecord(const ldns_rr* rr)
{
    DnsRecord record;
    record.name = ToName(ldns_rr_owner(rr));
    record.type = static_cast<uint16_t>(ldns_rr_get_type(rr));
    record.rclass = static_cast<uint16_t>(ldns_rr_get_class(rr));
    record.ttl = ldns_rr_ttl(rr);
    for (size_t i = 0; i < ldns_rr_rd_count(rr); ++i)
    {
        if (const ldns_rdf* part = ldns_rr_rdf(rr, i))
        {
            record.rdata.append(reinterpret_cast<const char*>(ldns_rdf_data(part)),
                                ldns_rdf_size(part));
        }
    }
    return record;
}

Rdf
FromName(const DnsName& name)
{
    const std::string& wire = name.GetWire();
    return Rdf(ldns_rdf_new_frm_data(LDNS_RDF_TYPE_DNAME, wire.size(), wire.data()));
}

DnsName
ToName(const ldns_rdf* rdf)
{
    return DnsName::FromWire(ldns_rdf_data(rdf), ldns_rdf_size(rdf)).value_or(DnsName());
}

} // namespace ns3::v6lab::ldns
