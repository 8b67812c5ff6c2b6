// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LDNS_RECORD_H
#define V6LAB_LDNS_RECORD_H

#include "model/core/dns/dns-record.h"
#include "model/core/dns/ldns-parts.h"

/** Records from and to ldns; for sources of model/core/dns only. */
namespace ns3::v6lab::ldns
{

/** Null if the record's data is not of the form that its type has. */
Rr FromRecord(const DnsRecord& record);
DnsRecord ToRecord(const ldns_rr* rr);
Rdf FromName(const DnsName& name);
DnsName ToName(const ldns_rdf* rdf);

} // namespace ns3::v6lab::ldns

#endif // V6LAB_LDNS_RECORD_H
